"""Cuts the runs of a paragraph so that each stretch that is changed has runs of its own."""

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from einklang.engines.redline.names import XML_SPACE, clone_shell, w
from einklang.engines.redline.reader.segments import Segment, Stream

RUN, PROPERTIES, TEXT = w("r"), w("rPr"), w("t")


@dataclass(slots=True, eq=False)
class Atom:
    """Characters `start` to `end` of a paragraph and the runs that hold just them."""

    start: int
    end: int
    runs: list[etree._Element]
    segment: Segment


@dataclass(slots=True)
class _Entry:
    start: int
    end: int
    node: etree._Element
    segment: Segment
    field: int
    """Number of the field it belongs to; 0 for none. All of a field stays together."""


@dataclass(slots=True)
class _Bucket:
    """A run with what is in it."""

    run: etree._Element
    entries: list[_Entry] = field(default_factory=list)


def cut(stream: Stream, cuts: Collection[int]) -> list[Atom]:
    """Split runs at these offsets and return all stretches in order."""
    atoms: list[Atom] = []
    for bucket in _buckets(stream):
        for group in _groups(bucket, cuts):
            last = atoms[-1] if atoms else None
            entry = group[0]
            if last and entry.field and last.segment is entry.segment:
                last.runs.append(_run_of(bucket, group))
                continue
            atoms.append(Atom(entry.start, group[-1].end, [_run_of(bucket, group)], entry.segment))
    return atoms


def _buckets(stream: Stream) -> list[_Bucket]:
    buckets: list[_Bucket] = []
    at = 0
    fields = 0
    for segment in stream.segments[:-1]:
        size = len(segment.text)
        many = len(segment.parts) > 1
        fields += many
        start = at
        for run, node in segment.parts:
            if not buckets or buckets[-1].run is not run:
                buckets.append(_Bucket(run))
            entry = _Entry(start, at + size, node, segment, fields if many else 0)
            buckets[-1].entries.append(entry)
            start = at + size  # the rest of a field takes no room
        at += size
    return buckets


def _groups(bucket: _Bucket, cuts: Collection[int]) -> list[list[_Entry]]:
    groups: list[list[_Entry]] = []
    for entry in bucket.entries:
        for piece in _pieces(entry, cuts):
            last = groups[-1][-1] if groups else None
            if (
                last is None
                or last.field != piece.field
                or (not piece.field and piece.start in cuts)
            ):
                groups.append([piece])
            else:
                groups[-1].append(piece)
    return groups


def _pieces(entry: _Entry, cuts: Collection[int]) -> list[_Entry]:
    inside = sorted(c for c in cuts if entry.start < c < entry.end)
    if not inside or entry.field:
        return [entry]
    words = entry.node.text or ""
    pieces = []
    edges = [entry.start, *inside, entry.end]
    node = entry.node
    for low, high in pairwise(edges):
        if low > entry.start:
            following = etree.Element(str(entry.node.tag))
            node.addnext(following)
            node = following
        set_text(node, words[low - entry.start : high - entry.start])
        pieces.append(_Entry(low, high, node, entry.segment, 0))
    return pieces


def set_text(node: etree._Element, words: str) -> None:
    """Set the text of a `w:t`, keeping blanks at its ends."""
    node.text = words
    if words != words.strip() or "  " in words:
        node.set(XML_SPACE, "preserve")


def _run_of(bucket: _Bucket, group: list[_Entry]) -> etree._Element:
    """Return a run with just this group; the first one keeps the run."""
    run = bucket.run
    if run.tag != RUN or group[0] is bucket.entries[0]:
        return run
    first = group[0].node
    if first.getparent() is run and _is_first(run, first):
        return run
    clone = clone_shell(run)
    properties = run.find(PROPERTIES)
    if properties is not None:
        clone.append(deepcopy(properties))
    following = [first, *first.itersiblings()]
    clone.extend(following)
    run.addnext(clone)
    bucket.run = clone
    return clone


def _is_first(run: etree._Element, node: etree._Element) -> bool:
    return next((child for child in run if child.tag != PROPERTIES), None) is node
