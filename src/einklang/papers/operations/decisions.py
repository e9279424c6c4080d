"""Decide about proposals, singly or many at once, so that no decision of another is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.federation.models import Account
from einklang.papers.enums import ProposalVerdict
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Consolidation, Proposal
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.consolidation import locked
from einklang.papers.queries.proposals import Selection, selected
from einklang.papers.rules.consolidation import decide_refusal, verdict_refusal
from einklang.papers.rules.papers import lead_refusal


@dataclass(frozen=True)
class NewDecision:
    verdict: str
    reason: str = ""
    own_text: str = ""


def decide(
    *, proposal: Proposal, decision: NewDecision, seen_revision: int, by: Account
) -> Proposal:
    """Decide about one proposal, or decide anew.

    :raises RefusedError: if the account may not, or it is too late.
    :raises PaperError: if a reason or own words are missing.
    :raises StaleError: if somebody else decided meanwhile; it carries what holds now.
    """
    with transaction.atomic(), audit.acting(by, "papers.proposal.decided"):
        row = _locked(proposal, by)
        _check_revision(row, seen_revision)
        fit(verdict_refusal(row, decision.verdict, decision.reason, decision.own_text))
        if decision.verdict not in ProposalVerdict.values:
            raise PaperError(_("Please choose a decision."))
        is_own = decision.verdict == ProposalVerdict.REPLACE
        row.verdict, row.reason = decision.verdict, decision.reason.strip()
        row.own_text = plain_lines(decision.own_text) if is_own else ""
        row.decided_by, row.decided_at = by, clock.now()
        row.revision += 1
        row.save()
        audit.record("papers.proposal.decided", by=by, proposal=row.pk, verdict=row.verdict)
    return row


def plain_lines(words: str) -> str:
    """Return own words as the engine takes them: a line feed is a new paragraph."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def reopen_decision(*, proposal: Proposal, seen_revision: int, by: Account) -> Proposal:
    """Take a decision back; who decided what stays in the history.

    :raises RefusedError: if the account may not, or it is too late.
    :raises StaleError: if somebody else decided meanwhile.
    """
    with transaction.atomic(), audit.acting(by, "papers.proposal.reopened"):
        row = _locked(proposal, by)
        _check_revision(row, seen_revision)
        _open(row)
        row.save()
        audit.record("papers.proposal.reopened", by=by, proposal=row.pk)
    return row


def _open(row: Proposal) -> None:
    row.verdict = row.reason = row.own_text = ""
    row.decided_by = row.decided_at = None
    row.revision += 1


def _locked(proposal: Proposal, by: Account) -> Proposal:
    # Adoption locks the consolidation too: it waits for decisions, and they for it.
    consolidation = locked(proposal.consolidation)
    refuse(decide_refusal(by, consolidation))
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("decided_by")
    row = rows.get(pk=proposal.pk)
    row.consolidation = consolidation
    return row


def _check_revision(row: Proposal, seen: int) -> None:
    if row.revision != seen:
        raise StaleError(_("Somebody else was faster. Please look at both decisions."), row)


def decide_many(
    *, consolidation: Consolidation, selection: Selection, decision: NewDecision, by: Account
) -> tuple[int, datetime]:
    """Decide about everything in the selection that is still undecided.

    :returns: how many, and the moment that ``reopen_many`` takes to undo it.
    :raises RefusedError: if the account may not, or it is too late.
    :raises PaperError: if the reason is missing, or own words are given for many.
    """
    if decision.verdict not in {ProposalVerdict.ACCEPT, ProposalVerdict.REJECT}:
        raise PaperError(_("Many at once can be adopted or not; own words fit one place only."))
    now = clock.now()
    with transaction.atomic(), audit.acting(by, "papers.proposals.decided"):
        row = locked(consolidation)
        refuse(decide_refusal(by, row))
        fit(verdict_refusal(Proposal(), decision.verdict, decision.reason, ""))
        number = _undecided(row, selection, by).update(
            verdict=decision.verdict,
            reason=decision.reason.strip(),
            decided_by=by,
            decided_at=now,
            revision=F("revision") + 1,
        )
        audit.record("papers.proposals.decided", by=by, consolidation=row.pk, number=number)
    return number, now


def _undecided(row: Consolidation, selection: Selection, by: Account) -> QuerySet[Proposal]:
    return selected(Proposal.objects.filter(consolidation=row, verdict=""), selection, by)


def reopen_many(*, consolidation: Consolidation, decided_at: datetime, by: Account) -> int:
    """Undo what one account decided at one moment; what was decided anew since stays.

    :raises RefusedError: if the account may not, or it is too late.
    """
    with transaction.atomic(), audit.acting(by, "papers.proposals.reopened"):
        row = locked(consolidation)
        refuse(decide_refusal(by, row))
        number = Proposal.objects.filter(
            consolidation=row, decided_by=by, decided_at=decided_at
        ).update(
            verdict="",
            reason="",
            own_text="",
            decided_by=None,
            decided_at=None,
            revision=F("revision") + 1,
        )
        audit.record("papers.proposals.reopened", by=by, consolidation=row.pk, number=number)
    return number


def assign(*, proposals: Sequence[Proposal], to: Account | None, by: Account) -> None:
    """Say who is to decide about proposals of one consolidation; None leaves it to all.

    :raises RefusedError: if the account may not, or it is too late.
    :raises PaperError: if the other one may not decide here.
    """
    if not proposals:
        return
    with transaction.atomic(), audit.acting(by, "papers.proposal.assigned"):
        row = locked(proposals[0].consolidation)
        refuse(decide_refusal(by, row))
        if to is not None:
            fit(lead_refusal(to, row.paper))
        Proposal.objects.filter(
            consolidation=row, pk__in=[proposal.pk for proposal in proposals]
        ).update(assigned_to=to)
        audit.record("papers.proposal.assigned", by=by, consolidation=row.pk)
