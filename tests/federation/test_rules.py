"""Who may enter and change records of a committee."""

import pytest
from tests.factories import make_account, make_body

from einklang.federation.enums import Role
from einklang.federation.rules import INSIDERS, edit_refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_only_the_committees_own_people_edit(role: Role) -> None:
    body, other = make_body(), make_body()
    account = make_account(role=role, body=body)

    assert (edit_refusal(account, body) is None) == (role in INSIDERS)
    assert edit_refusal(account, other) is not None
