import io
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.engines.typeset.conftest import BRAND, MONTHS, long_text
from tests.engines.typeset.joint import closing, demands, joint_paper, letter, positions
from tests.verapdf.verapdf import check_pdf, missing

from einklang.engines.typeset import worker
from einklang.engines.typeset.compiler import ROOT, Order, compile_order
from einklang.engines.typeset.errors import RenderError
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    Column,
    DefinitionList,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from einklang.engines.typeset.pdf import _table_data, write_pdf

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"
)
needs_verapdf = pytest.mark.skipif(bool(missing()), reason=missing() or "runs")


def _pdf(document: Document, when: datetime) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write_pdf(document, timestamp=when).data))


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    """List the structure elements in reading order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def _text(data: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607 - found in the path by the skip mark
        input=data,
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def test_properties_and_language(report: Document, when: datetime) -> None:
    pdf = _pdf(report, when)

    assert str(pdf.Root.Lang) == "de"
    assert str(pdf.docinfo["/Title"]) == "Jahresbericht 2024"
    assert str(pdf.docinfo["/Author"]) == "Fachausschuss Migrationsberatung"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.check_pdf_syntax() == []


def test_title_is_the_only_h1_and_first(
    report: Document, huge_report: Document, when: datetime
) -> None:
    for document in (report, huge_report):
        pdf = _pdf(document, when)
        kinds = [str(element.S) for element in _elements(pdf)]
        headings = [kind for kind in kinds if kind in {"/H1", "/H2", "/H3", "/H4"}]

        assert headings[0] == "/H1"
        assert headings.count("/H1") == 1
        assert (
            next(kind for kind in kinds if kind not in {"/Document", "/Part", "/Sect", "/Div"})
            == "/H1"
        )


def test_english_document_says_so(report: Document, when: datetime) -> None:
    assert str(_pdf(replace(report, language="en"), when).Root.Lang) == "en"


def test_figures_have_words_and_stay_on_the_page(report: Document, when: datetime) -> None:
    pdf = _pdf(report, when)
    figures = [e for e in _elements(pdf) if str(e.S) == "/Figure"]
    alts = [str(figure.Alt) for figure in figures]

    assert len(alts) == 3
    assert all(len(alt.split()) > 2 for alt in alts)
    for figure in figures:
        attributes = figure.A if isinstance(figure.A, pikepdf.Dictionary) else figure.A[0]
        left, bottom, right, top = (float(number) for number in attributes.BBox)
        assert 0 <= left < right <= 595.3
        assert 0 <= bottom < top <= 841.9


def test_every_table_has_header_cells(report: Document, when: datetime) -> None:
    pdf = _pdf(report, when)
    elements = _elements(pdf)
    heads = [element for element in elements if str(element.S) == "/TH"]

    assert [str(e.S) for e in elements].count("/Table") == 1
    assert len(heads) == 4
    for head in heads:
        attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
        assert any("/Scope" in attribute for attribute in attributes)


def test_notes_are_tagged_and_reached_from_their_place(when: datetime) -> None:
    pdf = _pdf(joint_paper(), when)
    elements = _elements(pdf)
    notes = [element for element in elements if str(element.S) == "/Note"]

    assert len(notes) == 3
    assert len({str(note.ID) for note in notes}) == 3
    # A note begins with its number, which leads back to its place.
    for note in notes:
        kinds = [str(element.S) for element in elements[elements.index(note) + 1 :][:2]]
        assert kinds == ["/Lbl", "/Link"]


def test_logos_are_figures_and_names_are_text(when: datetime) -> None:
    pdf = _pdf(joint_paper(), when)
    alts = [str(element.Alt) for element in _elements(pdf) if str(element.S) == "/Figure"]

    assert alts == [
        "Logo des Verbunds Beratung",
        "Logo von Verband A",
        "Logo von Verband C",
        "Logo von Verband D",
    ]


def test_nested_lists_lie_in_each_other(when: datetime) -> None:
    document = replace(joint_paper(), blocks=(demands(),))
    depths: list[int] = []

    def walk(node: Any, depth: int) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child, depth)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            is_list = str(node.S) == "/L"
            if is_list:
                depths.append(depth)
            walk(node.get("/K"), depth + is_list)

    pdf = _pdf(document, when)
    walk(pdf.Root.StructTreeRoot.K, 0)

    assert depths == [0, 1, 1, 2]


@needs_pdftotext
def test_letter_keeps_the_places_of_the_norm(when: datetime) -> None:
    """DIN 5008, form B: window 45 to 90 mm, text from 98.46 mm, from 25 mm on the left."""
    data = write_pdf(letter(), timestamp=when).data
    shown = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],  # noqa: S607 - found in the path by the skip mark
        input=data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    places = {
        word: (float(left) * 25.4 / 72, float(top) * 25.4 / 72)
        for left, top, word in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', shown)
    }

    for word in ("Deutscher", "11011"):
        left, top = places[word]
        assert left == pytest.approx(25, abs=0.5)
        assert 62.7 <= top <= 86
    left, top = places["Bundeshaushalt"]
    assert left == pytest.approx(25, abs=0.5)
    assert top == pytest.approx(98.46, abs=1.5)
    assert places["Zeichen"][0] > 125
    assert 48 <= places["Zeichen"][1] <= 55


def test_letter_has_one_heading_first_and_no_cover(when: datetime) -> None:
    pdf = _pdf(replace(letter(), blocks=(*letter().blocks, *long_text()[:2] * 8)), when)
    headings = [str(e.S) for e in _elements(pdf) if str(e.S) in {"/H1", "/H2"}]

    assert headings == ["/H1"]
    assert len(pdf.pages) > 2


def test_bookmarks_tab_order_and_embedded_fonts(report: Document, when: datetime) -> None:
    pdf = _pdf(report, when)
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]

    assert outline.root[0].title == "Jahresbericht 2024"
    assert titles == [
        "1 Das Jahr auf einen Blick",
        "2 Interessenvertretung",
        "3 Wirkung und Ausblick",
    ]
    assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
    fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)
             and str(obj.get("/Type")) == "/FontDescriptor"]  # fmt: skip
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    assert all("SourceSans3" in str(font.FontName) for font in fonts)


def test_same_document_gives_the_same_bytes(report: Document, when: datetime) -> None:
    assert write_pdf(report, timestamp=when) == write_pdf(report, timestamp=when)


def test_timestamp_needs_a_zone(report: Document) -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_pdf(report, timestamp=datetime(2025, 1, 1))  # noqa: DTZ001 - what is refused


def test_missing_letters_are_replaced_and_reported(report: Document, when: datetime) -> None:
    result = write_pdf(replace(report, title="Danke 🎉 für שלום"), timestamp=when)

    assert result.replaced_characters == frozenset("🎉שלום")
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        title = str(pdf.docinfo["/Title"])
    assert title == "Danke □ für □□□□"


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u202f", "\ufe0f", "\u0301"]
)
def test_invisible_marks_do_not_lose_the_report(
    report: Document, when: datetime, mark: str
) -> None:
    text = f"Be{mark}ratung{mark}"
    document = replace(report, title=text, blocks=(Paragraph((Text(text),)),))

    assert write_pdf(document, timestamp=when).replaced_characters == frozenset()


@needs_pdftotext
def test_markup_in_texts_is_printed(report: Document, when: datetime) -> None:
    evil = '#panic("x") $x$ *b* _e_ @ref <label> `raw` \\ // /* #"'
    blocks: tuple[Block, ...] = (
        Heading(2, evil),
        Paragraph((Text(evil),)),
        Table(evil, (Column(evil),), (((Text(evil),),),)),
        KeyFigures((KeyFigure(evil, evil, evil),), evil),
        DefinitionList(((evil, (Text(evil),)),)),
        Callout(evil, (BulletList(((Text(evil),),)),)),
        Timeline(evil, MONTHS, (TimelineEntry(evil, 1, 2),), evil),
    )

    result = write_pdf(replace(report, title=evil, subtitle=evil, blocks=blocks), timestamp=when)

    assert _text(result.data).count('#panic("x") $x$ *b* _e_ @ref <label> `raw` \\ // /* #"') > 7


@needs_pdftotext
def test_contents_only_stand_in_longer_documents(report: Document, when: datetime) -> None:
    short = write_pdf(replace(report, blocks=report.blocks[:3]), timestamp=when)
    long = write_pdf(replace(report, blocks=report.blocks + long_text() * 8), timestamp=when)

    assert "Inhalt" not in _text(short.data)
    assert "Seite 1 von 1" in _text(short.data)
    text = _text(long.data)
    assert "Inhalt" in text
    assert f"von {len(pikepdf.open(io.BytesIO(long.data)).pages)}" in text


def test_odd_but_lawful_documents_are_set(report: Document, when: datetime) -> None:
    blocks: tuple[Block, ...] = (
        Table("", (Column("A"), Column("B", "right")), ()),
        Table("Lang", (Column("A"),), (((Text("Wort " * 3000),),), ((Text("x" * 400),),))),
        KeyFigures(tuple(KeyFigure(str(n), "Zahl") for n in range(11)), ""),
        Timeline("", MONTHS, (), ""),
        Paragraph((Text("https://example.org/" + "pfad/" * 60),), "note"),
        Callout("", (Paragraph((Text("Nur Text"),)),)),
    )
    document = replace(
        report, title="Sehr langer Titel " * 12, subtitle="", authors=(), publisher="",
        keywords=(), summary="", status="", blocks=blocks,
        brand=replace(BRAND, logo_svg="", logo_alt=""),
    )  # fmt: skip

    assert len(_pdf(document, when).pages) > 3


def test_columns_hyphenate_only_where_a_word_needs_it() -> None:
    columns = (Column("Förderprogramm", weight=1), Column("Ergebnis", weight=9))
    rows = (((Text("Bundeshaushaltsgesetzgebungsverfahren"),), (Text("Zugesagt bis Ende"),)),)

    data = _table_data(Table("T", columns, rows))

    assert [column["hyphenate"] for column in data["columns"]] == [True, False]


def test_too_slow_a_document_is_refused(huge_report: Document, when: datetime) -> None:
    started = time.monotonic()

    with pytest.raises(RenderError, match="within"):
        write_pdf(huge_report, timestamp=when, timeout=0.2)

    assert time.monotonic() - started < 5


def test_compiler_says_what_it_refuses() -> None:
    with pytest.raises(RenderError, match="could not be set"):
        compile_order(Order("document.typ", "{}"))


def test_forked_child_still_sets_documents(report: Document, when: datetime) -> None:
    """One compile in the parent, then a fork: in one process this waits for ever."""
    small = replace(report, blocks=())
    write_pdf(small, timestamp=when)

    program = (
        "import os,sys\n"
        "from tests.engines.typeset.conftest import annual_report, WHEN\n"
        "from einklang.engines.typeset.pdf import _table_data, write_pdf\n"
        "first = write_pdf(annual_report(), timestamp=WHEN)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(0 if write_pdf(annual_report(), timestamp=WHEN) == first else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0


def test_threads_set_documents_side_by_side(report: Document, when: datetime) -> None:
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(write_pdf(report, timestamp=when).data))
        for _ in range(3)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(results) == 3
    assert len(set(results)) == 1


def test_worker_dies_at_its_limits() -> None:
    """The limit on processor time is a signal: nothing in the document can catch it."""
    source = Path(worker.__file__).read_text().split("if __name__")[0]
    program = source + "\nlimit(1)\nwhile True: pass\n"

    done = subprocess.run(
        [sys.executable, "-I", "-c", program], timeout=30, check=False, capture_output=True
    )

    assert done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}


def test_compiler_sees_its_templates_and_nothing_else() -> None:
    entries = list(ROOT.iterdir())

    assert sorted(entry.name for entry in entries) == [
        "base.typ",
        "card.typ",
        "document.typ",
        "letter.typ",
        "pictures.typ",
    ]
    assert not any(entry.is_symlink() for entry in entries)


@pytest.mark.java
@needs_verapdf
def test_verapdf_finds_nothing(report: Document, when: datetime, tmp_path: Path) -> None:
    long = replace(report, language="en", blocks=report.blocks + long_text() * 8)
    awkward = replace(letter(), blocks=(*positions(), *closing(), *long_text()[:2] * 8))
    documents = (report, long, joint_paper(), letter(), awkward)
    for number, document in enumerate(documents):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(write_pdf(document, timestamp=when).data)

        assert check_pdf(path) == []


@pytest.mark.java
@needs_verapdf
def test_verapdf_finds_a_planted_fault(report: Document, when: datetime, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with _pdf(report, when) as pdf:
        for element in _elements(pdf):
            if str(element.S) == "/Figure":
                del element["/Alt"]
        del pdf.Root["/Lang"]
        pdf.save(path)

    clauses = {(violation.flavour, violation.clause) for violation in check_pdf(path)}

    assert ("ua1", "7.3") in clauses
    assert ("ua1", "7.2") in clauses


def test_many_key_figures_go_on_to_the_next_page(report: Document, when: datetime) -> None:
    """Kept in one piece they would run off the page and be lost to the reader."""
    many = KeyFigures(tuple(KeyFigure(str(number), "Zahl") for number in range(120)), "Viele")

    data = write_pdf(replace(report, blocks=(many,)), timestamp=when).data

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 3
