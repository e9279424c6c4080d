"""The parts of an invented Word file, and the file itself.

Written by hand and not with python-docx: quick, and with the traces Word leaves behind
(rsids, paragraph ids, marks of the spelling checker).
"""

import io
import zipfile
from itertools import cycle

from einklang.config.bench.plan import Edit, Plan
from einklang.config.bench.word_body import build_body, footnote_texts
from einklang.config.bench.wording import Words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "header1": "header",
    "footer1": "footer",
    "comments": "comments",
    "commentsExtended": "commentsExtended",
}
"""File below word/, and the word for its kind in content types and relationships."""
STAMP = (2026, 3, 2, 9, 0, 0)


def write(plan: Plan) -> bytes:
    """Return the .docx; the same plan makes the same bytes."""
    body = build_body(plan)
    parts = {
        "word/document.xml": _document("".join(body.xml)),
        "word/styles.xml": _root("styles", STYLES),
        "word/numbering.xml": _root("numbering", NUMBERING),
        "word/settings.xml": _root("settings", _settings(plan)),
        "word/footnotes.xml": _root("footnotes", _footnotes(footnote_texts(plan.draft))),
        "word/header1.xml": _root("hdr", _edge("Kopfzeile", "Entwurf einer Stellungnahme")),
        "word/footer1.xml": _root("ftr", _edge("Fuzeile", "Seite ", "PAGE")),
        "docProps/core.xml": _core(plan),
    }
    if body.comments:
        comments = enumerate(body.comments)
        parts["word/comments.xml"] = _root("comments", "".join(_comment(*c) for c in comments))
        extended = "".join(
            f'<w15:commentEx w15:paraId="{_comment_id(number)}" w15:done="{done}"/>'
            for number, done in zip(range(len(body.comments)), cycle((0, 0, 0, 1)), strict=False)
        )
        parts["word/commentsExtended.xml"] = (
            f"{HEAD}<w15:commentsEx {NAMESPACES}>{extended}</w15:commentsEx>"
        )
    names = [name for name in PARTS if f"word/{name}.xml" in parts]
    return _packed(
        {
            "[Content_Types].xml": _content_types(names),
            "_rels/.rels": _package_relationships(),
            **parts,
            "word/_rels/document.xml.rels": _relationships(names),
        }
    )


def _packed(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return target.getvalue()


def _root(name: str, content: str) -> str:
    return f"{HEAD}<w:{name} {NAMESPACES}>{content}</w:{name}>"


def _document(body: str) -> str:
    section = (
        '<w:sectPr w:rsidR="00A11CE5"><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" '
        'w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return _root("document", f"<w:body>{body}{section}</w:body>")


def _content_types(names: list[str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main", **{name: PARTS[name] for name in names}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relationships() -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _relationships(names: list[str]) -> str:
    newer = "http://schemas.microsoft.com/office/2011/relationships"
    links = "".join(
        f'<Relationship Id="rId{name}" Type="{newer if "Extended" in name else OFFICE}'
        f'/{PARTS[name]}" Target="{name}.xml"/>'
        for name in names
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _core(plan: Plan) -> str:
    saved_by = plan.edits[0].person if plan.edits else "Kim Muster"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Entwurf</dc:title>'
        f"<dc:creator>Kim Muster</dc:creator><cp:lastModifiedBy>{saved_by}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )


def _settings(plan: Plan) -> str:
    tracking = "<w:trackRevisions/>" if plan.edits and plan.is_tracked else ""
    return (
        f'<w:zoom w:percent="100"/>{tracking}<w:defaultTabStop w:val="708"/>'
        '<w:hyphenationZone w:val="425"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )


def _footnotes(texts: list[Words]) -> str:
    special = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    return special + "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="Funotentext"/></w:pPr><w:r>'
        '<w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve"> Vgl. {" ".join(words)}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(texts, 1)
    )


def _edge(style: str, text: str, code: str = "") -> str:
    """Return the paragraph of a header or footer, with a field when there is a code."""
    page = f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' if code else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>{page}</w:p>'
    )


def _comment_id(number: int) -> str:
    return f"{0x70000000 + number:08X}"


def _comment(number: int, edit: Edit) -> str:
    initials = "".join(word[0] for word in edit.person.split())
    return (
        f'<w:comment w:id="{number}" w:author="{edit.person}" w:date="{edit.date}" '
        f'w:initials="{initials}"><w:p w14:paraId="{_comment_id(number)}" '
        'w14:textId="77777777"><w:pPr><w:pStyle w:val="Kommentartext"/></w:pPr><w:r><w:rPr>'
        '<w:rStyle w:val="Kommentarzeichen"/></w:rPr><w:annotationRef/></w:r><w:r><w:t>'
        f"{' '.join(edit.words)}</w:t></w:r></w:p></w:comment>"
    )


def _style(kind: str, identifier: str, name: str, content: str) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"{content}</w:style>"
    )


def _heading(level: int, size: int) -> str:
    return _style(
        "paragraph",
        f"berschrift{level}",
        f"heading {level}",
        '<w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>',
    )


def _paragraph_style(identifier: str, name: str, look: str = "") -> str:
    return _style("paragraph", identifier, name, f'<w:basedOn w:val="Standard"/>{look}')


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Standard">'
    '<w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _heading(1, 32)
    + _heading(2, 26)
    + _paragraph_style("Listenabsatz", "List Paragraph", '<w:pPr><w:ind w:left="720"/></w:pPr>')
    + _paragraph_style("Kopfzeile", "header")
    + _paragraph_style("Fuzeile", "footer")
    + _paragraph_style("Funotentext", "footnote text", '<w:rPr><w:sz w:val="20"/></w:rPr>')
    + _paragraph_style("Kommentartext", "annotation text")
    + _style(
        "character",
        "Funotenzeichen",
        "footnote reference",
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    )
    + _style(
        "character",
        "Kommentarzeichen",
        "annotation reference",
        ('<w:rPr><w:sz w:val="16"/></w:rPr>'),
    )
    + _style(
        "table",
        "Tabellenraster",
        "Table Grid",
        (
            '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>'
            "</w:tblPr>"
        ),
    )
)


def _list(number: int, form: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" '
        'w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )


NUMBERING = (
    _list(0, "decimal", "%1.")
    + _list(1, "bullet", "•")
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
