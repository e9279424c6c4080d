"""Dissent in the text: a footnote at its paragraph, a box below it, or a box at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    Footnote,
    Heading,
    Inlines,
    Language,
    Paragraph,
    Text,
    inline_runs,
)
from einklang.engines.typeset.wording import inline_text
from einklang.papers.enums import DissentForm, SignOffState
from einklang.papers.queries.sign_off import Dissent
from einklang.papers.rendering.publication_words import SHOWN, WORDS, dissent_sentence


@dataclass(frozen=True)
class Place:
    """A paragraph of the Word file, found again in the blocks."""

    block: int
    run: int
    """Which run of inlines of the block, in reading order."""


def with_dissent(
    blocks: tuple[Block, ...],
    dissent: Sequence[Dissent],
    paragraphs: Sequence[str],
    language: Language,
) -> tuple[Block, ...]:
    """Put every printed dissent to its paragraph; what has none, or is not found, at the end.

    ``paragraphs`` are the texts of the Word file by their citable numbers, from 1.
    """
    made: list[Block] = list(blocks)
    below: dict[int, list[Block]] = {}
    last: list[Block] = []
    for one in dissent:
        if one.state not in SHOWN:
            continue
        place = place_of(one.paragraph, paragraphs, blocks)
        if place is None:
            last.append(box_of(one, language))
        elif one.form == DissentForm.FOOTNOTE and takes_notes(made[place.block]):
            note = Footnote((Text(dissent_sentence(one, language)),))
            made[place.block] = with_note(made[place.block], place.run, note)
        else:
            below.setdefault(place.block, []).append(box_of(one, language))
    found = [part for at, block in enumerate(made) for part in (block, *below.get(at, ()))]
    return (*found, *last)


def box_of(dissent: Dissent, language: Language) -> Callout:
    key = "note_condition" if dissent.state == SignOffState.CONDITION else "note"
    return Callout(
        WORDS[language][key],
        (Paragraph((Text(dissent_sentence(dissent, language)),)),),
        tone="open",
    )


def takes_notes(block: Block) -> bool:
    return isinstance(block, Paragraph | BulletList)


def place_of(
    number: int | None, paragraphs: Sequence[str], blocks: tuple[Block, ...]
) -> Place | None:
    """Find the paragraph again by its words; equal ones are told apart by their order.

    Counted from the end: a title at the beginning has left the blocks.
    """
    if number is None or not 1 <= number <= len(paragraphs):
        return None
    wanted = folded(paragraphs[number - 1])
    behind = sum(folded(text) == wanted for text in paragraphs[number:])
    places = [place for place, text in runs_of(blocks) if text == wanted]
    return places[-1 - behind] if wanted and behind < len(places) else None


def runs_of(blocks: tuple[Block, ...]) -> list[tuple[Place, str]]:
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            found.append((Place(at, 0), folded(block.text)))
        runs = inline_runs(block)
        found += [(Place(at, run), folded(inline_text(one))) for run, one in enumerate(runs)]
    return found


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def with_note(block: Block, run: int, note: Footnote) -> Block:
    """Hang a note on one run of a paragraph or a list."""
    if isinstance(block, Paragraph):
        return replace(block, inlines=(*block.inlines, note))
    if isinstance(block, BulletList):
        return _noted(block, _counter(run), note)
    return block


def _counter(run: int) -> Callable[[], bool]:
    """Return a question that is true the run-th time it is asked, counted from 0."""
    left = iter(range(run + 1))

    def is_it() -> bool:
        return next(left, None) == run

    return is_it


def _noted(block: BulletList, is_it: Callable[[], bool], note: Footnote) -> BulletList:
    items: list[Inlines] = []
    nested: list[tuple[BulletList, ...]] = []
    for index, item in enumerate(block.items):
        items.append((*item, note) if is_it() else item)
        nested.append(tuple(_noted(one, is_it, note) for one in block.below(index)))
    return replace(block, items=tuple(items), nested=tuple(nested) if block.nested else ())
