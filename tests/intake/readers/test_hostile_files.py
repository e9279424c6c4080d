"""Files that are damaged, disguised or meant to harm: one clear sentence, soon, and no crash."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from einklang.intake.errors import UnreadableError
from einklang.intake.readers.source import Source, read
from einklang.intake.readers.tables import LARGEST_FILE, BadCell

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def small_workbook() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Reihen"
    page.append(["Schlüssel", "Titel"])
    page.append(["a", "A"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """Return a workbook in which one part is replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small_workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return stream.getvalue()


def sheet_of(rows: bytes) -> bytes:
    head = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'.encode()
    return with_part(SHEET, head + rows + b"</sheetData></worksheet>")


def text_cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


HEADING = b'<row r="1">' + text_cell("A1", "Schl\u00fcssel") + text_cell("B1", "Titel") + b"</row>"


def zip_with(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return stream.getvalue()


def bomb() -> bytes:
    return with_part("xl/sharedStrings.xml", b"\0" * (130 * 1024 * 1024))


def steep_bomb() -> bytes:
    return with_part("xl/media/image.bin", b"\0" * (20 * 1024 * 1024))


def lying_bomb() -> bytes:
    """Claim a small size for a part that is large."""
    data = bytearray(steep_bomb())
    size = (20 * 1024 * 1024).to_bytes(4, "little")
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def laughs() -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode()
    cell = b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    return with_part(SHEET, entities + body + cell)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
YAML_BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

CASES: list[tuple[str, Callable[[], bytes] | bytes, str]] = [
    ("jahr.xlsx", b"", "Die Datei ist leer."),
    ("jahr.xlsx", b"ganz gew\xc3\xb6hnlicher Text", "Das ist keine Arbeitsmappe"),
    ("jahr.xlsx", OLE, "alten Office-Version"),
    ("jahr.xls", OLE, "alten Office-Version"),
    ("jahr.xlsx", LOCKED, "mit einem Kennwort geschützt"),
    ("jahr.xlsx", lambda: zip_with("word/document.xml"), "Word-Dokument"),
    ("jahr.docx", lambda: zip_with("word/document.xml"), "Word-Dokument"),
    ("jahr.xlsx", lambda: zip_with("content.xml"), "OpenDocument"),
    ("jahr.xlsx", lambda: zip_with("irgendwas.txt"), "Das ist keine Arbeitsmappe"),
    ("jahr.xlsx", lambda: zip_with("xl/workbook.xml"), "beschädigt"),
    ("jahr.xlsx", lambda: small_workbook()[:-200], "Das ist keine Arbeitsmappe"),
    ("jahr.xlsx", lambda: with_part(SHEET, b"<worksheet><sheetData><row"), "beschädigt"),
    ("jahr.xlsx", lambda: with_part("xl/workbook.xml", b"kein XML"), "beschädigt"),
    ("jahr.xlsx", bomb, "viel zu groß"),
    ("jahr.xlsx", steep_bomb, "viel zu groß"),
    ("jahr.xlsx", lying_bomb, "Das ist keine Arbeitsmappe"),
    ("jahr.xlsx", lambda: zip_with(*(f"p{n}" for n in range(2001)), "xl/workbook.xml"),
     "viel zu groß"),
    ("jahr.xlsx", laughs, "beschädigt"),
    ("jahr.yaml", YAML_BOMB, "Zeile 2 verweist auf eine andere Stelle"),
    ("jahr.yaml", b"[" * 100_000, "zu tief verschachtelt"),
    ("jahr.yaml", b"activities: [}", "kein gültiges YAML: Zeile 1"),
    ("jahr.yaml", b"nur ein Text", "muss ihre Blätter nennen"),
    ("jahr.csv", b'a;b\n"offen;c\n', "vermutlich ein Anführungszeichen"),
    ("jahr.csv", b"\x00\x01\x02\x03", "enthält keinen Text"),
    ("jahr.pdf", b"%PDF-1.7", "Möglich sind .xlsx, .yaml und .csv"),
    ("jahr.csv", lambda: b"x" * (LARGEST_FILE + 1), "größer als 25 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "sentence"), CASES)
def test_hostile_file_is_refused_in_one_sentence(
    name: str, data: Callable[[], bytes] | bytes, sentence: str
) -> None:
    content = data if isinstance(data, bytes) else data()

    with override("de"), pytest.raises(UnreadableError) as refused:
        read(Source(name, content))

    assert sentence in str(refused.value)


def test_yaml_builds_no_objects() -> None:
    text = b"series:\n  - key: !!python/object/apply:os.getcwd []\n    title: x\n"

    reading = read(Source("x.yaml", text))

    assert reading.tables[0].rows[0].cells == {"key": [], "title": "x"}


def test_million_empty_rows_end_the_reading() -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(2, 1_000_001))
    data = sheet_of(HEADING + rows)

    with override("de"):
        reading = read(Source("x.xlsx", data))
        told = [str(problem) for problem in reading.problems]

    assert told == [
        "Reihen, Zeile 2002: Hier endet das Lesen: 2000 leere Zeilen folgen aufeinander."
    ]
    assert reading.tables[0].rows == []


def test_row_at_the_very_end_is_not_reached() -> None:
    last = b'<row r="1048576">' + text_cell("A1048576", "x") + b"</row>"

    reading = read(Source("x.xlsx", sheet_of(HEADING + last)))

    assert len(reading.problems) == 1
    assert not reading.problems[0].is_error


def test_too_many_rows_are_refused() -> None:
    rows = b"".join(
        b'<row r="%d">' % n + text_cell(f"A{n}", f"k{n}") + b"</row>" for n in range(2, 50_010)
    )

    with override("de"):
        reading = read(Source("x.xlsx", sheet_of(HEADING + rows)))

    assert [problem.is_error for problem in reading.problems] == [True]


def test_wrong_dimensions_do_not_hide_rows() -> None:
    head = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>'
    row = b'<row r="2">' + text_cell("A2", "a") + text_cell("B2", "A") + b"</row>"
    data = with_part(SHEET, head.encode() + HEADING + row + b"</sheetData></worksheet>")

    reading = read(Source("x.xlsx", data))

    assert reading.tables[0].rows[0].cells == {"Schlüssel": "a", "Titel": "A"}


def test_formulas_and_errors_are_no_values() -> None:
    book = load_workbook(io.BytesIO(small_workbook()))
    page = book.worksheets[0]
    page["A2"] = "=1+1"
    page["B2"] = "#REF!"
    stream = io.BytesIO()
    book.save(stream)

    row = read(Source("x.xlsx", stream.getvalue())).tables[0].rows[0]

    assert isinstance(row.cells["Schlüssel"], BadCell)
    assert isinstance(row.cells["Titel"], BadCell)


def test_value_without_heading_is_told() -> None:
    book = load_workbook(io.BytesIO(small_workbook()))
    book.worksheets[0]["E2"] = "verirrt"
    stream = io.BytesIO()
    book.save(stream)

    with override("de"):
        problems = read(Source("x.xlsx", stream.getvalue())).problems

    assert [problem.message for problem in problems] == [
        "In einer Spalte ohne Überschrift steht ein Wert."
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_people_save_it(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Titel", "Art"]) + "\r\n" + delimiter.join(["Öl", '"a\nb"']) + "\r\n"

    table = read(Source("x.csv", text.encode(encoding))).tables[0]

    assert table.headings == ["Titel", "Art"]
    assert [(row.number, row.cells) for row in table.rows] == [(2, {"Titel": "Öl", "Art": "a\nb"})]


def test_yaml_tells_lines_and_doubled_columns() -> None:
    text = b"series:\n  - key: a\n    key: b\n    title: {x: y}\n  - nur Text\nactivities: 3\n"

    with override("de"):
        reading = read(Source("x.yaml", text))
        told = [(p.sheet, p.row, p.message) for p in reading.problems]

    assert told == [
        ("series", 3, "Die Spalte steht zweimal in einer Zeile."),
        ("series", 5, "Eine Zeile nennt ihre Spalten: title: …"),
        ("activities", 6, "Hier wird eine Liste von Zeilen erwartet."),
    ]
    assert isinstance(reading.tables[0].rows[0].cells["title"], BadCell)


def test_short_named_lists_are_read() -> None:
    text = b"activities:\n  - programmes: &id001 [a, b]\n  - programmes: *id001\n"

    rows = read(Source("x.yaml", text)).tables[0].rows

    assert [row.cells["programmes"] for row in rows] == [["a", "b"], ["a", "b"]]
