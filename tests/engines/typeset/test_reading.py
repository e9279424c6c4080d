"""Word documents come in: every visible character ends in the tree or stands in a loss."""

import inspect
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.redline import generated, oracle
from tests.engines.redline.builder import (
    OFFICE_ELSEWHERE,
    WORD,
    Hand,
    Remark,
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
from tests.engines.redline.gallery import (
    test_around_the_text,
    test_comments,
    test_corners,
    test_formatting,
    test_nested,
    test_notes,
    test_objects,
    test_paragraphs,
    test_tables,
)
from tests.engines.redline.tampering import altered
from tests.engines.typeset.conftest import BRAND

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.errors import UncleanTextError, UnreadableDocumentError
from einklang.engines.typeset.losses import Loss
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    inlines_of,
)
from einklang.engines.typeset.reading import ReadDocument, read_docx
from einklang.engines.typeset.wording import block_text, plain_text

GALLERY: tuple[ModuleType, ...] = (
    test_around_the_text,
    test_comments,
    test_corners,
    test_formatting,
    test_nested,
    test_notes,
    test_objects,
    test_paragraphs,
    test_tables,
)
CLEAN = {
    "all sorts": docx(
        h1("Titel[^1]"),
        p("Wir fordern **zehn** Euro.[^2] [Link](https://a.example/x) {=PAGE|3=} {:feld:tag}"),
        p("![Bild]\tTab\nZeile\u00adweich [fern](file:///x) <<c1|Worte|c1>>"),
        h2("<#ort|Zwei|ort#>"),
        li("eins"),
        li("tiefer", level=1),
        li("Zahl", numbered=True),
        p("Dazwischen ein [Verweis](#ort)."),
        li("weiter", numbered=True),
        table([row("Land", "Stellen", is_header=True), ["Bayern[^e]", "12"]]),
        p(textbox(p("im Kasten"), table([["a", "b"], ["c", "d"]]))),
        p("vor\fnach"),
        control(p("im Feld"), table([["x", "y"]])),
        header="Kopf",
        footer="Fuß",
        footnotes={"1": "Erste.", "2": "Zweite **fett**."},
        endnotes={"e": "Ende"},
        comments={"c1": Remark("Hm")},
    ),
    **{
        f"{module.__name__.rpartition('.')[2]} {name}": value
        for module in GALLERY
        for name, value in vars(module).items()
        if isinstance(value, bytes) and value[:2] == b"PK"
    },
}


class EnoughError(Exception):
    """The documents of a test are built."""


def tree_words(read: ReadDocument) -> str:
    """Return all that is printed: title, blocks, notes, signs of headings."""
    lines = [read.title, read.subtitle]
    lines += [line for block in read.blocks for line in block_text(block)]
    notes = [one for one in inlines_of(read.blocks) if isinstance(one, Footnote)]
    lines += ["".join(one.text for one in note.inlines) for note in notes]
    return "\n".join(lines)


def signs(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text))


def visible(data: bytes) -> str:
    """Say what the oracle sees in body, notes and boxes; its own marks taken out."""
    stories = [
        story.text
        for story in oracle.snapshot(data, "as-is").stories
        if not story.name.startswith(("header", "footer"))
    ]
    text = re.sub(r"⟨math ([^⟩]*)⟩", r"\1", "\n".join(stories))
    return re.sub(r"⟨[^⟩]*⟩", " ", text)


def check_law(data: bytes) -> None:
    """Check that nothing is lost unseen, and nothing of it stands in another order."""
    read = read_docx(data)
    told = " ".join(
        loss.text for loss in read.losses if loss.treatment in {"left out", "made anew"}
    )
    seen = visible(data)

    assert signs(seen) - signs(tree_words(read) + told) == Counter()


@pytest.mark.parametrize("name", CLEAN)
def test_every_character_comes_out_or_is_named(name: str) -> None:
    try:
        check_law(CLEAN[name])
    except UncleanTextError:
        accepted = oracle.snapshot(CLEAN[name], "accept").text
        assert accepted != oracle.snapshot(CLEAN[name], "reject").text


def test_every_document_of_the_gallery_keeps_its_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Run the gallery of the other engine up to its own work, and read what it builds."""
    built: set[bytes] = set()

    def recorded(*args: Any, **kwargs: Any) -> bytes:
        data = docx(*args, **kwargs)
        built.add(data)
        return data

    def stop(*_args: Any, **_more: Any) -> None:
        raise EnoughError

    for module in GALLERY:
        monkeypatch.setattr(module, "docx", recorded)
        monkeypatch.setattr(module, "consolidated", stop, raising=False)
        for name, test in list(vars(module).items()):
            if name.startswith("test_") and not inspect.signature(test).parameters:
                with suppress(EnoughError):
                    test()

    read = 0
    for data in built:
        with suppress(UncleanTextError):
            check_law(data)
            read += 1
    assert read > 70
    assert len(built) - read > 30


def test_law_finds_a_planted_loss() -> None:
    data = CLEAN["all sorts"]
    whole = read_docx(data)
    poorer = replace(whole, blocks=whole.blocks[:-1])

    assert signs(visible(data)) - signs(tree_words(poorer)) != Counter()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generated.drafts(), st.sampled_from([Hand(), WORD, OFFICE_ELSEWHERE]), st.data())
def test_generated_documents_keep_every_character(
    draft: generated.Draft, hand: Hand, data: st.DataObject
) -> None:
    wanted = data.draw(generated.edits(draft, apart=True))
    done = [replace(edit, is_tracked=False) for edit in wanted]

    check_law(generated.written(draft, done, hand))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generated.drafts(), st.data())
def test_documents_with_one_tracked_change_are_refused(
    draft: generated.Draft, data: st.DataObject
) -> None:
    edits = data.draw(generated.edits(draft, apart=True, most=2).filter(bool))
    written = generated.written(draft, [replace(edits[0], is_tracked=True)])

    with pytest.raises(UncleanTextError) as caught:
        read_docx(written)
    assert caught.value.kind == "tracked"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Wir fordern [-zehn-]{+zwölf+} Euro.", ("zehn", "zwölf")),
        ("Wir {*fordern*}.", ()),
        ("[>Weg>m1] {>hin>m1}", ("Weg", "hin")),
        ("Satz.{+¶+}", ()),
    ],
)
def test_tracked_changes_are_refused_with_their_words(text: str, quotes: tuple[str, ...]) -> None:
    with pytest.raises(UncleanTextError) as caught:
        read_docx(docx(p(text), p("Ende.")))

    assert (caught.value.kind, caught.value.quotes) == ("tracked", quotes)


def test_tracked_change_in_a_note_is_refused() -> None:
    data = docx(p("Satz.[^1]"), footnotes={"1": "Alt{+neu+}."})

    with pytest.raises(UncleanTextError):
        read_docx(data)


def test_words_struck_by_hand_are_refused() -> None:
    struck = raw("<w:r><w:rPr><w:strike/></w:rPr><w:t>nicht</w:t></w:r>")

    with pytest.raises(UncleanTextError) as caught:
        read_docx(docx(p("Wir fordern ", struck)))

    assert (caught.value.kind, caught.value.quotes) == ("struck", ("nicht",))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 100])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_docx(data)


def test_document_type_is_refused() -> None:
    data = altered(docx(p("x")), "word/document.xml", "<w:document", "<!DOCTYPE a []><w:document")

    with pytest.raises(UnreadableDocumentError, match="document type"):
        read_docx(data)


def test_strict_documents_read_alike() -> None:
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = docx(h1("Eins"), p("Text"))

    assert read_docx(altered(data, "word/document.xml", usual, strict)) == read_docx(data)


def test_title_leaves_the_blocks_only_if_wanted() -> None:
    data = docx(p("Der Titel", look=look("Title")), h1("Eins"), p("Text"), h1("Zwei"))

    taken, kept = read_docx(data), read_docx(data, take_title=False)

    assert taken.title == "Der Titel"
    assert taken.blocks == (Heading(2, "Eins"), Paragraph((Text("Text"),)), Heading(2, "Zwei"))
    assert kept.title == ""
    assert kept.blocks == (Paragraph((Strong("Der Titel"),)), *taken.blocks)


def test_first_heading_is_no_title_if_there_are_more_of_its_level() -> None:
    read = read_docx(docx(h1("Einleitung"), p("Text"), h1("Schluss"), p("Text")))

    assert read.title == ""
    assert [block for block in read.blocks if isinstance(block, Heading)] == [
        Heading(2, "Einleitung"),
        Heading(2, "Schluss"),
    ]


def test_levels_are_shifted_so_that_none_is_skipped() -> None:
    def h(level: int, text: str) -> object:
        return p(text, look=look(extra=f'<w:outlineLvl w:val="{level}"/>'))

    data = docx(
        *[h(level, f"H{level}") for level in (1, 4, 5, 7, 4, 1, 3)]  # type: ignore[arg-type]  # blocks, as `p` builds them
    )
    read = read_docx(data)
    levels = [block.level for block in read.blocks if isinstance(block, Heading)]

    assert levels == [2, 3, 4, 4, 3, 2, 3]
    assert [loss.what for loss in read.losses] == ["deep heading"]


def test_looks_and_links_become_inlines() -> None:
    bold = raw('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">fett </w:t></w:r>')
    field = raw(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK '
        '"https://b.example/" \\o "Tipp"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Feld</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    read = read_docx(docx(p("a ", bold, "_kursiv_ [Link](https://a.example/) ", field, "\nb")))

    assert read.blocks == (
        Paragraph(
            (
                Text("a "),
                Strong("fett "),
                Emphasis("kursiv "),
                Link("Link", "https://a.example/"),
                Text(" "),
                Link("Feld", "https://b.example/"),
                LineBreak(),
                Text("b"),
            )
        ),
    )
    assert read.losses == ()


def test_unsafe_link_becomes_text() -> None:
    read = read_docx(docx(p("[Klick](javascript:alert)")))

    assert read.blocks == (Paragraph((Text("Klick"),)),)
    assert read.losses == (Loss("link", "set as text", "javascript:alert", "", "Klick"),)


def test_links_to_headings_hold_and_others_become_text() -> None:
    read = read_docx(
        docx(h1("<#a|Eins|a#>"), h1("<#b|Zwei|b#>"), p("[Zu](#b) [fort](#weg)")),
    )

    assert read.blocks[1:] == (
        Heading(2, "Zwei", "part-1"),
        Paragraph((Link("Zu", "#part-1"), Text(" fort"))),
    ) or read.blocks[1:] == (
        Heading(2, "Zwei", "part-1"),
        Paragraph((Link("Zu", "#part-1"), Text(" "), Text("fort"))),
    )
    assert [loss.what for loss in read.losses] == ["link"]


def test_lists_nest_and_go_on_counting() -> None:
    read = read_docx(
        docx(
            li("a"), li("b", level=1), li("c", level=2), li("d"), p("Dazwischen"),
            li("eins", numbered=True), li("zwei", numbered=True), p("Dazwischen"),
            li("drei", numbered=True),
        )
    )  # fmt: skip

    deepest = BulletList(((Text("c"),),))
    middle = BulletList(((Text("b"),),), nested=((deepest,),))
    between = Paragraph((Text("Dazwischen"),))
    assert read.blocks == (
        BulletList(((Text("a"),), (Text("d"),)), nested=((middle,), ())),
        between,
        BulletList(((Text("eins"),), (Text("zwei"),)), ordered=True),
        between,
        BulletList(((Text("drei"),),), ordered=True, start=3),
    )


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("lowerLetter", "%1)", BulletList(((Text("x"),),), ordered=True, signs="a")),
        ("upperRoman", "%1.", BulletList(((Text("x"),),), ordered=True, signs="I")),
        ("decimal", "§ %1", Paragraph((Text("§ 1 "), Text("x")))),
        ("decimal", "Forderung %1:", Paragraph((Text("Forderung 1: "), Text("x")))),
    ],
)
def test_signs_of_lists_are_kept(form: str, pattern: str, expected: Block) -> None:
    data = altered(
        docx(li("x", numbered=True)),
        "word/numbering.xml",
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>',
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>',
    )

    assert read_docx(data).blocks == (expected,)


def test_numbers_of_headings_are_counted() -> None:
    def h(level: int) -> object:
        extra = f'<w:outlineLvl w:val="{level}"/>'
        return p("H", look=look(number=2, level=level, extra=extra))

    data = docx(*[h(level) for level in (0, 1, 1, 0, 1)])  # type: ignore[arg-type]  # as above
    for level in (1,):
        data = altered(
            data,
            "word/numbering.xml",
            f'<w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/>',
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>',
        )

    read = read_docx(data)

    numbers = [block.number for block in read.blocks if isinstance(block, Heading)]
    assert numbers == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_tables_have_heads_and_merged_cells_are_told() -> None:
    read = read_docx(
        docx(
            table(
                [
                    row("Land", "Art", "Zahl", is_header=True),
                    [cell("Bayern", merge="restart"), "a", "1"],
                    [cell("", merge="continue"), "b", "2"],
                    [cell("zusammen", span=2), "3"],
                ]
            )
        )
    )

    columns = (Column("Land"), Column("Art"), Column("Zahl"))
    rows = (
        ((Text("Bayern"),), (Text("a"),), (Text("1"),)),
        ((Text("Bayern"),), (Text("b"),), (Text("2"),)),
        ((Text("zusammen"),), (), (Text("3"),)),
    )
    assert read.blocks == (Table("", columns, rows),)
    assert [(loss.what, loss.treatment) for loss in read.losses] == [("merged cells", "repeated")]


def test_table_of_one_cell_is_a_box() -> None:
    read = read_docx(docx(table([[[p("**Merke**"), p("Wichtig."), li("eins")]]])))

    assert read.blocks == (
        Callout("Merke", (Paragraph((Text("Wichtig."),)), BulletList(((Text("eins"),),)))),
    )
    assert read.losses == ()


def test_notes_keep_looks_and_lines() -> None:
    data = docx(
        p("Satz.[^1]"), footnotes={"1": [p("Siehe **dort**."), p("[Mehr](https://a.example/)")]}
    )

    note = Footnote(
        (
            Text("Siehe "),
            Strong("dort"),
            Text("."),
            LineBreak(),
            Link("Mehr", "https://a.example/"),
        )
    )
    assert read_docx(data).blocks == (Paragraph((Text("Satz."), note)),)


def test_hidden_text_is_not_printed() -> None:
    hidden = raw("<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>")
    read = read_docx(docx(h1("Eins"), p("Offen. ", hidden)))

    assert read.blocks == (Paragraph((Text("Offen."),)),)
    assert read.losses == (Loss("hidden text", "left out", "geheim", "Eins", "Offen. geheim"),)
    assert read.losses[0].sentence("de") == (
        "Ausgeblendeter Text „geheim“ (unter „Eins“, bei „Offen. geheim“): nicht übernommen."
    )
    assert read.losses[0].sentence("en") == (
        "Hidden text “geheim” (under “Eins”, at “Offen. geheim”): left out."
    )


def test_comments_and_pictures_are_told() -> None:
    read = read_docx(docx(p("<<c|Wort|c>> ![Ein Foto]"), comments={"c": Remark("Prüfen!")}))

    assert read.blocks == (Paragraph((Text("Wort"),)),)
    assert [(loss.what, loss.text) for loss in read.losses] == [
        ("comment", "Prüfen!"),
        ("picture", "Ein Foto"),
    ]


def test_headers_are_no_loss() -> None:
    read = read_docx(docx(p("Text"), header="Kopf", footer="Fuß"))

    assert read == ReadDocument((Paragraph((Text("Text"),)),), ())


def test_breaks_of_pages_and_sections() -> None:
    read = read_docx(
        docx(p("a\fb"), p("c", section=section()), p("d", section=section(kind="continuous")),
             p("e\f"))
    )  # fmt: skip

    a, b, c, d, e = (Paragraph((Text(letter),)) for letter in "abcde")
    assert read.blocks == (a, PageBreak(), b, c, PageBreak(), d, e)


def test_contents_are_made_anew(report: Document) -> None:
    read = read_docx(write_docx(report))

    contents = [loss for loss in read.losses if loss.what == "contents"]
    assert len(contents) == 1
    assert contents[0].text.startswith("Inhalt 1 Das Jahr auf einen Blick")
    assert contents[0].treatment == "made anew"


def test_what_we_wrote_reads_back(report: Document) -> None:
    read = read_docx(write_docx(report))
    again = Document(
        read.title, read.subtitle, "de", (), "", report.issued_on, (), "", read.blocks, BRAND
    )

    said, wanted = " ".join(plain_text(again)), " ".join(plain_text(report))
    for alt in (loss.text for loss in read.losses if loss.what == "picture"):
        wanted = wanted.replace(alt, "")
    # The new document has a line of issue of its own.
    said = said.replace("Stand: 31. Dezember 2024", "", 1)
    assert re.findall(r"\w+", said) == re.findall(r"\w+", wanted)
