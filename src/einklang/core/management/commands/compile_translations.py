"""``einklang compile_translations``: turn the catalogues into what gettext reads."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every .po of the house; needs no gettext on the machine."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        package: Path = settings.PACKAGE
        for source in sorted(package.glob("**/locale/*/LC_MESSAGES/*.po")):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text))
            self.stdout.write(str(source.relative_to(package)))
