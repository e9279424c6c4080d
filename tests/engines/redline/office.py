"""LibreOffice Writer as a judge: it makes files with recorded changes, and reads ours.

One hidden Writer with a profile of its own serves a whole run; `office_driver.py` talks to it
under the system's Python, which has UNO. Use the fixture `office`:

    returned = office.edit(draft, as_person("Kim Muster", replace("zehn", "zwölf")))
    office.read(returned).people == {"Kim Muster": 2}
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

DRIVER = Path(__file__).with_name("office_driver.py")
PYTHON = "/usr/bin/python3"
"""The one that Debian's package python3-uno serves."""
PATIENCE = 10
"""Seconds that Writer has for ending by itself."""
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"
 oor:op="fuse"><value>de-DE</value></prop></item>
</oor:items>
"""

Edit = dict[str, Any]
Stories = dict[str, list[str]]


class OfficeError(Exception):
    """LibreOffice refused, or the edit names words that are not there."""


@cache
def missing() -> str:
    """Say why there is no judge here; an empty string when there is one."""
    if shutil.which("soffice") is None:
        return "LibreOffice is missing: install libreoffice-writer-nogui"
    try:
        subprocess.run([PYTHON, "-c", "import uno"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return f"{PYTHON} cannot import uno: install python3-uno"
    return ""


@dataclass(frozen=True)
class Session:
    """What one person does to a file at one sitting."""

    author: str
    edits: tuple[Edit, ...]
    is_tracked: bool = True


def as_person(author: str, *edits: Edit) -> Session:
    return Session(author, edits)


def untracked(author: str, *edits: Edit) -> Session:
    """Let somebody edit who forgot to switch tracking on."""
    return Session(author, edits, is_tracked=False)


def heading(text: str, level: int = 1) -> Edit:
    return {"edit": "write", "style": f"Heading {level}", "text": text}


def paragraph(text: str) -> Edit:
    return {"edit": "write", "style": "Standard", "text": text}


def item(text: str, *, numbered: bool = False) -> Edit:
    rules = "Numbering 123" if numbered else "List 1"
    return {"edit": "write", "style": "Standard", "text": text, "rules": rules}


def table(*rows: Sequence[str]) -> Edit:
    return {"edit": "table", "rows": rows}


def header(text: str) -> Edit:
    return {"edit": "header", "text": text}


def footnote(after: str, text: str) -> Edit:
    return {"edit": "footnote", "after": after, "text": text}


def replace(old: str, new: str) -> Edit:
    return {"edit": "replace", "old": old, "new": new}


def insert(after: str, text: str) -> Edit:
    """Write right after some words; a line feed begins a new paragraph."""
    return {"edit": "insert", "after": after, "text": text}


def delete(words: str) -> Edit:
    return replace(words, "")


def delete_paragraph(words: str) -> Edit:
    return {"edit": "delete_paragraph", "words": words}


def split(before: str) -> Edit:
    return {"edit": "split", "before": before}


def merge(words: str) -> Edit:
    """Join the paragraph that holds these words with the next one."""
    return {"edit": "merge", "words": words}


def bold(words: str) -> Edit:
    return {"edit": "bold", "words": words}


def restyle(words: str, style: str) -> Edit:
    """Give a paragraph another style of Writer: `Heading 2`, `Standard`, `Quotations`."""
    return {"edit": "restyle", "words": words, "style": style}


def row(below: str, *cells: str) -> Edit:
    return {"edit": "row", "below": below, "cells": cells}


def delete_row(words: str) -> Edit:
    return {"edit": "delete_row", "words": words}


def comment(words: str, text: str) -> Edit:
    return {"edit": "comment", "words": words, "text": text}


@dataclass(frozen=True)
class Revision:
    author: str
    kind: str
    """`Insert`, `Delete`, `Format`, `ParagraphFormat`, `TextTable` …, as Writer calls it."""
    date: str
    """`2026-03-01T10:00:00`."""


@dataclass(frozen=True)
class Comment:
    author: str
    text: str
    quoted: str
    is_resolved: bool


@dataclass(frozen=True)
class Reading:
    """What Writer sees in a file. Stories: body, footnote, endnote, header, footer, textbox."""

    revisions: tuple[Revision, ...]
    comments: tuple[Comment, ...]
    shown: Stories
    """Each paragraph with inserted and deleted words side by side; tables cell by cell."""
    accepted: Stories
    rejected: Stories
    left: int
    """Recorded changes that were still there after all were accepted, or rejected."""
    questions: tuple[str, ...]
    """What Writer would have asked while it opened the file, such as whether to repair it."""

    @property
    def people(self) -> dict[str, int]:
        """Recorded changes per author."""
        return dict(Counter(revision.author for revision in self.revisions))

    @property
    def kinds(self) -> dict[tuple[str, str], int]:
        return dict(Counter((revision.author, revision.kind) for revision in self.revisions))


class Office:
    """A running Writer; use `running()` or the fixture."""

    def __init__(self, driver: "subprocess.Popen[str]", folder: Path) -> None:
        self._driver = driver
        self._folder = folder

    def edit(self, docx: bytes | None, *sessions: Session) -> bytes:
        """Let people work on a file, or on an empty one, one after another; return the .docx.

        :raises OfficeError: if an edit names words that are not there.
        """
        target = self._new_path("docx")
        steps = [
            {"author": each.author, "is_tracked": each.is_tracked, "edits": each.edits}
            for each in sessions
        ]
        self._ask("edit", path=self._put(docx), target=str(target), sessions=steps)
        return self._take(target)

    def read(self, docx: bytes) -> Reading:
        """Open a file, accept all, open it again and reject all.

        :raises OfficeError: if Writer does not open it.
        """
        told = self._ask("read", path=self._put(docx))
        return Reading(
            tuple(Revision(*each) for each in told["revisions"]),
            tuple(Comment(**each) for each in told["comments"]),
            told["shown"],
            told["accepted"],
            told["rejected"],
            told["left"],
            tuple(told["questions"]),
        )

    def resave(self, docx: bytes) -> bytes:
        """Open a file and save it as .docx, as somebody does who only looked at it."""
        return self._convert(docx, "docx", "MS Word 2007 XML")

    def pdf(self, docx: bytes) -> bytes:
        return self._convert(docx, "pdf", "writer_pdf_Export")

    def pictures(self, docx: bytes, *, dpi: int = 60) -> list[bytes]:
        """Return a PNG of every page, to look at."""
        source = self._new_path("pdf")
        source.write_bytes(self.pdf(docx))
        pages = self._new_path("pages")
        pages.mkdir()
        tool = shutil.which("pdftoppm")
        if tool is None:
            raise OfficeError("pdftoppm is missing: install poppler-utils")
        subprocess.run([tool, "-r", str(dpi), "-png", str(source), str(pages / "p")], check=True)
        return [page.read_bytes() for page in sorted(pages.iterdir())]

    def _convert(self, docx: bytes, ending: str, name: str) -> bytes:
        target = self._new_path(ending)
        self._ask("convert", path=self._put(docx), target=str(target), filter=name)
        return self._take(target)

    def _new_path(self, ending: str) -> Path:
        return self._folder / f"{uuid.uuid4().hex}.{ending}"

    def _put(self, docx: bytes | None) -> str:
        if docx is None:
            return ""
        path = self._new_path("docx")
        path.write_bytes(docx)
        return str(path)

    @staticmethod
    def _take(path: Path) -> bytes:
        content = path.read_bytes()
        path.unlink()
        return content

    def _ask(self, job: str, **details: object) -> Any:
        asking, answering = _ends(self._driver)
        with contextlib.suppress(BrokenPipeError):
            asking.write(json.dumps({"job": job} | details) + "\n")
            asking.flush()
        line = answering.readline()
        if not line:
            raise OfficeError("LibreOffice or its driver has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(answer["error"])
        return answer["result"]


def _ends(driver: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    if driver.stdin is None or driver.stdout is None:
        raise OfficeError("the driver has no pipes")
    return driver.stdin, driver.stdout


@contextlib.contextmanager
def running() -> Iterator[Office]:
    """Start a Writer of our own and end it, with everything it started, afterwards.

    :raises OfficeError: if there is none to start (see `missing`).
    """
    soffice = shutil.which("soffice")
    if reason := missing():
        raise OfficeError(reason)
    pipe = f"ek{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(prefix="ek-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        writer = subprocess.Popen(
            [
                str(soffice),
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        driver = subprocess.Popen(
            [PYTHON, str(DRIVER), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            yield Office(driver, folder)
        finally:
            _end(driver, writer)


def _end(driver: "subprocess.Popen[str]", writer: "subprocess.Popen[bytes]") -> None:
    asking, answering = _ends(driver)
    asking.close()
    driver.wait()
    answering.close()
    try:
        writer.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        # soffice is a script that starts the real program: end the whole group, which is ours.
        os.killpg(writer.pid, signal.SIGKILL)
        writer.wait()
