"""Sentences, dates and names of the reports."""

from dataclasses import replace
from string import Formatter

import pytest

from einklang.engines.redline.model.change import Change, ChangeKind, Place, Voice
from einklang.engines.redline.report.phrases import (
    PHRASES,
    deed,
    legible,
    moment,
    new_words,
    old_words,
    people,
    person,
    quoted,
    shortened,
    support,
)


def test_phrases_have_the_same_placeholders_in_both_languages() -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert {key: pair for key, pair in PHRASES.items() if names(pair[0]) != names(pair[1])} == {}


@pytest.mark.parametrize(
    ("date", "german", "english"),
    [
        ("2026-03-01T10:05:00Z", "1.3.2026, 10:05", "1 March 2026, 10:05"),
        ("2026-12-24T23:59:59+02:00", "24.12.2026, 23:59", "24 December 2026, 23:59"),
        ("2026-03-01", "1.3.2026", "1 March 2026"),
        ("gestern", "gestern", "gestern"),
        ("", "", ""),
    ],
)
def test_moment_is_written_as_usual(date: str, german: str, english: str) -> None:
    assert moment(date, "de") == german
    assert moment(date, "en") == english


def test_quotation_marks_are_those_of_the_language() -> None:
    assert (quoted("zehn", "de"), quoted("ten", "en")) == ("„zehn“", "“ten”")


def test_support_in_words() -> None:
    assert [support(count, 6, "de") for count in (1, 4, 6)] == [
        "1 von 6", "4 von 6 wollen dasselbe", "alle 6 wollen dasselbe",
    ]  # fmt: skip
    assert support(1, 1, "en") == "1 of 1"


def test_person_says_how_a_change_was_found() -> None:
    assert person(Voice("AWO", "Kim", "2026-01-02", is_tracked=False), "en") == (
        "Kim, 2 January 2026, found by comparing"
    )
    assert person(Voice("AWO"), "de") == ""


def test_people_are_named_once_and_with_their_association_if_several() -> None:
    kim, jo = Voice("AWO", "Kim"), Voice("DRK", "Jo")

    assert people([kim, kim], "de") == ["Kim"]
    assert people([kim, jo, Voice("Caritas")], "de") == ["AWO: Kim", "DRK: Jo"]


def test_legible_shows_control_characters() -> None:
    assert legible("a\x00b\tc\x0bd\r\x85e\x1b\ud800\ufffe") == "a�b\tc\nd\n\ne���"
    assert legible("ein \ufffc\U000f0001") == "ein ▢▢"
    assert legible("zwölf 👍") == "zwölf 👍"


def test_deed_of_every_kind() -> None:
    def change(kind: ChangeKind, deleted: str, inserted: str) -> Change:
        return Change("c1", kind, Place(), deleted, inserted, ())

    kinds = ChangeKind
    assert [
        deed(change(*given))
        for given in (
            (kinds.INSERT, "", "a"), (kinds.DELETE, "a", ""), (kinds.REPLACE, "a", "b"),
            (kinds.FORMAT, "a", ""), (kinds.MOVE, "a", "a"), (kinds.MOVE, "a", ""),
            (kinds.MOVE, "a", "b"), (kinds.TABLE, "a", ""), (kinds.TABLE, "", "a"),
            (kinds.TABLE, "a", "b"), (kinds.TABLE, "", ""),
        )
    ] == [
        "insert", "delete", "replace", "format", "move", "move", "move-changed", "table-delete",
        "table-insert", "table-replace", "table-shape",
    ]  # fmt: skip


def test_formatting_of_a_paragraph_mark_is_about_the_paragraph() -> None:
    mark = Change("c1", ChangeKind.FORMAT, Place(), "\n", "", ())

    assert old_words(mark) == ""
    assert old_words(replace(mark, deleted="a\n")) == "a\n"
    assert old_words(replace(mark, kind=ChangeKind.DELETE)) == "\n"


def test_cells_of_a_table_row_stand_side_by_side() -> None:
    row = Change("c1", ChangeKind.TABLE, Place(), "a\tb", "c\td", ())

    assert (old_words(row), new_words(row)) == ("a | b", "c | d")
    assert new_words(replace(row, kind=ChangeKind.REPLACE)) == "c\td"


def test_shortened_keeps_beginning_and_end() -> None:
    assert shortened("a" * 160) == "a" * 160
    assert shortened("a" * 100 + "b" * 100) == "a" * 80 + " … " + "b" * 80
