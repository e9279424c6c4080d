"""Rows of the synopsis for pages with controls of their own."""

import re

import pytest
from lxml import html
from tests.engines.redline.report.overviews import ODD, large_overview, odd_overview, overview

from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.fragments import (
    FRAGMENT_CLASS,
    fragment_css,
    row_fragments,
)
from einklang.engines.redline.report.page import style_sheet
from einklang.engines.redline.report.rows import rows
from einklang.engines.redline.report.synopsis_html import synopsis_html
from einklang.engines.redline.words import Language


def normal(node: html.HtmlElement) -> str:
    return " ".join(html.tostring(node, encoding="unicode", with_tail=False).split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_fragments_are_the_rows_of_the_synopsis(language: Language) -> None:
    page = html.document_fromstring(synopsis_html(overview(), language=language))

    fragments = {one.anchor: one for one in row_fragments(overview(), language=language)}

    texts = {
        row.get("id", ""): normal(cell)
        for row in page.iter("tr")
        if row.get("id")
        for cell in row.iter("div")
        if cell.get("dir")
    }
    assert len(texts) > 4
    for anchor, words in texts.items():
        assert normal(html.fragment_fromstring(fragments[anchor].html)) == words


def test_every_paragraph_has_a_fragment_in_order() -> None:
    given = overview()

    fragments = row_fragments(given)

    assert len(fragments) == len(rows(given)) >= len(given.paragraphs)
    numbers = [one.paragraph for one in fragments if one.paragraph]
    assert (
        numbers
        == sorted(numbers)
        == [one.place.paragraph for one in given.paragraphs if one.place.paragraph]
    )


def test_every_change_conflict_and_comment_begins_in_one_fragment() -> None:
    given = overview()

    fragments = row_fragments(given)

    for name in ("changes", "conflicts", "comments"):
        found = [key for one in fragments for key in getattr(one, name)]
        assert sorted(found) == sorted(each.id for each in getattr(given, name))


def test_fragment_says_where_it_stands() -> None:
    (fragment,) = (one for one in row_fragments(overview()) if "c3" in one.changes)

    assert fragment.paragraph == 4
    assert fragment.anchor == "abs-4"
    assert fragment.level == 0
    assert len(fragment.lines) == fragment.last_line - fragment.first_line + 1
    assert fragment.is_touched
    assert fragment.address == f"Abs. 4, Z. {fragment.first_line}–{fragment.last_line}"


def test_english_fragment_is_cited_in_english() -> None:
    found = {one.paragraph: one.address for one in row_fragments(overview(), language="en")}

    assert found[4].startswith("para. 4, l")


def test_untouched_fragment_is_plain_text() -> None:
    fragment = next(one for one in row_fragments(overview()) if not one.is_touched)

    assert re.fullmatch(r'<div class="t(?: h)?" dir="auto">[^<]*</div>', fragment.html)
    for name in ("changes", "continued", "arrivals", "conflicts", "comments"):
        assert getattr(fragment, name) == ()


@pytest.mark.parametrize("odd", ODD)
def test_words_of_files_never_become_markup(odd: str) -> None:
    for fragment in row_fragments(odd_overview(odd)):
        node = html.fragment_fromstring(fragment.html)

        assert {each.tag for each in node.iter()} <= {"div", "del", "ins", "span", "a", "br"}
        assert all(each.get("href", "#").startswith("#") for each in node.iter())
        assert {name for each in node.iter() for name in each.attrib} <= {"class", "href", "dir"}


def test_large_overview_has_as_many_fragments_as_paragraphs() -> None:
    given: Overview = large_overview(40, 30)

    assert len(row_fragments(given)) == len(given.paragraphs)


# The style sheet


def selectors(css: str) -> list[str]:
    found = re.findall(r"([^{}]+)\{", css)
    return [one.strip() for group in found for one in group.split(",")]


def test_every_rule_stands_under_the_class() -> None:
    css = fragment_css()

    assert all(re.match(rf"\.{FRAGMENT_CLASS}(?=$|[ :])", one) for one in selectors(css))
    assert "url(" not in css
    assert "@" not in css
    assert css.count("{") == css.count("}")


def test_every_class_of_a_fragment_has_a_rule() -> None:
    found = {
        name
        for one in row_fragments(overview())
        for each in html.fragment_fromstring(one.html).iter()
        for name in each.get("class", "").split()
    }

    ruled = {name for one in selectors(fragment_css()) for name in re.findall(r"\.(\w+)", one)}
    assert found - ruled == set()
    assert "t" in found


def test_every_variable_has_a_value_for_light_and_dark() -> None:
    css = fragment_css()

    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    given = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))
    assert used <= given.keys()
    assert all(value.startswith("light-dark(#") for name, value in given.items()
               if name not in {"--c", "--tint"})  # fmt: skip


def test_deleted_and_inserted_are_said_in_the_language_of_the_page() -> None:
    css = fragment_css()

    assert '.redline del::before{content:"[gestrichen: "}' in css
    assert '.redline:lang(en) del::before{content:"[deleted: "}' in css


def test_own_pages_have_the_same_rules() -> None:
    for one in ("del { text-decoration: line-through", ".kn {", ".t { max-width"):
        assert one in style_sheet()
