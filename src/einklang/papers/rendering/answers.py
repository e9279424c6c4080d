"""A draft's paragraphs, answers written in the browser, and what the engine finds in an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from einklang.engines.redline.api import (
    Draft,
    author_return,
    consolidate,
    paragraphs,
    read_draft,
    read_return,
)
from einklang.engines.redline.errors import AuthoringError, RedlineError
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.consolidation import Loss, Overview, ReturnKind
from einklang.engines.redline.report.fragments import row_fragments
from einklang.engines.redline.words import place_words, word
from einklang.papers.errors import PaperError
from einklang.papers.models import Version
from einklang.papers.rendering.word import reader_language, refused

KEPT_S = 7 * 24 * 3600
FORM = 1
"""Of what lies in the cache; goes up when `Passage` or the numbering changes."""
EARLIER_VERSIONS = 2
NAME_LINK = re.compile(r'<a class="by [^"]*" href="[^"]*">.*?</a>')
"""Who wants a change: in one association's own answer that is said already."""


@dataclass(frozen=True)
class Passage:
    """A numbered paragraph of the draft."""

    number: int
    text: str
    level: int
    """1 to 9 for a heading, 0 for text."""
    first_line: int
    last_line: int
    is_editable: bool


@dataclass(frozen=True)
class MarkedRow:
    """A paragraph with everything that the answer marks in it."""

    address: str
    html: SafeString
    comments: tuple[tuple[str, str], ...] = ()
    """Id and text of each."""


@dataclass(frozen=True)
class Findings:
    """What the engine found in an answer."""

    kind: str
    """In the reader's language: tracked, untracked …"""
    changes: int
    comments: int
    made_on: str
    """The name of an older version it was made on; empty for the one that was asked about."""
    losses: tuple[str, ...] = ()
    rows: tuple[MarkedRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.comments


@dataclass(frozen=True)
class Draftsman:
    """Who signs the changes made in the browser."""

    association: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Wishes:
    """What is to become of paragraphs, by their citable numbers."""

    edits: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)


def passages(version: Version) -> tuple[Passage, ...]:
    """Return the paragraphs of a version; read once, for versions never change."""
    key = f"papers.passages.{FORM}.{version.sha256}"
    known = cache.get(key)
    if known is None:
        known = [asdict(one) for one in _passages(_draft(version))]
        cache.set(key, known, KEPT_S)
    return tuple(Passage(**one) for one in known)


def written(version: Version, *, wishes: Wishes, draftsman: Draftsman) -> bytes:
    """Write a Word file in which the wishes are recorded as changes and comments.

    :raises PaperError: if a text does not fit its paragraph.
    """
    moment = draftsman.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    remarks = [Remark(number, text) for number, text in sorted(wishes.comments.items())]
    try:
        return author_return(
            _draft(version),
            association=draftsman.association,
            person=draftsman.person,
            date=moment,
            edits=wishes.edits,
            comments=remarks,
        )
    except AuthoringError as error:
        raise PaperError(error.message(reader_language())) from error


def findings(
    version: Version, *, association: str, data: bytes, name: str, earlier: Sequence[Version] = ()
) -> Findings:
    """Compare an answer with the version it answers to.

    :raises FileRefusedError: if it is unsafe, damaged, or has nothing to do with the draft.
    """
    draft = _draft(version)
    older = [_draft(one) for one in earlier[:EARLIER_VERSIONS]]
    try:
        one = read_return(draft, data, association=association, name=name, earlier=older)
        overview = consolidate(draft, [one]).overview
    except RedlineError as error:
        raise refused(error) from error
    return _findings(overview)


def _findings(overview: Overview) -> Findings:
    language = reader_language()
    summary = overview.returns[0]
    comments = {
        comment.id: comment.text for comment in overview.comments if not comment.is_of_draft
    }
    return Findings(
        kind=word("return", ReturnKind(summary.kind).value, language),
        changes=summary.changes,
        comments=summary.comments,
        made_on=summary.made_on,
        losses=tuple(_loss(loss) for loss in overview.losses if loss.association),
        rows=tuple(
            MarkedRow(
                row.address,
                mark_safe(NAME_LINK.sub("", row.html)),  # noqa: S308 - the engine escapes texts
                tuple((key, comments[key]) for key in row.comments if key in comments),
            )
            for row in row_fragments(overview, language=language)
            if row.is_touched
        ),
    )


def _loss(loss: Loss) -> str:
    language = reader_language()
    what = word("element", loss.element, language)
    detail = f" „{loss.detail}“" if loss.detail else ""
    treatment = word("treatment", loss.treatment, language)
    return f"{place_words(loss.place, language)}: {what}{detail}: {treatment}"


def _draft(version: Version) -> Draft:
    with version.file.open("rb") as opened:
        return read_draft(opened.read(), name=version.name)


def _passages(draft: Draft) -> list[Passage]:
    return [
        Passage(
            number=one.place.paragraph,
            text=one.text,
            level=one.level,
            first_line=one.place.first_line,
            last_line=one.place.last_line,
            is_editable=one.is_editable,
        )
        for one in paragraphs(draft)
    ]
