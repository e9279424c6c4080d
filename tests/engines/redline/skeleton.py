"""The parts of a Word file that every test document shares: styles, numbering, settings, names."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'mc:Ignorable="w14 w15"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

ENGLISH = {
    "Normal": "Normal",
    "Title": "Title",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "List Paragraph": "ListParagraph",
    "Quote": "Quote",
    "header": "Header",
    "footer": "Footer",
    "footnote text": "FootnoteText",
    "endnote text": "EndnoteText",
    "annotation text": "CommentText",
    "footnote reference": "FootnoteReference",
    "endnote reference": "EndnoteReference",
    "annotation reference": "CommentReference",
    "Hyperlink": "Hyperlink",
    "Table Grid": "TableGrid",
}
GERMAN = ENGLISH | {
    "Normal": "Standard",
    "Title": "Titel",
    "heading 1": "berschrift1",
    "heading 2": "berschrift2",
    "heading 3": "berschrift3",
    "List Paragraph": "Listenabsatz",
    "Quote": "Zitat",
    "header": "Kopfzeile",
    "footer": "Fuzeile",
    "footnote text": "Funotentext",
    "endnote text": "Endnotentext",
    "annotation text": "Kommentartext",
    "footnote reference": "Funotenzeichen",
    "endnote reference": "Endnotenzeichen",
    "annotation reference": "Kommentarzeichen",
    "Table Grid": "Tabellenraster",
}
CHARACTER_STYLES = ("footnote reference", "endnote reference", "annotation reference", "Hyperlink")


@dataclass(frozen=True)
class Hand:
    """How a word processor saves what looks the same: nothing here changes the words."""

    rsids: bool = False
    """Session numbers at paragraphs and runs."""
    split: int = 0
    """Cut every run after so many characters; 0 leaves it whole."""
    proof: bool = False
    """Spelling marks between the runs."""
    german: bool = False
    """Ids of styles as a German Word writes them; the names stay English."""
    list_offset: int = 0
    """Added to the ids of lists."""
    paragraph_ids: bool = False
    """`w14:paraId` at every paragraph."""
    languages: bool = False
    """`w:lang` at every run."""

    @property
    def styles(self) -> dict[str, str]:
        return GERMAN if self.german else ENGLISH


WORD = Hand(rsids=True, split=11, proof=True, paragraph_ids=True)
"""A return saved by Word after some typing."""
OFFICE_ELSEWHERE = Hand(split=7, german=True, list_offset=4, languages=True)
"""A return saved by another program: other ids of styles and lists."""


def _style(name: str, hand: Hand) -> str:
    kind = "character" if name in CHARACTER_STYLES else "paragraph"
    ids = hand.styles
    based = (
        ""
        if kind == "character" or name == "Normal"
        else f"<w:basedOn w:val={quoteattr(ids['Normal'])}/>"
    )
    look = ""
    if name.startswith("heading"):
        level = int(name[-1])
        look = (
            f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr>'
        )
    if name.endswith("reference") and name != "annotation reference":
        look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId={quoteattr(ids[name])}>'
        f"<w:name w:val={quoteattr(name)}/>{based}{look}</w:style>"
    )


def styles(hand: Hand) -> str:
    grid = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>'
        '<w:lang w:val="de-DE"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        + "".join(_style(name, hand) for name in ENGLISH if name != "Table Grid")
        + f'<w:style w:type="table" w:styleId={quoteattr(hand.styles["Table Grid"])}>'
        '<w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        f"{grid}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def numbering(hand: Hand) -> str:
    """Return two lists: bullets (1) and numbers (2), their ids moved by `list_offset`."""

    def levels(form: str) -> str:
        return "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{"•" if form == "bullet" else f"%{level + 1}."}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{720 * (level + 1)}" '
            'w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(3)
        )

    first = hand.list_offset
    return (
        f"{HEAD}<w:numbering {NAMESPACES}>"
        + "".join(
            f'<w:abstractNum w:abstractNumId="{first + index}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels(form)}</w:abstractNum>'
            for index, form in enumerate(("bullet", "decimal"))
        )
        + "".join(
            f'<w:num w:numId="{first + index + 1}">'
            f'<w:abstractNumId w:val="{first + index}"/></w:num>'
            for index in range(2)
        )
        + "</w:numbering>"
    )


def settings(*, is_tracking: bool, has_footnotes: bool, has_endnotes: bool) -> str:
    notes = "".join(
        f'<w:{kind}Pr><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        for kind, there in (("footnote", has_footnotes), ("endnote", has_endnotes))
        if there
    )
    tracking = "<w:trackRevisions/>" if is_tracking else ""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{tracking}'
        f'<w:defaultTabStop w:val="708"/>{notes}<w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat></w:settings>'
    )


def core_properties(author: str, modified: str) -> str:
    base = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{base}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def app_properties() -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{HEAD}<Properties xmlns="{base}"><Application>Word</Application></Properties>'
