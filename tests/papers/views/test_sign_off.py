"""Pages of the sign-off: who sees what, and what each page does."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_account
from tests.papers.factories import (
    docx_of,
    make_branch,
    make_paper,
    make_rules,
    make_version,
    secretary,
    speaker,
)
from tests.papers.rounds import (
    DAY,
    MINUTE,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.papers.enums import EventKind, SignOffState, Stage
from einklang.papers.models import SignOff, SignOffRound, SignOffRules
from einklang.papers.operations.sign_off import close_round
from einklang.papers.operations.sign_off_changes import preview_change

pytestmark = pytest.mark.django_db


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(account: Account, name: str, *args: int) -> str:
    answer = client_of(account).get(reverse(f"papers:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def answer_data(sign_off: SignOff, **fields: str) -> dict[str, str]:
    return {
        "state": "signed", "text": "", "passage": "", "paragraph": "", "form": "footnote",
        "seen_revision": str(sign_off.revision),
        "seen_sha256": sign_off.round.version_sha256, **fields,
    }  # fmt: skip


def later(**span: int) -> str:
    return f"{timezone.localtime(clock.now() + timedelta(**span)):%Y-%m-%dT%H:%M}"


def test_start_without_rules_leads_to_them() -> None:
    paper = make_paper()
    make_version(paper)
    by = secretary(paper)

    shown = page(by, "sign_off_start", paper.pk)

    assert reverse("papers:rules", args=[paper.pk]) in shown
    assert 'name="mode"' not in shown
    refused = client_of(by).post(
        reverse("papers:sign_off_start", args=[paper.pk]),
        {"mode": "explicit", "deadline_at": later(days=2)},
    )
    assert (refused.status_code, SignOffRound.objects.count()) == (200, 0)


def test_rules_are_set_for_committee_then_paper() -> None:
    paper = make_paper()
    by = client_of(secretary(paper))
    data = {
        "quorum": "60", "majority": "50", "silence_days": "5", "second_notice_days": "1",
        "untouched": "all", "source": "Geschäftsordnung § 4", "allows_silence": "on",
    }  # fmt: skip
    address = reverse("papers:rules", args=[paper.pk])

    for scope in ("ausschuss", "papier"):
        assert by.post(f"{address}?fuer={scope}", data).status_code == 302
    wrong = by.post(f"{address}?fuer=papier", {**data, "second_notice_days": "5"})

    rules = SignOffRules.objects.values_list("body", "paper", "quorum", "source")
    assert sorted(rules, key=str) == sorted(
        [
            (paper.activity.body_id, None, 60, "Geschäftsordnung § 4"),
            (None, paper.pk, 60, "Geschäftsordnung § 4"),
        ],
        key=str,
    )
    assert wrong.status_code == 200
    by.post(f"{address}?fuer=papier", {"drop": "1"})
    assert [one.paper_id for one in SignOffRules.objects.all()] == [None]
    assert by.get(f"{address}?fuer=nichts").status_code == 404


def test_rules_are_for_the_secretariat_and_the_chair() -> None:
    paper = make_paper()

    answer = client_of(speaker(paper, paper.lead)).get(reverse("papers:rules", args=[paper.pk]))

    assert answer.status_code == 403


def test_round_is_started_from_the_page() -> None:
    paper = make_paper(associations=3)
    version = make_version(paper)
    make_rules(paper.activity.body)
    asked = [party.association_id for party in paper.parties.all()[1:]]

    answer = client_of(secretary(paper)).post(
        reverse("papers:sign_off_start", args=[paper.pk]),
        {
            "version": version.pk,
            "mode": "explicit",
            "deadline_at": later(days=2),
            "associations": asked,
            "message": "Bitte.",
        },
    )

    made = SignOffRound.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert sorted(made.sign_offs.values_list("association", flat=True)) == sorted(asked)


def test_round_page_says_where_to_call_and_how_long_silence_runs() -> None:
    made = tacit_round()
    running = of_association(made, 1)
    deliver(running, due_at=clock.now() + 30 * DAY)

    shown = page(secretary(made.paper), "sign_off_round", made.pk)

    assert shown.count("Zugang nicht belegt") + shown.count("Not proven") == 2
    assert reverse("papers:sign_off_contact", args=[running.pk]) in shown


def test_pages_ask_a_fixed_number_of_questions() -> None:
    counts: dict[str, list[int]] = {"sign_off_round": [], "sign_off_protocol": []}

    for size in (1, 6):
        made = tacit_round(make_paper(associations=size))
        client = client_of(secretary(made.paper))
        for name, numbers in counts.items():
            client.get(reverse(f"papers:{name}", args=[made.pk]))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(f"papers:{name}", args=[made.pk]))
            numbers.append(len(asked))

    assert counts["sign_off_round"][0] == counts["sign_off_round"][1] <= 12
    assert counts["sign_off_protocol"][0] == counts["sign_off_protocol"][1] <= 12


ROUND_PAGES = ("sign_off_round", "sign_off_protocol", "sign_off_protocol_pdf")
OWN_PAGES = ("sign_off_answer",)


def test_each_page_for_each_visitor() -> None:
    made = tacit_round()
    mine, other = of_association(made, 1), of_association(made, 2)
    paper = made.paper
    visitors = {
        "secretary": secretary(paper),
        "lead": speaker(paper, paper.lead),
        "house": voice_of(mine),
        "branch": speaker(paper, make_branch(mine.association)),
        "other": voice_of(other),
        "stranger": make_account(role=Role.SECRETARIAT),
        "operator": make_account(is_superuser=True),
    }

    def seen(name: str, number: int) -> dict[str, int]:
        path = reverse(f"papers:{name}", args=[number])
        return {who: client_of(one).get(path).status_code for who, one in visitors.items()}

    leads = {"secretary": 200, "lead": 200, "stranger": 404, "operator": 403}
    for name in ROUND_PAGES:
        assert seen(name, made.pk) == {**leads, "house": 403, "branch": 403, "other": 403}
    assert seen("sign_off_contact", mine.pk) == {
        **leads, "house": 403, "branch": 403, "other": 403,
    }  # fmt: skip
    assert seen("sign_off_answer", mine.pk) == {
        "secretary": 404, "lead": 404, "house": 200, "branch": 200, "other": 404,
        "stranger": 404, "operator": 404,
    }  # fmt: skip
    assert Client().get(mine.get_absolute_url()).status_code == 302
    close_round(sign_off_round=made, is_agreed=False, by=visitors["secretary"])
    assert seen("sign_off_protocol", made.pk) == {
        **leads, "house": 200, "branch": 200, "other": 200,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["sign_off_break", "sign_off_withdraw", "sign_off_fulfil", "sign_off_deputy"],
)
def test_deeds_of_a_house_are_its_own(name: str) -> None:
    made = tacit_round()
    mine = of_association(made, 1)
    path = reverse(f"papers:{name}", args=[mine.pk])

    other = client_of(voice_of(of_association(made, 2))).post(path)
    branch = client_of(speaker(made.paper, make_branch(mine.association))).post(path)

    assert (other.status_code, branch.status_code) == (404, 403)
    assert mine.entries.count() == 1


def test_first_look_of_the_house_is_delivery_and_a_head_or_prefetch_is_none() -> None:
    made = tacit_round()
    sign_off = of_association(made, 1)
    client = client_of(voice_of(sign_off))
    address = sign_off.get_absolute_url()

    client.head(address)
    client.get(address, headers={"Sec-Purpose": "prefetch"})
    client_of(speaker(made.paper, make_branch(sign_off.association))).get(address)
    sign_off.refresh_from_db()
    assert sign_off.delivered_at is None
    for _ in range(2):
        assert client.get(address).status_code == 200

    sign_off.refresh_from_db()
    assert sign_off.due_at is not None
    assert sign_off.entries.filter(kind=EventKind.DELIVERED).count() == 1


def test_answer_from_the_page() -> None:
    sign_off = of_association(start_round(), 1)
    client = client_of(voice_of(sign_off))

    answer = client.post(
        sign_off.get_absolute_url(),
        answer_data(sign_off, state="reservation", text="Zu teuer.", passage="Nr. 3",
                    paragraph="4", form="box"),
    )  # fmt: skip

    assert answer.status_code == 302
    sign_off.refresh_from_db()
    assert (sign_off.state, sign_off.paragraph, sign_off.form) == ("reservation", 4, "box")


def test_refused_answers_keep_what_was_typed() -> None:
    made = tacit_round()
    sign_off = deliver(of_association(made, 1), due_at=clock.now() - MINUTE)
    client = client_of(voice_of(sign_off))
    typed = {"state": "refused", "text": "Diese Worte bleiben stehen."}

    late = client.post(sign_off.get_absolute_url(), answer_data(sign_off, **typed))
    stale = client.post(
        sign_off.get_absolute_url(), answer_data(sign_off, seen_sha256="0" * 64, **typed)
    )

    assert typed["text"] in late.content.decode()
    assert typed["text"] in stale.content.decode()
    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.TACIT


def test_call_is_logged_from_the_page() -> None:
    made = tacit_round()
    SignOffRound.objects.update(opened_at=clock.now() - DAY)
    sign_off = of_association(made, 1)
    address = reverse("papers:sign_off_contact", args=[sign_off.pk])
    call = {"called_at": later(minutes=-1), "caller_name": "Kim Muster", "spoken_to": "Mia"}
    client = client_of(secretary(made.paper))

    received = client.post(address, {**call, "purpose": "receipt"})
    broken = client.post(address, {**call, "purpose": "break_silence", "said": "Nein."})
    refused = client.post(address, {**call, "purpose": "fulfilled"})

    assert [one.status_code for one in (received, broken, refused)] == [302, 302, 200]
    sign_off.refresh_from_db()
    assert (sign_off.state, sign_off.proof) == ("broken", "call")
    assert "Kim Muster" in client.get(address).content.decode()


def test_round_is_closed_extended_and_reminded_from_the_page() -> None:
    made = start_round()
    client = client_of(secretary(made.paper))
    sign_off = of_association(made, 1)

    client.post(reverse("papers:sign_off_extend", args=[made.pk]), {"deadline_at": later(days=9)})
    client.post(reverse("papers:sign_off_remind", args=[sign_off.pk]))
    for place in range(3):
        put(of_association(made, place), SignOffState.SIGNED)
    client.post(reverse("papers:sign_off_close", args=[made.pk]), {"result": "agreed"})

    before = made.deadline_at
    made.refresh_from_db()
    made.paper.refresh_from_db()
    assert before is not None
    assert made.deadline_at is not None
    assert made.deadline_at > before + 5 * DAY
    assert (made.is_open, made.paper.stage) == (False, Stage.AGREED)


def test_change_is_shown_before_it_is_sent() -> None:
    paper = make_paper(associations=2)
    make_version(paper, docx_of("# Titel", "Wir fordern zehn Millionen Euro für die Beratung."))
    made = start_round(paper)
    put(of_association(made, 1), SignOffState.SIGNED)
    new = make_version(
        paper, docx_of("# Titel", "Wir fordern elf Millionen Euro für die Beratung.")
    )
    client = client_of(secretary(paper))
    address = reverse("papers:sign_off_change", args=[paper.pk, new.number])

    shown = client.get(address).content.decode()
    assert SignOffRound.objects.count() == 1
    sent = client.post(
        address,
        {"deadline_at": later(days=2), "digest": preview_change(paper, new).digest},
    )

    assert ">zehn<" in shown
    assert ">elf<" in shown
    assert sent.status_code == 302
    anew = of_association(SignOffRound.objects.get(closed_at=None), 1)
    mine = page(voice_of(anew), "sign_off_answer", anew.pk)
    assert ">elf<" in mine


def test_text_is_handed_over_as_it_was_signed() -> None:
    sign_off = of_association(start_round(), 1)

    answer = client_of(voice_of(sign_off)).get(reverse("papers:sign_off_text", args=[sign_off.pk]))

    assert hashlib.sha256(answer.content).hexdigest() == sign_off.round.version_sha256
    assert answer["Content-Disposition"].startswith("attachment")
