"""The list and the page of a paper: what they show to whom, and at what cost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import make_account, make_body, make_organisation, make_programme
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import clock
from einklang.federation.enums import OrganisationKind, Role
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Actor, CallPurpose, PartyRole, Stage, VersionOrigin
from einklang.papers.models import Call, Paper

pytestmark = pytest.mark.django_db

LIST = "/papiere/"


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def full_paper(body: Organisation, **fields: object) -> Paper:
    """Make a paper with everything that hangs on one at its beginning."""
    paper = make_paper(
        body=body,
        associations=3,
        deadline_at=clock.now() + timedelta(days=3),
        received_at=clock.now() - timedelta(days=1),
        sender=make_organisation(kind=OrganisationKind.MINISTRY),
        **fields,
    )
    paper.activity.programmes.add(make_programme())
    paper.plan_steps.create(key="a", label="Schritt", actor=Actor.LEAD, due_at=clock.now())
    make_version(paper)
    make_version(paper)
    Call.objects.create(
        paper=paper, association=paper.lead, purpose=CallPurpose.OTHER, called_at=clock.now(),
        caller_name="Kim", spoken_to="Toni",
    )  # fmt: skip
    return paper


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?stage=all&q=Papier&mine=1"])
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ASSOCIATION_STAFF])
def test_list_costs_the_same_for_one_paper_and_for_three(role: Role, query: str) -> None:
    body = make_body()
    paper = full_paper(body)
    asked = paper.parties.filter(role=PartyRole.ASKED).first()
    assert asked is not None
    client = signed_in(make_account(role=role, body=body, organisation=asked.association))
    once = queries_of(client, LIST + query)
    for _more in range(2):
        another = full_paper(body)
        another.parties.create(association=asked.association, role=PartyRole.ASKED)

    assert queries_of(client, LIST + query) == once
    assert once <= 22


def test_page_costs_the_same_for_one_version_and_for_three() -> None:
    paper = full_paper(make_body())
    client = signed_in(secretary(paper))
    path = paper.get_absolute_url()
    once = queries_of(client, path)
    for number in range(3, 6):
        make_version(paper, number=number)
        paper.plan_steps.create(
            key=f"k{number}", label="Schritt", actor=Actor.LEAD, due_at=clock.now()
        )
        paper.parties.create(association=make_association(), role=PartyRole.ASKED)

    assert queries_of(client, path) == once


def test_list_shows_what_is_due_first_and_hides_what_is_over() -> None:
    body, now = make_body(), clock.now()
    late = make_paper(body=body, title="Später fällig", deadline_at=now + timedelta(days=30))
    soon = make_paper(body=body, title="Bald fällig", deadline_at=now + timedelta(days=2))
    never = make_paper(body=body, title="Ohne Frist")
    make_paper(body=body, title="Erschienen", stage=Stage.PUBLISHED, deadline_at=now)
    make_paper(title="In einem anderen Ausschuss")
    client = signed_in(make_account(role=Role.MEMBER, body=body))

    page = client.get(LIST)

    assert [line.paper for line in page.context["lines"]] == [soon, late, never]
    assert "no deadline" in page.content.decode()


def test_list_is_narrowed_by_every_filter() -> None:
    body, now = make_body(), clock.now()
    mine = make_association(name="Verband Z")
    wanted = make_paper(
        body=body,
        associations=[make_association(), mine],
        title="Beratung für Nutzer*innen",
        reference="ZBM 1-4",
        deadline_at=now + timedelta(days=3),
    )
    make_paper(body=body, title="Etwas ganz anderes", deadline_at=now - timedelta(days=3))
    refresh_search()
    client = signed_in(make_account(role=Role.MEMBER, body=body, organisation=mine))
    queries = {
        "q=Nutzer:innen": 1, "q=Nutzerinnen": 1, "q=zbm 1-4": 1, f"lead={wanted.lead_id}": 1,
        f"kind={wanted.kind_id}": 1, "deadline=week": 1, "mine=1": 1, "deadline=month": 1,
        "deadline=none": 0, "stage=signing": 0, "q=Unfug": 0,
    }  # fmt: skip

    for query, count in queries.items():
        page = client.get(f"{LIST}?{query}")
        found = [line.paper for line in page.context["lines"]]
        assert found == [wanted][:count], query
        assert page.context["chips"][0].without == ""


def test_list_finds_what_is_overdue_and_all() -> None:
    body, now = make_body(), clock.now()
    over = make_paper(body=body, deadline_at=now - timedelta(days=3))
    done = make_paper(body=body, deadline_at=now - timedelta(days=1), stage=Stage.PUBLISHED)
    client = signed_in(make_account(role=Role.MEMBER, body=body))

    overdue = client.get(f"{LIST}?deadline=overdue")
    everything = client.get(f"{LIST}?stage=all")

    assert [line.paper for line in overdue.context["lines"]] == [over]
    assert "passed" in overdue.content.decode()
    assert [line.paper for line in everything.context["lines"]] == [done, over]


def test_list_never_finds_by_the_committees_own_note() -> None:
    paper = make_paper(title="Papier zur Beratung von Nutzer*innen")
    paper.activity.summary = "Geheimsache"
    paper.activity.save()
    refresh_search()
    asked = paper.parties.get(role=PartyRole.ASKED).association

    inside = signed_in(secretary(paper)).get(f"{LIST}?q=Geheimsache")
    outside = signed_in(speaker(paper, asked))

    assert [line.paper for line in inside.context["lines"]] == [paper]
    assert outside.get(f"{LIST}?q=Geheimsache").context["lines"] == []
    for text in ("beratung", "Nutzer:innen", "nutzerinnen"):
        page = outside.get(f"{LIST}?q={text}")
        assert [line.paper for line in page.context["lines"]] == [paper]


def test_list_fragment_is_a_part_of_the_page() -> None:
    paper = full_paper(make_body())
    client = signed_in(secretary(paper))

    whole = client.get(LIST)
    part = client.get(LIST, headers={"hx-request": "true"})

    assert part.content.decode().strip() in whole.content.decode()
    assert part.headers["HX-Push-Url"] == f"{LIST}?"


def test_empty_lists_say_what_to_do() -> None:
    body = make_body()
    member = signed_in(make_account(role=Role.MEMBER, body=body))
    staff = signed_in(
        make_account(role=Role.ASSOCIATION_STAFF, body=body, organisation=make_association())
    )

    assert "open a paper, and the plan lays itself" in member.get(LIST).content.decode()
    assert "No paper fits" in member.get(f"{LIST}?q=x").content.decode()
    assert "As soon as your association takes part" in staff.get(LIST).content.decode()
    assert reverse("papers:paper_new") not in staff.get(LIST).content.decode()


def test_list_needs_a_committee_and_somebody_signed_in() -> None:
    assert signed_in(make_account()).get(LIST).status_code == 403
    assert Client().get(LIST).status_code == 302


def test_page_shows_way_deadline_short_term_and_plan() -> None:
    paper = full_paper(make_body())
    page = signed_in(secretary(paper)).get(paper.get_absolute_url())

    text = page.content.decode()
    assert [(step.label, step.state) for step in page.context["way"]][:2] == [
        ("being drafted", "now"),
        ("with the associations", "next"),
    ]
    assert text.count('aria-current="step"') == 2
    assert "too short" in text
    assert "Mehr Demokratie e. V." in text
    assert page.context["short"].is_very_short
    assert "Schritt" in text
    assert all(version.short_hash in text for version in paper.versions.all())


@pytest.mark.parametrize("stage", list(Stage))
def test_page_of_every_stage_is_shown(stage: Stage) -> None:
    paper = full_paper(make_body(), stage=stage)

    page = signed_in(secretary(paper)).get(paper.get_absolute_url())

    assert page.status_code == 200
    changeable = stage not in {Stage.PUBLISHED, Stage.DROPPED}
    assert page.context["may"]["change"] is changeable
    assert page.context["may"]["take_up"] is (stage == Stage.DROPPED)


def test_page_shows_drafts_to_those_who_draft_and_what_was_sent_out_to_others() -> None:
    paper = make_paper(associations=3)
    lead, along, asked = (party.association for party in paper.parties.all())
    paper.parties.filter(association=along).update(role=PartyRole.CO_DRAFTER)
    sent, draft = make_version(paper), make_version(paper)
    make_circulation(sent)
    readers: dict[str, Callable[[], Account]] = {
        "secretary": lambda: secretary(paper),
        "lead": lambda: speaker(paper, lead),
        "co-drafter": lambda: speaker(paper, along),
        "asked": lambda: speaker(paper, asked),
        "member": lambda: make_account(role=Role.MEMBER, body=paper.activity.body),
    }

    shown = {
        name: signed_in(make()).get(paper.get_absolute_url()).context["versions"]
        for name, make in readers.items()
    }

    assert shown == {
        "secretary": [draft, sent],
        "lead": [draft, sent],
        "co-drafter": [draft, sent],
        "asked": [sent],
        "member": [sent],
    }


def test_page_shows_calls_to_those_who_lead_only() -> None:
    paper = full_paper(make_body())
    asked = paper.parties.filter(role=PartyRole.ASKED).first()
    assert asked is not None

    leading = signed_in(secretary(paper)).get(paper.get_absolute_url()).content.decode()
    other = signed_in(speaker(paper, asked.association)).get(paper.get_absolute_url())

    assert "Toni" in leading
    assert "Toni" not in other.content.decode()


def test_page_is_not_found_for_strangers() -> None:
    paper = make_paper()

    stranger = signed_in(speaker(paper, make_association()))
    elsewhere = signed_in(make_account(role=Role.SECRETARIAT))

    assert stranger.get(paper.get_absolute_url()).status_code == 404
    assert elsewhere.get(paper.get_absolute_url()).status_code == 404
    assert Client().get(paper.get_absolute_url()).status_code == 302


def test_page_links_the_chronicle_only_for_those_who_may_read_it() -> None:
    paper = make_paper()
    link = paper.activity.get_absolute_url()
    asked = paper.parties.get(role=PartyRole.ASKED).association

    inside = signed_in(secretary(paper)).get(paper.get_absolute_url())
    outside = signed_in(speaker(paper, asked)).get(paper.get_absolute_url())

    assert f'href="{link}"' in inside.content.decode()
    assert f'href="{link}"' not in outside.content.decode()


def test_page_draws_what_a_redrafted_paper_has_seen() -> None:
    paper = make_paper()
    make_circulation(make_version(paper), closed_at=clock.now())
    make_version(paper, origin=VersionOrigin.CONSOLIDATION)
    Paper.objects.update(stage=Stage.DRAFTING)

    page = signed_in(secretary(paper)).get(paper.get_absolute_url())

    assert [step.state for step in page.context["way"]] == [
        "now", "done", "done", "next", "next", "next",
    ]  # fmt: skip


def test_page_escapes_what_people_type() -> None:
    paper = make_paper(title="<script>alert(1)</script>", reference="<b>fett</b>")
    client = signed_in(secretary(paper))

    for path in (LIST, paper.get_absolute_url()):
        text = client.get(path).content.decode()
        assert "<script>alert" not in text
        assert "<b>fett" not in text
