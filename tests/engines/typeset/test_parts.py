"""Colours, fonts and charts: what the writers share."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.engines.typeset.conftest import BRAND, MONTHS, bar_chart, timeline

from einklang.engines.typeset import charts, colours, fontmetrics
from einklang.engines.typeset.model import Bar, BarChart, Timeline, TimelineEntry

SVG = "{http://www.w3.org/2000/svg}"


def test_contrast_follows_the_standard() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@given(st.integers(0, 0xFFFFFF))
def test_readable_reaches_double_a_for_every_colour(number: int) -> None:
    assert colours.contrast(colours.readable(f"#{number:06x}"), colours.WHITE) >= 4.5


def test_readable_leaves_a_dark_colour_alone() -> None:
    assert colours.readable("#1d4f73") == "#1d4f73"


def test_quiet_text_reads_on_tints() -> None:
    assert colours.contrast(colours.QUIET, colours.tint("#000000", 0.06)) >= 4.5


def test_every_font_file_covers_german() -> None:
    assert set("ÄÖÜäöüßẞ€§„“‚‘–—…·•□½²³") <= fontmetrics.coverage()


def test_printable_replaces_and_reports() -> None:
    replaced: set[str] = set()

    text = fontmetrics.printable("Grüße 👨\u200d👩\u200d👧 🗳\ufe0f א", replaced)

    assert text == "Grüße □□□ □ □"
    assert replaced == set("👨👩👧🗳א")


def test_printable_keeps_soft_hyphens_and_ascii() -> None:
    replaced: set[str] = set()

    assert fontmetrics.printable("Be\u00adratung", replaced) == "Be\u00adratung"
    assert fontmetrics.printable("plain", replaced) == "plain"
    assert replaced == set()


def test_width_grows_with_text_and_size() -> None:
    font = fontmetrics.load("400Regular")

    assert font.width("", 10) == 0
    assert font.width("iii", 10) < font.width("mmm", 10)
    assert font.width("m", 20) == pytest.approx(2 * font.width("m", 10))


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def test_timeline_svg_shows_months_and_labels() -> None:
    svg = charts.timeline_svg(timeline(), BRAND)

    assert _texts(svg)[:12] == list(MONTHS)
    assert set(_texts(svg)[12:]) == {entry.label for entry in timeline().entries}
    assert "style" not in svg


def test_timeline_svg_escapes_and_names_itself() -> None:
    entry = TimelineEntry('<b a="1">&', 11, 12)
    svg = charts.timeline_svg(Timeline("T", MONTHS, (entry,), 'Alt "<&'), BRAND)

    assert _texts(svg)[12:] == ['<b a="1">&']
    assert etree.fromstring(svg.encode()).get("aria-label") == 'Alt "<& <b a="1">&.'


def test_timeline_labels_never_collide() -> None:
    entries = tuple(TimelineEntry(f"Vorhaben Nummer {n}", n / 4, n / 4 + 0.2) for n in range(40))
    placed, lanes = charts._place(Timeline("T", MONTHS, entries, "alt"))

    spans = sorted(
        (
            item.lane,
            min(item.left, item.label_left),
            max(
                item.left + item.width,
                item.label_left + fontmetrics.load("400Regular").width(item.label, 13),
            ),
        )
        for item in placed
    )
    assert lanes > 1
    assert all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(spans))
    assert all(left >= 0 and right <= charts.WIDTH + 0.5 for _, left, right in spans)


def test_timeline_shortens_a_label_without_room() -> None:
    entry = TimelineEntry("Sehr langes Vorhaben " * 12, 6, 6.1)
    svg = charts.timeline_svg(Timeline("T", MONTHS, (entry,), "alt"), BRAND)

    assert _texts(svg)[12].endswith("…")
    assert entry.label.strip() in (etree.fromstring(svg.encode()).get("aria-label") or "")


def test_empty_timeline_is_still_a_year() -> None:
    assert _texts(charts.timeline_svg(Timeline("T", MONTHS, (), "alt"), BRAND)) == list(MONTHS)


def test_bar_chart_svg_shows_values_in_proportion() -> None:
    root = etree.fromstring(charts.bar_chart_svg(bar_chart(), BRAND).encode())
    widths = [float(element.get("width", "0")) for element in root.iter(f"{SVG}rect")]

    assert widths[0] / widths[1] == pytest.approx(14 / 23, abs=0.01)
    assert [text for text in _texts(etree.tostring(root).decode()) if text[0].isdigit()] == [
        "14",
        "23",
        "9",
        "2,5",
    ]


def test_bar_chart_draws_zero_and_endless_labels() -> None:
    bars = (Bar("Null", 0, "0"), Bar("Wort " * 60, 0, "nichts " * 30))
    svg = charts.bar_chart_svg(BarChart("T", bars, ""), BRAND)

    assert "<rect" not in svg
    assert any(text.endswith("…") for text in _texts(svg))
