"""Who leads a paper, who takes part, who may move it on."""

from django.utils.translation import gettext as _

from einklang.federation import rules as federation_rules
from einklang.federation.models import Organisation
from einklang.federation.rules import INSIDERS, Visitor, role_in
from einklang.papers.enums import ALLOWED, Stage
from einklang.papers.models import Paper
from einklang.papers.models.houses import associations_in, speaks_officially


def open_refusal(user: Visitor, body: Organisation) -> str | None:
    """Only the committee's own people open a paper."""
    return federation_rules.edit_refusal(user, body)


def is_steering(user: Visitor, paper: Paper) -> bool:
    """Say whether the account is the secretariat or the chair of the paper's committee."""
    return federation_rules.steer_refusal(user, paper.activity.body) is None


def is_of_lead(user: Visitor, paper: Paper) -> bool:
    """Say whether the account speaks for the association that leads the paper."""
    return speaks_officially(user, paper.activity.body_id, paper.lead_id)


def lead_refusal(user: Visitor, paper: Paper) -> str | None:
    """Drafting, circulating, deciding: the lead association, the secretariat and the chair."""
    if is_steering(user, paper) or is_of_lead(user, paper):
        return None
    return _("Only the lead association, the secretariat and the chair may do this.")


def steer_refusal(user: Visitor, paper: Paper) -> str | None:
    """Releasing, rules of sign-off, the register: the secretariat and the chair."""
    return federation_rules.steer_refusal(user, paper.activity.body)


def watch_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let insiders of the committee and the associations that take part read along."""
    if role_in(user, paper.activity.body) in INSIDERS:
        return None
    parties = {party.association_id for party in paper.parties.all()}
    if parties & associations_in(user, paper.activity.body_id):
        return None
    return _("Only those who take part in the paper may read this.")


def stage_refusal(paper: Paper, wanted: Stage) -> str | None:
    """Say why the paper cannot go there from where it is."""
    if wanted in ALLOWED[Stage(paper.stage)]:
        return None
    return _("The paper is %(stage)s; this step is not possible now.") % {
        "stage": paper.get_stage_display()
    }
