"""For whom an account speaks: its association, or the association its branch belongs to.

What happens inside a house is seen by its own people only, never by the lead, the secretariat
or whoever runs the machine.
"""

from dataclasses import dataclass

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Account, Affiliation
from einklang.federation.rules import Visitor

OF_A_HOUSE = frozenset({Role.CHAIR, Role.MEMBER, Role.ASSOCIATION_STAFF})


@dataclass(frozen=True)
class House:
    """One way in which an account belongs to an association, for one committee."""

    body_id: int
    association_id: int
    organisation_id: int
    """The association itself, or the branch of it that the account speaks for."""

    @property
    def is_branch(self) -> bool:
        return self.association_id != self.organisation_id


def houses_of(user: Visitor) -> tuple[House, ...]:
    """Return the houses of an account, asked once for each loaded account (two queries)."""
    if not isinstance(user, Account) or not user.is_active:
        return ()
    known: tuple[House, ...] | None = user.__dict__.get("_houses")
    if known is None:
        known = user.__dict__["_houses"] = _find(user)
    return known


def _find(user: Account) -> tuple[House, ...]:
    rows = [
        (access.body_id, access.organisation_id)
        for access in user.accesses.all()
        if access.role in OF_A_HOUSE and access.organisation_id
    ]
    if not rows:
        return ()
    parents = Affiliation.objects.on(clock.today()).filter(
        organisation__in={organisation for _, organisation in rows},
        kind=AffiliationKind.BRANCH,
        parent__kind=OrganisationKind.ASSOCIATION,
    )
    above: dict[int, list[int]] = {}
    for branch, parent in parents.values_list("organisation_id", "parent_id"):
        above.setdefault(branch, []).append(parent)
    return tuple(
        House(body, association, organisation)
        for body, organisation in rows
        for association in (organisation, *above.get(organisation, ()))
    )


def associations_in(user: Visitor, body_id: int) -> frozenset[int]:
    """Return the ids of the associations the account belongs to, for one committee."""
    return frozenset(house.association_id for house in houses_of(user) if house.body_id == body_id)


def speaks_officially(user: Visitor, body_id: int, association_id: int) -> bool:
    """Say whether the account may answer for the association: its branches may not."""
    return any(
        house.body_id == body_id and house.organisation_id == association_id
        for house in houses_of(user)
    )
