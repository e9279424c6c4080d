"""What became of the paragraphs of one version in a later one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PassageKind(StrEnum):
    CHANGED = "changed"
    """Words differ; also where a paragraph was divided or several were joined."""
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    """The same words stand elsewhere."""
    LOOK = "look"
    """The same words look different."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of the main text that are not as they were."""

    kind: PassageKind
    old: tuple[int, ...]
    """Their numbers in the old version; none for new paragraphs."""
    new: tuple[int, ...]
    """Their numbers in the new version; none for paragraphs that are gone."""
    deleted: tuple[str, ...] = ()
    """The stretches of words that went, in order; a line feed is the end of a paragraph."""
    inserted: tuple[str, ...] = ()
    """The stretches of words that came."""
    is_editorial: bool = False
    """Only spaces, punctuation, capitals or looks differ; never where a digit is near."""
    after: int = 0
    """For new paragraphs: the old number behind which they stand; 0 for the beginning."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Two versions side by side."""

    passages: tuple[Passage, ...]
    """In the order of the old version; what is new stands behind what it follows."""
    successors: Mapping[int, int | None]
    """Every old number → the new one, the first of several; nothing if it is gone."""
