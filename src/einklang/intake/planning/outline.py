"""Drafts of the report and its outline."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from einklang.chronicle.models import Activity
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.drafting import plain_draft
from einklang.intake.planning.recognise import Row
from einklang.intake.planning.records import Draft
from einklang.intake.sheets import BY_KEY
from einklang.reports.models import Report, ReportSection

STEP = 10


def draft_outline(bench: Bench, reports: list[Row], sections: list[Row]) -> None:
    """Enter the reports and their headings; the outline is that of every report in the file."""
    drafts = [
        draft
        for row in reports
        if "year" not in row.broken
        for draft in (with_title(plain_draft(bench, row)),)
    ]
    if sections and not drafts:
        year = _year_of(bench)
        if year is None:
            message = _("For which year? Please add the sheet “%s”.") % BY_KEY["report"].title
            bench.problems.add(sections[0].problem(message))
            return
        draft = Draft(BY_KEY["report"], 1, Report, {"body": bench.body, "year": year})
        drafts = [with_title(draft)]
    found = [record.instance for record in bench.record_all(drafts)]
    _report_double_keys(bench, sections)
    bench.record_all(
        [
            _section(bench, row, report, position)
            for report in found
            for position, row in enumerate(sections, start=1)
            if row.values.get("title") and "title" not in row.broken
        ]
    )


def with_title(draft: Draft) -> Draft:
    year = draft.match["year"]
    with override("de"):
        title = _("Annual report %s") % year
    defaults = {"title": title, "title_en": f"Annual report {year}"}
    values = {name: value for name, value in draft.values.items() if name != "title" or value}
    return Draft(
        draft.sheet,
        draft.row,
        draft.model,
        draft.match,
        values,
        defaults={name: text for name, text in defaults.items() if not values.get(name)},
    )


def _year_of(bench: Bench) -> int | None:
    """Return the year of most activities in the file."""
    years: Counter[int] = Counter()
    for record in bench.records.get(Activity, {}).values():
        year = getattr(record.instance, "year", None)
        if year:
            years[year] += 1
    return years.most_common(1)[0][0] if years else None


def _report_double_keys(bench: Bench, sections: list[Row]) -> None:
    seen: dict[Any, int] = {}
    for row in sections:
        key = row.values.get("key")
        if key and key in seen:
            message = _("The same stands in row %s already.") % seen[key]
            bench.problems.add(row.problem(message, "key"))
        seen.setdefault(key, row.number)


def _section(bench: Bench, row: Row, report: Any, position: int) -> Draft:
    draft = plain_draft(bench, row, frozenset({"title"}))
    values = {name: value for name, value in draft.values.items() if name != "key"}
    # Tables keep no key of a section: within a report its heading is the key.
    match = {"report": report, "title": row.values["title"]}
    defaults = {} if "order" in values else {"order": position * STEP}
    return Draft(row.sheet, row.number, ReportSection, match, values, draft.many, defaults)
