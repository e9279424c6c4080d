"""Records in one story what comes, goes and looks different."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import groupby, pairwise

from lxml import etree

from einklang.engines.redline.align.edits import Piece
from einklang.engines.redline.merge.proposals import delta
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import Element, w
from einklang.engines.redline.reader.segments import MARK, Segment
from einklang.engines.redline.reader.story import WHOLE, Block
from einklang.engines.redline.writer.cutting import Atom, cut
from einklang.engines.redline.writer.elements import ElementMaker, mark_as_deleted, wrap
from einklang.engines.redline.writer.placing import Gap, gap_at
from einklang.engines.redline.writer.plan import Arrival, BlockPlan, Gone, Look
from einklang.engines.redline.writer.properties import (
    RUN_ORDER,
    insert_in_order,
    mark_properties,
    paragraph_properties,
    record_old_paragraph,
    record_old_run,
    restyle,
    run_properties,
)
from einklang.engines.redline.writer.signing import Registrar, voices_for
from einklang.engines.redline.writer.tables import mark_table

SIMPLE_FIELD, RUN = w("fldSimple"), w("r")
PlaceComment = Callable[[str, str], list[Element]]
"""`<` or `>` and the comment → the elements that belong there."""


class BlockWriter:
    """Writes the plans of the blocks of one story."""

    def __init__(
        self, maker: ElementMaker, registrar: Registrar, place_comment: PlaceComment
    ) -> None:
        self.maker = maker
        self.registrar = registrar
        self.place_comment = place_comment

    def write(self, block: Block, plan: BlockPlan) -> None:
        """Record in a block what its plan says."""
        if block.kind == "p":
            _ParagraphWriter(self, block, plan).write()
            return
        for arrivals in plan.arrivals.values():
            self.write_blocks(arrivals, block.element.addprevious)
        if block.kind == "tbl" and plan.gone:
            gone = plan.gone
            proposals = list(dict.fromkeys(one.proposal for one in gone))
            voices = [voice for one in gone for voice in voices_for(one.proposal, [one.voice])]
            mark_table(block.element, "del", lambda e: self.registrar.sign(e, proposals, voices))

    def write_blocks(
        self, arrivals: Iterable[Arrival], add: Callable[[etree._Element], object]
    ) -> None:
        """Add whole paragraphs and tables, each through `add`."""
        for arrival in arrivals:
            holder = etree.Element(w("p"))
            gap = Gap(holder, None)
            for piece in arrival.pieces:
                if piece.text == WHOLE.text:
                    self.put_table(piece, arrival, add)
                elif piece.text == MARK:
                    self.sign_mark(holder, piece, arrival)
                    add(holder)
                    holder = etree.Element(w("p"))
                    gap = Gap(holder, None)
                else:
                    self.put(gap, [piece], arrival, None)
            if len(holder):
                add(holder)

    def put_table(
        self, piece: Piece, arrival: Arrival, add: Callable[[etree._Element], object]
    ) -> None:
        """Add a whole new table."""
        table = self.maker.parse(piece.xml)
        voices = voices_for(arrival.proposal, [piece.voice])
        add(table)
        mark_table(table, "ins", lambda e: self.registrar.sign(e, [arrival.proposal], voices))

    def put(
        self, gap: Gap, pieces: list[Piece], arrival: Arrival, neighbour: Segment | None
    ) -> None:
        """Put pieces of text and objects into a gap, recorded as inserted."""
        for (voice, link, comment), run in groupby(
            pieces, key=lambda piece: (piece.voice, piece.link, piece.comment)
        ):
            if comment:
                for element in self.place_comment(comment[0], comment[1:]):
                    gap.put(element)
                continue
            content = [
                element for piece in run for element in self.maker.content(
                    piece, self._properties(piece, neighbour)
                )
            ]  # fmt: skip
            record = etree.Element(w("moveTo" if arrival.move else "ins"))
            record.extend(content)
            voices = voices_for(arrival.proposal, [voice])
            self.registrar.sign(record, [arrival.proposal], voices)
            if link and not _is_inside_link(gap, link):
                around = self.maker.link(link)
                around.append(record)
                gap.put(around)
            else:
                gap.put(record)

    def _properties(self, piece: Piece, neighbour: Segment | None) -> etree._Element | None:
        """Return the format of new text: that of its neighbour if they look the same."""
        if neighbour is not None and neighbour.format == piece.format and not piece.key:
            if neighbour.properties is None:
                return None
            copy = deepcopy(neighbour.properties)
            for change in copy.findall(w("rPrChange")):
                copy.remove(change)
            return copy
        return None if piece.key else self.maker.properties(piece.xml)

    def sign_mark(self, paragraph: etree._Element, piece: Piece, arrival: Arrival) -> None:
        """Record that a paragraph's mark is new."""
        properties = self.maker.properties(piece.xml)
        if properties is not None and not (len(paragraph) and paragraph[0].tag == w("pPr")):
            paragraph.insert(0, properties)
        record = etree.Element(w("moveTo" if arrival.move else "ins"))
        insert_in_order(mark_properties(paragraph), record, RUN_ORDER)
        voices = voices_for(arrival.proposal, [piece.voice])
        self.registrar.sign(record, [arrival.proposal], voices)


class _ParagraphWriter:
    def __init__(self, story: BlockWriter, block: Block, plan: BlockPlan) -> None:
        self.story = story
        self.registrar = story.registrar
        self.block = block
        self.plan = plan
        self.element = block.element
        self.size = len(block.text) - 1

    def write(self) -> None:
        stream = self.block.stream
        cuts = self.plan.cuts()
        atoms = cut(stream, cuts)
        self._looks(atoms)
        self._gone(atoms, sorted(cuts))
        self._mark()
        offsets = {
            *self.plan.arrivals, *self.plan.starts, *self.plan.late_starts, *self.plan.ends
        }  # fmt: skip
        for offset in sorted(offsets):
            self._arrivals(offset, atoms)

    # What goes

    def _gone(self, atoms: list[Atom], cuts: list[int]) -> None:
        gone = self.plan.gone
        if not gone:
            return
        for low, high in pairwise(cuts):
            covering = [one for one in gone if one.start <= low and high <= one.end]
            runs = [run for atom in atoms if low <= atom.start and atom.end <= high
                    and (atom.start < atom.end) for run in atom.runs]  # fmt: skip
            if covering and runs:
                self._delete(runs, covering)

    def _delete(self, runs: list[etree._Element], covering: list[Gone]) -> None:
        inner = [
            run for one in runs for run in ([one] if one.tag != SIMPLE_FIELD else one.findall(RUN))
        ]
        name = "moveFrom" if all(one.move for one in covering) else "del"
        for record in wrap(inner, name):
            self._sign(record, covering)
            if name == "del":
                for run in record:
                    mark_as_deleted(run)

    def _sign(self, record: etree._Element, covering: Iterable[Gone]) -> None:
        found = list(covering)
        proposals = list(dict.fromkeys(one.proposal for one in found))
        open_ones = [one for one in found if not self.registrar.is_accepted(one.proposal)]
        voices: list[Voice] = []
        for one in open_ones or found:
            voices += voices_for(one.proposal, [one.voice])
        self.registrar.sign(record, proposals, voices)

    def _mark(self) -> None:
        covering = [one for one in self.plan.gone if one.end > self.size]
        if covering:
            name = "moveFrom" if all(one.move for one in covering) else "del"
            record = etree.Element(w(name))
            insert_in_order(mark_properties(self.element), record, RUN_ORDER)
            self._sign(record, covering)

    # What looks different

    def _looks(self, atoms: list[Atom]) -> None:
        marks = [look for look in self.plan.looks if look.edit.is_mark]
        if marks:
            self._restyle_mark(marks)
        texts = [look for look in self.plan.looks if not look.edit.is_mark]
        for atom in atoms if texts else ():
            covering = [x for x in texts if x.start <= atom.start and atom.end <= x.end]
            if covering:
                for run in atom.runs:
                    if run.tag == RUN:
                        self._restyle(run_properties(run), covering, of_run=True)

    def _restyle_mark(self, looks: list[Look]) -> None:
        self._restyle(paragraph_properties(self.element), looks, of_run=False)

    def _restyle(self, properties: etree._Element, looks: list[Look], *, of_run: bool) -> None:
        """Apply what is decided, then record what is open.

        A stretch has room for one record; alternatives to it were made comments before.
        """
        settled = [look for look in looks if self.registrar.is_accepted(look.proposal)]
        waiting = [look for look in looks if not self.registrar.is_accepted(look.proposal)]
        for look in settled:
            self._apply(properties, look, of_run=of_run)
        if not waiting:
            return
        old = deepcopy(properties)
        for look in waiting:
            self._apply(properties, look, of_run=of_run)
        change = (record_old_run if of_run else record_old_paragraph)(properties, old)
        voices = [v for look in waiting for v in voices_for(look.proposal, [look.edit.voice])]
        proposals = list(dict.fromkeys(look.proposal for look in waiting))
        self.registrar.sign(change, proposals, voices)

    def _apply(self, properties: etree._Element, look: Look, *, of_run: bool) -> None:
        new = self.story.maker.properties(look.edit.xml)
        restyle(properties, new, sorted(_names(look)), of_run=of_run)

    # What comes

    def _arrivals(self, offset: int, atoms: list[Atom]) -> None:
        arrivals = self.plan.arrivals.get(offset, [])
        whole = [one for one in arrivals if offset == 0 and _is_whole(one)]
        self.story.write_blocks(whole, self.element.addprevious)
        rest = [one for one in arrivals if one not in whole]
        starts, ends = self.plan.starts.get(offset, ()), self.plan.ends.get(offset, ())
        late = self.plan.late_starts.get(offset, ())
        if not (rest or starts or late or ends):
            return
        before = next((atom for atom in reversed(atoms) if atom.end <= offset), None)
        gap = gap_at(
            self.element, atoms, offset, link=_common_link(rest),
            stays=any(one.replaces for one in rest),
        )  # fmt: skip
        for comment in starts:
            self._comment(gap, "<", comment)
        neighbour = before or (atoms[0] if atoms else None)
        for arrival in rest:
            self._arrival(gap, arrival, neighbour.segment if neighbour else None)
        for comment in late:
            self._comment(gap, "<", comment)
        for comment in ends:
            self._comment(gap, ">", comment)

    def _comment(self, gap: Gap, sign: str, comment: str) -> None:
        for element in self.story.place_comment(sign, comment):
            gap.put(element)

    def _arrival(self, gap: Gap, arrival: Arrival, neighbour: Segment | None) -> None:
        for is_block, run in groupby(arrival.pieces, key=lambda p: p.text in {MARK, WHOLE.text}):
            if not is_block:
                self.story.put(gap, list(run), arrival, neighbour)
                continue
            for piece in run:
                if piece.text == MARK:
                    before = gap.split(self.story.maker.properties(piece.xml))
                    self.story.sign_mark(before, piece, arrival)
                else:
                    self.story.put_table(piece, arrival, self.element.addprevious)


def _names(look: Look) -> set[str]:
    gone, come = delta(look.edit)
    return {word.partition("=")[0] for word in (*gone, *come)}


def _is_whole(arrival: Arrival) -> bool:
    """Tell whether an arrival is whole paragraphs or tables and nothing else."""
    texts = [piece.text for piece in arrival.pieces if not piece.comment]
    return bool(texts) and texts[-1] in {MARK, WHOLE.text}


def _common_link(arrivals: list[Arrival]) -> str | None:
    links = {piece.link for one in arrivals for piece in one.pieces if not piece.comment}
    return (links.pop() or None) if len(links) == 1 else None


def _is_inside_link(gap: Gap, link: str) -> bool:
    """Tell whether a gap lies inside a link already; its target was compared before."""
    parent = None if gap.cursor is None else gap.cursor.getparent()
    return bool(link) and parent is not None and parent.tag == w("hyperlink")
