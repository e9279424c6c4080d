"""Load the catalogue, the sample year and one account per role; safe to run again."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from einklang.federation.models import Organisation
from einklang.intake.errors import IntakeError
from einklang.intake.management.printing import print_result
from einklang.intake.operations.demo import (
    SignIn,
    create_demo_accounts,
    load_catalogue,
    load_sample_year,
    publish_sample_report,
)
from einklang.intake.operations.sample_papers import load_sample_papers


class Command(BaseCommand):
    help = "Load the sample year 2024 and demo accounts (never in production)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-papers",
            action="store_false",
            dest="papers",
            help="leave the invented papers out",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("This is production: no sample data here.")
        with override("de"), transaction.atomic():
            body = self._load(is_quiet=not options["verbosity"])
            publish_sample_report(body=body)
            try:
                signs = create_demo_accounts(
                    body=body, passwords=kept_passwords(), is_production=settings.IS_PRODUCTION
                )
            except IntakeError as error:
                raise CommandError(str(error)) from error
            if options["papers"]:
                load_sample_papers(body=body)
        self._hand_out(signs)

    def _load(self, *, is_quiet: bool) -> Organisation:
        for load in (load_catalogue, load_sample_year):
            result = load()
            if result.errors or not is_quiet:
                print_result(result, self.stdout, self.stderr)
            if result.errors:
                raise CommandError("The sample data was not loaded.")
        if result.body is None:
            raise CommandError("The sample year names no committee.")
        return result.body

    def _hand_out(self, signs: list[SignIn]) -> None:
        if path := sign_ins_path():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            text = json.dumps([sign.as_dict() for sign in signs], ensure_ascii=False, indent=2)
            path.write_text(text + "\n", encoding="utf-8")
            return
        for sign in signs:
            self.stdout.write(f"{sign.role}: {sign.email}  {sign.password or '(unchanged)'}")


def sign_ins_path() -> Path | None:
    name = os.environ.get("EINKLANG_SIGN_INS")
    return Path(name) if name else None


def kept_passwords() -> dict[str, str] | None:
    """Return the passwords handed out before, so that a second run keeps them."""
    path = sign_ins_path()
    if path is None:
        return None
    if not path.exists():
        return {}
    try:
        return {sign["email"]: sign["password"] for sign in json.loads(path.read_text("utf-8"))}
    except (ValueError, KeyError, TypeError):
        return {}
