"""Which proposals cannot all be followed, and the words they meet at.

Each rule is a function with one signature; no rule knows another. A rule yields meetings: two
proposals, and the base stretch at stake. Meetings that share a proposal and a rule become one
conflict.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from einklang.engines.redline.align.edits import (
    Edit,
    Position,
)
from einklang.engines.redline.merge.proposals import Proposal, delta
from einklang.engines.redline.model.change import ChangeKind, Rule
from einklang.engines.redline.reader.story import Path


@dataclass(frozen=True, slots=True)
class Meeting:
    rule: Rule
    one: Proposal
    other: Proposal
    path: Path
    start: Position
    end: Position


@dataclass(slots=True)
class Clash:
    """Proposals of which each meets at least one other."""

    rule: Rule
    proposals: list[Proposal]
    path: Path
    start: Position
    end: Position


Placed = tuple[Path, Edit, Proposal]
Found = dict[tuple[bool, Path, int], Clash]
"""By: is it about looks, in which story, which proposal."""
WORD = re.compile(r"\w+")


def overlapping_edits(proposals: Sequence[Proposal]) -> Iterator[Meeting]:
    """Yield edits that change the same base words, and words typed into what another deletes."""
    placed = sorted(
        ((path, edit, proposal) for proposal in proposals for path, edit in proposal.edits),
        key=lambda item: (str(item[0]), item[1].start, item[1].end),
    )
    open_ones: list[Placed] = []
    for item in placed:
        path, edit, _ = item
        open_ones = [one for one in open_ones if one[0] == path and one[1].end > edit.start]
        for one in open_ones:
            meeting = _meeting(one, item)
            if meeting is not None:
                yield meeting
        open_ones.append(item)


def _meeting(one: Placed, other: Placed) -> Meeting | None:
    path, left, _ = one
    _, right, _ = other
    if one[2] is other[2]:
        return None
    start, end = max(left.start, right.start), min(left.end, right.end)
    if start < end:
        if _only_delete(left, right):
            # Two who strike out do not contradict each other where they overlap.
            return None
        rule = Rule.EDIT_IN_DELETED if _swallows(one, other) else Rule.OVERLAP
        return Meeting(rule, one[2], other[2], path, start, end)
    typed = right if right.start == right.end else left
    around = left if typed is right else right
    if typed.start == typed.end and around.start < typed.start < around.end:
        return Meeting(Rule.EDIT_IN_DELETED, one[2], other[2], path, around.start, around.end)
    return None


def _only_delete(left: Edit, right: Edit) -> bool:
    return not (left.pieces or right.pieces or left.move or right.move)


def _swallows(one: Placed, other: Placed) -> bool:
    """Tell whether one takes a passage away in which the other only changes something."""
    small, large = sorted((one, other), key=lambda item: len(item[1].old))
    takes_away = large[2].kind in {ChangeKind.DELETE, ChangeKind.MOVE}
    is_larger = len(WORD.findall(large[1].old)) > len(WORD.findall(small[1].old))
    return takes_away and is_larger


def edits_in_lost_cells(proposals: Sequence[Proposal]) -> Iterator[Meeting]:
    """Yield changes inside rows, columns and tables that another deletes."""
    lost: dict[tuple[int | str, ...], list[Proposal]] = {}
    for proposal in proposals:
        for row in proposal.rows:
            if not row.xml:
                prefix = (*row.table, row.row) if row.cell < 0 else (*row.table, row.row, row.cell)
                lost.setdefault(prefix, []).append(proposal)
    if not lost:
        return
    for proposal in proposals:
        for path, edit in proposal.edits:
            for size in range(1, len(path) + 1):
                for other in lost.get(path[:size], ()):
                    if other is not proposal:
                        yield Meeting(
                            Rule.EDIT_IN_DELETED, other, proposal, path, edit.start, edit.end
                        )


def opposite_formats(proposals: Sequence[Proposal]) -> Iterator[Meeting]:
    """Yield changes of format that want the same words to look different in different ways."""
    placed = sorted(
        ((path, look, proposal) for proposal in proposals for path, look in proposal.formats),
        key=lambda item: (str(item[0]), item[1].start, item[1].end),
    )
    for number, (path, look, proposal) in enumerate(placed):
        for other_path, other, rival in placed[number + 1 :]:
            if other_path != path or other.start >= look.end:
                break
            if rival is not proposal and delta(look) != delta(other):
                start, end = max(look.start, other.start), min(look.end, other.end)
                yield Meeting(Rule.FORMAT, proposal, rival, path, start, end)


def opposite_shapes(proposals: Sequence[Proposal]) -> Iterator[Meeting]:
    """Yield changes of one cell that want it to span other columns or rows."""
    known: dict[tuple[Path, int, int], list[tuple[Proposal, tuple[str, str]]]] = {}
    for proposal in proposals:
        for shape in proposal.shapes:
            place = (shape.table, shape.row, shape.cell)
            for other, wanted in known.setdefault(place, []):
                if other is not proposal and wanted != shape.shape:
                    path: Path = (*shape.table, shape.row, shape.cell)
                    yield Meeting(Rule.OVERLAP, other, proposal, path, (0, 0), (1, 0))
            known[place].append((proposal, shape.shape))


RULES: tuple[Callable[[Sequence[Proposal]], Iterator[Meeting]], ...] = (
    overlapping_edits,
    edits_in_lost_cells,
    opposite_formats,
    opposite_shapes,
)


def find_clashes(proposals: Sequence[Proposal]) -> list[Clash]:
    """Apply every rule and join meetings that share a proposal, in the order of the document."""
    found: Found = {}
    for rule in RULES:
        for meeting in rule(proposals):
            _take_in(found, meeting)
    clashes = list({id(clash): clash for clash in found.values()}.values())
    for clash in clashes:
        clash.proposals.sort(key=lambda proposal: proposal.number)
    return sorted(clashes, key=lambda clash: (clash.proposals[0].number, clash.start))


def _take_in(found: Found, meeting: Meeting) -> None:
    is_look = meeting.rule is Rule.FORMAT
    keys = [(is_look, meeting.path, id(one)) for one in (meeting.one, meeting.other)]
    new = Clash(
        meeting.rule, [meeting.one, meeting.other], meeting.path, meeting.start, meeting.end
    )
    for clash in {id(found[key]): found[key] for key in keys if key in found}.values():
        new.proposals += [one for one in clash.proposals if one not in new.proposals]
        new.start, new.end = min(new.start, clash.start), max(new.end, clash.end)
        if clash.rule is Rule.OVERLAP:
            new.rule = clash.rule
    for proposal in new.proposals:
        found[is_look, meeting.path, id(proposal)] = new
