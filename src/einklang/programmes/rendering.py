"""Figures as CSV, and a budget as a chart of presentation attributes only.

The bars are percentages of the width and the text keeps its size, so the chart is readable on a
phone without scrolling. Colour is never the only mark: each bar says its value and its kind.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from einklang.core.quantity import Qualifier, format_number
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure
from einklang.programmes.models.figure import reader_language
from einklang.programmes.queries import FEWEST_YEARS, Budget, in_euros

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
BYTE_ORDER_MARK = "\ufeff"
MILLION = Decimal(1_000_000)
CHARTED = (
    FigureKind.DRAFT,
    FigureKind.DEMAND,
    FigureKind.ADOPTED,
    FigureKind.PROVISIONAL,
    FigureKind.ACTUAL,
)
"""What can be compared; estimates and what is merely reported stand in the table only."""
LOOKS = {
    FigureKind.DRAFT: ("var(--ek-surface)", "var(--ek-petrol)", ""),
    FigureKind.DEMAND: ("var(--ek-accent-tint)", "var(--ek-accent)", "5 3"),
    FigureKind.ADOPTED: ("var(--ek-petrol)", "var(--ek-petrol)", ""),
    FigureKind.PROVISIONAL: ("var(--ek-petrol-tint)", "var(--ek-petrol)", "5 3"),
    FigureKind.ACTUAL: ("var(--ek-accent)", "var(--ek-accent)", ""),
}
"""Fill, stroke and dashes."""
SIGNS = {
    Qualifier.EXACTLY: "",
    Qualifier.ABOUT: "≈ ",
    Qualifier.JUST_UNDER: "< ",
    Qualifier.OVER: "> ",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.AT_MOST: "≤ ",
}
LEFT, WIDEST, BAR, STEP, BETWEEN = 56, 42, 18, 24, 10
"""Pixels, but the widest bar is a percentage: what is left holds its label."""


def figures_csv(figures: Iterable[Figure]) -> str:
    """Write one line for each figure; what a spreadsheet would run as a formula is quoted."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Key"), _("Programme"), _("Indicator"), _("Year"), _("Kind"), _("Qualifier"),
            _("Value"), _("Unit"), _("Source"), _("Publisher"), _("Reference"), _("Address"),
            _("Date of the source"), _("As of"), _("Note"),
        ]
    )  # fmt: skip
    for row in figures:
        writer.writerow(safe(cell) for cell in cells_of(row))
    return BYTE_ORDER_MARK + file.getvalue()


def cells_of(row: Figure) -> list[str]:
    source = row.source
    return [
        row.key,
        str(row.programme),
        str(row.indicator),
        str(row.year or ""),
        row.get_kind_display(),
        row.get_qualifier_display(),
        plain_number(row.value),
        row.unit,
        source.title if source else "",
        source.publisher if source else "",
        source.reference if source else "",
        source.url if source else "",
        source.when_text if source else "",
        row.when_text,
        row.note,
    ]


def plain_number(value: Decimal) -> str:
    """Print without thousands signs, with the comma German spreadsheets read."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if reader_language() == "de" else text


def safe(cell: str) -> str:
    """Disarm formulas; a negative number is none, nor is a sign alone, such as a percent sign."""
    is_harmless = len(cell) == 1 or cell[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) and not is_harmless else cell


@dataclass(frozen=True)
class Bar:
    year: int
    kind: FigureKind
    figure: Figure
    euros: Decimal

    @property
    def label(self) -> str:
        """Say value and kind in short: ≥ 81,5 gefordert."""
        sign = SIGNS[Qualifier(self.figure.qualifier)]
        return f"{sign}{millions(self.euros)} {self.kind.label}"


def bars_of(budget: Budget) -> list[Bar]:
    """Return every amount that is drawn; contradicting ones stand below each other."""
    return [
        Bar(year.year, line.kind, figure, euros)
        for year in budget.years
        for line in year.cells
        if line.kind in CHARTED
        for figure in line.figures
        if (euros := in_euros(figure)) is not None and euros > 0
    ]


def budget_chart(budget: Budget) -> SafeString:
    """Draw the amounts year by year, in millions of euros; empty with fewer than two years."""
    bars = bars_of(budget)
    if len({bar.year for bar in bars}) < FEWEST_YEARS:
        return SafeString("")
    largest = max(bar.euros for bar in bars)
    parts, top, year = [], 1, bars[0].year - 1
    for bar in bars:
        if bar.year != year:
            missing = bar.year - year - 1
            if missing:
                parts.append(gap(year + 1, bar.year - 1, top))
                top += STEP + BETWEEN
            parts.append(format_html('<text x="0" y="{}">{}</text>', top + 14, bar.year))
            year = bar.year
        is_last_of_year = bar is [one for one in bars if one.year == year][-1]
        parts.append(drawn(bar, bar.euros / largest * WIDEST, top))
        top += STEP + (BETWEEN if is_last_of_year else 0)
    return format_html(
        '<svg role="img" aria-label="{}" width="100%" height="{}" font-family="inherit"'
        ' font-size="15" fill="currentColor">'
        '<line x1="{}" x2="{}" y1="0" y2="{}" stroke="var(--ek-edge)"/>{}</svg>',
        alternative(budget, bars),
        top,
        LEFT,
        LEFT,
        top,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def drawn(bar: Bar, percent: Decimal, top: int) -> SafeString:
    fill, stroke, dashes = LOOKS[bar.kind]
    return format_html(
        '<rect x="{}" y="{}" width="{}%" height="{}" rx="2" fill="{}" stroke="{}"'
        ' stroke-width="1.5" stroke-dasharray="{}"/><text x="{}%" dx="{}" y="{}">{}</text>',
        LEFT,
        top,
        f"{percent:.2f}",
        BAR,
        fill,
        stroke,
        dashes or "none",
        f"{percent:.2f}",
        LEFT + 8,
        top + 14,
        bar.label,
    )


def gap(first: int, latest: int, top: int) -> SafeString:
    """Say that nothing is known about these years, instead of drawing them together."""
    years = str(first) if first == latest else f"{first}–{latest}"
    return format_html(
        '<text x="{}" y="{}" fill="var(--ek-muted)">{}</text>',
        LEFT + 8,
        top + 14,
        _("%(years)s: nothing entered") % {"years": years},
    )


def alternative(budget: Budget, bars: list[Bar]) -> str:
    """Say in words everything the chart shows."""
    language = reader_language()
    parts = [
        f"{year.year}: "
        + ", ".join(
            f"{bar.kind.label} {bar.figure.quantity.text(language)}"
            for bar in bars
            if bar.year == year.year
        )
        for year in budget.years
        if any(bar.year == year.year for bar in bars)
    ]
    return _("Bar chart: %(name)s. %(values)s.") % {
        "name": budget.indicator,
        "values": "; ".join(parts),
    }


def millions(amount: Decimal) -> str:
    """Print millions with as many decimals as are known, three at most."""
    return format_number((amount / MILLION).quantize(Decimal("0.001")), reader_language())
