"""Writes a consolidation: the draft with everything that is still open recorded in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.align.comments import comment_key
from einklang.engines.redline.align.edits import (
    AnchoredComment,
    RowEdit,
)
from einklang.engines.redline.merge.incoming import Incoming
from einklang.engines.redline.merge.overview import formatting
from einklang.engines.redline.merge.proposals import Proposal
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.names import w, whole_number
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.reader.borrowing import Luggage
from einklang.engines.redline.reader.document import All, Document
from einklang.engines.redline.reader.finding import StoryFinder
from einklang.engines.redline.reader.story import Block, Path, Story
from einklang.engines.redline.settle.notes import drop_orphans, number_notes, references
from einklang.engines.redline.settle.settle import accept
from einklang.engines.redline.words import Language, formatting_words, word
from einklang.engines.redline.writer.blocks import BlockWriter
from einklang.engines.redline.writer.comments import CommentWriter
from einklang.engines.redline.writer.counting import count_authors
from einklang.engines.redline.writer.elements import ElementMaker
from einklang.engines.redline.writer.luggage import Unpacker
from einklang.engines.redline.writer.plan import Planner, Plans, alternative_looks
from einklang.engines.redline.writer.signing import Registrar
from einklang.engines.redline.writer.tables import TableWriter

LARGEST_ID = 2**31 - 1
ID = w("id")


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    docx: bytes
    revisions: dict[int, tuple[int, ...]]
    """Number of the proposal → ids of its tracked changes."""
    authors: tuple[tuple[str, int], ...]


class Writer:
    """Writes one consolidation into a fresh copy of the draft."""

    def __init__(
        self,
        package: Package,
        wishes: tuple[Sequence[Proposal], Sequence[Incoming]],
        luggage: Luggage,
        decisions: dict[int, Decision],
        language: Language,
    ) -> None:
        self.package = package
        self.document = Document(package, All())
        self.proposals, self.incoming = wishes
        self.decisions = decisions
        self.language = language
        verdicts = {number: decision.verdict for number, decision in decisions.items()}
        self.registrar = Registrar(_first_free_id(self.document), verdicts)
        self.unpacker = Unpacker(package, luggage)
        self.finder = StoryFinder(self.document)
        self.comments = CommentWriter(package, self.unpacker, self.incoming)

    def write(self) -> WrittenPackage:
        """Record everything, settle what is decided, and return the file."""
        texts = {n: d for n, d in self.decisions.items() if d.verdict == Verdict.REPLACE}
        planner = Planner(self.proposals, self.registrar, texts)
        paths = planner.paths()
        self.comments.add()
        self._find_all(paths)
        blocks = {path: self.finder.story(path).blocks for path in paths}
        alternatives = alternative_looks(self.proposals, self.registrar, blocks)
        for proposal in alternatives:
            self._remark(planner, proposal)
        planner.plan(blocks, alternatives)
        self._plan_comments(planner)
        for path, plans in planner.plans.items():
            for story in (self.finder.story(path), *self.finder.twins(path)):
                self._story(story, plans)
        self._tables()
        self.comments.anchor_replies_to_draft()
        self._settle()
        revisions = {number: tuple(ids) for number, ids in self.registrar.revisions.items()}
        return WrittenPackage(self.package.to_bytes(), revisions, self._authors())

    def _settle(self) -> None:
        """Carry out what is decided, and keep the notes in step with their references."""
        noted = references(self.package) if self.registrar.accepted else {}
        accept(self.registrar.accepted)
        drop_orphans(self.package, noted)
        if self.unpacker.notes:
            number_notes(self.package)

    def _find_all(self, paths: list[Path]) -> None:
        for path in paths:
            self.finder.story(path)
            self.finder.twins(path)
        for one in self.incoming:
            for comment in one.comments:
                if comment.anchor:
                    self.finder.story(comment.anchor.path)
        for proposal in self.proposals:
            for table in (*(r.table for r in proposal.rows), *(s.table for s in proposal.shapes)):
                self.finder.tables(table)

    def _story(self, story: Story, plans: Plans) -> None:
        self.package.edit(story.part)
        maker = ElementMaker(self.unpacker, story.part)
        writer = BlockWriter(maker, self.registrar, self.comments.elements)
        blocks = story.blocks
        for number in plans:
            if number < len(blocks):
                # Read before anything beside it changes.
                _ = blocks[number].text
        for number in sorted(plans):
            if number < len(blocks):
                writer.write(blocks[number], plans[number])
            elif blocks:
                behind = _Behind(blocks[-1].element)
                for arrivals in plans[number].arrivals.values():
                    writer.write_blocks(arrivals, behind)

    # Tables

    def _tables(self) -> None:
        gone: dict[tuple[Path, int, int], list[tuple[Proposal, RowEdit]]] = {}
        for proposal in self.proposals:
            if self.registrar.is_rejected(proposal):
                continue
            for row in proposal.rows:
                if not row.xml:
                    # Several may strike the same row: it is recorded once, in all their names.
                    key = (row.table, row.row, row.cell)
                    gone.setdefault(key, []).append((proposal, row))
                    continue
                for table in self.finder.tables(row.table):
                    self._table_writer(row.table).add(table, row, proposal)
            for shape in proposal.shapes:
                for table in self.finder.tables(shape.table):
                    self._table_writer(shape.table).reshape(table, shape, proposal)
        for (path, row_number, cell), wishes in gone.items():
            for table in self.finder.tables(path):
                self._table_writer(path).strike(table, (row_number, cell), wishes)

    def _table_writer(self, table: Path) -> TableWriter:
        part = self.finder.story(table[:-1]).part
        self.package.edit(part)
        return TableWriter(ElementMaker(self.unpacker, part), self.registrar)

    # Comments

    def _plan_comments(self, planner: Planner) -> None:
        """Tell the plans where comments begin and end, and by which id."""
        for one in self.incoming:
            for brought in one.comments:
                if brought.anchor is not None:
                    name = comment_key(one.association, brought.comment.key)
                    key = self.comments.new_ids[name]
                    self._plan_comment(planner, brought.anchor, key)

    def _plan_comment(self, planner: Planner, anchor: AnchoredComment, key: str) -> None:
        blocks = self.finder.story(anchor.path).blocks
        for (number, offset), is_start in ((anchor.start, True), (anchor.end, False)):
            kind = "late_starts" if anchor.starts_inside else "starts"
            place, at = number, offset
            if place >= len(blocks) or blocks[place].kind != "p":
                place, at = _nearest_paragraph(blocks, place)
            if place < 0:
                continue
            plan = planner.block(anchor.path, place)
            at = min(at, len(blocks[place].text) - 1)
            table: dict[int, list[str]] = getattr(plan, kind if is_start else "ends")
            table.setdefault(at, []).append(key)

    def _remark(self, planner: Planner, proposal: Proposal) -> None:
        """Put a format for which there is no room beside another one into a comment."""
        changes = [formatting_words(one, self.language) for one in formatting(proposal)]
        title = word("kind", proposal.kind, self.language)
        key = self.comments.add_remark(proposal.voices, f"{title}: {', '.join(changes)}")
        path, first = proposal.formats[0]
        last = proposal.formats[-1][1]
        number, start = first.start
        end = max(start, last.end[1] - last.is_mark) if last.end[0] == number else start
        planner.block(path, number).starts.setdefault(start, []).append(key)
        planner.block(path, number).ends.setdefault(end, []).append(key)

    def _authors(self) -> tuple[tuple[str, int], ...]:
        """Count tracked changes by name, as a word processor lists them."""
        return count_authors(self.package.root(part) for part in self.document.story_parts())


class _Behind:
    """Adds elements behind another, one after the other."""

    def __init__(self, element: etree._Element) -> None:
        self.last = element

    def __call__(self, element: etree._Element) -> None:
        self.last.addnext(element)
        self.last = element


def _nearest_paragraph(blocks: list[Block], number: int) -> tuple[int, int]:
    """Return a paragraph near a block that is none, and the offset on that side of it."""
    before = range(min(number, len(blocks)) - 1, -1, -1)
    for candidate in (*before, *range(number, len(blocks))):
        if blocks[candidate].kind == "p":
            at = len(blocks[candidate].text) - 1 if candidate < number else 0
            return candidate, at
    return -1, 0


def _first_free_id(document: Document) -> int:
    """Return an id above those of all tracked changes of the draft."""
    highest = 0
    for part in document.story_parts():
        for element in document.root(part).iter():
            value = whole_number(element.get(ID))
            if highest < value < LARGEST_ID // 2:
                highest = value
    return highest + 1
