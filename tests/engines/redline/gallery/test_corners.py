"""Rarer shapes: rows in controls, tables in tables, cells with nothing, notes that are gone."""

import io
import re
import zipfile

import pytest
from tests.engines.redline import oracle
from tests.engines.redline.builder import cell, docx, h1, look, p, raw, row, table, textbox
from tests.engines.redline.laws import check_laws, consolidated
from tests.engines.redline.result import run
from tests.engines.redline.tampering import altered

from einklang.engines.redline import api
from einklang.engines.redline.errors import DecisionError
from einklang.engines.redline.model.decision import Decision, Verdict

HEAD, END = p("Die Stellen im Überblick:"), p("Stand: März.")
ROWS = [["Land", "Stellen"], ["Bremen", "zwölf"], ["Bayern", "vierzig"]]
DRAFT = docx(HEAD, table(ROWS), END)


def test_row_with_a_text_box_deleted() -> None:
    def page(change: str) -> bytes:
        boxed = p("Im Kasten: ", textbox(p("Kastentext")))
        words = [p("[-Bremen-]")] if change else [p("Bremen")]
        rows = [row(*ROWS[0]), row(words, [boxed], change=change), row(*ROWS[2])]
        return docx(HEAD, table(rows), END)

    _, written = run(page(""), {"AWO": page("del Kim Muster")})

    assert oracle.text(written.docx, "reject") == oracle.text(page(""), "as-is")
    assert "Bremen" not in oracle.text(written.docx, "accept")


def test_row_deleted_by_one_and_its_cell_changed_by_another() -> None:
    gone = docx(HEAD, table([ROWS[0], ROWS[2]]), END)
    changed = docx(HEAD, table([ROWS[0], ["Bremen", "[-zwölf-]{+elf+}"], ROWS[2]]), END)

    result = consolidated(DRAFT, AWO=gone, Caritas=changed)

    assert result.conflicts == ["edit-in-deleted “zwölf”: AWO / Caritas"]


def test_last_row_and_last_cell_are_new() -> None:
    rows = [[*each, "neu"] for each in ROWS]

    result = consolidated(DRAFT, AWO=docx(HEAD, table([*ROWS, ["Hessen", "drei"]]), END),
                          Caritas=docx(HEAD, table(rows), END))  # fmt: skip

    assert result.conflicts == []
    assert {"Hessen", "neu"} <= set(result.accepted.split())


def test_rows_in_a_content_control_are_rows() -> None:
    def page(word: str) -> bytes:
        inner = (
            f"<w:tr><w:tc><w:p><w:r><w:t>Der Betrag ist {word}.</w:t></w:r></w:p></w:tc></w:tr>"
        )
        return docx(
            HEAD,
            raw(
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:sdt><w:sdtPr/>"
                f"<w:sdtContent>{inner}</w:sdtContent></w:sdt></w:tbl>"
            ),
            END,
        )

    result = consolidated(page("alt"), AWO=page("neu"))

    assert result.changes == ["[-alt-]{+neu+} AWO"]


def test_paragraph_inside_custom_xml() -> None:
    def page(words: str) -> bytes:
        inner = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
        return docx(HEAD, raw(f'<w:customXml w:element="x">{inner}</w:customXml>'), END)

    result = consolidated(page("Wir fordern zehn Euro."), AWO=page("Wir fordern elf Euro."))

    assert result.changes == ["[-zehn-]{+elf+} AWO"]


def test_cell_split_in_two_untracked() -> None:
    wide = table([ROWS[0], [cell("Bremen und Bayern", span=2)]])

    result = consolidated(docx(HEAD, wide, END), AWO=docx(HEAD, table(ROWS[:2]), END))

    assert result.rejected == oracle.text(docx(HEAD, wide, END), "as-is")


def test_everything_replaced_in_a_cell() -> None:
    new = [p("Ganz neue Worte."), p("Und noch ein Absatz.")]

    result = consolidated(DRAFT, AWO=docx(HEAD, table([ROWS[0], ["Bremen", new], ROWS[2]]), END))

    assert "Und noch ein Absatz." in result.accepted.splitlines()


def test_edit_in_a_table_in_a_text_box_and_the_paragraph_around() -> None:
    def page(word: str, number: str) -> bytes:
        inner = table([["Land", number]])
        return docx(h1("Titel"), p(f"Ein {word} davor: ", textbox(inner, p("Ende."))), END)

    draft = page("Satz", "zehn")
    written = check_laws(draft, {"AWO": page("Wort", "zehn"), "Caritas": page("Satz", "elf")})

    assert len(written.overview.changes) == 2
    assert written.overview.changes[1].place.story == "textbox"


def test_two_merge_cells_in_different_ways() -> None:
    draft = docx(HEAD, table([["eins", "zwei", "drei"], ["a", "b", "c"]]), END)
    two = docx(HEAD, table([["eins", "zwei", "drei"], [cell("a", span=2), "c"]]), END)
    three = docx(HEAD, table([["eins", "zwei", "drei"], [cell("a", span=3)]]), END)

    result = consolidated(draft, AWO=two, Caritas=three)

    assert result.conflicts == ["overlap “a¶”: AWO / Caritas"]


def test_row_struck_by_one_and_the_whole_table_by_another() -> None:
    row_gone = docx(HEAD, table([ROWS[0], ROWS[2]]), END)

    consolidation, written = run(DRAFT, {"AWO": row_gone, "Caritas": docx(HEAD, END)})

    assert all(change.revisions for change in written.overview.changes)
    only_row = [
        Decision(change.id, Verdict.ACCEPT if "AWO" in change.associations else Verdict.REJECT)
        for change in written.overview.changes
    ]
    decided = api.write(consolidation, only_row).docx
    assert oracle.text(decided, "as-is") == oracle.text(row_gone, "as-is")


def test_accepting_by_a_person_finds_her_in_a_joint_name() -> None:
    awo = docx(HEAD, table(ROWS), p("Stand: [-März-Kim]{+April+Kim}."))
    caritas = docx(HEAD, table(ROWS), p("Stand: [-März-Lea]{+April+Lea}."))
    merged = consolidated(DRAFT, AWO=awo, Caritas=caritas).docx

    settled = api.settle(merged, name="x.docx", verdict="accept", by="lea")

    assert settled.count == 2
    assert oracle.text(settled.docx, "as-is").endswith("Stand: April.")


def test_only_wish_on_an_older_draft_without_a_place_is_no_nil_return() -> None:
    older = docx(HEAD, p("Dieser Absatz fällt im neuen Entwurf ganz weg."), END)
    awo = docx(HEAD, p("Dieser {*Absatz*} fällt im neuen Entwurf ganz weg."), END)

    result = consolidated(docx(HEAD, END), earlier={"alt.docx": older}, AWO=awo)

    assert (result.kinds, result.losses) == (["tracked"], ["formatting left-out"])


def test_recorded_border_of_a_paragraph_is_named() -> None:
    border = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
    awo = docx(HEAD, table(ROWS), p("Stand: März.", look=look(extra=border), was=look()))

    result = consolidated(DRAFT, AWO=awo)

    assert (result.changes, result.losses) == ([], ["formatting kept-as-in-draft"])


def test_picture_of_another_size_is_named() -> None:
    draft = docx(p("Ein Bild: ![Bild]"), END)
    size = re.search(rb'<wp:extent cx="(\d+)"', zipped(draft))
    assert size is not None
    old = size[0].decode()
    awo = altered(draft, "word/document.xml", old, '<wp:extent cx="7200000"')

    _, written = run(draft, {"AWO": awo})

    assert [loss.element for loss in written.overview.losses] == ["image"]
    assert "200 mm" in written.overview.losses[0].detail
    assert written.overview.losses[0].place.paragraph == 1


def zipped(docx_bytes: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(docx_bytes)).read("word/document.xml")


def test_own_text_for_a_look_or_a_table_is_refused() -> None:
    awo = docx(HEAD, table(ROWS[:2]), p("Stand: {*März*}."))
    consolidation, written = run(DRAFT, {"AWO": awo})

    assert len(written.overview.changes) == 2
    for change in written.overview.changes:
        with pytest.raises(DecisionError, match=change.id) as refused:
            api.write(consolidation, [Decision(change.id, Verdict.REPLACE, text="anders")])
        assert change.id in refused.value.message("en")
