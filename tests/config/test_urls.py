import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_administration_has_no_sign_in_of_its_own(client: Client) -> None:
    """A second door would let people in without their second factor."""
    for path in ("/verwaltung/", "/verwaltung/login/"):
        answer = client.get(path, follow=True)

        assert answer.redirect_chain[-1][0].startswith("/konto/login/")
