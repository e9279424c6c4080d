"""Changes formats and records the old ones."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from einklang.engines.redline.names import w
from einklang.engines.redline.reader.formats import TOGGLES

RUN_PROPERTIES, PARAGRAPH_PROPERTIES = w("rPr"), w("pPr")
# The order of children, ISO/IEC 29500-1 Annex A (CT_RPr, CT_PPr).
RUN_ORDER = {
    w(name): number
    for number, name in enumerate(
        (
            "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs",
            "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
            "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
            "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText",
            "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
        )
    )
}  # fmt: skip
PARAGRAPH_ORDER = {
    w(name): number
    for number, name in enumerate(
        (
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
            "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens",
            "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
            "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
            "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
            "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
            "sectPr", "pPrChange",
        )
    )
}  # fmt: skip
BEHIND_ALL = 999
RUN_WORDS = {name: w(name) for name in TOGGLES.values()} | {
    "u": w("u"), "vertAlign": w("vertAlign"), "highlight": w("highlight"), "sz": w("sz"),
    "position": w("position"), "spacing": w("spacing"), "color": w("color"),
    "font": w("rFonts"), "shd": w("shd"), "style": w("rStyle"),
}  # fmt: skip
PARAGRAPH_WORDS = {
    "style": w("pStyle"), "list": w("numPr"), "align": w("jc"), "left": w("ind"),
    "right": w("ind"), "first": w("ind"), "hanging": w("ind"), "before": w("spacing"),
    "after": w("spacing"), "line": w("spacing"), "outline": w("outlineLvl"),
    "keepNext": w("keepNext"), "keepLines": w("keepLines"),
    "pageBreakBefore": w("pageBreakBefore"), "bidi": w("bidi"),
}  # fmt: skip


def run_properties(run: etree._Element) -> etree._Element:
    """Return `w:rPr` of a run; a new one if it has none."""
    if len(run) and run[0].tag == RUN_PROPERTIES:
        return run[0]
    properties = etree.Element(RUN_PROPERTIES)
    run.insert(0, properties)
    return properties


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """Return `w:pPr` of a paragraph; a new one if it has none."""
    if len(paragraph) and paragraph[0].tag == PARAGRAPH_PROPERTIES:
        return paragraph[0]
    properties = etree.Element(PARAGRAPH_PROPERTIES)
    paragraph.insert(0, properties)
    return properties


def mark_properties(paragraph: etree._Element) -> etree._Element:
    """Return `w:rPr` of a paragraph's mark; a new one if it has none."""
    properties = paragraph_properties(paragraph)
    found = properties.find(RUN_PROPERTIES)
    if found is None:
        found = etree.Element(RUN_PROPERTIES)
        insert_in_order(properties, found, PARAGRAPH_ORDER)
    return found


def insert_in_order(parent: etree._Element, child: etree._Element, order: dict[str, int]) -> None:
    """Insert a child where the schema wants it."""
    rank = order.get(str(child.tag), BEHIND_ALL)
    for number, other in enumerate(parent):
        if order.get(str(other.tag), BEHIND_ALL) > rank:
            parent.insert(number, child)
            return
    parent.append(child)


def restyle(
    properties: etree._Element, new: etree._Element | None, names: Iterable[str], *, of_run: bool
) -> None:
    """Take over the named properties from another set; those that it lacks go."""
    words = RUN_WORDS if of_run else PARAGRAPH_WORDS
    order = RUN_ORDER if of_run else PARAGRAPH_ORDER
    for tag in dict.fromkeys(words[name] for name in names if name in words):
        for old in properties.findall(tag):
            properties.remove(old)
        for child in () if new is None else new.findall(tag):
            insert_in_order(properties, deepcopy(child), order)


def record_old_run(properties: etree._Element, old: etree._Element) -> etree._Element:
    """Append `w:rPrChange` with the old properties; return it, still unsigned."""
    change = etree.SubElement(properties, w("rPrChange"))
    holder = etree.SubElement(change, RUN_PROPERTIES)
    holder.extend(child for child in old if child.tag != w("rPrChange"))
    return change


def record_old_paragraph(properties: etree._Element, old: etree._Element) -> etree._Element:
    """Append `w:pPrChange` with the old properties; return it, still unsigned."""
    left_out = {RUN_PROPERTIES, w("sectPr"), w("pPrChange")}
    change = etree.SubElement(properties, w("pPrChange"))
    holder = etree.SubElement(change, PARAGRAPH_PROPERTIES)
    holder.extend(child for child in old if child.tag not in left_out)
    return change
