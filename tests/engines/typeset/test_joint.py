"""Notes, nested lists, signatures, logos and letters in the files that are not PDF."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser
from tests.engines.redline.schema import missing, schema_errors
from tests.engines.typeset.conftest import BRAND, LOGO, annual_report
from tests.engines.typeset.joint import demands, joint_paper, letter

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.html import write_blocks, write_html
from einklang.engines.typeset.markdown import write_markdown
from einklang.engines.typeset.model import (
    BulletList,
    Document,
    Footnote,
    Heading,
    LetterHead,
    Link,
    Logo,
    LogoRow,
    Paragraph,
    SignatureBlock,
    SignatureRow,
    Text,
)
from einklang.engines.typeset.reading import read_docx
from einklang.engines.typeset.text import write_text
from einklang.engines.typeset.wording import plain_text

NOTE = Footnote((Text("Siehe "), Link("dort", "https://a.example/"), Text(".")))


def _with(*blocks: Paragraph | BulletList | SignatureBlock | LogoRow) -> Document:
    return replace(joint_paper(), blocks=blocks)


def _part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def _found(page: etree._Element, path: str) -> list[Any]:
    found = page.xpath(path)
    assert isinstance(found, list)
    return found


# HTML


def test_references_and_notes_lead_to_each_other() -> None:
    page = parser.document_fromstring(write_html(joint_paper(), standalone=True))
    references = _found(page, "//a[@role='doc-noteref']")
    notes = _found(page, "//section[@class='ek-doc-notes']/ol/li")
    backs = _found(page, "//a[@role='doc-backlink']")

    assert [one.get("href") for one in references] == [f"#{one.get('id')}" for one in notes]
    assert [one.get("href") for one in backs] == [f"#{one.get('id')}" for one in references]
    assert [one.get("aria-label") for one in references] == [f"Anmerkung {n}" for n in (1, 2, 3)]
    assert len({one.get("aria-label") for one in backs}) == 3
    assert _found(page, "//section[@class='ek-doc-notes']/h2/text()") == ["Anmerkungen"]


def test_english_notes_have_english_names() -> None:
    page = write_html(replace(joint_paper(), language="en"), standalone=False)

    assert 'aria-label="Note 1"' in page
    assert ">Notes</h2>" in page


def test_labels_of_the_document_win() -> None:
    document = joint_paper()
    named = replace(document, labels=replace(document.labels, notes="Fußnoten"))

    assert ">Fußnoten</h2>" in write_html(named, standalone=False)


def test_no_notes_no_section() -> None:
    assert "ek-doc-notes" not in write_html(_with(Paragraph((Text("x"),))), standalone=False)


def test_fragment_has_notes_without_links() -> None:
    part = write_blocks((Paragraph((Text("Satz."), NOTE)),), BRAND)

    assert part == (
        "<p>Satz.<sup>1</sup></p>\n"
        '<ol class="ek-doc-notes">\n<li>Siehe <a href="https://a.example/">dort</a>.</li>\n</ol>'
    )


def test_lists_nest_with_their_signs() -> None:
    page = parser.fragment_fromstring(write_html(_with(demands()), standalone=False))

    assert _found(page, "./ol/li/ol/@type") == ["a"]
    assert [
        len(one) for one in (_found(page, "./ol/li/ul/li"), _found(page, ".//ul/li/ul/li"))
    ] == [
        2,
        2,
    ]


def test_list_goes_on_where_it_is_told() -> None:
    document = _with(BulletList(((Text("x"),),), ordered=True, start=4))

    assert '<ol start="4">' in write_html(document, standalone=False)
    assert "\n4. x\n" in write_markdown(document)
    assert "\n4. x\n" in write_text(document)


def test_logos_are_pictures_with_words() -> None:
    page = parser.document_fromstring(write_html(joint_paper(), standalone=True))
    row = _found(page, "//figure[@class='ek-doc-logos']")[0]

    assert _found(row, ".//img/@alt") == [
        "Logo von Verband A",
        "Logo von Verband C",
        "Logo von Verband D",
    ]
    assert all(src.startswith("data:image/svg+xml;base64,") for src in _found(row, ".//img/@src"))
    assert "Verband B – Arbeitsgemeinschaft für Beratung" in row.text_content()


def test_letter_page_has_the_subject_as_its_heading() -> None:
    page = parser.document_fromstring(write_html(letter(), standalone=True))

    assert _found(page, "//h1/text()") == [letter().title]
    assert _found(page, "//nav") == []
    head = letter().letter
    assert head is not None
    assert _found(page, "//p[@class='ek-doc-recipient']")[0].text_content().split("\n") == [
        *head.recipient
    ]


def test_texts_are_escaped_everywhere() -> None:
    evil = '<b a="1">&'
    document = replace(
        letter(),
        title=evil,
        letter=LetterHead(evil, (evil,), evil, evil, evil, (), (), (evil,), (evil,)),
        blocks=(
            Paragraph((Text("x"), Footnote((Text(evil),)))),
            SignatureBlock(evil, (SignatureRow(evil, evil, evil),)),
            LogoRow(evil, (Logo(evil), Logo(evil, LOGO, evil))),
        ),
    )

    page = write_html(document, standalone=False)

    assert "<b a" not in page
    assert page.count("&lt;b a=") == 16


def test_letter_may_be_bare() -> None:
    bare = replace(
        letter(),
        brand=replace(BRAND, logo_svg="", logo_alt=""),
        blocks=(Paragraph((Text("Text"),)),),
        letter=LetterHead("", ("Ein Amt",), "", "", "", ()),
    )
    said = ["Ein Amt", bare.title, "Text"]

    assert plain_text(bare) == said
    assert write_text(bare).split("\n\n") == ["Ein Amt", f"# {bare.title}", "Text\n"]
    page = parser.fragment_fromstring(write_html(bare, standalone=False))
    assert (page.text_content() or "").split() == " ".join(said).split()
    word = docx.Document(io.BytesIO(write_docx(bare)))
    assert [one.text for one in word.paragraphs if one.text] == [BRAND.name, *said]


def test_fragment_has_headings_without_anchors() -> None:
    assert write_blocks((Heading(2, "Eins"),), BRAND) == "<h2>Eins</h2>"


# Word


def test_word_file_has_real_footnotes() -> None:
    data = write_docx(joint_paper())
    notes = _part(data, "word/footnotes.xml")
    texts = ["".join(map(str, note.itertext())).strip() for note in notes][2:]
    references = [
        one.get(qn("w:id"))
        for one in _part(data, "word/document.xml").iter(qn("w:footnoteReference"))
    ]

    assert texts == [
        "Vgl. den Bericht des Jahres 2024, Abschnitt 3; eigene Berechnung.",
        "So auch der Beschluss vom 3. März 2025.",
        "Ohne Verwaltungskosten.",
    ]
    assert references == ["1", "2", "3"]


def test_links_in_notes_belong_to_the_notes() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_docx(_with(Paragraph((Text("Satz."), NOTE))))))

    assert b"https://a.example/" in archive.read("word/_rels/footnotes.xml.rels")
    assert b"https://a.example/" not in archive.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize("document", [joint_paper(), letter()], ids=["paper", "letter"])
def test_word_files_read_back(document: Document) -> None:
    """What we wrote says the same when it is read: words, notes, lists, links."""
    read = read_docx(write_docx(document))
    again = Document(
        read.title or "x", read.subtitle, "de", (), "", document.issued_on, (), "", read.blocks,
        BRAND,
    )  # fmt: skip
    pictures = [loss.text for loss in read.losses if loss.what == "picture"]

    said = " ".join(plain_text(again)[1:])
    wanted = " ".join(plain_text(document))
    for alt in pictures:
        wanted = wanted.replace(alt, "")
    words = re.findall(r"\w+", said.replace("Stand: 7. April 2025", "", 1))
    if document.letter is None:
        words = re.findall(r"\w+", f"{read.title} {said}".replace("Stand: 7. April 2025", "", 1))
    assert words == re.findall(r"\w+", wanted)


def test_nested_lists_read_back_as_they_were() -> None:
    document = _with(demands(), Paragraph((Text("x"), NOTE)))

    read = read_docx(write_docx(document))

    assert read.blocks[-2:] == document.blocks


@pytest.mark.skipif(bool(missing()), reason=missing() or "runs")
@pytest.mark.parametrize(
    "document", [annual_report(), joint_paper(), letter()], ids=["report", "paper", "letter"]
)
def test_word_files_keep_to_the_schema(document: Document) -> None:
    assert schema_errors(write_docx(document)) == []


def test_word_opens_what_is_written() -> None:
    word = docx.Document(io.BytesIO(write_docx(letter())))

    assert word.paragraphs[0].text == ""
    assert letter().title in [paragraph.text for paragraph in word.paragraphs]


# Markdown and plain text


def test_markdown_has_notes_and_nested_lists() -> None:
    text = write_markdown(_with(Paragraph((Text("Satz."), NOTE)), demands()))

    assert text.endswith(
        "Satz.[^1]\n\n"
        "1. Die Mittel werden **verlässlich** festgeschrieben\n"
        "   1. für die Jahre 2026 und 2027\n"
        "   2. mit einer Anpassung an die Tarife\n"
        "2. Beratung bleibt in der Fläche erreichbar\n"
        "   - Sprechstunden vor Ort\n"
        "     - auch in kleinen Gemeinden\n"
        "     - auch in den Abendstunden\n"
        "   - Beratung am Bildschirm\n"
        "3. Die Ergebnisse werden veröffentlicht\n\n"
        "[^1]: Siehe [dort](<https://a.example/>).\n"
    )


def test_plain_text_of_a_letter() -> None:
    text = write_text(replace(letter(), blocks=(Paragraph((Text("Satz."), NOTE)),)))

    assert text == (
        "Verbund Beratung e. V. · Musterweg 1 · 10115 Berlin\n\n"
        "Deutscher Bundestag\nHaushaltsausschuss\nFrau Dr. Maria Beispiel, MdB\n"
        "Platz der Republik 1\n11011 Berlin\n\n"
        "Unser Zeichen: VB-2025-014\nAnsprechperson: Kim Muster\nTelefon: 030 123456-78\n"
        "Berlin, 7. April 2025\n\n"
        "# Bundeshaushalt 2026: Migrationsberatung verlässlich fördern\n\n"
        "Sehr geehrte Frau Dr. Beispiel,\n\n"
        "Satz.[1]\n\n"
        "Mit freundlichen Grüßen\n\n"
        "Dr. Kim Muster\nVorsitz des Fachausschusses\n\nToni Beispiel\nGeschäftsführung\n\n"
        "Anlage:\n- Gemeinsame Stellungnahme vom 7. April 2025\n\n"
        "Nachrichtlich an:\n- Verband A\n- Verband B\n\n"
        "Anmerkungen:\n[1] Siehe dort.\n"
    )


# What the tree refuses


def test_tree_refuses_what_cannot_be_printed() -> None:
    with pytest.raises(ContentError, match="footnote"):
        Footnote((Text(" "),))
    with pytest.raises(ContentError, match="recipient"):
        LetterHead("", (" ",), "", "", "", ())
    with pytest.raises(ContentError, match="holds 6 lines"):
        LetterHead("", tuple("abcdefg"), "", "", "", ())
    with pytest.raises(ContentError, match="alternative"):
        Logo("Verband", LOGO)
    with pytest.raises(ContentError, match="name"):
        Logo(" ")
    with pytest.raises(ContentError, match="name"):
        SignatureRow(" ", "zeichnet mit")
    with pytest.raises(ContentError, match="for each item"):
        BulletList(((Text("x"),),), nested=((), ()))
    with pytest.raises(ContentError, match="0 or more"):
        BulletList((), start=-1)


def test_lists_end_at_five_levels() -> None:
    nested = BulletList(((Text("x"),),))
    for _ in range(4):
        nested = BulletList(((Text("x"),),), nested=((nested,),))

    with pytest.raises(ContentError, match="deep"):
        BulletList(((Text("x"),),), nested=((nested,),))


def test_note_alone_in_a_paragraph_is_printed() -> None:
    assert plain_text(_with(Paragraph((NOTE,))))[-1] == "Siehe dort."


def test_link_in_a_note_needs_its_heading() -> None:
    with pytest.raises(ContentError, match="anchor"):
        _with(Paragraph((Text("x"), Footnote((Link("y", "#weg"),)))))
