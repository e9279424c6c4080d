"""Versions of a paper: the first draft from an outline, and any two compared."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from einklang.engines.redline.api import Written, compare, paragraphs, read_draft
from einklang.engines.redline.errors import Language, RedlineError, UnrelatedFileError
from einklang.engines.redline.report.fragments import RowFragment, row_fragments
from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.model import (
    DEEPEST_LEVEL,
    Block,
    Brand,
    BulletList,
    Document,
    Heading,
    Labels,
    Paragraph,
    Text,
)
from einklang.papers.errors import FileRefusedError
from einklang.papers.rendering.word import refused

COLOURS = ("#0f4c5c", "#a8480f")


@dataclass(frozen=True)
class Outline:
    """What the first draft is made of; `text` as the kind of paper holds it."""

    title: str
    kind: str
    publisher: str
    issued_on: date
    text: str


@dataclass(frozen=True)
class ComparedRow:
    """One paragraph on the page."""

    address: str
    anchor: str
    level: int
    html: SafeString
    """The engine escapes every text."""
    changes: tuple[str, ...]
    """The changes that begin here; the text links to them."""
    is_touched: bool


@dataclass(frozen=True)
class ComparedVersions:
    rows: tuple[ComparedRow, ...]
    changes: int


@dataclass(frozen=True)
class ReadParagraph:
    number: int
    text: str
    level: int
    """1 to 9 for a heading, 0 for text."""


def outline_docx(outline: Outline) -> bytes:
    """Write the first draft: the title, then headings, paragraphs and lists of the outline."""
    labels = Labels(_("Contents"), _("Page"), pgettext("page 2 of 5", "of"), _("As of"))
    document = Document(
        title=outline.title,
        subtitle=outline.kind,
        language="de",
        authors=(outline.publisher,),
        publisher=outline.publisher,
        issued_on=outline.issued_on,
        keywords=(outline.kind,),
        summary=outline.title,
        blocks=outline_blocks(outline.text),
        brand=Brand(outline.publisher, *COLOURS),
        labels=labels,
        status=_("Draft"),
    )
    return write_docx(document, is_draft=True)


def outline_blocks(text: str) -> tuple[Block, ...]:
    """Read the lines of an outline: # and ## begin headings, - an item; others are paragraphs."""
    blocks: list[Block] = []
    items: list[tuple[Text, ...]] = []
    depth = 1
    for line in [*map(str.strip, text.splitlines()), ""]:
        if line.startswith("- "):
            items.append((Text(line[2:].strip()),))
            continue
        if items:
            blocks.append(BulletList(tuple(items)))
            items = []
        signs = len(line) - len(line.lstrip("#"))
        words = line.lstrip("#").strip()
        if signs and words:
            # No heading may skip a level, whatever somebody typed.
            depth = min(signs + 1, depth + 1, DEEPEST_LEVEL)
            blocks.append(Heading(depth, words))
        elif words:
            blocks.append(Paragraph((Text(words),)))
    return tuple(blocks)


def compare_rows(old: bytes, new: bytes, *, by: str, language: Language) -> ComparedVersions:
    """Compare two versions for the page.

    :param by: in whose name the differences are shown, such as "Version 3".
    :raises FileRefusedError: if the engine cannot follow.
    """
    written = _compared(old, new, by)
    rows = row_fragments(written.overview, language=language)
    return ComparedVersions(tuple(map(_shown, rows)), len(written.overview.changes))


def compare_docx(old: bytes, new: bytes, *, by: str) -> bytes:
    """Write the old version with the differences of the new one recorded in it.

    :raises FileRefusedError: if the engine cannot follow.
    """
    return _compared(old, new, by).docx


def _compared(old: bytes, new: bytes, by: str) -> Written:
    try:
        return compare(read_draft(old, name=by), new, association=by, name=by)
    except UnrelatedFileError as error:
        raise FileRefusedError(
            _("The two versions have hardly anything in common."),
            _("A comparison would strike the whole text. Please read them side by side."),
        ) from error
    except RedlineError as error:
        raise refused(error) from error


def read_paragraphs(data: bytes, name: str) -> tuple[ReadParagraph, ...]:
    """Return the text of a version, paragraph by paragraph, with its citable numbers.

    :raises FileRefusedError: if the file cannot be read.
    """
    try:
        found = paragraphs(read_draft(data, name=name))
    except RedlineError as error:
        raise refused(error) from error
    return tuple(ReadParagraph(one.place.paragraph, one.text, one.level) for one in found)


def _shown(row: RowFragment) -> ComparedRow:
    html = mark_safe(row.html)  # noqa: S308 - the engine escapes every text
    return ComparedRow(row.address, row.anchor, row.level, html, row.changes, row.is_touched)
