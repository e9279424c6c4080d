"""What grows while a test document is built: ids, relationships, notes in use, comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tests.engines.redline.skeleton import RELATIONS, Hand

DATE = "2026-03-01T10:00:00Z"


@dataclass(frozen=True)
class Remark:
    """A comment in the margin."""

    text: str
    by: str = "Kim Muster"
    on: str = DATE
    replies: Sequence["Remark"] = ()
    is_done: bool = False


@dataclass
class Build:
    hand: Hand
    author: str
    on: str
    comments: Mapping[str, Remark] = field(default_factory=dict)
    notes: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Key in the notation: footnote or endnote, and its id."""
    part: str = "document"
    relations: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    """Of every part: type, target, is external; the id is `rId` and the place in the list."""
    media: dict[str, bytes] = field(default_factory=dict)
    saved_comments: list[str] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    comment_ids: dict[str, list[int]] = field(default_factory=dict)
    bookmarks: dict[str, int] = field(default_factory=dict)
    latest_id: int = 100

    def new_id(self) -> int:
        self.latest_id += 1
        return self.latest_id

    def attributes(self, author: str = "") -> str:
        name = author or self.author
        return f'w:id="{self.new_id()}" w:author={quoteattr(name)} w:date="{self.on}"'

    def rsid(self, name: str) -> str:
        return f' {name}="00{self.new_id():06X}"' if self.hand.rsids else ""

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        relations = self.relations.setdefault(self.part, [])
        relation = (f"{RELATIONS}/{kind}", target, external)
        if relation not in relations:
            relations.append(relation)
        return f"rId{relations.index(relation) + 1}"

    def image(self, data: bytes) -> str:
        self.media["media/image1.png"] = data
        return self.relate("image", "media/image1.png")

    def tracked(self, mark: "Mark", inner: str) -> str:
        xml = f"<w:{mark.kind} {self.attributes(mark.author)}>{inner}</w:{mark.kind}>"
        if not mark.kind.startswith("move"):
            return xml
        start = f"<!--start {mark.kind} {mark.name} {mark.author}-->"
        return f"{start}{xml}<!--end {mark.kind} {mark.name}-->"

    def note_reference(self, key: str) -> str:
        kind, number = self.notes[key]
        style = self.hand.styles[f"{kind} reference"]
        look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
        return f'<w:r>{look}<w:{kind}Reference w:id="{number}"/></w:r>'

    def bookmark_start(self, name: str) -> str:
        self.bookmarks[name] = self.new_id()
        return f'<w:bookmarkStart w:id="{self.bookmarks[name]}" w:name={quoteattr(name)}/>'

    def bookmark_end(self, name: str) -> str:
        return f'<w:bookmarkEnd w:id="{self.bookmarks[name]}"/>'

    def comment_start(self, key: str) -> str:
        remark = self.comments[key]
        self.comment_ids[key] = []
        parent = ""
        for saying in (remark, *remark.replies):
            number = len(self.saved_comments)
            self.comment_ids[key].append(number)
            self._save_comment(saying, number, parent, is_done=remark.is_done)
            parent = parent or _paragraph_id(number)
        return "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in self.comment_ids[key])

    def comment_end(self, key: str) -> str:
        style = self.hand.styles["annotation reference"]
        return "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f'<w:commentReference w:id="{n}"/></w:r>'
            for n in self.comment_ids[key]
        )

    def _save_comment(self, remark: Remark, number: int, parent: str, *, is_done: bool) -> None:
        initials = "".join(word[0] for word in remark.by.split())
        style = self.hand.styles["annotation text"]
        *early, last = remark.text.split("\n")
        ids = [_paragraph_id(number + 500 * (place + 1)) for place in range(len(early))]
        paragraphs = "".join(
            f'<w:p w14:paraId="{identity}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for identity, line in (*zip(ids, early, strict=True), (_paragraph_id(number), last))
        )
        self.saved_comments.append(
            f'<w:comment w:id="{number}" w:author={quoteattr(remark.by)} w:date="{remark.on}" '
            f'w:initials="{initials}">{paragraphs}</w:comment>'
        )
        above = f' w15:paraIdParent="{parent}"' if parent else ""
        self.threads.append(
            f'<w15:commentEx w15:paraId="{_paragraph_id(number)}"{above} '
            f'w15:done="{int(is_done)}"/>'
        )


@dataclass(eq=False)
class Mark:
    """A tracked change in the making; its author is known when it closes."""

    kind: str
    author: str = ""
    name: str = ""


def _paragraph_id(number: int) -> str:
    return f"{0x3C000000 + number:08X}"
