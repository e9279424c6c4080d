"""A copy that LibreOffice wrote anew says nothing new: programs differ, wishes do not."""

from collections.abc import Callable

import pytest
from tests.engines.redline.builder import (
    WORD,
    Hand,
    cell,
    control,
    docx,
    h1,
    h2,
    li,
    look,
    p,
    raw,
    row,
    section,
    table,
    textbox,
)
from tests.engines.redline.office import (
    Edit,
    Office,
    Session,
    as_person,
    bold,
    footnote,
    header,
    heading,
    item,
    paragraph,
    replace,
    untracked,
)
from tests.engines.redline.office import table as written_table

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


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_of(*runs: str, properties: str = "") -> bytes:
    """Return a document whose first paragraph is made of XML."""
    return docx(raw(f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"), p("Ende."))


DRAFTS = {
    "by Word's hand": page(WORD),
    "by a plain hand": page(Hand()),
    "an invented draft of five pages": draft_file(Order(pages=5)),
    "merged cells and a head of a table": docx(
        table(
            [
                row(cell("über zwei", span=2), is_header=True),
                ["a", "b"],
                [cell("x", merge="restart"), "y"],
                [cell("", merge="continue"), "z"],
            ]
        ),
        p("Ende."),
    ),
    "a table in a table": docx(table([["a", [table([["b", "c"]]), p("danach")]]]), p("Ende.")),
    "sections": docx(
        p("Teil eins.", section=section()),
        p("Teil zwei.", section=section(is_landscape=True)),
        p("Teil drei."),
        header="Kopf {=PAGE|1=}",
    ),
    "lists in lists": docx(
        li("eins"), li("darin ein Punkt", level=1), li("zwei"), li("a", numbered=True), p("Ende.")
    ),
    "links and a bookmark": docx(
        p("<#ort|Worte|ort#> und [hier](#ort) und [dort](https://example.org/a?b=1)."), p("Ende.")
    ),
    "an endnote": docx(p("Wir fordern[^e] mehr."), p("Ende."), endnotes={"e": "Seit März."}),
    "empty paragraphs": docx(p(""), p("a"), p(""), p(""), p("b"), p("")),
    "a page break of its own": docx(
        p("vorher"), raw('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'), p("danach")
    ),
    "special signs": paragraph_of(
        run("weich\u00adtrenn"),
        "<w:r><w:softHyphen/></w:r>",
        run("ung und"),
        "<w:r><w:noBreakHyphen/></w:r>",
        run("Strich, fest\u00a0steht  zweimal Leer "),
        "<w:r><w:tab/></w:r><w:r><w:br/></w:r>",
        run("neue Zeile"),
    ),
    "looks of words": paragraph_of(
        *(
            run(f"Wort{number} ", properties)
            for number, properties in enumerate(
                [
                    "<w:b/><w:bCs/><w:i/><w:iCs/>",
                    "<w:caps/>",
                    "<w:smallCaps/>",
                    "<w:strike/>",
                    "<w:vanish/>",
                    '<w:color w:val="FF0000"/>',
                    '<w:color w:val="4472C4" w:themeColor="accent1"/>',
                    '<w:highlight w:val="yellow"/>',
                    '<w:u w:val="single"/>',
                    '<w:sz w:val="30"/>',
                    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>',
                    '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
                    '<w:vertAlign w:val="superscript"/>',
                    '<w:lang w:val="en-GB"/>',
                ]
            )
        )
    ),
    "looks of a paragraph": paragraph_of(
        run("Text mit einem Aussehen."),
        properties="<w:keepNext/><w:keepLines/>"
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="DDDDDD"/>'
        '<w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs>'
        '<w:spacing w:before="120" w:after="240" w:line="360" w:lineRule="auto"/>'
        '<w:ind w:left="720" w:hanging="360"/><w:jc w:val="both"/>',
    ),
}


@pytest.fixture(scope="module")
def written(office: Office) -> bytes:
    """Write a draft in Writer itself."""
    return office.edit(
        None,
        untracked(
            "Leitung",
            heading("Forderungen"),
            paragraph("Wir fordern zehn Euro."),
            item("eine Beratung"),
            item("eine Auskunft", numbered=True),
            written_table(("Land", "Stellen"), ("Bayern", "vierzig")),
            paragraph("Am Ende ein Satz."),
            footnote("Forderungen", "Stand März."),
            header("Entwurf"),
            bold("Satz"),
        ),
    )


LONG = 80
"""Letters of a line that is a whole sentence, not a heading or a cell."""


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


def test_draft_of_writer_saved_again_is_a_nil_return(office: Office, written: bytes) -> None:
    overview = read(written, office.resave(written))

    assert (overview.changes, overview.losses) == ((), ())
    assert [one.kind for one in overview.returns] == ["nil"]


def test_two_people_in_a_draft_of_writer(office: Office, written: bytes) -> None:
    """One lets Writer record, the other forgot to."""
    returned = office.edit(
        written,
        untracked("Leo Fall", replace("vierzig", "fünfzig")),
        as_person("Kim Muster", replace("zehn", "zwölf")),
    )

    overview = read(written, returned)

    assert [
        (change.deleted, change.inserted, [voice.is_tracked for voice in change.supporters])
        for change in overview.changes
    ] == [("zehn", "zwölf", [True]), ("vierzig", "fünfzig", [False])]
    tracked = overview.changes[0].supporters
    assert [(voice.association, voice.person) for voice in tracked] == [("AWO", "Kim Muster")]


WORDS = {
    "merged cells and a head of a table": "zwei",
    "a table in a table": "danach",
    "sections": "drei",
    "lists in lists": "darin",
    "links and a bookmark": "Worte",
    "an endnote": "mehr",
    "special signs": "Strich",
    "looks of words": "Wort5",
    "looks of a paragraph": "Text",
}
"""A word of the draft that somebody changes."""


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("session", [as_person, untracked])
def test_one_word_beside_hard_things_is_one_change(
    office: Office, name: str, session: Callable[[str, Edit], Session]
) -> None:
    word = WORDS[name]
    returned = office.edit(DRAFTS[name], session("Kim Muster", replace(word, "anders")))

    overview = read(DRAFTS[name], returned)

    found = [(change.deleted, change.inserted) for change in overview.changes]
    assert found == [(word, "anders")]
    assert overview.losses == ()


@pytest.mark.parametrize("by", ["tracked", "untracked"])
def test_one_word_in_a_saved_copy_is_one_change(office: Office, by: str) -> None:
    draft = page(WORD)
    edit = replace("vierzig", "fünfzig")
    session = as_person("Kim Muster", edit) if by == "tracked" else untracked("Kim Muster", edit)

    overview = read(draft, office.edit(draft, session))

    found = [(change.deleted, change.inserted) for change in overview.changes]
    assert found == [("vierzig", "fünfzig")]
    assert {voice.is_tracked for voice in overview.changes[0].supporters} == {by == "tracked"}


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hands_in_a_saved_copy_are_two_changes(office: Office, seed: int) -> None:
    draft = draft_file(Order(pages=5, seed=seed))
    lines = [line for line in office.read(draft).shown["body"] if len(line) > LONG]
    old = [" ".join(lines[number].split()[3:6]) for number in (2, 5)]

    returned = office.edit(
        draft,
        as_person("Kim Muster", replace(old[0], "Kraut")),
        untracked("Ada Beispiel", replace(old[1], "Rüben")),
    )

    overview = read(draft, returned)
    assert [each.kind for each in overview.returns] == ["mixed"]
    assert overview.losses == ()
    assert sorted(
        (change.deleted, change.inserted, voice.person, voice.is_tracked)
        for change in overview.changes
        for voice in change.supporters
    ) == sorted([(old[0], "Kraut", "Kim Muster", True), (old[1], "Rüben", "Ada Beispiel", False)])


def test_text_box_and_content_control_survive_another_program(office: Office) -> None:
    draft = docx(
        p("Vor dem Kasten.", textbox(p("Im Kasten steht etwas."))),
        control(p("Im Feld steht ein Absatz.")),
        p("Danach."),
    )

    assert read(draft, office.resave(draft)).changes == ()
