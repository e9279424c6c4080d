"""Reads that other floors rely on."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account, make_body, make_organisation, make_person

from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Access, Affiliation, LeadTerm, Membership
from einklang.federation.queries import (
    SESSION_KEY,
    committee_switcher,
    current_body,
    federation_of,
    lead_on,
    members_on,
    organisation_tree,
)

pytestmark = pytest.mark.django_db


def request_by(user: Any, **session: int) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    request.session = session  # type: ignore[assignment]  # a session is a mapping here
    return request


def test_current_body_is_the_chosen_one_and_asked_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second = make_body(name="Aal"), make_body(name="Zander")
    account = make_account(role=Role.MEMBER, body=first)
    Access.objects.create(account=account, body=second, role=Role.GUEST)
    request = request_by(account, **{SESSION_KEY: second.pk})

    with django_assert_num_queries(1):
        assert current_body(request) == second
        assert current_body(request) == second
    assert current_body(request_by(account)) == first
    assert current_body(request_by(account, **{SESSION_KEY: make_body().pk})) == first


def test_current_body_of_nobody_and_of_an_operator() -> None:
    assert current_body(request_by(AnonymousUser())) is None
    assert current_body(request_by(make_account())) is None
    operator = make_account(is_superuser=True)
    assert current_body(request_by(operator)) is None
    body = make_body()
    assert current_body(request_by(operator)) == body


def test_switcher_offers_the_other_committees() -> None:
    first, second = make_body(name="Aal"), make_body(name="Zander")
    account = make_account(role=Role.MEMBER, body=first)
    alone = committee_switcher(request_by(account))
    assert alone is not None
    assert (alone.current, alone.others) == (first, [])

    Access.objects.create(account=account, body=second, role=Role.GUEST)
    account.__dict__.pop("_roles")
    both = committee_switcher(request_by(account))
    assert both is not None
    assert (both.current, both.others) == (first, [second])


def test_members_and_lead_are_those_of_the_day() -> None:
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    body = make_body()
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    old, new = make_organisation(), make_organisation()
    LeadTerm.objects.create(
        federation=federation, association=old, since=date(2023, 1, 1), until=date(2024, 12, 31)
    )
    LeadTerm.objects.create(federation=federation, association=new, since=date(2025, 1, 1))
    rows = {
        name: Membership.objects.create(
            person=make_person(family_name=name),
            organisation=body,
            role=role,
            since=date(2024, 1, 1),
            until=until,
        )
        for name, role, until in (
            ("Zander", "chair", None),
            ("Ährenfeld", "delegate", None),
            ("Aal", "delegate", date(2024, 6, 30)),
        )
    }

    assert federation_of(body) == federation
    assert lead_on(federation, date(2024, 12, 31)) == old
    assert lead_on(federation, date(2025, 1, 1)) == new
    assert lead_on(federation, date(2022, 1, 1)) is None
    assert members_on(body, date(2024, 6, 30)) == [rows["Zander"], rows["Aal"], rows["Ährenfeld"]]
    assert members_on(body, date(2024, 7, 1)) == [rows["Zander"], rows["Ährenfeld"]]


def test_tree_cuts_circles(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    root, child = make_organisation(), make_organisation()
    Affiliation.objects.create(organisation=child, parent=root, kind=AffiliationKind.MEMBER)
    Affiliation.objects.create(organisation=root, parent=child, kind=AffiliationKind.MEMBER)

    with django_assert_num_queries(1):
        tree = organisation_tree(root)

    assert [branch.organisation for branch in tree.below] == [child]
    assert tree.below[0].below == []
