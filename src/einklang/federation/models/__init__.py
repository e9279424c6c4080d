from einklang.federation.models.account import Access, Account, Invitation
from einklang.federation.models.organisation import (
    Affiliation,
    LeadTerm,
    Organisation,
    OrganisationName,
)
from einklang.federation.models.person import Mandate, Membership, Office, OfficeTerm, Person

__all__ = [
    "Access",
    "Account",
    "Affiliation",
    "Invitation",
    "LeadTerm",
    "Mandate",
    "Membership",
    "Office",
    "OfficeTerm",
    "Organisation",
    "OrganisationName",
    "Person",
]
