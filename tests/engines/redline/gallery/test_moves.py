"""Passages that go to another place."""

from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import consolidated

ONE, TWO = "Der erste Absatz steht vorn.", "Der zweite Absatz steht in der Mitte."
THREE = "Der dritte Absatz steht hinten."
DRAFT = docx(p(ONE), p(TWO), p(THREE))


def test_paragraph_moved_tracked() -> None:
    awo = docx(p(f"[>{ONE}¶>m1]"), p(TWO), p(f"{{>{ONE}¶>m1}}"), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["move"]
    assert result.overview.changes[0].target is not None
    assert result.accepted.splitlines() == [TWO, ONE, THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_paragraph_moved_untracked_keeps_all_words() -> None:
    result = consolidated(DRAFT, AWO=docx(p(TWO), p(ONE), p(THREE)))

    assert result.accepted.splitlines() == [TWO, ONE, THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_two_paragraphs_moved_together() -> None:
    draft = docx(p(ONE), p(TWO), p(THREE), p("Ende."))
    awo = docx(
        p(f"[>{ONE}¶>m1]"),
        p(f"[>{TWO}¶>m1]"),
        p(THREE),
        p(f"{{>{ONE}¶>m1}}"),
        p(f"{{>{TWO}¶>m1}}"),
        p("Ende."),
    )

    result = consolidated(draft, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["move"]
    assert result.accepted.splitlines() == [THREE, ONE, TWO, "Ende."]


def test_words_moved_inside_a_paragraph() -> None:
    draft = docx(p("Heute fordern wir in aller Ruhe zehn Euro für die Beratung."))
    awo = docx(p("[>Heute >m1]fordern wir in aller Ruhe {>heute >m1}zehn Euro für die Beratung."))

    result = consolidated(draft, AWO=awo)

    assert result.accepted == "fordern wir in aller Ruhe heute zehn Euro für die Beratung."
    assert result.rejected == "Heute fordern wir in aller Ruhe zehn Euro für die Beratung."


def test_same_move_by_two_is_one_change() -> None:
    moved = docx(p(f"[>{ONE}¶>m1]"), p(TWO), p(f"{{>{ONE}¶>m1}}"), p(THREE))

    result = consolidated(DRAFT, AWO=moved, Caritas=moved)

    assert [change.associations for change in result.overview.changes] == [("AWO", "Caritas")]
    assert result.accepted.splitlines() == [TWO, ONE, THREE]


def test_edit_inside_a_passage_that_another_moves() -> None:
    awo = docx(p(f"[>{ONE}¶>m1]"), p(TWO), p(f"{{>{ONE}¶>m1}}"), p(THREE))
    caritas = docx(p("Der erste Absatz steht [-vorn-]{+oben+}."), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert [conflict.words for conflict in result.overview.conflicts] == ["vorn"]
    assert "oben" in result.marked
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_moved_and_edited_by_one_hand() -> None:
    awo = docx(
        p(f"[>{ONE}¶>m1]"),
        p(TWO),
        p("{>Der erste Absatz steht >m1}{+jetzt +}{>vorn.¶>m1}"),
        p(THREE),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines() == [TWO, "Der erste Absatz steht jetzt vorn.", THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_one_passage_moved_to_two_places() -> None:
    awo = docx(p(f"[>{ONE}¶>m1]"), p(TWO), p(f"{{>{ONE}¶>m1}}"), p(THREE), p("Ende."))
    caritas = docx(p(f"[>{ONE}¶>m1]"), p(TWO), p(THREE), p(f"{{>{ONE}¶>m1}}"), p("Ende."))

    result = consolidated(docx(p(ONE), p(TWO), p(THREE), p("Ende.")), AWO=awo, Caritas=caritas)

    assert len(result.overview.conflicts) == 1
    assert result.rejected.splitlines() == [ONE, TWO, THREE, "Ende."]
