from dataclasses import replace

import pytest
from tests.engines.typeset.conftest import BRAND, MONTHS, annual_report

from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.model import (
    Bar,
    Block,
    Brand,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)


def _document(*blocks: Block, title: str = "Titel") -> Document:
    like = annual_report()
    return Document(
        title=title,
        subtitle="",
        language="de",
        authors=(),
        publisher="",
        issued_on=like.issued_on,
        keywords=(),
        summary="",
        blocks=blocks,
        brand=BRAND,
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c&d=%20#e",
        "http://example.org",
        "mailto:post@example.org",
        "tel:+4930123",
        "#abschnitt-1",
        "https://de.wikipedia.org/wiki/Öffentlichkeit",
    ],
)
def test_link_takes_known_schemes(url: str) -> None:
    assert Link("Text", url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "example.org",
        "//example.org",
        "https:",
        "mailto:",
        "https://example.org/<b>",
        'https://example.org/"onclick',
        "https://[half",
        "#",
        "#1 2",
        "",
    ],
)
def test_link_refuses_other_addresses(url: str) -> None:
    with pytest.raises(ContentError):
        Link("Text", url)


def test_link_needs_a_text() -> None:
    with pytest.raises(ContentError):
        Link(" ", "https://example.org")


@pytest.mark.parametrize("level", [1, 5])
def test_heading_refuses_other_levels(level: int) -> None:
    with pytest.raises(ContentError):
        Heading(level, "Text")


@pytest.mark.parametrize(("text", "anchor"), [(" ", ""), ("Text", "zwei Wörter")])
def test_heading_refuses_empty_text_and_odd_anchor(text: str, anchor: str) -> None:
    with pytest.raises(ContentError):
        Heading(2, text, anchor)


def test_table_refuses_a_row_of_other_length() -> None:
    with pytest.raises(ContentError, match="Row 1"):
        Table("T", (Column("A"), Column("B")), (((Text("1"),),),))


def test_table_needs_columns_with_names() -> None:
    with pytest.raises(ContentError):
        Table("T", (), ())
    with pytest.raises(ContentError):
        Column("")
    with pytest.raises(ContentError):
        Column("A", weight=0)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 12.5), (float("nan"), 1)])
def test_timeline_entry_stays_in_its_year(start: float, end: float) -> None:
    with pytest.raises(ContentError):
        TimelineEntry("A", start, end)


def test_timeline_refuses_other_than_twelve_months_and_negative_rows() -> None:
    with pytest.raises(ContentError):
        Timeline("T", MONTHS[:11], (), "alt")
    with pytest.raises(ContentError):
        TimelineEntry("A", 0, 1, row=-1)


@pytest.mark.parametrize("value", [-1, float("inf"), float("nan")])
def test_bar_refuses_what_cannot_be_drawn(value: float) -> None:
    with pytest.raises(ContentError):
        Bar("A", value, "x")


def test_brand_refuses_odd_colours() -> None:
    with pytest.raises(ContentError):
        Brand("B", "red", "#000000")


@pytest.mark.parametrize(
    "svg",
    [
        "<svg",
        "<p/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        " " * 500_001,
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g><text>A</text></g></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
            '<use x:href="https://example.org/a.svg#b"/></svg>'
        ),
    ],
)
def test_brand_refuses_odd_logos(svg: str) -> None:
    with pytest.raises(ContentError):
        Brand("B", "#000000", "#000000", svg, "Logo")


def test_brand_needs_an_alternative_text_for_its_logo() -> None:
    with pytest.raises(ContentError):
        Brand("B", "#000000", "#000000", BRAND.logo_svg)


def test_document_refuses_a_skipped_heading_level() -> None:
    with pytest.raises(ContentError, match="skips"):
        _document(Heading(2, "A"), Heading(4, "B"))
    with pytest.raises(ContentError, match="skips"):
        _document(Heading(3, "A"))


def test_document_refuses_two_equal_anchors_and_links_to_none() -> None:
    with pytest.raises(ContentError, match="same anchor"):
        _document(Heading(2, "A", "a"), Heading(2, "B", "a"))
    with pytest.raises(ContentError, match="No heading"):
        _document(Callout("C", (Paragraph((Link("x", "#a"),)),)))


def test_document_refuses_other_languages() -> None:
    with pytest.raises(ContentError, match="German or English"):
        replace(annual_report(), language="fr")  # type: ignore[arg-type]  # what is refused


def test_document_needs_a_title() -> None:
    with pytest.raises(ContentError):
        _document(title=" ")
