"""An invented draft and its returns as Word files, as many pages and edits as wanted.

The same order makes the same bytes. `Draft` is the plan of a document, `Edit` what one
association wants of it; `word_files` writes both in the manner Word does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from einklang.config.bench import word_files, wording
from einklang.config.bench.plan import Draft, Edit, EditKind, Hand, Paragraph, Plan

PARAGRAPHS_A_PAGE = 12.35
"""With some 24 words each: 300 words a page, 1,346 paragraphs on 109 pages."""
SLOT = 8
"""Words between the beginnings of two edits of one return, so that they never touch."""
SHARED, CONTESTED = 0.2, 0.1
"""Of a return's edits: made by others just so; made by others in another way."""
EARLIEST = datetime(2026, 3, 2, 9, tzinfo=UTC)

WISHES = (
    ("replace", "insert", "delete", "comment", "paragraph-in", "paragraph-out"),
    (44, 24, 18, 8, 4, 2),
)
"""What people want, and how often of a hundred times."""
WISH_KINDS: dict[str, EditKind] = {
    "comment": "comment",
    "paragraph-in": "paragraph-in",
    "paragraph-out": "paragraph-out",
}

Slot = tuple[int, int]
"""A paragraph, and the first of eight words in it."""
Manner = Literal["tracked", "untracked"]


@dataclass(frozen=True)
class Order:
    pages: int
    returns: int = 0
    edits: int = 100
    """In each return; fewer where the draft has no room for them."""
    seed: int = 1
    manner: Manner = "tracked"
    has_other_hands: bool = False
    """Each return was rewritten: other rsids and paragraph ids, runs split at other places."""


def draft_file(order: Order) -> bytes:
    """Return the draft as .docx."""
    return word_files.write(Plan(make_draft(order)))


def return_files(order: Order) -> Iterator[tuple[str, bytes]]:
    """Give the returns one by one: a name for the file, without ending, and the .docx."""
    draft = make_draft(order)
    for number in range(1, order.returns + 1):
        plan = Plan(
            draft,
            tuple(make_edits(draft, order, number)),
            is_tracked=order.manner == "tracked",
            hand=Hand(number if order.has_other_hands else 0),
        )
        yield f"verband-{number:02}", word_files.write(plan)


def make_draft(order: Order) -> Draft:
    """Invent the text: chapters with headings, text, lists, tables and footnotes."""
    random = Random(f"draft {order.seed}")  # noqa: S311 - repeatable on purpose
    wanted = max(1, round(order.pages * PARAGRAPHS_A_PAGE))
    paragraphs: list[Paragraph] = []
    tables: dict[int, int] = {}
    while len(paragraphs) < wanted:
        if len(paragraphs) % 125 > 105:  # noqa: PLR2004 - a table on about every tenth page
            tables[len(paragraphs)] = 4
            paragraphs += (Paragraph("cell", wording.phrase(random, 3)) for _ in range(16))
        paragraphs += _section(random, is_chapter=len(paragraphs) % 40 < 10)  # noqa: PLR2004
    # Tables end before the last paragraph: a cell is never cut off.
    last_table = max(tables, default=0)
    if tables and wanted < last_table + 17:
        del tables[last_table]
        paragraphs[last_table : last_table + 16] = []
        while len(paragraphs) < wanted:
            paragraphs += _section(random, is_chapter=False)
    return Draft(tuple(paragraphs[:wanted]), tables)


def _section(random: Random, *, is_chapter: bool) -> list[Paragraph]:
    """Return eight to ten paragraphs below one heading."""
    found = [Paragraph("heading1" if is_chapter else "heading2", wording.heading(random))]
    for _ in range(random.randint(3, 5)):
        words = wording.passage(random, random.randint(28, 46))
        begin = random.randrange(len(words) - 3)
        bold = (begin, begin + 2) if random.random() < 0.2 else (0, 0)  # noqa: PLR2004
        found.append(Paragraph("text", words, bold, has_footnote=random.random() < 0.08))  # noqa: PLR2004
    kind: Literal["number", "bullet"] = "number" if random.random() < 0.5 else "bullet"  # noqa: PLR2004
    found += (Paragraph(kind, wording.passage(random, 8)) for _ in range(random.randint(3, 4)))
    return found


def make_edits(draft: Draft, order: Order, number: int) -> Iterator[Edit]:
    """Invent what one association wants; `number` counts the associations from 1."""
    slots = _slots(draft)
    Random(f"slots {order.seed}").shuffle(slots)  # noqa: S311 - repeatable on purpose
    own = Random(f"return {order.seed} {number}")  # noqa: S311 - as above
    shared, contested = round(order.edits * SHARED), round(order.edits * CONTESTED)
    # Twice as many places as each takes: some stay with one association.
    common, slots = slots[: 2 * shared], slots[2 * shared :]
    disputed, slots = slots[: 2 * contested], slots[2 * contested :]
    mine = slots[number - 1 :: max(1, order.returns)]
    chosen = own.sample(common, min(shared, len(common)))
    chosen += own.sample(disputed, min(contested, len(disputed)))
    chosen += mine[: order.edits - len(chosen)]
    of_all = set(common)
    whole: set[int] = set()
    taken: set[int] = set()
    for slot in sorted(chosen):
        who = "all" if slot in of_all else str(number)
        random = Random(f"edit {order.seed} {slot} {who}")  # noqa: S311 - as above
        edit = _edit(draft, slot, random, number)
        if edit.kind == "paragraph-out" and edit.paragraph not in taken:
            whole.add(edit.paragraph)
            yield edit
        elif edit.paragraph not in whole:
            yield edit if edit.kind != "paragraph-out" else edit.as_words()
        taken.add(edit.paragraph)


def _slots(draft: Draft) -> list[Slot]:
    return [
        (place, start)
        for place, paragraph in enumerate(draft.paragraphs)
        if paragraph.kind != "cell"
        for start in range(0, len(paragraph.words) - SLOT, SLOT)
    ] + [(place, 0) for place in draft.tables]


def _edit(draft: Draft, slot: Slot, random: Random, number: int) -> Edit:
    place, first = slot
    wish = random.choices(*WISHES)[0]
    if wish.startswith("paragraph") and not _may_come_or_go(draft, place):
        wish = "delete"
    start = first if draft.paragraphs[place].kind == "cell" else first + random.randint(0, 2)
    date = EARLIEST + timedelta(days=number, minutes=random.randrange(480))
    return Edit(
        place,
        WISH_KINDS.get(wish, "words"),
        start,
        start + (0 if wish == "insert" else random.randint(1, 2)),
        _new_words(wish, random),
        f"Kim Muster {number}{random.choice('ab')}",
        f"{date:%Y-%m-%dT%H:%M:%SZ}",
    )


def _may_come_or_go(draft: Draft, place: int) -> bool:
    """Tell whether this is a paragraph of text with another behind it, outside of tables."""
    is_text = draft.paragraphs[place].kind == "text"
    return is_text and place + 1 < len(draft.paragraphs) and place + 1 not in draft.tables


def _new_words(wish: str, random: Random) -> wording.Words:
    if wish == "comment":
        return wording.sentence(random)
    if wish == "paragraph-in":
        return wording.passage(random, 12)
    if wish in {"delete", "paragraph-out"}:
        return ()
    return wording.phrase(random, random.randint(1, 4))
