"""Word documents for tests, written so that the document can be read in the test.

    docx(
        h1("Forderungen"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro.[^1]", by="Kim Muster"),
        li("eine Beratung"),
        table([["Land", "Stellen"], ["Bayern", "12"]]),
        header="Entwurf", footnotes={"1": "Stand März."},
    )

The signs inside a text are explained in `notation.py`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tests.engines.redline import skeleton
from tests.engines.redline.container import one_range_a_move, packed
from tests.engines.redline.notation import Line, content_control
from tests.engines.redline.skeleton import HEAD, NAMESPACES, OFFICE_ELSEWHERE, WORD, Hand
from tests.engines.redline.workpiece import DATE, Build, Mark, Remark

__all__ = [
    "OFFICE_ELSEWHERE",
    "WORD",
    "Hand",
    "Remark",
    "Row",
    "cell",
    "control",
    "docx",
    "h1",
    "h2",
    "li",
    "look",
    "p",
    "raw",
    "row",
    "section",
    "table",
    "textbox",
]

Block = Callable[[Build], str]
Blocks = "str | Sequence[Block]"


@dataclass(frozen=True)
class Look:
    """What a paragraph looks like."""

    style: str = "Normal"
    align: str = ""
    number: int = 0
    """1 for bullets, 2 for numbers, 0 for no list."""
    level: int = 0
    keep_next: bool = False
    extra: str = ""
    """XML of further properties that stand between `w:spacing` and `w:jc`."""

    def xml(self, hand: Hand) -> str:
        style = f"<w:pStyle w:val={quoteattr(hand.styles[self.style])}/>"
        number = (
            f'<w:numPr><w:ilvl w:val="{self.level}"/>'
            f'<w:numId w:val="{self.number + hand.list_offset}"/></w:numPr>'
        )
        align = f'<w:jc w:val="{self.align}"/>'
        return (
            style * (self.style != "Normal")
            + "<w:keepNext/>" * self.keep_next
            + number * bool(self.number)
            + self.extra
            + align * bool(self.align)
        )


look = Look


def p(
    *content: str | Block,
    look: Look | None = None,
    was: Look | None = None,
    by: str = "",
    mark: str = "",
    section: str = "",
) -> Block:
    """Build a paragraph of text in the notation and of inline blocks (`textbox`, `raw`).

    `was` is its former look (a tracked change), `mark` XML for the mark's own properties,
    `section` the properties of a section that ends here.
    """

    def build_paragraph(build: Build) -> str:
        parts: list[str] = []
        marks: tuple[Mark, ...] = ()
        for piece in content:
            if callable(piece):
                parts.append(piece(build))
                continue
            line = Line(build, piece, by or build.author)
            parts.append(line.xml())
            marks = marks or line.mark
        properties = (look or Look()).xml(build.hand) + _mark(build, marks, mark) + section
        if was:
            old = was.xml(build.hand)
            properties += f"<w:pPrChange {build.attributes(by)}><w:pPr>{old}</w:pPr></w:pPrChange>"
        properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        identity = f' w14:paraId="{0x10000000 + build.new_id():08X}"' * build.hand.paragraph_ids
        return f"<w:p{identity}{build.rsid('w:rsidR')}>{properties}{''.join(parts)}</w:p>"

    return build_paragraph


def _mark(build: Build, marks: Iterable[Mark], extra: str) -> str:
    order = ("ins", "del", "moveFrom", "moveTo")
    xml = extra + "".join(
        f"<w:{mark.kind} {build.attributes(mark.author)}/>"
        for mark in sorted(marks, key=lambda mark: order.index(mark.kind))
    )
    return f"<w:rPr>{xml}</w:rPr>" if xml else ""


def h1(*content: str | Block, by: str = "") -> Block:
    return p(*content, look=Look("heading 1"), by=by)


def h2(*content: str | Block, by: str = "") -> Block:
    return p(*content, look=Look("heading 2"), by=by)


def li(*content: str | Block, numbered: bool = False, level: int = 0, by: str = "") -> Block:
    return p(*content, look=Look("List Paragraph", number=1 + numbered, level=level), by=by)


def raw(xml: str) -> Block:
    """Take XML as it is; `{id}` becomes a new id."""
    return lambda build: re.sub(r"\{id\}", lambda _: str(build.new_id()), xml)


def blocks(content: "str | Sequence[Block]", look: Look | None = None) -> Sequence[Block]:
    return [p(content, look=look)] if isinstance(content, str) else content


def control(*content: Block, tag: str = "feld") -> Block:
    """Put paragraphs or tables into a content control."""
    return lambda build: content_control(build, tag, "".join(each(build) for each in content))


@dataclass(frozen=True)
class Cell:
    content: "str | Sequence[Block]" = ""
    span: int = 1
    merge: str = ""
    """`restart` begins a cell over several rows, `continue` goes on with it."""
    change: str = ""
    """`cellIns` or `cellDel` with the author: `cellIns Kim`."""

    def xml(self, build: Build) -> str:
        kind, _, author = self.change.partition(" ")
        properties = (
            f'<w:tcW w:w="{2000 * self.span}" w:type="dxa"/>'
            + f'<w:gridSpan w:val="{self.span}"/>' * (self.span > 1)
            + f'<w:vMerge w:val="{self.merge}"/>' * bool(self.merge)
            + (f"<w:{kind} {build.attributes(author)}/>" if kind else "")
        )
        inner = "".join(block(build) for block in blocks(self.content))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


cell = Cell


@dataclass(frozen=True)
class Row:
    cells: Sequence["str | Sequence[Block] | Cell"]
    change: str = ""
    """`ins` or `del` with the author: `ins Kim`."""
    is_header: bool = False

    def xml(self, build: Build) -> str:
        kind, _, author = self.change.partition(" ")
        properties = "<w:tblHeader/>" * self.is_header
        if kind:
            properties += f"<w:{kind} {build.attributes(author)}/>"
        properties = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        inner = "".join(
            (each if isinstance(each, Cell) else Cell(each)).xml(build) for each in self.cells
        )
        return f"<w:tr{build.rsid('w:rsidR')}>{properties}{inner}</w:tr>"


def row(*cells: "str | Sequence[Block] | Cell", change: str = "", is_header: bool = False) -> Row:
    return Row(cells, change, is_header)


def table(
    rows: Sequence["Row | Sequence[str | Sequence[Block] | Cell]"], *, properties: str = ""
) -> Block:
    """Build a table; a cell is text, a list of blocks, or `cell(…)`; a row a list or `row(…)`."""
    made = [each if isinstance(each, Row) else Row(each) for each in rows]
    columns = max(
        sum(each.span if isinstance(each, Cell) else 1 for each in one.cells) for one in made
    )
    return lambda build: (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{build.hand.styles["Table Grid"]}"/>'
        f'<w:tblW w:w="0" w:type="auto"/>{properties}</w:tblPr><w:tblGrid>'
        + '<w:gridCol w:w="2000"/>' * columns
        + f"</w:tblGrid>{''.join(one.xml(build) for one in made)}</w:tbl>"
    )


def textbox(*content: Block) -> Block:
    """Build a run with a text box in both forms: for Word 2010 and later, and VML."""

    def build_textbox(build: Build) -> str:
        number = build.new_id()
        inner = "".join(block(build) for block in content)
        # Both forms are one box: what stands in the second has no ids of its own.
        copy = re.sub(r' w14:paraId="[0-9A-F]+"', "", inner)
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            '<wp:inline distT="0" distB="0" distL="0" distR="0">'
            '<wp:extent cx="1800000" cy="720000"/>'
            f'<wp:docPr id="{number}" name="Textfeld {number}"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="1800000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            f"</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
            "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            '<mc:Fallback><w:pict><v:shape style="width:142pt;height:57pt"><v:textbox>'
            f"<w:txbxContent>{copy}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )

    return build_textbox


def section(*, kind: str = "nextPage", is_landscape: bool = False, extra: str = "") -> str:
    width, height = (16838, 11906) if is_landscape else (11906, 16838)
    turned = ' w:orient="landscape"' * is_landscape
    return (
        f'<w:sectPr>{extra}<w:type w:val="{kind}"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" '
        'w:footer="708" w:gutter="0"/></w:sectPr>'
    )


def docx(  # noqa: PLR0913 - one for each thing that a document may have
    *body: Block,
    header: "str | Sequence[Block] | None" = None,
    footer: "str | Sequence[Block] | None" = None,
    first_header: "str | Sequence[Block] | None" = None,
    footnotes: "Mapping[str, str | Sequence[Block]] | None" = None,
    endnotes: "Mapping[str, str | Sequence[Block]] | None" = None,
    comments: Mapping[str, Remark] | None = None,
    by: str = "Kim Muster",
    on: str = DATE,
    hand: Hand = Hand(),  # noqa: B008 - frozen
    is_tracking: bool = False,
) -> bytes:
    """Return the file. `by` and `on`: who saved it last, and the author of tracked changes."""
    build = Build(hand, by, on, comments or {})
    kinds = {"footnote": footnotes or {}, "endnote": endnotes or {}}
    for kind, notes in kinds.items():
        build.notes |= {key: (kind, place + 1) for place, key in enumerate(notes)}
    parts: dict[str, str] = {}
    for kind, notes in kinds.items():
        if notes:
            parts[f"{kind}s"] = _notes(build, kind, notes)
    references = _headers(
        build, parts, {"header": header, "footer": footer, "first header": first_header}
    )
    build.part = "document"
    inner = "".join(block(build) for block in body)
    last = section(extra=references)
    if first_header is not None:
        last = last.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    parts["document"] = f"<w:document {NAMESPACES}><w:body>{inner}{last}</w:body></w:document>"
    if build.saved_comments:
        all_comments = "".join(build.saved_comments)
        parts["comments"] = f"<w:comments {NAMESPACES}>{all_comments}</w:comments>"
        threads = "".join(build.threads)
        parts["commentsExtended"] = f"<w15:commentsEx {NAMESPACES}>{threads}</w15:commentsEx>"
    parts = {name: HEAD + one_range_a_move(build, xml) for name, xml in parts.items()}
    parts["styles"] = skeleton.styles(hand)
    parts["numbering"] = skeleton.numbering(hand)
    parts["settings"] = skeleton.settings(
        is_tracking=is_tracking, has_footnotes=bool(footnotes), has_endnotes=bool(endnotes)
    )
    return packed(build, parts, by, on)


def _notes(build: Build, kind: str, notes: "Mapping[str, str | Sequence[Block]]") -> str:
    build.part = f"{kind}s"
    style = build.hand.styles[f"{kind} reference"]
    number = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:{kind}Ref/></w:r>'
    made = "".join(
        f'<w:{kind} w:type="{name}" w:id="{place}"><w:p><w:r><w:{sign}/></w:r></w:p></w:{kind}>'
        for name, place, sign in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    for key, content in notes.items():
        look = Look(f"{kind} text")
        paragraphs = (
            [p(raw(number), f" {content}", look=look)] if isinstance(content, str) else content
        )
        inner = "".join(block(build) for block in paragraphs)
        made += f'<w:{kind} w:id="{build.notes[key][1]}">{inner}</w:{kind}>'
    return f"<w:{kind}s {NAMESPACES}>{made}</w:{kind}s>"


def _headers(
    build: Build, parts: dict[str, str], wanted: "Mapping[str, str | Sequence[Block] | None]"
) -> str:
    references = ""
    for name, content in wanted.items():
        if content is None:
            continue
        kind = name.split()[-1]
        build.part = name.replace("first header", "header2").removesuffix(" ")
        build.part = {"header": "header1", "footer": "footer1"}.get(name, build.part)
        inner = "".join(block(build) for block in blocks(content, Look(kind)))
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        parts[build.part] = f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"
        target, build.part = f"{build.part}.xml", "document"
        place = "first" if name.startswith("first") else "default"
        relation = build.relate(kind, target)
        references += f'<w:{kind}Reference w:type="{place}" r:id="{relation}"/>'
    return references
