"""Lists tracked changes and comments as a reader sees them: neighbours of one hand are one row."""

from dataclasses import dataclass

from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.package import story_parts
from einklang.engines.redline.settle.remarks import Remark, remarks
from einklang.engines.redline.settle.walk import Finding, Walk


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One tracked change or comment."""

    kind: str
    """As `Revision.kind`, but a paragraph's mark counts as text; or `comment`."""
    author: str
    date: str
    part: str
    """The part's name: `word/document.xml`."""
    paragraph: int
    """The number of its first paragraph in the part, from 1, those in tables and text boxes
    included; 0 for a comment that is attached to nothing."""
    text: str
    """The words it is about, a paragraph mark as a line feed; of a comment, what it says."""
    ids: tuple[int, ...] = ()
    """`w:id` of its tracked changes, or of the comment."""
    quoted: str = ""
    """The words that a comment is attached to."""
    replies: tuple[Remark, ...] = ()
    is_resolved: bool = False


def listing(package: Package) -> tuple[ListingRow, ...]:
    """Return the changes and comments of all parts with text, in the order of each part.

    Adjacent changes of one kind, author and date are one row.

    :raises RedlineError: if a part cannot be read.
    """
    said = {each.id: each for each in remarks(package)}
    rows: list[ListingRow] = []
    for part in story_parts(package):
        for finding in Walk(package.root(part)).findings():
            if finding.kind != "comment":
                rows.append(_change(finding, part))
            # A reply is listed with what it answers, so its own anchor says nothing.
            elif finding.comment in said:
                remark = said.pop(finding.comment)
                rows.append(_comment(remark, part, finding.paragraph, finding.text))
    comments = package.related(package.main, "comments") or ""
    rows.extend(_comment(remark, comments, 0, "") for remark in said.values())
    return tuple(rows)


def _change(finding: Finding, part: str) -> ListingRow:
    return ListingRow(
        finding.kind,
        finding.author,
        finding.date,
        part,
        finding.paragraph,
        finding.text,
        tuple(finding.ids),
    )


def _comment(remark: Remark, part: str, paragraph: int, quoted: str) -> ListingRow:
    return ListingRow(
        "comment",
        remark.author,
        remark.date,
        part,
        paragraph,
        remark.text,
        (remark.id,),
        quoted,
        remark.replies,
        remark.is_resolved,
    )
