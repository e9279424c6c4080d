import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account
from tests.papers.consolidation_setting import Setting, answered_setting, make_answer, make_setting
from tests.papers.consolidation_setting import return_of as written_by
from tests.papers.factories import make_branch, secretary, speaker

from einklang.engines.redline.api import show
from einklang.engines.redline.report.fragments import fragment_css
from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.papers.enums import JobState
from einklang.papers.models import Consolidation, Proposal
from einklang.papers.operations.adoption import adopt
from einklang.papers.operations.decisions import NewDecision, decide, decide_many
from einklang.papers.queries.proposals import Selection

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NO = NewDecision("reject", "Zu viel.")


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def lead_of(setting: Setting, **fields: Any) -> Account:
    return speaker(setting.paper, setting.paper.lead, **fields)


def proposal_part(html: str, change: str) -> str:
    """Return the element of one proposal, without what differs from answer to answer."""
    start = html.index(f'id="{change}"')
    start = html.rindex("<div", 0, start)
    end = html.index("</div>\n", start)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "token", html[start:end])


def page(client: Client, row: Consolidation, query: str = "") -> str:
    return client.get(f"{row.get_absolute_url()}{query}").content.decode()


def proposals_on(html: str) -> list[str]:
    return re.findall(r'<div class="ek-proposal [^"]*" id="(\w+)"', html)


def test_synopsis_shows_text_supporters_conflict_and_comment() -> None:
    setting = answered_setting()
    row = setting.put_together()

    html = page(signed_in(lead_of(setting)), row)

    assert proposals_on(html) == ["c1", "c2", "c3", "c4"]
    assert "2 von 3 wollen dasselbe" in html
    assert 'id="k1"' in html
    assert "Die Kommunen auch?" in html
    assert 'id="abs-4"' in html
    assert re.search(r"0 (of|von) 4", html)
    assert html.count('<details class="ek-fold"') == 0


def test_paragraphs_nobody_touched_are_folded_but_there() -> None:
    setting = make_setting("Eins.", "Zwei.", "Drei.", "Vier.")
    data = written_by(setting.version, setting.asked[0], {4: "Vier!"})
    make_answer(setting.consultation(setting.asked[0]), data)
    row = setting.put_together()

    html = page(signed_in(lead_of(setting)), row)

    (fold,) = re.findall(r'<details class="ek-fold">.*?</details>', html, re.DOTALL)
    assert [word in fold for word in ("Eins.", "Zwei.", "Drei.", "Vier")] == [True] * 3 + [False]
    assert 'id="abs-2"' in fold


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?zeige=left", ["c2", "c3", "c4"]),
        ("?zeige=conflicts", ["c2", "c3"]),
        ("?zeige=editorial", ["c4"]),
        ("?entscheidung=reject", ["c1"]),
        ("?entscheidung=open", ["c2", "c3", "c4"]),
        ("?zeige=conflicts&entscheidung=reject", []),
        ("?zeige=nonsense&verband=x&entscheidung=y", ["c1", "c2", "c3", "c4"]),
    ],
)
def test_filter_shows_what_it_says(query: str, expected: list[str]) -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead = lead_of(setting)
    decide(proposal=row.proposals.get(change="c1"), decision=NO, seen_revision=0, by=lead)

    assert proposals_on(page(signed_in(lead), row, query)) == expected


def test_filter_by_association_and_by_whose_turn_it_is() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead, mate = lead_of(setting), secretary(setting.paper)
    row.proposals.filter(change__in=("c1", "c2")).update(assigned_to=mate)
    client = signed_in(lead)

    assert proposals_on(page(client, row, f"?verband={setting.asked[1].pk}")) == ["c1", "c2"]
    assert proposals_on(page(client, row, "?zeige=left")) == ["c3", "c4"]
    assert proposals_on(page(signed_in(mate), row, "?zeige=left")) == ["c1", "c2", "c3", "c4"]


def test_decision_without_scripts_leads_back_to_its_place() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:proposal", args=[row.pk, "c2"])

    answer = client.post(
        address,
        {"verdict": "accept", "revision": 0, "auswahl": "zeige=conflicts&boese=1"},
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"{row.get_absolute_url()}?zeige=conflicts#c2"
    assert row.proposals.get(change="c2").verdict == "accept"


def test_page_of_a_proposal_takes_reason_and_own_words() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:proposal", args=[row.pk, "c2"])

    shown = client.get(f"{address}?verdict=reject").content.decode()
    refused = client.post(address, {"verdict": "reject", "revision": 0, "reason": " "})
    odd = client.post(address, {"verdict": "", "revision": 0, "reason": "Weil"})
    done = client.post(
        address, {"verdict": "replace", "revision": 0, "own_text": "zehn bis zwölf"}
    )

    assert 'value="reject" checked' in shown
    assert "zwölf" in shown
    assert 'role="alert"' in refused.content.decode()
    assert "Weil" in odd.content.decode()
    assert done.status_code == 302
    assert row.proposals.get(change="c2").own_text == "zehn bis zwölf"


def test_fragment_equals_the_page_loaded_anew() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting, name="Kim Muster"))
    address = reverse("papers:proposal", args=[row.pk, "c2"])
    decisions = (
        {"verdict": "accept", "revision": 0},
        {"verdict": "reject", "revision": 1, "reason": "Zu <viel>."},
        {"verdict": "replace", "revision": 2, "own_text": "elf & zwölf"},
    )

    for decision in decisions:
        swapped = client.post(address, decision, headers=HTMX).content.decode()
        assert proposal_part(swapped, "c2") == proposal_part(page(client, row), "c2")
        assert 'id="stand" hx-swap-oob="innerHTML"' in swapped
    opened = client.post(f"{address}oeffnen/", {"revision": 3}, headers=HTMX).content.decode()
    assert proposal_part(opened, "c2") == proposal_part(page(client, row), "c2")
    shown = client.get(f"{address}?nur=stand", headers=HTMX).content.decode()
    assert proposal_part(shown, "c2") == proposal_part(opened, "c2")
    assert "<viel>" not in page(client, row)


def test_counter_in_the_answer_equals_that_of_the_page() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:proposal", args=[row.pk, "c2"])

    swapped = client.post(address, {"verdict": "accept", "revision": 0}, headers=HTMX)

    counter = re.search(r'<p class="ek-syn-bar__said">.*?>', swapped.content.decode())
    whole = re.search(r'hx-swap-oob="innerHTML">(.*)</div>', swapped.content.decode(), re.DOTALL)
    assert counter is not None
    assert whole is not None
    assert whole[1].strip() in page(client, row)


def test_form_of_a_reason_is_brought_in_place() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:proposal", args=[row.pk, "c2"])

    html = client.get(f"{address}?verdict=reject", headers=HTMX).content.decode()

    assert html.startswith('<div class="ek-proposal ')
    assert 'id="c2-reason"' in html
    assert 'data-focus="c2-reason"' in html


def test_who_was_slower_sees_both_decisions_and_may_insist() -> None:
    setting = answered_setting()
    row = setting.put_together()
    first, second = secretary(setting.paper, name="Alex Erst"), lead_of(setting)
    decide(proposal=row.proposals.get(change="c1"), decision=NO, seen_revision=0, by=first)
    client = signed_in(second)
    address = reverse("papers:proposal", args=[row.pk, "c1"])
    mine = {"verdict": "reject", "revision": 0, "reason": "Andere Gründe."}

    for headers in ({}, HTMX):
        answer = client.post(address, mine, headers=headers)
        html = answer.content.decode()
        assert answer.status_code == (200 if headers else 409)
        assert "Alex Erst" in html
        assert "Zu viel." in html
        assert "Andere Gründe." in html
    assert client.post(f"{address}oeffnen/", {"revision": 0}).status_code == 409
    assert row.proposals.get(change="c1").decided_by == first

    client.post(address, mine | {"revision": 1})

    assert row.proposals.get(change="c1").reason == "Andere Gründe."


def test_many_are_counted_first_and_can_be_undone() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:decide_selection", args=[row.pk])

    asked = client.get(f"{address}?zeige=calm").content.decode()
    without_reason = client.post(f"{address}?zeige=calm", {"verdict": "reject"})
    done = client.post(f"{address}?zeige=calm", {"verdict": "accept"})

    assert re.search(r"<strong>[^<]*2[^<]*</strong>", asked)
    assert without_reason.status_code == 200
    assert list(row.proposals.values_list("verdict", flat=True)) == ["accept", "", "", "accept"]
    html = client.get(done["Location"]).content.decode()
    (moment,) = re.findall(r'name="moment" value="([^"]+)"', html)

    back = reverse("papers:undo_selection", args=[row.pk])
    assert client.post(back, {"moment": moment}).status_code == 302
    assert client.post(back, {"moment": "gestern"}).status_code == 404
    assert client.post(back, {"moment": "2026-99-99T10:00"}).status_code == 404
    assert list(row.proposals.values_list("verdict", flat=True)) == [""] * 4


def test_nothing_to_decide_says_so() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))
    address = reverse("papers:decide_selection", args=[row.pk])

    html = client.get(f"{address}?entscheidung=accept").content.decode()

    assert 'name="verdict"' not in html


def test_proposal_is_assigned() -> None:
    setting = answered_setting()
    row = setting.put_together()
    mate, stranger = secretary(setting.paper), speaker(setting.paper, setting.asked[0])
    client = signed_in(lead_of(setting))
    address = reverse("papers:proposal_assign", args=[row.pk, "c2"])

    client.post(address, {"to": stranger.pk})
    assert row.proposals.get(change="c2").assigned_to is None
    client.post(address, {"to": mate.pk})
    assert row.proposals.get(change="c2").assigned_to == mate


def test_others_read_along_without_controls_and_with_a_counter_that_looks_again() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(speaker(setting.paper, setting.asked[0]))
    counter = reverse("papers:synopsis_counter", args=[row.pk])

    html = page(client, row)

    assert proposals_on(html) == ["c1", "c2", "c3", "c4"]
    assert "ek-proposal__controls" not in html
    assert "csrfmiddlewaretoken" not in html[html.index("data-syn ") :].split("</section>")[0]
    assert f'hx-get="{counter}" hx-trigger="every 20s"' in html
    assert client.get(f"{counter}?stand=0-4").status_code == 204
    decide(
        proposal=row.proposals.get(change="c1"),
        decision=NO,
        seen_revision=0,
        by=lead_of(setting),
    )
    assert re.search(r"1 (of|von) 4", client.get(f"{counter}?stand=0-4").content.decode())


def test_head_names_everybody_and_what_was_lost() -> None:
    setting = answered_setting()
    row = setting.put_together()
    head = row.head | {
        "losses": [
            {
                "association": str(setting.asked[0]),
                "place": "Abs. 2",
                "said": "Textmarke: entfällt",
                "detail": "Marke",
            }
        ]
    }
    Consolidation.objects.filter(pk=row.pk).update(head=head, head_en=head)

    html = page(signed_in(lead_of(setting)), row)

    assert [f'<th scope="row">{one}</th>' in html for one in setting.asked] == [True] * 4
    assert "Abs. 2: Textmarke: entfällt" in html


def test_number_of_queries_does_not_grow_with_the_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in (3, 30):
        text = [f"Absatz {place} mit Worten." for place in range(number)]
        setting = make_setting(*text)
        edits = {place: f"Absatz {place} mit neuen Worten." for place in range(1, number + 1)}
        data = written_by(setting.version, setting.asked[0], edits)
        make_answer(setting.consultation(setting.asked[0]), data)
        row = setting.put_together()
        lead = lead_of(setting)
        decide_many(
            consolidation=row, selection=Selection(), decision=NewDecision("accept"), by=lead
        )
        client = signed_in(lead)

        with django_assert_num_queries(13):
            assert len(proposals_on(page(client, row))) >= number
        with django_assert_num_queries(14):
            page(client, row, "?zeige=left")


def test_result_is_adopted_after_the_last_decision() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead = lead_of(setting)
    client = signed_in(lead)
    address = reverse("papers:adoption", args=[row.pk])

    early = client.get(address).content.decode()
    assert "?entscheidung=open" in early
    assert "<textarea" not in early
    assert client.post(address, {"note": ""}).status_code == 403

    decide_many(consolidation=row, selection=Selection(), decision=NewDecision("accept"), by=lead)
    ready = client.get(address).content.decode()
    done = client.post(address, {"note": "Alles drin"})

    assert "c2</a>" in ready
    assert "c3</a>" in ready
    assert done["Location"] == setting.paper.get_absolute_url()
    assert setting.paper.versions.order_by("-number")[0].note == "Alles drin"
    assert client.get(address).status_code == 403
    assert "ek-proposal__controls" not in page(client, row)


def adopted(setting: Setting) -> Consolidation:
    row = setting.put_together()
    lead = secretary(setting.paper)
    decide(proposal=row.proposals.get(change="c3"), decision=NO, seen_revision=0, by=lead)
    decide_many(consolidation=row, selection=Selection(), decision=NewDecision("accept"), by=lead)
    adopt(consolidation=row, note="", by=lead)
    return row


def test_protocol_is_read_and_downloaded_own_proposals_first() -> None:
    setting = answered_setting()
    row = adopted(setting)
    d = setting.asked[2]
    client = signed_in(speaker(setting.paper, d))

    html = client.get(reverse("papers:protocol", args=[row.pk, d.pk])).content.decode()
    whole = client.get(reverse("papers:protocol_whole", args=[row.pk])).content.decode()
    file = client.get(reverse("papers:protocol_file", args=[row.pk, d.pk]))
    all_of_it = client.get(reverse("papers:protocol_whole_file", args=[row.pk]))

    content = html[html.index("<h1") :]
    assert content.index("elf") < content.index("zwölf")
    assert whole.index("zwölf") < whole.index("elf")
    assert "Zu viel." in html
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"Zu viel." in b"".join(file)
    assert b"Zu viel." in b"".join(all_of_it)


def test_nobody_has_a_protocol_before_the_adoption() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(lead_of(setting))

    for name in ("protocol_whole", "protocol_whole_file"):
        assert client.get(reverse(f"papers:{name}", args=[row.pk])).status_code == 404


def test_rejected_proposals_stay_readable_with_their_reasons() -> None:
    setting = answered_setting()
    address = reverse("papers:rejected", args=[setting.paper.pk])
    client = signed_in(speaker(setting.paper, setting.asked[0]))
    empty = client.get(address).content.decode()

    adopted(setting)
    html = client.get(address).content.decode()

    assert "Zu viel." not in empty
    assert "Zu viel." in html
    assert "elf" in html
    assert "zwölf" not in html


def test_consolidated_file_is_handed_over() -> None:
    setting = answered_setting()
    row = setting.put_together()
    client = signed_in(speaker(setting.paper, setting.asked[0]))

    answer = client.get(reverse("papers:consolidated_file", args=[row.pk]))

    data = b"".join(answer)
    assert show(data, name="x.docx").rows
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_retry_from_the_page() -> None:
    setting = answered_setting()
    row = setting.order()
    answer = setting.consultation(setting.asked[0]).answers.get()
    failed = {"state": JobState.FAILED, "error": "Verband B: damaged"}
    Consolidation.objects.filter(pk=row.pk).update(**failed)
    client = signed_in(lead_of(setting))
    address = reverse("papers:consolidation_retry", args=[row.pk])

    assert client.post(address, {"without": "x"}).status_code == 404
    assert client.post(address, {"without": "4711"}).status_code == 404
    assert client.post(address, {"without": answer.pk}).status_code == 302

    row.refresh_from_db()
    assert (row.state, row.excluded) == (JobState.WAITING, [answer.pk])
    assert client.post(address).status_code == 403


def test_panel_tells_how_far_the_job_is() -> None:
    setting = answered_setting()
    row = setting.order()
    client = signed_in(lead_of(setting))
    address = reverse("papers:consolidation_state", args=[row.pk])

    assert client.get(f"{address}?stand=waiting-0").status_code == 204
    waiting = client.get(address).content.decode()
    Consolidation.objects.filter(pk=row.pk).update(
        state=JobState.RUNNING, steps_done=2, steps_total=4
    )
    running = client.get(f"{address}?stand=waiting-0").content.decode()
    Consolidation.objects.filter(pk=row.pk).update(state=JobState.FAILED, error="Verband B: x")
    failed = client.get(address).content.decode()

    assert f'hx-get="{address}?stand=waiting-0"' in waiting
    assert 'max="4" value="2"' in running
    assert "Verband B: x" in failed
    assert "hx-get" not in failed
    assert client.get(row.get_absolute_url()).status_code == 404


PAGES = (
    ("synopsis", "get"), ("synopsis_counter", "get"), ("consolidation_state", "get"),
    ("consolidated_file", "get"), ("protocol_whole", "get"), ("protocol_whole_file", "get"),
    ("protocol", "get"), ("protocol_file", "get"), ("proposal", "get"), ("rejected", "get"),
    ("proposal", "post"), ("proposal_reopen", "post"), ("proposal_assign", "post"),
    ("decide_selection", "get"), ("decide_selection", "post"), ("undo_selection", "post"),
    ("adoption", "get"), ("adoption", "post"), ("consolidation_retry", "post"),
)  # fmt: skip
READ = frozenset(PAGES[:10])
AFTER = frozenset({"protocol_whole", "protocol_whole_file", "protocol", "protocol_file"})


def status(client: Client, name: str, method: str, row: Consolidation) -> int:
    association = row.circulation.consultations.all()[0].association_id
    arguments: dict[str, list[object]] = {
        "protocol": [row.pk, association],
        "protocol_file": [row.pk, association],
        "proposal": [row.pk, "c1"],
        "proposal_reopen": [row.pk, "c1"],
        "proposal_assign": [row.pk, "c1"],
        "rejected": [row.circulation.paper_id],
    }
    address = reverse(f"papers:{name}", args=arguments.get(name, [row.pk]))
    values = {"revision": "0", "verdict": "accept", "moment": "2026-01-01T10:00:00+00:00"}
    answer = client.get(address) if method == "get" else client.post(address, values)
    if answer.streaming:
        # Read to its end, so that the file is closed.
        b"".join(answer)
    return answer.status_code


@pytest.mark.parametrize(
    "who",
    ["lead", "secretary", "chair", "member", "asked", "branch", "stranger", "superuser", "guest"],
)
def test_pages_are_for_those_they_are_for(who: str) -> None:
    setting = answered_setting()
    row = setting.put_together()
    body = setting.paper.activity.body
    accounts = {
        "lead": lambda: lead_of(setting),
        "secretary": lambda: secretary(setting.paper),
        "chair": lambda: make_account(role=Role.CHAIR, body=body),
        "member": lambda: make_account(role=Role.MEMBER, body=body),
        "asked": lambda: speaker(setting.paper, setting.asked[0]),
        "branch": lambda: speaker(setting.paper, make_branch(setting.asked[0])),
        "stranger": lambda: make_account(role=Role.SECRETARIAT),
        "superuser": lambda: make_account(is_superuser=True),
        "guest": lambda: make_account(role=Role.GUEST, body=body),
    }
    client = signed_in(accounts[who]())

    found = {one: status(client, *one, row) for one in PAGES}

    expected: dict[tuple[str, str], int] = {}
    for name, method in PAGES:
        if who in {"stranger", "guest"}:
            expected[name, method] = 404
        elif who == "superuser":
            expected[name, method] = 403
        elif (name, method) in READ:
            expected[name, method] = 404 if name in AFTER else 200
        elif who in {"lead", "secretary", "chair"}:
            expected[name, method] = LEADS.get((name, method), 302)
        else:
            expected[name, method] = 403
    assert found == expected


# The post of a decision goes before: so reopening meets a newer revision, all at once nothing
# more, and adopting everything decided. Nothing failed, so nothing is to be tried again.
LEADS = {
    ("proposal_reopen", "post"): 409,
    ("decide_selection", "get"): 200,
    ("adoption", "get"): 200,
    ("consolidation_retry", "post"): 403,
}


def test_nobody_gets_in_without_signing_in() -> None:
    row = answered_setting().put_together()

    assert {status(Client(), *one, row) for one in PAGES} == {302}
    assert not Proposal.objects.exclude(verdict="").exists()


def test_marks_of_the_engine_are_the_style_sheet_that_is_served() -> None:
    found = finders.find("papers/redline.css")

    assert found is not None
    assert Path(found).read_text("utf-8") == fragment_css()
