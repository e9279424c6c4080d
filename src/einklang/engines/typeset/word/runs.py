"""The inside of a paragraph: runs, links, fields, notes and what is drawn among them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.inlines import (
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteInline,
    Strong,
    Text,
)
from einklang.engines.typeset.word.context import Context, Field
from einklang.engines.typeset.word.file import relation_id
from einklang.engines.typeset.word.xml import (
    Element,
    M,
    W,
    child_value,
    chosen,
    hexadecimal,
    name_of,
    paragraphs_of,
    toggle,
    value,
    words_below,
)

_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]*)"')
_LOCAL = re.compile(r'\\l\s+"?([^"\s]+)')
_SIGNS = {
    "tab": " ",
    "ptab": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_PRIVATE = 0xF000
_IMAGES = frozenset({"blip", "imagedata"})


@dataclass(frozen=True)
class PageMark:
    """A page break between words."""


@dataclass(frozen=True)
class _Words:
    text: str
    look: Literal["", "strong", "emphasis"]
    url: str


Piece = _Words | LineBreak | Footnote | PageMark


@dataclass
class Line:
    """One paragraph as it was read."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes anchored here."""

    def parts(self, context: Context) -> list[Inlines]:
        """Return the inlines, parted at page breaks: one part more than there are breaks."""
        parts: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if isinstance(piece, PageMark):
                parts.append([])
            else:
                parts[-1].append(piece)
        return [_inlines(part, context) for part in parts]


class LineReader:
    """Reads the content of one paragraph."""

    def __init__(self, context: Context, paragraph: Element) -> None:
        self.context = context
        properties = paragraph.find(W + "pPr")
        self.style = context.file.styles.style_of(properties)
        self.line = Line()
        self.url = ""
        self.inside: dict[str, Callable[[Element], None]] = {
            "r": self.run,
            "hyperlink": self.hyperlink,
            "sdt": self.control,
            "fldSimple": self.simple_field,
            "m:oMath": self.formula,
            "m:oMathPara": self.formula,
            "mc:AlternateContent": self.alternatives,
            **dict.fromkeys(("smartTag", "customXml", "dir", "bdo"), self.walk),
        }
        self.in_run: dict[str, Callable[[Element], None]] = {
            "footnoteReference": lambda one: self.note("footnote", one),
            "endnoteReference": lambda one: self.note("endnote", one),
            "commentReference": self.comment,
            "drawing": self.drawing,
            "pict": self.drawing,
            "object": self.drawing,
            "ruby": self.ruby,
        }
        self.walk(paragraph)

    def walk(self, parent: Element) -> None:
        for child in parent:
            reader = self.inside.get(name_of(child))
            if reader:
                reader(child)

    def alternatives(self, element: Element) -> None:
        form = chosen(element)
        if form is not None:
            self.walk(form)

    # Links and fields

    def hyperlink(self, element: Element) -> None:
        target = self.context.file.links[self.context.part].get(relation_id(element), "")
        anchor = value(element, "anchor")
        if target and anchor:
            target = f"{target}#{anchor}"
        self._linked(target or (f"#{anchor}" if anchor else ""), element)

    def _linked(self, url: str, element: Element) -> None:
        outer, self.url = self.url, url
        self.walk(element)
        self.url = outer

    def simple_field(self, element: Element) -> None:
        self.context.fields.append(Field(value(element, "instr"), shows_result=True))
        self.walk(element)
        self.context.fields.pop()

    def field_sign(self, element: Element) -> None:
        fields = self.context.fields
        kind = value(element, "fldCharType")
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].shows_result = True
        elif kind == "end" and fields:
            fields.pop()

    def _field_url(self) -> str:
        for one in reversed(self.context.fields):
            address, local = _ADDRESS.search(one.instruction), _LOCAL.search(one.instruction)
            if one.instruction.split()[:1] == ["HYPERLINK"]:
                anchor = f"#{local[1]}" if local else ""
                return (address[1] if address else "") + anchor
        return ""

    # What is written

    def say(self, text: str, properties: Element | None) -> None:
        """Take words as they stand, unless a field or their look keeps them from being seen."""
        fields = self.context.fields
        if any(not one.shows_result for one in fields):
            # Word does not show what stands in an instruction; nor would a broken field be.
            self.context.lose("hidden text", "left out", text)
        elif any(one.is_contents for one in fields):
            self.context.lose("contents", "made anew", text)
        elif self._is_on(properties, "vanish"):
            self.context.lose("hidden text", "left out", text)
        else:
            self._check_look(text, properties)
            url = self.url or self._field_url()
            self.line.pieces.append(_Words(text, self._look(properties, url), url))

    def _check_look(self, text: str, properties: Element | None) -> None:
        if text.strip() and any(self._is_on(properties, name) for name in ("strike", "dstrike")):
            self.context.struck.append(text.strip())
        raised = child_value(properties, "vertAlign") in {"superscript", "subscript"}
        if raised and text.strip():
            self.context.lose("raised text", "set as text", text)

    def _is_on(self, properties: Element | None, name: str) -> bool:
        stated = toggle(properties, name)
        if stated is not None:
            return stated
        styles = self.context.file.styles
        return styles.is_on(child_value(properties, "rStyle"), name) or styles.is_on(
            self.style, name
        )

    def _look(self, properties: Element | None, url: str) -> Literal["", "strong", "emphasis"]:
        if url:
            return ""
        styles, style = self.context.file.styles, child_value(properties, "rStyle")

        def is_on(name: str) -> bool:
            stated = toggle(properties, name)
            return styles.is_on(style, name) if stated is None else stated

        underlined = child_value(properties, "u") not in {"", "none"}
        return "strong" if is_on("b") else "emphasis" if is_on("i") or underlined else ""

    def run(self, element: Element) -> None:
        properties = element.find(W + "rPr")
        for child in element:
            self._piece(child, properties)

    def _piece(self, child: Element, properties: Element | None) -> None:
        name = name_of(child)
        if name == "t":
            self.say(child.text or "", properties)
        elif name in _SIGNS:
            self.say(_SIGNS[name], properties)
        elif name in {"br", "cr"}:
            self.line_break(child, properties)
        elif name == "sym":
            self.symbol(child, properties)
        elif name == "fldChar":
            self.field_sign(child)
        elif name == "instrText" and self.context.fields:
            self.context.fields[-1].instruction += child.text or ""
        elif name == "mc:AlternateContent":
            form = chosen(child)
            for inner in form if form is not None else ():
                self._piece(inner, properties)
        elif name in self.in_run:
            self.in_run[name](child)

    def line_break(self, element: Element, properties: Element | None) -> None:
        if self._is_on(properties, "vanish"):
            return
        is_page = value(element, "type") == "page"
        self.line.pieces.append(PageMark() if is_page else LineBreak())

    def symbol(self, element: Element, properties: Element | None) -> None:
        code = hexadecimal(value(element, "char"))
        if 0 < code < _PRIVATE:
            self.say(chr(code), properties)
        else:
            self.context.lose("symbol", "left out", f"{value(element, 'font')} {code:04X}")

    def ruby(self, element: Element) -> None:
        base, above = element.find(W + "rubyBase"), element.find(W + "rt")
        if base is not None:
            self.walk(base)
        if above is not None:
            self.context.lose("ruby", "left out", words_below(above))

    def formula(self, element: Element) -> None:
        text = "".join(one.text or "" for one in element.iter(M + "t", W + "t"))
        self.context.lose("formula", "set as text", text)
        self.say(text, None)

    def control(self, element: Element) -> None:
        properties = element.find(W + "sdtPr")
        content = element.find(W + "sdtContent")
        if content is None:
            return
        if toggle(properties, "showingPlcHdr"):
            self.context.lose("placeholder", "left out", words_below(content))
        else:
            self.walk(content)

    # What stands elsewhere

    def note(self, kind: str, element: Element) -> None:
        note = self.context.file.notes.get((kind, value(element, "id")))
        if note is None or any(one.is_contents for one in self.context.fields):
            return
        inlines = self._note_inlines(kind, note)
        if "".join(one.text for one in inlines).strip():
            self.line.pieces.append(Footnote(inlines))

    def _note_inlines(self, kind: str, note: Element) -> tuple[NoteInline, ...]:
        """Read a note with the links of its own part; its paragraphs become lines."""
        context = self.context
        outer, context.part = context.part, kind
        fields, context.fields = context.fields, []
        lines: list[Inlines] = []
        for paragraph in paragraphs_of(note):
            line = LineReader(context, paragraph).line
            lines += [part for part in line.parts(context) if part]
            for box in line.boxes:
                context.lose("text box", "left out", words_below(box))
        context.part, context.fields = outer, fields
        joined: list[Inline] = []
        for inlines in lines:
            joined += [LineBreak()] * bool(joined) + list(inlines)
        return tuple(one for one in joined if isinstance(one, get_args(NoteInline)))

    def comment(self, element: Element) -> None:
        comment = self.context.file.comments.get(value(element, "id"))
        if comment is not None:
            self.context.lose("comment", "left out", words_below(comment))

    def drawing(self, element: Element) -> None:
        """Keep the text of boxes; note pictures and drawings, which the tree cannot carry."""
        boxes = _boxes(element)
        self.line.boxes += boxes
        within = {id(one) for box in boxes for one in box.iter()}
        names = [name_of(one) for one in element.iter() if id(one) not in within]
        described = next(
            (
                str(one.get("descr") or one.get("name") or "")
                for one in element.iter()
                if name_of(one) == "other:docPr"
            ),
            "",
        )
        if any(name.removeprefix("other:") in _IMAGES for name in names):
            self.context.lose("picture", "left out", described)
        elif "other:OLEObject" in names:
            self.context.lose("embedded file", "left out", described)
        elif not boxes:
            self.context.lose("drawing", "left out", described)


def _boxes(element: Element) -> list[Element]:
    """List the text boxes, each alternative once, a box in a box left to its own reading."""
    found: list[Element] = []
    for child in element:
        name = name_of(child)
        if name == "txbxContent":
            found.append(child)
        elif name == "mc:AlternateContent":
            form = chosen(child)
            found += _boxes(form) if form is not None else []
        else:
            found += _boxes(child)
    return found


def _inlines(pieces: list[Piece], context: Context) -> Inlines:
    """Join neighbours of one look, and trim the ends as a printed line would be."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, _Words) and isinstance(last, _Words):
            if (piece.look, piece.url) == (last.look, last.url):
                joined[-1] = _Words(last.text + piece.text, last.look, last.url)
                continue
            if not piece.text.strip() and not piece.url and not last.url:
                joined[-1] = _Words(last.text + piece.text, last.look, last.url)
                continue
        joined.append(piece)
    while joined and _is_empty(joined[0]):
        joined.pop(0)
    while joined and _is_empty(joined[-1]):
        joined.pop()
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        trimmed = joined[end] if joined else None
        if isinstance(trimmed, _Words):
            joined[end] = _Words(strip(trimmed.text), trimmed.look, trimmed.url)
    return tuple(_inline(piece, context) for piece in joined if not isinstance(piece, PageMark))


def _is_empty(piece: Piece) -> bool:
    return isinstance(piece, LineBreak) or (
        isinstance(piece, _Words) and not piece.text.strip(" \u00a0\t\n")
    )


def _inline(piece: _Words | LineBreak | Footnote, context: Context) -> Inline:
    if not isinstance(piece, _Words):
        return piece
    if piece.url and piece.text.strip():
        url = piece.url
        if url.startswith("#"):
            url = "#" + context.anchors.get(url[1:], "")
        try:
            return Link(piece.text, url)
        except ContentError:
            context.lose("link", "set as text", piece.url)
            return Text(piece.text)
    if piece.look == "strong":
        return Strong(piece.text)
    return Emphasis(piece.text) if piece.look == "emphasis" else Text(piece.text)
