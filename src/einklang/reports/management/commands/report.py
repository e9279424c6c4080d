"""Write the annual report of a year: PDF, Word, web page and Markdown."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from einklang.chronicle.models import Activity
from einklang.federation.models import Organisation
from einklang.reports.content import Material, build_tree
from einklang.reports.content.tree import draft_status
from einklang.reports.models import Report
from einklang.reports.operations.outlining import create_report, fill_outline
from einklang.reports.rendering import FORMS, LANGUAGES, render


class Command(BaseCommand):
    help = "Writes the annual report of a year as PDF, Word document, web page and Markdown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="for instance 2024")
        parser.add_argument("-o", "--output", default=".", metavar="FOLDER", help="where to write")
        parser.add_argument("--committee", metavar="KEY", help="key of the committee")
        parser.add_argument("--language", choices=[*LANGUAGES, "both"], default="both")

    def handle(self, *_args: Any, **options: Any) -> None:
        body = committee_of(options["year"], options["committee"])
        report = Report.objects.filter(body=body, year=options["year"]).first()
        if report is None:
            report = create_report(body=body, year=options["year"], by=None)
        fill_outline(report=report, by=None)
        folder = Path(options["output"])
        folder.mkdir(parents=True, exist_ok=True)
        material = Material.load(report)
        chosen = LANGUAGES if options["language"] == "both" else (options["language"],)
        for language in chosen:
            tree = build_tree(material, language, status=draft_status(language))
            for form in FORMS:
                rendered = render(tree.document, form)
                target = folder / rendered.filename
                target.write_bytes(rendered.data)
                self.stdout.write(str(target))


def committee_of(year: int, key: str | None) -> Organisation:
    """Return the committee named, or the only one with records in the year."""
    if key:
        body = Organisation.objects.bodies().filter(key=key).first()
        if body is None:
            raise CommandError(f"There is no committee with the key {key!r}.")
        return body
    bodies = list(
        Organisation.objects.filter(pk__in=Activity.objects.in_year(year).values("body"))
    )
    if len(bodies) == 1:
        return bodies[0]
    if not bodies:
        raise CommandError(f"No committee has records for {year}.")
    keys = ", ".join(body.key for body in bodies)
    raise CommandError(f"Several committees have records for {year}. Choose one: {keys}.")
