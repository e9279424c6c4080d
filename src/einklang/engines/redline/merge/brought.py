"""Which comments a return brings that the draft does not have yet."""

from einklang.engines.redline.align.comparison import Comparison
from einklang.engines.redline.merge.incoming import BroughtComment
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.reader.comments import WordComment, read_comments
from einklang.engines.redline.reader.document import Document


def bring_comments(
    comparison: Comparison, draft: Document
) -> tuple[list[BroughtComment], list[str]]:
    """Return the new comments of a return, and the draft's comments that it marks as done.

    Comments that stood in the draft already are recognised by author, date and text.
    """
    theirs = read_comments(comparison.other)
    if not theirs:
        return [], []
    own = {comment.identity: comment for comment in read_comments(draft).values()}
    anchors = {anchor.key: anchor for anchor in comparison.result.comments}
    part = comparison.other.package.related(comparison.other.package.main, "comments") or ""
    house = comparison.house
    brought = []
    resolved = []
    for comment in theirs.values():
        known = own.get(comment.identity)
        if known is not None:
            if comment.is_resolved and not known.is_resolved:
                resolved.append(known.key)
            continue
        parent = theirs.get(comment.answers)
        known_parent = own.get(parent.identity) if parent else None
        brought.append(
            BroughtComment(
                comment,
                Voice(house, comment.author, comment.date),
                comparison.borrower.take(comment.element, part),
                None if parent else anchors.get(comment.key),
                "" if parent is None else _root_key(theirs, parent),
                "" if known_parent is None else known_parent.key,
            )
        )
    return brought, resolved


def _root_key(theirs: dict[str, WordComment], parent: WordComment) -> str:
    """Return the key of the comment at the top of a thread; Word knows one level of replies."""
    seen = {parent.key}
    while parent.answers and parent.answers not in seen:
        parent = theirs[parent.answers]
        seen.add(parent.key)
    return parent.key
