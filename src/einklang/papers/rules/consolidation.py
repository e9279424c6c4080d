"""Who puts answers together and decides, and when it is too late. Refusals are sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.federation.rules import Visitor
from einklang.papers.enums import JobState, ProposalVerdict, Stage
from einklang.papers.models import Consolidation, Proposal
from einklang.papers.rules.papers import lead_refusal

OPEN_FOR_RESULT = frozenset({Stage.CONSOLIDATING, Stage.DRAFTING})
"""Where a result can become the next text. Drafting: the paper was dropped and taken up again."""


def decide_refusal(user: Visitor, consolidation: Consolidation) -> str | None:
    """Let the lead decide as long as the result has not been made a version."""
    return lead_refusal(user, consolidation.paper) or decidable_refusal(consolidation)


def decidable_refusal(consolidation: Consolidation) -> str | None:
    if consolidation.result_id is not None:
        return _("The result has been adopted; nothing can be decided any more.")
    if consolidation.state != JobState.DONE:
        return _("The answers have not been put together yet.")
    if consolidation.paper.stage not in OPEN_FOR_RESULT:
        return _("The paper is %(stage)s; this step is not possible now.") % {
            "stage": consolidation.paper.get_stage_display()
        }
    return None


def verdict_refusal(proposal: Proposal, verdict: str, reason: str, own_text: str) -> str | None:
    """Say what a decision lacks: a reason, own words, or a place for them."""
    if verdict == ProposalVerdict.REJECT and not reason.strip():
        return _("Please give a reason: the associations will read it.")
    if verdict == ProposalVerdict.REPLACE:
        if not proposal.takes_own_words:
            return _("This only changes a look or a table; there is no room for own words.")
        if not own_text.strip():
            return _("Please write the words that are to stand there.")
    return None


def adopt_refusal(user: Visitor, consolidation: Consolidation, undecided: int) -> str | None:
    """Adopt only what is decided to the last proposal."""
    if reason := decide_refusal(user, consolidation):
        return reason
    if undecided:
        return ngettext(
            "%(number)d proposal is still undecided.",
            "%(number)d proposals are still undecided.",
            undecided,
        ) % {"number": undecided}
    return None


def superseded_refusal(consolidation: Consolidation) -> str | None:
    """Keep the result of an older circulation from taking back what was written since."""
    number = consolidation.circulation.number
    if not consolidation.paper.circulations.filter(number__gt=number).exists():
        return None
    return _("There is a newer circulation of this paper.")


def retry_refusal(user: Visitor, consolidation: Consolidation) -> str | None:
    if reason := lead_refusal(user, consolidation.paper):
        return reason
    if consolidation.state != JobState.FAILED:
        return _("There is nothing to try again.")
    return None
