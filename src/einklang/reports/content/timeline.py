"""The twelve months of the year: a drawing, the same as a table; many records as counts."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.chronicle.models import Activity
from einklang.core.when import MONTHS, Precision, When, WhenError
from einklang.engines.typeset.model import (
    Bar,
    BarChart,
    Block,
    Column,
    Paragraph,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from einklang.reports.content.links import link_or_text, record_url
from einklang.reports.content.material import Material

MOST_ENTRIES = 40
PERIOD_TONE = 1
Sourced = tuple[Block, tuple[int, ...]]


def timeline_blocks(material: Material, language: str) -> list[Sourced]:
    year = material.report.year
    told = material.told
    dated = [row for row in told if _is_placed(row.when, year)]
    dated.sort(key=lambda row: (row.when.order, row.sort_key))
    if not dated:
        return []
    sources = tuple(row.pk for row in dated)
    if len(dated) > MOST_ENTRIES:
        return [(_counts(dated, year, language), sources)]
    blocks: list[Sourced] = [(_drawing(dated, year, language), sources)]
    undated = [row for row in told if row not in dated]
    if undated:
        note = ngettext(
            "%(number)s more record has no day or month; it is told, but has no place here.",
            "%(number)s more records have no day or month; they are told, but have no place here.",
            len(undated),
        ) % {"number": len(undated)}
        blocks.append((Paragraph((Text(note),), "note"), tuple(row.pk for row in undated)))
    return [*blocks, (_table(dated, language), sources)]


def _is_placed(when: When, year: int) -> bool:
    return when.precision not in {Precision.UNKNOWN, Precision.YEAR} and when.touches(year)


def _name(activity: Activity, language: str) -> str:
    title = activity.title_in(language)
    label = activity.kind.label_in(language)
    return title if label.casefold() in title.casefold() else f"{label}: {title}"


def _span(when: When, year: int) -> tuple[float, float]:
    start = max(when.start or date(year, 1, 1), date(year, 1, 1))
    end = min(when.end or date(year, 12, 31), date(year, 12, 31))
    return _months_until(start), min(_months_until(end) + 1 / 31, 12)


def _months_until(day: date) -> float:
    return day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]


def _drawing(dated: list[Activity], year: int, language: str) -> Timeline:
    entries = []
    for row, activity in enumerate(dated):
        start, end = _span(activity.when, year)
        name = _name(activity, language)
        if period := _whole_period(activity, year):
            first, last = _span(period, year)
            whole = _("%(name)s, whole period") % {"name": activity.kind.label_in(language)}
            entries.append(TimelineEntry(whole, first, last, row, PERIOD_TONE))
        entries.append(TimelineEntry(name, start, end, row, 0))
    described = [f"{row.when.text(language)}: {_name(row, language)}" for row in dated]
    months = tuple(name[:3] for name in MONTHS[language])
    caption = _("The year %(year)s") % {"year": year}
    return Timeline(caption, months, tuple(entries), "; ".join(described) + ".")


def _whole_period(activity: Activity, year: int) -> When | None:
    try:
        period = activity.whole_period
    except WhenError:
        return None
    return period if _is_placed(period, year) else None


def _table(dated: list[Activity], language: str) -> Table:
    rows = tuple(
        (
            (Text(_date_text(activity, language)),),
            (link_or_text(_name(activity, language), record_url(activity)),),
        )
        for activity in dated
    )
    columns = (Column(_("Date"), weight=3), Column(_("What happened"), weight=7))
    return Table(_("Dates of the year"), columns, rows)


def _date_text(activity: Activity, language: str) -> str:
    when = activity.when.text(language)
    try:
        period = activity.whole_period.text(language)
    except WhenError:
        period = activity.period
    if not period or period == when:
        return when
    return _("%(when)s (whole period: %(period)s)") % {"when": when, "period": period}


def _counts(dated: list[Activity], year: int, language: str) -> BarChart:
    counts = [0] * 12
    for activity in dated:
        start = activity.when.start or date(year, 1, 1)
        counts[start.month - 1 if start.year == year else 0] += 1
    bars = tuple(
        Bar(month, count, str(count))
        for month, count in zip(MONTHS[language], counts, strict=True)
    )
    caption = _("Records by the month in which they begin")
    return BarChart(caption, bars, caption + ".")
