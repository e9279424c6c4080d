"""Where the comments of a return belong in the draft."""

from collections.abc import Iterable
from dataclasses import replace

from einklang.engines.redline.align.edits import (
    AnchoredComment,
    Edit,
    Piece,
    Position,
)
from einklang.engines.redline.align.text import Step
from einklang.engines.redline.align.windows import Compared, Places
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.reader.segments import Segment
from einklang.engines.redline.reader.story import Block, Path

SIGNS = {"start": "<", "end": ">"}
NOBODY = Voice("")


def comment_key(house: str, comment: str) -> str:
    """Return a name for a comment that is unique among all returns."""
    return f"{house}\x1f{comment}"


class CommentPlaces:
    """Collects the ends of comments while stories are compared."""

    def __init__(self, house: str) -> None:
        self.house = house
        self._ends: dict[str, dict[str, tuple[Path, Position, bool]]] = {}

    def note(
        self, path: Path, compared: Compared, ours: list[Block], first: int, theirs: list[Block]
    ) -> None:
        """Take in the comments of blocks that answer base blocks."""
        places = Places(ours, first)
        passed: list[Segment] = []
        for block in theirs:
            for anchor in block.stream.anchors:
                here = passed + block.segments[: anchor.index]
                following = block.segments[anchor.index]
                offset, inside = _base_offset(here, following, compared)
                position = places.position(offset)
                is_inside = inside is not None and anchor.kind in SIGNS
                if inside is not None and anchor.kind in SIGNS:
                    number, depth = inside
                    edit = compared.edits[number]
                    _mark_inside(edit, depth, self.marker(anchor.kind, anchor.comment))
                self.note_end(anchor.comment, anchor.kind, path, position, is_inside=is_inside)
            passed += block.segments

    def note_end(
        self, comment: str, kind: str, path: Path, position: Position, *, is_inside: bool
    ) -> None:
        """Take in one end of a comment."""
        self._ends.setdefault(comment, {})[kind] = (path, position, is_inside)

    def marker(self, kind: str, comment: str) -> Piece:
        """Return a piece without text: here a comment begins or ends."""
        return Piece("", NOBODY, comment=SIGNS[kind] + comment_key(self.house, comment))

    def found(self) -> list[AnchoredComment]:
        """Return every comment that has a place, in the order of the return."""
        comments = []
        for key, ends in self._ends.items():
            only = ends.get("reference") or next(iter(ends.values()))
            path, start, starts_inside = ends.get("start", only)
            other_path, end, ends_inside = ends.get("end", only)
            if other_path != path or end < start:
                # The ends lie in different stories: the comment keeps its beginning.
                end, ends_inside = start, starts_inside
            comments.append(AnchoredComment(key, path, start, end, starts_inside, ends_inside))
        return comments


def _base_offset(
    passed: Iterable[Segment], following: Segment, compared: Compared
) -> tuple[int, tuple[int, int] | None]:
    """Return the base offset of a place in the return; and, among new words, where there."""
    before = after = 0
    last: Segment | None = None
    for segment in passed:
        size = len(segment.text)
        before += 0 if segment.inserted else size
        after += 0 if segment.deleted else size
        last = segment
    beside = [segment for segment in (last, following) if segment is not None]
    if any(s.deleted for s in beside) and not any(s.inserted for s in beside):
        return _through(compared.unrecorded, before)[0], None
    return _through(compared.steps, after)


def _through(steps: list[Step], place: int) -> tuple[int, tuple[int, int] | None]:
    shift = 0
    for number, (start, end, begin, finish) in enumerate(steps):
        if place <= begin:
            break
        if place < finish:
            return (start if start == end else end), (number, place - begin)
        shift = end - finish
    return place + shift, None


def _mark_inside(edit: Edit, depth: int, mark: Piece) -> None:
    """Put a marker behind `depth` characters of an edit's pieces."""
    pieces: list[Piece] = []
    left = depth
    is_done = False
    for piece in edit.pieces:
        size = len(piece.text)
        if not is_done and left <= 0 and not piece.comment:
            pieces.append(mark)
            is_done = True
        if not is_done and 0 < left < size:
            pieces += [
                replace(piece, text=piece.text[:left]), mark,
                replace(piece, text=piece.text[left:]),
            ]  # fmt: skip
            is_done = True
        else:
            pieces.append(piece)
        left -= size
    edit.pieces = tuple(pieces if is_done else [*pieces, mark])
