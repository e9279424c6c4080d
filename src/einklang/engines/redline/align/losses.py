"""What a return has that cannot be merged as it is. Nothing is dropped in silence."""

from collections.abc import Iterator

from einklang.engines.redline.align.comparison import Comparison
from einklang.engines.redline.model.change import Place
from einklang.engines.redline.model.consolidation import Loss
from einklang.engines.redline.names import w

BOOKMARK, NAME = w("bookmarkStart"), w("name")


def find_losses(comparison: Comparison, association: str) -> list[Loss]:
    """Return everything of a return that did not come along, or came along otherwise."""
    return [*_bookmarks(comparison, association)]


def _bookmarks(comparison: Comparison, association: str) -> Iterator[Loss]:
    names = []
    for document in (comparison.draft, comparison.other):
        root = document.root(document.package.main)
        names.append({element.get(NAME) or "" for element in root.iter(BOOKMARK)})
    for name in sorted(names[1] - names[0]):
        # Names with an underscore are Word's own: for contents and cross-references.
        if not name.startswith("_"):
            yield Loss(association, "bookmark", Place(), "not-carried-over", name)
