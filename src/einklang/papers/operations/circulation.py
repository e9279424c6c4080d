"""Ask the associations, give them more time, close and reopen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import ConsultationMode, Stage
from einklang.papers.errors import PaperError
from einklang.papers.models import (
    Answer,
    Circulation,
    Consolidation,
    Consultation,
    Paper,
    Version,
)
from einklang.papers.operations.acts import fit, locked, move, refuse
from einklang.papers.operations.consolidation import order_consolidation
from einklang.papers.rules import circulation as rules
from einklang.papers.rules.papers import lead_refusal


@dataclass(frozen=True)
class Asked:
    """One association, what is asked of it, and until when."""

    association: Organisation
    mode: ConsultationMode
    deadline_at: datetime


def open_circulation(
    *, paper: Paper, version: Version, asked: Sequence[Asked], message: str, by: Account
) -> Circulation:
    """Send a version to the associations; each gets a room, its speakers get a mail.

    :raises RefusedError: if the account does not lead the paper.
    :raises PaperError: if the paper is elsewhere, nobody is asked, an association takes no part
        in the paper, or a deadline has passed.
    """
    refuse(lead_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.circulation.opened"):
        current = locked(paper)
        refuse(lead_refusal(by, current))
        fit(rules.opening_refusal(current))
        fit(_asking_refusal(current, version, asked))
        latest = current.circulations.aggregate(number=Max("number"))["number"] or 0
        circulation = Circulation.objects.create(
            paper=current, number=latest + 1, version=version, message=message, opened_by=by
        )
        for one in asked:
            consultation = Consultation.objects.create(
                circulation=circulation,
                association=one.association,
                mode=one.mode,
                deadline_at=one.deadline_at,
            )
            announce(consultation)
        move(current, Stage.CIRCULATING)
        audit.record(
            "papers.circulation.opened", by=by, circulation=circulation.pk, asked=len(asked)
        )
    return circulation


def extend_deadline(*, consultation: Consultation, deadline_at: datetime, by: Account) -> None:
    """Give an association more time; its speakers are told unless they have answered.

    :raises RefusedError: if the account does not lead the paper.
    :raises PaperError: if the circulation is closed or the new deadline is not later.
    """
    refuse(lead_refusal(by, consultation.circulation.paper))
    with transaction.atomic(), audit.acting(by, "papers.deadline.extended"):
        current = locked_consultation(consultation)
        fit(rules.closed_refusal(current.circulation))
        if deadline_at <= max(current.deadline_at, clock.now()):
            raise PaperError(_("The new deadline must be later than the present one."))
        current.deadline_at = deadline_at
        current.save(update_fields=["deadline_at"])
        announce(current)
        audit.record("papers.deadline.extended", by=by, consultation=current.pk)


def close_circulation(
    *, circulation: Circulation, by: Account, knows_of_missing: bool = False
) -> Circulation:
    """Take no more answers and order the consolidation, if there is anything to put together.

    Without a single file the paper goes back to drafting. Who has not answered is recorded as
    that, never as consent.

    :raises RefusedError: if the account does not lead the paper.
    :raises PaperError: if it is closed already, or answers are missing and that was not confirmed.
    """
    refuse(lead_refusal(by, circulation.paper))
    with transaction.atomic(), audit.acting(by, "papers.circulation.closed"):
        paper = locked(circulation.paper)
        current = locked_circulation(circulation)
        fit(rules.closed_refusal(current))
        missing = missing_sentence(current)
        if missing and not knows_of_missing:
            raise PaperError(missing)
        current.closed_at = clock.now()
        current.save(update_fields=["closed_at"])
        files = standing_answers(current).exclude(file="").count()
        if files:
            move(paper, Stage.CONSOLIDATING)
            # Same transaction: a rollback also takes the job back.
            order_consolidation(current, by=by)
        else:
            move(paper, Stage.DRAFTING)
        audit.record("papers.circulation.closed", by=by, circulation=current.pk, files=files)
    return current


def reopen_consultation(*, consultation: Consultation, deadline_at: datetime, by: Account) -> None:
    """Open a closed circulation again so that one association can still answer.

    What was put together meanwhile is dropped and made anew at the next closing.

    :raises RefusedError: if the account does not lead the paper.
    :raises PaperError: if it is open, has answered, is not the latest one, there is a newer
        version, something has been decided, or the deadline has passed.
    """
    refuse(lead_refusal(by, consultation.circulation.paper))
    with transaction.atomic(), audit.acting(by, "papers.consultation.reopened"):
        paper = locked(consultation.circulation.paper)
        current = locked_consultation(consultation)
        circulation = current.circulation
        fit(_reopening_refusal(paper, current))
        if deadline_at <= clock.now():
            raise PaperError(_("The deadline must lie in the future."))
        Consolidation.objects.filter(circulation=circulation).delete()
        circulation.closed_at = None
        circulation.save(update_fields=["closed_at"])
        current.deadline_at = deadline_at
        current.save(update_fields=["deadline_at"])
        move(paper, Stage.CIRCULATING)
        announce(current)
        audit.record("papers.consultation.reopened", by=by, consultation=current.pk)


def announce(consultation: Consultation) -> None:
    """Order the mail that tells an association's speakers what is asked until when."""
    jobs.enqueue(
        "papers.send_circulation",
        consultation_id=consultation.pk,
        # A form gives the time of Berlin, the database that of Greenwich: one spelling for both.
        until=consultation.deadline_at.astimezone(UTC).isoformat(),
    )


def missing_sentence(circulation: Circulation) -> str:
    """Say how many have not answered; empty if all have."""
    asked = circulation.consultations.exclude(mode=ConsultationMode.INFORM).count()
    missing = circulation.consultations.unanswered().count()
    if not missing:
        return ""
    return ngettext(
        "%(missing)s of %(asked)s has not answered: it counts as not answered, not as consent.",
        "%(missing)s of %(asked)s have not answered: they count as not answered, not as consent.",
        missing,
    ) % {"missing": missing, "asked": asked}


def standing_answers(circulation: Circulation) -> QuerySet[Answer]:
    return Answer.objects.filter(consultation__circulation=circulation, withdrawn_at=None)


def locked_circulation(circulation: Circulation) -> Circulation:
    """Load it anew; closing and answering wait for each other. Call inside a transaction."""
    rows = Circulation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("paper__activity__body", "paper__lead", "opened_by").get(
        pk=circulation.pk
    )


def locked_consultation(consultation: Consultation) -> Consultation:
    """Load it anew with its circulation, both locked. Call inside a transaction."""
    circulation = locked_circulation(consultation.circulation)
    rows = Consultation.objects.select_for_update(of=("self",), no_key=True)
    current = rows.select_related("association").get(pk=consultation.pk)
    current.circulation = circulation
    return current


def _asking_refusal(paper: Paper, version: Version, asked: Sequence[Asked]) -> str | None:
    if version.paper_id != paper.pk:
        return _("This version belongs to another paper.")
    if not asked:
        return _("Please choose at least one association.")
    parties = {party.association_id for party in paper.parties.all()}
    now = clock.now()
    for one in asked:
        if one.association.pk not in parties:
            return _("%s does not take part in this paper.") % one.association
        if one.deadline_at <= now:
            return _("The deadline of %s must lie in the future.") % one.association
    return None


def _reopening_refusal(paper: Paper, consultation: Consultation) -> str | None:
    circulation = consultation.circulation
    if circulation.is_open:
        return _("The circulation is open; you can extend the deadline instead.")
    if consultation.answers.filter(withdrawn_at=None).exists():
        return _("%s has answered.") % consultation.association
    if paper.circulations.filter(number__gt=circulation.number).exists():
        return _("There is a newer circulation of this paper.")
    if paper.versions.filter(number__gt=circulation.version.number).exists():
        return _("There is a newer version of the paper; please send that one out.")
    decided = Consolidation.objects.filter(circulation=circulation)
    # Who is just deciding comes first; afterwards there is nothing left to decide about.
    list(decided.select_for_update(of=("self",)).values_list("pk"))
    if decided.filter(Q(result__isnull=False) | Q(proposals__verdict__gt="")).exists():
        return _("Proposals have been decided already; an answer would come too late for them.")
    return None
