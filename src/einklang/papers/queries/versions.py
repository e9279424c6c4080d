"""Who reads which version."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from einklang.federation.rules import Visitor
from einklang.papers.models import Circulation, Paper, Publication, SignOffRound, Version
from einklang.papers.rules.opening import draft_reading_refusal


def visible_versions(user: Visitor, paper: Paper) -> QuerySet[Version]:
    """Return the versions the visitor may read, the latest first.

    Those who draft read all; everybody else what was sent out: to the associations, for
    sign-off, or to the public.
    """
    rows = Version.objects.filter(paper=paper)
    if draft_reading_refusal(user, paper) is None:
        return rows
    sent_out = Q()
    for model in (Circulation, SignOffRound, Publication):
        sent_out |= Q(Exists(model.objects.filter(version=OuterRef("pk"))))
    return rows.filter(sent_out)
