"""How runs and paragraphs look."""

from tests.engines.redline.builder import docx, h1, li, look, p, raw
from tests.engines.redline.laws import consolidated

DRAFT = docx(h1("Titel"), p("Wir fordern zehn Euro für die Beratung."))


def test_word_made_bold_tracked() -> None:
    awo = docx(h1("Titel"), p("Wir fordern {*zehn Euro*} für die Beratung."))

    result = consolidated(DRAFT, AWO=awo)

    [change] = result.overview.changes
    assert (str(change.kind), change.deleted, change.inserted) == ("format", "zehn Euro", "")
    assert len(change.formatting) == 1
    assert change.place.start == len("Wir fordern ")
    assert change.place.end == len("Wir fordern zehn Euro")


def test_word_made_bold_untracked() -> None:
    awo = docx(h1("Titel"), p("Wir fordern **zehn Euro** für die Beratung."))

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["format"]
    assert result.kinds == ["untracked"]


def test_same_formatting_by_two_is_one_change() -> None:
    tracked = docx(h1("Titel"), p("Wir fordern {*zehn Euro*} für die Beratung."))
    untracked = docx(h1("Titel"), p("Wir fordern **zehn Euro** für die Beratung."))

    result = consolidated(DRAFT, AWO=tracked, Caritas=untracked)

    assert [change.associations for change in result.overview.changes] == [("AWO", "Caritas")]


def test_formatting_two_ways_is_a_conflict() -> None:
    awo = docx(h1("Titel"), p("Wir fordern {*zehn Euro*} für die Beratung."))
    caritas = docx(h1("Titel"), p("Wir fordern {/zehn Euro/} für die Beratung."))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert [str(conflict.rule) for conflict in result.overview.conflicts] == ["format"]


def test_formatting_beside_a_word_change() -> None:
    awo = docx(h1("Titel"), p("Wir fordern {*zehn Euro*} für die Beratung."))
    caritas = docx(h1("Titel"), p("Wir fordern zehn Euro für die [-Beratung-]{+Hilfe+}."))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.conflicts == []
    assert sorted(str(change.kind) for change in result.overview.changes) == ["format", "replace"]


def test_formatting_of_words_that_another_deletes() -> None:
    awo = docx(h1("Titel"), p("Wir fordern {*zehn Euro*} für die Beratung."))
    caritas = docx(h1("Titel"), p("Wir fordern [-zehn Euro -]für die Beratung."))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert result.accepted.splitlines() == ["Titel", "Wir fordern für die Beratung."]


def test_inserted_words_keep_their_own_look() -> None:
    awo = docx(h1("Titel"), p("Wir fordern {+**mindestens** +}zehn Euro für die Beratung."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+mindestens +} AWO"]


def test_words_replaced_inside_a_bold_run() -> None:
    draft = docx(p("Wir **fordern zehn Euro** für alle."))
    awo = docx(p("Wir **fordern [-zehn-]{+zwölf+} Euro** für alle."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]


def test_paragraph_becomes_a_heading_tracked() -> None:
    awo = docx(
        h1("Titel"),
        p("Wir fordern zehn Euro für die Beratung.", look=look("heading 2"), was=look()),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["format"]
    assert result.accepted == result.rejected


def test_paragraph_becomes_a_heading_untracked() -> None:
    awo = docx(h1("Titel"), p("Wir fordern zehn Euro für die Beratung.", look=look("heading 2")))

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["format"]


def test_paragraph_centred_and_its_words_changed() -> None:
    awo = docx(
        h1("Titel"),
        p(
            "Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung.",
            look=look(align="center"),
            was=look(),
        ),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert sorted(str(change.kind) for change in result.overview.changes) == ["format", "replace"]


def test_paragraph_becomes_a_list_item() -> None:
    awo = docx(
        h1("Titel"),
        p(
            "Wir fordern zehn Euro für die Beratung.",
            look=look("List Paragraph", number=1),
            was=look(),
        ),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["format"]


def test_list_level_changed() -> None:
    draft = docx(li("eins"), li("zwei"))
    awo = docx(
        li("eins"),
        p(
            "zwei",
            look=look("List Paragraph", number=1, level=1),
            was=look("List Paragraph", number=1),
        ),
    )

    result = consolidated(draft, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["format"]


def test_two_looks_for_one_paragraph_are_a_conflict() -> None:
    text = "Wir fordern zehn Euro für die Beratung."
    awo = docx(h1("Titel"), p(text, look=look("heading 2"), was=look()))
    caritas = docx(h1("Titel"), p(text, look=look("Quote"), was=look()))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert [str(conflict.rule) for conflict in result.overview.conflicts] == ["format"]


def test_draft_with_tracked_formatting_of_its_own_survives() -> None:
    draft = docx(h1("Titel"), p("Wir fordern {*zehn Euro*Lea} für die Beratung."))
    awo = docx(h1("Titel"), p("Wir fordern {*zehn Euro*Lea} für die [-Beratung-]{+Hilfe+}."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Beratung-]{+Hilfe+} AWO"]


def test_language_and_spelling_marks_are_no_changes() -> None:
    word = '<w:r><w:rPr><w:noProof/><w:lang w:val="en-GB"/></w:rPr><w:t>zehn</w:t></w:r>'
    proof = '<w:proofErr w:type="spellStart"/>'
    awo = docx(h1("Titel"), p("Wir fordern ", raw(proof + word), " Euro für die Beratung."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == []
    assert result.kinds == ["nil"]
