"""Reads a document's comments: who said what, who answered, and whether it is settled."""

from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.names import w, w14, w15
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.markers import P, R
from einklang.engines.redline.settle.revisions import number

WORDS = frozenset(map(w, ("t", "delText")))
SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a reply to one."""

    id: int
    """`w:id` of the comment."""
    author: str
    date: str
    text: str
    """A line feed parts paragraphs."""
    replies: tuple["Remark", ...] = ()
    is_resolved: bool = False


def run_text(run: etree._Element) -> str:
    """Return the words of a run, deleted ones too; a tab and a break are a character each."""
    return "".join(
        (child.text or "") if child.tag in WORDS else SIGNS.get(child.tag, "") for child in run
    )


def remarks(package: Package) -> list[Remark]:
    """Return the comments of a document with their replies, in the order of their part.

    Threads are kept in `commentsExtended` ([MS-DOCX] 2.5.1); without it, nothing is a reply.
    """
    part = package.related(package.main, "comments")
    if part is None:
        return []
    comments = package.root(part).findall(w("comment"))
    states = _states(package)
    threads = {_paragraph_id(each): each for each in comments}
    replies: dict[str, list[etree._Element]] = {}
    firsts = []
    for comment in comments:
        own = _paragraph_id(comment)
        parent, _ = states.get(own, ("", False))
        # An answer to something that is gone, or to itself, stands for itself.
        if parent in threads and parent != own:
            replies.setdefault(parent, []).append(comment)
        else:
            firsts.append(comment)
    return [
        _remark(
            first,
            tuple(_remark(each) for each in replies.get(_paragraph_id(first), [])),
            is_resolved=states.get(_paragraph_id(first), ("", False))[1],
        )
        for first in firsts
    ]


def _remark(
    comment: etree._Element, replies: tuple[Remark, ...] = (), *, is_resolved: bool = False
) -> Remark:
    lines = ["".join(map(run_text, each.iter(R))) for each in comment.iter(P)]
    return Remark(
        number(comment.get(w("id"), "")),
        comment.get(w("author"), ""),
        comment.get(w("date"), ""),
        "\n".join(lines).strip(),
        replies,
        is_resolved,
    )


def _paragraph_id(comment: etree._Element) -> str:
    """Return what threads call a comment: the id of its last paragraph."""
    ids = [each.get(w14("paraId"), "") for each in comment.iter(P)]
    return ids[-1] if ids else ""


def _states(package: Package) -> dict[str, tuple[str, bool]]:
    """Return for each comment which one it answers, and whether it is resolved."""
    part = package.related(package.main, "commentsExtended")
    if part is None:
        return {}
    return {
        each.get(w15("paraId"), ""): (
            each.get(w15("paraIdParent"), ""),
            each.get(w15("done"), "") in ("1", "true", "on"),
        )
        for each in package.root(part).iter(w15("commentEx"))
    }
