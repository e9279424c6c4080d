"""What is to happen to each block of a story."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from einklang.engines.redline.align.edits import (
    Edit,
    FormatEdit,
    Piece,
    Position,
)
from einklang.engines.redline.merge.proposals import Proposal
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.model.decision import Decision
from einklang.engines.redline.names import w
from einklang.engines.redline.reader.segments import MARK
from einklang.engines.redline.reader.story import Block, Path
from einklang.engines.redline.writer.signing import Registrar

RECORDS = frozenset({w("rPrChange"), w("pPrChange")})


@dataclass(slots=True)
class Gone:
    """Characters of a block that one proposal deletes, by one voice."""

    start: int
    end: int
    proposal: Proposal
    voice: Voice
    move: str


@dataclass(slots=True)
class Arrival:
    """What one proposal puts at a place."""

    proposal: Proposal
    pieces: Sequence[Piece]
    replaces: bool
    """Whether it comes for base characters right before it."""
    move: str


@dataclass(slots=True)
class Look:
    start: int
    end: int
    edit: FormatEdit
    proposal: Proposal


@dataclass(slots=True)
class BlockPlan:
    gone: list[Gone] = field(default_factory=list)
    arrivals: dict[int, list[Arrival]] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    starts: dict[int, list[str]] = field(default_factory=dict)
    """Comments that begin at an offset."""
    late_starts: dict[int, list[str]] = field(default_factory=dict)
    """Those that begin among what arrives there, unless that is rejected."""
    ends: dict[int, list[str]] = field(default_factory=dict)

    def cuts(self) -> set[int]:
        """Return every offset at which something begins or ends."""
        found = {*self.arrivals, *self.starts, *self.late_starts, *self.ends}
        found |= {edge for one in self.gone for edge in (one.start, one.end)}
        return found | {edge for one in self.looks for edge in (one.start, one.end)}


Plans = dict[int, BlockPlan]


class Planner:
    """Spreads proposals over the blocks of the stories they are about."""

    def __init__(
        self, proposals: Iterable[Proposal], registrar: Registrar, texts: dict[int, Decision]
    ) -> None:
        self.registrar = registrar
        self.texts = texts
        """Decisions that bring their own words, by the number of the proposal."""
        self.plans: dict[Path, Plans] = {}
        self.proposals = list(proposals)

    def block(self, path: Path, number: int) -> BlockPlan:
        return self.plans.setdefault(path, {}).setdefault(number, BlockPlan())

    def paths(self) -> list[Path]:
        """Return every story that something happens to."""
        found: dict[Path, None] = {}
        for proposal in self.proposals:
            found |= dict.fromkeys(path for path, _ in (*proposal.edits, *proposal.formats))
        return list(found)

    def plan(self, stories: dict[Path, list[Block]], alternatives: Collection[Proposal]) -> None:
        """Fill in the plans; `stories` holds the blocks of each path.

        Formats of `alternatives` are left out.
        """
        for proposal in self.proposals:
            for number, (path, edit) in enumerate(proposal.edits):
                is_last = number == len(proposal.edits) - 1
                self._edit(proposal, path, edit, stories[path], is_last=is_last)
            if not self.registrar.is_rejected(proposal) and proposal not in alternatives:
                for path, look in proposal.formats:
                    self._look(proposal, path, look)

    def _edit(
        self, proposal: Proposal, path: Path, edit: Edit, blocks: list[Block], *, is_last: bool
    ) -> None:
        pieces = edit.pieces
        if self.registrar.is_rejected(proposal):
            pieces = tuple(piece for piece in pieces if piece.comment)
        else:
            for start, end, voice in edit.deleters:
                self._gone(proposal, path, edit, (start, end, voice), blocks)
            own = self.texts.get(proposal.number)
            if own is not None:
                kept = tuple(piece for piece in pieces if piece.comment)
                pieces = (own_pieces(own.text, edit) if is_last else ()) + kept
        if pieces:
            number, offset = edit.end
            arrival = Arrival(proposal, pieces, edit.start < edit.end, edit.move)
            self.block(path, number).arrivals.setdefault(offset, []).append(arrival)

    def _gone(
        self,
        proposal: Proposal,
        path: Path,
        edit: Edit,
        span: tuple[Position, Position, Voice],
        blocks: list[Block],
    ) -> None:
        start, end, voice = span
        for number in range(start[0], min(end[0] + 1, len(blocks))):
            low = start[1] if number == start[0] else 0
            high = end[1] if number == end[0] else len(blocks[number].text)
            if low < high:
                gone = Gone(low, high, proposal, voice, edit.move)
                self.block(path, number).gone.append(gone)

    def _look(self, proposal: Proposal, path: Path, look: FormatEdit) -> None:
        number, low = look.start
        high = look.end[1] if look.end[0] == number else low + 1
        self.block(path, number).looks.append(Look(low, high, look, proposal))


def own_pieces(text: str, edit: Edit) -> tuple[Piece, ...]:
    """Return the lead's own words as pieces that look like what they replace."""
    voice = Voice("")
    model = next((piece for piece in edit.pieces if piece.text and not piece.key), None)
    marks = [piece for piece in edit.pieces if piece.text == MARK]
    look = (model.format, model.xml) if model and model.text != MARK else ("", b"")
    pieces: list[Piece] = []
    ends_with_mark = edit.old.endswith(MARK) or bool(marks and edit.pieces[-1].text == MARK)
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append(_own_mark(voice, marks))
        if line:
            pieces.append(Piece(line, voice, *look))
    if ends_with_mark and pieces:
        pieces.append(_own_mark(voice, marks))
    return tuple(pieces)


def _own_mark(voice: Voice, marks: list[Piece]) -> Piece:
    return Piece(MARK, voice, marks[-1].format, marks[-1].xml) if marks else Piece(MARK, voice)


def alternative_looks(
    proposals: Iterable[Proposal], registrar: Registrar, stories: dict[Path, list[Block]]
) -> list[Proposal]:
    """Return open changes of format for whose record there is no room.

    A run and a paragraph hold one record of old properties each: the first one's, or that of
    the draft itself.
    """
    taken: dict[tuple[Path, int], list[tuple[int, int]]] = {}
    found: list[Proposal] = []
    for proposal in proposals:
        if not proposal.formats or registrar.is_accepted(proposal):
            continue
        if registrar.is_rejected(proposal):
            continue
        spans = [((path, look.start[0]), _span(look), look) for path, look in proposal.formats]
        has_room = not any(
            _has_record(stories[place[0]][place[1]], span)
            or any(max(low, span[0]) < min(high, span[1]) for low, high in taken.get(place, ()))
            for place, span, _ in spans
        )
        if has_room:
            for place, span, _ in spans:
                taken.setdefault(place, []).append(span)
        else:
            found.append(proposal)
    return found


def _span(look: FormatEdit) -> tuple[int, int]:
    start = look.start[1]
    return start, look.end[1] if look.end[0] == look.start[0] else start + 1


def _has_record(block: Block, span: tuple[int, int]) -> bool:
    at = 0
    for segment in block.segments:
        low, high = at, at + len(segment.text)
        at = high
        properties = segment.properties
        is_covered = low < span[1] and high > span[0]
        if is_covered and properties is not None and any(c.tag in RECORDS for c in properties):
            return True
    return False
