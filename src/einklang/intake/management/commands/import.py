# ruff: noqa: N999 - the command is called so
"""Import a year from a file: ``einklang import FILE [--dry-run] [--by EMAIL]``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from einklang.federation.models import Account, Organisation
from einklang.intake.errors import IntakeError
from einklang.intake.management.printing import print_result
from einklang.intake.operations.importing import import_year
from einklang.intake.readers.source import Source


class Command(BaseCommand):
    help = "Import a year (.xlsx, .yaml or .csv): all of it, or nothing and a list of mistakes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument("--by", help="e-mail of the account in whose name it happens")
        parser.add_argument("--committee", help="key of the committee, if the file names none")
        parser.add_argument("--language", choices=["de", "en"], default="de")

    def handle(self, *_args: object, **options: Any) -> None:
        with override(options["language"]):
            try:
                result = import_year(
                    source=Source.from_path(options["file"]),
                    by=self._account(options["by"]),
                    dry_run=options["dry_run"],
                    body=self._committee(options["committee"]),
                )
            except IntakeError as error:
                raise CommandError(str(error)) from error
            print_result(result, self.stdout, self.stderr)
            if result.errors:
                raise CommandError(_("Nothing was written."))

    def _account(self, email: str | None) -> Account | None:
        if not email:
            return None
        account = Account.objects.filter(email__iexact=email).first()
        if account is None:
            raise CommandError(_("No account has the address %s.") % email)
        return account

    def _committee(self, key: str | None) -> Organisation | None:
        if not key:
            return None
        body = Organisation.objects.bodies().filter(key=key).first()
        if body is None:
            raise CommandError(_("No committee has the key %s.") % key)
        return body
