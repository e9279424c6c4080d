"""Puts new content between the runs of a paragraph, and new paragraphs between paragraphs."""

from lxml import etree

from einklang.engines.redline.names import clone_shell, w
from einklang.engines.redline.writer.cutting import Atom

PARAGRAPH, PROPERTIES, LINK, CONTROL, CONTENT = (
    w("p"), w("pPr"), w("hyperlink"), w("sdt"), w("sdtContent"),
)  # fmt: skip
SPLIT = frozenset({LINK, w("ins"), w("moveTo"), w("smartTag"), w("bdo"), w("dir")})
"""Around text and without a meaning of their own: may be cut in two."""


class Gap:
    """A place in a paragraph; what is put there comes one behind the other."""

    def __init__(self, paragraph: etree._Element, cursor: etree._Element | None) -> None:
        self.paragraph = paragraph
        self.cursor = cursor
        """What the next content comes behind; nothing at the beginning of the paragraph."""

    def put(self, element: etree._Element) -> None:
        """Put an element here and go on behind it."""
        if self.cursor is None:
            self.paragraph.insert(1 if _has_properties(self.paragraph) else 0, element)
        else:
            self.cursor.addnext(element)
        self.cursor = element

    def split(self, properties: etree._Element | None) -> etree._Element:
        """End the paragraph here: what stands before becomes a new one, which is returned."""
        before = etree.Element(PARAGRAPH)
        if properties is not None:
            before.append(properties)
        cursor = self._climb()
        if cursor is not None:
            first = 1 if _has_properties(self.paragraph) else 0
            end = self.paragraph.index(cursor) + 1
            before.extend(list(self.paragraph)[first:end])
        self.paragraph.addprevious(before)
        self.cursor = None
        return before

    def _climb(self) -> etree._Element | None:
        """Cut what is around the cursor; return the child of the paragraph that it ends with."""
        cursor = self.cursor
        while cursor is not None and cursor.getparent() is not self.paragraph:
            cursor = cut_behind(cursor)
        return cursor


def _has_properties(paragraph: etree._Element) -> bool:
    return len(paragraph) > 0 and paragraph[0].tag == PROPERTIES


def cut_behind(child: etree._Element) -> etree._Element:
    """Cut the parent of a child in two behind it; return the first half."""
    parent = child.getparent()
    assert parent is not None  # noqa: S101 - the caller saw it
    if parent.tag == CONTENT:
        # A control cannot be cut: the place moves behind it.
        control = parent.getparent()
        assert control is not None  # noqa: S101 - content stands in a control
        return control
    following = list(child.itersiblings())
    if following:
        rest = clone_shell(parent)
        rest.extend(following)
        parent.addnext(rest)
    return parent


def gap_at(
    paragraph: etree._Element, atoms: list[Atom], offset: int, *, link: str | None, stays: bool
) -> Gap:
    """Return the place at an offset between atoms.

    `link` is the target that new text is to have, if any; `stays` says that it comes for the
    text before it and belongs where that was.
    """
    before = next((atom for atom in reversed(atoms) if atom.end <= offset), None)
    after = next((atom for atom in atoms if atom.start >= offset and atom is not before), None)
    if before is None:
        if after is None:
            return Gap(paragraph, None)
        return Gap(_paragraph_of(after.runs[0], paragraph), _before(after.runs[0]))
    cursor = before.runs[-1]
    here = _paragraph_of(cursor, paragraph)
    following = after.runs[0] if after is not None else None
    while (parent := cursor.getparent()) is not None and parent is not here:
        if not _leaves(parent, following, before, link, stays=stays):
            break
        if parent.tag in SPLIT and following is not None and parent in following.iterancestors():
            cursor = cut_behind(cursor)
        else:
            cursor = parent
    return Gap(here, cursor)


def _paragraph_of(element: etree._Element, default: etree._Element) -> etree._Element:
    """Return the paragraph that holds a run now; it may have been split off."""
    return next((a for a in element.iterancestors(PARAGRAPH)), default)


def _before(run: etree._Element) -> etree._Element | None:
    """Return what stands before the outermost element around a run, if anything."""
    outer = run
    while (parent := outer.getparent()) is not None and parent.tag != PARAGRAPH:
        outer = parent
    previous = outer.getprevious()
    return None if previous is None or previous.tag == PROPERTIES else previous


def _leaves(
    parent: etree._Element,
    following: etree._Element | None,
    before: Atom,
    link: str | None,
    *,
    stays: bool,
) -> bool:
    """Tell whether new content belongs outside of an element around the text before it."""
    if parent.tag in RECORDS:
        return True
    if parent.tag == LINK:
        return link is None or link != before.segment.link
    goes_on = following is not None and parent in following.iterancestors()
    if parent.tag in {CONTENT, CONTROL}:
        return not goes_on and not stays
    return not goes_on


RECORDS = frozenset(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
