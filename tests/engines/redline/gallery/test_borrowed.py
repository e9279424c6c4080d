"""What a return brings along: lists, styles, links, fields, and places inside other things."""

import io
import zipfile

from tests.engines.redline import oracle
from tests.engines.redline.builder import Remark, docx, look, p, raw, section, table
from tests.engines.redline.laws import check_laws, consolidated
from tests.engines.redline.result import run
from tests.engines.redline.tampering import altered

ONE, TWO = "Wir fordern zehn Euro.", "Das gilt überall im Land."
DRAFT = docx(p(ONE), p(TWO))
LINK = "https://example.org/a"


def part(docx_bytes: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(docx_bytes)).read(name).decode()


def test_list_that_the_draft_does_not_have_comes_along() -> None:
    awo = docx(p(ONE), p("{+neu¶+}", look=look(number=2)), p(TWO))
    awo = altered(awo, "word/numbering.xml", 'w:lvlText w:val="%1."', 'w:lvlText w:val="(%1)"')

    written = check_laws(DRAFT, {"AWO": awo})

    numbering = part(written.docx, "word/numbering.xml")
    assert 'w:lvlText w:val="(%1)"' in numbering
    assert 'w:lvlText w:val="%1."' in numbering


def test_style_that_the_draft_does_not_have_comes_along_with_its_ancestor() -> None:
    style = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kasten">'
        '<w:name w:val="Kasten"/><w:basedOn w:val="KastenBasis"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="KastenBasis">'
        '<w:name w:val="Kasten Basis"/><w:rPr><w:i/></w:rPr></w:style></w:styles>'
    )
    new = raw(
        '<w:p><w:pPr><w:pStyle w:val="Kasten"/></w:pPr><w:r><w:t>Im Kasten.</w:t></w:r></w:p>'
    )
    awo = altered(docx(p(ONE), new, p(TWO)), "word/styles.xml", "</w:styles>", style)

    written = check_laws(DRAFT, {"AWO": awo})

    styles = part(written.docx, "word/styles.xml")
    assert styles.count('w:styleId="Kasten"') == 1
    assert styles.count('w:styleId="KastenBasis"') == 1


def test_same_style_from_two_comes_along_once() -> None:
    style = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kasten">'
        '<w:name w:val="Kasten"/></w:style></w:styles>'
    )

    def page(words: str) -> bytes:
        new = f'<w:p><w:pPr><w:pStyle w:val="Kasten"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        return altered(docx(p(ONE), raw(new), p(TWO)), "word/styles.xml", "</w:styles>", style)

    written = check_laws(DRAFT, {"AWO": page("Das eine."), "Caritas": page("Das andere.")})

    assert part(written.docx, "word/styles.xml").count('w:styleId="Kasten"') == 1


def test_simple_field_inserted_becomes_a_long_one() -> None:
    awo = docx(p(ONE), p(TWO.replace("im", "auf Seite {=PAGE|3=!} im")))

    result = consolidated(DRAFT, AWO=awo)

    assert "fldSimple" not in part(result.docx, "word/document.xml")
    assert result.rejected == f"{ONE}\n{TWO}"


def test_words_typed_into_a_link_cut_it_in_two() -> None:
    draft = docx(p("Mehr [hier im Netz](https://example.org/a) dazu."), p(TWO))
    awo = docx(
        p(f"Mehr [hier ]({LINK}){{+und dort +}}[im Netz]({LINK}) dazu."),
        p(TWO),
    )

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["{+und dort +} AWO"]


def test_link_split_over_two_paragraphs() -> None:
    draft = docx(p("Mehr [hier im Netz](https://example.org/a) dazu."), p(TWO))
    awo = docx(
        p("Mehr [hier ](https://example.org/a){+¶+}"),
        p("[im Netz](https://example.org/a) dazu."),
        p(TWO),
    )

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[:2] == ["Mehr hier ", "im Netz dazu."]
    assert result.rejected.splitlines()[0] == "Mehr hier im Netz dazu."


def test_words_typed_into_a_control_stay_in_it() -> None:
    draft = docx(p("Der Betrag ist {:zehn Euro:betrag} im Monat."), p(TWO))
    awo = docx(p("Der Betrag ist {:zehn{+ volle+} Euro:betrag} im Monat."), p(TWO))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["{+volle +} AWO"]


def test_draft_comment_marked_as_done() -> None:
    def page(*, is_done: bool) -> bytes:
        remark = Remark("Stimmt das?", by="Lea Beispiel", is_done=is_done)
        return docx(p("Wir fordern <<c1|zehn|c1>> Euro."), p(TWO), comments={"c1": remark})

    result = consolidated(page(is_done=False), AWO=page(is_done=True))

    assert [comment.is_resolved for comment in result.overview.comments] == [True]
    assert [each.is_done for each in oracle.comments(result.docx)] == [True]


def test_draft_comment_taken_out_by_a_return_stays() -> None:
    draft = docx(
        p("Wir fordern <<c1|zehn|c1>> Euro."), p(TWO), comments={"c1": Remark("Stimmt das?")}
    )

    result = consolidated(draft, AWO=DRAFT)

    assert result.losses == ["comment kept-as-in-draft"]
    assert [each.text for each in oracle.comments(result.docx)] == ["Stimmt das?"]


def test_recorded_look_of_a_table_is_named() -> None:
    change = (
        '<w:tblPrChange w:id="{id}" w:author="Kim" w:date="2026-03-01T10:00:00Z"><w:tblPr/>'
        "</w:tblPrChange>"
    ).replace("{id}", "9001")
    rows = [["Land", "Stellen"]]

    result = consolidated(
        docx(p(ONE), table(rows), p(TWO)), AWO=docx(p(ONE), table(rows, properties=change), p(TWO))
    )

    assert result.losses == ["table kept-as-in-draft"]


def test_section_break_that_came_is_named() -> None:
    awo = docx(p(ONE, section=section()), p(TWO))

    result = consolidated(DRAFT, AWO=awo)

    assert result.losses == ["section kept-as-in-draft"]


def test_contents_that_a_return_brings_are_named() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>TOC</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Eins</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Zwei</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    awo = docx(p(ONE), raw(field), p(TWO))

    _, came = run(DRAFT, {"AWO": awo})
    _, went = run(awo, {"AWO": DRAFT})

    assert [(x.treatment, x.detail) for x in came.overview.losses] == [("left-out", "Eins\nZwei")]
    assert [x.treatment for x in went.overview.losses] == ["kept-as-in-draft"]
    assert oracle.text(went.docx, "as-is") == oracle.text(awo, "as-is")
