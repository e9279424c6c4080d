"""In which passages each association has a stake, carried from version to version.

An association has a stake in every paragraph in which it proposed a change, adopted or not, and
where its condition or reservation stands. Numbers shift between versions, so stakes move along
with what became of the paragraphs; of one that is gone, its gap stays.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from einklang.papers.enums import NEEDS_TEXT
from einklang.papers.models import Consolidation, Paper, SignOff, Version
from einklang.papers.operations.files import content_of
from einklang.papers.rendering.passages import (
    Passage,
    PassageKind,
    Succession,
    Text,
    compare,
)

SPACES = re.compile(r"\s+")
WHOLE_LINE = 20
"""Characters: so long a line that stands in a new paragraph is no coincidence."""


@dataclass
class Stakes:
    """Numbers of paragraphs in one version, and gaps behind which one is gone."""

    paragraphs: set[int] = field(default_factory=set)
    gaps: set[int] = field(default_factory=set)

    def touched_by(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(one for one in passages if self._is_touched(one))

    def _is_touched(self, passage: Passage) -> bool:
        if passage.kind == PassageKind.NEW:
            return passage.after in self.gaps
        return not self.paragraphs.isdisjoint(passage.old)

    def moved(self, step: Succession) -> "Stakes":
        """Return the same stakes in the numbers of the next version."""
        new = Stakes()
        for number in self.paragraphs:
            successor = step.successors.get(number)
            if successor is None:
                new.gaps.add(_gap_behind(number, step.successors))
            else:
                new.paragraphs.add(successor)
        new.gaps |= {_gap_behind(gap + 1, step.successors) for gap in self.gaps}
        # A paragraph that was divided, joined or written anew is a stake with all its parts.
        for passage in self.touched_by(step.passages):
            new.paragraphs |= set(passage.new)
        return new


def _gap_behind(number: int, successors: Mapping[int, int | None]) -> int:
    """Return the new number of the nearest paragraph before an old one; 0 for the beginning."""
    for earlier in range(number - 1, 0, -1):
        if (successor := successors.get(earlier)) is not None:
            return successor
    return 0


def text_of(version: Version) -> Text:
    return Text(version.sha256, version.name, content_of(version.file))


def stakes_in(paper: Paper, version: Version) -> dict[int, Stakes]:
    """Return the stakes from all proposals up to a version, by the association's id."""
    found: dict[int, Stakes] = {}
    rows = Consolidation.objects.filter(
        circulation__paper=paper, circulation__version__number__lte=version.number
    ).select_related("circulation__version", "result")
    versions = list(paper.versions.filter(number__lte=version.number).order_by("number"))
    for consolidation in rows.prefetch_related("proposals"):
        since = consolidation.circulation.version.number
        way = [one for one in versions if one.number >= since]
        for association_id, stakes in _of_consolidation(consolidation, way).items():
            whole = found.setdefault(association_id, Stakes())
            whole.paragraphs |= stakes.paragraphs
            whole.gaps |= stakes.gaps
    return found


def _of_consolidation(consolidation: Consolidation, way: list[Version]) -> dict[int, Stakes]:
    stakes: dict[int, Stakes] = {}
    lines: dict[int, set[str]] = {}
    for proposal in consolidation.proposals.all():
        for association_id in proposal.association_ids:
            mine = stakes.setdefault(association_id, Stakes())
            if proposal.paragraph:
                mine.paragraphs.add(proposal.paragraph)
            words = f"{proposal.inserted}\n{proposal.own_text}"
            lines.setdefault(association_id, set()).update(_lines(words))
    result = consolidation.result.number if consolidation.result else 0
    for old, new in pairwise(way):
        step = compare(text_of(old), text_of(new))
        for association_id, mine in stakes.items():
            moved = mine.moved(step)
            if new.number <= result:
                moved.paragraphs |= _arrived(step, lines[association_id])
            stakes[association_id] = moved
    return stakes


def _lines(words: str) -> set[str]:
    lines = (SPACES.sub(" ", line).strip() for line in words.split("\n"))
    return {line for line in lines if line}


def _arrived(step: Succession, lines: set[str]) -> set[int]:
    """Return the numbers of new paragraphs whose words an association had proposed."""
    found: set[int] = set()
    for passage in step.passages:
        if passage.kind != PassageKind.NEW:
            continue
        text = SPACES.sub(" ", " ".join(passage.inserted)).strip()
        if any(line == text or (len(line) >= WHOLE_LINE and line in text) for line in lines):
            found |= set(passage.new)
    return found


def with_words(stakes: Stakes | None, sign_off: SignOff) -> Stakes:
    """Add the paragraph at which the association's condition or reservation stands."""
    whole = Stakes(set(stakes.paragraphs), set(stakes.gaps)) if stakes else Stakes()
    if sign_off.state in NEEDS_TEXT and sign_off.paragraph:
        whole.paragraphs.add(sign_off.paragraph)
    return whole


def concerns_whole_text(sign_off: SignOff) -> bool:
    """Say whether a condition or reservation names no paragraph, so every change may matter."""
    return sign_off.state in NEEDS_TEXT and not sign_off.paragraph
