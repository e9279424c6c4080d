"""The judge is judged: what Writer records and reads, on its own files and on ours."""

import pytest
from tests.engines.redline import office as libreoffice
from tests.engines.redline.builder import Remark, docx, h1, p, raw
from tests.engines.redline.builder import row as built_row
from tests.engines.redline.builder import table as built_table
from tests.engines.redline.office import (
    Comment,
    Edit,
    Office,
    OfficeError,
    Revision,
    as_person,
    bold,
    comment,
    delete,
    delete_paragraph,
    delete_row,
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
from tests.engines.redline.tampering import altered

pytestmark = pytest.mark.office


@pytest.fixture(scope="session")
def draft(office: Office) -> bytes:
    return office.edit(
        None,
        untracked(
            "Leitung",
            heading("Forderungen"),
            paragraph("Wir fordern zehn Euro. Das ist viel."),
            item("eine Beratung"),
            item("eine Auskunft", numbered=True),
            table(("Land", "Stellen"), ("Bayern", "12")),
            paragraph("Der Schluss der Sache."),
            footnote("Euro.", "Stand Juni."),
            header("Entwurf"),
            comment("viel", "Warum?"),
        ),
    )


def test_writer_makes_a_document_with_all_its_stories(office: Office, draft: bytes) -> None:
    reading = office.read(draft)

    stories = {
        "body": [
            "Forderungen",
            "Wir fordern zehn Euro.1 Das ist viel.",
            "eine Beratung",
            "eine Auskunft",
            "Land",
            "Stellen",
            "Bayern",
            "12",
            "Der Schluss der Sache.",
        ],
        "footnote": ["Stand Juni."],
        "header": ["Entwurf"],
    }
    assert (reading.shown, reading.accepted, reading.rejected) == (stories, stories, stories)
    assert reading.revisions == ()
    assert reading.comments == (Comment("Leitung", "Warum?", "viel", is_resolved=False),)
    assert reading.questions == ()


def test_writer_records_each_author_by_name(office: Office, draft: bytes) -> None:
    returned = office.edit(
        draft,
        as_person("Kim Muster", replace("zehn", "zwölf"), insert("Sache.", " Und noch etwas.")),
        as_person("Ada Beispiel", bold("viel"), comment("Schluss", "Wirklich?")),
    )

    reading = office.read(returned)

    assert reading.kinds == {
        ("Kim Muster", "Delete"): 1,
        ("Kim Muster", "Insert"): 2,
        ("Ada Beispiel", "Format"): 1,
    }
    assert reading.people == {"Kim Muster": 3, "Ada Beispiel": 1}
    assert reading.accepted["body"][1] == "Wir fordern zwölf Euro.1 Das ist viel."
    assert reading.accepted["body"][-1] == "Der Schluss der Sache. Und noch etwas."
    assert reading.rejected == office.read(draft).shown
    assert reading.left == 0
    assert [(each.author, each.text, each.quoted) for each in reading.comments] == [
        ("Leitung", "Warum?", "viel"),
        ("Ada Beispiel", "Wirklich?", "Schluss"),
    ]


Expected = tuple[Edit, dict[tuple[str, str], int], dict[int, str | None]]
EDITS: dict[str, Expected] = {
    "insert a sentence": (
        insert("Euro.", " Sofort."),
        {("Kim", "Insert"): 1},
        {2: "Wir fordern zehn Euro. Sofort.1 Das ist viel."},
    ),
    "delete words": (delete(" der Sache"), {("Kim", "Delete"): 1}, {9: "Der Schluss."}),
    "delete a paragraph": (delete_paragraph("Beratung"), {("Kim", "Delete"): 1}, {3: None}),
    "insert a paragraph": (
        insert("Beratung", "\nein Gespräch"),
        {("Kim", "Insert"): 1},
        {3: "eine Beratung\nein Gespräch"},
    ),
    "split a paragraph": (
        split("der Sache"),
        {("Kim", "Insert"): 1},
        {9: "Der Schluss \nder Sache."},
    ),
    "merge two paragraphs": (
        merge("Beratung"),
        {("Kim", "Delete"): 1},
        {3: "eine Beratungeine Auskunft", 4: None},
    ),
    "make bold": (bold("zehn"), {("Kim", "Format"): 1}, {}),
}


@pytest.mark.parametrize("name", EDITS)
def test_writer_tracks(office: Office, draft: bytes, name: str) -> None:
    edit, kinds, accepted = EDITS[name]

    reading = office.read(office.edit(draft, as_person("Kim", edit)))

    before = office.read(draft).shown
    changed = [accepted.get(place, text) for place, text in enumerate(before["body"], 1)]
    body = "\n".join(text for text in changed if text is not None).split("\n")
    assert reading.kinds == kinds
    assert (reading.accepted, reading.rejected) == (before | {"body": body}, before)


def test_writer_tracks_a_new_row(office: Office, draft: bytes) -> None:
    reading = office.read(office.edit(draft, as_person("Kim", row("Bayern", "Bremen", "3"))))

    before = office.read(draft).shown
    assert reading.people == {"Kim": 2}
    assert reading.rejected == before
    # Writer puts a joiner of no width into the first cell of a row that it tracks.
    new_row = [line.strip("\u200d") for line in reading.accepted["body"][8:10]]
    assert new_row == ["Bremen", "3"]


@pytest.mark.parametrize("edit", [delete_row("Bayern"), restyle("Schluss", "Heading 2")])
def test_writer_does_not_track_everything(office: Office, draft: bytes, edit: Edit) -> None:
    returned = office.edit(draft, as_person("Kim", edit))

    assert office.read(returned).revisions == ()
    assert returned != draft


def test_writer_overlooks_the_inserted_mark_of_a_paragraph_with_a_note(office: Office) -> None:
    """A blind spot of Writer 7.4: the file holds the change, the opened document does not."""
    noted = docx(p("Ein Satz.[^1]{+¶+}"), p("Ende"), footnotes={"1": "Stand."})
    plain = docx(p("Ein Satz.{+¶+}"), p("Ende"))

    assert office.read(noted).people == {}
    assert office.read(plain).people == {"Kim Muster": 1}


def test_writer_keeps_a_new_row_whose_words_are_not_marked(office: Office) -> None:
    """For Word the mark of the row is enough; Writer 7.4 wants its words marked as well."""
    table_of_one = built_table([["Land"], built_row("Bremen", change="ins Ada")])

    assert office.read(docx(table_of_one, p("Ende"))).rejected["body"] == [
        "Land",
        "Bremen",
        "Ende",
    ]


def test_writer_forgets_who_edits_untracked(office: Office, draft: bytes) -> None:
    reading = office.read(office.edit(draft, untracked("Kim", replace("zehn", "zwölf"))))

    assert reading.revisions == ()
    assert reading.shown["body"][1] == "Wir fordern zwölf Euro.1 Das ist viel."


def test_writer_refuses_an_edit_of_words_that_are_not_there(office: Office, draft: bytes) -> None:
    with pytest.raises(OfficeError, match="EditError: „hundert“ is not in the document"):
        office.edit(draft, as_person("Kim", delete("hundert")))


def test_writer_reads_a_document_of_ours(office: Office) -> None:
    ours = docx(
        h1("Titel"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro.[^1] <<c1|Das|c1>> ist {*viel*Ada}."),
        p("Weg.[-¶-]"),
        p("Schluss"),
        built_table([["Land"], built_row("{+Bremen¶+Ada}", change="ins Ada")]),
        p("Ende"),
        header="Ent{+wurf+}",
        footnotes={"1": "Stand."},
        comments={"c1": Remark("Warum?", by="Leo", is_done=True)},
    )

    reading = office.read(ours)

    assert set(reading.revisions) == {
        Revision("Kim Muster", "Delete", "2026-03-01T10:00:00"),
        Revision("Kim Muster", "Insert", "2026-03-01T10:00:00"),
        Revision("Ada", "Format", "2026-03-01T10:00:00"),
        Revision("Ada", "Insert", "2026-03-01T10:00:00"),
    }
    assert reading.accepted["body"] == [
        "Titel",
        "Wir fordern zwölf Euro.1 Das ist viel.",
        "Weg.Schluss",
        "Land",
        "Bremen",
        "Ende",
    ]
    assert reading.rejected["body"] == [
        "Titel",
        "Wir fordern zehn Euro.1 Das ist viel.",
        "Weg.",
        "Schluss",
        "Land",
        "Ende",
    ]
    assert (reading.accepted["header"], reading.rejected["header"]) == (["Entwurf"], ["Ent"])
    assert reading.comments == (Comment("Leo", "Warum?", "Das", is_resolved=True),)
    assert (reading.left, reading.questions) == (0, ())


GOOD = docx(p("Hallo {+du+}"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip at all",
        GOOD[:-200],
        altered(GOOD, "word/document.xml", "</w:body>", ""),
        altered(GOOD, "_rels/.rels", 'officeDocument"', 'elsewhere"'),
    ],
    ids=["empty", "no zip", "cut off", "not well-formed", "without a document"],
)
def test_writer_says_when_it_cannot_open(office: Office, content: bytes) -> None:
    with pytest.raises(OfficeError, match="OpeningError: not opened"):
        office.read(content)


def test_writer_overlooks_what_only_the_schema_forbids(office: Office) -> None:
    """So a file that Writer opens is not yet a valid one."""
    nested = docx(raw("<w:p><w:r><w:p/></w:r></w:p><w:tc/>"), p("x"))

    assert office.read(nested).questions == ()


def test_writer_draws_every_page(office: Office, draft: bytes) -> None:
    pages = office.pictures(draft)

    assert [page[:4] for page in pages] == [b"\x89PNG"]


def test_writer_ends_with_its_session() -> None:
    with libreoffice.running() as writer:
        assert writer.read(docx(p("Hallo"))).shown == {"body": ["Hallo"]}
    with pytest.raises(OSError, match="No such file"):
        writer.read(docx(p("Hallo")))
