"""How the Word document looks: its styles, page, language and properties."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from einklang.engines.typeset import colours
from einklang.engines.typeset.model import Document

# Every office program has it or a twin of the same widths.
FONT = "Calibri"
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True)
class Look:
    name: str
    paragraph: str
    """The inside of w:pPr, in the order of the schema."""
    run: str
    """The inside of w:rPr after the font."""


def _run(size: float, colour: str, *, bold: bool = False, italic: bool = False) -> str:
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    slant = "<w:i/>" if italic else '<w:i w:val="0"/>'
    half_points = round(size * 2)
    return (
        f'{weight}{slant}<w:color w:val="{colour[1:]}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _border(side: str, size: int, colour: str, space: int = 6) -> str:
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}"'
        f' w:color="{colour[1:]}"/></w:pBdr>'
    )


KEEP = "<w:keepNext/><w:keepLines/>"


def _looks(document: Document) -> dict[str, Look]:
    primary = colours.readable(document.brand.primary)
    accent = colours.readable(document.brand.accent)
    return {
        **_heading_looks(primary, accent),
        **_text_looks(accent),
        **_part_looks(primary, accent),
        **_frame_looks(primary),
        **_letter_looks(is_letter=document.letter is not None),
    }


def _heading_looks(primary: str, accent: str) -> dict[str, Look]:
    return {
        "Title": Look("Title", KEEP + _spacing(0, 120, 240), _run(30, primary, bold=True)),
        "Subtitle": Look("Subtitle", KEEP + _spacing(0, 240, 252), _run(15, colours.QUIET)),
        "DocumentIssue": Look(
            "Document Issue",
            _border("top", 18, accent) + _spacing(0, 360),
            _run(10.5, colours.QUIET),
        ),
        "Heading1": Look(
            "heading 1",
            KEEP + _spacing(480, 160, 240) + '<w:outlineLvl w:val="0"/>',
            _run(19, primary, bold=True),
        ),
        "Heading2": Look(
            "heading 2",
            KEEP + _spacing(360, 120, 240) + '<w:outlineLvl w:val="1"/>',
            _run(14, colours.INK, bold=True),
        ),
        "Heading3": Look(
            "heading 3",
            KEEP + _spacing(280, 80, 240) + '<w:outlineLvl w:val="2"/>',
            _run(11.5, colours.QUIET, bold=True),
        ),
    }


def _text_looks(accent: str) -> dict[str, Look]:
    return {
        "Lead": Look("Lead", _spacing(0, 200), _run(13, colours.QUIET)),
        "Note": Look("Note", _spacing(0, 160), _run(10, colours.QUIET)),
        "Quote": Look(
            "Quote",
            _border("left", 18, accent, 10) + _spacing(120, 200) + '<w:ind w:left="280"/>',
            _run(11, colours.INK, italic=True),
        ),
        "Caption": Look("caption", KEEP + _spacing(240, 100), _run(10, colours.QUIET, bold=True)),
    }


def _part_looks(primary: str, accent: str) -> dict[str, Look]:
    """Return the looks of tables, key figures, definitions and callouts."""
    indent = '<w:ind w:left="170" w:right="170"/>'

    def called(colour: str) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{colours.tint(colour, 0.07)[1:]}"/>'
        return _border("left", 24, colour, 8) + shade + _spacing(0, 80) + indent

    return {
        "TableText": Look("Table Text", _spacing(50, 50, 252), _run(10, colours.INK)),
        "TableHeading": Look(
            "Table Heading", "<w:keepNext/>" + _spacing(50, 50, 252), _run(10, primary, bold=True)
        ),
        "KeyFigureValue": Look(
            "Key Figure Value", KEEP + _spacing(80, 0, 240), _run(22, primary, bold=True)
        ),
        "KeyFigureLabel": Look(
            "Key Figure Label", _spacing(0, 20, 240), _run(10, colours.INK, bold=True)
        ),
        "DefinitionTerm": Look(
            "Definition Term", "<w:keepNext/>" + _spacing(80, 0), _run(11, colours.INK, bold=True)
        ),
        "DefinitionText": Look(
            "Definition Text", _spacing(0, 80) + '<w:ind w:left="340"/>', _run(11, colours.INK)
        ),
        "CalloutInfo": Look("Callout Info", called(primary), _run(11, colours.INK)),
        "CalloutOpen": Look("Callout Open", called(accent), _run(11, colours.INK)),
    }


def _letter_looks(*, is_letter: bool) -> dict[str, Look]:
    """Return the looks of notes and letters; the subject of a letter is its title."""
    looks = {
        "FootnoteText": Look("footnote text", _spacing(0, 40, 240), _run(9, colours.INK)),
        "Letter": Look("Letter", _spacing(0, 0, 252), _run(11, colours.INK)),
        "LetterFact": Look("Letter Fact", _spacing(0, 40, 240), _run(10, colours.INK)),
        "LetterSender": Look("Letter Sender", _spacing(0, 0, 240), _run(8, colours.QUIET)),
    }
    if is_letter:
        # 98.46 mm from the upper edge, less the margin: DIN 5008, form B.
        below_the_window = _spacing(4165, 480, 252)
        looks["Title"] = Look("Title", KEEP + below_the_window, _run(11.5, colours.INK, bold=True))
    return looks


def _frame_looks(primary: str) -> dict[str, Look]:
    """Return the looks of the contents and the footer."""
    return {
        "TOC1": Look("toc 1", _spacing(80, 20), _run(11, colours.INK, bold=True)),
        "TOC2": Look("toc 2", _spacing(0, 20) + '<w:ind w:left="280"/>', _run(11, colours.QUIET)),
        "ContentsHeading": Look(
            "Contents Heading", KEEP + _spacing(240, 160, 240), _run(19, primary, bold=True)
        ),
        "Footer": Look(
            "footer",
            _border("top", 4, colours.LINE)
            + '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
            + _spacing(0, 0, 240),
            _run(9, colours.QUIET),
        ),
    }


def dress(word: Any, document: Document) -> None:
    """Give an empty Word document our styles, page and properties."""
    styles = word.styles.element
    language = _LANGUAGES[document.language]
    _replace_defaults(styles, language)
    for style_id, look in _looks(document).items():
        _set_style(styles, style_id, look)
    _add_note_style(styles)
    _add_link_style(styles, colours.readable(document.brand.primary))
    _drop_theme_fonts(styles)
    _set_page(word.sections[0])
    _set_settings(word.settings.element, language)
    _set_properties(word.core_properties, document, language)


def _set_style(styles: Any, style_id: str, look: Look) -> None:
    style = next((s for s in styles if s.get(qn("w:styleId")) == style_id), None)
    if style is None:
        style = parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1"'
            f' w:styleId="{style_id}"><w:name w:val="{escape(look.name)}"/>'
            '<w:basedOn w:val="Normal"/><w:qFormat/></w:style>'
        )
        if look.name.islower() or look.name.startswith("toc"):
            del style.attrib[qn("w:customStyle")]
        styles.append(style)
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.append(parse_xml(f"<w:pPr {nsdecls('w')}>{look.paragraph}</w:pPr>"))
    style.append(parse_xml(f"<w:rPr {nsdecls('w')}>{look.run}</w:rPr>"))


def _replace_defaults(styles: Any, language: str) -> None:
    styles.replace(
        styles.find(qn("w:docDefaults")),
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
            f'<w:color w:val="{colours.INK[1:]}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
            f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
            f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{_spacing(0, 140)}</w:pPr>"
            "</w:pPrDefault></w:docDefaults>"
        ),
    )


def _add_note_style(styles: Any) -> None:
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="FootnoteReference">'
            '<w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>'
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        )
    )


def _add_link_style(styles: Any, colour: str) -> None:
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink">'
            '<w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>'
            f'<w:rPr><w:color w:val="{colour[1:]}"/><w:u w:val="single"/></w:rPr></w:style>'
        )
    )


def _drop_theme_fonts(styles: Any) -> None:
    """Let every style inherit the one font: theme fonts would win over it."""
    for fonts in styles.findall(f".//{qn('w:rFonts')}"):
        if any("Theme" in name for name in fonts.attrib):
            fonts.getparent().remove(fonts)


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.5)


def _set_settings(settings: Any, language: str) -> None:
    hyphenate = parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>")
    settings.find(qn("w:defaultTabStop")).addnext(hyphenate)
    theme_language = settings.find(qn("w:themeFontLang"))
    theme_language.set(qn("w:val"), language)
    compat = settings.find(qn("w:compat"))
    for old in compat.findall(qn("w:compatSetting")):
        if old.get(qn("w:name")) == "compatibilityMode":
            # 15 is Word 2013 and later; an older one opens in "compatibility mode".
            old.set(qn("w:val"), "15")


def _set_properties(properties: Any, document: Document, language: str) -> None:
    issued_at = datetime.combine(document.issued_on, time(), tzinfo=UTC).replace(tzinfo=None)
    properties.title = _short(document.title)
    properties.subject = _short(document.subtitle)
    properties.author = _short(", ".join(document.authors) or document.publisher)
    properties.last_modified_by = _short(document.publisher)
    properties.keywords = _short(", ".join(document.keywords))
    properties.comments = _short(document.summary)
    properties.language = language
    properties.created = properties.modified = issued_at
    properties.revision = 1


def _short(text: str) -> str:
    """Keep to the 255 characters a property may have, whole words if possible."""
    if len(text) <= 255:  # noqa: PLR2004 - the limit of the file format
        return text
    return re.sub(r"\s+\S*$", "", text[:254]) + "…"
