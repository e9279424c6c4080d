"""All returns of a circulation read and put together; decisions carried out; protocols written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, TypedDict

from einklang.engines.redline.api import (
    Consolidation,
    Draft,
    Return,
    consolidate,
    read_draft,
    read_return,
    settle,
    show,
    write,
)
from einklang.engines.redline.errors import Language, RedlineError
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.report.fragments import RowFragment, row_fragments
from einklang.engines.redline.report.json import overview_from_json, to_json
from einklang.engines.redline.report.page import Pen, passage, text
from einklang.engines.redline.report.phrases import deed, phrase, quoted, support
from einklang.engines.redline.report.protocol import protocol_html
from einklang.engines.redline.words import place_words, word

Progress = Callable[[int], None]
LANGUAGES: tuple[Language, ...] = ("de", "en")


class Block(TypedDict):
    """One thing beside the text of a paragraph, in the order of the text."""

    kind: Literal["change", "conflict", "note"]
    id: str
    html: str
    """Of a conflict: what is at stake. A change's own words stand at its proposal."""
    changes: list[str]
    """Of a conflict: its alternatives that are shown in it."""


class RowData(TypedDict):
    """A paragraph of the draft, ready to show."""

    anchor: str
    address: str
    html: str
    level: int
    """1 to 9 for a heading, 0 for text."""
    blocks: list[Block]
    """Empty for a paragraph that nobody touched."""


class ReturnData(TypedDict):
    association: str
    file: str
    kind: str
    people: list[str]
    changes: int
    comments: int
    made_on: str


class LossData(TypedDict):
    association: str
    place: str
    said: str
    detail: str


class HeadData(TypedDict):
    returns: list[ReturnData]
    losses: list[LossData]
    conflicts: int
    comments: int


@dataclass(frozen=True)
class Sent:
    """A Word file as it was sent."""

    association: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Wish:
    """One proposal as it is kept."""

    change: str
    kind: str
    paragraph: int | None
    address: dict[Language, str]
    deleted: str
    inserted: str
    associations: tuple[str, ...]
    is_editorial: bool
    conflicts: tuple[str, ...]
    html: dict[Language, str]


@dataclass(frozen=True)
class PutTogether:
    overview: str
    rows: dict[Language, list[RowData]]
    head: dict[Language, HeadData]
    docx: bytes
    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Sources:
    """What the result is made of; the same sources give the same result."""

    draft: Sent
    earlier: tuple[Sent, ...]
    """Older versions that were sent out before, the latest first."""
    returns: tuple[Sent, ...]


class ReturnRefusedError(Exception):
    """The engine cannot take a file; ``association`` is empty for the draft itself."""

    def __init__(self, error: RedlineError, association: str) -> None:
        super().__init__(str(error))
        self.association = association
        self.messages = {language: error.message(language) for language in LANGUAGES}


def put_together(sources: Sources, progress: Progress = lambda _: None) -> PutTogether:
    """Read the files and put them together; ``progress`` hears how many returns are read.

    :raises ReturnRefusedError: naming the association whose file cannot be taken.
    """
    written = write(_consolidated(sources, progress))
    overview = written.overview
    return PutTogether(
        overview=to_json(overview),
        rows={language: _rows(Pen(overview, language)) for language in LANGUAGES},
        head={language: _head(overview, language) for language in LANGUAGES},
        docx=written.docx,
        wishes=_wishes(overview),
    )


def _consolidated(sources: Sources, progress: Progress) -> Consolidation:
    draft = _draft(sources.draft)
    earlier = [_draft(one) for one in sources.earlier]
    returns = []
    for number, one in enumerate(sources.returns, start=1):
        returns.append(_return(draft, one, earlier))
        progress(number)
    return consolidate(draft, returns)


def _draft(one: Sent) -> Draft:
    try:
        return read_draft(one.data, name=one.name)
    except RedlineError as error:
        raise ReturnRefusedError(error, "") from error


def _return(draft: Draft, one: Sent, earlier: Sequence[Draft]) -> Return:
    try:
        return read_return(
            draft, one.data, association=one.association, name=one.name, earlier=earlier
        )
    except RedlineError as error:
        raise ReturnRefusedError(error, one.association) from error


def _wishes(overview: Overview) -> tuple[Wish, ...]:
    pens = {language: Pen(overview, language) for language in LANGUAGES}
    return tuple(
        Wish(
            change=change.id,
            kind=change.kind,
            paragraph=change.place.paragraph or None,
            address={one: place_words(change.place, one) for one in LANGUAGES},
            deleted=_storable(change.deleted),
            inserted=_storable(change.inserted),
            associations=change.associations,
            is_editorial=change.is_editorial,
            conflicts=change.conflicts,
            html={
                one: f'<p class="ek-proposal__who">{pen.names(change)} <span class="ek-muted">'
                f"{text(support(len(change.associations), pen.everybody, one))}</span></p>"
                f"{pen.deed(deed(change), change)}{pen.people(change.supporters)}"
                for one, pen in pens.items()
            },
        )
        for change in overview.changes
    )


def _storable(words: str) -> str:
    """Drop what a text column of PostgreSQL cannot hold."""
    return words.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _rows(pen: Pen) -> list[RowData]:
    writer = _RowWriter(pen)
    return [
        writer.row(fragment) for fragment in row_fragments(pen.overview, language=pen.language)
    ]


class _RowWriter:
    """Puts beside each paragraph what is wanted there; each change is told once."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        overview = pen.overview
        self.changes = {change.id: change for change in overview.changes}
        self.conflicts = {conflict.id: conflict for conflict in overview.conflicts}
        self.comments = {comment.id: comment for comment in overview.comments}
        self.told: set[str] = set()

    def row(self, fragment: RowFragment) -> RowData:
        blocks = [self._conflict(key, fragment) for key in fragment.conflicts]
        blocks += [
            Block(kind="change", id=key, html="", changes=[])
            for key in fragment.changes
            if key not in self.told
        ]
        self.told.update(fragment.changes)
        notes = [(key, self._elsewhere("continues", key)) for key in fragment.continued]
        notes += [(key, self._elsewhere("moved-from", key)) for key in fragment.arrivals]
        notes += [(key, self.pen.comment(self.comments[key])) for key in fragment.comments]
        blocks += [Block(kind="note", id=key, html=html, changes=[]) for key, html in notes]
        return RowData(
            anchor=fragment.anchor,
            address=fragment.address,
            html=fragment.html,
            level=fragment.level,
            blocks=blocks,
        )

    def _conflict(self, key: str, fragment: RowFragment) -> Block:
        pen, conflict = self.pen, self.conflicts[key]
        here = [
            change
            for change in conflict.changes
            if change in fragment.changes and change not in self.told
        ]
        self.told.update(here)
        html = (
            f"<p><strong>{pen.say('conflict')} {text(key)}</strong> "
            f"{text(word('rule', conflict.rule, pen.language))}</p>"
        )
        if conflict.words:
            words = passage(quoted(conflict.words, pen.language))
            html += f'<p dir="auto">{phrase("at-stake", pen.language, words=words)}</p>'
        if links := "".join(
            f'<li>{pen.names(self.changes[other])} <a href="#{text(other)}">{text(other)}</a></li>'
            for other in conflict.changes
            if other not in here and other in self.changes
        ):
            html += f"<ul>{links}</ul>"
        return Block(kind="conflict", id=key, html=html, changes=here)

    def _elsewhere(self, key: str, change: str) -> str:
        pen = self.pen
        target = self.changes[change]
        said = change if key == "continues" else place_words(target.place, pen.language)
        link = f'<a href="#{text(change)}">{text(said)}</a>'
        words = phrase(key, pen.language, id=link, place=link)
        return f"<p>{pen.names(target)} {words}</p>"


def _head(overview: Overview, language: Language) -> HeadData:
    return HeadData(
        returns=[
            ReturnData(
                association=one.association,
                file=one.file,
                kind=word("return", one.kind, language),
                people=list(one.people),
                changes=one.changes,
                comments=one.comments,
                made_on=one.made_on,
            )
            for one in overview.returns
        ],
        losses=[
            LossData(
                association=loss.association,
                place=place_words(loss.place, language),
                said=f"{word('element', loss.element, language)}: "
                f"{word('treatment', loss.treatment, language)}",
                detail=_storable(loss.detail),
            )
            for loss in overview.losses
        ],
        conflicts=len(overview.conflicts),
        comments=len(overview.comments),
    )


@dataclass(frozen=True)
class Decided:
    """What was decided about one change."""

    change: str
    verdict: str
    reason: str = ""
    own_text: str = ""


class ChangedEngineError(Exception):
    """The files give other proposals now than those that were decided on."""


def carry_out(sources: Sources, overview: str, decided: Sequence[Decided]) -> bytes:
    """Write the draft with all decisions carried out: nothing recorded, no remark of a return.

    :raises ChangedEngineError: if the files do not give the proposals of the overview any more.
    :raises ReturnRefusedError: as ``put_together``.
    """
    combined = _consolidated(sources, lambda _: None)
    known = overview_from_json(overview)
    if _identity(combined.overview) != _identity(known):
        raise ChangedEngineError
    for one in combined.incoming:
        # Remarks stay in the synopsis and in the protocol; the next version goes out clean.
        one.comments.clear()
        one.resolved.clear()
    docx = write(combined, _decisions(decided)).docx
    if any(row.kind != "comment" for row in show(docx, name=sources.draft.name).rows):
        # What the draft itself had recorded counts as made: all answers were read like that.
        docx = settle(docx, name=sources.draft.name, verdict="accept").docx
    return docx


def _identity(overview: Overview) -> list[tuple[str, str, str, str]]:
    return [
        (change.id, change.kind, _storable(change.deleted), _storable(change.inserted))
        for change in overview.changes
    ]


def _decisions(decided: Sequence[Decided]) -> list[Decision]:
    return [
        Decision(one.change, Verdict(one.verdict), one.reason, one.own_text) for one in decided
    ]


def protocols(
    overview: str, decided: Sequence[Decided], associations: Sequence[str]
) -> dict[str | None, bytes]:
    """Write the whole protocol (None) and one for each association, its own proposals first."""
    known, decisions = overview_from_json(overview), _decisions(decided)
    return {
        name: protocol_html(known, decisions, association=name).encode()
        for name in (None, *associations)
    }


def next_name(name: str, number: int) -> str:
    """Return a file name for the next version: entwurf.docx → entwurf-3.docx."""
    stem = PurePosixPath(name).stem
    head, _, tail = stem.rpartition("-")
    return f"{head if head and tail.isdigit() else stem}-{number}.docx"
