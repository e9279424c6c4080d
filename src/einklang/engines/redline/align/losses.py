"""What a return has that cannot be merged as it is. Nothing is dropped in silence."""

from collections.abc import Callable, Iterator

from lxml import etree

from einklang.engines.redline.align.comparison import Comparison
from einklang.engines.redline.align.edits import Lost
from einklang.engines.redline.names import texts_in, w, whole_number
from einklang.engines.redline.reader.comments import read_comments
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.objects import TEXT

Found = tuple[str, str, str]
"""Element, treatment, and the thing in its own words."""

BOOKMARK, NAME, ALIAS, TAG, VAL = w("bookmarkStart"), w("name"), w("alias"), w("tag"), w("val")
SECTION_CHANGE = w("sectPrChange")
LOOKS = (w("tblPrChange"), w("tblPrExChange"), w("trPrChange"), SECTION_CHANGE)
UNSEEN = (w("pBdr"), w("shd"), w("tabs"), w("framePr"))
TWIPS = 40
"""Programs round lengths; a difference of two points is none that somebody made."""


def find_losses(comparison: Comparison) -> list[Lost]:
    """Return everything of a return that did not come along, or came along otherwise."""
    found = [loss for rule in RULES for loss in rule(comparison.draft, comparison.other)]
    return [Lost(*each) for each in found] + comparison.lost


def bookmarks(draft: Document, other: Document) -> Iterator[Found]:
    """Yield new bookmarks; names with an underscore are Word's own, for cross-references."""
    names = [
        {mark.get(NAME) or "" for mark in one.root(one.package.main).iter(BOOKMARK)}
        for one in (draft, other)
    ]
    for name in sorted(names[1] - names[0]):
        if not name.startswith("_"):
            yield "bookmark", "left-out", name


def controls(draft: Document, other: Document) -> Iterator[Found]:
    """Yield new content controls: their text comes along, they themselves do not."""
    # By name, not by number: LibreOffice nests controls once more than they were.
    for name in sorted(set(_controls(other)) - set(_controls(draft))):
        yield "content-control", "unwrapped", name


def _controls(document: Document) -> Iterator[str]:
    for control in document.root(document.package.main).iter(w("sdtPr")):
        if control.find(w("docPartObj")) is not None:
            # A frame around contents, made by the program.
            continue
        names = [control.find(tag) for tag in (ALIAS, TAG)]
        yield next((name.get(VAL) or "" for name in names if name is not None), "")


def sections(draft: Document, other: Document) -> Iterator[Found]:
    """Yield section breaks that came or went, and pages that look otherwise."""
    ours, theirs = draft.sections, other.sections
    if len(ours) != len(theirs):
        yield "section", "kept-as-in-draft", f"{len(ours)} → {len(theirs)}"
        return
    for number, (mine, yours) in enumerate(zip(ours, theirs, strict=True), start=1):
        old, new = _page(mine), _page(yours)
        changed = [f"{name}: {old[name]} → {new[name]}" for name in old if _differ(old, new, name)]
        if changed:
            yield "page-setup", "kept-as-in-draft", f"{number}: {', '.join(changed)}"


def _page(section: etree._Element) -> dict[str, str]:
    size, margins, columns = (section.find(w(name)) for name in ("pgSz", "pgMar", "cols"))

    def value(element: etree._Element | None, name: str, default: str = "0") -> str:
        return default if element is None else element.get(w(name)) or default

    return {
        "width": value(size, "w"),
        "height": value(size, "h"),
        **{side: value(margins, side) for side in ("top", "right", "bottom", "left")},
        "columns": value(columns, "num", "1"),
    }


def _differ(old: dict[str, str], new: dict[str, str], name: str) -> bool:
    if name == "columns":
        return old[name] != new[name]
    return abs(whole_number(old[name]) - whole_number(new[name])) > TWIPS


def headers(draft: Document, other: Document) -> Iterator[Found]:
    """Yield headers and footers whose words only one side has in any section."""
    ours, theirs = (
        {(key[1], _words(one, part)): None for key, part in one.headers.items()}
        for one in (draft, other)
    )
    unanswered = [key for key in other.headers if key not in draft.headers]
    for key in unanswered:
        words = _words(other, other.headers[key])
        if words and (key[1], words) not in ours:
            yield key[1], "left-out", words
    for key, part in draft.headers.items():
        words = _words(draft, part)
        if key not in other.headers and words and (key[1], words) not in theirs:
            yield key[1], "kept-as-in-draft", words


def table_looks(draft: Document, other: Document) -> Iterator[Found]:
    """Yield recorded changes of how tables and sections look; they are not merged."""
    for part in other.story_parts():
        for change in other.root(part).iter(*LOOKS):
            stamp = change.get(w("author")) or "", change.get(w("date")) or ""
            if stamp not in draft.stamps:
                kind = "page-setup" if change.tag == SECTION_CHANGE else "table"
                yield kind, "kept-as-in-draft", stamp[0]


def unseen_looks(draft: Document, other: Document) -> Iterator[Found]:
    """Yield recorded changes of what paragraphs look like that are not compared."""
    for part in other.story_parts():
        for change in other.root(part).iter(w("pPrChange")):
            stamp = change.get(w("author")) or "", change.get(w("date")) or ""
            properties, old = change.getparent(), change.find(w("pPr"))
            if stamp in draft.stamps or properties is None:
                continue
            if any(_xml(properties, tag) != _xml(old, tag) for tag in UNSEEN):
                yield "formatting", "kept-as-in-draft", stamp[0]


def _xml(properties: etree._Element | None, tag: str) -> bytes:
    found = None if properties is None else properties.find(tag)
    return b"" if found is None else etree.tostring(found, with_tail=False)


def comments(draft: Document, other: Document) -> Iterator[Found]:
    """Yield comments of the draft that somebody took out; they stay."""
    theirs = {comment.identity for comment in read_comments(other).values()}
    for comment in read_comments(draft).values():
        if comment.identity not in theirs:
            yield "comment", "kept-as-in-draft", comment.text


def _words(document: Document, part: str) -> str:
    return texts_in(document.root(part), TEXT).strip()


RULES: tuple[Callable[[Document, Document], Iterator[Found]], ...] = (
    sections,
    headers,
    controls,
    bookmarks,
    table_looks,
    unseen_looks,
    comments,
)
