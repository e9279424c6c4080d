"""The routes of papers show what the account may read, and nothing else."""

import pytest
from django.test import Client
from tests.factories import make_account, make_body, make_programme
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import Actor, PartyRole

pytestmark = pytest.mark.django_db

PAPERS = "/api/v1/papers"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_list_holds_the_papers_of_the_committee() -> None:
    body = make_body()
    paper = make_paper(body=body, reference="Z 4", deadline_at=clock.now())
    paper.activity.programmes.add(make_programme(key="programm"))
    make_paper()
    client = signed_in(secretary(paper))

    found = client.get(f"{PAPERS}?committee={body.pk}").json()
    none = client.get(f"{PAPERS}?committee={body.pk}&stage=agreed").json()
    unknown = client.get(PAPERS, {"committee": 0}).json()

    assert (found["count"], found["offset"]) == (1, 0)
    row = found["results"][0]
    assert (row["id"], row["title"], row["reference"]) == (paper.pk, paper.activity.title, "Z 4")
    assert (row["stage"], row["programmes"]) == ("drafting", ["programm"])
    assert [party["role"] for party in row["parties"]] == ["lead", "asked"]
    assert (none["count"], unknown["count"]) == (0, 0)
    assert client.get(PAPERS).status_code == 422


def test_one_paper_has_versions_and_plan() -> None:
    paper = make_paper()
    sent, draft = make_version(paper), make_version(paper)
    make_circulation(sent)
    paper.plan_steps.create(key="a", label="Schritt", actor=Actor.LEAD, due_at=clock.now())
    asked = paper.parties.get(role=PartyRole.ASKED).association

    inside = signed_in(secretary(paper)).get(f"{PAPERS}/{paper.pk}").json()
    outside = signed_in(speaker(paper, asked)).get(f"{PAPERS}/{paper.pk}").json()

    assert [one["number"] for one in inside["versions"]] == [draft.number, sent.number]
    assert [one["sha256"] for one in outside["versions"]] == [sent.sha256]
    assert [step["key"] for step in inside["plan"]] == ["a"]


def test_papers_of_others_are_not_there() -> None:
    paper = make_paper()
    stranger = signed_in(speaker(paper, make_association()))

    assert stranger.get(f"{PAPERS}/{paper.pk}").status_code == 404
    assert stranger.get(PAPERS, {"committee": paper.activity.body_id}).json()["count"] == 0
    assert signed_in(make_account()).get(f"{PAPERS}/{paper.pk}").status_code == 404
    assert Client().get(f"{PAPERS}/{paper.pk}").status_code == 401
