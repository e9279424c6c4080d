"""Mutators of an XML tree: what comes out is well-formed, but hardly a sound document."""

import copy
import random
from collections.abc import Callable

from lxml import etree

Random = random.Random
Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

NAMES = """
p r t pPr rPr body tbl tr tc tcPr trPr tblPr tblGrid gridCol sectPr ins del moveFrom moveTo
delText instrText delInstrText fldChar fldSimple hyperlink sdt sdtPr sdtContent bookmarkStart
bookmarkEnd commentRangeStart commentRangeEnd commentReference footnoteReference drawing
footnote endnoteReference comment rPrChange pPrChange tblPrChange tcPrChange sectPrChange
trPrChange numPr numId ilvl pStyle rStyle tab br cr noBreakHyphen sym pict object txbxContent
moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd cellIns cellDel cellMerge
customXml smartTag permStart permEnd proofErr ruby altChunk subDoc hdr document unbekannt
headerReference lastRenderedPageBreak customXmlInsRangeStart customXmlDelRangeEnd
"""
TAGS = tuple(NAMES.split())
REVISIONS = ("ins", "del", "moveFrom", "moveTo")
ATTRIBUTES: tuple[str, ...] = (
    *(f"{{{W}}}{name}" for name in ("id", "val", "author", "date", "name", "type", "fldCharType")),
    *(f"{{{W14}}}paraId", f"{{{R}}}id", f"{{{R}}}embed", f"{{{MC}}}Ignorable", "Id", "Target"),
)
VALUES: tuple[str, ...] = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "2147483648",
    "99999999999999999999",
    "9" * 5000,
    "1.5",
    "NaN",
    "x",
    "ä„“\u202e",
    "\U0001f600",
    "0000-00-00T00:00:00Z",
    "9999-12-31T24:61:00+99:00",
    "begin",
    "end",
    "separate",
    "default",
    "rId1",
    "rId999",
    "w14 w15 unbekannt",
    "Heading1",
    "../../x",
    "true",
    "off",
)
TEXTS: tuple[str, ...] = (
    "",
    " ",
    "\n\t",
    "Wort",
    "\u00ad\u200d\ufeff",
    "a\u0301" * 40,
    "x" * 9000,
)


def _any(root: Element, rng: Random) -> Element:
    return rng.choice(list(root.iter("*")))


def _inner(root: Element, rng: Random) -> Element | None:
    """Return an element that has a parent, often one of the text's own."""
    elements = list(root.iter("*"))[1:]
    wanted = [each for each in elements if each.tag in _OFTEN]
    if not elements:
        return None
    return rng.choice(wanted if wanted and rng.random() < 0.5 else elements)


_OFTEN = frozenset(f"{{{W}}}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc", *REVISIONS))


def _made(rng: Random) -> Element:
    element = etree.Element(f"{{{W}}}{rng.choice(TAGS)}")
    for _ in range(rng.randrange(4)):
        element.set(rng.choice(ATTRIBUTES), rng.choice(VALUES))
    if rng.random() < 0.3:
        element.text = rng.choice(TEXTS)
    return element


def _delete(root: Element, rng: Random) -> None:
    for _ in range(rng.choice((1, 1, 5))):
        element = _inner(root, rng)
        parent = element.getparent() if element is not None else None
        if element is not None and parent is not None:
            parent.remove(element)


def _unwrap(root: Element, rng: Random) -> None:
    """Leave the content of an element in its place."""
    element = _inner(root, rng)
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _duplicate(root: Element, rng: Random) -> None:
    element = _inner(root, rng)
    if element is not None:
        for _ in range(rng.choice((1, 1, 2, 20))):
            element.addnext(copy.deepcopy(element))


def _move(root: Element, rng: Random) -> None:
    element, target = _inner(root, rng), _any(root, rng)
    if element is None or element in list(target.iterancestors()) or target is element:
        return
    target.insert(rng.randint(0, len(target)), element)


def _swap(root: Element, rng: Random) -> None:
    first, second = _inner(root, rng), _inner(root, rng)
    if first is None or second is None:
        return
    one, other = copy.deepcopy(first), copy.deepcopy(second)
    for old, new in ((first, other), (second, one)):
        parent = old.getparent()
        if parent is not None:
            parent.replace(old, new)


def _wrap(root: Element, rng: Random) -> None:
    element = _inner(root, rng)
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    for _ in range(rng.choice((1, 1, 1, 30, 150))):
        shell = _made(rng)
        parent.replace(element, shell)
        shell.append(element)
        element = shell


def _nest_revisions(root: Element, rng: Random) -> None:
    """Put tracked changes of others around or into what stands there."""
    element = _inner(root, rng)
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    for number in range(rng.choice((1, 2, 3, 8))):
        shell = etree.Element(f"{{{W}}}{rng.choice(REVISIONS)}")
        shell.set(f"{{{W}}}id", str(rng.choice((1, 7, number, 2**31))))
        shell.set(f"{{{W}}}author", rng.choice(("Kim Muster", "Lea", "", "A, B (C)")))
        if rng.random() < 0.7:
            shell.set(f"{{{W}}}date", rng.choice(("2026-03-01T10:00:00Z", "gestern")))
        parent.replace(element, shell)
        shell.append(element)
        element = shell


def _add(root: Element, rng: Random) -> None:
    parent = _any(root, rng)
    for _ in range(rng.choice((1, 1, 4))):
        parent.insert(rng.randint(0, len(parent)), _made(rng))


def _rename(root: Element, rng: Random) -> None:
    element = _any(root, rng) if rng.random() < 0.1 else _inner(root, rng)
    if element is not None:
        space = rng.choice((W, W, W, W, W14, "urn:unbekannt", ""))
        element.tag = f"{{{space}}}{rng.choice(TAGS)}" if space else rng.choice(TAGS)


def _change_attribute(root: Element, rng: Random) -> None:
    with_attributes = [each for each in root.iter("*") if each.attrib]
    if not with_attributes:
        return
    for _ in range(rng.choice((1, 1, 3, 10))):
        element = rng.choice(with_attributes)
        element.set(rng.choice([*map(str, element.attrib), *ATTRIBUTES]), rng.choice(VALUES))


def _drop_attribute(root: Element, rng: Random) -> None:
    with_attributes = [each for each in root.iter("*") if each.attrib]
    for element in rng.sample(with_attributes, min(len(with_attributes), rng.choice((1, 4)))):
        del element.attrib[rng.choice(list(element.attrib))]


def _swap_ids(root: Element, rng: Random) -> None:
    name = rng.choice((f"{{{W}}}id", f"{{{W}}}val", f"{{{W}}}name", f"{{{R}}}id", "Id"))
    found = [each for each in root.iter("*") if name in each.attrib]
    values = [each.get(name, "") for each in found]
    rng.shuffle(values)
    for element, value in zip(found, values, strict=True):
        element.set(name, value)


def _same_ids(root: Element, rng: Random) -> None:
    name = rng.choice((f"{{{W}}}id", f"{{{W14}}}paraId", f"{{{W}}}name", "Id"))
    value = rng.choice(VALUES)
    for element in root.iter("*"):
        if name in element.attrib and rng.random() < 0.5:
            element.set(name, value)


def _change_text(root: Element, rng: Random) -> None:
    element = _any(root, rng)
    if rng.random() < 0.7:
        element.text = rng.choice(TEXTS)
    else:
        element.tail = rng.choice(TEXTS)


def _empty(root: Element, rng: Random) -> None:
    """Take away everything inside an element, once in a while inside the root."""
    element = _any(root, rng)
    for child in list(element):
        element.remove(child)


def _reverse(root: Element, rng: Random) -> None:
    element = _any(root, rng)
    element[:] = list(reversed(element))


def _comment(root: Element, rng: Random) -> None:
    parent = _any(root, rng)
    nodes = (etree.Comment("Notiz"), etree.ProcessingInstruction("pi", "x"))
    parent.insert(rng.randint(0, len(parent)), rng.choice(nodes))


TREE_MUTATORS: tuple[Callable[[Element, Random], None], ...] = (
    _delete,
    _unwrap,
    _duplicate,
    _move,
    _swap,
    _wrap,
    _nest_revisions,
    _nest_revisions,
    _add,
    _rename,
    _change_attribute,
    _change_attribute,
    _drop_attribute,
    _swap_ids,
    _same_ids,
    _change_text,
    _empty,
    _reverse,
    _comment,
)
