"""The same stretch of a document before and after its recorded changes, as strings."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from einklang.engines.redline.reader.segments import OBJECT, Segment

FIRST_OBJECT = 0xF0000
"""Plane 15 is for private use: no text comes from there, and no letter lies there."""


class Alphabet:
    """Gives each kind of object a character of its own, so that strings compare things."""

    def __init__(self) -> None:
        self._characters: dict[str, str] = {}

    def character(self, key: str) -> str:
        if key not in self._characters:
            self._characters[key] = chr(FIRST_OBJECT + len(self._characters))
        return self._characters[key]


@dataclass(slots=True)
class View:
    """Segments in a row, their text for comparing, and where each begins."""

    segments: list[Segment]
    starts: list[int]
    text: str
    """As long as the texts of the segments; object characters tell things apart."""
    links: list[tuple[int, int, str]]
    """Linked stretches: from, to, target."""

    def slice(self, start: int, end: int) -> Iterator[tuple[Segment, int, int]]:
        """Yield the segments between two offsets, each with its part in own offsets."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.segments) and self.starts[index] < end:
            segment, at = self.segments[index], self.starts[index]
            index += 1
            low, high = max(start - at, 0), min(end - at, len(segment.text))
            if low < high:
                yield segment, low, high

    def look_at(self, offset: int) -> tuple[str, str]:
        """Return the format and the link of a character."""
        segment = self.segments[max(bisect_right(self.starts, offset) - 1, 0)]
        return segment.format, segment.link

    def link_at(self, offset: int) -> str:
        for start, end, target in self.links:
            if start <= offset < end:
                return target
        return ""


def make_view(segments: Iterable[Segment], alphabet: Alphabet) -> View:
    kept = list(segments)
    starts, words, links = [], [], []
    at = 0
    for segment in kept:
        text = segment.text
        if segment.thing is not None and text == OBJECT:
            text = alphabet.character(segment.thing.key)
        starts.append(at)
        words.append(text)
        if segment.link:
            links.append((at, at + len(text), segment.link))
        at += len(text)
    return View(kept, starts, "".join(words), links)


def tracked_steps(segments: list[Segment]) -> list[tuple[int, int, int, int]]:
    """Return the recorded changes as (from, to) before and (from, to) after them.

    Neighbours are one step. What was inserted and deleted again leaves no trace.
    """
    steps: list[tuple[int, int, int, int]] = []
    before = after = 0
    is_open = False
    for segment in segments:
        size = len(segment.text)
        if segment.inserted and segment.deleted:
            continue
        if not (segment.inserted or segment.deleted):
            before, after, is_open = before + size, after + size, False
            continue
        old, new = (size, 0) if segment.deleted else (0, size)
        if is_open:
            start, _, begin, _ = steps[-1]
            steps[-1] = (start, before + old, begin, after + new)
        else:
            steps.append((before, before + old, after, after + new))
        before, after, is_open = before + old, after + new, True
    return steps
