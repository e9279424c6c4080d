"""The Word document, built from real styles so that a reader can go on working with it.

The body is written as one piece of XML and parsed once: python-docx's own objects would take
minutes for a table of thousands of rows.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from einklang.engines.typeset import charts, colours
from einklang.engines.typeset import docx_xml as xml
from einklang.engines.typeset.compiler import Order, compile_order
from einklang.engines.typeset.docx_letter import (
    letter_foot,
    letter_head,
    logo_table,
    signature_table,
)
from einklang.engines.typeset.docx_notes import Notes, Numbering
from einklang.engines.typeset.docx_styles import dress
from einklang.engines.typeset.model import (
    BarChart,
    Block,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Inlines,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    LogoRow,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Strong,
    Table,
    Timeline,
)
from einklang.engines.typeset.wording import alt_text, anchors, cleaned, issue_line

_EMU_PER_CM = 360_000
_LOGO_HEIGHT_CM = 1.8
_WIDEST_LOGO_CM = 8.0
_WIDTH_CM = 16.0
_ROW_LOGO_HEIGHT_CM = 1.4
_WIDEST_ROW_LOGO_CM = 4.6
_FEWEST_CONTENTS = 4
_TILES_IN_ROW = 4
# A zip archive knows no earlier time; a fixed one keeps the same bytes for the same document.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_KINDS = {"body": "", "lead": "Lead", "note": "Note", "quote": "Quote"}


def write_docx(document: Document, *, is_draft: bool = False) -> bytes:
    """Write a Word document.

    A draft is to be written on: above its text stands the title alone, so that nothing which
    changes by itself (day of issue, status, contents) is taken for words of the text.

    :raises RenderError: if a chart cannot be drawn within the limits of time and memory.
    """
    document = cleaned(document)
    word = docx.Document()
    dress(word, document)
    body = _Body(word, document, is_draft=is_draft)
    content = body.content()
    parsed = parse_xml(f"<w:document {xml.NAMESPACES}><w:body>{content}</w:body></w:document>")
    body.notes.attach(word.part)
    _write_footer(word.sections[0], document)
    # The small section moves into the new tree; the other way round lxml would mend the names
    # of every cell, which takes seconds.
    parsed[0].append(word.element.body.sectPr)
    word.part._element = parsed  # noqa: SLF001 - python-docx has no other way to give a whole body
    out = io.BytesIO()
    word.save(out)
    return _with_fixed_times(out.getvalue())


def _with_fixed_times(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_TIME)
            new.writestr(entry, old.read(info), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def _write_footer(section: Any, document: Document) -> None:
    labels = document.labels
    left = " · ".join(part for part in (document.title, document.status) if part)
    content = (
        f"{xml.run(left)}<w:r><w:tab/></w:r>{xml.run(labels.page + ' ')}{xml.field('PAGE', '1')}"
        f"{xml.run(f' {labels.of} ')}{xml.field('NUMPAGES', '1')}"
    )
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001 - the way python-docx offers its XML
    new = parse_xml(
        xml.paragraph(content, "Footer").replace("<w:p>", f"<w:p {xml.NAMESPACES}>", 1)
    )
    footer.getparent().replace(footer, new)


class _Body:
    """The body of one document, with what it hands out as it grows: relations and numbers."""

    def __init__(self, word: Any, document: Document, *, is_draft: bool) -> None:
        self.word = word
        self.is_draft = is_draft
        self.document = document
        self.ids = anchors(document)
        names = {anchor: f"ek_{number}" for number, anchor in enumerate(self.ids.values())}
        self.bookmarks = names
        self.drawings = 0
        self.links: dict[str, str] = {}
        self.numbering = Numbering(word.part.numbering_part.element)
        self.notes = Notes()
        self.pictures = iter(self._drawn_pictures())
        self.writers: dict[type, Callable[[Any], str]] = {
            Paragraph: lambda block: self.paragraph(block, _KINDS[block.kind]),
            BulletList: self.bullets,
            Table: self.table,
            KeyFigures: self.figures,
            Timeline: self.chart,
            BarChart: self.chart,
            DefinitionList: self.definitions,
            Callout: self.callout,
            PageBreak: self.page_break,
            SignatureBlock: self.signatures,
            LogoRow: self.logos,
        }

    def _drawn_pictures(self) -> list[bytes]:
        """Draw logo and charts as PNG, all at once: Word shows no bare SVG."""
        brand = self.document.brand
        drawings = [brand.logo_svg] if brand.logo_svg else []
        for block in self.document.blocks:
            if isinstance(block, Timeline):
                drawings.append(charts.timeline_svg(block, brand))
            elif isinstance(block, BarChart):
                drawings.append(charts.bar_chart_svg(block, brand))
            elif isinstance(block, LogoRow):
                drawings += [logo.svg for logo in block.logos if logo.svg]
        if not drawings:
            return []
        return compile_order(Order("pictures.typ", json.dumps(drawings), format="png"))

    def content(self) -> str:
        head = self.document.letter
        parts = [letter_head(self.document, head, self.logo()) if head else self.head()]
        if len(self.ids) >= _FEWEST_CONTENTS and not head and not self.is_draft:
            parts.append(self.contents())
        parts += [
            self.block(block, position) for position, block in enumerate(self.document.blocks)
        ]
        if head:
            parts.append(letter_foot(self.document, head))
        return "".join(parts)

    def head(self) -> str:
        document = self.document
        logo = self.logo()
        lines = [xml.paragraph(xml.run(document.title), "Title")]
        if self.is_draft:
            return lines[0]
        if document.subtitle:
            lines.append(xml.paragraph(xml.run(document.subtitle), "Subtitle"))
        lines.append(xml.paragraph(xml.run(issue_line(document)), "DocumentIssue"))
        if document.status:
            lines.append(xml.paragraph(xml.run(document.status), "Note"))
        return "".join(lines) + (xml.paragraph(logo) if logo else "")

    def logo(self) -> str:
        brand = self.document.brand
        return self.picture(brand.logo_alt, height=_LOGO_HEIGHT_CM) if brand.logo_svg else ""

    def contents(self) -> str:
        """List the headings as a field: complete as it stands, page numbers when Word updates."""
        entries = []
        for position, anchor in self.ids.items():
            heading = self.document.blocks[position]
            if isinstance(heading, Heading) and heading.level <= 3:  # noqa: PLR2004 - as in the PDF
                link = (
                    f'<w:hyperlink w:anchor="{self.bookmarks[anchor]}">'
                    f"{xml.run(heading.full_text)}</w:hyperlink>"
                )
                entries.append((link, f"TOC{heading.level - 1}"))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r>'
            r'<w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        entries[0] = (begin + entries[0][0], entries[0][1])
        entries[-1] = (entries[-1][0] + end, entries[-1][1])
        title = xml.paragraph(xml.run(self.document.labels.contents), "ContentsHeading")
        return title + "".join(xml.paragraph(content, style) for content, style in entries)

    def block(self, block: Block, position: int) -> str:
        if isinstance(block, Heading):
            name = self.bookmarks[self.ids[position]]
            mark = (
                f'<w:bookmarkStart w:id="{position}" w:name="{name}"/>'
                f'{xml.run(block.full_text)}<w:bookmarkEnd w:id="{position}"/>'
            )
            return xml.paragraph(mark, f"Heading{block.level - 1}")
        return self.writers[type(block)](block)

    def inline(self, inline: Inline, properties: str = "") -> str:
        match inline:
            case Strong():
                return xml.run(inline.text, "<w:b/>")
            case Emphasis():
                return xml.run(inline.text, "<w:i/>")
            case Link():
                target = self._target(inline.url)
                styled = xml.run(inline.text, '<w:rStyle w:val="Hyperlink"/>')
                return f"<w:hyperlink {target}>{styled}</w:hyperlink>"
            case LineBreak():
                return "<w:r><w:br/></w:r>"
            case Footnote():
                return self.notes.reference(inline, self.inlines)
            case _:
                return xml.run(inline.text, properties)

    def inlines(self, inlines: Inlines, properties: str = "") -> str:
        return "".join([self.inline(inline, properties) for inline in inlines])

    def _target(self, url: str) -> str:
        if url.startswith("#"):
            return f'w:anchor="{self.bookmarks[url[1:]]}"'
        if self.notes.is_open:
            return f'r:id="{self.notes.relation(url)}"'
        if url not in self.links:
            self.links[url] = self.word.part.relate_to(
                url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return f'r:id="{self.links[url]}"'

    def paragraph(self, block: Paragraph, style: str) -> str:
        return xml.paragraph(self.inlines(block.inlines), style)

    def bullets(self, block: BulletList) -> str:
        style = "ListNumber" if block.ordered else "ListBullet"
        return self._listed(block, lambda _level: (style, ""))

    def _listed(
        self, block: BulletList, looks: Callable[[int], tuple[str, str]], level: int = 0
    ) -> str:
        """Write a list; `looks` gives for a level the style and what follows the number."""
        if block.ordered:
            number = self.numbering.fresh(block.signs, block.start, level)
        else:
            number = self.numbering.bullets
        style, extra = looks(level)
        properties = xml.numbered_as(number, level) + extra
        parts = []
        for index, item in enumerate(block.items):
            parts.append(xml.paragraph(self.inlines(item), style, properties))
            parts += [self._listed(one, looks, level + 1) for one in block.below(index)]
        return "".join(parts)

    def definitions(self, block: DefinitionList) -> str:
        return "".join(
            xml.paragraph(xml.run(term), "DefinitionTerm")
            + xml.paragraph(self.inlines(inlines), "DefinitionText")
            for term, inlines in block.items
        )

    def callout(self, block: Callout) -> str:
        style = "CalloutOpen" if block.tone == "open" else "CalloutInfo"
        parts = [xml.paragraph(xml.run(block.title, "<w:b/>"), style, "<w:keepNext/>")]
        for part in block.blocks:
            if isinstance(part, Paragraph):
                parts.append(self.paragraph(part, style))
            else:
                parts.append(self._called_list(part, style))
        return "".join(parts)

    def _called_list(self, block: BulletList, style: str) -> str:
        """Keep the shading of the box and take the list's numbers: one style cannot do both."""
        return self._listed(
            block,
            lambda level: (
                style,
                f'<w:ind w:left="{530 + 360 * level}" w:right="170" w:hanging="360"/>',
            ),
        )

    def page_break(self, _block: PageBreak) -> str:
        return xml.paragraph('<w:r><w:br w:type="page"/></w:r>')

    def chart(self, block: Timeline | BarChart) -> str:
        caption = xml.paragraph(xml.run(block.caption), "Caption") if block.caption else ""
        return caption + xml.paragraph(self.picture(alt_text(block)))

    def picture(self, alt: str, *, height: float = 0, widest: float = _WIDEST_LOGO_CM) -> str:
        relation, image = self.word.part.get_or_add_image(io.BytesIO(next(self.pictures)))
        ratio = image.px_width / image.px_height
        width = min(height * ratio, widest) if height else _WIDTH_CM
        self.drawings += 1
        across, down = round(width * _EMU_PER_CM), round(width / ratio * _EMU_PER_CM)
        names = f'id="{self.drawings}" name="Bild {self.drawings}" descr={quoteattr(alt)}'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {names}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
            '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{across}" cy="{down}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def signatures(self, block: SignatureBlock) -> str:
        caption = xml.paragraph(xml.run(block.caption), "Caption") if block.caption else ""
        return caption + signature_table(block)

    def logos(self, block: LogoRow) -> str:
        caption = xml.paragraph(xml.run(block.caption), "Caption") if block.caption else ""
        shown = [
            self.picture(logo.alt, height=_ROW_LOGO_HEIGHT_CM, widest=_WIDEST_ROW_LOGO_CM)
            if logo.svg
            else xml.run(logo.name, "<w:b/>")
            for logo in block.logos
        ]
        return caption + logo_table(shown)

    def figures(self, block: KeyFigures) -> str:
        caption = xml.paragraph(xml.run(block.caption), "Caption") if block.caption else ""
        return caption + "".join(
            self._tiles(block.items[start : start + _TILES_IN_ROW], block.caption)
            for start in range(0, len(block.items), _TILES_IN_ROW)
        )

    def _tiles(self, items: tuple[KeyFigure, ...], caption: str) -> str:
        primary = colours.readable(self.document.brand.primary)
        fill = colours.tint(primary, 0.06)[1:]
        width = xml.TEXT_WIDTH // len(items)
        cells = []
        for item in items:
            note = xml.paragraph(xml.run(item.note), "Note") if item.note else ""
            small = '<w:sz w:val="30"/>' if len(item.value) > 9 else ""  # noqa: PLR2004 - as in the PDF
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>'
                f'<w:top w:val="single" w:sz="18" w:color="{primary[1:]}"/></w:tcBorders>'
                f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
                f"{xml.paragraph(xml.run(item.value, small), 'KeyFigureValue')}"
                f"{xml.paragraph(xml.run(item.label), 'KeyFigureLabel')}{note}</w:tc>"
            )
        gaps = (
            '<w:tblCellMar><w:left w:w="140" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>'
            "</w:tblCellMar>"
        )
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
        look = f'{gaps}<w:tblLook w:firstRow="0" w:firstColumn="0"/>'
        return xml.table([width] * len(items), look, caption, row)

    def table(self, block: Table) -> str:
        caption = xml.paragraph(xml.run(block.caption), "Caption") if block.caption else ""
        total = sum(column.weight for column in block.columns)
        widths = [xml.TEXT_WIDTH * column.weight // total for column in block.columns]
        primary = colours.readable(self.document.brand.primary)[1:]
        cell = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        line = (
            f'<w:tcBorders><w:bottom w:val="single" w:sz="12" w:color="{primary}"/></w:tcBorders>'
        )
        sides = ['<w:jc w:val="right"/>' if c.align == "right" else "" for c in block.columns]
        heads = "".join(
            start.replace("</w:tcPr>", f'{line}<w:vAlign w:val="bottom"/></w:tcPr>')
            + xml.paragraph(xml.run(column.label), "TableHeading", side)
            + "</w:tc>"
            for start, column, side in zip(cell, block.columns, sides, strict=True)
        )
        rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"]
        bold = ["<w:b/>" if block.row_headers else "", *[""] * (len(block.columns) - 1)]
        for row in block.rows:
            cells = [
                start + xml.paragraph(self.inlines(inlines, looks), "TableText", side) + "</w:tc>"
                for start, inlines, looks, side in zip(cell, row, bold, sides, strict=True)
            ]
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        rule = f'w:val="single" w:sz="4" w:color="{colours.LINE[1:]}"'
        look = (
            f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
            '<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:firstRow="1" w:firstColumn="{int(block.row_headers)}"/>'
        )
        return caption + xml.table(widths, look, block.caption, "".join(rows))
