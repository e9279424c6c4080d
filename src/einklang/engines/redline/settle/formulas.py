"""Settles the frames of formulas, such as a fraction's line, which have no run of their own."""

from lxml import etree

from einklang.engines.redline.names import M
from einklang.engines.redline.settle.properties import drop
from einklang.engines.redline.settle.runs import remove

TEXT = f"{{{M}}}t"


def settle_frame(element: etree._Element, *, keep: bool) -> etree._Element | None:
    """Drop `w:ins` or `w:del` in `m:ctrlPr`; without `keep`, remove the frame if it is empty.

    Words that are still in it are somebody's, so the frame stays around them. Return where a
    removed frame was.
    """
    frame = _frame(element)
    if not keep and frame is not None and next(frame.iter(TEXT), None) is None:
        return remove(frame)
    for child in list(element):
        element.addprevious(child)
    drop(element)
    return None


def _frame(element: etree._Element) -> etree._Element | None:
    """Return the fraction of `m:f/m:fPr/m:ctrlPr`; None for properties of another kind."""
    control = element.getparent()
    properties = None if control is None else control.getparent()
    is_frame = properties is not None and properties.tag.endswith("Pr")
    return properties.getparent() if properties is not None and is_frame else None
