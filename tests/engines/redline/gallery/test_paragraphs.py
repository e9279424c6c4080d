"""Paragraphs inserted, deleted, split and joined."""

from tests.engines.redline.builder import docx, h1, h2, li, look, p, table
from tests.engines.redline.laws import consolidated

ONE, TWO, THREE = "Der erste Absatz.", "Der zweite Absatz.", "Der dritte Absatz."
DRAFT = docx(p(ONE), p(TWO), p(THREE))


def test_paragraph_inserted_in_the_middle() -> None:
    awo = docx(p(ONE), p("{+Etwas Neues.¶+}"), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+Etwas Neues.¶+} AWO"]
    assert result.accepted.splitlines() == [ONE, "Etwas Neues.", TWO, THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_paragraph_inserted_untracked_in_the_middle() -> None:
    awo = docx(p(ONE), p("Etwas Neues."), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+Etwas Neues.¶+} AWO"]
    assert result.accepted.splitlines() == [ONE, "Etwas Neues.", TWO, THREE]


def test_paragraph_inserted_at_the_start() -> None:
    awo = docx(p("{+Etwas Neues.¶+}"), p(ONE), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.changes) == 1
    assert result.accepted.splitlines() == ["Etwas Neues.", ONE, TWO, THREE]


def test_paragraph_inserted_at_the_end_as_word_records_it() -> None:
    # Enter at the end of the last paragraph: its own mark is the new one.
    awo = docx(p(ONE), p(TWO), p(THREE + "{+¶+}"), p("{+Etwas Neues.+}"))

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.changes) == 1
    assert result.accepted.splitlines() == [ONE, TWO, THREE, "Etwas Neues."]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_paragraph_inserted_untracked_at_the_end() -> None:
    awo = docx(p(ONE), p(TWO), p(THREE), p("Etwas Neues."))

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.changes) == 1
    assert result.accepted.splitlines() == [ONE, TWO, THREE, "Etwas Neues."]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_paragraphs_inserted_by_two_at_one_point_both_stay() -> None:
    awo = docx(p(ONE), p("{+Neues der einen Seite.¶+}"), p(TWO), p(THREE))
    caritas = docx(p(ONE), p("{+Ganz anderes Anliegen.¶+}"), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.accepted.splitlines() == [
        ONE,
        "Neues der einen Seite.",
        "Ganz anderes Anliegen.",
        TWO,
        THREE,
    ]
    assert result.accepting("Caritas").splitlines() == [ONE, "Ganz anderes Anliegen.", TWO, THREE]


def test_same_paragraph_inserted_by_two_is_one_change() -> None:
    awo = docx(p(ONE), p("{+Etwas Neues.¶+}"), p(TWO), p(THREE))
    caritas = docx(p(ONE + "{+¶+}"), p("{+Etwas Neues.+}"), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert [change.associations for change in result.overview.changes] == [("AWO", "Caritas")]
    assert result.accepted.splitlines() == [ONE, "Etwas Neues.", TWO, THREE]


def test_inserted_heading_keeps_its_style() -> None:
    awo = docx(p(ONE), p("{+Neuer Abschnitt¶+}", look=look("heading 1")), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines() == [ONE, "Neuer Abschnitt", TWO, THREE]


def test_several_paragraphs_inserted_together_are_one_change() -> None:
    awo = docx(
        p(ONE), p("{+Neu eins.¶+}"), p("{+Neu zwei.¶+}"), p("{+Neu drei.¶+}"), p(TWO), p(THREE)
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+Neu eins.¶Neu zwei.¶Neu drei.¶+} AWO"]
    assert result.accepted.splitlines() == [ONE, "Neu eins.", "Neu zwei.", "Neu drei.", TWO, THREE]


def test_paragraph_deleted() -> None:
    awo = docx(p(ONE), p("[-Der zweite Absatz.¶-]"), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-Der zweite Absatz.¶-] AWO"]
    assert result.accepted.splitlines() == [ONE, THREE]


def test_paragraph_deleted_untracked() -> None:
    result = consolidated(DRAFT, AWO=docx(p(ONE), p(THREE)))

    assert result.changes == ["[-Der zweite Absatz.¶-] AWO"]
    assert result.accepted.splitlines() == [ONE, THREE]


def test_first_paragraph_deleted() -> None:
    result = consolidated(DRAFT, AWO=docx(p("[-Der erste Absatz.¶-]"), p(TWO), p(THREE)))

    assert result.accepted.splitlines() == [TWO, THREE]


def test_last_paragraph_deleted_untracked() -> None:
    result = consolidated(DRAFT, AWO=docx(p(ONE), p(TWO)))

    assert len(result.changes) == 1
    assert result.accepted.splitlines() == [ONE, TWO]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_words_of_a_paragraph_deleted_but_not_its_mark() -> None:
    result = consolidated(DRAFT, AWO=docx(p(ONE), p("[-Der zweite Absatz.-]"), p(THREE)))

    assert result.changes == ["[-Der zweite Absatz.-] AWO"]
    assert result.accepted.split("\n") == [ONE, "", THREE]


def test_paragraph_split_tracked() -> None:
    draft = docx(p("Erster Satz. Zweiter Satz."), p(THREE))
    awo = docx(p("Erster Satz.{+¶+}"), p(" Zweiter Satz."), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["{+¶+} AWO"]
    assert result.accepted.splitlines() == ["Erster Satz.", " Zweiter Satz.", THREE]
    assert result.rejected.splitlines() == ["Erster Satz. Zweiter Satz.", THREE]


def test_paragraph_split_untracked() -> None:
    draft = docx(p("Erster Satz steht hier. Zweiter Satz folgt."), p(THREE))
    awo = docx(p("Erster Satz steht hier."), p("Zweiter Satz folgt."), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == [
        "Erster Satz steht hier.",
        "Zweiter Satz folgt.",
        THREE,
    ]
    assert result.rejected.splitlines() == ["Erster Satz steht hier. Zweiter Satz folgt.", THREE]


def test_paragraphs_joined_tracked() -> None:
    awo = docx(p("Der erste Absatz.[-¶-]{+ +}"), p(TWO), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines() == [f"{ONE} {TWO}", THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_paragraphs_joined_untracked() -> None:
    result = consolidated(DRAFT, AWO=docx(p(f"{ONE} {TWO}"), p(THREE)))

    assert result.accepted.splitlines() == [f"{ONE} {TWO}", THREE]
    assert result.rejected.splitlines() == [ONE, TWO, THREE]


def test_short_paragraph_joined_untracked_to_a_longer_one_loses_only_its_mark() -> None:
    draft = docx(p("Kurzer Anfang hier."), p("Der zweite Absatz ist um einiges länger."), p(THREE))
    awo = docx(p("Kurzer Anfang hier. Der zweite Absatz ist um einiges länger."), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-¶-]{+ +} AWO"]


def test_one_splits_where_another_edits() -> None:
    draft = docx(p("Erster Satz steht hier. Zweiter Satz folgt."), p(THREE))
    awo = docx(p("Erster Satz steht hier.{+¶+}"), p(" Zweiter Satz folgt."), p(THREE))
    caritas = docx(p("Erster Satz [-steht-]{+ist+} hier. Zweiter Satz folgt{+ gern+}."), p(THREE))

    result = consolidated(draft, AWO=awo, Caritas=caritas)

    assert result.conflicts == []
    assert result.accepted.splitlines()[0] == "Erster Satz ist hier."


def test_deletion_over_a_paragraph_mark() -> None:
    draft = docx(p("Eins zwei drei."), p("Vier fünf sechs."), p(THREE))
    awo = docx(p("Eins [-zwei drei.¶-]"), p("[-Vier -]fünf sechs."), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-zwei drei.¶Vier -] AWO"]
    assert result.accepted.splitlines() == ["Eins fünf sechs.", THREE]


def test_paragraph_replaced_as_a_whole() -> None:
    awo = docx(p(ONE), p("[-Der zweite Absatz.-]{+Völlig andere Worte stehen hier.+}"), p(THREE))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-Der zweite Absatz-]{+Völlig andere Worte stehen hier+} AWO"]
    assert result.accepted.splitlines() == [ONE, "Völlig andere Worte stehen hier.", THREE]


def test_empty_paragraph_inserted_and_deleted() -> None:
    draft = docx(p(ONE), p(""), p(TWO))
    awo = docx(p(ONE), p("[-¶-]"), p(TWO))
    caritas = docx(p(ONE), p("{+¶+}"), p(""), p(TWO))

    assert consolidated(draft, AWO=awo).accepted.split("\n") == [ONE, TWO]
    assert consolidated(draft, Caritas=caritas).accepted.split("\n") == [ONE, "", "", TWO]


def test_list_item_inserted_and_deleted() -> None:
    draft = docx(p("Wir fordern:"), li("Geld", numbered=True), li("Zeit", numbered=True), p(THREE))
    awo = docx(
        p("Wir fordern:"),
        li("[-Geld¶-]", numbered=True),
        li("Zeit", numbered=True),
        li("{+Personal¶+}", numbered=True),
        p(THREE),
    )

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Geld¶-] AWO", "{+Personal¶+} AWO"]
    assert result.accepted.splitlines() == ["Wir fordern:", "Zeit", "Personal", THREE]


def test_adjacent_paragraphs_deleted_by_two() -> None:
    draft = docx(p(ONE), p(TWO), p(THREE), p("Ende."))
    awo = docx(p(ONE), p("[-Der zweite Absatz.¶-]"), p(THREE), p("Ende."))
    caritas = docx(p(ONE), p(TWO), p("[-Der dritte Absatz.¶-]"), p("Ende."))

    result = consolidated(draft, AWO=awo, Caritas=caritas)

    assert result.conflicts == []
    assert result.accepted.splitlines() == [ONE, "Ende."]
    assert result.accepting("Caritas").splitlines() == [ONE, TWO, "Ende."]


def test_paragraph_before_a_table_deleted() -> None:
    draft = docx(p(ONE), p(TWO), table([["a", "b"]]), p(THREE))
    awo = docx(p(ONE), p("[-Der zweite Absatz.¶-]"), table([["a", "b"]]), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == [ONE, "a", "b", THREE]


def test_paragraph_inserted_after_a_table() -> None:
    draft = docx(p(ONE), table([["a", "b"]]), p(THREE))
    awo = docx(p(ONE), table([["a", "b"]]), p("{+Nach der Tabelle.¶+}"), p(THREE))

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == [ONE, "a", "b", "Nach der Tabelle.", THREE]


def test_repeated_paragraphs_are_matched_in_order() -> None:
    draft = docx(h1("Teil"), p("Gleich."), h2("Teil"), p("Gleich."), h1("Teil"), p("Gleich."))
    awo = docx(
        h1("Teil"), p("Gleich."), h2("Teil"), p("[-Gleich-]{+Anders+}."), h1("Teil"), p("Gleich.")
    )

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Gleich-]{+Anders+} AWO"]
    assert result.overview.changes[0].place.paragraph == 4
