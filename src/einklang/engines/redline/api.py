"""The surface of the engine: read a draft, read returns, consolidate, decide, write.

    draft = read_draft(Path("entwurf.docx"), name="entwurf.docx")
    one = read_return(draft, Path("a.docx"), association="A", name="a.docx")
    both = consolidate(draft, [one, ...])
    both.overview          # changes, conflicts, comments, losses
    write(both).docx       # everything recorded, every word with its owner
    write(both, [Decision("c1", Verdict.ACCEPT)]).docx

Every function raises `RedlineError` (and nothing else) for a file or a wish it cannot follow.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from einklang.engines.redline.align.comparison import Comparison
from einklang.engines.redline.align.losses import find_losses
from einklang.engines.redline.align.passages import Successor
from einklang.engines.redline.align.reception import (
    Base,
    carry_over,
    check_related,
    most_alike,
)
from einklang.engines.redline.align.reception import (
    compare as compare_documents,
)
from einklang.engines.redline.errors import DecisionError, Language, RedlineError
from einklang.engines.redline.merge.authored import authored, signature
from einklang.engines.redline.merge.brought import bring_comments
from einklang.engines.redline.merge.conflicts import find_clashes
from einklang.engines.redline.merge.incoming import Incoming
from einklang.engines.redline.merge.overview import OverviewWriter
from einklang.engines.redline.merge.places import Gazetteer
from einklang.engines.redline.merge.proposals import Proposal, gather
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.change import ChangeKind
from einklang.engines.redline.model.consolidation import DraftParagraph, Overview
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.model.passage import Passage, Succession
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.reader.borrowing import Luggage
from einklang.engines.redline.reader.document import All, Document
from einklang.engines.redline.settle.listing import ListingRow, listing
from einklang.engines.redline.settle.package import settle_package
from einklang.engines.redline.writer.write import Writer

Source = bytes | Path


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """What was sent out."""

    name: str
    fingerprint: str
    """SHA-256 of the file, in hexadecimal."""
    base: Base


@dataclass(frozen=True, slots=True, eq=False)
class Return:
    """What one association sent back, compared with the draft."""

    association: str
    name: str
    incoming: Incoming


@dataclass(frozen=True, slots=True, eq=False)
class Consolidation:
    """All returns put together."""

    overview: Overview
    draft: Draft
    incoming: tuple[Incoming, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Written:
    docx: bytes
    overview: Overview
    """With the ids of tracked changes, and how many of them each name has."""


@dataclass(frozen=True, slots=True)
class Settled:
    docx: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    name: str
    rows: tuple[ListingRow, ...]


def read_draft(source: Source, *, name: str) -> Draft:
    """Open the document that was sent out.

    :raises RedlineError: if it is unsafe, damaged or no Word document.
    """
    document = Document.read(source, name=name, settled=All())
    data = source if isinstance(source, bytes) else source.read_bytes()
    _ = document.body
    return Draft(name, hashlib.sha256(data).hexdigest(), Base(document))


def read_return(
    draft: Draft, source: Source, *, association: str, name: str, earlier: Sequence[Draft] = ()
) -> Return:
    """Open what an association sent back and compare it with the draft.

    A return that was made on an earlier version of the draft is recognised if that version is
    given; its changes are carried over to the current one.

    :raises UnrelatedFileError: if the file has hardly anything in common with the draft.
    :raises RedlineError: if it is unsafe, damaged or no Word document.
    """
    bases = [draft, *earlier]
    comparisons = [_compare(one, draft, source, association, name) for one in bases]
    best = most_alike(comparisons)
    comparison = comparisons[best]
    check_related(comparison.result, name)
    losses = find_losses(comparison)
    before = Incoming(association, name, comparison.result).voices
    if best:
        losses += carry_over(comparison, draft.base)
    incoming = Incoming(association, name, comparison.result, losses=losses, before=before)
    incoming.comments, incoming.resolved = bring_comments(comparison, draft.base.document)
    if best:
        incoming.made_on = bases[best].name
    for one in comparisons:
        one.other.release()
    return Return(association, name, incoming)


def _compare(base: Draft, draft: Draft, source: Source, association: str, name: str) -> Comparison:
    settled = base.base.document.stamps | draft.base.document.stamps
    other = Document.read(source, name=name, settled=settled)
    return compare_documents(base.base, other, association, draft.base)


def paragraphs(draft: Draft) -> tuple[DraftParagraph, ...]:
    """Return the paragraphs of the main text in the order of their citable numbers."""
    return Gazetteer(draft.base.document, draft.base.stories).numbered()


def author_return(
    draft: Draft,
    *,
    association: str,
    person: str,
    date: str,
    edits: Mapping[int, str] = MappingProxyType({}),
    comments: Sequence[Remark] = (),
) -> bytes:
    """Write the return of somebody who changed paragraphs of the draft as plain text.

    Keys of `edits` are citable numbers of paragraphs (`Place.paragraph`), values what is to stand
    there, in the form of `Paragraph.text`: signs for notes, pictures and fields stay where they
    are. A new line feed begins a new paragraph, a text without words takes the paragraph away
    (the only one of a cell becomes empty), the text as it was changes nothing. Words that changed
    are recorded in the person's name; what is around them keeps its format, links and notes.

    The association itself signs where it names no person; `read_return` puts its name before a
    person's. `date` is a moment as Word writes it, `2026-03-01T10:00:00Z`.

    :raises AuthoringError: if a number, a text, a remark, the name or the date will not do.
    """
    signer = signature(person or association, date)
    incoming = authored(draft.base, signer, edits, comments)
    wishes = gather([incoming.returned]), [incoming]
    package = draft.base.document.package.copy()
    return Writer(package, wishes, Luggage(), {}, "de").write().docx


def succession(old: Draft, new: Source, *, name: str) -> Succession:
    """Compare two versions: what changed, and which number each paragraph has now.

    Tracked changes in either of them count as made. Headers and footers have no numbers and are
    not compared; a changed note touches the paragraph that refers to it.

    :raises RedlineError: if the new one is unsafe, damaged or no Word document.
    """
    document = Document.read(new, name=name, settled=All())
    found = Successor(old.base.document, document).find()
    document.release()
    return found


def touched_passages(old: Draft, new: Source, *, name: str) -> tuple[Passage, ...]:
    """Return the paragraphs that are not in the new version as they were in the old one.

    :raises RedlineError: as `succession`.
    """
    return succession(old, new, name=name).passages


def consolidate(draft: Draft, returns: Sequence[Return]) -> Consolidation:
    """Put returns together. Their order does not matter.

    :raises RedlineError: if two returns have the same association.
    """
    ordered = sorted(returns, key=lambda one: (one.association.casefold(), one.association))
    for one, other in pairwise(ordered):
        if one.association == other.association:
            raise RedlineError("same-name", association=one.association)
    incoming = [one.incoming for one in ordered]
    proposals = gather([one.returned for one in incoming])
    gazetteer = Gazetteer(draft.base.document, draft.base.stories)
    writer = OverviewWriter(gazetteer, incoming, proposals, find_clashes(proposals))
    overview = writer.overview(draft.fingerprint)
    return Consolidation(overview, draft, tuple(incoming), tuple(proposals))


def write(
    consolidation: Consolidation,
    decisions: Sequence[Decision] = (),
    *,
    language: Language = "de",
) -> Written:
    """Write the draft with everything recorded in it; what is decided is no longer open.

    Of two formats for the same words only one can be recorded; the other becomes a comment in
    the given language.

    :raises DecisionError: if a decision names no change of this consolidation, contradicts
        another, or lacks its own text.
    """
    package = consolidation.draft.base.document.package.copy()
    decided = _by_number(consolidation, decisions)
    wishes = consolidation.proposals, consolidation.incoming
    luggage = consolidation.draft.base.luggage
    writer = Writer(package, wishes, luggage, decided, language)
    written = writer.write()
    changes = tuple(
        change.with_revisions(written.revisions.get(number, ()))
        for number, change in enumerate(consolidation.overview.changes, start=1)
    )
    overview = replace(consolidation.overview, changes=changes, authors=written.authors)
    return Written(written.docx, overview)


def _by_number(consolidation: Consolidation, decisions: Sequence[Decision]) -> dict[int, Decision]:
    numbers = {change.id: n for n, change in enumerate(consolidation.overview.changes, start=1)}
    found: dict[int, Decision] = {}
    for decision in decisions:
        number = numbers.get(decision.change)
        if number is None:
            raise DecisionError("unknown-change", change=decision.change)
        if number in found and found[number] != decision:
            raise DecisionError("decided-twice", change=decision.change)
        if decision.verdict is Verdict.REPLACE:
            if not decision.text:
                raise DecisionError("text-missing", change=decision.change)
            kind = consolidation.overview.changes[number - 1].kind
            if kind in {ChangeKind.FORMAT, ChangeKind.TABLE}:
                raise DecisionError("no-own-text", change=decision.change)
        found[number] = decision
    return found


def compare(old: Draft, source: Source, *, association: str, name: str) -> Written:
    """Compare two documents and write the old one with the differences recorded in it.

    :raises RedlineError: as `read_return`.
    """
    return write(consolidate(old, [read_return(old, source, association=association, name=name)]))


def settle(
    source: Source,
    *,
    name: str,
    verdict: Literal["accept", "reject"],
    by: str | None = None,
    only: Collection[int] = (),
) -> Settled:
    """Accept or reject tracked changes of any document: all, of one name, or by their ids.

    :raises RedlineError: if the file is unsafe, damaged or no Word document.
    """
    package = Package.read(source, name=name)
    count = settle_package(package, Verdict(verdict), by, only)
    return Settled(package.to_bytes(), count)


def show(source: Source, *, name: str) -> Listing:
    """List the tracked changes and comments of any document.

    :raises RedlineError: if the file is unsafe, damaged or no Word document.
    """
    return Listing(name, listing(Package.read(source, name=name)))
