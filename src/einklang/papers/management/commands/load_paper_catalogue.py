"""Load or refresh kinds of paper, plans and steps of procedures; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from einklang.papers.errors import PaperError
from einklang.papers.operations.catalogue import load_paper_catalogue


class Command(BaseCommand):
    help = "Load the shared kinds of paper with their outlines, plans and steps of procedures."

    def handle(self, *_args: object, **options: Any) -> None:
        with override("de"):
            try:
                count = load_paper_catalogue()
            except PaperError as error:
                raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"{count} Papierarten sind geladen.")
