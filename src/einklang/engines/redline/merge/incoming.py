"""One return, read and compared: what it wants, and what is to be said of it."""

from dataclasses import dataclass, field

from einklang.engines.redline.align.edits import AnchoredComment, Lost, Returned
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.model.consolidation import ReturnKind
from einklang.engines.redline.reader.comments import WordComment


@dataclass(slots=True)
class BroughtComment:
    """A comment that the draft does not have yet."""

    comment: WordComment
    voice: Voice
    xml: bytes
    """`w:comment`, in the draft's ids."""
    anchor: AnchoredComment | None
    """Nothing for a reply."""
    parent: str = ""
    """For a reply: the key of the comment in the return that it answers."""
    draft_parent: str = ""
    """For a reply to a comment of the draft: its id there."""


@dataclass(slots=True)
class Incoming:
    """A return of one association."""

    association: str
    name: str
    """The name of its file."""
    returned: Returned
    comments: list[BroughtComment] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    """Ids of comments of the draft that this return marks as done."""
    losses: list[Lost] = field(default_factory=list)
    before: list[Voice] = field(default_factory=list)
    """Everybody who changed something in the older draft, also if it found no place here."""
    made_on: str = ""
    """The name of an older version of the draft that it was made on."""

    @property
    def voices(self) -> list[Voice]:
        """Everybody who changed something."""
        one = self.returned
        found = [v for edits in one.edits.values() for edit in edits for v in edit.voices]
        found += [look.voice for looks in one.formats.values() for look in looks]
        found += [row.voice for row in one.rows] + [shape.voice for shape in one.shapes]
        return list(dict.fromkeys(found))

    @property
    def kind(self) -> ReturnKind:
        tracked = {voice.is_tracked for voice in self.voices or self.before}
        if tracked == {True, False}:
            return ReturnKind.MIXED
        if tracked:
            return ReturnKind.TRACKED if tracked.pop() else ReturnKind.UNTRACKED
        return ReturnKind.COMMENTS if self.comments else ReturnKind.NIL

    @property
    def people(self) -> tuple[str, ...]:
        names = {voice.person for voice in self.voices}
        names |= {brought.voice.person for brought in self.comments}
        return tuple(sorted(names - {""}, key=str.casefold))
