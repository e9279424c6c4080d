"""Rarer shapes: rows in controls, tables in tables, cells with nothing, notes that are gone."""

from tests.engines.redline import oracle
from tests.engines.redline.builder import cell, docx, h1, p, raw, row, table, textbox
from tests.engines.redline.laws import check_laws, consolidated
from tests.engines.redline.result import run

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
