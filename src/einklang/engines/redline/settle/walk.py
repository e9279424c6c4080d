"""Goes through a part once, from the first word to the last, and notes what a reader notices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import MC, M, w
from einklang.engines.redline.settle.blocks import CELL, ROW
from einklang.engines.redline.settle.markers import MARKERS, PPR, REFERENCE, RPR, P, R
from einklang.engines.redline.settle.remarks import run_text
from einklang.engines.redline.settle.revisions import (
    CONTENT,
    NAMES,
    Revision,
    number,
    revisions,
)

MATH_RUN, MATH_TEXT = f"{{{M}}}r", f"{{{M}}}t"
FALLBACK = f"{{{MC}}}Fallback"
RANGE_START, RANGE_END = w("commentRangeStart"), w("commentRangeEnd")
# A run with nothing else is not seen.
SILENT = frozenset({RPR, REFERENCE, w("annotationRef"), w("lastRenderedPageBreak")})
TAGS = (P, R, MATH_RUN, ROW, RANGE_START, RANGE_END, REFERENCE, FALLBACK, *NAMES)

Hand = tuple[str, str, str]
"""Kind, author and date: what makes neighbours one finding."""


@dataclass(slots=True)
class Finding:
    """A row of a listing in the making."""

    kind: str
    author: str = ""
    date: str = ""
    paragraph: int = 0
    texts: list[str] = field(default_factory=list)
    ids: dict[int, None] = field(default_factory=dict)
    comment: int = -1
    """`w:id` of a comment."""

    @property
    def text(self) -> str:
        text = "".join(self.texts)
        # Rows and cells are places, so the ends of the paragraphs in them are not at stake.
        return " ".join(text.split()) if self.kind.startswith(("row-", "cell")) else text


class Walk:
    """One way through a part."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._revisions = {each.element: each for each in revisions(root)}
        self._findings: list[Finding] = []
        self._active: dict[Hand, Finding] = {}
        self._owners: list[Revision] = []
        self._paragraphs: list[int] = []
        self._counted = 0
        self._rows: list[Finding | None] = []
        self._last_row: tuple[etree._Element, Finding] | None = None
        self._quotes: dict[str, Finding] = {}
        self._quoted: set[str] = set()
        self._seen: set[etree._Element] = set()
        self._old_twins = 0

    def findings(self) -> list[Finding]:
        """Return the changes and anchors of comments in the order of the document."""
        starts = self._starts()
        ends: dict[str, Callable[[etree._Element], None]] = {
            P: self._end_paragraph,
            ROW: self._end_row,
            **{w(name): self._end_content for name in CONTENT},
        }
        for event, element in etree.iterwalk(self._root, events=("start", "end"), tag=TAGS):
            if element.tag == FALLBACK:
                # It repeats the text box beside it.
                self._old_twins += 1 if event == "start" else -1
            elif not self._old_twins:
                deed = (starts if event == "start" else ends).get(element.tag)
                if deed:
                    deed(element)
        return self._findings

    def _starts(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            **dict.fromkeys(NAMES, self._note),
            **{w(name): self._start_content for name in CONTENT},
            P: self._start_paragraph,
            ROW: self._start_row,
            R: self._run,
            MATH_RUN: self._run,
            RANGE_START: self._start_quote,
            RANGE_END: self._end_quote,
            REFERENCE: self._refer,
        }

    def _start_paragraph(self, paragraph: etree._Element) -> None:
        self._counted += 1
        self._paragraphs.append(self._counted)
        properties = paragraph.find(PPR)
        for change in [] if properties is None else self._known(properties):
            self._add(change, "".join(map(run_text, paragraph.iter(R))))

    def _end_paragraph(self, paragraph: etree._Element) -> None:
        marks = paragraph.find(f"{PPR}/{RPR}")
        owners = [] if marks is None else self._known(marks)
        self._see(owners, "\n")
        self._paragraphs.pop()

    def _start_row(self, row: etree._Element) -> None:
        properties = row.find(w("trPr"))
        known = [] if properties is None else self._known(properties)
        marks = [each for each in known if each.kind.startswith("row-")]
        finding = None
        for mark in marks:
            finding = self._row_above(row, mark) or self._add(mark, "", ahead=1)
            finding.ids[mark.id] = None
            self._last_row = (row, finding)
        self._rows.append(finding)

    def _row_above(self, row: etree._Element, mark: Revision) -> Finding | None:
        above = row.getprevious()
        while above is not None and above.tag in MARKERS:
            above = above.getprevious()
        if self._last_row is None or above is not self._last_row[0]:
            return None
        finding = self._last_row[1]
        same = (finding.kind, finding.author, finding.date) == (mark.kind, mark.author, mark.date)
        return finding if same else None

    def _end_row(self, _: etree._Element) -> None:
        self._rows.pop()

    def _start_content(self, element: etree._Element) -> None:
        revision = self._revisions.get(element)
        if revision and revision.kind in CONTENT:
            self._owners.append(revision)
        elif revision and revision.kind.startswith(("math-", "numbering-")):
            self._add(revision, "")

    def _end_content(self, element: etree._Element) -> None:
        if self._owners and self._owners[-1].element is element:
            if element not in self._seen:
                # Nothing is in it that is seen; it is there to be settled all the same.
                self._see(self._owners, "")
            self._owners.pop()

    def _run(self, run: etree._Element) -> None:
        if all(child.tag in SILENT for child in run):
            return
        text = (
            run_text(run)
            if run.tag == R
            else "".join(each.text or "" for each in run.iter(MATH_TEXT))
        )
        fonts = run.find(RPR)
        changes = [] if fonts is None else self._known(fonts)
        for quote in self._quotes.values():
            quote.texts.append(text)
        self._see([*self._owners, *changes], text)

    def _known(self, properties: etree._Element) -> list[Revision]:
        return [self._revisions[each] for each in properties if each in self._revisions]

    def _start_quote(self, marker: etree._Element) -> None:
        self._quotes[marker.get(w("id"), "")] = self._quote(marker)

    def _end_quote(self, marker: etree._Element) -> None:
        self._quotes.pop(marker.get(w("id"), ""), None)

    def _refer(self, reference: etree._Element) -> None:
        if reference.get(w("id"), "") not in self._quoted:
            self._quote(reference)

    def _quote(self, marker: etree._Element) -> Finding:
        text = marker.get(w("id"), "")
        finding = Finding("comment", paragraph=self._here(), comment=number(text))
        self._quoted.add(text)
        self._findings.append(finding)
        return finding

    def _note(self, element: etree._Element) -> None:
        revision = self._revisions.get(element)
        if revision is None or revision.kind in ("rPrChange", "pPrChange"):
            return
        is_table = revision.kind.startswith(("cell", "t"))
        cell = next(element.iterancestors(CELL), None) if is_table else None
        of_cell = cell is not None and revision.kind.startswith(("cell", "tc"))
        text = "".join(map(run_text, cell.iter(R))) if cell is not None and of_cell else ""
        self._add(revision, text, ahead=1 if is_table else 0)

    def _here(self) -> int:
        return self._paragraphs[-1] if self._paragraphs else self._counted + 1

    def _add(self, revision: Revision, text: str, *, ahead: int = 0) -> Finding:
        place = self._counted + ahead if ahead else self._here()
        finding = Finding(revision.kind, revision.author, revision.date, place, [text])
        finding.ids[revision.id] = None
        self._findings.append(finding)
        return finding

    def _see(self, owners: Iterable[Revision], text: str) -> None:
        """Take note of words, or of a paragraph's end, and of all whose change they are."""
        row = self._rows[-1] if self._rows else None
        if row is not None:
            row.texts.append(text)
        hands: dict[Hand, Finding] = {}
        for owner in owners:
            self._seen.add(owner.element)
            hand = (owner.kind.removeprefix("mark-"), owner.author, owner.date)
            if row is not None and (row.kind, row.author) == (f"row-{hand[0]}", hand[1]):
                # Whose row it is, theirs are the words in it.
                row.ids[owner.id] = None
                continue
            finding = hands.get(hand) or self._active.get(hand)
            if finding is None:
                finding = Finding(*hand, self._here())
                self._findings.append(finding)
            if hand not in hands:
                finding.texts.append(text)
            finding.ids[owner.id] = None
            hands[hand] = finding
        self._active = hands
