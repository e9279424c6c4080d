"""Compares a whole return with the draft: every story, note and text box of it."""

from collections.abc import Iterator, Sequence

from lxml import etree

from einklang.engines.redline.align.blocks import Window, line_up
from einklang.engines.redline.align.comments import SIGNS, CommentPlaces
from einklang.engines.redline.align.correspondence import Correspondence, Stretch
from einklang.engines.redline.align.edits import (
    Edit,
    FormatEdit,
    Lost,
    Piece,
    Returned,
    RowEdit,
)
from einklang.engines.redline.align.pieces import PieceMaker, own_properties
from einklang.engines.redline.align.tables import TableComparer
from einklang.engines.redline.align.views import Alphabet
from einklang.engines.redline.align.windows import Compared, Places, VoiceOf, WindowComparer
from einklang.engines.redline.names import texts_in, w
from einklang.engines.redline.reader import objects
from einklang.engines.redline.reader.borrowing import ID, NOTES, Borrower
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.objects import TEXT
from einklang.engines.redline.reader.segments import MARK, Segment
from einklang.engines.redline.reader.story import Block, Path, Story, Table

RECORDED = (w("ins"), w("del"))


class Comparison:
    """One return against the draft; `result` grows story by story."""

    def __init__(
        self, draft: Document, other: Document, stories: dict[Path, Story], borrower: Borrower,
        voice_of: VoiceOf,
    ) -> None:  # fmt: skip
        self.draft = draft
        self.other = other
        self.stories = stories
        """The stories of the draft that have been looked at; shared by all returns."""
        self.voice_of = voice_of
        self.alphabet = Alphabet()
        self.borrower = borrower
        self.maker = PieceMaker(borrower)
        self.result = Returned()
        self.lost: list[Lost] = []
        self.house = voice_of(None).association
        self.comments = CommentPlaces(self.house)
        self.correspondence: Correspondence | None = None
        """Set to learn where the draft's characters stand in the other document."""
        self.note_pairs: dict[tuple[str, str], str] = {}
        """Notes of the draft and the notes of the return that answer them."""

    def run(self) -> Returned:
        """Compare everything and return what was found."""
        self.compare_stories(("body",), self.draft.body, self.other.body, ("body",))
        self._compare_headers()
        done: set[tuple[str, str]] = set()
        # A note may refer to another one.
        while waiting := self.note_pairs.keys() - done:
            for kind, key in sorted(waiting):
                done.add((kind, key))
                self._compare_note(kind, key, self.note_pairs[kind, key])
        self.result.comments = self.comments.found()
        return self.result

    def compare_stories(self, path: Path, base: Story, other: Story, other_path: Path) -> None:
        """Compare two stories that answer each other."""
        self.stories.setdefault(path, base)
        if self.correspondence is not None:
            self.correspondence.stories[other_path] = path
        windows, equal = line_up(base.blocks, other.blocks)
        comparer = WindowComparer(self.alphabet, self.maker, self.voice_of, other.part)
        StoryComparison(self, (path, other_path), base, other, comparer).run(windows)
        prints = base.prints
        size = 0
        for here, there in equal:
            block = base.blocks[here]
            mark = prints.get(block.element, b"")
            size += len(mark)
            if b"noteReference" in mark and block.kind == "p":
                self._pair_notes(block, other.blocks[there])
            if self.correspondence is not None:
                if block.kind == "tbl":
                    self.correspondence.tables[*other_path, there] = (*path, here)
                stretch = Stretch(0, len(block.text), here, 0)
                self.correspondence.note(other_path, there, stretch)
        # About a quarter of the XML is text.
        self.count(size // 4, size // 4, size // 4)

    def _pair_notes(self, here: Block, there: Block) -> None:
        left, right = (list(one.element.iter(*NOTES)) for one in (here, there))
        for ours, theirs in zip(left, right, strict=True):
            key, other_key = ours.get(ID) or "", theirs.get(ID) or ""
            self.note_pairs[NOTES[str(ours.tag)], key] = other_key

    def count(self, same: int, base: int, other: int) -> None:
        """Keep count of how much of the draft was found again."""
        self.result.same += same
        self.result.total += max(base, other)

    # Other stories

    def _compare_headers(self) -> None:
        done: set[str] = set()
        for key, part in self.draft.headers.items():
            other_part = self.other.headers.get(key)
            if part in done or other_part is None:
                continue
            done.add(part)
            story = self.draft.story(self.draft.root(part), part)
            answer = self.other.story(self.other.root(other_part), other_part)
            self.compare_stories((key[1], part), story, answer, (key[1], other_part))

    def _compare_note(self, kind: str, key: str, other_key: str) -> None:
        note = self.draft.context.notes(kind).get(key)
        answer = self.other.context.notes(kind).get(other_key)
        part, other_part = self.draft.note_part(kind), self.other.note_part(kind)
        if note is None or answer is None or part is None or other_part is None:
            return
        self.compare_stories(
            (kind, key), self.draft.story(note, part), self.other.story(answer, other_part),
            (kind, other_key),
        )  # fmt: skip

    def compare_things(self, path: Path, other_path: Path, ours: Segment, theirs: Segment) -> None:
        """Compare what two objects that answer each other contain."""
        mine, yours = ours.thing, theirs.thing
        if mine is None or yours is None:
            return
        if mine.note and yours.note:
            self.note_pairs[mine.note] = yours.note[1]
        sizes = [objects.size_of(each.parts[0][1]) for each in (ours, theirs) if each.parts]
        if len(set(sizes)) > 1:
            detail = f"{mine.label} {sizes[0]} → {sizes[1]}"
            self.lost.append(
                Lost("image", "kept-as-in-draft", detail, path[:-1], (int(path[-1]), 0))
            )
        own = [box for box in mine.boxes if not objects.is_fallback(box)]
        other = [box for box in yours.boxes if not objects.is_fallback(box)]
        for box, answer in zip(own, other, strict=False):
            number = _number_of(box, own)
            part, other_part = self.stories[path[:-1]].part, self.other.package.main
            self.compare_stories(
                (*path, "box", number),
                self.draft.story(box, part),
                self.other.story(answer, other_part),
                (*other_path, "box", number),
            )


def _number_of(box: etree._Element, boxes: Sequence[etree._Element]) -> int:
    return next(number for number, one in enumerate(boxes) if one is box)


class StoryComparison:
    """Goes through the windows of two stories and records what they say."""

    def __init__(
        self,
        whole: Comparison,
        paths: tuple[Path, Path],
        base: Story,
        other: Story,
        comparer: WindowComparer,
    ) -> None:
        self.whole = whole
        self.path, self.other_path = paths
        self.base = base
        self.other = other
        self.comparer = comparer
        self.edits: list[Edit] = []
        self.formats: list[FormatEdit] = []

    def run(self, windows: list[Window]) -> None:
        """Compare every window."""
        number = 0
        while number < len(windows):
            window = windows[number]
            following = windows[number + 1] if number + 1 < len(windows) else None
            if window.begin == window.finish:
                size = len(self.base.blocks)
                if following and window.end == size == following.start == following.end:
                    self._replace_end(window, following)
                    number += 1
                else:
                    self._delete(window.start, window.end)
            elif window.start == window.end:
                self._insert(window)
            else:
                self._compare(window)
            number += 1
        if self.edits:
            self.whole.result.edits.setdefault(self.path, []).extend(self.edits)
        if self.formats:
            self.whole.result.formats.setdefault(self.path, []).extend(self.formats)

    # Blocks that answer each other

    def _compare(self, window: Window) -> None:
        ours = self.base.blocks[window.start : window.end]
        theirs = self.other.blocks[window.begin : window.finish]
        if ours[0].kind == "tbl":
            self._compare_tables(window, ours[0].table, theirs[0].table)
            return
        if ours[0].kind == "opaque":
            # What stands in contents is worked out; who wrote in it anyway is told.
            for block in theirs:
                if any(map(self.other.reader.stamp, block.element.iter(*RECORDED))):
                    self._lose(block, "kept-as-in-draft", window.start)
            return
        if len(ours) == len(theirs) == 1 and _are_alike(ours[0], theirs[0]):
            size = len(ours[0].text)
            self.whole.count(size, size, size)
            if self.whole.correspondence is not None:
                stretch = Stretch(0, size, window.start, 0)
                self.whole.correspondence.note(self.other_path, window.begin, stretch)
            return
        segments = [segment for block in theirs for segment in block.segments]
        is_end = window.end == len(self.base.blocks)
        compared = self.comparer.compare(ours, window.start, segments, is_end=is_end)
        self.edits += compared.edits
        self.formats += compared.formats
        # What was deleted with a record was found, too.
        size = len(compared.base.text)
        same = size - sum(end - start for start, end, *_ in compared.unrecorded)
        self.whole.count(same, size, len(compared.before.text))
        if self.whole.correspondence is not None:
            places = Places(ours, window.start), Places(theirs, window.begin)
            self.whole.correspondence.note_window(self.other_path, compared, *places)
        self._things(compared, window, ours, theirs)
        self.whole.comments.note(self.path, compared, ours, window.start, theirs)

    def _things(
        self, compared: Compared, window: Window, ours: list[Block], theirs: list[Block]
    ) -> None:
        for start, end, begin, finish in compared.kept():
            mine = [s for s, *_ in compared.base.slice(start, end) if s.thing]
            yours = [s for s, *_ in compared.new.slice(begin, finish) if s.thing]
            for one, other in zip(mine, yours, strict=True):
                here = (*self.path, window.start + _block_of(one, ours))
                there = (*self.other_path, window.begin + _block_of(other, theirs))
                self.whole.compare_things(here, there, one, other)

    def _compare_tables(self, window: Window, ours: Table, theirs: Table) -> None:
        paths = (*self.path, window.start), (*self.other_path, window.begin)
        TableComparer(self.whole, paths, ours, theirs, self.other.part).run()

    # Blocks that go

    def _delete(self, start: int, end: int) -> None:
        first = start
        for number in range(start, end + 1):
            block = self.base.blocks[number] if number < end else None
            if block is not None and block.kind == "p":
                self.whole.count(0, len(block.text), 0)
                continue
            if first < number:
                self._delete_paragraphs(first, number)
            first = number + 1
            if block is not None and block.kind == "tbl":
                self._delete_table(number, block.table)
            elif block is not None:
                self._lose(block, "kept-as-in-draft", number)

    def _delete_table(self, number: int, table: Table) -> None:
        path = (*self.path, number)
        self.whole.count(0, len(table.text), 0)
        for row, one in enumerate(table.rows):
            voice = self.whole.voice_of(None)
            edit = RowEdit(path, row, voice, text=one.text, is_whole_table=True)
            self.whole.result.rows.append(edit)

    def _delete_paragraphs(self, start: int, end: int) -> None:
        blocks = self.base.blocks
        voice = self.whole.voice_of(None)
        at, to = (start, 0), (end, 0)
        if end == len(blocks):
            # The last mark of a story cannot go: the one before it goes, and lends its look.
            last = len(blocks[-1].text) - 1
            to = (end - 1, last)
            if start and blocks[start - 1].kind == "p":
                before = blocks[start - 1]
                at = (start - 1, len(before.text) - 1)
                self._last_mark_looks_like(before.stream.mark)
        if at < to:
            old = self._text(at, to)
            self.edits.append(Edit(at, to, (), ((at, to, voice),), old, self._before(at)))

    def _last_mark_looks_like(self, mark: Segment) -> None:
        last = self.base.blocks[-1]
        if last.stream.mark.format == mark.format:
            return
        number, size = len(self.base.blocks) - 1, len(last.text)
        xml = own_properties(mark)
        self.formats.append(
            FormatEdit(
                (number, size - 1), (number, size), last.stream.mark.format, mark.format, xml,
                self.whole.voice_of(mark.inserted), is_mark=True,
            )
        )  # fmt: skip

    # Blocks that come

    def _insert(self, window: Window) -> None:
        at = window.start
        pieces = self._pieces(window)
        if not pieces:
            return
        blocks = self.base.blocks
        if at == len(blocks) and blocks and blocks[-1].kind == "p":
            self._append(pieces)
            return
        self.edits.append(Edit((at, 0), (at, 0), tuple(pieces), (), "", ""))

    def _pieces(self, window: Window) -> list[Piece]:
        pieces: list[Piece] = []
        for block in self.other.blocks[window.begin : window.finish]:
            if block.kind == "p":
                pieces += self._paragraph_pieces(block, window.start)
                self.whole.count(0, 0, sum(len(s.text) for s in block.segments if not s.inserted))
            elif block.kind == "tbl":
                stamp = next((row.inserted for row in block.table.rows if row.inserted), None)
                voice = self.whole.voice_of(stamp)
                pieces.append(self.comparer.maker.table(block, voice, self.other.part))
            else:
                self._lose(block, "left-out", window.start)
        return pieces

    def _lose(self, block: Block, treatment: str, number: int) -> None:
        """Note a block that is taken as a whole: contents, or what another file holds."""
        elements = block.elements or (block.element,)
        words = "\n".join(texts_in(element, TEXT) for element in elements)
        element = "field" if words else "object"
        self.whole.lost.append(Lost(element, treatment, words, self.path, (number, 0)))

    def _paragraph_pieces(self, block: Block, at: int) -> Iterator[Piece]:
        for one in self.comparer.pieces(block):
            if isinstance(one, Piece):
                yield one
                continue
            is_inside = one.kind in SIGNS
            place = (at, 0)
            self.whole.comments.note_end(
                one.comment, one.kind, self.path, place, is_inside=is_inside
            )
            if is_inside:
                yield self.whole.comments.marker(one.kind, one.comment)

    def _append(self, pieces: list[Piece]) -> None:
        """Record what comes behind the last paragraph: its mark stays the last of all."""
        number = len(self.base.blocks) - 1
        last = self.base.blocks[-1]
        size = len(last.text) - 1
        moved = self._split_last(pieces)
        at = (number, size)
        self.edits.append(Edit(at, at, tuple(moved), (), "", self._before(at)))

    def _split_last(self, pieces: list[Piece]) -> list[Piece]:
        """Put a mark like the last one first, and give the last one the look of the new last."""
        mark = self.base.blocks[-1].stream.mark
        opening = Piece(MARK, pieces[0].voice, mark.format, own_properties(mark))
        if pieces[-1].text != MARK:
            return [opening, *pieces]
        self._look_of_last(pieces[-1])
        return [opening, *pieces[:-1]]

    def _look_of_last(self, piece: Piece) -> None:
        number, last = len(self.base.blocks) - 1, self.base.blocks[-1]
        old, size = last.stream.mark.format, len(last.text)
        if old != piece.format:
            self.formats.append(
                FormatEdit((number, size - 1), (number, size), old, piece.format, piece.xml,
                           piece.voice, is_mark=True)
            )  # fmt: skip

    def _replace_end(self, gone: Window, come: Window) -> None:
        """Record that the last paragraphs are exchanged for others."""
        pieces = self._pieces(come)
        is_prose = all(block.kind == "p" for block in self.base.blocks[gone.start : gone.end])
        if not pieces or not is_prose or pieces[-1].text != MARK:
            self._delete(gone.start, gone.end)
            self._insert(come)
            return
        at = (gone.start, 0)
        to = (gone.end - 1, len(self.base.blocks[-1].text) - 1)
        voice = self.whole.voice_of(None)
        old = self._text(at, to)
        self.whole.count(0, len(old), 0)
        deleters = ((at, to, voice),) if at < to else ()
        self.edits.append(Edit(at, to, tuple(pieces[:-1]), deleters, old, ""))
        self._look_of_last(pieces[-1])

    # Base text

    def _text(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        texts = [block.text for block in self.base.blocks[start[0] : end[0] + 1]]
        if end[0] < len(self.base.blocks):
            texts[-1] = texts[-1][: end[1]]
        texts[0] = texts[0][start[1] :]
        return "".join(texts)

    def _before(self, at: tuple[int, int]) -> str:
        return self.base.blocks[at[0]].text[: at[1]]


def _block_of(segment: Segment, blocks: list[Block]) -> int:
    return next(n for n, block in enumerate(blocks) if any(s is segment for s in block.segments))


def _are_alike(ours: Block, theirs: Block) -> bool:
    """Tell whether two paragraphs read and look the same, though other hands wrote them."""
    stream = theirs.stream
    if stream.anchors:
        return False
    plain = stream.plain()
    return plain is not None and plain == ours.stream.plain()
