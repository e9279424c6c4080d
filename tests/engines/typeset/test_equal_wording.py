"""Whoever reads the PDF, the Word file, the page or the Markdown reads the same words."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from html import unescape

import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser
from tests.engines.typeset.conftest import annual_report
from tests.engines.typeset.joint import joint_paper, letter

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.html import write_html
from einklang.engines.typeset.markdown import write_markdown
from einklang.engines.typeset.model import Document
from einklang.engines.typeset.pdf import write_pdf
from einklang.engines.typeset.text import write_text
from einklang.engines.typeset.wording import notes_text, plain_text

DOCUMENTS = {"report": annual_report, "paper": joint_paper, "letter": letter}


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Document:
    return DOCUMENTS[request.param]()


def _normal(text: str) -> str:
    """Leave only letters and digits: line ends, hyphens and list marks differ by nature."""
    return "".join(re.findall(r"\w+", text.replace("\u200b", ""))).lower()


def _missing(lines: Sequence[str], text: str) -> list[str]:
    """List the passages that do not stand in the text, read in order."""
    normal, position, lost = _normal(text), 0, []
    for line in lines:
        found = normal.find(_normal(line), position)
        if found < 0:
            lost.append(line)
        else:
            position = found + len(_normal(line))
    return lost


def _docx_text(data: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(data))
    words = []
    for part in ("word/document.xml", "word/footnotes.xml"):
        if part in archive.namelist():
            root = etree.fromstring(archive.read(part))
            elements = root.iter(qn("w:t"), qn("wp:docPr"), qn("w:p"), qn("w:br"))
            words += [element.get("descr") or element.text or " " for element in elements]
    return "".join(words)


def _html_text(text: str) -> str:
    body = parser.document_fromstring(text).find("body")
    assert body is not None
    words: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag == "svg":
            words.append(f" {element.get('aria-label')} ")
        elif element.tag == "img":
            words.append(f" {element.get('alt')} ")
        elif element.get("class") == "ek-doc-noteref":
            words.append(" ")
        else:
            words.append(element.text or "")
            for child in element:
                walk(child)
        words.append(f"{element.tail or ''} ")

    walk(body)
    return " ".join(words)


def _markdown_text(text: str) -> str:
    text = re.sub(r"\]\(<[^>]*>\)|<a id=\"[^\"]*\"></a>|\[\^\d+\]", "", text)
    return unescape(re.sub(r"\\([^\w\s])", r"\1", text))


def test_word_file_says_it_all(document: Document) -> None:
    assert _missing(plain_text(document), _docx_text(write_docx(document))) == []


@pytest.mark.parametrize("standalone", [True, False])
def test_page_says_it_all(document: Document, *, standalone: bool) -> None:
    shown = _html_text(write_html(document, standalone=standalone))

    assert _missing(plain_text(document), shown) == []


def test_markdown_says_it_all(document: Document) -> None:
    assert _missing(plain_text(document), _markdown_text(write_markdown(document))) == []


def test_plain_text_says_it_all(document: Document) -> None:
    shown = re.sub(r"\[\d+\]", "", write_text(document))

    assert _missing(plain_text(document), shown) == []


@pytest.mark.parametrize(("write", "most"), [(write_markdown, 24), (write_text, 24)])
def test_texts_say_nothing_more(
    document: Document, write: Callable[[Document], str], most: int
) -> None:
    rest = _normal(re.sub(r"\[\d+\]", "", _markdown_text(write(document))))
    said = _normal(" ".join(plain_text(document)))

    # Signs of lists and the heading of the notes are their own.
    assert len(rest) - len(said) <= most


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"
)
def test_pdf_says_it_all(document: Document, when: datetime) -> None:
    data = write_pdf(document, timestamp=when).data
    shown = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],  # noqa: S607 - found in the path by the skip mark
        input=data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    shown = re.sub(r"[-\u00ad]\n", "", shown)
    shown = re.sub(r"Jahresbericht 2024 · Entwurf\s+Seite \d von \d", "", shown)
    notes = notes_text(document)
    if notes:
        # Numbers of notes stand in the midst of sentences; the other files keep all digits.
        shown = re.sub(r"\d", "", shown)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = {
            _normal(str(thing.Alt))
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        }
    said = plain_text(document)
    body = said[: len(said) - len(notes)]
    if notes:
        body, notes = ([re.sub(r"\d", "", line) for line in lines] for lines in (body, notes))

    lost = [line for line in _missing(body, shown) if _normal(line) not in alts]

    assert lost == []
    # They stand at the foot of their pages, in order.
    assert _missing(notes, shown) == []


def test_planted_loss_is_found(report: Document) -> None:
    text = write_markdown(report).replace("Förderrichtlinie", "")

    assert _missing(plain_text(report), _markdown_text(text)) == ["Förderrichtlinie"]
