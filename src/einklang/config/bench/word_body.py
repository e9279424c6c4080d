"""The body of an invented Word file, with its runs, tracked changes and comment anchors."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from einklang.config.bench.plan import Draft, Edit, Hand, Kind, Paragraph, Plan
from einklang.config.bench.wording import Words

PROPERTIES: dict[Kind, str] = {
    "heading1": '<w:pStyle w:val="berschrift1"/>',
    "heading2": '<w:pStyle w:val="berschrift2"/>',
    "text": "",
    "number": '<w:pStyle w:val="Listenabsatz"/><w:numPr><w:ilvl w:val="0"/>'
    '<w:numId w:val="1"/></w:numPr>',
    "bullet": '<w:pStyle w:val="Listenabsatz"/><w:numPr><w:ilvl w:val="0"/>'
    '<w:numId w:val="2"/></w:numPr>',
    "cell": "",
}
WORDS_A_RUN = 14
PARAGRAPHS_A_PAGE = 12
FIRST_REVISION = 100
NEW = 500_000
"""Where the places of new paragraphs begin, for their looks only."""


@dataclass
class Body:
    """The text of the body, and what other parts need to know of it."""

    xml: list[str] = field(default_factory=list)
    comments: list[Edit] = field(default_factory=list)
    """The comment with the id 0 first."""


@dataclass(frozen=True)
class Look:
    """How a paragraph stands in the file apart from its words."""

    place: int
    identifier: str
    rsid: str
    other_rsid: str
    cuts: frozenset[int]
    """Positions of words that begin a run."""
    doubted: int
    """Position of a word that the spelling checker marked; -1 for none."""


@lru_cache(maxsize=8192)
def look(hand: Hand, place: int, size: int) -> Look:
    random = hand.random(place)
    cuts = frozenset(random.randrange(size) for _ in range(size // WORDS_A_RUN))
    number = random.getrandbits(31)
    return Look(
        place,
        f"{number | 1:08X}",
        f"00{number & 0xFFFFFF:06X}",
        f"00{(number >> 7) & 0xFFFFFF:06X}",
        cuts,
        random.randrange(size) if number % 3 == 0 else -1,
    )


def build_body(plan: Plan) -> Body:
    """Write every paragraph and table of the plan."""
    edits: dict[int, list[Edit]] = {}
    for edit in plan.edits:
        edits.setdefault(edit.paragraph, []).append(edit)
    body = Body()
    writer = ParagraphWriter(plan, body)
    columns, first = 0, 0
    for place in range(len(plan.draft.paragraphs)):
        if place in plan.draft.tables:
            columns, first = plan.draft.tables[place], place
            body.xml.append(table_start(columns))
        cell = place - first if columns else -1
        if cell >= 0:
            body.xml.append(cell_start(cell, columns))
        writer.write(place, edits.get(place, []))
        if cell >= 0:
            body.xml.append("</w:tc>" + ("</w:tr>" if cell % columns == columns - 1 else ""))
            if cell == columns * columns - 1:
                body.xml.append("</w:tbl>")
                columns = 0
    return body


def table_start(columns: int) -> str:
    grid = f'<w:gridCol w:w="{9062 // columns}"/>' * columns
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tabellenraster"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def cell_start(cell: int, columns: int) -> str:
    row = "<w:tr>" if cell % columns == 0 else ""
    return f'{row}<w:tc><w:tcPr><w:tcW w:w="{9062 // columns}" w:type="dxa"/></w:tcPr>'


def run(text: str, rsid: str, *, bold: bool = False, tag: str = "w:t") -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r w:rsidR="{rsid}">{look}<{tag} xml:space="preserve">{text}</{tag}></w:r>'


@dataclass
class ParagraphWriter:
    plan: Plan
    body: Body
    footnotes: int = 0
    revisions: int = FIRST_REVISION

    @property
    def draft(self) -> Draft:
        return self.plan.draft

    def write(self, place: int, edits: list[Edit]) -> None:
        """Write one paragraph, what becomes of it, and those that come after it."""
        paragraph = self.draft.paragraphs[place]
        style = look(self.plan.hand, place, len(paragraph.words))
        gone = next((edit for edit in edits if edit.kind == "paragraph-out"), None)
        if gone:
            self._write_gone(paragraph, style, gone)
        else:
            inside = [edit for edit in edits if edit.kind in {"words", "comment"}]
            content = "".join(self._content(paragraph, style, inside))
            self._paragraph(paragraph, style, content)
        for number, edit in enumerate(edits):
            if edit.kind == "paragraph-in":
                self._write_new(place, number, edit)

    def _paragraph(self, paragraph: Paragraph, style: Look, content: str, mark: str = "") -> None:
        properties = PROPERTIES[paragraph.kind] + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
        self.body.xml.append(
            f'<w:p w14:paraId="{style.identifier}" w14:textId="77777777" w:rsidR="{style.rsid}" '
            f'w:rsidRDefault="{style.other_rsid}">'
            + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
            + f"{content}</w:p>"
        )

    def _write_gone(self, paragraph: Paragraph, style: Look, edit: Edit) -> None:
        if not self.plan.is_tracked:
            # A footnote's reference goes with its paragraph; the numbers stay the draft's.
            self.footnotes += paragraph.has_footnote
            return
        content = run(" ".join(paragraph.words), style.rsid, tag="w:delText")
        content += self._footnote(paragraph)
        mark = self._tracked("w:del", edit, None)
        self._paragraph(paragraph, style, self._tracked("w:del", edit, content), mark)

    def _write_new(self, place: int, number: int, edit: Edit) -> None:
        style = look(self.plan.hand, NEW + place * 10 + number, len(edit.words))
        content = run(" ".join(edit.words), style.rsid)
        mark = ""
        if self.plan.is_tracked:
            mark = self._tracked("w:ins", edit, None)
            content = self._tracked("w:ins", edit, content)
        self._paragraph(Paragraph("text", edit.words), style, content, mark)

    def _tracked(self, name: str, edit: Edit, content: str | None) -> str:
        self.revisions += 1
        head = f'{name} w:id="{self.revisions}" w:author="{edit.person}" w:date="{edit.date}"'
        return f"<{head}/>" if content is None else f"<{head}>{content}</{name}>"

    def _content(self, paragraph: Paragraph, style: Look, edits: list[Edit]) -> Iterator[str]:
        if style.place % PARAGRAPHS_A_PAGE == 0 and not self.plan.hand.number:
            yield f'<w:r w:rsidR="{style.rsid}"><w:lastRenderedPageBreak/></w:r>'
        position = 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            yield from self._kept(paragraph, style, position, edit.start)
            if edit.kind == "comment":
                yield from self._commented(paragraph, style, edit)
            else:
                yield from self._changed(paragraph, style, edit)
            position = edit.end
        yield from self._kept(paragraph, style, position, len(paragraph.words))
        yield self._footnote(paragraph)

    def _changed(self, paragraph: Paragraph, style: Look, edit: Edit) -> Iterator[str]:
        new = "".join(f"{word} " for word in edit.words)
        if not self.plan.is_tracked:
            yield run(new, style.other_rsid) if new else ""
            return
        if edit.end > edit.start:
            old = "".join(self._kept(paragraph, style, edit.start, edit.end, tag="w:delText"))
            yield self._tracked("w:del", edit, old)
        if new:
            yield self._tracked("w:ins", edit, run(new, style.other_rsid))

    def _commented(self, paragraph: Paragraph, style: Look, edit: Edit) -> Iterator[str]:
        number = len(self.body.comments)
        self.body.comments.append(edit)
        yield f'<w:commentRangeStart w:id="{number}"/>'
        yield from self._kept(paragraph, style, edit.start, edit.end)
        yield (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="Kommentarzeichen"/>'
            f'</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def _kept(
        self, paragraph: Paragraph, style: Look, start: int, end: int, *, tag: str = "w:t"
    ) -> Iterator[str]:
        """Give the runs of the words from `start` to `end`."""
        if start >= end:
            return
        cuts = {cut for cut in style.cuts | set(paragraph.bold) if start < cut < end}
        if style.doubted >= 0:
            cuts |= {cut for cut in (style.doubted, style.doubted + 1) if start < cut < end}
        words = paragraph.words
        for first, last in pairwise(sorted(cuts | {start, end})):
            text = " ".join(words[first:last]) + (" " if last < len(words) else "")
            bold = paragraph.bold[0] <= first < paragraph.bold[1]
            is_doubted = (first, last) == (style.doubted, style.doubted + 1) and tag == "w:t"
            made = run(text, style.rsid, bold=bold, tag=tag)
            yield (
                f'<w:proofErr w:type="spellStart"/>{made}<w:proofErr w:type="spellEnd"/>'
                if is_doubted
                else made
            )

    def _footnote(self, paragraph: Paragraph) -> str:
        if not paragraph.has_footnote:
            return ""
        self.footnotes += 1
        return (
            '<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr>'
            f'<w:footnoteReference w:id="{self.footnotes}"/></w:r>'
        )


def footnote_texts(draft: Draft) -> list[Words]:
    """Return the texts of the footnotes, the one with the id 1 first."""
    return [paragraph.words[:6] for paragraph in draft.paragraphs if paragraph.has_footnote]
