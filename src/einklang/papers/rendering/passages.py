"""Two versions side by side: which passages changed, and exactly which words."""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.engines.redline.api import paragraphs, read_draft, succession
from einklang.engines.redline.errors import RedlineError
from einklang.engines.redline.model.passage import Passage, PassageKind, Succession
from einklang.papers.rendering.word import refused

__all__ = [
    "ChangedRow",
    "Passage",
    "PassageKind",
    "Piece",
    "Succession",
    "Text",
    "changed_rows",
    "compare",
    "paragraph_texts",
    "place_of",
]
TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
KEPT = 32


@dataclass(frozen=True)
class Text:
    """The Word file of one version; files with the same hash are the same."""

    sha256: str
    name: str = field(compare=False)
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "del", "ins"]
    text: str


@dataclass(frozen=True)
class ChangedRow:
    """One passage as people see it: where it stands and which words went and came."""

    passage: Passage
    place: str
    kind: str
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=KEPT)
def compare(old: Text, new: Text) -> Succession:
    """Return what changed from one version to another.

    :raises FileRefusedError: if a file cannot be read.
    """
    try:
        return succession(read_draft(old.data, name=old.name), new.data, name=new.name)
    except RedlineError as error:
        raise refused(error) from error


@lru_cache(maxsize=KEPT)
def paragraph_texts(text: Text) -> tuple[str, ...]:
    """Return the paragraphs of the main text; the first has the citable number 1.

    :raises FileRefusedError: if the file cannot be read.
    """
    try:
        return tuple(one.text for one in paragraphs(read_draft(text.data, name=text.name)))
    except RedlineError as error:
        raise refused(error) from error


def changed_rows(
    old: Text, new: Text, passages: tuple[Passage, ...] | None = None
) -> tuple[ChangedRow, ...]:
    """Return the changed passages with their words marked; all of them unless some are given."""
    chosen = compare(old, new).passages if passages is None else passages
    before, after = paragraph_texts(old), paragraph_texts(new)
    return tuple(
        ChangedRow(
            one,
            place_of(one),
            kind_of(one),
            marked(
                "\n".join(before[number - 1] for number in one.old),
                "\n".join(after[number - 1] for number in one.new),
            ),
        )
        for one in chosen
    )


def place_of(passage: Passage) -> str:
    """Say where a passage stands: in the new version, or in the old one when it is gone."""
    numbers = passage.new or passage.old
    shown = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    place = ngettext("paragraph %(shown)s", "paragraphs %(shown)s", len(numbers)) % {
        "shown": shown
    }
    return place if passage.new else _("%(place)s of the old version") % {"place": place}


def kind_of(passage: Passage) -> str:
    if passage.is_editorial and passage.kind == PassageKind.CHANGED:
        return _("editorial")
    return {
        PassageKind.CHANGED: _("changed"),
        PassageKind.NEW: _("new"),
        PassageKind.GONE: _("deleted"),
        PassageKind.MOVED: _("moved"),
        PassageKind.LOOK: _("only looks different"),
    }[passage.kind]


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Mark which words went and which came; stretches of whole words."""
    ours, theirs = TOKENS.findall(old), TOKENS.findall(new)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(ours[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece("del", "".join(ours[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("ins", "".join(theirs[j1:j2])))
    return tuple(pieces)
