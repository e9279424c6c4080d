"""A copy that LibreOffice wrote anew says nothing new: programs differ, wishes do not."""

import pytest
from tests.engines.redline.builder import (
    WORD,
    Hand,
    control,
    docx,
    h1,
    h2,
    li,
    look,
    p,
    table,
    textbox,
)
from tests.engines.redline.office import Office, as_person, replace, untracked

from einklang.config.bench.drafts import Order, draft_file
from einklang.engines.redline import api
from einklang.engines.redline.model.consolidation import Overview

pytestmark = pytest.mark.office


def page(hand: Hand) -> bytes:
    return docx(
        h1("Stellungnahme zum Entwurf"),
        p("Wir fordern **zehn** Euro für jede _Beratung_.[^1]"),
        h2("Im Einzelnen"),
        li("eine auskömmliche Förderung"),
        li("ein Rechtsanspruch"),
        p("Mehr steht [im Netz](https://example.org/a)."),
        p("Mitten im Blatt.", look=look(align="center")),
        table([["Land", "Stellen"], ["Bayern", "vierzig"], ["Bremen", "zwölf"]]),
        p("Tabulator\tund\nZeilenumbruch."),
        p("Am Ende ein Satz."),
        header="Entwurf",
        footer="Vertraulich",
        footnotes={"1": "Stand März."},
        hand=hand,
    )


DRAFTS = {
    "by Word's hand": page(WORD),
    "by a plain hand": page(Hand()),
    "an invented draft of five pages": draft_file(Order(pages=5)),
}


def read(draft: bytes, returned: bytes) -> Overview:
    base = api.read_draft(draft, name="entwurf.docx")
    one = api.read_return(base, returned, association="AWO", name="awo.docx")
    return api.consolidate(base, [one]).overview


@pytest.mark.parametrize("name", DRAFTS)
def test_saved_again_is_a_nil_return(office: Office, name: str) -> None:
    overview = read(DRAFTS[name], office.resave(DRAFTS[name]))

    assert overview.changes == ()
    assert overview.losses == ()
    assert [one.kind for one in overview.returns] == ["nil"]


@pytest.mark.parametrize("by", ["tracked", "untracked"])
def test_one_word_in_a_saved_copy_is_one_change(office: Office, by: str) -> None:
    draft = page(WORD)
    edit = replace("vierzig", "fünfzig")
    session = as_person("Kim Muster", edit) if by == "tracked" else untracked("Kim Muster", edit)

    overview = read(draft, office.edit(draft, session))

    found = [(change.deleted, change.inserted) for change in overview.changes]
    assert found == [("vierzig", "fünfzig")]
    assert {voice.is_tracked for voice in overview.changes[0].supporters} == {by == "tracked"}


def test_text_box_and_content_control_survive_another_program(office: Office) -> None:
    draft = docx(
        p("Vor dem Kasten.", textbox(p("Im Kasten steht etwas."))),
        control(p("Im Feld steht ein Absatz.")),
        p("Danach."),
    )

    assert read(draft, office.resave(draft)).changes == ()
