"""Who opens a paper, changes its facts, its associations and its text."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import PartyRole, Stage
from einklang.papers.models import Answer, Consultation, Paper, PaperKind, SignOff
from einklang.papers.models.houses import speaks_officially
from einklang.papers.rules.papers import is_steering, lead_refusal, steer_refusal

TEXT_STAYS = frozenset({Stage.CIRCULATING, Stage.CONSOLIDATING})


def kind_refusal(body: Organisation, kind: PaperKind) -> str | None:
    """Kinds belong to everybody or to one committee."""
    if kind.kind.body_id in {None, body.pk}:
        return None
    return _("This kind of paper belongs to another committee.")


def change_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let those who lead change it, until it is published or dropped."""
    if reason := lead_refusal(user, paper):
        return reason
    return open_paper_refusal(paper)


def open_paper_refusal(paper: Paper) -> str | None:
    if paper.stage == Stage.PUBLISHED:
        return _("The paper is published and stays as it is.")
    if paper.stage == Stage.DROPPED:
        return _("The paper was dropped. Take it up again first.")
    return None


def hand_over_refusal(user: Visitor, paper: Paper) -> str | None:
    """Who leads a paper is decided by the secretariat and the chair."""
    return steer_refusal(user, paper)


def drop_refusal(user: Visitor, paper: Paper) -> str | None:
    if reason := lead_refusal(user, paper):
        return reason
    if paper.stage == Stage.DROPPED:
        return _("The paper is dropped already.")
    return open_paper_refusal(paper)


def take_up_refusal(user: Visitor, paper: Paper) -> str | None:
    if reason := lead_refusal(user, paper):
        return reason
    return None if paper.stage == Stage.DROPPED else _("The paper is not dropped.")


def plan_refusal(user: Visitor, paper: Paper) -> str | None:
    if reason := change_refusal(user, paper):
        return reason
    return None if paper.deadline_at else _("Without a deadline there is nothing to plan from.")


def version_refusal(user: Visitor, paper: Paper) -> str | None:
    """Say why no new text may be handed in; while associations answer, it stays."""
    if reason := change_refusal(user, paper):
        return reason
    if paper.stage in TEXT_STAYS:
        return _(
            "The associations are answering to this text, so it stays as it is"
            " until their answers are put together."
        )
    return None


def draft_reading_refusal(user: Visitor, paper: Paper) -> str | None:
    """Every version, sent out or not: steering, the lead association and the co-drafters."""
    if is_steering(user, paper):
        return None
    writing = {
        party.association_id
        for party in paper.parties.all()
        if party.role in {PartyRole.LEAD, PartyRole.CO_DRAFTER}
    }
    body_id = paper.activity.body_id
    if any(speaks_officially(user, body_id, one) for one in writing | {paper.lead_id}):
        return None
    return _("Only those who draft the paper may read versions that were not sent out.")


def removal_refusal(paper: Paper, leaving: Iterable[int]) -> str | None:
    """Name the associations that have to stay: they have answered, signed, or are being asked."""
    ids = set(leaving)
    if not ids:
        return None
    answered = Answer.objects.filter(consultation__circulation__paper=paper)
    asked = Consultation.objects.filter(
        circulation__paper=paper, circulation__closed_at=None, association__in=ids
    )
    signed = SignOff.objects.filter(
        Q(answered_at__isnull=False) | Q(round__closed_at=None),
        round__paper=paper,
        association__in=ids,
    )
    staying = Organisation.objects.filter(
        Q(pk__in=answered.values("consultation__association_id"))
        | Q(pk__in=asked.values("association_id"))
        | Q(pk__in=signed.values("association_id")),
        pk__in=ids,
    )
    names = ", ".join(str(one) for one in staying)
    if not names:
        return None
    return _("%s: asked or heard already, so this stays part of the paper.") % names


def call_refusal(user: Visitor, paper: Paper) -> str | None:
    """Log calls: those who lead the paper, as long as it is on its way."""
    return change_refusal(user, paper)
