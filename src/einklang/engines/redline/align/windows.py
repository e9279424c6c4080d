"""Compares a few blocks of the draft with those of a return that answer them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from einklang.engines.redline.align.edits import Edit, FormatEdit, Piece, Position
from einklang.engines.redline.align.pieces import PieceMaker
from einklang.engines.redline.align.text import (
    Step,
    calm,
    compose,
    diff,
    tokens,
    whole_words,
)
from einklang.engines.redline.align.views import Alphabet, View, make_view, tracked_steps
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.reader.segments import MARK, Anchor, Segment, Stamp
from einklang.engines.redline.reader.story import Block

VoiceOf = Callable[[Stamp | None], Voice]
TARGET = "\x1f"
"""Parts a token from the target of its link; XML cannot hold it."""
Owned = tuple[int, int, Stamp | None]
"""From, to, and who changed it; nothing for a change that was not recorded."""


@dataclass(slots=True)
class Compared:
    """What became of the base characters of a window."""

    base: View
    new: View
    steps: list[Step]
    edits: list[Edit]
    formats: list[FormatEdit]
    recorded: list[Step]
    """Steps between base and new that the return itself recorded, before widening."""
    unrecorded: list[Step]
    """Steps from the base to the return before its recorded changes."""
    before: View
    """The return before its recorded changes."""

    def kept(self) -> Iterator[Step]:
        """Yield the stretches that stay: from, to in the base; from, to in the new text."""
        start = begin = 0
        for step in [*self.steps, (len(self.base.text),) * 2 + (len(self.new.text),) * 2]:
            if start < step[0]:
                yield (start, step[0], begin, step[2])
            start, begin = step[1], step[3]


class WindowComparer:
    """Compares windows of one story of the draft with one of a return."""

    def __init__(
        self, alphabet: Alphabet, maker: PieceMaker, voice_of: VoiceOf, part: str
    ) -> None:
        self.alphabet = alphabet
        self.maker = maker
        self.voice_of = voice_of
        self.part = part
        """The part of the return that the story stands in."""

    def compare(
        self, base: list[Block], first: int, segments: list[Segment], *, is_end: bool
    ) -> Compared:
        """Return what the segments of a return make of base blocks `first` and following.

        `is_end` says that the last of them ends the story.
        """
        old = make_view((s for block in base for s in block.segments), self.alphabet)
        before = make_view((s for s in segments if not s.inserted), self.alphabet)
        recorded = tracked_steps(segments)
        new = before
        if recorded:
            new = make_view((s for s in segments if not s.deleted), self.alphabet)
        unrecorded = self._unrecorded(old, before)
        steps = recorded or unrecorded
        if recorded and unrecorded:
            steps = compose(unrecorded, recorded)
        same = _same_looks(old, new)
        steps = whole_words(steps, old.text, new.text, same)
        result = Compared(old, new, steps, [], [], recorded, unrecorded, before)
        places = Places(base, first)
        deleters = _deleters(before, unrecorded)
        for step in steps:
            result.edits.append(self._edit(step, result, deleters, places))
        result.formats.extend(self._formats(result, places))
        self._whole_paragraphs(result, places, is_end=is_end)
        return result

    def _whole_paragraphs(self, result: Compared, places: "Places", *, is_end: bool) -> None:
        """Say «a paragraph comes behind this one», whichever way it was typed.

        Enter at the end of a paragraph records a new mark there, and the old mark moves to the
        new paragraph. It reads the same as a new paragraph with its own mark behind the old.
        """
        size = len(result.base.text)
        for step, edit in zip(result.steps, result.edits, strict=True):
            start, end, begin, finish = step
            words = [piece for piece in edit.pieces if not piece.comment]
            is_at_mark = result.base.text[end : end + 1] == MARK
            if end + 1 == size and is_end:
                continue
            if start != end or begin == finish or not is_at_mark:
                continue
            (old, *_), (new, *_) = (
                next(result.base.slice(end, end + 1)), next(result.new.slice(finish, finish + 1))
            )  # fmt: skip
            if words[0].text != MARK or words[0].format != old.format:
                continue
            last = self.maker.piece(new, 0, 1, words[-1].voice, self.part)
            pieces = list(edit.pieces)
            pieces.remove(words[0])
            edit.pieces = (*pieces, last)
            edit.start = edit.end = places.position(end + 1)
            edit.before = ""
            place = places.position(end)
            result.formats = [one for one in result.formats if one.start != place]

    def _unrecorded(self, old: View, before: View) -> list[Step]:
        if old.text == before.text and old.links == before.links:
            return []
        left, right = _linked_tokens(old), _linked_tokens(before)
        if old.text.endswith(MARK) and before.text.endswith(MARK):
            # The last mark of a window answers the last mark.
            left, right = left[:-1], right[:-1]
        if old.links or before.links:
            plain = ([_plain(token) for token in side] for side in (left, right))
            return calm(diff(left, right, *plain), old.text)
        return calm(diff(left, right), old.text)

    # Edits

    def _edit(self, step: Step, result: Compared, deleters: list[Owned], places: "Places") -> Edit:
        start, end, begin, finish = step
        was_compared = any(one[0] <= end and one[1] >= start for one in result.unrecorded)
        arrivals = [
            (segment, low, high, segment.inserted)
            for segment, low, high in result.new.slice(begin, finish)
        ]
        known = [stamp for _, _, _, stamp in arrivals if stamp]
        gone = _owners(deleters, start, end)
        known += [stamp for _, _, stamp in gone if stamp]
        fallback = None if was_compared or not known else known[0]
        pieces = tuple(
            self.maker.piece(segment, low, high, self.voice_of(stamp or fallback), self.part)
            for segment, low, high, stamp in arrivals
        )
        spans = tuple(
            (places.position(low), places.position(high), self.voice_of(stamp))
            for low, high, stamp in _filled(gone, start, end, fallback)
        )
        at = places.position(start)
        return Edit(
            at,
            places.position(end),
            pieces,
            spans,
            result.base.text[start:end],
            result.base.text[places.start_of(at[0]) : start],
            _move_of(gone, arrivals),
        )

    # Formats

    def _formats(self, result: Compared, places: "Places") -> Iterator[FormatEdit]:
        for start, end, begin, finish in result.kept():
            ours = list(result.base.slice(start, end))
            theirs = list(result.new.slice(begin, finish))
            for low, high, old, new in _side_by_side(ours, theirs):
                if old.format == new.format:
                    continue
                stamp = new.reformatted if new.was == old.format else None
                yield FormatEdit(
                    places.position(start + low),
                    places.position(start + high),
                    old.format,
                    new.format,
                    self.maker.properties(new, self.part),
                    self.voice_of(stamp),
                    is_mark=old.text == MARK,
                )

    def pieces(self, block: Block) -> Iterator[Piece | Anchor]:
        """Yield what comes with a paragraph that answers none of the draft.

        Ends of comments come between, where they stand.
        """
        anchors: dict[int, list[Anchor]] = {}
        for anchor in block.stream.anchors:
            anchors.setdefault(anchor.index, []).append(anchor)
        for number, segment in enumerate(block.segments):
            yield from anchors.get(number, ())
            if segment.deleted:
                continue
            voice = self.voice_of(segment.inserted)
            yield self.maker.piece(segment, 0, len(segment.text), voice, self.part)


class Places:
    """Where offsets in the joined text of some blocks lie."""

    def __init__(self, blocks: list[Block], first: int) -> None:
        self.first = first
        self.starts = [0]
        for block in blocks:
            self.starts.append(self.starts[-1] + len(block.text))

    def position(self, offset: int) -> Position:
        number = min(bisect_right(self.starts, offset) - 1, len(self.starts) - 1)
        return (self.first + number, offset - self.starts[number])

    def start_of(self, block: int) -> int:
        return self.starts[block - self.first]

    def end_of(self, block: int) -> int:
        return self.starts[block - self.first + 1]


def _same_looks(old: View, new: View) -> Callable[[int, int], bool] | None:
    """Return what tells whether two characters have one format and one link."""
    looks = {(s.format, s.link) for view in (old, new) for s in view.segments if s.text != MARK}
    if len(looks) < 2:  # noqa: PLR2004 - all look alike
        return None
    return lambda here, there: old.look_at(here) == new.look_at(there)


def _linked_tokens(view: View) -> list[str]:
    """Return tokens; those in links carry the target, so that a new target is a new token."""
    found = tokens(view.text)
    if not view.links:
        return found
    marked = []
    at = 0
    for token in found:
        link = view.link_at(at)
        marked.append(f"{token}{TARGET}{link}" if link else token)
        at += len(token)
    return marked


def _plain(token: str) -> str:
    return token.split(TARGET, maxsplit=1)[0]


def _deleters(before: View, unrecorded: list[Step]) -> list[Owned]:
    """Return base stretches that go: recorded ones with their stamp, others without."""
    found: list[Owned] = [(step[0], step[1], None) for step in unrecorded if step[0] < step[1]]
    kept: list[Step] = []
    start = begin = 0
    for step in [*unrecorded, (10**9, 10**9, 10**9, 10**9)]:
        kept.append((start, step[0], begin, step[2]))
        start, begin = step[1], step[3]
    number = 0
    for at, segment in zip(before.starts, before.segments, strict=True):
        if segment.deleted is None:
            continue
        low, high = at, at + len(segment.text)
        while kept[number][3] <= low:
            number += 1
        other = number
        while other < len(kept) and kept[other][2] < high:
            shift = kept[other][0] - kept[other][2]
            first, last = max(low, kept[other][2]), min(high, kept[other][3])
            if first < last:
                found.append((first + shift, last + shift, segment.deleted))
            other += 1
    return sorted(found, key=lambda owned: owned[:2])


def _owners(deleters: list[Owned], start: int, end: int) -> list[Owned]:
    return [
        (max(low, start), min(high, end), stamp)
        for low, high, stamp in deleters
        if low < end and high > start
    ]


def _filled(gone: list[Owned], start: int, end: int, fallback: Stamp | None) -> list[Owned]:
    """Give what a step was widened by to whoever made the step."""
    spans: list[Owned] = []
    at = start
    for low, high, stamp in gone:
        if at < low:
            spans.append((at, low, stamp or fallback))
        spans.append((low, high, stamp))
        at = high
    if at < end:
        spans.append((at, end, spans[-1][2] if spans else fallback))
    joined: list[Owned] = []
    for low, high, stamp in spans:
        if joined and joined[-1][1] == low and joined[-1][2] == stamp:
            joined[-1] = (joined[-1][0], high, stamp)
        else:
            joined.append((low, high, stamp))
    return joined


def _move_of(gone: list[Owned], arrivals: list[tuple[Segment, int, int, Stamp | None]]) -> str:
    stamps = [stamp for _, _, stamp in gone] if gone else [stamp for *_, stamp in arrivals]
    if gone and arrivals:
        return ""
    names = {stamp.move if stamp else "" for stamp in stamps}
    return names.pop() if len(names) == 1 else ""


def _side_by_side(
    ours: list[tuple[Segment, int, int]], theirs: list[tuple[Segment, int, int]]
) -> Iterator[tuple[int, int, Segment, Segment]]:
    """Yield stretches in which neither side changes its segment, from 0."""
    at = i = j = 0
    left = [high - low for _, low, high in ours]
    right = [high - low for _, low, high in theirs]
    while i < len(left) and j < len(right):
        size = min(left[i], right[j])
        yield at, at + size, ours[i][0], theirs[j][0]
        at, left[i], right[j] = at + size, left[i] - size, right[j] - size
        i, j = i + (not left[i]), j + (not right[j])
