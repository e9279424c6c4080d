"""What one return does to one story of the draft."""

from dataclasses import dataclass, field

from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.reader.story import Path

Position = tuple[int, int]
"""Block, and offset in its text; the offset of a paragraph's mark is the length of its text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that comes: characters of one format, an object, a mark, a whole block."""

    text: str
    voice: Voice
    format: str = ""
    xml: bytes = b""
    """`w:rPr` of text, `w:pPr` of a mark, else the thing itself, in the draft's ids."""
    link: str = ""
    key: str = ""
    """Of an object: equal for equal things."""
    label: str = ""
    """Of an object: how it reads."""
    comment: str = ""
    """Not text: here a comment of the return begins (`<id`), ends (`>id`)."""


@dataclass(slots=True)
class Edit:
    """Base characters that go, and pieces that come in their place."""

    start: Position
    end: Position
    pieces: tuple[Piece, ...]
    deleters: tuple[tuple[Position, Position, Voice], ...]
    """Who deletes which stretch."""
    old: str
    """The base characters, for comparing."""
    before: str
    """Base characters before it in the same paragraph, for comparing."""
    move: str = ""
    """The name of the move it is half of."""

    @property
    def voices(self) -> tuple[Voice, ...]:
        found = [voice for _, _, voice in self.deleters]
        found += [piece.voice for piece in self.pieces if not piece.comment]
        return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class FormatEdit:
    """Base characters that are to look different."""

    start: Position
    end: Position
    old: str
    new: str
    xml: bytes
    """The new `w:rPr` or `w:pPr`, in the draft's ids; may be empty."""
    voice: Voice
    is_mark: bool = False


@dataclass(slots=True)
class RowEdit:
    """A row or cell of a table that comes or goes."""

    table: Path
    row: int
    """A new row stands before base row `row`."""
    voice: Voice
    xml: bytes = b""
    """Empty: the base row or cell goes."""
    cell: int = -1
    """-1: the whole row. A new cell stands before base cell `cell`."""
    text: str = ""
    is_whole_table: bool = False
    """All rows of the table go."""


@dataclass(slots=True)
class CellShape:
    """A base cell that spans other columns or rows than before (`w:tcPr`)."""

    table: Path
    row: int
    cell: int
    voice: Voice
    shape: tuple[str, str]


@dataclass(slots=True)
class AnchoredComment:
    """A comment of a return, with the place where it is attached."""

    key: str
    """Its id in the return."""
    path: Path
    start: Position
    end: Position
    starts_inside: bool = False
    """Its beginning stands among the pieces of an edit."""
    ends_inside: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that could not be merged as it was."""

    element: str
    treatment: str
    detail: str = ""
    """The thing in its own words."""
    path: Path = ()
    """The story of the draft nearest to it; empty when it has no place."""
    position: Position = (0, 0)


@dataclass(slots=True)
class Returned:
    """All that one return wants, in places of the draft."""

    edits: dict[Path, list[Edit]] = field(default_factory=dict)
    formats: dict[Path, list[FormatEdit]] = field(default_factory=dict)
    rows: list[RowEdit] = field(default_factory=list)
    shapes: list[CellShape] = field(default_factory=list)
    comments: list[AnchoredComment] = field(default_factory=list)
    same: int = 0
    """Base characters found again."""
    total: int = 0
    """Base characters, or characters of the return where there are more."""
