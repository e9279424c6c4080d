"""Edits of all returns become proposals: the same edit by several is one, with its supporters."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from einklang.engines.redline.align.edits import (
    CellShape,
    Edit,
    FormatEdit,
    Piece,
    Returned,
    RowEdit,
)
from einklang.engines.redline.align.text import leftmost
from einklang.engines.redline.merge.order import position_key
from einklang.engines.redline.model.change import ChangeKind, Voice
from einklang.engines.redline.reader.segments import MARK
from einklang.engines.redline.reader.story import Path

SHORTEST_MOVE = 12
"""Characters; a shorter paragraph that goes here and comes there is chance."""


@dataclass(slots=True, eq=False)
class Proposal:
    """One thing that somebody wants, decided as a whole."""

    kind: ChangeKind
    edits: list[tuple[Path, Edit]] = field(default_factory=list)
    """One; two for a move: what goes, what comes."""
    formats: list[tuple[Path, FormatEdit]] = field(default_factory=list)
    rows: list[RowEdit] = field(default_factory=list)
    shapes: list[CellShape] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    number: int = 0

    @property
    def id(self) -> str:
        return f"c{self.number}"

    @property
    def order(self) -> tuple[int, ...]:
        """Where it stands in the document, for sorting."""
        if self.edits:
            path, edit = self.edits[0]
            return position_key(path, edit.start)
        if self.formats:
            path, look = self.formats[0]
            return position_key(path, look.start)
        if self.rows:
            row = self.rows[0]
            return position_key(row.table, (row.row, row.cell))
        shape = self.shapes[0]
        return position_key(shape.table, (shape.row, shape.cell))


def gather(returns: Sequence[Returned]) -> list[Proposal]:
    """Return the proposals of all returns in the order of the document.

    Returns come in a fixed order of their associations, so the result does not depend on the
    order in which the files were given.
    """
    found: dict[Hashable, Proposal] = {}
    for one in returns:
        for key, proposal in _proposals(one):
            known = found.setdefault(key, proposal)
            known.voices += [voice for voice in proposal.voices if voice not in known.voices]
    ordered = sorted(found.values(), key=lambda proposal: proposal.order)
    for number, proposal in enumerate(ordered, start=1):
        proposal.number = number
    return ordered


def _proposals(one: Returned) -> Iterator[tuple[Hashable, Proposal]]:
    moves, rest = _moves(one)
    for number, (gone, come) in enumerate(moves):
        voices = list(dict.fromkeys([*gone[1].voices, *come[1].voices]))
        name = f"move{number}"
        pair = [(gone[0], replace(gone[1], move=name)), (come[0], replace(come[1], move=name))]
        key: Hashable = ("move", edit_key(*gone), edit_key(*come))
        yield key, Proposal(ChangeKind.MOVE, pair, voices=voices)
    for path, edit in rest:
        kind = _kind(edit)
        yield edit_key(path, edit), Proposal(kind, [(path, edit)], voices=list(edit.voices))
    for path, looks in one.formats.items():
        for run in _joined_formats(looks):
            first, last = run[0], run[-1]
            key = ("format", path, first.start, last.end, delta(first), first.is_mark)
            voices = list(dict.fromkeys(look.voice for look in run))
            formats = [(path, look) for look in run]
            yield key, Proposal(ChangeKind.FORMAT, formats=formats, voices=voices)
    yield from _table_proposals(one)


def _kind(edit: Edit) -> ChangeKind:
    if edit.start == edit.end:
        return ChangeKind.INSERT
    return ChangeKind.REPLACE if any(piece.text for piece in edit.pieces) else ChangeKind.DELETE


# What makes two edits the same


def edit_key(path: Path, edit: Edit) -> Hashable:
    """Return something equal for edits with the same effect."""
    signs = signature(edit.pieces)
    block, offset = edit.start
    width = len(edit.old)
    if len(signs) <= 1 and offset == len(edit.before) and not any(p.key for p in edit.pieces):
        step = (offset, offset + width, 0, 0)
        inserted = signs[0][0] if signs else ""
        start, end, text = leftmost(step, edit.before + edit.old, inserted)
        return ("edit", path, block, start, end - start, text, signs[0][1:] if signs else ())
    return ("edit", path, block, offset, width, signs)


def signature(pieces: Sequence[Piece]) -> tuple[tuple[str, str, str, str], ...]:
    """Return what pieces amount to: text, format, link, thing; equal neighbours joined."""
    looks = [
        (piece.format, piece.link, piece.key, piece.text) for piece in pieces if not piece.comment
    ]
    return tuple(
        ("".join(text for *_, text in run), *look)
        for look, run in groupby(looks, key=lambda look: look[:3])
    )


# Moves


def _moves(
    one: Returned,
) -> tuple[list[tuple[tuple[Path, Edit], tuple[Path, Edit]]], list[tuple[Path, Edit]]]:
    """Pair what goes with what comes elsewhere; return the pairs and all other edits."""
    everything = [(path, edit) for path, edits in one.edits.items() for edit in edits]
    gone: dict[str, tuple[Path, Edit]] = {}
    for path, edit in everything:
        words = edit.move or _movable(edit.old)
        if words and not edit.pieces:
            gone.setdefault(words, (path, edit))
    pairs = []
    used: set[int] = set()
    for path, edit in everything:
        if edit.old or not edit.pieces:
            continue
        text = "".join(piece.text for piece in edit.pieces)
        source = gone.get(edit.move or _movable(text))
        if source is not None and id(source[1]) not in used:
            pairs.append((source, (path, edit)))
            used |= {id(source[1]), id(edit)}
    return pairs, [(path, edit) for path, edit in everything if id(edit) not in used]


def _movable(text: str) -> str:
    """Return what is compared for a move that nobody recorded: whole paragraphs."""
    words = text.strip(MARK)
    return words if MARK in text and len(words) >= SHORTEST_MOVE else ""


# Formats


def delta(look: FormatEdit) -> tuple[frozenset[str], frozenset[str]]:
    """Return the properties that a change of format takes away and those it adds."""
    old, new = set(look.old.split(";")) - {""}, set(look.new.split(";")) - {""}
    return frozenset(old - new), frozenset(new - old)


def _joined_formats(looks: list[FormatEdit]) -> Iterator[list[FormatEdit]]:
    current: list[FormatEdit] = []
    for look in looks:
        is_next = bool(current) and current[-1].end == look.start and not look.is_mark
        if is_next and not current[-1].is_mark and delta(current[-1]) == delta(look):
            current.append(look)
            continue
        if current:
            yield current
        current = [look]
    if current:
        yield current


# Tables


def _table_proposals(one: Returned) -> Iterator[tuple[Hashable, Proposal]]:
    for table in dict.fromkeys(row.table for row in one.rows if row.is_whole_table):
        rows = [row for row in one.rows if row.is_whole_table and row.table == table]
        voices = list(dict.fromkeys(row.voice for row in rows))
        yield ("table", table), Proposal(ChangeKind.TABLE, rows=rows, voices=voices)
    for row in (row for row in one.rows if row.cell < 0 and not row.is_whole_table):
        key: Hashable = ("row", row.table, row.row, bool(row.xml), row.text if row.xml else "")
        yield key, Proposal(ChangeKind.TABLE, rows=[row], voices=[row.voice])
    tables = dict.fromkeys([row.table for row in one.rows if row.cell >= 0])
    tables |= dict.fromkeys(shape.table for shape in one.shapes)
    for table in tables:
        cells = [row for row in one.rows if row.table == table and row.cell >= 0]
        shapes = [shape for shape in one.shapes if shape.table == table]
        voices = list(dict.fromkeys([*(c.voice for c in cells), *(s.voice for s in shapes)]))
        parts: list[Hashable] = [(c.row, c.cell, bool(c.xml), c.text) for c in cells]
        parts += [(shape.row, shape.cell, shape.shape) for shape in shapes]
        key = ("cells", table, tuple(parts))
        yield key, Proposal(ChangeKind.TABLE, rows=cells, shapes=shapes, voices=voices)
