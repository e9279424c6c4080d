"""Joins paragraphs whose mark goes.

The mark belongs to a paragraph's end. Without it the text runs on into the following paragraph,
which keeps its own properties (17.13.5.15, 17.13.5.20). From the last mark to the first, the text
of a whole row of such paragraphs is carried over once only for each of them. What has no
paragraph to run into keeps its mark, unless there is nothing in it.
"""

from collections.abc import Iterable

from lxml import etree

from einklang.engines.redline.settle.blocks import (
    CONTROLS,
    SECTION,
    put_in_front,
    remove_block,
)
from einklang.engines.redline.settle.markers import (
    MARKERS,
    PPR,
    REFERENCE,
    WEIGHTLESS,
    P,
    R,
    has_content,
    survivors,
)
from einklang.engines.redline.settle.properties import drop


def remove_marks(marks: Iterable[etree._Element]) -> None:
    """Remove paragraph marks: `w:ins` or `w:del` (…) in `w:pPr/w:rPr`, in document order."""
    owners: dict[etree._Element, list[etree._Element]] = {}
    for mark in marks:
        owner = _owner(mark)
        if owner is None:
            # In a run or a style it means nothing.
            drop(mark)
        else:
            owners.setdefault(owner, []).append(mark)
    stuck = [paragraph for paragraph in reversed(owners) if not _run_on(paragraph)]
    for paragraph in stuck:
        if _is_empty(paragraph) and _may_vanish(paragraph):
            _vanish(paragraph)
        else:
            for mark in owners[paragraph]:
                drop(mark)


def _owner(mark: etree._Element) -> etree._Element | None:
    """Return the paragraph of a mark, if it is a paragraph's."""
    fonts = mark.getparent()
    properties = None if fonts is None else fonts.getparent()
    owner = None if properties is None or properties.tag != PPR else properties.getparent()
    return owner if owner is not None and owner.tag == P else None


def _run_on(paragraph: etree._Element) -> bool:
    """Move a paragraph's content into the following one; say whether there was one."""
    between: list[etree._Element] = []
    follower = paragraph.getnext()
    while follower is not None and follower.tag in MARKERS:
        between.append(follower)
        follower = follower.getnext()
    parent = paragraph.getparent()
    if parent is None or follower is None or follower.tag != P:
        return False
    # What lies between comes along, or a bookmark would end before it begins.
    content = [child for child in paragraph if child.tag != PPR] + between
    put_in_front(follower, content)
    parent.remove(paragraph)
    return True


def _is_empty(paragraph: etree._Element) -> bool:
    before = paragraph.getprevious()
    # A comment on words that are gone can go on in the paragraph before them.
    has_home = before is not None and before.tag == P
    return not any(
        child.tag not in MARKERS
        and child.tag != PPR
        and (child.tag != R or _holds_content(child, but_references=has_home))
        for child in paragraph
    )


def _holds_content(run: etree._Element, *, but_references: bool) -> bool:
    if not but_references:
        return has_content(run)
    return any(child.tag not in WEIGHTLESS and child.tag != REFERENCE for child in run)


def _may_vanish(paragraph: etree._Element) -> bool:
    """Say whether an empty paragraph with none behind it may go.

    Two tables between which it stood become neighbours, and Word shows them as one; so it does
    when somebody deletes the paragraph between tables by hand.
    """
    parent = paragraph.getparent()
    if parent is None or parent.tag in CONTROLS:
        return parent is not None
    follower = _neighbour(paragraph, forwards=True)
    if follower is not None and follower.tag != SECTION:
        return True
    before = _neighbour(paragraph, forwards=False)
    return before is not None and before.tag == P


def _neighbour(paragraph: etree._Element, *, forwards: bool) -> etree._Element | None:
    step = paragraph
    while True:
        beside = step.getnext() if forwards else step.getprevious()
        if beside is None or beside.tag not in MARKERS:
            return beside
        step = beside


def _vanish(paragraph: etree._Element) -> None:
    before = paragraph.getprevious()
    if before is not None and before.tag == P:
        # A bookmark that ends here ends with the text before; Word likes cells to end in text.
        before.extend(survivors(paragraph))
    remove_block(paragraph)
