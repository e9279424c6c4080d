"""Which associations a committee may ask, in the order they have agreed on."""

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind
from einklang.federation.models import Affiliation, Organisation
from einklang.federation.queries import federation_of, lead_on


def associations_for(body: Organisation) -> list[Organisation]:
    """Return today's members of the federation in their agreed order.

    A committee that is part of no federation may ask every association there is.
    """
    federation = federation_of(body)
    if federation is None:
        return list(Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION))
    rows = Affiliation.objects.on(clock.today()).filter(
        parent=federation, kind=AffiliationKind.MEMBER
    )
    return [row.organisation for row in rows.select_related("organisation")]


def register_associations(body: Organisation) -> list[Organisation]:
    """Return the associations whose standing in the register the committee writes down.

    There is one standing for each association. A committee without a federation has no say
    about the members of another one's.
    """
    found = associations_for(body)
    if federation_of(body) is not None:
        return found
    members = Affiliation.objects.on(clock.today()).filter(
        kind=AffiliationKind.MEMBER, parent__kind=OrganisationKind.FEDERATION
    )
    of_federations = set(members.values_list("organisation_id", flat=True))
    return [one for one in found if one.pk not in of_federations]


def present_lead(body: Organisation) -> Organisation | None:
    """Return the association that leads the federation today."""
    federation = federation_of(body)
    return lead_on(federation, clock.today()) if federation else None
