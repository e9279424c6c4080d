"""Switching the digest off and on, by the page and by the link in its mail."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.papers.factories import make_paper, secretary

from einklang.papers.operations.reminders import stop_token
from einklang.papers.queries.digest import wants_digest

pytestmark = pytest.mark.django_db


def test_digest_is_switched_on_its_page() -> None:
    account = secretary(make_paper())
    client = Client()
    client.force_login(account)
    address = reverse("papers:digest_setting")
    assert client.get(address).status_code == 200

    client.post(address, {"is_on": "0"})
    off = wants_digest(account)
    client.post(address, {"is_on": "1"})

    assert (off, wants_digest(account)) == (False, True)


def test_page_needs_a_sign_in_but_the_link_does_not() -> None:
    account = secretary(make_paper())
    assert Client().get(reverse("papers:digest_setting")).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    address = reverse("papers:digest_stop", args=[stop_token(account)])

    asked = strict.get(address)
    still_on = wants_digest(account)
    posted = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert (asked.status_code, still_on) == (200, True)
    assert (posted.status_code, wants_digest(account)) == (200, False)
    assert account.email not in asked.content.decode()


def test_made_up_link_is_not_found() -> None:
    assert Client().post(reverse("papers:digest_stop", args=["abc"])).status_code == 404
