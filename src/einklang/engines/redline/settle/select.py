"""Says which tracked changes somebody means who names an author or ids."""

import re
from collections.abc import Collection

from einklang.engines.redline.settle.revisions import Revision

# A comma outside of brackets; names of people stand in brackets and may have commas.
BETWEEN = re.compile(r",\s*(?![^()]*\))")
PERSON = re.compile(r"\s*\([^()]*\)\s*$")


def matches(revision: Revision, by: str | None, only: Collection[int]) -> bool:
    """Say whether a change was made by somebody and is among these ids.

    `by` is an author's whole name or, in our joint names such as `Nord (Kim Muster), Süd (Lea
    Beispiel)`, one of the associations or people; capitals do not count, and None means
    everybody. `only` holds values of `w:id`; when it is empty, all ids will do.
    """
    return (not only or revision.id in only) and (by is None or is_by(revision.author, by))


def is_by(author: str, name: str) -> bool:
    """Say whether a name means an author, or one of several in a joint author's name."""
    wanted = name.strip().casefold()
    names = [author]
    for voice in BETWEEN.split(author):
        names += [voice, PERSON.sub("", voice)]
        people = PERSON.search(voice)
        if people:
            names += people[0].strip(" ()").split(", ")
    return any(wanted == each.strip().casefold() for each in names)
