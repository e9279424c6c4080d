"""Single sign-on against a provider of our own on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.factories import make_account

from einklang.federation.enums import Role
from einklang.federation.models import Account

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Answers what a provider answers; the claims are set by the test."""

    claims: dict[str, Any] = {}

    server: HTTPServer

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known"):
            self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/jwks",
                }
            )
        else:
            self.answer(self.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "access", "token_type": "Bearer"})

    def answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[type[Provider]]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    app = {
        "provider_id": "sso",
        "name": "Verbands-Login",
        "client_id": "einklang",
        "secret": "geheim",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_address[1]}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield Provider
    server.shutdown()
    thread.join()
    server.server_close()


def signed_in_by(provider: type[Provider], **claims: Any) -> Client:
    """Go the whole way: to the provider and back."""
    provider.claims = {"sub": "4711", **claims}
    client = Client()
    there = client.post(reverse("openid_connect_login", args=["sso"]))
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "code", "state": state})
    return client


def test_known_verified_address_signs_in(provider: type[Provider]) -> None:
    account = make_account(role=Role.MEMBER, email="da@example.org")

    client = signed_in_by(provider, email="Da@example.org", email_verified=True)

    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "da@example.org", "email_verified": False},
        {"email": "fremd@example.org", "email_verified": True},
    ],
)
def test_unverified_and_unknown_addresses_stay_outside(
    provider: type[Provider], claims: dict[str, Any]
) -> None:
    make_account(role=Role.MEMBER, email="da@example.org")

    client = signed_in_by(provider, **claims)

    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == 1


def test_blocked_account_stays_outside(provider: type[Provider]) -> None:
    make_account(role=Role.MEMBER, email="da@example.org", is_active=False)

    client = signed_in_by(provider, email="da@example.org", email_verified=True)

    assert "_auth_user_id" not in client.session


def test_sign_in_page_offers_the_provider(provider: type[Provider]) -> None:  # noqa: ARG001 - it is configured
    assert "Verbands-Login" in Client().get(reverse("account_login")).content.decode()
