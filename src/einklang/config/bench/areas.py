"""What is measured: import, report, many records, a process's start, redline, papers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from einklang.chronicle.models import Activity
from einklang.config.bench.papers import bench_papers
from einklang.config.bench.redline import bench_redline
from einklang.config.bench.rows import BenchError, Row, median, once
from einklang.config.bench.year import COMMITTEE, workbook, year_sheets
from einklang.federation.enums import Role
from einklang.federation.models import Access, Account, Organisation
from einklang.intake.operations.importing import import_year
from einklang.intake.readers.source import Source
from einklang.reports.content import Material, build_tree
from einklang.reports.content.tree import draft_status
from einklang.reports.models import Report
from einklang.reports.operations.outlining import create_report, fill_outline
from einklang.reports.rendering import FORMS, render

YEAR = 2024
YEAR_SIZE = 2000
MANY = 20_000
PAGES = {
    "list of activities": ("/chronik/", 0.1),
    "list, sorted by title": ("/chronik/?sort=title", 0.1),
    "list of a year, last page": (f"/chronik/?year={YEAR}&page=40", 0.1),
    "search for a part of a word": ("/chronik/?q=beratung", 0.1),
    "search for an inflected, gendered word": ("/chronik/?q=Bürgerinnen+Wandel", 0.1),
    "search that finds one": ("/chronik/?q=Quartiersarbeit+1989", 0.1),
    "search that finds nothing": ("/chronik/?q=Unauffindbares", 0.1),
    "desk": ("/schreibtisch/", 0.15),
}


def bench_import() -> Iterator[Row]:
    """Measure the import of a year of 2,000 activities from a workbook."""
    yield Row(f"import of {YEAR_SIZE:,} activities (.xlsx)", once(lambda: load(YEAR)), 20)


def bench_report() -> Iterator[Row]:
    """Measure the report of that year in all four formats."""
    ensure(YEAR)
    body = Organisation.objects.get(key=COMMITTEE)
    report = Report.objects.filter(body=body, year=YEAR).first()
    report = report or create_report(body=body, year=YEAR, by=None)
    fill_outline(report=report, by=None)

    def all_formats() -> None:
        tree = build_tree(Material.load(report), "de", status=draft_status("de"))
        for form in FORMS:
            render(tree.document, form)

    yield Row(f"report of {YEAR_SIZE:,} activities, all four formats", once(all_formats), 5)


def bench_pages() -> Iterator[Row]:
    """Measure the time of the server for pages over 20,000 activities."""
    for year in range(YEAR, YEAR - MANY // YEAR_SIZE, -1):
        ensure(year)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(insider())
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        for what, (path, bound) in PAGES.items():
            seconds = median(partial(get, client, path))
            yield Row(f"{what} ({MANY:,} activities)", seconds, bound)


def bench_start() -> Iterator[Row]:
    """Measure how long a web process takes until it can answer."""
    command = [sys.executable, "-c", "import einklang.config.wsgi"]
    source = str(settings.PACKAGE.parent)
    environ = {**os.environ, "PYTHONPATH": source}

    def start() -> None:
        subprocess.run(command, check=True, env=environ, capture_output=True)  # noqa: S603 - our own program

    yield Row("start of a process", median(start, times=3), 2)


AREAS = {
    "import": bench_import,
    "report": bench_report,
    "pages": bench_pages,
    "start": bench_start,
    "papers": bench_papers,
    "redline": bench_redline,
}


def prepare() -> None:
    """Begin with empty tables and the shared catalogue."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)


def load(year: int) -> None:
    source = Source("year.xlsx", workbook(year_sheets(year, YEAR_SIZE)))
    result = import_year(source=source, by=None, dry_run=False)
    if result.problems:
        raise BenchError(f"The import failed: {result.problems[0]}")


def ensure(year: int) -> None:
    if not Activity.objects.filter(body__key=COMMITTEE, year=year).exists():
        load(year)


def insider() -> Account:
    account, _ = Account.objects.get_or_create(email="bench@example.org")
    body = Organisation.objects.get(key=COMMITTEE)
    Access.objects.get_or_create(account=account, body=body, role=Role.SECRETARIAT)
    return account


def get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:  # noqa: PLR2004 - the page is there
        raise BenchError(f"{path} answers {answer.status_code}.")
