"""What a format looks like, in words that are equal when a reader sees no difference.

Word and LibreOffice write the same look in many ways: explicit defaults, languages, fonts for
scripts that the text does not use. The words made here leave that out. Sources: ISO/IEC 29500-1
sections 17.3.1 (paragraphs) and 17.3.2 (runs).
"""

from collections.abc import Callable, Iterator

from lxml import etree

from einklang.engines.redline.names import w

ON = frozenset({"1", "true", "on"})
OFF = frozenset({"0", "false", "off", "none"})
VAL = w("val")
TOGGLES = {
    w(name): name
    for name in (
        "b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish", "outline", "shadow",
        "emboss", "imprint",
    )
}  # fmt: skip
VALUES = {w(name): name for name in ("u", "vertAlign", "highlight", "sz", "position", "spacing")}
NOTHING = frozenset({"auto", "none", "baseline", "0", "clear", ""})
SWITCHES = {w(name): name for name in ("keepNext", "keepLines", "pageBreakBefore", "bidi")}
INDENTS = {"left": "left", "start": "left", "right": "right", "end": "right",
           "firstLine": "first", "hanging": "hanging"}  # fmt: skip
ALIGNMENTS = {"start": "left", "end": "right"}
IMPLICIT = frozenset(
    {
        *(f"{name}=0" for name in (*TOGGLES.values(), *SWITCHES.values(), *INDENTS.values())),
        *(f"{name}=0" for name in ("before", "after")), "line=240", "align=left", "sz=20",
        "list=",
    }
)  # fmt: skip
"""What holds where nothing is said."""

StyleName = Callable[[str], str]
ListLook = Callable[[str, str], str]
ThemeFont = Callable[[str], str]

FONTS = w("rFonts")
COLORS = {w("color"): ("color", VAL), w("shd"): ("shd", w("fill"))}
RUN_STYLE, PARAGRAPH_STYLE, NUMBERS = w("rStyle"), w("pStyle"), w("numPr")
JUSTIFY, INDENT, SPACING, OUTLINE = w("jc"), w("ind"), w("spacing"), w("outlineLvl")
ASCII, ASCII_THEME = w("ascii"), w("asciiTheme")

Words = dict[str, str]
"""Name of a property → `name` or `name=value`."""


def run_words(
    properties: etree._Element, style_name: StyleName, theme_font: ThemeFont
) -> Iterator[str]:
    """Yield what the properties of a run say: `b`, `sz=24`, `style=strong`."""
    for child in properties:
        tag = child.tag
        value = child.get(VAL) or ""
        if tag in TOGGLES:
            yield TOGGLES[tag] + ("=0" if value in OFF else "")
        elif tag in VALUES:
            if value not in NOTHING:
                yield f"{VALUES[tag]}={value}"
        elif tag == RUN_STYLE:
            yield f"style={style_name(value)}"
        elif tag == FONTS:
            font = child.get(ASCII) or theme_font(child.get(ASCII_THEME) or "")
            if font:
                yield f"font={font}"
        elif tag in COLORS:
            name, attribute = COLORS[tag]
            colour = child.get(attribute) or "auto"
            # Black is what paper has anyway; LibreOffice writes it out in text boxes.
            if colour not in NOTHING and (name, colour) != ("color", "000000"):
                yield f"{name}={colour.upper()}"


def paragraph_words(
    properties: etree._Element, style_name: StyleName, list_look: ListLook
) -> Iterator[str]:
    """Yield what the properties of a paragraph say: `style=heading 1`, `align=center`."""
    for child in properties:
        tag = child.tag
        if tag == PARAGRAPH_STYLE:
            name = style_name(child.get(VAL) or "")
            if name:
                yield f"style={name}"
        elif tag == NUMBERS:
            yield _list_word(child, list_look)
        elif tag in SWITCHES:
            yield SWITCHES[tag] + ("=0" if child.get(VAL) in OFF else "")
        else:
            yield from _layout_words(child)


def _list_word(child: etree._Element, list_look: ListLook) -> str:
    number, level = child.find(w("numId")), child.find(w("ilvl"))
    key = "" if number is None else number.get(VAL) or ""
    return "list=" + list_look(key, "0" if level is None else level.get(VAL) or "0")


def _layout_words(child: etree._Element) -> Iterator[str]:
    tag = child.tag
    if tag == JUSTIFY:
        value = child.get(VAL) or "left"
        yield f"align={ALIGNMENTS.get(value, value)}"
    elif tag == INDENT:
        for name, word in INDENTS.items():
            size = child.get(w(name))
            if size:
                yield f"{word}={size}"
    elif tag == SPACING:
        for name in ("before", "after", "line"):
            size = child.get(w(name))
            # Where the program chooses the distance, the number says nothing (17.3.1.33).
            if size and child.get(w(f"{name}Autospacing")) not in ON:
                yield f"{name}={size}"
    elif tag == OUTLINE:
        yield f"outline={child.get(VAL)}"


def named(words: Iterator[str]) -> Words:
    """Return words by the property they are about; the last one counts."""
    return {word.partition("=")[0]: word for word in words}


def seen(words: Words, around: Words) -> str:
    """Return what a reader notices: words that say another thing than what is around them.

    `around` is what the style and the document's defaults say already.
    """
    if not words:
        return ""
    kept = []
    for name, word in words.items():
        before = around.get(name)
        if word != before and (before is not None or word not in IMPLICIT):
            kept.append(word)
    kept.sort()
    return ";".join(kept)
