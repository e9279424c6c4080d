"""Whoever reads the PDF, the Word file, the page or the Markdown reads the same words."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from html import unescape

import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.html import write_html
from einklang.engines.typeset.markdown import write_markdown
from einklang.engines.typeset.model import Document
from einklang.engines.typeset.pdf import write_pdf
from einklang.engines.typeset.wording import plain_text


def _normal(text: str) -> str:
    """Leave only letters and digits: line ends, hyphens and list marks differ by nature."""
    return "".join(re.findall(r"\w+", text.replace("\u200b", ""))).lower()


def _missing(document: Document, text: str) -> list[str]:
    """List the passages that do not stand in the text, read in order."""
    normal, position, lost = _normal(text), 0, []
    for line in plain_text(document):
        found = normal.find(_normal(line), position)
        if found < 0:
            lost.append(line)
        else:
            position = found + len(_normal(line))
    return lost


def _docx_text(data: bytes) -> str:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    elements = body.iter(qn("w:t"), qn("wp:docPr"), qn("w:p"))
    return "".join(element.get("descr") or element.text or " " for element in elements)


def _html_text(text: str) -> str:
    body = parser.document_fromstring(text).find("body")
    assert body is not None
    words: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag == "svg":
            words.append(f" {element.get('aria-label')} ")
        else:
            words.append(element.text or "")
            for child in element:
                walk(child)
        words.append(f"{element.tail or ''} ")

    walk(body)
    return " ".join(words)


def _markdown_text(text: str) -> str:
    text = re.sub(r"\]\(<[^>]*>\)|<a id=\"[^\"]*\"></a>", "", text)
    return unescape(re.sub(r"\\([^\w\s])", r"\1", text))


def test_word_file_says_it_all(report: Document) -> None:
    assert _missing(report, _docx_text(write_docx(report))) == []


@pytest.mark.parametrize("standalone", [True, False])
def test_page_says_it_all(report: Document, *, standalone: bool) -> None:
    assert _missing(report, _html_text(write_html(report, standalone=standalone))) == []


def test_markdown_says_it_all(report: Document) -> None:
    assert _missing(report, _markdown_text(write_markdown(report))) == []


def test_markdown_says_nothing_more(report: Document) -> None:
    rest = _normal(_markdown_text(write_markdown(report)))
    said = _normal(" ".join(plain_text(report)))

    # List numbers are its own.
    assert len(rest) - len(said) <= 2


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"
)
def test_pdf_says_it_all(report: Document, when: datetime) -> None:
    data = write_pdf(report, timestamp=when).data
    shown = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],  # noqa: S607 - found in the path by the skip mark
        input=data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    shown = re.sub(r"[-\u00ad]\n", "", shown)
    shown = re.sub(r"Jahresbericht 2024 · Entwurf\s+Seite \d von \d", "", shown)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = {
            _normal(str(thing.Alt))
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        }

    lost = [line for line in _missing(report, shown) if _normal(line) not in alts]

    assert lost == []


def test_planted_loss_is_found(report: Document) -> None:
    text = write_markdown(report).replace("Förderrichtlinie", "")

    assert _missing(report, _markdown_text(text)) == ["Förderrichtlinie"]
