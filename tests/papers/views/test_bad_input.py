"""What no browser sends of its own accord is answered with a page, never with a crash."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.papers.consolidation_setting import make_setting
from tests.papers.factories import (
    docx_upload,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)
from tests.papers.rounds import of_association, put, start_round, voice_of

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import SignOffState
from einklang.papers.models import Answer, Call, Consultation, DraftEdit

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 5000


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize("number", ["99999999999999999999", ENDLESS])
def test_api_takes_any_number(number: str) -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    known = {"committee": str(paper.activity.body_id)}

    answers = [
        client.get("/api/v1/papers", {**known, name: number})
        for name in ("lead", "offset", "limit", "committee")
    ]

    assert {one.status_code for one in answers} <= {200, 422}


def test_api_search_takes_a_zero_byte() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    known = {"committee": str(paper.activity.body_id)}

    answers = [client.get("/api/v1/papers", {**known, one: "a\x00b"}) for one in ("q", "stage")]

    assert [one.status_code for one in answers] == [422, 422]


@pytest.mark.parametrize("text", ["a\x00b", "9" * 6000])
def test_lists_and_demands_take_any_search(text: str) -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    names = ("q", "stage", "kind", "lead", "deadline", "mine", "seite", "page")
    addresses = [
        reverse("papers:paper_list"),
        reverse("papers:demands", args=[paper.pk]),
        reverse("papers:demand_matrix"),
        reverse("portal:paper_list"),
    ]

    codes = {
        client.get(address, {name: text}).status_code
        for address in addresses
        for name in (*names, "art", "jahr", "programm")
    }

    assert codes <= {200, 404}


@pytest.mark.parametrize("number", ["99999999999999999999", ENDLESS, "-1", "x"])
def test_synopsis_takes_any_filter(number: str) -> None:
    setting = make_setting()
    row = setting.put_together()
    client = signed_in(secretary(setting.paper))

    shown = client.get(reverse("papers:synopsis", args=[row.pk]), {"verband": number})
    retried = client.post(
        reverse("papers:consolidation_retry", args=[row.pk]), {"without": number}
    )

    assert shown.status_code == 200
    assert retried.status_code in {403, 404}


def test_reason_of_a_withdrawal_takes_no_zero_byte() -> None:
    sign_off = put(of_association(start_round()), SignOffState.SIGNED)
    client = signed_in(voice_of(sign_off))

    answer = client.post(
        reverse("papers:sign_off_withdraw", args=[sign_off.pk]), {"reason": "Weil\x00"}
    )

    sign_off.refresh_from_db()
    assert (answer.status_code, sign_off.state) == (302, SignOffState.SIGNED)


def test_note_of_an_answer_takes_no_zero_byte() -> None:
    paper = make_paper()
    make_circulation(make_version(paper))
    consultation = Consultation.objects.get(circulation__paper=paper)
    DraftEdit.objects.create(
        consultation=consultation, paragraph=2, text="Anders.", editor_name="Kim Muster"
    )
    client = signed_in(speaker(paper, consultation.association))

    answer = client.post(
        reverse("papers:room_answer", args=[consultation.pk]), {"act": "edits", "note": "a\x00"}
    )

    # The choice of ways again, not the page that holds an answer to be confirmed.
    assert (answer.status_code, answer.context["changed"]) == (200, 1)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("year", ["0001", "1899", "2100", "9999"])
def test_moments_lie_in_years_that_people_mean(year: str) -> None:
    paper = make_paper()
    association = paper.parties.all()[1].association
    make_circulation(make_version(paper))
    consultation = Consultation.objects.get(circulation__paper=paper)
    client = signed_in(secretary(paper))
    moment = f"{year}-01-01T00:00"

    called = client.post(
        reverse("papers:call_add", args=[paper.pk]),
        {"association": association.pk, "spoken_to": "Kim Muster", "called_at": moment},
    )
    extended = client.post(
        reverse("papers:deadline_extend", args=[consultation.pk]), {"deadline_at": moment}
    )

    assert (called.status_code, extended.status_code) == (200, 200)
    assert called.context["form"].errors.keys() == {"called_at"}
    assert extended.context["form"].errors.keys() == {"deadline_at"}
    assert not Call.objects.exists()
    consultation.refresh_from_db()
    assert consultation.deadline_at < clock.now() + timedelta(days=6)


def test_long_names_of_files_and_versions_fit() -> None:
    paper = make_paper()
    make_circulation(make_version(paper, name=f"{'n' * 290}.docx"))
    consultation = Consultation.objects.get(circulation__paper=paper)
    DraftEdit.objects.create(
        consultation=consultation, paragraph=2, text="Anders.", editor_name="Kim Muster"
    )
    client = signed_in(speaker(paper, consultation.association))
    address = reverse("papers:room_answer", args=[consultation.pk])

    shown = client.post(address, {"act": "edits"})
    sent = client.post(address, {"act": "send", "held": shown.context["form"]["held"].value()})

    assert sent.status_code == 302
    assert len(Answer.objects.get().name) < 300


def test_upload_with_a_long_name_is_taken_with_a_shorter_one() -> None:
    paper = make_paper()
    make_circulation(make_version(paper))
    consultation = Consultation.objects.get(circulation__paper=paper)
    client = signed_in(speaker(paper, consultation.association))
    address = reverse("papers:room_answer", args=[consultation.pk])
    upload = docx_upload(name=f"{'n' * 600}\x01\u202e.docx")

    shown = client.post(address, {"act": "file", "file": upload})

    assert shown.status_code == 200
    assert len(shown.context["answer"].file.name) < 300
