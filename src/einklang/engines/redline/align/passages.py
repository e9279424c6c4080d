"""Which paragraphs of one version became which of a later one, and whether they still say it.

Blocks are lined up as those of a return are; what answers each other is one match, whatever its
number of paragraphs. Inside tables rows and cells are paired first. What is left over on both
sides with the same words was moved. Notes count to the paragraph that refers to them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from einklang.engines.redline.align.blocks import line_up
from einklang.engines.redline.align.tables import pair_parts
from einklang.engines.redline.align.text import calm, diff, differs_slightly, tokens, whole_words
from einklang.engines.redline.align.views import Alphabet
from einklang.engines.redline.model.passage import Passage, PassageKind, Succession
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.numbering import paragraphs
from einklang.engines.redline.reader.segments import MARK, OBJECT, Segment
from einklang.engines.redline.reader.story import Block, Path, Row, Story

SHORTEST_MOVE = 12
"""Characters; the same shorter words elsewhere are chance."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A block in its story."""

    path: Path
    number: int
    block: Block

    def paragraphs(self) -> list["Spot"]:
        """Return the paragraph itself, or those of a table."""
        if self.block.kind == "p":
            return [self]
        if self.block.kind != "tbl":
            return []
        here = (*self.path, self.number)
        return [
            spot
            for row, one in enumerate(self.block.table.rows)
            for spot in _of_row((*here, row), one)
        ]


@dataclass(frozen=True, slots=True)
class Match:
    old: tuple[Spot, ...]
    new: tuple[Spot, ...]
    is_equal: bool = False
    """To the byte, apart from notes."""
    is_moved: bool = False


class Successor:
    """Finds what became of the paragraphs of an old version."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.numbers, self.new_numbers = _numbers(old.body), _numbers(new.body)
        self.reading = _Reading()
        self.matches: list[Match] = []
        self.gone: list[Spot] = []
        self.come: list[Spot] = []

    def find(self) -> Succession:
        """Compare the main texts."""
        body: Path = ("body",)
        self._stories(body, self.old.body, body, self.new.body)
        self._moves()
        successors: dict[int, int | None] = dict.fromkeys(self.numbers.values())
        origins: dict[int, int] = {}
        passages: list[Passage] = []
        for match in self.matches:
            olds, news = self._numbers_of(match)
            successors |= dict.fromkeys(olds, news[0])
            if not match.is_moved:
                origins |= dict.fromkeys(news, olds[-1])
            passages += self._passages(match, olds, news)
        passages += self._left_over(origins)
        passages.sort(key=lambda one: (min(one.old, default=one.after), not one.old, one.new))
        return Succession(tuple(passages), successors)

    def _numbers_of(self, match: Match) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return (
            tuple(self.numbers[one.path, one.number] for one in match.old),
            tuple(self.new_numbers[one.path, one.number] for one in match.new),
        )

    # What answers what

    def _stories(self, path: Path, old: Story, new_path: Path, new: Story) -> None:
        windows, equal = line_up(old.blocks, new.blocks)
        for here, there in equal:
            sides = Spot(path, here, old.blocks[here]), Spot(new_path, there, new.blocks[there])
            has_notes = b"noteReference" in old.prints.get(old.blocks[here].element, b"")
            self._equal(*sides, is_equal=not has_notes)
        gone: list[Spot] = []
        come: list[Spot] = []
        for window in windows:
            ours = [Spot(path, n, old.blocks[n]) for n in range(window.start, window.end)]
            theirs = [Spot(new_path, n, new.blocks[n]) for n in range(window.begin, window.finish)]
            if not ours or not theirs:
                gone += ours
                come += theirs
            elif ours[0].block.kind == "tbl":
                self._tables(ours[0], theirs[0])
            elif ours[0].block.kind == "p":
                self.matches.append(Match(tuple(ours), tuple(theirs)))
        kinds = [[spot.block.kind for spot in side] for side in (gone, come)]
        if len(path) > 1 and kinds == [["p"], ["p"]]:
            # The one paragraph of a cell is rewritten, not exchanged.
            self.matches.append(Match((gone[0],), (come[0],)))
            return
        self.gone += gone
        self.come += come

    def _equal(self, here: Spot, there: Spot, *, is_equal: bool, is_moved: bool = False) -> None:
        for one, other in zip(here.paragraphs(), there.paragraphs(), strict=True):
            self.matches.append(Match((one,), (other,), is_equal, is_moved))

    def _tables(self, here: Spot, there: Spot) -> None:
        ours, theirs = here.block.table.rows, there.block.table.rows
        path, new_path = (*here.path, here.number), (*there.path, there.number)
        pairs = pair_parts([row.new_text for row in ours], [row.new_text for row in theirs])
        for row, other in pairs:
            self._rows((*path, row), ours[row], (*new_path, other), theirs[other])
        gone, come = _alone(pairs, len(ours), len(theirs))
        self.gone += [spot for row in gone for spot in _of_row((*path, row), ours[row])]
        self.come += [spot for row in come for spot in _of_row((*new_path, row), theirs[row])]

    def _rows(self, path: Path, old: Row, new_path: Path, new: Row) -> None:
        ours, theirs = old.cells, new.cells
        pairs = pair_parts([cell.new_text for cell in ours], [cell.new_text for cell in theirs])
        for cell, other in pairs:
            self._stories((*path, cell), ours[cell].story, (*new_path, other), theirs[other].story)
        gone, come = _alone(pairs, len(ours), len(theirs))
        for cell in gone:
            self.gone += _of_story((*path, cell), ours[cell].story)
        for cell in come:
            self.come += _of_story((*new_path, cell), theirs[cell].story)

    def _moves(self) -> None:
        """Pair what went with what came elsewhere in the same words, the first with the first."""
        waiting: dict[tuple[str, str], list[Spot]] = {}
        for spot in self.come:
            waiting.setdefault(self.reading.key(spot.block), []).append(spot)
        gone: list[Spot] = []
        for spot in self.gone:
            key = self.reading.key(spot.block)
            answers = waiting.get(key, [])
            if not answers or len(key[1].strip()) < SHORTEST_MOVE:
                gone.append(spot)
                continue
            answer = answers.pop(0)
            self.come.remove(answer)
            self._equal(spot, answer, is_equal=False, is_moved=True)
        self.gone = gone

    # What is to be said of it

    def _passages(
        self, match: Match, olds: tuple[int, ...], news: tuple[int, ...]
    ) -> Iterator[Passage]:
        if match.is_moved:
            yield Passage(PassageKind.MOVED, olds, news)
            return
        if match.is_equal:
            return
        ours, theirs = ([one.block for one in side] for side in (match.old, match.new))
        old, new = self.reading.text(ours), self.reading.text(theirs)
        if old == new:
            if _links(ours) != _links(theirs):
                yield Passage(PassageKind.CHANGED, olds, news)
            elif _looks(ours) != _looks(theirs):
                yield Passage(PassageKind.LOOK, olds, news, is_editorial=True)
            return
        steps = whole_words(calm(diff(tokens(old), tokens(new)), old), old, new)
        pairs = [(old[start:end], new[begin:finish]) for start, end, begin, finish in steps]
        yield Passage(
            PassageKind.CHANGED,
            olds,
            news,
            self._words(words for words, _ in pairs),
            self._words(words for _, words in pairs),
            _targets(ours) == _targets(theirs) and all(differs_slightly(*one) for one in pairs),
        )

    def _left_over(self, origins: dict[int, int]) -> Iterator[Passage]:
        for spot in (inner for one in self.gone for inner in one.paragraphs()):
            text = self.reading.text([spot.block]).removesuffix(MARK)
            number = self.numbers[spot.path, spot.number]
            words, is_editorial = self._words([text]), differs_slightly(text, "")
            yield Passage(PassageKind.GONE, (number,), (), words, is_editorial=is_editorial)
        latest = 0
        afters = [latest := origins.get(n, latest) for n in range(len(self.new_numbers) + 1)]
        for spot in (inner for one in self.come for inner in one.paragraphs()):
            text = self.reading.text([spot.block]).removesuffix(MARK)
            number = self.new_numbers[spot.path, spot.number]
            words, is_editorial = self._words([text]), differs_slightly("", text)
            yield Passage(PassageKind.NEW, (), (number,), (), words, is_editorial, afters[number])

    def _words(self, stretches: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.reading.readable(words) for words in stretches if words)


class _Reading:
    """Reads paragraphs as strings in which equal things are equal."""

    def __init__(self) -> None:
        self.alphabet = Alphabet()
        self.labels: dict[str, str] = {}

    def key(self, block: Block) -> tuple[str, str]:
        """Return what makes a moved block the same."""
        inner = Spot((), 0, block).paragraphs() if block.kind == "tbl" else ()
        return block.kind, self.text([one.block for one in inner] or [block])

    def text(self, blocks: Sequence[Block]) -> str:
        return "".join(self._segment(one) for block in blocks for one in block.segments)

    def _segment(self, segment: Segment) -> str:
        thing = segment.thing
        if thing is None or segment.text != OBJECT:
            return segment.text
        if thing.note or thing.boxes:
            return thing.label
        if thing.key.startswith("break"):
            # Where a page ends is a matter of looks.
            return " "
        character = self.alphabet.character(thing.key)
        self.labels[character] = thing.label
        return character

    def readable(self, words: str) -> str:
        """Return words for people: objects by their labels, marks as line feeds."""
        shown = "".join(self.labels.get(character, character) for character in words)
        return shown.replace(MARK, "\n")


def _numbers(body: Story) -> dict[tuple[Path, int], int]:
    found = enumerate(paragraphs(body, ("body",)), start=1)
    return {(path, block): number for number, (path, block, _) in found}


def _of_story(path: Path, story: Story) -> list[Spot]:
    return [Spot(*one) for one in paragraphs(story, path)]


def _of_row(path: Path, row: Row) -> list[Spot]:
    return [
        spot
        for number, cell in enumerate(row.cells)
        for spot in _of_story((*path, number), cell.story)
    ]


def _alone(
    pairs: Sequence[tuple[int, int]], size: int, new_size: int
) -> tuple[list[int], list[int]]:
    """Return what has no partner on either side."""
    ours, theirs = {here for here, _ in pairs}, {there for _, there in pairs}
    return (
        [number for number in range(size) if number not in ours],
        [number for number in range(new_size) if number not in theirs],
    )


def _links(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Return every stretch of words with the address that it leads to."""
    segments = [one for block in blocks for one in block.segments]
    return [
        (link, "".join(one.text for one in run))
        for link, run in groupby(segments, key=lambda one: one.link)
    ]


def _targets(blocks: Sequence[Block]) -> list[str]:
    return [link for link, _ in _links(blocks) if link]


def _looks(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """Return the looks of all stretches with their lengths; a page break is one, too."""
    segments = [one for block in blocks for one in block.segments]
    runs = groupby(segments, key=lambda one: (one.format, one.text == MARK))
    return [(look, sum(len(one.text) for one in run)) for (look, _), run in runs]
