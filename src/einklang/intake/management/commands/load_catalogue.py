"""Load or refresh the shared catalogue; safe to run again after every upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from einklang.intake.management.printing import print_result
from einklang.intake.operations.demo import load_catalogue


class Command(BaseCommand):
    help = "Load the shared kinds of activity, life cycles, groups and sentences."

    def handle(self, *_args: object, **options: Any) -> None:
        with override("de"):
            result = load_catalogue()
            if result.errors or options["verbosity"]:
                print_result(result, self.stdout, self.stderr)
        if result.errors:
            raise CommandError("The catalogue was not loaded.")
