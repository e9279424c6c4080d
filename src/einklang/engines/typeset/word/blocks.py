"""The body of a Word document as blocks: paragraphs find their kind, lists and boxes their end."""

from collections.abc import Iterable
from dataclasses import dataclass

from einklang.engines.typeset.inlines import Footnote, Inlines, LineBreak, Strong, Text
from einklang.engines.typeset.losses import shortened
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Tone,
)
from einklang.engines.typeset.word.context import Context
from einklang.engines.typeset.word.numbering import Item, Sign, lists_of
from einklang.engines.typeset.word.runs import LineReader
from einklang.engines.typeset.word.tables import TableReader, rows_of
from einklang.engines.typeset.word.xml import (
    Element,
    W,
    child_value,
    chosen,
    name_of,
    toggle,
    value,
    words_below,
)

_KINDS: dict[str, ParagraphKind] = {"quote": "quote", "lead": "lead", "note": "note"}
_TONES: dict[str, Tone] = {"callout info": "info", "callout open": "open"}


@dataclass(frozen=True)
class Title:
    """A paragraph of the style for titles: "title" or "subtitle"."""

    role: str
    text: str


@dataclass(frozen=True)
class RawHeading:
    """A heading with Word's own level, from 0; ours come when all of them are known."""

    level: int
    text: str
    number: str
    anchor: str


Raw = Block | Title | RawHeading


class BlockReader:
    """Reads one container: the body, a cell or a text box."""

    def __init__(self, context: Context, *, is_body: bool = True) -> None:
        self.context = context
        self.is_body = is_body
        self.blocks: list[Raw] = []
        self.items: list[Item] = []
        self.called: list[Paragraph | BulletList] = []
        self.in_callout = False
        self.tone: Tone = "info"
        self.caption: Inlines = ()

    def read(self, container: Element) -> list[Raw]:
        self._walk(container)
        self._end_caption()
        self._end_list()
        self._end_callout()
        return self.blocks

    def _walk(self, container: Iterable[Element]) -> None:
        for child in container:
            name = name_of(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._control(child)
            elif name == "customXml":
                self._walk(child)
            elif name == "mc:AlternateContent":
                form = chosen(child)
                self._walk(form if form is not None else ())
            elif name == "altChunk":
                self.context.lose("embedded file", "left out")

    def _control(self, element: Element) -> None:
        properties = element.find(W + "sdtPr")
        content = element.find(W + "sdtContent")
        if content is None:
            return
        gallery = child_value(properties, "docPartObj/docPartGallery")
        if toggle(properties, "showingPlcHdr"):
            self.context.lose("placeholder", "left out", words_below(content))
        elif gallery == "Table of Contents":
            self.context.lose("contents", "made anew", words_below(content))
        else:
            self._walk(content)

    # Paragraphs

    def _paragraph(self, element: Element) -> None:
        context = self.context
        properties = element.find(W + "pPr")
        styles = context.file.styles
        role = styles.role(styles.style_of(properties))
        level = styles.outline_level(properties)
        context.near = shortened(words_below(element))
        if level is not None and self.is_body and context.near:
            context.heading = context.near
        number = styles.number_of(properties)
        line = LineReader(context, element).line
        parts = line.parts(context)
        if toggle(properties, "pageBreakBefore"):
            self._page_break()
        sign = None
        if any(parts) and number:
            sign = context.file.numbering.next_sign(*number)
        for index, inlines in enumerate(parts):
            if index:
                self._page_break()
            if inlines:
                self._place(inlines, role, level, sign if index == 0 else None, element)
        for box in line.boxes:
            self._box(box)
        if _ends_page(properties):
            self._page_break()

    def _place(
        self, inlines: Inlines, role: str, level: int | None, sign: Sign | None, element: Element
    ) -> None:
        if role == "contents":
            self.context.lose("contents", "made anew", _plain(inlines))
        elif role in {"title", "subtitle"} and self.is_body:
            self._end_all()
            self._add_with_notes(Title(role, _plain(inlines)), inlines)
        elif level is not None and _plain(inlines):
            self._heading(inlines, level, sign, element)
        elif sign is not None and sign.is_simple:
            self._item(inlines, sign, role, element)
        else:
            if sign is not None and sign.shown:
                inlines = (Text(f"{sign.shown} "), *inlines)
            self._text(inlines, role)

    def _heading(self, inlines: Inlines, level: int, sign: Sign | None, element: Element) -> None:
        self._end_all()
        number = sign.shown if sign else ""
        if not self.is_body:
            label = f"{number} " if number else ""
            self._add_with_notes(Paragraph((Strong(label + _plain(inlines)),)), inlines)
            return
        names = [value(one, "name") for one in element.iter(W + "bookmarkStart")]
        anchor = next(
            (self.context.anchors[name] for name in names if name in self.context.anchors), ""
        )
        self._add_with_notes(RawHeading(level, _plain(inlines), number, anchor), inlines)

    def _add_with_notes(self, block: Raw, inlines: Inlines) -> None:
        """Add what holds only words; notes to it follow as a paragraph."""
        self.blocks.append(block)
        for note in inlines:
            if isinstance(note, Footnote):
                text = "".join(one.text for one in note.inlines)
                self.context.lose("note in heading", "set below", text)
                self.blocks.append(Paragraph(note.inlines, "note"))

    def _item(self, inlines: Inlines, sign: Sign, role: str, element: Element) -> None:
        self._end_caption()
        if role in _TONES:
            self._call(_TONES[role])
        else:
            self._end_callout()
        found = self.context.file.styles.number_of(element.find(W + "pPr"))
        self.items.append(Item(found[1] if found else 0, sign, inlines))

    def _text(self, inlines: Inlines, role: str) -> None:
        self._end_caption()
        self._end_list()
        if role in _TONES:
            self._call(_TONES[role])
            self.called.append(Paragraph(inlines))
            return
        self._end_callout()
        if role == "caption" and self.is_body:
            self.caption = inlines
            return
        self.blocks.append(Paragraph(inlines, _KINDS.get(role, "body")))

    def _page_break(self) -> None:
        self._end_all()
        if self.is_body and self.blocks and not isinstance(self.blocks[-1], PageBreak):
            self.blocks.append(PageBreak())

    def _box(self, box: Element) -> None:
        """Set the text of a box after the paragraph it hangs on."""
        inner = BlockReader(self.context, is_body=False).read(box)
        if inner:
            self._end_all()
            self.context.lose("text box", "set below", words_below(box))
            self.blocks += inner

    # Lists, callouts and captions end when something else begins

    def _call(self, tone: Tone) -> None:
        if self.in_callout and tone != self.tone:
            self._end_callout()
        if not self.in_callout:
            self._end_list()
        self.tone = tone
        self.in_callout = True

    def _end_list(self) -> None:
        lists = lists_of(self.items)
        self.items = []
        if self.in_callout:
            self.called += lists
        else:
            self.blocks += lists

    def _end_callout(self) -> None:
        if self.in_callout:
            self._end_list()
            self.blocks.append(_callout(self.called, self.tone))
        self.called, self.in_callout = [], False

    def _end_caption(self) -> None:
        if self.caption:
            self.blocks.append(Paragraph(self.caption, "note"))
        self.caption = ()

    def _end_all(self) -> None:
        self._end_caption()
        self._end_list()
        self._end_callout()

    # Tables

    def _table(self, element: Element) -> None:
        caption, self.caption = self.caption, ()
        self._end_all()
        rows = [row for row in rows_of(element) if row]
        if not rows:
            return
        self.context.near = shortened(" ".join(words_below(cell.element) for cell in rows[0]))
        if len(rows) == 1 or not self.is_body:
            self._laid_out(element, caption)
            return
        read = TableReader(self.context, element).read(_plain(caption))
        self.blocks.append(read.table)
        for note in (*read.notes, *(one for one in caption if isinstance(one, Footnote))):
            self.blocks.append(Paragraph(note.inlines, "note"))
        for box in read.boxes:
            self._box(box)

    def _laid_out(self, element: Element, caption: Inlines) -> None:
        """Read a table of one row as what it is: paragraphs set side by side or in a frame."""
        cells = [cell.element for row in rows_of(element) for cell in row]
        if len(cells) == 1 and self.is_body and self._framed(cells[0], caption):
            return
        self.context.lose("layout table", "set as text")
        if caption:
            self.blocks.append(Paragraph(caption, "note"))
        for cell in cells:
            self._walk(cell)
            self._end_all()

    def _framed(self, cell: Element, caption: Inlines) -> bool:
        """Read a single cell as a box, if it holds only what a box may hold."""
        if any(name_of(one) not in {"tcPr", "p"} for one in cell if isinstance(one.tag, str)):
            return False
        inner = BlockReader(self.context, is_body=False).read(cell)
        held = [one for one in inner if isinstance(one, Paragraph | BulletList)]
        if caption:
            self.blocks.append(Paragraph(caption, "note"))
        if held:
            self.blocks.append(_callout(held, "info"))
        return True


def _callout(blocks: list[Paragraph | BulletList], tone: Tone) -> Callout:
    """Take a first paragraph that is bold throughout as the title."""
    first = blocks[0]
    if isinstance(first, Paragraph) and all(isinstance(one, Strong) for one in first.inlines):
        return Callout(_plain(first.inlines), tuple(blocks[1:]), tone)
    return Callout("", tuple(blocks), tone)


def _plain(inlines: Inlines) -> str:
    text = "".join(" " if isinstance(one, LineBreak) else one.text for one in inlines)
    return " ".join(text.split())


def _ends_page(properties: Element | None) -> bool:
    section = None if properties is None else properties.find(W + "sectPr")
    return section is not None and child_value(section, "type") not in {"continuous", "nextColumn"}
