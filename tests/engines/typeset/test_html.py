import re
from dataclasses import replace

from lxml import etree
from lxml import html as parser
from tests.engines.typeset.conftest import BRAND

from einklang.engines.typeset.html import stylesheet, write_html
from einklang.engines.typeset.model import (
    Block,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    Text,
)


def _tree(text: str) -> etree._Element:
    return parser.document_fromstring(text)


def test_standalone_page_is_whole(report: Document) -> None:
    text = write_html(report, standalone=True)
    tree = _tree(text)

    assert text.startswith("<!doctype html>")
    assert tree.get("lang") == "de"
    assert tree.findtext("head/title") == "Jahresbericht 2024"
    assert "--ek-doc-primary:#1d4f73" in (tree.findtext("head/style") or "")
    assert "</style" not in stylesheet()


def test_part_holds_nothing_a_strict_policy_forbids(report: Document) -> None:
    text = write_html(report, standalone=False)

    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|<html|javascript:", text)
    assert text.startswith('<article class="ek-doc" lang="de">')


def test_every_class_of_a_part_is_ours(report: Document) -> None:
    classes = re.findall(r'class="([^"]*)"', write_html(report, standalone=False))

    assert all(name.startswith("ek-doc") for names in classes for name in names.split())


def test_one_title_comes_first_and_ids_are_unique(report: Document) -> None:
    tree = _tree(write_html(report, standalone=True))
    headings = [element.tag for element in tree.iter("h1", "h2", "h3", "h4")]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    targets = {str(a.get("href"))[1:] for a in tree.iter("a") if str(a.get("href"))[0] == "#"}

    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert len(targets) == 6


def test_table_has_caption_and_scopes(report: Document) -> None:
    tree = _tree(write_html(report, standalone=True))
    (table,) = tree.iter("table")

    assert table.findtext("caption") == "Ausgewählte Aktivitäten"
    assert [th.get("scope") for th in table.iter("th")] == ["col"] * 4 + ["row"] * 9
    assert [td.get("class") for td in table.iter("td")][:3] == [None, None, "ek-doc-right"]


def test_pictures_have_a_role_and_words(report: Document) -> None:
    tree = _tree(write_html(report, standalone=True))
    pictures = list(tree.iter("svg"))

    assert [svg.get("role") for svg in pictures] == ["img", "img"]
    assert all(len(str(svg.get("aria-label"))) > 40 for svg in pictures)
    assert [image.get("alt") for image in tree.iter("img")] == ["Logo des Verbunds Beratung"]


def test_markup_in_texts_is_printed(report: Document) -> None:
    evil = "</p></style><script>alert('1')</script>\"&amp;"
    blocks: tuple[Block, ...] = (
        Heading(2, evil),
        Paragraph((Text(evil),)),
        KeyFigures((KeyFigure(evil, evil, evil),), evil),
        Table(evil, (Column(evil),), (((Text(evil),),),)),
    )
    document = replace(
        report, title=evil, subtitle=evil, status=evil, summary=evil, authors=(evil,),
        blocks=blocks, brand=replace(BRAND, logo_alt=evil),
    )  # fmt: skip

    tree = _tree(write_html(document, standalone=True))

    assert list(tree.iter("script")) == []
    assert tree.findtext("head/title") == evil
    assert tree.findtext(".//h1") == evil
    assert tree.findtext(".//td") == evil
    assert next(tree.iter("img")).get("alt") == evil


def test_short_document_without_extras_is_lean(report: Document) -> None:
    document = replace(
        report, subtitle="", status="", summary="", keywords=(), blocks=(),
        brand=replace(BRAND, logo_svg="", logo_alt=""),
    )  # fmt: skip

    text = write_html(document, standalone=True)

    assert "<nav" not in text
    assert "<img" not in text
    assert 'name="description"' not in text
