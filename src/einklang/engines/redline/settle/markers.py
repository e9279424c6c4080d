"""Elements that stand between words and have no width: ends of bookmarks, comments and moves."""

from itertools import takewhile

from lxml import etree

from einklang.engines.redline.names import MC, w

# Comments are somebody's words and bookmarks are what others refer to: they outlive the text.
LASTING = frozenset(
    map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))
)
STARTS = {
    w(f"{name}Start"): w(f"{name}End")
    for name in (
        "moveFromRange",
        "moveToRange",
        "customXmlInsRange",
        "customXmlDelRange",
        "customXmlMoveFromRange",
        "customXmlMoveToRange",
    )
} | {w("permStart"): w("permEnd")}
PARTNERS = STARTS | {end: start for start, end in STARTS.items()}
RANGES = LASTING | PARTNERS.keys()
MARKERS = RANGES | {w("proofErr")}

P, PPR, R, RPR, ID = w("p"), w("pPr"), w("r"), w("rPr"), w("id")
REFERENCE = w("commentReference")
SEARCHED = (*RANGES, REFERENCE)
# What is anchored in a text box has both its ends in there, and its old twin repeats it.
SEPARATE = frozenset({w("txbxContent"), f"{{{MC}}}Fallback"})

PROPERTIES = frozenset(
    map(w, ("pPr", "rPr", "smartTagPr", "customXmlPr", "trPr", "tcPr", "tblPr", "tblGrid"))
)
WEIGHTLESS = MARKERS | PROPERTIES


def has_content(element: etree._Element) -> bool:
    """Say whether there is anything but properties and markers directly in it."""
    return any(child.tag not in WEIGHTLESS for child in element)


def detach(element: etree._Element) -> etree._Element | None:
    """Take an element with its content out of where it is, and return where it was."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent


def survivors(element: etree._Element) -> list[etree._Element]:
    """Return what has to stay when an element goes, in the order of the document.

    Bookmarks and anchors of comments stay, and halves of other ranges whose other half stands
    outside. A comment's reference stays in a run of its own, since only runs may hold it.
    """
    found = [each for each in element.iter(*SEARCHED) if not _is_separate(each, element)]
    here = {(each.tag, each.get(ID)) for each in found}
    anchored = [_anchored(each) for each in found if not _is_whole(each, here)]
    # In a damaged file the run of a reference may be around the element.
    around = {element, *element.iterancestors()}
    return [each for each in anchored if each not in around]


def _is_whole(marker: etree._Element, here: set[tuple[str, str | None]]) -> bool:
    other = PARTNERS.get(marker.tag)
    return other is not None and (other, marker.get(ID)) in here


def _is_separate(marker: etree._Element, top: etree._Element) -> bool:
    within = takewhile(lambda ancestor: ancestor is not top, marker.iterancestors())
    return any(ancestor.tag in SEPARATE for ancestor in within)


def _anchored(marker: etree._Element) -> etree._Element:
    if marker.tag != REFERENCE:
        return marker
    run = etree.Element(R)
    old = marker.getparent()
    properties = old.find(RPR) if old is not None else None
    if properties is not None:
        run.append(properties)
    run.append(marker)
    return run
