"""What a format looks like, in words that are equal when a reader sees no difference.

Word and LibreOffice write the same look in many ways: explicit defaults, languages, fonts for
scripts that the text does not use. The keys made here leave that out. Sources: ISO/IEC 29500-1
sections 17.3.1 (paragraphs) and 17.3.2 (runs).
"""

from collections.abc import Callable

from lxml import etree

from einklang.engines.redline.names import w

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
PARAGRAPH_SWITCHES = {
    w(name): name for name in ("keepNext", "keepLines", "pageBreakBefore", "bidi")
}
USUAL_ALIGNMENT = frozenset({"left", "start"})
INDENTS = {"left": "left", "start": "left", "right": "right", "end": "right",
           "firstLine": "first", "hanging": "hanging"}  # fmt: skip

StyleName = Callable[[str], str]
ListLook = Callable[[str, str], str]

COLOR, FONTS, SHADE = w("color"), w("rFonts"), w("shd")
RUN_STYLE, PARAGRAPH_STYLE, NUMBERS = w("rStyle"), w("pStyle"), w("numPr")
JUSTIFY, INDENT, SPACING, OUTLINE = w("jc"), w("ind"), w("spacing"), w("outlineLvl")
ASCII, FILL = w("ascii"), w("fill")


def run_format(properties: etree._Element | None, style_name: StyleName) -> str:
    """Return the look of a run: `b;sz=24`, empty for none."""
    if properties is None or not len(properties):
        return ""
    words = []
    for child in properties:
        tag = child.tag
        value = child.get(VAL)
        if tag in TOGGLES:
            words.append(TOGGLES[tag] + ("=0" if value in OFF else ""))
        elif tag in VALUES:
            if value not in NOTHING:
                words.append(f"{VALUES[tag]}={value}")
        elif word := _other_run_word(child, value or "", style_name):
            words.append(word)
    words.sort()
    return ";".join(words)


def _other_run_word(child: etree._Element, value: str, style_name: StyleName) -> str:
    tag = child.tag
    if tag == RUN_STYLE:
        return f"style={style_name(value)}"
    if tag == COLOR:
        return "" if value in NOTHING else f"color={value.upper()}"
    if tag == FONTS:
        font = child.get(ASCII)
        return f"font={font}" if font else ""
    if tag == SHADE:
        fill = child.get(FILL) or "auto"
        return "" if fill in NOTHING else f"shd={fill.upper()}"
    return ""


def paragraph_format(
    properties: etree._Element | None, style_name: StyleName, list_look: ListLook
) -> str:
    """Return the look of a paragraph: `center;style=heading 1`, empty for none."""
    if properties is None:
        return ""
    words = []
    for child in properties:
        tag = child.tag
        if tag == PARAGRAPH_STYLE:
            name = style_name(child.get(VAL) or "")
            words.append(f"style={name}" if name else "")
        elif tag == NUMBERS:
            words.append(_list_word(child, list_look))
        elif tag in PARAGRAPH_SWITCHES:
            words.append("" if child.get(VAL) in OFF else PARAGRAPH_SWITCHES[tag])
        else:
            words.extend(_layout_words(child))
    return ";".join(sorted(filter(None, words)))


def _list_word(child: etree._Element, list_look: ListLook) -> str:
    number, level = child.find(w("numId")), child.find(w("ilvl"))
    if number is None:
        return ""
    return list_look(number.get(VAL) or "", "0" if level is None else level.get(VAL) or "0")


def _layout_words(child: etree._Element) -> list[str]:
    tag = child.tag
    if tag == JUSTIFY:
        value = child.get(VAL) or ""
        return [] if value in USUAL_ALIGNMENT else [f"align={value}"]
    if tag == INDENT:
        indents = ((word, child.get(w(name))) for name, word in INDENTS.items())
        return sorted({f"{word}={size}" for word, size in indents if size and size != "0"})
    if tag == SPACING:
        sizes = ((name, child.get(w(name))) for name in ("before", "after", "line"))
        return [f"{name}={size}" for name, size in sizes if size]
    if tag == OUTLINE:
        return [f"outline={child.get(VAL)}"]
    return []
