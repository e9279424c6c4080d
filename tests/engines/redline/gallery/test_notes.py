"""Footnotes and endnotes."""

from tests.engines.redline import oracle
from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import consolidated

FIRST = "Wir fordern zehn Euro.[^1]"
SECOND = "Das gilt überall.[^2]"
NOTES = {"1": "Stand Januar.", "2": "Auch im Norden."}
DRAFT = docx(p(FIRST), p(SECOND), footnotes=NOTES)


def notes(data: bytes, view: oracle.View, kind: str = "footnote") -> list[str]:
    stories = oracle.snapshot(data, view).stories
    return [story.text.strip() for story in stories if story.name == kind]


def test_word_in_a_footnote() -> None:
    awo = docx(p(FIRST), p(SECOND), footnotes=NOTES | {"1": "Stand [-Januar-]{+März+}."})

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["footnote: [-Januar-]{+März+} AWO"]
    assert notes(result.docx, "accept") == ["Stand März.", "Auch im Norden."]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_word_in_a_footnote_untracked() -> None:
    awo = docx(p(FIRST), p(SECOND), footnotes=NOTES | {"2": "Auch im Süden."})

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["footnote: [-Norden-]{+Süden+} AWO"]


def test_footnote_inserted_tracked() -> None:
    awo = docx(
        p("Wir fordern zehn Euro.[^1]"),
        p("Das gilt{+[^9]+} überall.[^2]"),
        footnotes=NOTES | {"9": "{+Mit Ausnahmen.+}"},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.overview.changes) == 1
    assert notes(result.docx, "accept") == ["Stand Januar.", "Mit Ausnahmen.", "Auch im Norden."]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_footnote_inserted_untracked() -> None:
    awo = docx(p(FIRST), p("Das gilt[^9] überall.[^2]"), footnotes=NOTES | {"9": "Mit Ausnahmen."})

    result = consolidated(DRAFT, AWO=awo)

    assert notes(result.docx, "accept") == ["Stand Januar.", "Mit Ausnahmen.", "Auch im Norden."]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_footnotes_inserted_by_two_have_ids_of_their_own() -> None:
    awo = docx(p("Wir[^9] fordern zehn Euro.[^1]"), p(SECOND), footnotes=NOTES | {"9": "Die AWO."})
    caritas = docx(p(FIRST), p("Das[^9] gilt überall.[^2]"), footnotes=NOTES | {"9": "Alles."})

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert notes(result.docx, "accept") == [
        "Die AWO.",
        "Stand Januar.",
        "Alles.",
        "Auch im Norden.",
    ]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_footnote_deleted_with_its_sentence() -> None:
    awo = docx(p(FIRST), p("[-Das gilt überall.[^2]-]Schluss."), footnotes=NOTES)
    draft = docx(p(FIRST), p("Das gilt überall.[^2]Schluss."), footnotes=NOTES)

    result = consolidated(draft, AWO=awo)

    assert notes(result.docx, "accept") == ["Stand Januar."]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_footnote_deleted_untracked() -> None:
    awo = docx(p("Wir fordern zehn Euro."), p(SECOND), footnotes={"2": "Auch im Norden."})

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.overview.changes) == 1
    assert notes(result.docx, "accept") == ["Auch im Norden."]
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_first_footnote_in_a_document_without_notes() -> None:
    draft = docx(p("Wir fordern zehn Euro."), p("Das gilt überall."))
    awo = docx(
        p("Wir fordern zehn Euro.{+[^1]+}"), p("Das gilt überall."), footnotes={"1": "{+Neu.+}"}
    )

    result = consolidated(draft, AWO=awo)

    assert notes(result.docx, "accept") == ["Neu."]
    assert notes(result.docx, "reject") == []


def test_footnote_edited_by_two_is_a_conflict() -> None:
    awo = docx(p(FIRST), p(SECOND), footnotes=NOTES | {"1": "Stand [-Januar-]{+März+}."})
    caritas = docx(p(FIRST), p(SECOND), footnotes=NOTES | {"1": "Stand [-Januar-]{+Mai+}."})

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.conflicts == ["overlap “Januar”: AWO / Caritas"]
    assert result.overview.conflicts[0].place.story == "footnote"


def test_footnotes_with_other_ids_are_the_same_footnotes() -> None:
    awo = docx(p(FIRST), p(SECOND), footnotes={"2": "Auch im Norden.", "1": "Stand Januar."})

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == []
    assert result.kinds == ["nil"]


def test_edit_in_a_footnote_whose_reference_another_deletes() -> None:
    awo = docx(p("Wir fordern zehn Euro.[-[^1]-]"), p(SECOND), footnotes=NOTES)
    caritas = docx(p(FIRST), p(SECOND), footnotes=NOTES | {"1": "Stand [-Januar-]{+März+}."})

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert notes(result.docx, "reject") == ["Stand Januar.", "Auch im Norden."]


def test_word_in_an_endnote() -> None:
    draft = docx(p("Wir fordern zehn Euro.[^e]"), endnotes={"e": "Quelle: Amt."})
    awo = docx(p("Wir fordern zehn Euro.[^e]"), endnotes={"e": "Quelle: [-Amt-]{+Land+}."})

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["endnote: [-Amt-]{+Land+} AWO"]
    assert notes(result.docx, "accept", "endnote") == ["Quelle: Land."]


def test_paragraph_inserted_in_a_footnote() -> None:
    two = [p("Stand Januar.{+¶+}"), p("{+Zweiter Absatz.+}")]
    one = [p("Stand Januar.")]
    draft = docx(p(FIRST), footnotes={"1": one})

    result = consolidated(draft, AWO=docx(p(FIRST), footnotes={"1": two}))

    assert notes(result.docx, "accept") == ["Stand Januar.\nZweiter Absatz."]
    assert notes(result.docx, "reject") == ["Stand Januar."]
