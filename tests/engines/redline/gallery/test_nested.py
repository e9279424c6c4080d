"""Changes inside changes, and drafts that bring tracked changes of their own."""

from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import consolidated

DRAFT = docx(p("Wir fordern zehn Euro für die Beratung."), p("Ende."))


def test_insertion_inside_anothers_deletion_in_one_file() -> None:
    awo = docx(p("Wir fordern [-zehn -Kim]{+bald +Lea}[-Euro -Kim]für die Beratung."), p("Ende."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[0] == "Wir fordern bald für die Beratung."
    assert {v.person for change in result.overview.changes for v in change.supporters} == {
        "Kim",
        "Lea",
    }


def test_one_persons_insertion_deleted_by_a_colleague() -> None:
    awo = docx(
        p("Wir fordern {+sofort [-und bald -Lea]+Kim}zehn Euro für die Beratung."), p("Ende.")
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[0] == "Wir fordern sofort zehn Euro für die Beratung."


def test_insertion_extended_by_a_colleague() -> None:
    awo = docx(
        p("Wir fordern {+sofort +Kim}{+und bald +Lea}zehn Euro für die Beratung."), p("Ende.")
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[0].startswith("Wir fordern sofort und bald zehn")


def test_formatting_inside_an_insertion() -> None:
    awo = docx(p("Wir fordern {+{*sofort*Lea} +Kim}zehn Euro für die Beratung."), p("Ende."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[0] == "Wir fordern sofort zehn Euro für die Beratung."


def test_draft_with_tracked_changes_of_its_own_keeps_them() -> None:
    draft = docx(
        p("Wir fordern [-zehn-Redaktion]{+elf+Redaktion} Euro für die Beratung."), p("Ende.")
    )
    awo = docx(
        p("Wir fordern [-zehn-Redaktion]{+elf+Redaktion} Euro für die [-Beratung-]{+Hilfe+}."),
        p("Ende."),
    )

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Beratung-]{+Hilfe+} AWO"]
    assert "elf" in result.accepted
    assert "Hilfe" in result.accepted


def test_return_that_accepted_the_drafts_own_changes() -> None:
    draft = docx(
        p("Wir fordern [-zehn-Redaktion]{+elf+Redaktion} Euro für die Beratung."), p("Ende.")
    )
    awo = docx(p("Wir fordern elf Euro für die {+gute +}Beratung."), p("Ende."))

    result = consolidated(draft, AWO=awo)

    assert "{+gute +} AWO" in result.changes
    assert result.accepted.splitlines()[0] == "Wir fordern elf Euro für die gute Beratung."


def test_consolidation_can_be_consolidated_again() -> None:
    awo = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung."), p("Ende."))
    first = consolidated(DRAFT, AWO=awo)
    caritas = docx(
        p("Wir fordern [-zehn-AWO (Kim Muster)]{+zwölf+AWO (Kim Muster)} Euro für die Beratung."),
        p("{+Noch etwas.¶+Lea}"),
        p("Ende."),
    )

    second = consolidated(first.docx, Caritas=caritas)

    assert second.accepted.splitlines() == [
        "Wir fordern zwölf Euro für die Beratung.",
        "Noch etwas.",
        "Ende.",
    ]
