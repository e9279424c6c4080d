"""What cannot all be true stays in the document, with its owners and the exact words at stake."""

from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import consolidated

DRAFT = docx(p("Wir fordern zehn Euro für die Beratung im Land."), p("Das gilt sofort."))
END = p("Das gilt sofort.")


def test_two_replacements_of_one_word() -> None:
    awo = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."), END)
    caritas = docx(p("Wir fordern [-zehn-]{+elf+} Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "[-zehn-]{+elf+} Caritas"]
    assert result.conflicts == ["overlap “zehn”: AWO / Caritas"]
    assert (
        result.marked.splitlines()[0]
        == "Wir fordern [-zehn-AWO,Caritas]{+zwölf+AWO}{+elf+Caritas}"
        " Euro für die Beratung im Land."
    )
    assert result.accepting("AWO").startswith("Wir fordern zwölf")


def test_supporters_of_each_side_are_counted() -> None:
    twelve = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."), END)
    eleven = docx(p("Wir fordern [-zehn-]{+elf+} Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=twelve, Caritas=eleven, Diakonie=twelve, DRK=eleven)

    assert result.conflicts == ["overlap “zehn”: AWO, Diakonie / Caritas, DRK"]


def test_three_alternatives_are_one_conflict() -> None:
    twelve = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."), END)
    eleven = docx(p("Wir fordern [-zehn-]{+elf+} Euro für die Beratung im Land."), END)
    gone = docx(p("Wir fordern [-zehn -]Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=twelve, Caritas=eleven, Diakonie=gone)

    assert len(result.conflicts) == 1
    assert set(result.overview.conflicts[0].changes) == {"c1", "c2", "c3"}
    assert "zwölf" in result.marked
    assert "elf" in result.marked


def test_overlapping_deletions_of_different_length() -> None:
    awo = docx(p("Wir fordern zehn Euro[- für die Beratung-] im Land."), END)
    caritas = docx(p("Wir fordern zehn Euro für die [-Beratung im Land-]{+Menschen+}."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert [conflict.words for conflict in result.overview.conflicts] == ["Beratung"]
    assert result.rejected.splitlines()[0] == "Wir fordern zehn Euro für die Beratung im Land."


def test_overlapping_pure_deletions_agree_on_what_both_delete() -> None:
    awo = docx(p("Wir fordern zehn Euro [-für die Beratung -]im Land."), END)
    caritas = docx(p("Wir fordern zehn Euro für die [-Beratung im Land-]."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.accepted.splitlines()[0] == "Wir fordern zehn Euro ."
    assert result.rejected.splitlines()[0] == "Wir fordern zehn Euro für die Beratung im Land."


def test_insertion_inside_anothers_deletion() -> None:
    awo = docx(p("Wir fordern zehn Euro[- für die Beratung im Land-]."), END)
    caritas = docx(p("Wir fordern zehn Euro für die {+gute +}Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.changes == ["[- für die Beratung im Land-] AWO", "{+gute +} Caritas"]
    assert [conflict.rule for conflict in result.overview.conflicts] == ["edit-in-deleted"]
    assert "gute" in result.marked
    assert result.rejected.splitlines()[0] == "Wir fordern zehn Euro für die Beratung im Land."


def test_replacement_inside_anothers_deletion() -> None:
    awo = docx(p("Wir fordern zehn Euro[- für die Beratung im Land-]."), END)
    caritas = docx(p("Wir fordern zehn Euro für die [-Beratung-]{+Hilfe+} im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert [conflict.words for conflict in result.overview.conflicts] == ["Beratung"]
    assert "Hilfe" in result.marked


def test_edit_in_a_paragraph_that_another_deletes() -> None:
    awo = docx(p("[-Wir fordern zehn Euro für die Beratung im Land.¶-]"), END)
    caritas = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert [conflict.words for conflict in result.overview.conflicts] == ["zehn"]
    assert "zwölf" in result.marked
    assert result.rejected == "Wir fordern zehn Euro für die Beratung im Land.\nDas gilt sofort."
    assert result.accepting("AWO").splitlines()[-1] == "Das gilt sofort."


def test_insertion_in_a_paragraph_that_another_deletes() -> None:
    awo = docx(p("[-Wir fordern zehn Euro für die Beratung im Land.¶-]"), END)
    caritas = docx(p("Wir fordern {+bald +}zehn Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert [conflict.rule for conflict in result.overview.conflicts] == ["edit-in-deleted"]
    assert "bald" in result.marked


def test_insertions_at_one_point_all_stay_in_a_fixed_order() -> None:
    awo = docx(p("Wir fordern {+bald +}zehn Euro für die Beratung im Land."), END)
    caritas = docx(p("Wir fordern {+sofort +}zehn Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, Caritas=caritas, AWO=awo)

    assert result.changes == ["{+bald +} AWO", "{+sofort +} Caritas"]
    assert result.accepted.splitlines()[0].startswith("Wir fordern bald sofort zehn Euro")


def test_insertion_at_the_edge_of_a_deletion_is_no_conflict() -> None:
    awo = docx(p("Wir fordern zehn Euro[- für die Beratung-] im Land."), END)
    caritas = docx(p("Wir fordern zehn Euro für die Beratung{+ und Hilfe+} im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.conflicts == []
    assert result.accepted.splitlines()[0] == "Wir fordern zehn Euro und Hilfe im Land."


def test_untracked_insertion_behind_a_deleted_word_is_no_conflict() -> None:
    draft = docx(p("Beratung Land Euro Stelle Kinder"), END)
    awo = docx(p("Hilfe Land Apfel Euro Stelle Kinder"), END)
    caritas = docx(p("Beratung Euro Stelle Kinder"), END)

    result = consolidated(draft, AWO=awo, Caritas=caritas)

    assert result.conflicts == []
    assert result.accepted.splitlines()[0] == "Hilfe Apfel Euro Stelle Kinder"


def test_whole_sentence_against_one_word_in_it() -> None:
    awo = docx(p("[-Wir fordern zehn Euro für die Beratung im Land-]{+Wir fordern nichts+}."), END)
    caritas = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.conflicts) == 1
    assert "zehn" in result.overview.conflicts[0].words
    assert {"nichts", "zwölf"} <= set(result.marked.replace("+", " ").replace("}", " ").split())


def test_same_deletion_but_other_insertion_agrees_on_the_deletion() -> None:
    awo = docx(p("Wir fordern [-zehn-] Euro für die Beratung im Land."), END)
    caritas = docx(p("Wir fordern [-zehn-]{+elf+} Euro für die Beratung im Land."), END)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.conflicts == ["overlap “zehn”: AWO / Caritas"]
    assert "[-zehn-AWO,Caritas]" in result.marked
