"""Pieces of WordprocessingML that several parts of the Word document are made of."""

from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

TEXT_WIDTH = 9070
"""In twentieths of a point: 16 cm."""
NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")


def run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "", extra: str = "") -> str:
    """Join a paragraph; `extra` stands in w:pPr after the style, in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
    return f"<w:p>{properties}{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(widths: list[int], look: str, caption: str, rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{look}{named}'
    # A paragraph after each table: Word would melt two neighbours into one.
    gap = paragraph("", "", '<w:spacing w:before="0" w:after="120"/>')
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        f"{gap}"
    )


def numbered_as(number: int, level: int = 0) -> str:
    """Return the list and level of a paragraph, for its properties."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
