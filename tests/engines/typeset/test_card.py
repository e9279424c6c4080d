"""The preview picture."""

import struct
from dataclasses import replace

import pytest
from tests.engines.typeset.joint import joint_paper

from einklang.engines.typeset import fontmetrics
from einklang.engines.typeset.card import _title_lines, wrapped, write_card


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(
    "title", ["Kurz", "Beratung sichern " * 3, "Lange Titel " * 40, "x" * 300]
)
def test_card_has_the_size_that_networks_ask_for(title: str) -> None:
    assert _size(write_card(replace(joint_paper(), title=title))) == (1200, 630)


def test_same_document_gives_the_same_picture() -> None:
    assert write_card(joint_paper()) == write_card(joint_paper())


def test_short_title_is_large_and_whole() -> None:
    assert _title_lines("Beratung sichern") == (44.0, ["Beratung sichern"])


def test_longer_title_is_smaller_and_whole() -> None:
    title = "Gemeinsame Stellungnahme der Verbände zum Entwurf des Bundeshaushalts " + "2026 " * 4
    size, lines = _title_lines(title)

    assert size < 44
    assert " ".join(lines) == title.strip()


def test_endless_title_ends_in_dots_and_keeps_to_its_room() -> None:
    size, lines = _title_lines("Bundeshaushaltsgesetzgebungsverfahren " * 30)
    font = fontmetrics.load("700Bold")

    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert all(font.width(line, size) <= 520 for line in lines)


def test_title_without_words_is_no_trouble() -> None:
    assert wrapped("", "700Bold", 44, most=3) == []


def test_markup_and_missing_letters_are_drawn_as_text() -> None:
    document = replace(joint_paper(), title='#panic("x") 🎉', subtitle="*b* $x$", publisher="")

    assert _size(write_card(document)) == (1200, 630)
