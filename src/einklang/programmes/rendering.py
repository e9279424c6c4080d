"""Figures as CSV, and the budget as a chart of presentation attributes only."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from einklang.core.quantity import format_number
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure
from einklang.programmes.queries import SERIES, BudgetYear, in_euros

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
BYTE_ORDER_MARK = "\ufeff"
FILLS = {FigureKind.DRAFT: "#8a8f94", FigureKind.ADOPTED: "#1f7a8c", FigureKind.ACTUAL: "#c8741f"}
HEIGHT, FLOOR, BAR, GAP = 260, 220, 18, 22
MILLION = Decimal(1_000_000)


def figures_csv(figures: Iterable[Figure]) -> str:
    """Write one line for each figure; what a spreadsheet would run as a formula is quoted."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Key"), _("Programme"), _("Indicator"), _("Year"), _("Kind"), _("Qualifier"),
            _("Value"), _("Unit"), _("Source"), _("Reference"), _("As of"), _("Note"),
        ]
    )  # fmt: skip
    for row in figures:
        source = row.source
        writer.writerow(
            safe(cell)
            for cell in (
                row.key,
                str(row.programme),
                str(row.indicator),
                str(row.year or ""),
                row.get_kind_display(),
                row.get_qualifier_display(),
                plain_number(row.value),
                row.unit,
                source.title if source else "",
                source.reference if source else "",
                row.when.text("de"),
                row.note,
            )
        )
    return BYTE_ORDER_MARK + file.getvalue()


def plain_number(value: Decimal) -> str:
    """Print without thousands signs, with the comma German spreadsheets read."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def budget_chart(series: list[BudgetYear]) -> SafeString:
    """Draw draft, adopted and actual beside each other for each year, in millions of euros.

    Where sources contradict each other, the bar shows the largest amount; the table has all.
    """
    amounts = [(year.year, kind, amount_of(year, kind)) for year in series for kind in SERIES]
    largest = max((amount for _year, _kind, amount in amounts), default=Decimal(0))
    if not largest:
        return SafeString("")
    group = len(SERIES) * BAR + GAP
    bars, labels = [], []
    for index, (_year, kind, amount) in enumerate(amounts):
        tall = int(amount / largest * (FLOOR - 30))
        left = 10 + index // len(SERIES) * group + index % len(SERIES) * BAR
        if tall:
            bars.append((left, FLOOR - tall, BAR - 2, tall, FILLS[kind]))
            labels.append((left + BAR // 2, FLOOR - tall - 5, millions(amount)))
    names = [
        (10 + index * group + (group - GAP) // 2, FLOOR + 18, year.year)
        for index, year in enumerate(series)
    ]
    width = 20 + len(series) * group
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="100%" height="{}"'
        ' preserveAspectRatio="xMinYMid meet" font-family="inherit" fill="currentColor">'
        '<line x1="0" x2="{}" y1="{}" y2="{}" stroke="currentColor"/>{}{}{}</svg>',
        alternative(series),
        width,
        HEIGHT,
        HEIGHT,
        width,
        FLOOR,
        FLOOR,
        format_html_join(
            "", '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>', bars
        ),
        texts(labels, 8),
        texts(names, 12),
    )


def texts(parts: Iterable[tuple[int, int, object]], size: int) -> SafeString:
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="{}" text-anchor="middle">{}</text>',
        ((left, top, size, text) for left, top, text in parts),
    )


def legend() -> list[tuple[str, SafeString]]:
    """Return the kinds with a square of their colour."""
    square = (
        '<svg aria-hidden="true" width="14" height="14">'
        '<rect width="14" height="14" rx="2" fill="{}"/></svg>'
    )
    return [(str(kind.label), format_html(square, FILLS[kind])) for kind in SERIES]


def alternative(series: list[BudgetYear]) -> str:
    """Say in words what the chart shows."""
    parts = [
        _("%(year)d: %(amounts)s")
        % {
            "year": year.year,
            "amounts": ", ".join(
                f"{kind.label} {millions(amount_of(year, kind))}"
                for kind in SERIES
                if amount_of(year, kind)
            ),
        }
        for year in series
    ]
    return _("Budget in millions of euros. ") + "; ".join(parts)


def amount_of(year: BudgetYear, kind: FigureKind) -> Decimal:
    amounts = [in_euros(figure) or Decimal(0) for figure in year.figures.get(kind, [])]
    return max(amounts, default=Decimal(0))


def millions(amount: Decimal) -> str:
    language = (get_language() or "de")[:2]
    return format_number((amount / MILLION).quantize(Decimal("0.1")), language)
