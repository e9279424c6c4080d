"""Brings the comments of returns into the draft: text, author, place, replies, state."""

from collections.abc import Sequence

from lxml import etree

from einklang.engines.redline.align.comments import comment_key
from einklang.engines.redline.merge.incoming import BroughtComment, Incoming
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import MOMENT, W15, drop_attribute, w, w14, w15, whole_number
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.writer.elements import NAMESPACES, text_run
from einklang.engines.redline.writer.luggage import Unpacker, add_companion
from einklang.engines.redline.writer.signing import author_of, date_of

EXTENDED_TYPE = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
EXTENDED_CONTENT = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
)
ID, PARAGRAPH = w("id"), w("p")
PARAGRAPH_ID, PARENT, DONE = w15("paraId"), w15("paraIdParent"), w15("done")
START, END, REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
INITIALS = 9
"""Characters of initials that Word keeps (ISO/IEC 29500-1 section 17.13.4.2)."""


class CommentWriter:
    """Adds comments to a package; asked for their anchors while stories are written."""

    def __init__(self, package: Package, unpacker: Unpacker, incoming: Sequence[Incoming]) -> None:
        self.package = package
        self.unpacker = unpacker
        self.incoming = incoming
        self.new_ids: dict[str, str] = {}
        """Name of a comment (`comment_key`) → its id in the draft."""
        self._placed: set[tuple[str, str]] = set()
        self._replies: dict[str, list[str]] = {}
        """Id of a comment → ids of the replies that are anchored beside it."""

    def add(self) -> None:
        """Add the comments themselves; their anchors follow with the stories."""
        if any(one.comments for one in self.incoming):
            part = self._part()
            root = self.package.edit(part)
            number = max((whole_number(c.get(ID)) for c in root), default=-1) + 1
            paragraphs = _ParagraphIds(root)
            for one in self.incoming:
                for brought in one.comments:
                    self.new_ids[comment_key(one.association, brought.comment.key)] = str(number)
                    element = self._element(brought, number, part)
                    paragraphs.name(element)
                    root.append(element)
                    number += 1
            self._note_replies()
            self._extend(root)
        self._resolve()

    def add_remark(self, voices: Sequence[Voice], words: str) -> str:
        """Add a comment of our own in the name of these voices; return its id."""
        root = self.package.edit(self._part())
        number = str(max((whole_number(c.get(ID)) for c in root), default=-1) + 1)
        comment = etree.SubElement(root, w("comment"))
        comment.set(ID, number)
        comment.set(w("author"), author_of(voices))
        comment.set(w("initials"), voices[0].association[:INITIALS])
        date = date_of(voices)
        if date:
            comment.set(w("date"), date)
        etree.SubElement(comment, PARAGRAPH).append(text_run(words, None))
        return number

    def _part(self) -> str:
        found = self.package.related(self.package.main, "comments")
        if found is not None and self.package.has_part(found):
            return found
        return add_companion(self.package, "comments", w("comments"))

    def _element(self, brought: BroughtComment, number: int, part: str) -> etree._Element:
        element = self.unpacker.unpack(etree.fromstring(brought.xml), part)
        voice = brought.voice
        element.set(ID, str(number))
        element.set(w("author"), author_of([voice]))
        element.set(w("initials"), (brought.comment.initials or voice.association)[:INITIALS])
        if not MOMENT.fullmatch(voice.date):
            drop_attribute(element, w("date"))
        if element.find(PARAGRAPH) is None:
            etree.SubElement(element, PARAGRAPH)
        return element

    # Replies and state

    def _note_replies(self) -> None:
        for one in self.incoming:
            for brought in one.comments:
                parent = self._parent_id(one, brought)
                if parent:
                    own = self.new_ids[comment_key(one.association, brought.comment.key)]
                    self._replies.setdefault(parent, []).append(own)

    def _parent_id(self, one: Incoming, brought: BroughtComment) -> str:
        own = self.new_ids.get(comment_key(one.association, brought.parent), "")
        return brought.draft_parent or own

    def _extend(self, root: etree._Element) -> None:
        by_id = {comment.get(ID) or "": comment for comment in root}
        entries = self._entries()
        for one in self.incoming:
            for brought in one.comments:
                own = self.new_ids[comment_key(one.association, brought.comment.key)]
                comment = by_id[own]
                entry = etree.SubElement(entries, w15("commentEx"))
                entry.set(PARAGRAPH_ID, _last_paragraph_id(comment))
                parent = by_id.get(self._parent_id(one, brought))
                if parent is not None:
                    entry.set(PARENT, self._known_paragraph_id(parent, entries))
                entry.set(DONE, "1" if brought.comment.is_resolved else "0")

    def _known_paragraph_id(self, comment: etree._Element, entries: etree._Element) -> str:
        """Return the paragraph id of a comment that is answered; make one if it has none."""
        key = _last_paragraph_id(comment)
        if not any(entry.get(PARAGRAPH_ID) == key for entry in entries):
            entry = etree.Element(w15("commentEx"))
            entry.set(PARAGRAPH_ID, key)
            entry.set(DONE, "0")
            entries.insert(0, entry)
        return key

    def _entries(self) -> etree._Element:
        part = self.package.related(self.package.main, "commentsExtended")
        if part is None or not self.package.has_part(part):
            part = add_companion(
                self.package, "commentsExtended", f"{{{W15}}}commentsEx",
                EXTENDED_TYPE, EXTENDED_CONTENT,
            )  # fmt: skip
        return self.package.edit(part)

    def _resolve(self) -> None:
        """Mark comments of the draft as done that a return marks so."""
        keys = {key for one in self.incoming for key in one.resolved}
        part = self.package.related(self.package.main, "comments")
        if not keys or part is None:
            return
        entries = self._entries()
        for comment in self.package.edit(part):
            if comment.get(ID) not in keys:
                continue
            _ParagraphIds(self.package.edit(part)).name(comment)
            key = self._known_paragraph_id(comment, entries)
            for entry in entries:
                if entry.get(PARAGRAPH_ID) == key:
                    entry.set(DONE, "1")

    # Anchors

    def elements(self, sign: str, key: str) -> list[etree._Element]:
        """Return what stands at the beginning (`<`) or end (`>`) of a comment, once."""
        key = self.new_ids.get(key, key)
        # A place may name a comment that the file does not have.
        if (sign, key) in self._placed or not key.isdigit():
            return []
        self._placed.add((sign, key))
        thread = [key, *self._replies.get(key, ())]
        if sign == "<":
            return [_marker(START, one) for one in thread]
        return [element for one in thread for element in (_marker(END, one), _reference(one))]

    def anchor_replies_to_draft(self) -> None:
        """Anchor replies to comments of the draft where those are anchored."""
        parents = {
            brought.draft_parent for one in self.incoming for brought in one.comments
        } - {""}  # fmt: skip
        if not parents:
            return
        root = self.package.edit(self.package.main)
        for marker in list(root.iter(START, END, REFERENCE)):
            key = marker.get(ID) or ""
            for reply in reversed(self._replies.get(key, ()) if key in parents else ()):
                if marker.tag == REFERENCE:
                    run = marker.getparent()
                    if run is not None:
                        run.addnext(_reference(reply))
                else:
                    marker.addnext(_marker(str(marker.tag), reply))


class _ParagraphIds:
    """Gives the paragraphs of comments ids that are unique among them."""

    def __init__(self, root: etree._Element) -> None:
        used = {paragraph.get(w14("paraId")) for paragraph in root.iter(PARAGRAPH)}
        numbers = [int(key, 16) for key in used if key]
        # [MS-DOCX] 2.2.4.1: above 0, below 0x80000000.
        self.next = min(max([*numbers, 0x10000000]) + 1, 0x7FFFF000)

    def name(self, comment: etree._Element) -> None:
        for paragraph in comment.iter(PARAGRAPH):
            if not paragraph.get(w14("paraId")):
                paragraph.set(w14("paraId"), f"{self.next:08X}")
                self.next += 1


def _last_paragraph_id(comment: etree._Element) -> str:
    paragraphs = comment.findall(PARAGRAPH)
    return paragraphs[-1].get(w14("paraId"), "") if paragraphs else ""


def _marker(tag: str, key: str) -> etree._Element:
    element = etree.Element(tag, nsmap=NAMESPACES)
    element.set(ID, key)
    return element


def _reference(key: str) -> etree._Element:
    run = etree.Element(w("r"), nsmap=NAMESPACES)
    run.append(_marker(REFERENCE, key))
    return run
