"""Every address x every role. The table beside this file says what each may open.

A new address is missing from the table and fails here. ``EK_WRITE_RIGHTS=1`` writes the table
anew; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.test import Client
from pghistory.models import Event
from tests.addresses import Address, example_arguments, make_examples, path_of
from tests.addresses import addresses as all_addresses
from tests.factories import make_account, make_body

from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation

TABLE = Path(__file__).parent / "matrix.yaml"
NOBODY = "anonymous"
OUTSIDER = "outsider"
VISITORS = [NOBODY, OUTSIDER, *(role.value for role in Role)]
STRANGERS = [NOBODY, OUTSIDER, Role.GUEST.value, Role.CARRIER_CONTACT.value]
PUBLIC = {
    "healthz", "readyz", "portal:home", "portal:record_list", "portal:record_detail",
    "portal:report_detail", "portal:report_download", "portal:paper_list", "portal:paper_detail",
    "portal:paper_card", "portal:paper_download", "portal:feed", "portal:sitemap",
    "portal:robots", "portal:imprint", "portal:accessibility", "core:components",
    "core:appearance", "invitation_accept", "reports:stylesheet",
}  # fmt: skip
"""The only addresses that anybody may open without signing in."""


def addresses() -> list[Address]:
    """Leave papers out: who sees them hangs on the associations, so they have their own table."""
    return [one for one in all_addresses() if not one.name.startswith("papers:")]


def sample_committee() -> Organisation:
    return Organisation.objects.filter(activities__isnull=False).distinct().get()


def clients() -> dict[str, Client]:
    """Return a signed-in client for each role, one of another committee, one not signed in."""
    body, other = sample_committee(), make_body()
    accounts: dict[str, Account] = {
        role.value: make_account(role=role, body=body) for role in Role
    }
    accounts[OUTSIDER] = make_account(role=Role.SECRETARIAT, body=other)
    made = {NOBODY: Client(raise_request_exception=True)}
    for name, account in accounts.items():
        made[name] = Client()
        made[name].force_login(account)
    return made


def opened(client: Client, path: str) -> str:
    """Say in one word what a visitor gets to see."""
    answer = client.get(path)
    if answer.streaming:
        # Read to its end, a file is closed.
        answer.getvalue()
    if answer.status_code in {301, 302}:
        return "sign-in" if "/konto/login" in answer["Location"] else "redirect"
    return str(answer.status_code)


def matrix() -> dict[str, dict[str, str]]:
    make_examples(sample_committee())
    everybody, values = clients(), example_arguments()
    return {
        address.name: {
            visitor: opened(client, path_of(address, values))
            for visitor, client in everybody.items()
        }
        for address in addresses()
    }


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, str]]:
    text = TABLE.read_text(encoding="utf-8") if TABLE.exists() else "{}"
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


@pytest.mark.usefixtures("sample_papers")
def test_every_address_opens_for_whom_the_table_says(expected: dict[str, dict[str, str]]) -> None:
    found = matrix()
    if os.environ.get("EK_WRITE_RIGHTS"):
        TABLE.write_text(yaml.safe_dump(found, sort_keys=True), encoding="utf-8")
        expected = found

    assert set(found) == set(expected)
    assert {
        name: (row, expected[name]) for name, row in found.items() if row != expected[name]
    } == {}


def test_table_lets_nobody_in_without_signing_in(expected: dict[str, dict[str, str]]) -> None:
    assert {
        name
        for name, row in expected.items()
        if name not in PUBLIC and row[NOBODY] not in {"sign-in", "405"}
    } == set()


def test_table_shows_an_outsider_no_record_of_the_committee(
    expected: dict[str, dict[str, str]],
) -> None:
    """Records named in the address are not found; only public ones have public addresses."""
    with_record = {
        address.name
        for address in addresses()
        if {"activity_id", "report_id", "section_id"} & set(address.arguments)
    }

    assert {
        name
        for name in with_record - PUBLIC
        if expected[name][OUTSIDER] not in {"403", "404", "405"}
    } == set()


def changes() -> int:
    """Count every change the database has ever noted."""
    return sum(model.objects.count() for model in apps.get_models() if issubclass(model, Event))


@pytest.mark.usefixtures("sample_papers")
@pytest.mark.parametrize("visitor", STRANGERS)
def test_posting_to_any_address_of_a_record_changes_nothing_for_strangers(visitor: str) -> None:
    make_examples(sample_committee())
    client, values = clients()[visitor], example_arguments()
    targets = [
        path_of(address, values)
        for address in addresses()
        if {"activity_id", "report_id", "section_id"} & set(address.arguments)
    ]
    before = changes()

    answers = {path: client.post(path).status_code for path in targets}

    assert len(targets) > 30
    assert changes() == before
    assert {path for path, status in answers.items() if status == 200} == set()
