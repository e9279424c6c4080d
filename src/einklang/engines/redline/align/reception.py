"""Takes in one return: compares it, brings its comments along, and says what was lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from einklang.engines.redline.align.carrying import Carrier
from einklang.engines.redline.align.comparison import Comparison
from einklang.engines.redline.align.correspondence import Correspondence
from einklang.engines.redline.align.edits import (
    Lost,
    Returned,
)
from einklang.engines.redline.errors import UnrelatedFileError
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.reader.borrowing import Borrower, Luggage
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.finding import StoryFinder
from einklang.engines.redline.reader.segments import Stamp
from einklang.engines.redline.reader.story import Path, Story

LEAST_PERCENT = 20
"""With less in common a file is no return; German prose on other matters has 5 to 15."""


@dataclass(slots=True)
class Base:
    """The draft as returns are compared with it."""

    document: Document
    stories: dict[Path, Story] = field(default_factory=dict)
    luggage: Luggage = field(default_factory=Luggage)


def voices_of(association: str, document: Document) -> Callable[[Stamp | None], Voice]:
    """Return what tells the voice behind a record; without one, whoever saved the file."""
    person, moment = document.saved_by
    unrecorded = Voice(association, person, moment, is_tracked=False)
    known: dict[Stamp, Voice] = {}

    def voice_of(stamp: Stamp | None) -> Voice:
        if stamp is None:
            return unrecorded
        if stamp not in known:
            known[stamp] = Voice(association, stamp.author, stamp.date)
        return known[stamp]

    return voice_of


def compare(base: Base, other: Document, association: str, target: Base) -> Comparison:
    """Compare a return with a draft; what it brings gets the ids of the target."""
    voice_of = voices_of(association, other)
    borrower = Borrower(other.context, target.document.context, target.luggage)
    comparison = Comparison(base.document, other, base.stories, borrower, voice_of)
    comparison.run()
    return comparison


def carry_over(comparison: Comparison, base: Base) -> list[Lost]:
    """Carry a return made on an older draft over to the current one; return what was lost."""
    older = comparison.draft
    voice_of = voices_of("", older)
    borrower = Borrower(older.context, base.document.context, Luggage())
    between = Comparison(base.document, older, base.stories, borrower, voice_of)
    between.correspondence = Correspondence()
    between.run()
    carrier = Carrier(between.correspondence)
    finder = StoryFinder(base.document)
    comparison.result = carrier.carry(comparison.result, lambda path: finder.story(path).blocks)
    return carrier.losses


def check_related(returned: Returned, name: str) -> None:
    """Refuse a file that has too little in common with the draft.

    :raises UnrelatedFileError: if less than a fifth of the text was found again.
    """
    percent = likeness(returned)
    if percent < LEAST_PERCENT:
        raise UnrelatedFileError(file=name, percent=percent)


def likeness(returned: Returned) -> int:
    """Return how much of the draft was found again, in per cent."""
    if not returned.total:
        return 100
    return min(100, round(100 * returned.same / returned.total))


def most_alike(comparisons: Sequence[Comparison]) -> int:
    """Return the number of the comparison that found most; the first of equal ones."""
    scores = [
        comparison.result.same / (comparison.result.total or 1) for comparison in comparisons
    ]
    return scores.index(max(scores))
