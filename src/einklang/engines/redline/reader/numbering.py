"""Citable numbers of paragraphs and lines.

A number once cited must mean the same for ever. So the algorithm has a version, old versions
stay, and a line is defined by characters alone: no printer, font or program has a say.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from einklang.engines.redline.reader.segments import MARK, OBJECT, readable
from einklang.engines.redline.reader.story import Block, Path, Story

LATEST = 1
LINE = 80
"""Characters of a line at most."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a paragraph stands."""

    paragraph: int
    """From 1."""
    first_line: int
    lines: tuple[int, ...]
    """Offsets in the text at which lines begin."""

    def line_at(self, offset: int) -> int:
        """Return the number of the line in which a character stands."""
        return self.first_line + sum(1 for start in self.lines[1:] if start <= offset)


def lines_of(text: str, version: int = LATEST) -> tuple[int, ...]:
    """Return the offsets at which the lines of a paragraph begin.

    Version 1: a line holds 80 characters; a word that does not fit begins the next one; a longer
    word is cut; a line feed ends a line. Blanks at the end of a line count to it.

    :raises ValueError: for a version that does not exist.
    """
    if version != LATEST:
        raise ValueError(f"There is no numbering {version}.")
    starts = [0]
    begin = 0
    while True:
        feed = text.find("\n", begin, begin + LINE)
        if feed >= 0:
            begin = feed + 1
        elif len(text) - begin <= LINE:
            return tuple(starts)
        else:
            begin = _end_of_line(text, begin)
        starts.append(begin)


def _end_of_line(text: str, begin: int) -> int:
    limit = begin + LINE
    if text[limit] == " ":
        end = limit
    else:
        end = text.rfind(" ", begin, limit)
        if end < 0:
            return limit
    while end < len(text) and text[end] == " ":
        end += 1
    return end


def paragraphs(story: Story, path: Path) -> Iterator[tuple[Path, int, Block]]:
    """Yield every paragraph of a story in reading order, with its path and block number."""
    for number, block in enumerate(story.blocks):
        if block.kind == "p":
            yield path, number, block
        elif block.kind == "tbl":
            for i, row in enumerate(block.table.rows):
                for j, cell in enumerate(row.cells):
                    yield from paragraphs(cell.story, (*path, number, i, j))


def number_story(
    story: Story, path: Path, each: Callable[[Path, int, Block, Address], None]
) -> None:
    """Give every paragraph of the main text its address, in reading order."""
    line = 0
    # An empty paragraph counts, too: its place must be told from its neighbours'.
    for paragraph, (inner, number, block) in enumerate(paragraphs(story, path), start=1):
        starts = lines_of(shown(block))
        each(inner, number, block, Address(paragraph, line + 1, starts))
        line += len(starts)


SIGNS = {"footnote": "¹", "endnote": "ⁱ", "textbox": "▭", "math": "∑", "image": "▣", "break": "↵"}


def shown(block: Block) -> str:
    """Return the text of a paragraph; an object is one character, so that offsets hold."""
    text = block.text.removesuffix(MARK)
    if OBJECT not in text:
        return text
    return "".join(
        SIGNS.get(segment.thing.key.partition(":")[0], "▯") if segment.thing else segment.text
        for segment in block.segments[:-1]
    )


def words_between(blocks: list[Block], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the base words between two places as a person reads them."""
    words = []
    for number in range(start[0], min(end[0] + 1, len(blocks))):
        low = start[1] if number == start[0] else 0
        high = end[1] if number == end[0] else 10**9
        at = 0
        for segment in blocks[number].segments:
            size = len(segment.text)
            first, last = max(low - at, 0), min(high - at, size)
            if first < last:
                words.append(
                    readable([segment]) if segment.thing else
                    segment.text[first:last].replace(MARK, "\n")
                )  # fmt: skip
            at += size
    return "".join(words)
