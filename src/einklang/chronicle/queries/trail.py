"""The way of an activity, told by the floors above that know more of it.

They register a source; the chronicle asks each and knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from einklang.chronicle.models import Activity
from einklang.federation.rules import Visitor


@dataclass(frozen=True)
class Step:
    """Something that happened on the way, in a few words."""

    at: datetime
    text: str
    url: str = ""


@dataclass(frozen=True)
class Trail:
    label: str
    """What the way is called, in the reader's language."""
    url: str
    """Where its own page is."""
    steps: list[Step] = field(default_factory=list)
    """In the order of time."""


Source = Callable[[Visitor, Activity], Trail | None]
SOURCES: list[Source] = []


def register_trail(source: Source) -> None:
    """Let a floor above tell the way of its activities; asked in the order of registering."""
    if source not in SOURCES:
        SOURCES.append(source)


def trails_of(user: Visitor, activity: Activity) -> list[Trail]:
    """Return what the visitor may know of the activity's way."""
    found = (source(user, activity) for source in SOURCES)
    return [trail for trail in found if trail is not None]
