"""Who asks the associations, who works in a house's room, who sends its answer."""

from django.utils.translation import gettext as _

from einklang.federation.rules import Visitor
from einklang.papers.enums import Stage
from einklang.papers.models import Answer, Circulation, Consultation, Paper, PaperLink
from einklang.papers.models.houses import associations_in, speaks_officially
from einklang.papers.rules.papers import is_of_lead, is_steering, stage_refusal, watch_refusal


def opening_refusal(paper: Paper) -> str | None:
    """Say why the paper cannot be sent to the associations as things are."""
    if reason := stage_refusal(paper, Stage.CIRCULATING):
        return reason
    if not paper.versions.exists():
        return _("There is no text yet that could be sent to the associations.")
    return None


def closed_refusal(circulation: Circulation) -> str | None:
    if circulation.is_open:
        return None
    return _("This circulation has been closed. It takes nothing more.")


def is_of_house(user: Visitor, consultation: Consultation) -> bool:
    body = consultation.circulation.paper.activity.body_id
    return consultation.association_id in associations_in(user, body)


def is_speaker(user: Visitor, consultation: Consultation) -> bool:
    body = consultation.circulation.paper.activity.body_id
    return speaks_officially(user, body, consultation.association_id)


def room_refusal(user: Visitor, consultation: Consultation) -> str | None:
    """Only the people of the house and of its branches: no other role opens the door."""
    if is_of_house(user, consultation):
        return None
    return _("Only the people of this association may enter its room.")


def answer_refusal(user: Visitor, consultation: Consultation) -> str | None:
    """Branches comment and contribute; what goes out is the association's own word."""
    if is_speaker(user, consultation):
        return None
    return _(
        "Only those who speak for %(association)s write and send its official answer. You can"
        " comment and hand in a contribution."
    ) % {"association": consultation.association}


def draft_refusal(consultation: Consultation) -> str | None:
    """Say why the draft answer is not to be changed any more."""
    if reason := closed_refusal(consultation.circulation):
        return reason
    if consultation.answers.filter(withdrawn_at=None).exists():
        return _("The official answer has been sent, so its draft is not changed any more.")
    return None


def withdrawal_refusal(user: Visitor, answer: Answer) -> str | None:
    """Let the association itself, and whoever steers, take back a wrong file."""
    consultation = answer.consultation
    if is_speaker(user, consultation) or is_steering(user, consultation.circulation.paper):
        return None
    return _("Only the association itself and the secretariat can take an answer back.")


def link_refusal(user: Visitor, consultation: Consultation) -> str | None:
    if is_speaker(user, consultation) or is_steering(user, consultation.circulation.paper):
        return None
    return _("Only those who speak for the association and the secretariat make links for it.")


def answer_sight_refusal(user: Visitor, answer: Answer) -> str | None:
    """Show an answer to lead, steering and its own house at once, to others after the closing."""
    circulation = answer.consultation.circulation
    if answer.withdrawn_at is not None and not is_of_house(user, answer.consultation):
        return _("This answer has been taken back.")
    if is_of_lead(user, circulation.paper) or is_steering(user, circulation.paper):
        return None
    if is_of_house(user, answer.consultation):
        return None
    if not circulation.is_open and watch_refusal(user, circulation.paper) is None:
        return None
    return _("The answers of the others are shown when the circulation has been closed.")


def link_bearer_refusal(user: Visitor, link: PaperLink) -> str | None:
    """Refuse whoever is signed in for other associations of the committee only."""
    if link.consultation is None:
        return _("This link opens something else.")
    houses = associations_in(user, link.consultation.circulation.paper.activity.body_id)
    if not houses or link.association_id in houses:
        return None
    return _("This link was made for another association.")
