import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories import make_account, make_programme
from tests.programmes.samples import make_source

from einklang.federation.enums import Role
from einklang.programmes import rules
from einklang.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIR, Role.MEMBER])
def test_programmes_are_changed_by_the_committees_own_people(role: Role) -> None:
    assert rules.edit_refusal(make_account(role=role)) is None


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST, None])
def test_programmes_are_only_read_by_everybody_else(role: Role | None) -> None:
    assert rules.edit_refusal(make_account(role=role))
    assert rules.edit_refusal(AnonymousUser())


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (2020, 2024, True),
        (2024, 2024, True),
        (None, 2024, True),
        (2024, None, True),
        (2024, 2020, False),
    ],
)
def test_years_end_after_they_begin(since: int | None, until: int | None, *, fits: bool) -> None:
    assert (rules.years_refusal(since, until) is None) == fits


def test_strand_hangs_on_a_programme_that_is_no_strand() -> None:
    whole = make_programme()
    strand, other = make_programme(parent=whole), make_programme()

    assert rules.parent_refusal(other, None) is None
    assert rules.parent_refusal(other, whole) is None
    assert rules.parent_refusal(Programme(), whole) is None
    assert rules.parent_refusal(other, strand)
    assert rules.parent_refusal(other, other)
    assert rules.parent_refusal(whole, other)


def test_figure_without_a_source_is_refused() -> None:
    assert rules.source_refusal(None)
    assert rules.source_refusal(make_source()) is None
