"""Who lets a paper go out, who takes it back, and who reads it before."""

from django.utils.translation import gettext as _

from einklang.federation.rules import Visitor
from einklang.papers.enums import Stage
from einklang.papers.models import Paper, Publication
from einklang.papers.rules.papers import lead_refusal, steer_refusal, watch_refusal


def release_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let the secretariat and the chair release."""
    return steer_refusal(user, paper)


def release_stage_refusal(paper: Paper) -> str | None:
    if paper.stage == Stage.AGREED:
        return None
    if paper.stage == Stage.PUBLISHED:
        return _("The paper is released already.")
    return _("Only a paper whose sign-off is closed as agreed can be released.")


def preview_refusal(user: Visitor, paper: Paper) -> str | None:
    """Those who steer and who lead see beforehand what would go out."""
    return lead_refusal(user, paper)


def withdraw_refusal(user: Visitor, publication: Publication) -> str | None:
    return steer_refusal(user, publication.paper)


def withdraw_state_refusal(publication: Publication) -> str | None:
    if publication.withdrawn_at is None:
        return None
    return _("This paper has been taken back already.")


def download_refusal(user: Visitor, paper: Paper) -> str | None:
    """Those who take part read the released files, also under embargo."""
    return watch_refusal(user, paper)
