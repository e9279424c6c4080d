"""From Writer through our engine and back into Writer: real returns, counted by an outsider."""

from typing import Literal

import pytest
from tests.engines.redline.office import (
    Office,
    Session,
    as_person,
    bold,
    comment,
    delete,
    delete_paragraph,
    footnote,
    header,
    heading,
    insert,
    item,
    merge,
    paragraph,
    replace,
    restyle,
    row,
    split,
    table,
    untracked,
)
from tests.engines.redline.schema import missing, new_schema_errors

from einklang.engines.redline import api

pytestmark = pytest.mark.office

RETURNS: dict[str, dict[str, tuple[Session, ...]]] = {
    "one association, two people": {
        "AWO": (
            as_person("Kim Muster", replace("zehn", "zwölf"), insert("Sache.", " Und mehr.")),
            as_person(
                "Ada Beispiel", delete(" viel"), replace("eine Beratung", "zwei Beratungen")
            ),
        ),
    },
    "side by side in one sentence": {
        "AWO": (as_person("Kim Muster", replace("zehn", "zwölf")),),
        "Caritas": (as_person("Leo Fall", replace("viel", "wenig")),),
    },
    "the same edit by several": {
        "AWO": (as_person("Kim Muster", replace("zehn", "zwölf")),),
        "Caritas": (as_person("Leo Fall", replace("zehn", "zwölf")),),
        "DRK": (untracked("Eva Satz", replace("zehn", "zwölf")),),
    },
    "a conflict": {
        "AWO": (as_person("Kim Muster", replace("zehn", "zwölf")),),
        "Caritas": (as_person("Leo Fall", replace("zehn", "elf")),),
    },
    "tracking forgotten": {
        "AWO": (untracked("Kim Muster", replace("zehn", "zwölf"), delete_paragraph("Auskunft")),),
        "Caritas": (as_person("Leo Fall", insert("Sache.", " Ende.")),),
    },
    "tracked and untracked in one file": {
        "AWO": (
            untracked("Kim Muster", replace("zehn", "zwölf")),
            as_person("Ada Beispiel", replace("Schluss", "Anfang")),
        ),
    },
    "comments only": {
        "AWO": (as_person("Kim Muster", comment("Schluss", "Wirklich?")),),
        "Caritas": (as_person("Leo Fall", comment("Beratung", "Welche?")),),
    },
    "paragraphs come, go, part and meet": {
        "AWO": (as_person("Kim Muster", insert("Beratung", "\nein Gespräch")),),
        "Caritas": (as_person("Leo Fall", delete_paragraph("Auskunft")),),
        "DRK": (as_person("Eva Satz", split("der Sache")),),
        "Diakonie": (as_person("Max Wort", merge("Noch ein")),),
    },
    "a new row": {
        "AWO": (as_person("Kim Muster", row("Bayern", "Bremen", "3")),),
        "Caritas": (as_person("Leo Fall", replace("12", "13")),),
    },
    "looks": {
        "AWO": (as_person("Kim Muster", bold("viel")),),
        "Caritas": (untracked("Leo Fall", restyle("Schluss", "Heading 2")),),
    },
    "header and note": {
        "AWO": (as_person("Kim Muster", replace("Entwurf", "Zweiter Entwurf")),),
        "Caritas": (as_person("Leo Fall", replace("Juni", "Juli")),),
    },
    "nothing": {"AWO": (untracked("Kim Muster"),)},
}


@pytest.fixture(scope="session")
def sent_out(office: Office) -> bytes:
    return office.edit(
        None,
        untracked(
            "Leitung",
            heading("Forderungen"),
            paragraph("Wir fordern zehn Euro. Das ist viel."),
            item("eine Beratung"),
            item("eine Auskunft"),
            table(("Land", "Stellen"), ("Bayern", "12")),
            paragraph("Der Schluss der Sache."),
            paragraph("Noch ein Absatz."),
            paragraph("Und ein letzter."),
            footnote("Forderungen", "Stand Juni."),
            header("Entwurf"),
        ),
    )


def without_gaps(text: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave out empty paragraphs: LibreOffice 7.4 keeps one where a deleted paragraph ends
    before a table, and Word does not.
    """
    return {story: [line for line in lines if line] for story, lines in text.items()}


def settled(docx: bytes, verdict: Literal["accept", "reject"]) -> bytes:
    return api.settle(docx, name="konsolidiert.docx", verdict=verdict).docx


@pytest.mark.parametrize("case", RETURNS)
def test_writer_agrees_with_us(office: Office, sent_out: bytes, case: str) -> None:
    draft = api.read_draft(sent_out, name="entwurf.docx")
    files = {name: office.edit(sent_out, *each) for name, each in RETURNS[case].items()}
    returns = [
        api.read_return(draft, content, association=name, name=f"{name}.docx")
        for name, content in files.items()
    ]

    written = api.write(api.consolidate(draft, returns))
    ours = office.read(written.docx)

    accepted = office.read(settled(written.docx, "accept"))
    rejected = office.read(settled(written.docx, "reject"))
    assert ours.questions == ()
    assert ours.people == dict(written.overview.authors)
    assert ours.rejected == office.read(sent_out).shown == rejected.shown
    assert without_gaps(ours.accepted) == without_gaps(accepted.shown)
    assert (ours.left, accepted.revisions, rejected.revisions) == (0, (), ())
    assert len(ours.comments) == len(written.overview.comments)
    if not missing():
        assert new_schema_errors(written.docx, sent_out, *files.values()) == []


@pytest.mark.parametrize("case", RETURNS)
def test_writer_sees_each_return_as_it_was(office: Office, sent_out: bytes, case: str) -> None:
    draft = api.read_draft(sent_out, name="entwurf.docx")
    for name, sessions in RETURNS[case].items():
        returned = office.edit(sent_out, *sessions)
        read = api.read_return(draft, returned, association=name, name=f"{name}.docx")

        alone = office.read(api.write(api.consolidate(draft, [read])).docx)

        assert without_gaps(alone.accepted) == without_gaps(office.read(returned).accepted)
