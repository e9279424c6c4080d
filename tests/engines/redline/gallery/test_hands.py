"""What another program or language of Word does to a file without changing a word."""

import pytest
from tests.engines.redline.builder import (
    OFFICE_ELSEWHERE,
    WORD,
    Hand,
    docx,
    h1,
    li,
    p,
    table,
)
from tests.engines.redline.laws import consolidated


def page(word: str, hand: Hand) -> bytes:
    return docx(
        h1("Forderungen an das Land"),
        p(f"Wir fordern {word} Euro für **jede Beratungsstelle** im _ganzen_ Land.[^1]"),
        li("Erster Punkt der Liste"),
        li("Zweiter Punkt", numbered=True),
        table([["Land", "Stellen"], ["Bremen", "zwölf"]]),
        p("Schluss."),
        header="Entwurf",
        footnotes={"1": "Stand Januar."},
        hand=hand,
    )


HANDS = {
    "word": WORD,
    "elsewhere": OFFICE_ELSEWHERE,
    "german styles": Hand(german=True),
    "other list ids": Hand(list_offset=5),
    "torn runs": Hand(split=3),
}
DRAFT = page("zehn", Hand())


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_saving_again_is_no_change(hand: Hand) -> None:
    result = consolidated(DRAFT, AWO=page("zehn", hand))

    assert result.changes == []
    assert result.losses == []
    assert result.kinds == ["nil"]


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_tracked_edit_by_another_hand(hand: Hand) -> None:
    result = consolidated(DRAFT, AWO=page("[-zehn-]{+zwölf+}", hand))

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_untracked_edit_by_another_hand(hand: Hand) -> None:
    result = consolidated(DRAFT, AWO=page("zwölf", hand))

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]


def test_same_edit_by_different_hands_is_one_change() -> None:
    result = consolidated(
        DRAFT,
        AWO=page("[-zehn-]{+zwölf+}", WORD),
        Caritas=page("zwölf", OFFICE_ELSEWHERE),
        Diakonie=page("[-zehn-]{+zwölf+}", Hand(split=2)),
    )

    assert result.changes == ["[-zehn-]{+zwölf+} AWO, Caritas, Diakonie"]


def test_inserted_heading_of_a_german_word_gets_the_drafts_style() -> None:
    draft = docx(h1("Eins"), p("Text unter der Eins."), h1("Drei"))
    awo = docx(
        h1("Eins"), p("Text unter der Eins."), h1("Zwei"), h1("Drei"), hand=Hand(german=True)
    )

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == ["Eins", "Text unter der Eins.", "Zwei", "Drei"]


def test_inserted_list_item_with_other_list_ids_joins_the_list() -> None:
    draft = docx(p("Wir fordern:"), li("Geld"), li("Zeit"))
    awo = docx(p("Wir fordern:"), li("Geld"), li("Personal"), li("Zeit"), hand=Hand(list_offset=7))

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == ["Wir fordern:", "Geld", "Personal", "Zeit"]
    assert result.losses == []


def test_tracked_changes_in_torn_runs_are_one_change() -> None:
    draft = docx(p("Wir fordern zehn Euro für jede Stelle."))
    awo = docx(p("Wir fordern [-zehn Euro für jede-]{+zwölf Taler für alle+} Stelle."), hand=WORD)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-zehn Euro für jede-]{+zwölf Taler für alle+} AWO"]
