"""Who asks for a sign-off, who gives it, and when it is too late for either."""

from django.utils.translation import gettext as _

from einklang.federation.rules import Visitor
from einklang.papers.enums import CARRYING, LinkScope, SignOffMode, SignOffState
from einklang.papers.models import Paper, PaperLink, SignOff, SignOffRound, SignOffRules
from einklang.papers.models.houses import associations_in, speaks_officially
from einklang.papers.rules.papers import lead_refusal, steer_refusal


def rules_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let the secretariat and the chair set quorum, majority and silence."""
    return steer_refusal(user, paper)


def round_refusal(user: Visitor, paper: Paper) -> str | None:
    """Asking, reminding, logging calls, closing: the lead, the secretariat and the chair."""
    return lead_refusal(user, paper)


def protocol_refusal(user: Visitor, sign_off_round: SignOffRound) -> str | None:
    """Who was asked reads the protocol as soon as the round is closed."""
    paper = sign_off_round.paper
    reason = lead_refusal(user, paper)
    if reason is None:
        return None
    asked = {one.association_id for one in sign_off_round.sign_offs.all()}
    if not asked & associations_in(user, paper.activity.body_id):
        return reason
    if sign_off_round.is_open:
        return _("You can read the protocol as soon as the round is closed.")
    return None


def mode_refusal(rules: SignOffRules, paper: Paper, mode: str) -> str | None:
    """Say why silence may not count as consent here."""
    if mode != SignOffMode.TACIT:
        return None
    if not rules.allows_silence:
        return _("The rules do not allow that silence counts as consent.")
    if rules.silence_not_for_first and paper.is_first_of_topic:
        return _(
            "This is the first paper on its subject. For it the rules do not allow that silence"
            " counts as consent."
        )
    return None


def speaker_refusal(user: Visitor, sign_off: SignOff) -> str | None:
    """Only who speaks officially for the association gives its word; a branch does not."""
    if speaks_officially(user, sign_off.round.paper.activity.body_id, sign_off.association_id):
        return None
    return _("Only somebody who speaks officially for %(association)s may do this.") % {
        "association": sign_off.association
    }


def deputy_refusal(user: Visitor, sign_off: SignOff) -> str | None:
    """Let the lead and the association itself say who may answer for it by a link."""
    if round_refusal(user, sign_off.round.paper) is None:
        return None
    return speaker_refusal(user, sign_off)


def link_refusal(link: PaperLink, sign_off: SignOff, scopes: frozenset[LinkScope]) -> str | None:
    """Keep a link to its one act for one association, once, as long as it is open."""
    fits = link.sign_off_id == sign_off.pk and link.association_id == sign_off.association_id
    if not fits or link.scope not in scopes:
        return _("This link was made for something else.")
    if link.revoked_at is not None:
        return _("This link was withdrawn. Please ask the lead association for a new one.")
    if not link.is_open:
        return _("This link is too old. Please ask the lead association for a new one.")
    if link.used_at is not None:
        return _(
            "This link has been used already. To change the answer, please sign in or ask the"
            " lead association for a new link."
        )
    return None


def bearer_refusal(user: Visitor, sign_off: SignOff) -> str | None:
    """Refuse whoever is signed in for other associations of the committee only."""
    houses = associations_in(user, sign_off.round.paper.activity.body_id)
    if not houses or sign_off.association_id in houses:
        return None
    return _("This link was made for another association. It opens nothing for you.")


def round_closed_refusal(sign_off: SignOff) -> str | None:
    if sign_off.round.is_open:
        return None
    return _("This round of sign-off is closed. What had been answered until then counts.")


def answer_state_refusal(sign_off: SignOff) -> str | None:
    """Say why the state of the sign-off takes no answer, apart from lateness."""
    if reason := round_closed_refusal(sign_off):
        return reason
    if sign_off.state == SignOffState.LAPSED:
        return _("The text has changed. Please answer the request for the new version.")
    if sign_off.state == SignOffState.WITHDRAWN and sign_off.due_at and not sign_off.spoke_at:
        return _(
            "Your consent by silence was withdrawn. Only a new round can ask you again; please"
            " talk to the lead association."
        )
    return None


def newer_round_refusal(sign_off: SignOff) -> str | None:
    """Only the latest round says who carries the paper; elsewhere a word would change nothing."""
    rounds = SignOffRound.objects.filter(paper=sign_off.round.paper_id)
    if not rounds.filter(number__gt=sign_off.round.number).exists():
        return None
    return _("There is a newer round of sign-off for this paper. What counts stands there.")


def withdrawal_refusal(sign_off: SignOff, present: SignOffState) -> str | None:
    """Allow to withdraw what carries the paper, by silence or not, until it is published."""
    if not sign_off.round.paper.is_open:
        return _("The paper is published or dropped; a sign-off can no longer be withdrawn.")
    if reason := newer_round_refusal(sign_off):
        return reason
    if present in CARRYING:
        return None
    return _("There is no sign-off that could be withdrawn.")


def break_refusal(sign_off: SignOff) -> str | None:
    if not sign_off.round.is_tacit:
        return _("In this round silence does not count as consent; nothing has to be broken.")
    return round_closed_refusal(sign_off)


def fulfilment_refusal(sign_off: SignOff) -> str | None:
    if sign_off.state != SignOffState.CONDITION:
        return _("There is no condition that could be fulfilled.")
    if sign_off.fulfilled_at is not None:
        return _("The condition is already recorded as fulfilled.")
    return newer_round_refusal(sign_off)
