"""The official answer of an association: sent once, frozen, taken back only as a whole."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind
from einklang.papers.errors import PaperError, StaleError, TooLateError
from einklang.papers.models import Answer, Circulation, Consultation, PaperLink
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.circulation import locked_consultation
from einklang.papers.operations.files import WordFile, keep
from einklang.papers.operations.room import draft_state
from einklang.papers.rendering import answers as rendering
from einklang.papers.rules import circulation as rules

LONGEST_STEM = 200
"""Characters of a file name before its ending."""


@dataclass(frozen=True)
class NewAnswer:
    kind: AnswerKind
    file: WordFile | None = None
    """Checked before. Without one, changes and comments come from the house's draft answer."""
    note: str = ""
    seen: str = ""
    """The state of the draft answer that the sender saw; empty asks nothing."""


@dataclass(frozen=True)
class Sender:
    account: Account | None
    name: str
    link: PaperLink | None = None
    """Through which a deputy without an account came."""


def send_answer(*, consultation: Consultation, answer: NewAnswer, sender: Sender) -> Answer:
    """Send the one official answer of an association.

    The deadline counts to its very second; what comes later is marked as late while the
    circulation is open.

    :raises RefusedError: if the account may not answer for the association.
    :raises TooLateError: if the circulation is closed, or the link is not valid any more.
    :raises StaleError: if somebody has answered already, or the draft answer has changed.
    :raises PaperError: if there is nothing to send.
    """
    sent_at = clock.now()
    _refuse_sender(consultation, sender)
    _refuse_missing_draft(consultation, answer)
    file = answer.file or _written(consultation, answer.kind, sender, sent_at)
    with transaction.atomic(), audit.acting(sender.account, "papers.answer.sent"):
        current = locked_consultation(consultation)
        link = _locked_link(sender.link, current)
        if not current.circulation.is_open:
            raise TooLateError(too_late_sentence(current.circulation))
        _refuse_second(current)
        if answer.seen and answer.seen != draft_state(current):
            raise StaleError(_("The draft answer has changed meanwhile. Please look again."))
        sent = Answer.objects.create(
            consultation=current,
            kind=answer.kind,
            file=keep(file.data) if file else "",
            name=file.name if file else "",
            size=file.size if file else 0,
            sha256=file.sha256 if file else "",
            note=answer.note.strip(),
            is_late=current.is_late_at(sent_at),
            sent_at=sent_at,
            sent_by=sender.account,
            sender_name=sender.name.strip(),
            by_link=link is not None,
        )
        if link is not None:
            link.used_at = sent_at
            link.save(update_fields=["used_at"])
        audit.record(
            "papers.answer.sent",
            by=sender.account,
            answer=sent.pk,
            link=link.pk if link else None,
            sender_name=sent.sender_name,
        )
    return sent


def withdraw_answer(*, answer: Answer, by: Account) -> None:
    """Take an answer back while the circulation is open; it is kept, and a new one may come.

    :raises RefusedError: if the account is neither of the association nor steers.
    :raises PaperError: if the circulation is closed or it was taken back already.
    """
    refuse(rules.withdrawal_refusal(by, answer))
    with transaction.atomic(), audit.acting(by, "papers.answer.withdrawn"):
        current = locked_consultation(answer.consultation)
        fit(rules.closed_refusal(current.circulation))
        row = current.answers.filter(pk=answer.pk, withdrawn_at=None).first()
        if row is None:
            raise PaperError(_("This answer has been taken back already."))
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        audit.record("papers.answer.withdrawn", by=by, answer=row.pk)


def draft_wishes(consultation: Consultation) -> rendering.Wishes:
    """Return what the house's draft answer says."""
    rows = list(consultation.draft_edits.all())
    return rendering.Wishes(
        edits={row.paragraph: row.text for row in rows if row.is_changed},
        comments={row.paragraph: row.comment for row in rows if row.comment},
    )


def write_answer(
    consultation: Consultation, wishes: rendering.Wishes, sender_name: str, at: datetime
) -> WordFile:
    """Write the Word file of an answer that was made in the browser.

    :raises PaperError: if a text does not fit its paragraph.
    """
    version = consultation.circulation.version
    association = str(consultation.association)
    draftsman = rendering.Draftsman(association, sender_name.strip(), at)
    data = rendering.written(version, wishes=wishes, draftsman=draftsman)
    stem = f"{PurePath(version.name).stem} – {association}"
    return WordFile(f"{stem[:LONGEST_STEM]}.docx", data)


def too_late_sentence(circulation: Circulation) -> str:
    """Say that it is too late, and whom to call."""
    lead = circulation.paper.lead
    person = circulation.opened_by
    contact = f"{lead} ({person}, {person.email})" if person else str(lead)
    return _(
        "The circulation has been closed on %(when)s; it takes no more answers. Please call"
        " %(contact)s: only they can open it again."
    ) % {"when": moment_text(circulation.closed_at), "contact": contact}


def answered_sentence(answer: Answer) -> str:
    return _("%(name)s has already sent the answer of %(association)s on %(when)s.") % {
        "name": answer.sender_name,
        "association": answer.consultation.association,
        "when": moment_text(answer.sent_at),
    }


def moment_text(moment: datetime | None) -> str:
    """Write a moment with the time of day, as the clocks in Berlin show it."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _refuse_sender(consultation: Consultation, sender: Sender) -> None:
    if sender.link is None:
        account = sender.account
        no_sender = _("Please sign in or use your link.")
        refuse(rules.answer_refusal(account, consultation) if account else no_sender)
    if not sender.name.strip():
        raise PaperError(_("Please give your name: the answer is kept with it."))


def _refuse_missing_draft(consultation: Consultation, answer: NewAnswer) -> None:
    if answer.kind == AnswerKind.NIL or answer.file is not None:
        return
    if answer.kind == AnswerKind.DOCX:
        raise PaperError(_("Please choose a Word file."))
    wishes = draft_wishes(consultation)
    if answer.kind == AnswerKind.EDITS and not wishes.edits:
        raise PaperError(_("No paragraph has been changed yet."))
    if answer.kind == AnswerKind.COMMENTS and not wishes.comments:
        raise PaperError(_("Nothing has been commented yet."))


def _written(
    consultation: Consultation, kind: AnswerKind, sender: Sender, at: datetime
) -> WordFile | None:
    if kind == AnswerKind.NIL:
        return None
    wishes = draft_wishes(consultation)
    if kind == AnswerKind.COMMENTS:
        wishes = rendering.Wishes(comments=wishes.comments)
    return write_answer(consultation, wishes, sender.name, at)


def _locked_link(link: PaperLink | None, consultation: Consultation) -> PaperLink | None:
    if link is None:
        return None
    rows = PaperLink.objects.select_for_update(of=("self",))
    current = rows.filter(pk=link.pk, consultation=consultation).open().first()
    if current is None:
        raise TooLateError(_("This link is not valid any more."))
    return current


def _refuse_second(consultation: Consultation) -> None:
    standing = consultation.answers.filter(withdrawn_at=None).first()
    if standing is not None:
        raise StaleError(answered_sentence(standing), standing)
