"""Comments with their replies and their state, from the three parts that hold them.

Sources: ISO/IEC 29500-1 section 17.13.4 (comments); [MS-DOCX] sections 2.5.4 and following
(`commentsExtended`: which comment answers which, and what is done).
"""

from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.names import XML_SPACE, W, w, w14, w15
from einklang.engines.redline.reader.document import Document

PARAGRAPH, TEXT, ID = w("p"), w("t"), w("id")
BREAKS = {w("tab"): "\t", w("br"): "\n"}


@dataclass(slots=True, eq=False)
class WordComment:
    """One `w:comment`."""

    key: str
    author: str
    date: str
    initials: str
    text: str
    """Its paragraphs, parted by line feeds."""
    element: etree._Element
    paragraph: str = ""
    """`w14:paraId` of its last paragraph, by which others refer to it."""
    answers: str = ""
    """The key of the comment it replies to."""
    is_resolved: bool = False

    @property
    def identity(self) -> tuple[str, str, str]:
        """Equal for the same comment in another copy of the document."""
        return (self.author, self.date, self.text)


def read_comments(document: Document) -> dict[str, WordComment]:
    """Return all comments of a document by id, in the order of their part."""
    root = document.context.companion("comments")
    found: dict[str, WordComment] = {}
    for element in [] if root is None else root.findall(w("comment")):
        key = element.get(ID) or ""
        paragraphs = element.findall(PARAGRAPH)
        found[key] = WordComment(
            key,
            element.get(w("author")) or "",
            element.get(w("date")) or "",
            element.get(w("initials")) or "",
            "\n".join(_words(paragraph) for paragraph in paragraphs),
            element,
            (paragraphs[-1].get(w14("paraId")) or "") if paragraphs else "",
        )
    _note_replies(found, document.context.companion("commentsExtended"))
    return found


def new_comment(key: str, author: str, date: str, text: str) -> WordComment:
    """Return a comment that no document has yet; a line feed begins another paragraph."""
    element = etree.Element(w("comment"), nsmap={"w": W})
    initials = "".join(word[0] for word in author.split())
    for name, value in (("id", key), ("author", author), ("date", date), ("initials", initials)):
        if value:
            element.set(w(name), value)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(element, PARAGRAPH), w("r"))
        for number, words in enumerate(line.split("\t")):
            if number:
                etree.SubElement(run, w("tab"))
            node = etree.SubElement(run, TEXT)
            node.text = words
            node.set(XML_SPACE, "preserve")
    return WordComment(key, author, date, initials, text, element)


def _note_replies(found: dict[str, WordComment], root: etree._Element | None) -> None:
    if root is None:
        return
    by_paragraph = {comment.paragraph: comment for comment in found.values() if comment.paragraph}
    for entry in root.findall(w15("commentEx")):
        comment = by_paragraph.get(entry.get(w15("paraId")) or "")
        if comment is None:
            continue
        comment.is_resolved = entry.get(w15("done")) in {"1", "true"}
        parent = by_paragraph.get(entry.get(w15("paraIdParent")) or "")
        if parent is not None and parent is not comment:
            comment.answers = parent.key


def _words(paragraph: etree._Element) -> str:
    return "".join(
        child.text or "" if child.tag == TEXT else BREAKS[str(child.tag)]
        for child in paragraph.iter(TEXT, *BREAKS)
    )
