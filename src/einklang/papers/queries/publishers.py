"""In whose name a committee's papers and letters go out."""

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind
from einklang.federation.models import Affiliation, Organisation


def publisher_of(body: Organisation) -> Organisation:
    """Return the federation the committee is part of today, else the committee itself."""
    rows = Affiliation.objects.on(clock.today()).filter(
        organisation=body,
        kind__in=(AffiliationKind.PART, AffiliationKind.MEMBER),
        parent__kind=OrganisationKind.FEDERATION,
    )
    part = rows.select_related("parent").order_by("order", "pk").first()
    return part.parent if part else body
