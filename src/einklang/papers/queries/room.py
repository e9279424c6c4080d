"""What stands in the room of one house; only for its own people."""

from collections import defaultdict
from dataclasses import dataclass

from einklang.papers.models import (
    Answer,
    Consultation,
    DraftEdit,
    PaperLink,
    Remark,
    SubReturn,
)


@dataclass(frozen=True)
class Room:
    edits: dict[int, DraftEdit]
    """By paragraph; only those that say something."""
    remarks: dict[int | None, list[Remark]]
    """By paragraph; under None those about the whole."""
    contributions: tuple[SubReturn, ...]
    answers: tuple[Answer, ...]
    """The latest first, those taken back as well."""
    links: tuple[PaperLink, ...]

    @property
    def answer(self) -> Answer | None:
        return next((one for one in self.answers if one.withdrawn_at is None), None)

    @property
    def withdrawn(self) -> list[Answer]:
        return [one for one in self.answers if one.withdrawn_at is not None]

    @property
    def changed(self) -> int:
        return sum(edit.is_changed for edit in self.edits.values())

    @property
    def commented(self) -> int:
        return sum(bool(edit.comment) for edit in self.edits.values())


def room_of(consultation: Consultation) -> Room:
    """Load the room (five queries)."""
    remarks: defaultdict[int | None, list[Remark]] = defaultdict(list)
    for remark in consultation.remark_set.all():
        remarks[remark.paragraph].append(remark)
    edits = {one.paragraph: one for one in consultation.draft_edits.all() if one.says_something}
    return Room(
        edits=edits,
        remarks=dict(remarks),
        contributions=tuple(consultation.subreturn_set.select_related("organisation")),
        answers=tuple(answers_of(consultation)),
        links=tuple(consultation.links.select_related("created_by")),
    )


def answers_of(consultation: Consultation) -> list[Answer]:
    answers = list(consultation.answers.all())
    for answer in answers:
        answer.consultation = consultation
    return answers
