"""Every address of papers x everybody who may come: roles, houses, branches, strangers.

``papers.yaml`` says what each opens on one paper in each stage. A new address is missing from it
and fails. ``EK_WRITE_RIGHTS=1`` writes the table anew; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
import yaml
from django.core.cache import cache
from django.test import Client
from tests.addresses import Address, addresses, path_of
from tests.factories import make_account, make_body, make_organisation
from tests.papers.examples import PaperExamples, make_paper_examples
from tests.papers.factories import make_branch
from tests.rights.test_matrix import NOBODY, changes, opened, sample_committee

from einklang.federation.enums import OrganisationKind, Role
from einklang.federation.models import Account, Organisation

TABLE = Path(__file__).parent / "papers.yaml"
OURS = [address for address in addresses() if address.name.startswith("papers:")]
STRANGERS = (NOBODY, "outsider", "guest", "carrier", "staff_of_another", "staff_without_house")
"""They have no part in any paper."""
BY_TOKEN = {
    "papers:answer_by_link",
    "papers:answer_by_link_draft",
    "papers:answer_by_link_passages",
    "papers:sign_off_link",
    "papers:sign_off_link_text",
    "papers:sign_off_break_link",
    "papers:digest_stop",
}
"""What a bearer opens; the example's token is a wrong one."""
IN_HOUSE = {
    "papers:room",
    "papers:room_draft",
    "papers:room_paragraph",
    "papers:room_remark",
    "papers:contribution_add",
    "papers:contribution_file",
    "papers:room_answer",
}
"""Inside the house of the example: nobody else, whatever the role."""
HOUSE = {"house", "branch_of_house"}


def visitors(body: Organisation) -> dict[str, Account]:
    """Return an account for everybody; the room of the examples is that of ``house``."""
    lead, house, other = (Organisation.objects.get(key=key) for key in ("awo", "dcv", "dd"))
    stranger = make_organisation(kind=OrganisationKind.ASSOCIATION)
    staff = Role.ASSOCIATION_STAFF
    return {
        "secretariat": make_account(role=Role.SECRETARIAT, body=body),
        "chair": make_account(role=Role.CHAIR, body=body),
        "member": make_account(role=Role.MEMBER, body=body),
        "delegate_of_lead": make_account(role=Role.MEMBER, body=body, organisation=lead),
        "house": make_account(role=staff, body=body, organisation=house),
        "branch_of_house": make_account(role=staff, body=body, organisation=make_branch(house)),
        "other_house": make_account(role=staff, body=body, organisation=other),
        "branch_of_other": make_account(role=staff, body=body, organisation=make_branch(other)),
        "staff_of_another": make_account(role=staff, body=body, organisation=stranger),
        "staff_without_house": make_account(role=staff, body=body),
        "carrier": make_account(role=Role.CARRIER_CONTACT, body=body, organisation=house),
        "guest": make_account(role=Role.GUEST, body=body),
        "operator": make_account(is_superuser=True, is_staff=True),
        "outsider": make_account(role=Role.SECRETARIAT, body=make_body(), organisation=stranger),
    }


def clients(body: Organisation) -> dict[str, Client]:
    made = {NOBODY: Client()}
    for name, account in visitors(body).items():
        made[name] = Client()
        made[name].force_login(account)
    return made


def matrix() -> dict[str, dict[str, str]]:
    body = sample_committee()
    examples = make_paper_examples(body)
    everybody = clients(body)
    return {
        address.name: {
            visitor: opened_anew(client, path_for(address, examples))
            for visitor, client in everybody.items()
        }
        for address in OURS
    }


def opened_anew(client: Client, path: str) -> str:
    """Open as if nobody had guessed a token before: guesses are counted and slowed down."""
    cache.clear()
    return opened(client, path)


def path_for(address: Address, examples: PaperExamples) -> str:
    return path_of(address, examples.values_for(address.name))


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, str]]:
    text = TABLE.read_text(encoding="utf-8") if TABLE.exists() else "{}"
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


@pytest.mark.usefixtures("sample_papers")
def test_every_address_of_papers_opens_for_whom_the_table_says(
    expected: dict[str, dict[str, str]],
) -> None:
    found = matrix()
    if os.environ.get("EK_WRITE_RIGHTS"):
        TABLE.write_text(yaml.safe_dump(found, sort_keys=True), encoding="utf-8")
        expected = found

    assert set(found) == set(expected)
    assert {
        name: (row, expected[name]) for name, row in found.items() if row != expected[name]
    } == {}


def test_table_of_papers_lets_no_stranger_in(expected: dict[str, dict[str, str]]) -> None:
    with_record = {
        address.name for address in OURS if any(name.endswith("_id") for name in address.arguments)
    }

    assert {
        (name, visitor)
        for name in with_record
        for visitor in STRANGERS
        if expected[name][visitor] in {"200", "redirect"}
    } == set()


def test_table_of_papers_keeps_the_rooms_to_their_houses(
    expected: dict[str, dict[str, str]],
) -> None:
    assert {
        (name, visitor): word
        for name in IN_HOUSE
        for visitor, word in expected[name].items()
        if visitor not in HOUSE and word not in {"404", "sign-in"}
    } == {}
    assert all(expected[name]["house"] == "200" for name in IN_HOUSE)


def test_table_of_papers_opens_nothing_with_a_wrong_token(
    expected: dict[str, dict[str, str]],
) -> None:
    assert {
        (name, word) for name in BY_TOKEN for word in expected[name].values() if word == "200"
    } == set()


@pytest.mark.usefixtures("sample_papers")
@pytest.mark.parametrize("visitor", [*STRANGERS, "operator"])
def test_posting_to_any_address_of_a_paper_changes_nothing_for_strangers(visitor: str) -> None:
    """Whoever runs the machine has no word in papers either."""
    body = sample_committee()
    examples = make_paper_examples(body)
    client = clients(body)[visitor]
    targets = [path_for(address, examples) for address in OURS if address.arguments]
    before = changes()

    answers = {path: client.post(path).status_code for path in targets}

    assert len(targets) > 60
    assert changes() == before
    assert {path for path, status in answers.items() if status == 200} == set()
