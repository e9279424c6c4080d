"""What kind of return it is."""

import pytest
from tests.engines.redline.builder import Remark, docx, h1, p
from tests.engines.redline.laws import consolidated

from einklang.engines.redline import api
from einklang.engines.redline.errors import UnrelatedFileError

DRAFT = docx(
    h1("Forderungen"),
    p("Wir fordern zehn Euro mehr für jede Beratungsstelle im Land."),
    p("Die Beratung ist für alle kostenlos."),
)


def test_tracked_return_keeps_person_and_date() -> None:
    awo = docx(
        h1("Forderungen"),
        p(
            "Wir fordern [-zehn-]{+zwölf+} Euro mehr für jede Beratungsstelle im Land.",
            by="Kim Muster",
        ),
        p("Die Beratung ist für alle kostenlos."),
        by="Lea Beispiel",
        on="2026-03-04T09:30:00Z",
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]
    [voice] = result.overview.changes[0].supporters
    assert (voice.association, voice.person, voice.date, voice.is_tracked) == (
        "AWO",
        "Kim Muster",
        "2026-03-04T09:30:00Z",
        True,
    )
    assert result.kinds == ["tracked"]
    assert result.overview.returns[0].people == ("Kim Muster",)


def test_untracked_return_is_compared_with_the_draft() -> None:
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern zwölf Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
        by="Lea Beispiel",
        on="2026-03-04T09:30:00Z",
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]
    [voice] = result.overview.changes[0].supporters
    assert (voice.association, voice.person, voice.is_tracked) == ("AWO", "Lea Beispiel", False)
    assert result.kinds == ["untracked"]


def test_mixed_return_has_both_kinds_of_changes() -> None:
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle Menschen kostenlos."),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "{+Menschen +} AWO"]
    assert [change.supporters[0].is_tracked for change in result.overview.changes] == [True, False]
    assert result.kinds == ["mixed"]


def test_mixed_return_may_mix_in_one_sentence() -> None:
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro mehr für jede Beratungsstelle im Bund."),
        p("Die Beratung ist für alle kostenlos."),
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "[-Land-]{+Bund+} AWO"]
    assert result.kinds == ["mixed"]


def test_return_of_comments_only() -> None:
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern <<c1|zehn Euro|c1>> mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
        comments={"c1": Remark("Das reicht nicht.", by="Kim Muster")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == []
    assert result.comments == ["AWO on “zehn Euro”: Das reicht nicht."]
    assert result.kinds == ["comments"]


def test_unchanged_return_is_nil() -> None:
    result = consolidated(DRAFT, AWO=DRAFT)

    assert (result.changes, result.conflicts, result.comments) == ([], [], [])
    assert result.kinds == ["nil"]


def test_return_saved_again_without_edits_is_nil() -> None:
    from tests.engines.redline.builder import OFFICE_ELSEWHERE  # noqa: PLC0415

    awo = docx(
        h1("Forderungen"),
        p("Wir fordern zehn Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
        hand=OFFICE_ELSEWHERE,
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == []
    assert result.kinds == ["nil"]


def test_return_on_an_older_version_is_carried_over() -> None:
    older = docx(
        h1("Forderungen"),
        p("Wir fordern neun Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
    )
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern neun Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle [-kostenlos-]{+unentgeltlich+}."),
    )

    result = consolidated(DRAFT, earlier={"Entwurf 1.docx": older}, AWO=awo)

    assert result.changes == ["[-kostenlos-]{+unentgeltlich+} AWO"]
    assert result.overview.returns[0].made_on == "Entwurf 1.docx"
    assert result.accepted.splitlines()[1:] == [
        "Wir fordern zehn Euro mehr für jede Beratungsstelle im Land.",
        "Die Beratung ist für alle unentgeltlich.",
    ]


def test_untracked_return_on_an_older_version_does_not_undo_the_draft() -> None:
    older = docx(
        h1("Forderungen"),
        p("Wir fordern neun Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
    )
    awo = docx(
        h1("Forderungen"),
        p("Wir fordern neun Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle Menschen kostenlos."),
    )

    result = consolidated(DRAFT, earlier={"Entwurf 1.docx": older}, AWO=awo)

    assert result.changes == ["{+Menschen +} AWO"]
    assert result.overview.returns[0].made_on == "Entwurf 1.docx"


def test_unrelated_file_is_refused() -> None:
    draft = api.read_draft(DRAFT, name="Entwurf.docx")
    other = docx(
        h1("Speiseplan"),
        p("Am Montag gibt es Linsensuppe, am Dienstag Kartoffelpuffer mit Apfelmus."),
        p("Mittwochs kocht die Kantine vegetarisch."),
    )

    with pytest.raises(UnrelatedFileError) as refused:
        api.read_return(draft, other, association="AWO", name="Speiseplan.docx")

    assert "Speiseplan.docx" in str(refused.value)


def test_three_returns_of_different_kinds_come_together() -> None:
    tracked = docx(
        h1("Forderungen"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle kostenlos."),
    )
    untracked = docx(
        h1("Forderungen"),
        p("Wir fordern zehn Euro mehr für jede Beratungsstelle im Land."),
        p("Die Beratung ist für alle Menschen kostenlos."),
    )

    result = consolidated(DRAFT, AWO=tracked, Caritas=untracked, Diakonie=DRAFT)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "{+Menschen +} Caritas"]
    assert result.kinds == ["tracked", "untracked", "nil"]
    assert result.accepted.splitlines() == [
        "Forderungen",
        "Wir fordern zwölf Euro mehr für jede Beratungsstelle im Land.",
        "Die Beratung ist für alle Menschen kostenlos.",
    ]
