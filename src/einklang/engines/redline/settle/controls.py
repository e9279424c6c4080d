"""Settles content controls and custom markup that came or went around text.

`w:customXmlInsRangeStart` and its like (17.13.5.4 to 17.13.5.11) lie before the opening tag that
was inserted and their end behind it; a second pair lies around the closing tag. Either of them
says: this wrapper is new, not what is in it.
"""

from collections.abc import Iterable

from lxml import etree

from einklang.engines.redline.names import w
from einklang.engines.redline.settle.markers import ID, PROPERTIES, STARTS, R, detach, has_content
from einklang.engines.redline.settle.runs import SDT, SDT_CONTENT, prune

CUSTOM = w("customXml")
WRAPPERS = (SDT, CUSTOM, w("smartTag"))
ENDS = tuple(end for start, end in STARTS.items() if start.startswith(w("customXml")))


def settle_controls(root: etree._Element, starts: Iterable[etree._Element], *, keep: bool) -> None:
    """Drop these range markers with their ends; without `keep`, unwrap what they are about."""
    pending = list(starts)
    if not pending:
        return
    ends = {(each.tag, each.get(ID)): each for each in root.iter(*ENDS)}
    for start in pending:
        end = ends.get((STARTS[start.tag], start.get(ID)))
        wrappers = [] if keep or end is None else _between(start, end)
        for marker in [start] if end is None else [start, end]:
            detach(marker)
        for wrapper in wrappers:
            _unwrap(wrapper)


def _between(start: etree._Element, end: etree._Element) -> list[etree._Element]:
    """Return the wrappers of which a tag lies between two markers, from within outwards."""
    around_start = list(start.iterancestors(*WRAPPERS))
    around_end = list(end.iterancestors(*WRAPPERS))
    return [each for each in around_start if each not in around_end] + [
        each for each in around_end if each not in around_start
    ]


def _unwrap(wrapper: etree._Element) -> None:
    content = wrapper.find(SDT_CONTENT) if wrapper.tag == SDT else wrapper
    for child in [] if content is None else list(content):
        is_prompt = child.tag == R and not has_content(child)
        if not is_prompt and child.tag not in PROPERTIES:
            wrapper.addprevious(child)
    prune(detach(wrapper))
