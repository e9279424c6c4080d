"""One tree for every form: title to the letter, dissent at its place, signatures in order."""

import io
from pathlib import Path

import docx
import pikepdf
import pytest
from tests.papers.factories import make_association
from tests.papers.published import agreed_paper, publish, wish_for
from tests.papers.rounds import put
from tests.verapdf.verapdf import check_pdf, missing

from einklang.core import clock
from einklang.engines.typeset.model import (
    BulletList,
    Callout,
    Document,
    Footnote,
    Heading,
    LogoRow,
    Paragraph,
    SignatureBlock,
    Text,
    inlines_of,
)
from einklang.papers.enums import DissentForm, SignOffState
from einklang.papers.models import Logo, Paper, SignOff
from einklang.papers.queries.sign_off import Dissent
from einklang.papers.rendering.dissent import with_dissent
from einklang.papers.rendering.publication import build_document, render, render_publication

pytestmark = pytest.mark.django_db
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="#a00"/></svg>'
)
FOOTNOTE = {
    "text": "Die Summe reicht nicht.",
    "passage": "Ziffer 3",
    "paragraph": 4,
    "form": DissentForm.FOOTNOTE,
}
BOX = {
    "state": SignOffState.CONDITION,
    "text": "Die Länder zahlen mit.",
    "passage": "Ziffer 4",
    "paragraph": 5,
    "form": DissentForm.BOX,
}


def built(paper: Paper) -> Document:
    return build_document(paper, paper.versions.get()).document


def test_document_has_text_dissent_signatures_and_logos_in_order() -> None:
    paper = agreed_paper(dissent={1: FOOTNOTE, 2: BOX})
    first, second, third = (party.association for party in paper.parties.all())
    Logo.objects.create(organisation=second, svg=SVG, alt="Logo des Verbands C")

    document = built(paper)

    assert document.title == "Stellungnahme zum Entwurf"
    blocks = list(document.blocks)
    assert [type(block) for block in blocks[:-1]] == [
        Paragraph, Heading, Paragraph, Paragraph, Callout, SignatureBlock, LogoRow,
    ]  # fmt: skip
    (note,) = [one for one in inlines_of(document.blocks) if isinstance(one, Footnote)]
    assert isinstance(blocks[2], Paragraph)
    assert blocks[2].inlines[-1] == note
    assert note.inlines == (Text("Verband C trägt Ziffer 3 nicht mit: Die Summe reicht nicht."),)
    assert isinstance(blocks[4], Callout)
    assert blocks[4].title == "Bedingung"
    signed = blocks[5]
    assert isinstance(signed, SignatureBlock)
    assert [(row.name, row.how) for row in signed.rows] == [
        (first.name, "trägt das Papier"),
        (second.name, "trägt das Papier mit Vorbehalt"),
        (third.name, "trägt das Papier unter einer Bedingung"),
    ]
    logos = blocks[6]
    assert isinstance(logos, LogoRow)
    assert [(one.name, bool(one.svg)) for one in logos.logos] == [
        (first.name, False), (second.name, True), (third.name, False),
    ]  # fmt: skip


def test_heading_that_is_not_the_title_stays() -> None:
    paper = agreed_paper(title="Beratung für Zugewanderte: Teilhabe von Träger*innen")

    document = built(paper)

    assert document.title == "Beratung für Zugewanderte: Teilhabe von Träger*innen"
    assert document.blocks[0] == Heading(2, "Stellungnahme zum Entwurf")


def test_tacit_consent_carries_and_refusal_does_not_speak() -> None:
    paper = agreed_paper()
    rows = list(SignOff.objects.filter(round__paper=paper).order_by("association__sort_key"))
    put(rows[1], SignOffState.TACIT)
    put(rows[2], SignOffState.REFUSED, text="Aus internen Gründen.")

    document = built(paper)

    (signed,) = [block for block in document.blocks if isinstance(block, SignatureBlock)]
    assert [row.name for row in signed.rows] == ["Verband B", "Verband C"]
    assert "Aus internen Gründen" not in render(document, "txt", at=clock.now()).data.decode()


def test_dissent_to_the_whole_paper_stands_in_a_box_before_the_signatures() -> None:
    paper = agreed_paper(dissent={1: {"text": "Zu früh"}})

    blocks = built(paper).blocks

    (place,) = [at for at, block in enumerate(blocks) if isinstance(block, Callout)]
    assert isinstance(blocks[place + 1], SignatureBlock)
    box = blocks[place]
    assert isinstance(box, Callout)
    assert box.blocks == (
        Paragraph((Text("Verband C trägt das Papier als Ganzes nicht mit: Zu früh."),)),
    )


def dissent(paragraph: int, form: DissentForm = DissentForm.FOOTNOTE) -> Dissent:
    return Dissent(make_association(7), SignOffState.RESERVATION, "Nein", "Nr. 1", paragraph, form)


def test_equal_paragraphs_are_told_apart_and_list_items_take_notes() -> None:
    items = ((Text("gleich"),), (Text("gleich"),))
    inner = BulletList(((Text("tief"),),))
    blocks = (BulletList(items, nested=((inner,), ())), Paragraph((Text("gleich"),)))
    texts = ["Titel", "gleich", "tief", "gleich", "gleich"]

    noted = with_dissent(blocks, [dissent(4), dissent(3)], texts, "de")

    (block, paragraph) = noted
    assert isinstance(block, BulletList)
    assert [len(item) for item in block.items] == [1, 2]
    assert len(block.nested[0][0].items[0]) == 2
    assert paragraph == blocks[1]


def test_paragraph_that_is_not_found_puts_the_box_at_the_end() -> None:
    blocks = (Paragraph((Text("da"),)),)

    noted = with_dissent(blocks, [dissent(9), dissent(1)], ["fort"], "en")

    assert noted[0] == blocks[0]
    assert [type(one) for one in noted[1:]] == [Callout, Callout]


def words_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return " ".join(node.text or "" for node in document.element.iter() if node.text)


def test_all_forms_say_the_same() -> None:
    paper = agreed_paper(dissent={1: FOOTNOTE, 2: BOX})
    publication = publish(paper)

    text = render_publication(publication, "txt").data.decode()
    html = render_publication(publication, "html").data.decode()
    word = words_of_docx(render_publication(publication, "docx").data)

    for said in (
        "Stellungnahme zum Entwurf",
        "Wir fordern zehn Millionen Euro für die Beratung.",
        "trägt Ziffer 4 nur unter einer Bedingung mit: Die Länder zahlen mit.",
        "trägt das Papier mit Vorbehalt",
    ):
        assert said in text
        assert said in html
        assert said in word
    assert "trägt Ziffer 3 nicht mit: Die Summe reicht nicht." in text
    assert "trägt Ziffer 3 nicht mit: Die Summe reicht nicht." in html


@pytest.mark.java
@pytest.mark.skipif(bool(missing()), reason=missing() or "runs")
def test_published_pdf_with_note_and_box_is_pdf_ua(tmp_path: Path) -> None:
    paper = agreed_paper(dissent={1: FOOTNOTE, 2: BOX})
    data = render_publication(publish(paper), "pdf").data
    path = tmp_path / "papier.pdf"
    path.write_bytes(data)

    assert check_pdf(path) == []
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "de"
        assert str(pdf.docinfo["/Title"]) == "Stellungnahme zum Entwurf"


def test_seen_hash_does_not_depend_on_the_day() -> None:
    paper = agreed_paper()
    version = paper.versions.get()
    today = build_document(paper, version)
    later = build_document(paper, version, issued_on=clock.today().replace(year=2030))

    assert today.document != later.document
    assert today.text_sha256 == later.text_sha256
    assert wish_for(paper).seen_sha256 == today.text_sha256
