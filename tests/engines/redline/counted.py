"""Small documents with the number of changes that LibreOffice lists in them for each name.

`test_counting.py` holds our count against them, `test_office_counting.py` LibreOffice's own.
"""

from itertools import count

from tests.engines.redline.builder import Block, docx, p, raw, textbox

NUMBERS = count(500)
Counts = dict[str, int]


def record(kind: str, inner: str = "", by: str = "A") -> str:
    attributes = f'w:id="{next(NUMBERS)}" w:author="{by}" w:date="2026-03-01T10:00:00Z"'
    return f"<w:{kind} {attributes}>{inner}</w:{kind}>"


def ins(inner: str = "<w:r><w:t>neu </w:t></w:r>", by: str = "A") -> str:
    return record("ins", inner, by)


def gone(inner: str = "<w:r><w:delText>alt </w:delText></w:r>", by: str = "A") -> str:
    return record("del", inner, by)


def bold(by: str = "A") -> str:
    change = record("rPrChange", "<w:rPr/>", by)
    return f"<w:r><w:rPr><w:b/>{change}</w:rPr><w:t>fett </w:t></w:r>"


def link(inner: str) -> str:
    return f'<w:hyperlink w:anchor="ort">{inner}</w:hyperlink>'


def mark(kind: str = "ins", by: str = "A") -> str:
    return f"<w:pPr><w:rPr>{record(kind, by=by)}</w:rPr></w:pPr>"


def look(*content: str, by: str = "A") -> str:
    """Centre a paragraph and record it."""
    change = record("pPrChange", "<w:pPr/>", by)
    return f'<w:pPr><w:jc w:val="center"/>{change}</w:pPr>{"".join(content)}'


def row(kind: str, *cells: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>{cell}</w:p></w:tc>'
        for cell in cells
    )
    properties = f"<w:trPr>{record(kind)}</w:trPr>" if kind else ""
    return f"<w:tr>{properties}{inner}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="2000"/>' * 2
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


RUN = "<w:r><w:t>Text </w:t></w:r>"
BOOKMARK = '<w:bookmarkStart w:id="900" w:name="x"/><w:bookmarkEnd w:id="900"/>'
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
TWO = table(row("", RUN, RUN), row("ins", mark() + ins(), mark() + ins()))

CASES: dict[str, tuple[list[str], Counts]] = {
    "nothing": ([RUN], {}),
    "neighbours": ([ins() + ins()], {"A": 1}),
    "a bookmark between": ([ins() + BOOKMARK + ins()], {"A": 1}),
    "words between": ([ins() + RUN + ins()], {"A": 2}),
    "two kinds": ([ins() + gone()], {"A": 2}),
    "two people": ([ins() + ins(by="B")], {"A": 1, "B": 1}),
    "into a link and out of it": ([ins() + link(ins()) + ins() + RUN], {"A": 1}),
    "two links": ([link(gone()) + link(gone()) + RUN], {"A": 1}),
    "into a content control": ([ins() + CONTROL.format(ins()) + ins()], {"A": 3}),
    "inside another's": ([RUN + ins(gone(by="B")) + RUN], {"B": 1}),
    "the middle of another's": ([ins(RUN + gone(by="B") + RUN)], {"A": 2, "B": 1}),
    "beside and inside another's": ([gone() + ins(gone(), by="B") + gone()], {"A": 3}),
    "inside one's own": ([ins(RUN + gone() + RUN)], {"A": 1}),
    "only inside one's own": ([RUN + ins(gone()) + RUN], {}),
    "an end and words": ([mark() + ins()], {"A": 1}),
    "an end alone": ([mark() + RUN], {"A": 1}),
    "over an end": ([mark() + ins(), ins() + RUN], {"A": 1}),
    "over three ends": ([mark(), mark(), ins()], {"A": 1}),
    "an end, then words in the middle": ([mark() + ins(), RUN + ins()], {"A": 2}),
    "an end, then a paragraph between": ([mark() + ins(), RUN, ins()], {"A": 2}),
    "over an old end": ([RUN + ins(), ins() + RUN], {"A": 1}),
    "over an old empty paragraph": ([mark() + RUN, "", ins() + RUN], {"A": 1}),
    "deletions over an old end": ([RUN + gone(), mark("del"), RUN], {"A": 2}),
    "an end of another's": ([mark(by="B") + RUN, ins() + RUN], {"A": 1, "B": 1}),
    "bold": ([bold() + bold()], {"A": 1}),
    "bold twice": ([bold() + RUN + bold()], {"A": 2}),
    "bold in new words": ([RUN + ins(bold(by="B"))], {"A": 1}),
    "bold in struck words": ([RUN + gone(bold(by="B").replace("w:t>", "w:delText>"))], {"A": 1}),
    "centred": ([look(RUN)], {"A": 1}),
    "centred one after the other": ([look(RUN), look(RUN)], {"A": 2}),
    "centred around new words": ([look(RUN, ins(by="B"), RUN)], {"A": 2, "B": 1}),
    "centred around twice": ([look(RUN, ins(), RUN, gone(), RUN)], {"A": 5}),
    "centred after new words": ([look(ins(), RUN)], {"A": 2}),
    "centred with no word left": ([look(gone())], {"A": 2}),
    "centred around bold": ([look(RUN, bold(), RUN)], {"A": 3}),
    "centred behind two": ([look(ins(), gone(), RUN)], {"A": 4}),
    "a page break": ([RUN + ins(PAGE_BREAK) + RUN], {}),
    "a page break among words": ([ins(RUN + PAGE_BREAK + RUN)], {"A": 1}),
    "no words": ([RUN + ins("<w:r><w:t/></w:r>") + RUN], {}),
    "a row": ([TWO], {"A": 2}),
    "a row with an empty cell": ([table(row("del", mark("del") + gone(), mark("del")))], {"A": 1}),
    "an empty row": ([table(row("", RUN, RUN), row("ins", mark(), mark()))], {"A": 1}),
    "the end of a cell": ([table(row("", mark() + RUN, RUN))], {}),
    "an end before a table": ([mark() + RUN, table(row("", RUN, RUN))], {}),
    "an end with its words before a table": ([mark() + ins(), TWO], {"A": 3}),
}
"""Paragraphs and tables in XML, and how many changes there are by A and by B."""


def counted_document(blocks: list[str]) -> bytes:
    """Return a document of these paragraphs and tables, between two others."""
    made = [raw(each if each.startswith("<w:tbl>") else f"<w:p>{each}</w:p>") for each in blocks]
    return docx(p("Anfang."), *made, p("Ende."))


def _recorded_box(build: Block) -> Block:
    return lambda made: ins(RUN + build(made) + RUN)


def document_with_box() -> bytes:
    """Return a document in which A inserts a text box among words; its words are listed too."""
    return docx(p("Anfang. ", _recorded_box(textbox(p("Im Kasten.")))), p("Ende."))
