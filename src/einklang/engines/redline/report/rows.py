"""The consolidation as rows, one a paragraph: what every synopsis shows, in whatever form.

A paragraph's text counts here with its own paragraph mark (a line feed at the end), so that a
change over several paragraphs is a piece of each of them. The text is cut wherever a change
begins or ends; each piece knows who strikes it. What is inserted stands behind the words it
replaces.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from einklang.engines.redline.model.change import Change, ChangeKind, Comment, Conflict, Place
from einklang.engines.redline.model.consolidation import Overview, Paragraph

MARK = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row that have one fate; a line feed is a paragraph mark."""

    text: str
    struck_by: tuple[Change, ...] = ()
    """The changes under which these base words go."""
    formatted_by: tuple[Change, ...] = ()
    inserted_by: Change | None = None
    """The change that brings these words; they are not in the draft then."""
    named: tuple[Change, ...] = ()
    """The changes whose supporters are to be named behind this piece."""
    conflicts: tuple[str, ...] = ()
    """Conflicts whose words end here."""
    comments: tuple[str, ...] = ()
    """Comments whose words end here."""

    @property
    def shown(self) -> str:
        """The words as one line a paragraph or table row shows them."""
        if self.inserted_by and self.inserted_by.kind is ChangeKind.TABLE:
            return self.text.replace("\t", " | ")
        return self.text

    @property
    def stands_alone(self) -> bool:
        """Whether the next piece begins on a line of its own: new paragraphs, new table rows."""
        change = self.inserted_by
        if change is None or change.target is not None:
            return False
        return change.kind is ChangeKind.TABLE or self.text.endswith(MARK)

    @property
    def is_of_draft(self) -> bool:
        return bool(self.text) and self.inserted_by is None


@dataclass(frozen=True, slots=True)
class Row:
    place: Place
    text: str
    """The draft's text; empty when the report knows no such paragraph."""
    level: int
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...] = ()
    """Those that begin here."""
    continued: tuple[Change, ...] = ()
    """Those that began in an earlier row."""
    arrivals: tuple[Change, ...] = ()
    """Moves that lead here."""
    conflicts: tuple[Conflict, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def is_touched(self) -> bool:
        return bool(
            self.changes or self.continued or self.arrivals or self.conflicts or self.comments
        )


@dataclass(slots=True)
class _Sheet:
    """A row while it is being filled."""

    place: Place
    text: str
    level: int = 0
    is_known: bool = True
    struck: list[tuple[int, int, Change]] = field(default_factory=list)
    formatted: list[tuple[int, int, Change]] = field(default_factory=list)
    inserted: dict[int, list[tuple[Change, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    noted: dict[int, list[Conflict | Comment]] = field(default_factory=lambda: defaultdict(list))
    changes: list[Change] = field(default_factory=list)
    continued: list[Change] = field(default_factory=list)
    arrivals: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def rows(overview: Overview) -> tuple[Row, ...]:
    """Return a row for each paragraph of the draft, the body first, then the other stories.

    What stands at a place that the overview has no paragraph for gets a row of its own at the end
    of its story, so nothing is lost.
    """
    sheets = _Sheets(overview.paragraphs)
    for change in overview.changes:
        _enter(sheets, change)
    for conflict in overview.conflicts:
        sheet, end = sheets.end_of(conflict.place, conflict.words)
        sheet.conflicts.append(conflict)
        sheet.noted[end].append(conflict)
    for comment in overview.comments:
        sheet, end = sheets.end_of(comment.place, comment.quoted)
        sheet.comments.append(comment)
        sheet.noted[end].append(comment)
    return tuple(map(_row, sheets.in_order()))


class _Sheets:
    """Finds the rows of a place."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        ordered = sorted(paragraphs, key=lambda paragraph: paragraph.place.story != "body")
        self._sheets = [_Sheet(each.place, each.text, each.level) for each in ordered]
        self._by_number: dict[int, int] = {}
        self._by_way: dict[object, list[int]] = defaultdict(list)
        self._by_step: dict[object, list[_Sheet]] = defaultdict(list)
        for index, sheet in enumerate(self._sheets):
            if sheet.place.paragraph:
                self._by_number.setdefault(sheet.place.paragraph, index)
            else:
                self._by_way[sheet.place.story, sheet.place.steps].append(index)

    def in_order(self) -> list[_Sheet]:
        # Rows of their own came last; sorting is stable and brings them to their story.
        stories = {"body": -1}
        for sheet in self._sheets:
            stories.setdefault(sheet.place.story, len(stories))
        return sorted(self._sheets, key=lambda sheet: stories[sheet.place.story])

    def of(self, place: Place, words: str) -> list[_Sheet]:
        """Return the rows from the first to the last paragraph of a place."""
        first = self._first(place, words)
        if first is None:
            self._sheets.append(_Sheet(place, "", is_known=False))
            first = len(self._sheets) - 1
            if place.paragraph:
                self._by_number[place.paragraph] = first
            else:
                self._by_way[place.story, place.steps].append(first)
        return self._sheets[first : self._last(first, place, words) + 1]

    def within(self, place: Place) -> list[_Sheet]:
        """Return the rows of the table row or cell at a place."""
        if not self._by_step:
            for sheet in self._sheets:
                for depth in range(1, len(sheet.place.steps) + 1):
                    way = sheet.place.story, sheet.place.steps[:depth]
                    self._by_step[way].append(sheet)
        return self._by_step.get((place.story, place.steps), [])

    def end_of(self, place: Place, words: str) -> tuple[_Sheet, int]:
        """Return the row and the offset at which a note on a place is to stand."""
        found = self.of(place, words)
        if len(found) > 1 and place.end == 0:
            return found[-2], len(found[-2].text) + 1
        return found[-1], min(place.end, len(found[-1].text))

    def _first(self, place: Place, words: str) -> int | None:
        if place.paragraph:
            return self._by_number.get(place.paragraph)
        found = self._by_way.get((place.story, place.steps), [])
        # Paragraphs without a number may share their way; the words tell them apart.
        head = words.partition(MARK)[0]
        for index in found:
            if self._sheets[index].text.startswith(head, place.start):
                return index
        return found[0] if found else None

    def _last(self, first: int, place: Place, words: str) -> int:
        if place.last_paragraph > place.paragraph:
            return max(first, self._by_number.get(place.last_paragraph, first))
        if place.paragraph or not self._sheets[first].is_known:
            return first
        last = first + words.rstrip(MARK).count(MARK)
        return min(last, len(self._sheets) - 1)


def _enter(sheets: _Sheets, change: Change) -> None:
    is_row = change.kind is ChangeKind.TABLE and bool(change.deleted)
    cells = sheets.within(change.place) if is_row else []
    found = cells or sheets.of(change.place, change.deleted)
    found[0].changes.append(change)
    for sheet in found[1:]:
        if sheet is not found[-1] or is_row or change.place.end or change.deleted[-1:] != MARK:
            sheet.continued.append(change)
    if not found[0].is_known:
        _enter_unknown(found[0], change)
        return
    end_sheet, end = (_strike_cells if is_row else _strike)(found, change)
    if change.target is not None:
        target = sheets.of(change.target, "")[0]
        if target is not found[0]:
            target.arrivals.append(change)
        words = change.inserted or change.deleted
        target.inserted[min(change.target.start, len(target.text) + 1)].append((change, words))
    elif change.inserted:
        end_sheet.inserted[end].append((change, change.inserted))


def _enter_unknown(sheet: _Sheet, change: Change) -> None:
    """Put a change where no text is known: its deleted words become part of the text."""
    start = len(sheet.text)
    sheet.text += change.deleted
    if change.deleted:
        sheet.struck.append((start, len(sheet.text), change))
    if change.inserted:
        sheet.inserted[len(sheet.text)].append((change, change.inserted))


def _strike_cells(found: list[_Sheet], change: Change) -> tuple[_Sheet, int]:
    """Mark whole cells; return where what comes instead goes."""
    for sheet in found:
        sheet.struck.append((0, len(sheet.text), change))
    return found[-1], len(found[-1].text)


def _strike(found: list[_Sheet], change: Change) -> tuple[_Sheet, int]:
    """Mark the words of a change; return where its new words go."""
    start, end = change.place.start, change.place.end
    spans = []
    for sheet in found:
        whole = len(sheet.text) + 1
        last = min(end, whole) if sheet is found[-1] else whole
        spans.append((sheet, min(start, whole - 1), last))
        start = 0
    sheet, first, last = spans[-1]
    if change.deleted.count(MARK) >= len(found):
        # The last paragraph's own mark goes, too.
        spans[-1] = (sheet, first, len(sheet.text) + 1)
    spans = [span for span in spans if span[1] < span[2]] or spans[:1]
    for sheet, first, last in spans:
        # A new table row points at its neighbour and takes none of its words.
        if first < last and (change.deleted or change.kind is ChangeKind.FORMAT):
            marked = sheet.formatted if change.kind is ChangeKind.FORMAT else sheet.struck
            marked.append((first, last, change))
    sheet, _, last = spans[-1]
    return sheet, last


def _row(sheet: _Sheet) -> Row:
    return Row(
        place=sheet.place,
        text=sheet.text if sheet.is_known else "",
        level=sheet.level,
        pieces=_pieces(sheet),
        changes=tuple(sheet.changes),
        continued=tuple(sheet.continued),
        arrivals=tuple(sheet.arrivals),
        conflicts=tuple(sheet.conflicts),
        comments=tuple(sheet.comments),
    )


def _pieces(sheet: _Sheet) -> tuple[Piece, ...]:
    if not (sheet.struck or sheet.formatted or sheet.inserted or sheet.noted):
        return (Piece(sheet.text),)
    text = sheet.text + MARK if sheet.is_known else sheet.text
    cuts = {0, len(text), len(sheet.text), *sheet.inserted, *sheet.noted}
    for start, end, _ in (*sheet.struck, *sheet.formatted):
        cuts |= {start, end}
    ordered = sorted(cuts)
    pieces: list[Piece] = []
    for start, end in zip([0, *ordered], ordered, strict=False):
        struck = _covering(sheet.struck, start, end)
        # Only a paragraph mark that goes is worth showing.
        if start < end and (struck or start < len(sheet.text)):
            formatted = _covering(sheet.formatted, start, end)
            pieces.append(Piece(text[start:end], struck, formatted))
        for change, words in sheet.inserted.get(end, ()):
            pieces.append(Piece(words, inserted_by=change))
        if end in sheet.noted:
            pieces.append(_note(sheet.noted[end]))
    return tuple(_named(pieces))


def _covering(spans: list[tuple[int, int, Change]], start: int, end: int) -> tuple[Change, ...]:
    return tuple(change for first, last, change in spans if first <= start and end <= last)


def _note(notes: list[Conflict | Comment]) -> Piece:
    return Piece(
        "",
        conflicts=tuple(each.id for each in notes if isinstance(each, Conflict)),
        comments=tuple(each.id for each in notes if isinstance(each, Comment)),
    )


def _named(pieces: list[Piece]) -> Iterable[Piece]:
    """Say behind which pieces names are due: once, where the words of a change end.

    A replacement is named behind its new words only.
    """
    for index, piece in enumerate(pieces):
        if piece.inserted_by:
            yield replace(piece, named=(piece.inserted_by,))
            continue
        after = index + 1
        replacing = []
        while after < len(pieces) and (bringer := pieces[after].inserted_by):
            replacing.append(bringer)
            after += 1
        while after < len(pieces) and not pieces[after].is_of_draft:
            after += 1
        following = pieces[after] if after < len(pieces) else Piece("")
        named = [c for c in piece.struck_by if c not in (*replacing, *following.struck_by)]
        named += [c for c in piece.formatted_by if c not in following.formatted_by]
        yield replace(piece, named=tuple(named)) if named else piece
