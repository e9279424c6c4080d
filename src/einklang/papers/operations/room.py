"""Inside the house: comments, contributions of branches, the draft of the official answer."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit
from einklang.federation.models import Account
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Consultation, DraftEdit, Remark, SubReturn
from einklang.papers.models.houses import houses_of
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.circulation import locked_consultation
from einklang.papers.operations.files import keep, take_word_file
from einklang.papers.rules import circulation as rules


@dataclass(frozen=True)
class ParagraphEdit:
    """What somebody wants one paragraph to say."""

    number: int
    text: str
    is_changed: bool
    """Whether the text differs from the draft's; else only the comment counts."""
    comment: str
    revision: int
    """Of the draft answer that the editor saw; 0 if there was none."""


def add_remark(
    *, consultation: Consultation, paragraph: int | None, text: str, by: Account
) -> Remark:
    """Say something to the own house; it never leaves the room.

    :raises RefusedError: if the account is not of the house.
    :raises PaperError: if there is nothing to say or the circulation is closed.
    """
    refuse(rules.room_refusal(by, consultation))
    if not text.strip():
        raise PaperError(_("Please write a comment."))
    with transaction.atomic(), audit.acting(by, "papers.remark.added"):
        current = locked_consultation(consultation)
        fit(rules.closed_refusal(current.circulation))
        remark = Remark.objects.create(
            consultation=current,
            paragraph=paragraph,
            text=text.strip(),
            author=by,
            author_name=str(by),
        )
        audit.record("papers.remark.added", by=by, consultation=current.pk)
    return remark


def add_contribution(
    *, consultation: Consultation, upload: "UploadedFile[bytes]", note: str, by: Account
) -> SubReturn:
    """Hand a Word file to the own house.

    :raises RefusedError: if the account is not of the house.
    :raises FileRefusedError: if the file cannot be taken.
    :raises PaperError: if the circulation is closed.
    """
    refuse(rules.room_refusal(by, consultation))
    fit(rules.closed_refusal(consultation.circulation))
    file = take_word_file(upload)
    with transaction.atomic(), audit.acting(by, "papers.contribution.added"):
        current = locked_consultation(consultation)
        fit(rules.closed_refusal(current.circulation))
        contribution = SubReturn.objects.create(
            consultation=current,
            organisation_id=_spoken_for(by, current),
            author=by,
            author_name=str(by),
            file=keep(file.data),
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            note=note.strip(),
        )
        audit.record("papers.contribution.added", by=by, consultation=current.pk)
    return contribution


def save_edit(*, consultation: Consultation, edit: ParagraphEdit, by: Account) -> DraftEdit:
    """Write down what the house wants a paragraph to say.

    :raises RefusedError: if the account does not speak for the association.
    :raises StaleError: if somebody else has saved meanwhile; ``current`` is what they saved.
    :raises PaperError: if the answer has been sent or the circulation is closed.
    """
    refuse(rules.answer_refusal(by, consultation))
    with transaction.atomic(), audit.acting(by, "papers.draft_answer.saved"):
        current = locked_consultation(consultation)
        fit(rules.draft_refusal(current))
        row = current.draft_edits.filter(paragraph=edit.number).first()
        if (row.revision if row else 0) != edit.revision:
            raise StaleError(_stale_sentence(row), row)
        if row is None:
            row = DraftEdit(consultation=current, paragraph=edit.number, revision=0)
        row.text = edit.text if edit.is_changed else ""
        row.is_changed = edit.is_changed
        row.comment = edit.comment
        row.editor_name = str(by)
        row.revision += 1
        row.save()
        audit.record("papers.draft_answer.saved", by=by, consultation=current.pk)
    return row


def draft_state(consultation: Consultation) -> str:
    """Return a short mark of the draft answer as it stands; every change makes another one."""
    rows = consultation.draft_edits.order_by("paragraph").values_list("paragraph", "revision")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]


def _spoken_for(user: Account, consultation: Consultation) -> int | None:
    """Return the branch, or the association itself, that the account speaks for here."""
    body_id = consultation.circulation.paper.activity.body_id
    for house in houses_of(user):
        if house.body_id == body_id and house.association_id == consultation.association_id:
            return house.organisation_id
    return None


def _stale_sentence(row: DraftEdit | None) -> str:
    if row is None:
        return _("The draft answer has changed meanwhile. Please look at it again.")
    return _(
        "%(name)s has changed this paragraph meanwhile. Both texts stand below; nothing is lost."
    ) % {"name": row.editor_name}
