"""What the oracle sees in a file: plain values that compare and print well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    text: str
    look: tuple[str, ...] = ()


@dataclass(frozen=True)
class Para:
    style: str
    properties: tuple[str, ...]
    runs: tuple[Run, ...]
    mark: tuple[str, ...] = ()
    """The look of the paragraph mark."""
    within: tuple[str, ...] = ()
    """The content controls around it."""
    section: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    properties: tuple[str, ...]
    blocks: "tuple[Para | Table, ...]"


@dataclass(frozen=True)
class Row:
    properties: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    style: str
    properties: tuple[str, ...]
    rows: tuple[Row, ...]


Block = Para | Table


@dataclass(frozen=True)
class Story:
    name: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join(para.text for para in paragraphs(self.blocks))


@dataclass(frozen=True)
class Snapshot:
    stories: tuple[Story, ...]
    last_section: str
    bookmarks: tuple[tuple[str, str], ...]
    """Names and the words between their ends, in this view."""

    @property
    def text(self) -> str:
        """The body, a line a paragraph."""
        return self.stories[0].text

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(story.name, story.text) for story in self.stories]


@dataclass(frozen=True)
class Saying:
    """A comment or a reply."""

    author: str
    date: str
    text: str
    quoted: str
    """The words between its anchors, with all tracked changes in place."""
    parent: int | None = None
    """The place of the comment it answers, in the list."""
    is_done: bool = False


def paragraphs(blocks: Sequence[Block]) -> Iterator[Para]:
    for block in blocks:
        if isinstance(block, Para):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)
