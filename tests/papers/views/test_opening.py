"""Open, edit, drop, take up, plan: what the pages do and whom they refuse."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_account, make_body, make_organisation
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_paper_kind,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Account, Affiliation, LeadTerm, Organisation
from einklang.papers.enums import Actor, Pace, PartyRole, Stage
from einklang.papers.models import Paper, PlanTemplate

pytestmark = pytest.mark.django_db

LONG_NAME = "Gesamtverband der Träger:innen " * 9


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def moment(days: int) -> str:
    at = timezone.localtime(clock.now()) + timedelta(days=days)
    return at.strftime("%Y-%m-%dT10:00")


@pytest.fixture
def body() -> Organisation:
    """Make a committee of a federation whose second member leads at present."""
    body, federation = make_body(), make_organisation(kind=OrganisationKind.FEDERATION)
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    for place in range(3):
        member = make_association(place + 1)
        Affiliation.objects.create(
            organisation=member, parent=federation, kind=AffiliationKind.MEMBER, order=place
        )
    LeadTerm.objects.create(federation=federation, association=member)
    return body


def members_of(body: Organisation) -> list[Organisation]:
    federation = body.affiliations.get().parent
    rows = federation.affiliated.filter(kind=AffiliationKind.MEMBER).order_by("order")
    return [row.organisation for row in rows]


def fields_of(form: Any) -> dict[str, Any]:
    """Return what a browser would send without touching anything."""
    found: dict[str, Any] = {}
    for name in form.fields:
        value = form[name].value()
        if value in (None, "", False):
            continue
        if isinstance(value, list | tuple):
            found[name] = [getattr(one, "pk", one) for one in value]
        else:
            # Django hands a moment out in the time of the page.
            text = value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "hour") else value
            found[name] = getattr(text, "pk", text)
    return found


def test_new_paper_needs_no_more_than_kind_and_title(body: Organisation) -> None:
    client = signed_in(make_account(role=Role.MEMBER, body=body))
    kind = make_paper_kind()
    page = client.get(reverse("papers:paper_new"))
    data = fields_of(page.context["form"]) | {"kind": kind.pk, "title": "Für Nutzer*innen"}

    response = client.post(reverse("papers:paper_new"), data)

    paper = Paper.objects.get()
    one, two, lead = members_of(body)
    assert response.headers["Location"] == reverse("papers:paper_detail", args=[paper.pk])
    assert (paper.activity.title, paper.kind, paper.lead) == ("Für Nutzer*innen", kind, lead)
    assert [(party.association, party.role) for party in paper.parties.all()] == [
        (one, PartyRole.ASKED),
        (two, PartyRole.ASKED),
        (lead, PartyRole.LEAD),
    ]


def test_new_paper_keeps_what_was_typed_when_something_is_wrong(body: Organisation) -> None:
    client = signed_in(make_account(role=Role.MEMBER, body=body))
    kind = make_paper_kind()
    data = {
        "kind": kind.pk, "title": "Ein Titel", "reference": "Z 4",
        "lead": members_of(body)[0].pk, "co_drafters": [members_of(body)[1].pk],
        "received_at": moment(5), "deadline_at": moment(2), "new_occasion": "Anhörung",
    }  # fmt: skip

    page = client.post(reverse("papers:paper_new"), data)

    text = page.content.decode()
    assert page.context["form"].errors == {
        "deadline_at": ["The deadline must be later than the receipt."]
    }
    assert 'value="Ein Titel"' in text
    assert 'value="Z 4"' in text
    assert 'value="Anhörung"' in text
    assert f'value="{moment(2)}"' in text
    assert page.context["form"]["co_drafters"].value() == [str(members_of(body)[1].pk)]
    assert not Paper.objects.exists()


def test_new_paper_says_what_the_operation_refuses(body: Organisation) -> None:
    client = signed_in(make_account(role=Role.MEMBER, body=body))
    kind = make_paper_kind()
    kind.kind.life_cycle.states.all().delete()
    data = {"kind": kind.pk, "title": "Ein Titel", "lead": members_of(body)[0].pk}

    page = client.post(reverse("papers:paper_new"), data)

    assert "has no states yet" in str(page.context["form"].non_field_errors())


def test_new_paper_of_the_same_title_is_asked_about_first(body: Organisation) -> None:
    client = signed_in(make_account(role=Role.MEMBER, body=body))
    twin = make_paper(body=body, title="Ein Titel")
    data = {
        "kind": make_paper_kind().pk, "title": "ein titel", "lead": members_of(body)[0].pk,
    }  # fmt: skip

    page = client.post(reverse("papers:paper_new"), data)
    response = client.post(reverse("papers:paper_new"), data | {"despite": "1"})

    assert page.context["twin"] == twin
    assert 'name="despite"' in page.content.decode()
    assert response.status_code == 302
    assert Paper.objects.count() == 2


def test_new_paper_takes_names_of_any_length(body: Organisation) -> None:
    client = signed_in(make_account(role=Role.MEMBER, body=body))
    lead = members_of(body)[0]
    Organisation.objects.filter(pk=lead.pk).update(name=LONG_NAME, short_name="")
    title = ("Stellungnahme " * 40)[:500].strip()

    page = client.post(
        reverse("papers:paper_new"),
        {"kind": make_paper_kind().pk, "title": title, "lead": lead.pk},
        follow=True,
    )

    assert page.status_code == 200
    assert title in page.content.decode()
    assert LONG_NAME.strip() in page.content.decode()


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_new_paper_is_for_the_committee_only(role: Role, body: Organisation) -> None:
    client = signed_in(make_account(role=role, body=body, organisation=members_of(body)[0]))

    assert client.get(reverse("papers:paper_new")).status_code == 403


def test_edit_saved_untouched_changes_nothing() -> None:
    paper = make_paper(
        deadline_at=clock.now().replace(second=0, microsecond=0) + timedelta(days=9),
        reference="A",
    )
    template = PlanTemplate.objects.create(pace=Pace.NORMAL, label="Plan")
    template.steps.create(key="one", label="Eins", share=50, actor=Actor.LEAD)
    client = signed_in(secretary(paper))
    path = reverse("papers:paper_edit", args=[paper.pk])
    columns = ("deadline_at", "reference", "lead", "pace", "stage")
    before = list(Paper.objects.values(*columns))
    parties = list(paper.parties.values("association", "role"))

    response = client.post(path, fields_of(client.get(path).context["form"]))

    assert response.status_code == 302
    assert (
        list(Paper.objects.values("deadline_at", "reference", "lead", "pace", "stage")) == before
    )
    assert sorted(paper.parties.values_list("association", "role")) == sorted(
        (row["association"], row["role"]) for row in parties
    )
    assert not paper.plan_steps.exists()


def test_edit_keeps_what_was_typed_when_somebody_was_faster() -> None:
    paper = make_paper(reference="alt")
    client = signed_in(secretary(paper))
    path = reverse("papers:paper_edit", args=[paper.pk])
    data = fields_of(client.get(path).context["form"]) | {"reference": "meine"}
    paper.reference = "fremde"
    paper.save()

    page = client.post(path, data)

    assert page.context["is_stale"]
    assert 'value="meine"' in page.content.decode()
    assert Paper.objects.get().reference == "fremde"
    again = fields_of(page.context["form"])
    assert client.post(path, again).status_code == 302
    assert Paper.objects.get().reference == "meine"


def test_edit_lets_no_association_go_that_is_being_asked() -> None:
    paper = make_paper()
    make_circulation(make_version(paper))
    client = signed_in(secretary(paper))
    path = reverse("papers:paper_edit", args=[paper.pk])
    data = fields_of(client.get(path).context["form"])
    data.pop("asked")

    page = client.post(path, data)

    assert "stays part of the paper" in str(page.context["form"].non_field_errors())
    assert paper.parties.count() == 2


def test_edit_by_the_lead_association_cannot_hand_the_lead_over() -> None:
    paper = make_paper()
    other = paper.parties.get(role=PartyRole.ASKED).association
    client = signed_in(speaker(paper, paper.lead))
    path = reverse("papers:paper_edit", args=[paper.pk])
    data = fields_of(client.get(path).context["form"]) | {"lead": other.pk, "reference": "neu"}

    response = client.post(path, data)

    paper.refresh_from_db()
    assert response.status_code == 302
    assert (paper.reference, paper.lead == other) == ("neu", False)


@pytest.mark.parametrize("name", ["paper_edit", "paper_drop", "version_add", "call_add"])
def test_pages_of_the_lead_are_refused_to_those_who_are_asked(name: str) -> None:
    paper = make_paper()
    path = reverse(f"papers:{name}", args=[paper.pk])
    asked = paper.parties.get(role=PartyRole.ASKED).association

    known = signed_in(speaker(paper, asked)).get(path)
    unknown = signed_in(speaker(paper, make_association())).get(path)
    nobody = Client().get(path)

    assert (known.status_code, unknown.status_code, nobody.status_code) == (403, 404, 302)


@pytest.mark.parametrize("name", ["paper_take_up", "plan_lay", "version_start"])
def test_acts_of_the_lead_are_refused_in_words(name: str) -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=9))
    path = reverse(f"papers:{name}", args=[paper.pk])
    asked = paper.parties.get(role=PartyRole.ASKED).association

    known = signed_in(speaker(paper, asked)).post(path, follow=True)
    unknown = signed_in(speaker(paper, make_association())).post(path)

    assert "Only the lead association" in known.content.decode()
    assert unknown.status_code == 404
    assert not paper.versions.exists()
    assert not paper.plan_steps.exists()


def test_drop_and_take_up_again() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    drop = reverse("papers:paper_drop", args=[paper.pk])

    asked = client.get(drop)
    empty = client.post(drop, {"reason": ""})
    dropped = client.post(drop, {"reason": "Entwurf zurückgezogen."}, follow=True)

    assert asked.status_code == 200
    assert empty.context["form"].errors["reason"]
    assert "Entwurf zurückgezogen." in dropped.content.decode()
    assert Paper.objects.get().stage == Stage.DROPPED

    client.post(reverse("papers:paper_take_up", args=[paper.pk]))

    assert Paper.objects.get().stage == Stage.DRAFTING


def test_plan_is_laid_and_ticked_on_the_page() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=9))
    template = PlanTemplate.objects.create(pace=Pace.FAST, label="Eilplan")
    template.steps.create(key="one", label="Alle anrufen", share=50, actor=Actor.SECRETARIAT)
    client = signed_in(secretary(paper))

    page = client.post(
        reverse("papers:plan_lay", args=[paper.pk]), {"pace": Pace.FAST}, follow=True
    )
    step = paper.plan_steps.get()
    tick = reverse("papers:step_tick", args=[paper.pk, step.pk])
    done = client.post(tick, follow=True)

    assert "Alle anrufen" in page.content.decode()
    assert "done on" in done.content.decode()
    client.post(tick, {"undo": "1"})
    step.refresh_from_db()
    assert step.done_at is None


def test_plan_that_cannot_be_laid_says_why() -> None:
    paper = make_paper(deadline_at=clock.now() - timedelta(days=1))
    client = signed_in(secretary(paper))
    path = reverse("papers:plan_lay", args=[paper.pk])

    late = client.post(path, {"pace": ""}, follow=True)
    nonsense = client.post(path, {"pace": "eilig"}, follow=True)

    assert "The deadline has passed" in late.content.decode()
    assert "There is no such plan." in nonsense.content.decode()


def test_step_of_another_paper_is_not_found() -> None:
    paper, other = make_paper(), make_paper()
    step = other.plan_steps.create(key="x", label="X", actor=Actor.LEAD, due_at=clock.now())
    client = signed_in(secretary(paper))

    path = reverse("papers:step_tick", args=[paper.pk, step.pk])

    assert client.post(path).status_code == 404
    step.refresh_from_db()
    assert step.done_at is None


def test_step_is_refused_in_words_to_those_who_are_asked() -> None:
    paper = make_paper()
    step = paper.plan_steps.create(key="x", label="X", actor=Actor.LEAD, due_at=clock.now())
    client = signed_in(speaker(paper, paper.parties.get(role=PartyRole.ASKED).association))

    page = client.post(reverse("papers:step_tick", args=[paper.pk, step.pk]), follow=True)

    assert "Only the lead association" in page.content.decode()
