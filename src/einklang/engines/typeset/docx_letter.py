"""Letter, signatures and logos in the Word document.

The frames keep the places of DIN 5008, form B, so that a window envelope shows the address.
"""

from einklang.engines.typeset import colours
from einklang.engines.typeset import docx_xml as xml
from einklang.engines.typeset.model import (
    Document,
    LetterHead,
    SignatureBlock,
)
from einklang.engines.typeset.wording import annexes

_TWIPS_PER_MM = 56.693
_LOGOS_IN_ROW = 3
_RULE = f'w:val="single" w:sz="4" w:color="{colours.LINE[1:]}"'
_RULES = f"<w:tblBorders><w:top {_RULE}/><w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders>"
_LOOK = '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="0" w:firstColumn="0"/>'


def _frame(x: float, y: float, width: float, height: float) -> str:
    """Place a paragraph on the page, in millimetres from its upper left corner."""
    across, down, wide, high = (round(one * _TWIPS_PER_MM) for one in (x, y, width, height))
    return (
        f'<w:framePr w:w="{wide}" w:h="{high}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{across}" w:y="{down}"/>'
    )


def letter_head(document: Document, head: LetterHead, logo: str) -> str:
    """Write everything above the text of a letter; `logo` is the run with the picture."""
    sender = _frame(25, 53, 80, 9)
    address = _frame(25, 62.7, 80, 27.3)
    facts = _frame(125, 50, 65, 40)
    letterhead = _frame(125, 15, 65, 25)
    name = logo or xml.run(document.brand.name, "<w:b/>")
    parts = [xml.paragraph(name, "Letter", f'{letterhead}<w:jc w:val="right"/>')]
    parts.append(xml.paragraph(xml.run(head.sender_line), "LetterSender", sender))
    parts += [
        xml.paragraph(xml.run(line), "Letter", address) for line in head.recipient if line.strip()
    ]
    for reference in head.references:
        named = xml.run(f"{reference.label}: ", f'<w:color w:val="{colours.QUIET[1:]}"/>')
        parts.append(xml.paragraph(named + xml.run(reference.value), "LetterFact", facts))
    if head.place_and_date:
        parts.append(xml.paragraph(xml.run(head.place_and_date), "LetterFact", facts))
    parts.append(xml.paragraph(xml.run(document.title), "Title"))
    if head.salutation:
        parts.append(xml.paragraph(xml.run(head.salutation)))
    return "".join(parts)


def letter_foot(document: Document, head: LetterHead) -> str:
    """Write closing, signatures, enclosures and copies."""
    parts = []
    if head.closing:
        space = '<w:keepNext/><w:spacing w:before="240" w:after="840"/>'
        parts.append(xml.paragraph(xml.run(head.closing), "", space))
    for one in head.signatures:
        parts.append(xml.paragraph(xml.run(one.name), "Letter", "<w:keepNext/>"))
        space = '<w:spacing w:before="0" w:after="240"/>'
        parts.append(xml.paragraph(xml.run(one.function), "Letter", space) if one.function else "")
    for named, listed in annexes(document, head):
        space = '<w:keepNext/><w:spacing w:before="200" w:after="0"/>'
        parts.append(xml.paragraph(xml.run(named, "<w:b/>"), "Letter", space))
        parts += [xml.paragraph(xml.run(line), "Letter") for line in listed]
    return "".join(parts)


def signature_table(block: SignatureBlock) -> str:
    """Set out who signs: the association left, how and by whom right."""
    widths = [xml.TEXT_WIDTH * 5 // 9, xml.TEXT_WIDTH * 4 // 9]
    rows = []
    for row in block.rows:
        how = xml.paragraph(xml.run(row.how), "TableText")
        person = xml.paragraph(xml.run(row.person), "TableText") if row.person else ""
        cells = (xml.paragraph(xml.run(row.name, "<w:b/>"), "TableText"), how + person)
        rows.append(_row(widths, cells))
    return xml.table(widths, _RULES + _LOOK, block.caption, "".join(rows))


def logo_table(shown: list[str]) -> str:
    """Set logos in rows of three; each is a run with a picture or a name."""
    width = xml.TEXT_WIDTH // _LOGOS_IN_ROW
    widths = [width] * _LOGOS_IN_ROW
    rows = []
    for start in range(0, len(shown), _LOGOS_IN_ROW):
        row = shown[start : start + _LOGOS_IN_ROW]
        row += [""] * (_LOGOS_IN_ROW - len(row))
        space = '<w:spacing w:before="120" w:after="120"/>'
        rows.append(_row(widths, tuple(xml.paragraph(one, "TableText", space) for one in row)))
    return xml.table(widths, _LOOK, "", "".join(rows))


def _row(widths: list[int], cells: tuple[str, ...]) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{cell}</w:tc>"
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"
