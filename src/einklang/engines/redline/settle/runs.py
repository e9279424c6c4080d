"""Takes text out of its `w:ins` or `w:del`, or out of the document."""

from lxml import etree

from einklang.engines.redline.names import M, w
from einklang.engines.redline.settle.markers import (
    P,
    R,
    detach,
    has_content,
    survivors,
)

DEL = w("del")
# Deleted text has names of its own, so that a reader who knows no revisions does not show it.
LIVE = {w("delText"): w("t"), w("delInstrText"): w("instrText")}

SDT, SDT_CONTENT = w("sdt"), w("sdtContent")
WRAPPERS = frozenset(
    map(
        w,
        (
            *("ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "customXml"),
            *("fldSimple", "dir", "bdo", "sdtContent"),
        ),
    )
) | {f"{{{M}}}oMath", f"{{{M}}}oMathPara"}

BLOCKS = frozenset(
    map(w, ("body", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"))
)
INLINE = frozenset(map(w, ("r", "hyperlink", "smartTag", "fldSimple", "dir", "bdo")))


def unwrap(element: etree._Element) -> etree._Element | None:
    """Put the content of an element in its place; deleted text becomes plain text.

    Return where it was, which may be empty now.
    """
    if element.tag not in (w("ins"), w("moveTo")):
        _revive(element)
    for child in _fitting(list(element), element.getparent()):
        element.addprevious(child)
    return detach(element)


def remove(element: etree._Element) -> etree._Element | None:
    """Remove an element with its text; bookmarks and anchors of comments stay in its place.

    Return where it was, which may be empty now.
    """
    for marker in _fitting(survivors(element), element.getparent()):
        element.addprevious(marker)
    return detach(element)


def prune(element: etree._Element | None) -> None:
    """Remove wrappers that have become empty, from within outwards."""
    step = element
    while step is not None and step.tag in WRAPPERS and not has_content(step):
        step = _without(step)


def _without(wrapper: etree._Element) -> etree._Element | None:
    """Remove an empty wrapper, and return what may be empty now."""
    outer = wrapper.getparent()
    if outer is None:
        return None
    if wrapper.tag == SDT_CONTENT:
        if _is_inline(outer):
            # A content control is a form's field: it stays, and shows its prompt.
            etree.SubElement(wrapper, R)
            return None
        wrapper, outer = outer, outer.getparent()
        if outer is None:
            return None
    for marker in survivors(wrapper):
        wrapper.addprevious(marker)
    return detach(wrapper)


def _is_inline(control: etree._Element) -> bool:
    container = next(control.iterancestors(P, *BLOCKS), None)
    return container is not None and container.tag == P


def _fitting(
    children: list[etree._Element], parent: etree._Element | None
) -> list[etree._Element]:
    """Return elements so that they may stand in `parent`."""
    # Between paragraphs w:ins may hold runs (17.13.5.18), but runs alone may not stand there.
    is_between = parent is not None and parent.tag in BLOCKS
    if not is_between or not any(child.tag in INLINE for child in children):
        return children
    paragraph = etree.Element(P)
    paragraph.extend(children)
    return [paragraph]


def _revive(element: etree._Element) -> None:
    """Give deleted text its plain names, unless another deletion still holds it."""
    if _is_in_deletion(element, None):
        return
    for leaf in element.iter(*LIVE):
        if not _is_in_deletion(leaf, element):
            leaf.tag = LIVE[leaf.tag]


def _is_in_deletion(element: etree._Element, top: etree._Element | None) -> bool:
    for ancestor in element.iterancestors():
        # A text box begins anew: what is around its paragraphs says nothing of their words.
        if ancestor is top or ancestor.tag == P:
            return False
        if ancestor.tag == DEL:
            return True
    return False
