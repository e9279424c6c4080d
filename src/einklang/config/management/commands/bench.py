"""``einklang bench [AREA …]``: measured against the bounds we promise."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from einklang.config.bench.areas import AREAS, prepare
from einklang.config.bench.rows import BenchError
from einklang.config.commands import BENCH_WITHOUT_DATABASE


class Command(BaseCommand):
    help = "Measure speed; exit status 1 when a bound is not met. Empties its database first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(AREAS))

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = options["areas"] or list(AREAS)
        if unknown := set(chosen) - set(AREAS):
            raise CommandError(
                f"No such area: {', '.join(unknown)}. There are {', '.join(AREAS)}."
            )
        if set(chosen) - BENCH_WITHOUT_DATABASE:
            if settings.IS_PRODUCTION:
                raise CommandError(
                    "The bench empties its database; it does not run in production."
                )
            prepare()
        missed = unknown_bounds = 0
        for area in chosen:
            try:
                for row in AREAS[area]():
                    self.stdout.write(row.line())
                    self.stdout.flush()
                    missed += row.is_missed
                    unknown_bounds += row.is_open
            except BenchError as error:
                raise CommandError(f"{area}: {error}") from error
        connection.close()
        if unknown_bounds:
            self.stdout.write(f"{unknown_bounds} bounds not measured.")
        if missed:
            raise CommandError(f"{missed} bounds not met.")
