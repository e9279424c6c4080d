import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn
from tests.engines.typeset.conftest import BRAND, figures, timeline

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.model import (
    BulletList,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
)


def _part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def _word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_paragraphs_carry_real_styles(report: Document) -> None:
    word = _word(write_docx(report))
    styles = [(p.style.name, p.text) for p in word.paragraphs]

    assert styles[0] == ("Title", "Jahresbericht 2024")
    assert styles[1][0] == "Subtitle"
    assert ("Heading 1", "1 Das Jahr auf einen Blick") in styles
    assert ("Heading 2", "1.1 Schwerpunkte") in styles
    assert ("Heading 3", "Nächste Schritte") in styles
    assert ("List Bullet", "Digitale Beratung ausbauen") in styles
    assert ("List Number", "Bericht veröffentlichen") in styles
    assert ("Caption", "Das Jahr im Überblick") in styles
    assert ("Quote", "Ohne die Beratung hätte ich den Antrag nie geschafft.") in styles


def test_properties_and_language(report: Document) -> None:
    data = write_docx(replace(report, title="T" * 300))
    properties = _word(data).core_properties

    assert properties.title == "T" * 254 + "…"
    assert properties.author == "Fachausschuss Migrationsberatung"
    assert properties.language == "de-DE"
    assert properties.created.date() == report.issued_on
    assert 'w:lang w:val="de-DE"' in _part(data, "word/styles.xml")
    assert "<w:autoHyphenation" in _part(data, "word/settings.xml")


def test_no_theme_font_wins_over_ours(report: Document) -> None:
    assert "asciiTheme" not in _part(write_docx(report), "word/styles.xml")


def test_table_repeats_its_header_and_states_its_caption(report: Document) -> None:
    word = _word(write_docx(report))
    table = word.tables[1]

    assert [cell.text for cell in table.rows[0].cells] == [
        "Datum",
        "Aktivität",
        "Ergebnis",
        "Betrag",
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == (
        [True] + [False] * 9
    )
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Ausgewählte Aktivitäten"


def test_pictures_have_alternative_texts(report: Document) -> None:
    body = _part(write_docx(report), "word/document.xml")
    texts = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', body)

    assert len(texts) == 3
    assert texts[0] == "Logo des Verbunds Beratung"
    assert texts[1].startswith("Sechs Vorhaben")
    assert "Schulungen: 9" in texts[2]


def test_every_inner_link_finds_its_bookmark(report: Document) -> None:
    body = _part(write_docx(report), "word/document.xml")

    targets = set(re.findall(r'w:anchor="(\w+)"', body))
    assert targets <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', body))
    assert len(targets) == 6


def test_outer_links_are_relations(report: Document) -> None:
    relations = _part(write_docx(report), "word/_rels/document.xml.rels")

    assert relations.count('Target="https://www.bmi.bund.de/"') == 1


def test_fields_are_closed(report: Document) -> None:
    body = _part(write_docx(report), "word/document.xml")

    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"') == 1
    data = _part(write_docx(report), "word/footer1.xml")
    assert " PAGE " in data
    assert " NUMPAGES " in data


def test_each_ordered_list_starts_at_one(report: Document) -> None:
    items = ((Text("a"),), (Text("b"),))
    lists = BulletList(items, ordered=True)
    word = _word(write_docx(replace(report, blocks=(lists, lists))))
    numbered = [p._p.pPr.numPr for p in word.paragraphs if p.style.name == "List Number"]

    numbers = [numbering.numId.val for numbering in numbered]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_markup_in_texts_is_printed(report: Document) -> None:
    evil = '</w:t><w:br/>"&amp;\x0b'
    table = Table(evil, (Column(evil),), (((Text(evil),),),))
    blocks = (Heading(2, evil), Paragraph((Text(evil),)), table, replace(timeline(), alt=evil))

    data = write_docx(replace(report, title=evil, blocks=blocks))

    word = _word(data)
    shown = '</w:t><w:br/>"&amp; '
    assert word.paragraphs[0].text == shown
    assert word.tables[0].rows[1].cells[0].text == shown


def test_same_document_gives_the_same_bytes(report: Document) -> None:
    assert write_docx(report) == write_docx(report)


def test_document_without_pictures_starts_no_compiler(report: Document) -> None:
    brand = replace(BRAND, logo_svg="", logo_alt="")

    word = _word(write_docx(replace(report, brand=brand, blocks=(figures(),))))

    assert len(word.inline_shapes) == 0


def test_plain_document_has_no_extras(report: Document) -> None:
    brand = replace(BRAND, logo_svg="", logo_alt="")
    document = replace(
        report, brand=brand, subtitle="", status="", language="en",
        blocks=(replace(figures(), caption=""), replace(timeline(), caption="")),
    )  # fmt: skip

    word = _word(write_docx(document))

    assert [p.style.name for p in word.paragraphs][:2] == ["Title", "Document Issue"]
    assert word.core_properties.language == "en-GB"


def test_pictures_show_the_letters_of_their_labels(report: Document) -> None:
    """Without a font the letters vanish, and the two pictures would be the same."""

    def picture(months: str) -> bytes:
        chart = replace(timeline(), months=tuple(months))
        data = write_docx(replace(report, blocks=(chart,), brand=replace(BRAND, logo_svg="")))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
            return archive.read(name)

    assert picture("JFMAMJJASOND") != picture("XFMAMJJASOND")


def test_draft_begins_with_its_title_and_then_its_text(report: Document) -> None:
    """What is printed around a finished text would pass for words of a text in the making."""
    blocks = tuple(
        block
        for number in range(1, 6)
        for block in (Heading(2, f"Teil {number}"), Paragraph((Text(f"Satz {number}."),)))
    )
    draft = replace(report, blocks=blocks, status="Entwurf", subtitle="Fachpapier")

    written = _word(write_docx(draft, is_draft=True))

    texts = [paragraph.text for paragraph in written.paragraphs]
    assert texts == [
        draft.title,
        *(text for number in range(1, 6) for text in (f"Teil {number}", f"Satz {number}.")),
    ]
