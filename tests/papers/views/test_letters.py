"""The pages of letters: for those who write them, and for those who read along."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account
from tests.papers.factories import make_paper_kind, secretary, speaker
from tests.papers.published import agreed_paper

from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.papers.enums import Way
from einklang.papers.models import Addressee, Dispatch, LetterBatch, Paper, Reply
from einklang.papers.operations.dispatch import make_batch
from einklang.papers.operations.letters import AddresseeFacts, add_addressee
from einklang.papers.queries.letters import panel, waiting

pytestmark = pytest.mark.django_db


def letter() -> Paper:
    return agreed_paper("Bitte handeln Sie.", kind=make_paper_kind(has_addressees=True))


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def add(paper: Paper, name: str = "Amt", email: str = "") -> Addressee:
    facts = AddresseeFacts(address=f"{name}\nBerlin", email=email)
    return add_addressee(paper=paper, facts=facts, by=secretary(paper))


def url(name: str, paper: Paper, *more: object) -> str:
    return reverse(f"papers:{name}", args=[paper.pk, *more])


def test_addressee_is_added_changed_moved_and_removed_by_pages() -> None:
    paper = letter()
    client = signed_in(secretary(paper))

    client.post(url("addressee_add", paper), {"address": "Haus A\nBerlin"})
    client.post(url("addressee_add", paper), {"address": "Haus B"})
    first, second = Addressee.objects.order_by("order")
    client.post(url("addressee_move", paper, second.pk), {"step": "up"})
    client.post(
        url("addressee_edit", paper, second.pk),
        {"address": "Haus C", "salutation": "Guten Tag,", "is_copy": ""},
    )
    client.post(url("addressee_remove", paper, first.pk))

    page = client.get(url("letters", paper)).content.decode()
    assert [str(one) for one in Addressee.objects.all()] == ["Haus C"]
    assert "Haus C" in page
    assert "Guten Tag," in page


def test_empty_addressee_keeps_what_was_typed() -> None:
    paper = letter()
    client = signed_in(secretary(paper))

    page = client.post(url("addressee_add", paper), {"email": "amt@example.org"})

    assert page.status_code == 200
    assert "amt@example.org" in page.content.decode()
    assert not Addressee.objects.exists()


def test_frame_dispatch_and_reply_by_pages() -> None:
    paper = letter()
    row = add(paper)
    client = signed_in(secretary(paper))

    client.post(url("letter_frame", paper), {"place": "Berlin", "closing": "Gruß"})
    client.post(
        url("dispatch_log", paper, row.pk), {"way": Way.POST, "sent_at": "2026-01-05T10:00"}
    )
    client.post(
        url("reply_add", paper, row.pk),
        {"received_on": "2026-01-10", "summary": "Danke", "follow_up": "Anrufen"},
    )

    paper.refresh_from_db()
    assert paper.letter_frame.place == "Berlin"
    assert Dispatch.objects.get().way == Way.POST
    assert Reply.objects.get().follow_up is not None
    page = client.get(url("letters", paper)).content.decode()
    assert "Danke" in page
    assert "Anrufen" in page


def test_one_letter_and_all_letters_are_handed_out() -> None:
    paper = letter()
    row = add(paper)
    client = signed_in(secretary(paper))

    word = client.get(url("letter_file", paper, row.pk, "docx"))
    client.post(url("letter_batch_order", paper))
    batch = LetterBatch.objects.get()
    early = client.get(url("letter_batch_file", paper, batch.pk))
    make_batch(batch.pk)
    archive = client.get(url("letter_batch_file", paper, batch.pk))

    assert word.content.startswith(b"PK")
    assert "01-amt.docx" in word["Content-Disposition"]
    assert early.status_code == 404
    assert archive.getvalue().startswith(b"PK")
    assert client.get(url("letter_file", paper, row.pk, "exe")).status_code == 404


def test_letter_before_the_sign_off_is_marked_as_a_draft() -> None:
    paper = letter()
    row = add(paper)
    Paper.objects.filter(pk=paper.pk).update(stage="drafting")
    client = signed_in(secretary(paper))

    answer = client.get(url("letter_file", paper, row.pk, "pdf"))

    assert answer.content.startswith(b"%PDF-")
    assert client.post(url("letter_mail", paper, row.pk)).status_code == 302
    assert not Dispatch.objects.exists()


def test_mails_to_all_are_asked_for_once() -> None:
    paper = letter()
    add(paper, "Amt A", "a@example.org")
    add(paper, "Amt B")
    client = signed_in(secretary(paper))
    path = url("letter_mail_all", paper)

    asked = client.get(path).content.decode()
    client.post(path)
    client.post(path)

    assert "a@example.org" in asked
    assert "Amt B" not in asked
    assert [one.addressee.email for one in Dispatch.objects.all()] == ["a@example.org"]


def test_parties_read_along_and_write_nothing() -> None:
    paper = letter()
    row = add(paper)
    client = signed_in(speaker(paper, paper.parties.all()[1].association))

    page = client.get(url("letters", paper))

    assert page.status_code == 200
    assert "Amt" in page.content.decode()
    for name, more in (
        ("addressee_add", []), ("addressee_edit", [row.pk]), ("letter_frame", []),
        ("dispatch_log", [row.pk]), ("reply_add", [row.pk]), ("letter_mail_all", []),
        ("letter_file", [row.pk, "pdf"]),
    ):  # fmt: skip
        assert client.get(url(name, paper, *more)).status_code == 403


def test_strangers_and_papers_that_are_no_letters_are_not_found(client: Client) -> None:
    paper, plain = letter(), agreed_paper()

    assert client.get(url("letters", paper)).status_code == 302
    stranger = signed_in(make_account(role=Role.SECRETARIAT))
    assert stranger.get(url("letters", paper)).status_code == 404
    assert signed_in(secretary(plain)).get(url("letters", plain)).status_code == 404
    assert panel(secretary(plain), plain) is None


def test_queries_do_not_grow_with_addressees_and_letters(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    paper = letter()
    add(paper)
    account = secretary(paper)
    client = signed_in(account)
    client.get(url("letters", paper))
    with django_assert_max_num_queries(25) as few:
        client.get(url("letters", paper))
    with django_assert_max_num_queries(5):
        assert len(waiting(Account.objects.get(pk=account.pk), paper.activity.body)) == 1
    for number in range(5):
        add(paper, f"Amt {number}")

    with django_assert_max_num_queries(len(few)):
        client.get(url("letters", paper))
    shown = panel(Account.objects.get(pk=account.pk), paper)
    assert shown is not None
    assert (shown.addressees, shown.sent, shown.failed, shown.replies) == (6, 0, 0, 0)
