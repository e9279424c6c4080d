"""Who can be asked to do something about a paper."""

from django.db.models import Q, QuerySet

from einklang.federation.models import Account
from einklang.federation.rules import STEERING
from einklang.papers.models import Paper
from einklang.papers.models.houses import OF_A_HOUSE


def deciders_of(paper: Paper) -> QuerySet[Account]:
    """Return the accounts that may decide: of the lead association, the secretariat, the chair."""
    body = Q(accesses__body=paper.activity.body_id)
    of_lead = body & Q(accesses__organisation=paper.lead_id, accesses__role__in=OF_A_HOUSE)
    steering = body & Q(accesses__role__in=STEERING)
    rows = Account.objects.filter(of_lead | steering, is_active=True)
    return rows.distinct().order_by("name", "email")
