import csv
import io
import re
from decimal import Decimal

import pytest
from defusedxml import ElementTree
from django.utils import translation
from tests.factories import make_programme
from tests.programmes.samples import make_budget, make_figure, make_source

from einklang.core.quantity import Qualifier
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure
from einklang.programmes.queries import Budget, budget_of, figure_tables
from einklang.programmes.rendering import budget_chart, figures_csv

pytestmark = pytest.mark.django_db


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def budget_from(*amounts: tuple[int, str, FigureKind], **fields: object) -> Budget:
    programme, indicator = make_programme(), make_budget()
    for year, value, kind in amounts:
        make_figure(
            value,
            kind,
            year=year,
            programme=programme,
            indicator=indicator,
            **{"unit": "Mio. €", **fields},
        )
    (table,) = figure_tables(list(Figure.objects.all()))
    budget = budget_of(table)
    assert budget is not None
    return budget


def test_csv_holds_each_figure_with_its_source() -> None:
    source = make_source(title="Drucksache", publisher="Verlag", reference="S. 3", when="2024")
    make_figure("1480.500", key="k", unit="Mio. €", source=source, when="12.9.2024", note="neu")

    with translation.override("de"):
        _heading, row = rows_of(figures_csv(Figure.objects.all()))

    assert row[0] == "k"
    assert row[3] == "2024"
    assert row[6:] == [
        "1480,5", "Mio. €", "Drucksache", "Verlag", "S. 3", "", "2024", "12. September 2024",
        "neu",
    ]  # fmt: skip


def test_csv_in_english_has_points_and_copes_without_source_and_year() -> None:
    make_figure("77.500", year=None, source=None)

    with translation.override("en"):
        heading, row = rows_of(figures_csv(Figure.objects.all()))

    assert heading[:4] == ["Key", "Programme", "Indicator", "Year"]
    assert (row[3], row[6], row[8]) == ("", "77.5", "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "|", "%"])
def test_csv_runs_no_formula(sign: str) -> None:
    make_figure("1", note=f'{sign}HYPERLINK("https://example.org")', unit=f"{sign}1+1")

    _heading, row = rows_of(figures_csv(Figure.objects.all()))

    assert [cell for cell in row if cell.startswith(sign)] == []
    assert row[-1].startswith(f"'{sign}")


def test_csv_leaves_negative_numbers_numbers() -> None:
    make_figure("-6.130", unit="%")

    with translation.override("de"):
        _heading, row = rows_of(figures_csv(Figure.objects.all()))

    assert row[6:8] == ["-6,13", "%"]


def test_chart_draws_every_amount_and_says_it_in_words() -> None:
    budget = budget_from(
        (2023, "57.5", FigureKind.DRAFT),
        (2023, "81.5", FigureKind.ADOPTED),
        (2024, "77.5", FigureKind.ADOPTED),
        (2024, "77.4", FigureKind.ADOPTED),
        (2024, "5", FigureKind.REPORTED),
    )

    with translation.override("en"):
        drawing = ElementTree.fromstring(budget_chart(budget))

    widths = [Decimal(one.attrib["width"].rstrip("%")) for one in drawing.findall("rect")]
    texts = [one.text for one in drawing.findall("text")]
    assert widths == [Decimal("29.63"), Decimal("42.00"), Decimal("39.94"), Decimal("39.89")]
    assert texts == [
        "2023", "57.5 draft", "81.5 adopted", "2024", "77.5 adopted", "77.4 adopted",
    ]  # fmt: skip
    assert drawing.attrib["role"] == "img"
    assert drawing.attrib["aria-label"].replace("\N{NO-BREAK SPACE}", " ") == (
        "Bar chart: Money. 2023: draft 57.5 Mio. €, adopted 81.5 Mio. €; "
        "2024: adopted 77.5 Mio. €, adopted 77.4 Mio. €."
    )


def test_chart_names_the_years_nobody_knows_about() -> None:
    budget = budget_from(
        (2014, "26", FigureKind.ADOPTED),
        (2016, "34", FigureKind.ADOPTED),
        (2019, "70", FigureKind.ADOPTED),
    )

    with translation.override("en"):
        chart = budget_chart(budget)

    assert re.findall(r">([^<]*nothing entered)<", chart) == [
        "2015: nothing entered",
        "2017–2018: nothing entered",
    ]


def test_chart_marks_what_is_not_exact() -> None:
    budget = budget_from(
        (2023, "80", FigureKind.DEMAND),
        (2024, "81.5", FigureKind.DEMAND),
        qualifier=Qualifier.AT_LEAST,
    )

    with translation.override("en"):
        assert "≥ 81.5 demanded" in budget_chart(budget)


def test_chart_has_no_inline_style_and_lets_no_markup_in() -> None:
    budget = budget_from((2023, "1", FigureKind.ACTUAL), (2024, "2", FigureKind.PROVISIONAL))
    budget.indicator.label = budget.indicator.label_en = '"><script>alert(1)</script>'

    chart = budget_chart(budget)

    assert "style" not in chart
    assert "<script" not in chart
    ElementTree.fromstring(chart)


@pytest.mark.parametrize("fields", [{"unit": "Stellen"}, {}])
def test_chart_is_left_out_when_there_is_nothing_to_compare(fields: dict[str, str]) -> None:
    kind = FigureKind.ADOPTED if fields else FigureKind.ESTIMATE
    budget = budget_from((2023, "1", kind), (2024, "2", kind), **fields)

    assert budget_chart(budget) == ""
