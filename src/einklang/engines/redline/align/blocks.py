"""Which blocks of a return answer which blocks of the draft.

First equal fingerprints are lined up; they are anchors. Between two anchors lies a gap. Of a
gap the return's side is read as it was before its recorded changes, in units: what was one
paragraph then. Units that were in one paragraph at any time form a group; groups pair with base
blocks by equal text, then by likeness. The result is a list of windows: these base blocks,
answered by these blocks of the return.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from einklang.engines.redline.align.likeness import Pair, alike, pair_by_likeness
from einklang.engines.redline.reader.fingerprints import smoothed
from einklang.engines.redline.reader.segments import text_of
from einklang.engines.redline.reader.story import Block

Span = tuple[int, int]

CLEARLY = 0.05
"""By so much a joined text must be more like another, to be taken for it."""


@dataclass(frozen=True, slots=True)
class Window:
    """Base blocks `start` to `end`, answered by blocks `begin` to `finish` of the return."""

    start: int
    end: int
    begin: int
    finish: int


@dataclass(slots=True)
class Unit:
    """What was one block of the return before its recorded changes."""

    kind: str
    text: str


@dataclass(slots=True)
class Group:
    """Blocks of the return that must be looked at together."""

    begin: int
    finish: int
    units: list[Unit] = field(default_factory=list)


def line_up(base: Sequence[Block], other: Sequence[Block]) -> tuple[list[Window], list[Pair]]:
    """Return the windows that may differ, and the pairs of blocks with equal fingerprints."""
    left, right = _numbers(base, other)
    windows: list[Window] = []
    equal: list[Pair] = []
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            width = code.src_end - code.src_start
            equal += [(code.src_start + n, code.dest_start + n) for n in range(width)]
    gaps = _gaps(equal, len(base), len(other))
    for gap in gaps:
        windows += _gap_windows(base, other, gap)
    kept = _untouched(equal, windows)
    return windows, kept


def _numbers(base: Sequence[Block], other: Sequence[Block]) -> tuple[list[int], list[int]]:
    """Give equal fingerprints equal numbers."""
    numbers: dict[bytes, int] = {}
    left = [numbers.setdefault(mark, len(numbers)) for mark in _marks(base)]
    right = []
    for mark in _marks(other):
        number = numbers.get(mark)
        if number is None and mark.startswith(b"<"):
            # Perhaps only the runs are cut otherwise; looked into where it is needed.
            known = base[0].story.smooth_prints.get(smoothed(mark)) if base else None
            number = None if known is None else numbers.get(known)
        right.append(numbers.setdefault(mark, len(numbers)) if number is None else number)
    return left, right


def _marks(blocks: Sequence[Block]) -> Iterator[bytes]:
    prints = blocks[0].story.prints if blocks else {}
    for block in blocks:
        mark = b"opaque" if block.kind == "opaque" else prints.get(block.element)
        # Without a fingerprint a block equals nothing; it must be read.
        yield b"%d" % id(block) if mark is None else mark


def _gaps(equal: list[Pair], size: int, other_size: int) -> list[Window]:
    gaps = []
    last, other_last = 0, 0
    for here, there in [*equal, (size, other_size)]:
        if here > last or there > other_last:
            gaps.append(Window(last, here, other_last, there))
        last, other_last = here + 1, there + 1
    return gaps


def _untouched(equal: list[Pair], windows: list[Window]) -> list[Pair]:
    """Leave out anchors that a window had to swallow."""
    swallowed = {number for window in windows for number in range(window.start, window.end)}
    return [pair for pair in equal if pair[0] not in swallowed]


def _gap_windows(base: Sequence[Block], other: Sequence[Block], gap: Window) -> list[Window]:
    groups, rest = group(other, gap.begin, gap.finish)
    end = gap.end
    if rest is not None and rest.units and gap.finish < len(other) and gap.end < len(base):
        # Text before a recorded paragraph mark goes on in the anchor: read that one, too.
        groups, rest = group(other, gap.begin, gap.finish + 1)
        end += 1
    if rest is not None:
        groups.append(rest)
    return _windows(base, Window(gap.start, end, gap.begin, gap.finish), groups)


def group(blocks: Sequence[Block], begin: int, finish: int) -> tuple[list[Group], Group | None]:
    """Return the groups of a stretch, and what at its end goes on in the block behind it."""
    groups: list[Group] = []
    current: Group | None = None
    pending = ""
    for number in range(begin, finish):
        block = blocks[number]
        if block.kind != "p":
            if current:
                groups.append(_closed(current, pending))
                current, pending = None, ""
            units = [] if _is_new_table(block) else [Unit(block.kind, _block_text(block))]
            groups.append(Group(number, number + 1, units))
            continue
        current = current or Group(number, number)
        current.finish = number + 1
        pending += text_of(s for s in block.segments[:-1] if not s.inserted)
        mark = block.stream.mark
        if mark.inserted:
            continue
        current.units.append(Unit("p", pending))
        pending = ""
        if not mark.deleted:
            groups.append(current)
            current = None
    return groups, _closed(current, pending) if current else None


def _closed(current: Group, pending: str) -> Group:
    if pending:
        current.units.append(Unit("p", pending))
    return current


def _is_new_table(block: Block) -> bool:
    return block.kind == "tbl" and all(row.inserted for row in block.table.rows)


def _block_text(block: Block) -> str:
    return block.table.text if block.kind == "tbl" else ""


def _windows(base: Sequence[Block], gap: Window, groups: list[Group]) -> list[Window]:
    blocks = [
        Unit(block.kind, block.text[:-1] if block.kind == "p" else _block_text(block))
        for block in base[gap.start : gap.end]
    ]
    owners = [number for number, one in enumerate(groups) for _ in one.units]
    units = [unit for one in groups for unit in one.units]
    spans: dict[int, Span] = {}
    for here, there in _pairs(blocks, units):
        owner = owners[there]
        low, high = spans.get(owner, (here, here))
        spans[owner] = (min(low, here), max(high, here))
    return _cover(blocks, groups, spans, gap)


def _pairs(blocks: list[Unit], units: list[Unit]) -> list[Pair]:
    left = [(unit.kind, unit.text) for unit in blocks]
    right = [(unit.kind, unit.text) for unit in units]
    pairs: list[Pair] = []
    last, other_last = 0, 0
    for code in [*Indel.opcodes(left, right)]:
        if code.tag != "equal":
            continue
        between = pair_by_likeness(
            [(u.kind, u.text) for u in blocks[last : code.src_start]],
            [(u.kind, u.text) for u in units[other_last : code.dest_start]],
        )
        pairs += [(last + i, other_last + j) for i, j in between]
        pairs += [
            (code.src_start + n, code.dest_start + n) for n in range(code.src_end - code.src_start)
        ]
        last, other_last = code.src_end, code.dest_end
    between = pair_by_likeness(left[last:], right[other_last:])
    return pairs + [(last + i, other_last + j) for i, j in between]


def _cover(
    blocks: list[Unit], groups: list[Group], spans: dict[int, Span], gap: Window
) -> list[Window]:
    """Turn pairs into windows that cover every block of both sides, in order."""
    windows: list[Window] = []
    done = 0
    waiting = gap.begin
    number = 0
    limits = _limits(len(groups), spans, len(blocks))
    while number < len(groups):
        if number not in spans:
            number += 1
            continue
        low, high = spans[number]
        first, last = number, number
        low = _merged_before(blocks, groups[number], low, done)
        high = _merged_after(blocks, groups[number], (low, high), limits[number])
        last = _split_after(blocks, groups, spans, number, low)
        first = _split_before(blocks, groups, spans, number, waiting, low)
        begin, finish = groups[first].begin, groups[last].finish
        windows += _loose(gap.start, done, low, waiting, begin)
        windows.append(Window(gap.start + low, gap.start + high + 1, begin, finish))
        done, waiting, number = high + 1, finish, last + 1
    end = groups[-1].finish if groups else gap.begin
    windows += _loose(gap.start, done, len(blocks), waiting, end)
    return windows


def _loose(offset: int, start: int, end: int, begin: int, finish: int) -> list[Window]:
    """Return windows for base blocks that go and for blocks of the return that come."""
    windows = []
    if start < end:
        windows.append(Window(offset + start, offset + end, begin, begin))
    if begin < finish:
        windows.append(Window(offset + end, offset + end, begin, finish))
    return windows


def _joined(units: list[Unit]) -> str:
    return " ".join(unit.text for unit in units)


def _grows(whole: str, part: str, joined: str) -> bool:
    """Tell whether a text is clearly more like the joined one than like the part alone."""
    return len(joined) > len(part) + 1 and alike(whole, joined) > alike(whole, part) + CLEARLY


def _merged_before(blocks: list[Unit], one: Group, low: int, done: int) -> int:
    """Take in base paragraphs before it that somebody joined without recording it."""
    text = _joined(one.units)
    while low > done and {blocks[low - 1].kind, blocks[low].kind} == {"p"}:
        if not _grows(text, blocks[low].text, _joined(blocks[low - 1 : low + 1])):
            break
        low -= 1
    return low


def _limits(count: int, spans: dict[int, Span], size: int) -> list[int]:
    """Return, for each group, the first base block that a later group answers."""
    limits = [size] * count
    for number in range(count - 2, -1, -1):
        following = spans.get(number + 1)
        limits[number] = following[0] if following else limits[number + 1]
    return limits


def _merged_after(blocks: list[Unit], one: Group, span: Span, limit: int) -> int:
    low, high = span
    text = _joined(one.units)
    while high + 1 < limit and {blocks[high + 1].kind, blocks[high].kind} == {"p"}:
        if not _grows(text, _joined(blocks[low : high + 1]), _joined(blocks[low : high + 2])):
            break
        high += 1
    return high


def _split_after(
    blocks: list[Unit], groups: list[Group], spans: dict[int, Span], number: int, low: int
) -> int:
    """Take in paragraphs behind it that were split off without recording it."""
    last = number
    text = _joined(groups[number].units)
    while last + 1 < len(groups) and last + 1 not in spans and _is_text(groups[last + 1]):
        more = _joined(groups[last + 1].units)
        if blocks[low].kind != "p" or not _grows(blocks[low].text, text, f"{text} {more}"):
            break
        text, last = f"{text} {more}", last + 1
    return last


def _split_before(  # noqa: PLR0917 - the two lists and where in them we stand
    blocks: list[Unit],
    groups: list[Group],
    spans: dict[int, Span],
    number: int,
    waiting: int,
    low: int,
) -> int:
    first = number
    text = _joined(groups[number].units)
    while first and first - 1 not in spans and groups[first - 1].begin >= waiting:
        before = groups[first - 1]
        more = _joined(before.units)
        if blocks[low].kind != "p" or not _is_text(before):
            break
        if not _grows(blocks[low].text, text, f"{more} {text}"):
            break
        text, first = f"{more} {text}", first - 1
    return first


def _is_text(one: Group) -> bool:
    return bool(one.units) and all(unit.kind == "p" for unit in one.units)
