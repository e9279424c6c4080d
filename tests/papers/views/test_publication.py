"""The pages around a release, for those inside."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account
from tests.papers.factories import secretary, speaker
from tests.papers.published import agreed_paper, publish, wish_for

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.papers.models import Paper, Publication
from einklang.papers.queries.publication import waiting

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def release_url(paper: Paper) -> str:
    return reverse("papers:release", args=[paper.pk])


def test_preview_shows_text_checks_and_signatures() -> None:
    paper = agreed_paper()
    client = signed_in(secretary(paper))

    page = client.get(release_url(paper), {"contact": "Kim Muster, 030 1234"}).content.decode()

    assert "Wir fordern zehn Millionen Euro" in page
    assert "Verband C" in page
    assert "Kim Muster, 030 1234" in page
    assert page.count("<h1") == 1
    assert wish_for(paper, contact="Kim Muster, 030 1234").seen_sha256 in page


def test_release_by_the_page_with_an_embargo() -> None:
    paper = agreed_paper()
    client = signed_in(secretary(paper))
    moment = clock.now() + timedelta(days=2)

    answer = client.post(
        release_url(paper),
        {
            "seen_sha256": wish_for(paper).seen_sha256,
            "public_at": moment.strftime("%Y-%m-%dT%H:%M"),
            "contact": "",
        },
    )

    assert answer.status_code == 302
    assert Publication.objects.get().is_under_embargo
    page = client.get(reverse("papers:paper_detail", args=[paper.pk])).content.decode()
    assert reverse("papers:publication_download", args=[paper.pk, "pdf"]) in page


def test_stale_preview_releases_nothing() -> None:
    paper = agreed_paper()
    client = signed_in(secretary(paper))

    answer = client.post(release_url(paper), {"seen_sha256": "0" * 64})

    assert answer.status_code == 200
    assert not Publication.objects.exists()


def test_lead_sees_the_preview_but_does_not_release() -> None:
    paper = agreed_paper()
    client = signed_in(speaker(paper, paper.lead))

    page = client.get(release_url(paper))
    tried = client.post(release_url(paper), {"seen_sha256": wish_for(paper).seen_sha256})

    assert page.status_code == 200
    assert "seen_sha256" not in page.content.decode()
    assert tried.status_code == 403
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("release", []),
        ("release_preview_file", ["txt"]),
        ("publication_download", ["txt"]),
        ("publication_withdraw", []),
    ],
)
def test_strangers_know_of_nothing(client: Client, name: str, more: list[str]) -> None:
    paper = agreed_paper()
    publish(paper, public_at=clock.now() + timedelta(hours=1))
    path = reverse(f"papers:{name}", args=[paper.pk, *more])
    stranger = make_account(role=Role.SECRETARIAT)

    assert client.get(path).status_code == 302
    assert signed_in(stranger).get(path).status_code == 404


def test_parties_read_released_files_under_embargo() -> None:
    paper = agreed_paper()
    publish(paper, public_at=clock.now() + timedelta(hours=1))
    client = signed_in(speaker(paper, paper.parties.all()[2].association))

    answers = {
        form: client.get(reverse("papers:publication_download", args=[paper.pk, form]))
        for form in ("pdf", "docx", "html", "txt", "json", "exe")
    }

    assert [one.status_code for one in answers.values()] == [200] * 5 + [404]
    assert "Entwurf, nicht" not in answers["txt"].content.decode()


def test_preview_file_is_marked_as_a_draft() -> None:
    paper = agreed_paper()
    client = signed_in(secretary(paper))

    answer = client.get(reverse("papers:release_preview_file", args=[paper.pk, "txt"]))

    assert "Entwurf, nicht veröffentlicht" in answer.content.decode()


def test_taking_back_by_the_page() -> None:
    paper = agreed_paper()
    publish(paper)
    client = signed_in(secretary(paper))
    path = reverse("papers:publication_withdraw", args=[paper.pk])

    shown, answer = client.get(path), client.post(path, {"reason": "Zahl falsch."})

    assert shown.status_code == 200
    assert answer.status_code == 302
    assert Publication.objects.get().withdrawn_reason == "Zahl falsch."


def test_agreed_papers_wait_for_those_who_steer(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    paper = agreed_paper()
    steering, lead = secretary(paper), speaker(paper, paper.lead)
    body = paper.activity.body

    assert [one.paper for one in waiting(steering, body)] == [paper]
    assert waiting(lead, body) == []
    steering = Account.objects.get(pk=steering.pk)
    with django_assert_max_num_queries(4) as few:
        waiting(steering, body)
    for _number in range(3):
        agreed_paper(body=body)
    steering = Account.objects.get(pk=steering.pk)
    with django_assert_max_num_queries(len(few)):
        assert len(waiting(steering, body)) == 4
