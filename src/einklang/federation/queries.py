"""Reads of the federation that several floors share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest

from einklang.core import clock
from einklang.core.sorting import query_words, sort_key
from einklang.federation.enums import AffiliationKind, MembershipRole, OrganisationKind
from einklang.federation.models import (
    Access,
    Account,
    Affiliation,
    Invitation,
    LeadTerm,
    Mandate,
    Membership,
    Office,
    OfficeTerm,
    Organisation,
    Person,
)
from einklang.federation.models.organisation import OrganisationQuerySet
from einklang.federation.models.sight import roles_of
from einklang.federation.rules import Visitor

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SPEAKING_KINDS = (
    OrganisationKind.FEDERATION,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.BRANCH,
    OrganisationKind.STATE_LEAGUE,
    OrganisationKind.CARRIER,
    OrganisationKind.OTHER,
)
SESSION_KEY = "body_id"
UNASKED = object()
LONGEST_NUMBER = 19
"""Digits that PostgreSQL takes for a key."""


def current_body(request: HttpRequest) -> Organisation | None:
    """Return the committee the visitor works for now, asked once a request.

    The one chosen in the session if there is access to it, else the first one; a superuser
    without access sees the first committee there is.
    """
    known = request.__dict__.get("_current_body", UNASKED)
    if known is UNASKED:
        known = request.__dict__["_current_body"] = find_body(request)
    return known if isinstance(known, Organisation) else None


def find_body(request: HttpRequest) -> Organisation | None:
    if not isinstance(request.user, Account):
        return None
    chosen = request.session.get(SESSION_KEY)
    bodies = [access.body for access in request.user.accesses.select_related("body")]
    if bodies:
        return next((body for body in bodies if body.pk == chosen), bodies[0])
    if not request.user.is_superuser:
        return None
    rows = Organisation.objects.bodies().order_by("sort_key")
    return rows.filter(pk=chosen or 0).first() or rows.first()


def bodies_of(account: Account) -> list[Organisation]:
    """Return the committees the account may switch between."""
    if account.is_superuser and not roles_of(account):
        return list(Organisation.objects.bodies())
    return list(Organisation.objects.filter(pk__in=list(roles_of(account))))


def has_second_factor(account: Account, besides: int | None = None) -> bool:
    """Say whether there is an authenticator app or a passkey (recovery codes do not count)."""
    rows = Authenticator.objects.filter(user=account, type__in=FACTORS)
    return bool(rows.exclude(pk=besides or 0).exists())


def speaking_organisations() -> QuerySet[Organisation]:
    """Return for whom staff and contacts may speak: no bodies, no public offices."""
    return Organisation.objects.filter(kind__in=SPEAKING_KINDS)


def accesses_of(body: Organisation) -> QuerySet[Access]:
    rows = Access.objects.filter(body=body).select_related("account", "organisation", "body")
    return rows.order_by("account__name", "account__email")


def invitations_of(body: Organisation) -> QuerySet[Invitation]:
    """Return what is not accepted and not withdrawn, expired ones too."""
    rows = Invitation.objects.filter(body=body, accepted_at=None, withdrawn_at=None)
    return rows.select_related("organisation", "invited_by", "body")


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation a link leads to; None if the link is forged, cut or replaced."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return None
    rows = Invitation.objects.select_related("body", "organisation")
    found = rows.filter(pk=number).first()
    return found if found and found.fits(token) else None


@dataclass(frozen=True)
class Choices:
    current: Organisation
    others: list[Organisation]


def committee_switcher(request: HttpRequest) -> Choices | None:
    """Return what the switcher in the header shows; costs nothing with one committee."""
    current = current_body(request)
    if current is None or not isinstance(request.user, Account):
        return None
    if len(roles_of(request.user)) == 1:
        return Choices(current, [])
    return Choices(current, [body for body in bodies_of(request.user) if body.pk != current.pk])


Ending = Affiliation | LeadTerm | Mandate | Membership | OfficeTerm


def still_open(rows: Iterable[Ending]) -> dict[str, Ending]:
    """Return the terms that have not ended, by a name that forms may carry."""
    today = clock.today()
    return {
        f"{type(row).__name__.lower()}-{row.pk}": row
        for row in rows
        if row.until is None or row.until >= today
    }


RANKS = {role: rank for rank, role in enumerate(MembershipRole)}


def found_organisations(
    user: Visitor, *, text: str = "", kind: str = "", land: str = ""
) -> OrganisationQuerySet:
    """Return organisations in German order whose present or former name has every word."""
    rows = Organisation.objects.visible_to(user)
    if kind:
        rows = rows.filter(kind=kind)
    if land:
        rows = rows.filter(land=land)
    for word in query_words(text):
        rows = rows.filter(
            Q(sort_key__contains=sort_key(word))
            | Q(short_name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(pk__in=Organisation.objects.filter(former_names__name__icontains=word))
        )
    return rows.order_by("sort_key", "pk")


def found_people(user: Visitor, text: str = "") -> QuerySet[Person]:
    """Return people in German order with the memberships of today."""
    rows = Person.objects.visible_to(user)
    for word in query_words(text):
        rows = rows.filter(sort_key__contains=sort_key(word))
    current = Membership.objects.current().select_related("organisation")
    return rows.prefetch_related(Prefetch("memberships", current, to_attr="present")).order_by(
        "sort_key", "pk"
    )


def found_offices(user: Visitor) -> QuerySet[Office]:
    """Return offices in German order with who holds them today, for those who may read it."""
    terms = OfficeTerm.objects.visible_to(user).current().select_related("person")
    rows = Office.objects.visible_to(user).select_related("organisation")
    return rows.prefetch_related(Prefetch("terms", terms, to_attr="present")).order_by(
        "sort_key", "pk"
    )


def members_on(body: Organisation, day: date) -> list[Membership]:
    """Return who belongs to the organisation on the day: chair first, then by name."""
    rows = Membership.objects.on(day).filter(organisation=body)
    found = list(rows.select_related("person", "on_behalf_of", "organisation"))
    return sorted(found, key=lambda row: (RANKS[MembershipRole(row.role)], row.person.sort_key))


def lead_on(federation: Organisation, day: date) -> Organisation | None:
    """Return the association that leads the federation on the day."""
    rows = LeadTerm.objects.on(day).filter(federation=federation).select_related("association")
    term = rows.order_by("-since").first()
    return term.association if term else None


def federation_of(body: Organisation) -> Organisation | None:
    """Return the federation a committee is part of."""
    rows = Affiliation.objects.filter(organisation=body, parent__kind=OrganisationKind.FEDERATION)
    found = rows.select_related("parent").first()
    return found.parent if found else None


@dataclass(frozen=True)
class OrganisationPage:
    """Everything the page of one organisation shows."""

    above: list[Affiliation]
    below: list[Affiliation]
    memberships: list[Membership]
    offices: list[OfficeTerm]
    leads: list[LeadTerm]
    led_by: list[LeadTerm]


def organisation_page(organisation: Organisation, user: Visitor) -> OrganisationPage:
    """Load what hangs on the organisation; people only for those who may read them."""
    terms = OfficeTerm.objects.visible_to(user).filter(office__organisation=organisation)
    members = Membership.objects.visible_to(user).filter(organisation=organisation)
    return OrganisationPage(
        above=list(organisation.affiliations.select_related("parent", "organisation")),
        below=list(organisation.affiliated.select_related("organisation", "parent")),
        memberships=sorted(
            members.select_related("person", "on_behalf_of"),
            key=lambda row: (RANKS[MembershipRole(row.role)], row.person.sort_key),
        ),
        offices=list(terms.select_related("office", "person")),
        leads=list(organisation.leads.select_related("federation")),
        led_by=list(organisation.lead_terms.select_related("association")),
    )


@dataclass(frozen=True)
class PersonPage:
    memberships: list[Membership]
    mandates: list[Mandate]
    offices: list[OfficeTerm]


def person_page(person: Person) -> PersonPage:
    return PersonPage(
        memberships=list(person.memberships.select_related("organisation", "on_behalf_of")),
        mandates=list(
            person.mandates.select_related("parliament", "group").prefetch_related("committees")
        ),
        offices=list(person.office_terms.select_related("office", "office__organisation")),
    )


@dataclass(frozen=True)
class Branch:
    """One node of the tree of a federation."""

    organisation: Organisation
    kind: str
    below: list["Branch"]


def organisation_tree(root: Organisation, day: date | None = None) -> Branch:
    """Return who belongs to whom on the day, in one query; circles are cut."""
    children: dict[int, list[Affiliation]] = {}
    rows = Affiliation.objects.on(day or clock.today()).exclude(kind=AffiliationKind.CARRIER)
    for row in rows.select_related("organisation"):
        children.setdefault(row.parent_id, []).append(row)
    return branch_of(root, "", children, frozenset())


def branch_of(
    node: Organisation,
    kind: str,
    children: dict[int, list[Affiliation]],
    passed: frozenset[int],
) -> Branch:
    passed |= {node.pk}
    below = [
        branch_of(row.organisation, row.get_kind_display(), children, passed)
        for row in children.get(node.pk, [])
        if row.organisation_id not in passed
    ]
    return Branch(node, kind, below)
