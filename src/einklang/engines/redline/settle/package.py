"""Settles tracked changes in all parts of a document."""

from collections.abc import Collection, Iterable

from lxml import etree

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.names import MC, w
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.moves import move_ranges
from einklang.engines.redline.settle.notes import drop_orphans, references
from einklang.engines.redline.settle.revisions import CELLS, Revision, revisions
from einklang.engines.redline.settle.select import matches
from einklang.engines.redline.settle.settle import accept, reject

STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
# No stories, but Word records changes of styles and of lists in there.
DEFINITIONS = ("styles", "numbering")
ALTERNATES, CHOICE, FALLBACK = (
    f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)


def settle_package(
    package: Package, verdict: Verdict, by: str | None, only: Collection[int]
) -> int:
    """Accept or reject the tracked changes that `matches` chooses, in all parts.

    Of a move both places are settled together; so are a text box and its twin for older
    programs, and a table's old grid with the last of its cells. A note goes with its last
    reference. Only parts in which something changed will be written anew. Return the number of
    `w:ins`, `w:del` … that are settled.

    :raises ValueError: for `Verdict.REPLACE`, which needs a text.
    :raises RedlineError: if a part cannot be read.
    """
    if verdict is Verdict.REPLACE:
        raise ValueError("Tracked changes are accepted or rejected.")
    found = {part: revisions(package.root(part)) for part in _parts(package)}
    chosen = {
        part: {each.element for each in those if matches(each, by, only)}
        for part, those in found.items()
    }
    moves = _moves(package, found, {element for those in chosen.values() for element in those})
    settled, noted = 0, references(package)
    for part, those in found.items():
        elements = chosen[part]
        root = package.root(part)
        if elements or moves:
            elements |= {each.element for each in those if each.element in moves}
            elements |= _twins(root, elements)
            elements |= _grids(those, elements)
        if elements:
            settled += len(elements)
            (accept if verdict is Verdict.ACCEPT else reject)(elements)
            package.edit(part)
    drop_orphans(package, noted)
    return settled


def story_parts(package: Package) -> list[str]:
    """Return the parts that hold text, the main one first, then in the order of relationships."""
    return _related(package, STORIES)


def _parts(package: Package) -> list[str]:
    return _related(package, (*STORIES, *DEFINITIONS))


def _related(package: Package, kinds: Collection[str]) -> list[str]:
    # A part that two relationships lead to is one part.
    names = {package.main: None}
    for relationship in package.relationships(package.main):
        if relationship.kind in kinds and not relationship.is_external:
            name = package.resolve(package.main, relationship)
            if package.has_part(name):
                names[name] = None
    return list(names)


def _moves(
    package: Package, found: dict[str, list[Revision]], chosen: set[etree._Element]
) -> set[etree._Element]:
    """Return everything that belongs to a move of which a piece was chosen."""
    moving = [part for part, those in found.items() if any("move" in each.kind for each in those)]
    ranges = [each for part in moving for each in move_ranges(package.root(part))]
    names = {each.name for each in ranges if each.name and not chosen.isdisjoint(each.members)}
    return {member for each in ranges if each.name in names for member in each.members}


def _twins(root: etree._Element, chosen: set[etree._Element]) -> set[etree._Element]:
    """Return the chosen changes of text boxes as they stand in the form for older programs."""
    twins: set[etree._Element] = set()
    for alternates in root.iter(ALTERNATES):
        new, old = (_of(alternates, tag) for tag in (CHOICE, FALLBACK))
        if [each.kind for each in new] == [each.kind for each in old]:
            for one, other in zip(new, old, strict=True):
                if one.element in chosen or other.element in chosen:
                    twins |= {one.element, other.element}
    return twins


def _of(alternates: etree._Element, tag: str) -> list[Revision]:
    branch = alternates.find(tag)
    return [] if branch is None else revisions(branch)


def _grids(found: Iterable[Revision], chosen: set[etree._Element]) -> set[etree._Element]:
    """Return the changed grids of tables of which no cell is left to settle.

    A grid's change has neither an author nor a date (17.13.5.33), so nobody can choose it.
    """
    cells = [each for each in found if each.kind in (*CELLS, "tcPrChange")]
    touched = {_table(each.element) for each in cells if each.element in chosen}
    pending = {_table(each.element) for each in cells if each.element not in chosen}
    return {
        each.element
        for each in found
        if each.kind == "tblGridChange" and _table(each.element) in touched - pending
    }


def _table(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("tbl")), None)
