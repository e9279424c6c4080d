"""Links from mails: each for one act, once; fetching one proves nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.papers.factories import secretary
from tests.papers.rounds import DAY, MINUTE, deliver, of_association, start_round, tacit_round

from einklang.core import clock
from einklang.core.links import new_token
from einklang.papers.enums import EventKind, LinkScope, SignOffState
from einklang.papers.errors import RefusedError
from einklang.papers.models import PaperLink, SignOff
from einklang.papers.operations.sign_off import NewSignOff, answer_sign_off, close_round
from einklang.papers.operations.sign_off_links import Recipient, new_link, revoke_link
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence, confirm_receipt

pytestmark = pytest.mark.django_db
TO = Recipient("vertretung@example.org", "Vera Vertretung", "de")


@pytest.fixture(autouse=True)
def _no_misses() -> None:
    cache.clear()


def link_for(sign_off: SignOff, scope: LinkScope = LinkScope.SIGN_OFF) -> tuple[PaperLink, str]:
    """Return a link and its address."""
    link, token = new_link(sign_off, scope, TO)
    names = {
        LinkScope.SIGN_OFF: "papers:sign_off_link",
        LinkScope.BREAK_SILENCE: "papers:sign_off_break_link",
    }
    return link, reverse(names[scope], args=[token])


def answer_data(sign_off: SignOff, **fields: str) -> dict[str, str]:
    return {
        "state": "signed", "form": "footnote", "name": "Vera Vertretung",
        "seen_revision": str(sign_off.revision),
        "seen_sha256": sign_off.round.version_sha256, **fields,
    }  # fmt: skip


def test_fetching_the_pages_proves_nothing() -> None:
    sign_off = of_association(tacit_round())
    addresses = [link_for(sign_off, scope)[1] for scope in (
        LinkScope.SIGN_OFF, LinkScope.BREAK_SILENCE,
    )]  # fmt: skip
    before = SignOff.objects.values().get(pk=sign_off.pk)

    for address in addresses:
        for _ in range(3):
            assert Client().get(address).status_code == 200
            assert Client().head(address).status_code == 200
    assert Client().get(f"{addresses[0]}text.docx").status_code == 200

    assert SignOff.objects.values().get(pk=sign_off.pk) == before
    assert sign_off.entries.count() == 1


def test_pages_are_no_ones_to_index_cache_or_refer_to() -> None:
    sign_off = of_association(tacit_round())

    for scope in (LinkScope.SIGN_OFF, LinkScope.BREAK_SILENCE):
        answer = Client().get(link_for(sign_off, scope)[1])

        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
        assert 'name="robots" content="noindex' in answer.content.decode()


def test_button_confirms_the_receipt_and_starts_the_clock() -> None:
    sign_off = of_association(tacit_round())
    _link, address = link_for(sign_off)
    client = Client(enforce_csrf_checks=True)

    nameless = client.post(address, {"name": " "})
    confirmed = client.post(address, {"name": "Vera Vertretung"})

    sign_off.refresh_from_db()
    assert (nameless.status_code, confirmed["Location"]) == (200, address)
    assert (sign_off.proof, sign_off.due_at is not None) == ("receipt", True)
    entry = sign_off.entries.get(kind=EventKind.DELIVERED)
    assert (entry.by_name, entry.by, entry.by_link) == ("Vera Vertretung", None, True)


def test_bearer_answers_once() -> None:
    sign_off = of_association(start_round())
    link, address = link_for(sign_off)
    client = Client(enforce_csrf_checks=True)

    given = client.post(address, answer_data(sign_off, state="reservation", text="Zu teuer."))
    again = client.post(address, answer_data(sign_off, state="refused", text="Doch nicht."))

    sign_off.refresh_from_db()
    link.refresh_from_db()
    assert (given.status_code, again.status_code) == (200, 410)
    assert (sign_off.state, sign_off.answerer_name) == ("reservation", "Vera Vertretung")
    assert (sign_off.answered_by, link.used_at) == (None, sign_off.answered_at)
    assert sign_off.entries.get(kind=EventKind.ANSWERED).by_link
    assert "Zu teuer." in given.content.decode()


def test_click_breaks_the_silence_and_leads_to_the_answer() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + DAY)
    _link, address = link_for(sign_off, LinkScope.BREAK_SILENCE)

    shown = Client().get(address).content.decode()
    broken = Client(enforce_csrf_checks=True).post(address)
    now = SignOff.objects.select_related("round").get(pk=sign_off.pk)
    said = Client().post(broken["Location"], answer_data(now, state="refused", text="Nein."))

    assert "data-papers-submit" in shown
    assert "papers/submit" in shown
    assert said.status_code == 200
    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.REFUSED
    kinds = sign_off.entries.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["requested", "broken", "answered"]


def test_used_break_link_opens_no_second_door() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + DAY)
    _link, address = link_for(sign_off, LinkScope.BREAK_SILENCE)
    Client().post(address)
    links = PaperLink.objects.count()

    again = Client().post(address)

    assert (again.status_code, PaperLink.objects.count()) == (200, links)
    assert "Location" not in again


def test_late_click_is_refused_and_kept() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() - MINUTE)
    _link, address = link_for(sign_off, LinkScope.BREAK_SILENCE)

    answer = Client().post(address)

    sign_off.refresh_from_db()
    assert (answer.status_code, sign_off.state) == (410, SignOffState.TACIT)
    assert sign_off.entries.filter(kind=EventKind.LATE).count() == 1


def test_guesses_are_slowed_down() -> None:
    sign_off = of_association(start_round())
    _link, address = link_for(sign_off)
    client = Client()

    codes = [
        client.get(reverse("papers:sign_off_link", args=[new_token()[0]])).status_code
        for _ in range(21)
    ]

    assert codes == [404] * 20 + [429]
    assert client.get(address).status_code == 429


def test_link_for_one_act_opens_no_other() -> None:
    sign_off = of_association(tacit_round())
    _breaking, token = new_link(sign_off, LinkScope.BREAK_SILENCE, TO)
    _signing, other = new_link(sign_off, LinkScope.SIGN_OFF, TO)

    assert Client().get(reverse("papers:sign_off_link", args=[token])).status_code == 404
    assert Client().get(reverse("papers:sign_off_break_link", args=[other])).status_code == 404


@pytest.mark.parametrize("what", ["revoked", "expired"])
def test_closed_link_opens_nothing(what: str) -> None:
    sign_off = of_association(start_round())
    link, address = link_for(sign_off)
    if what == "revoked":
        revoke_link(link=link, by=secretary(sign_off.round.paper))
    else:
        PaperLink.objects.update(expires_at=clock.now())

    shown = Client().get(address)
    posted = Client().post(address, answer_data(sign_off))
    text = Client().get(f"{address}text.docx")

    assert [one.status_code for one in (shown, posted, text)] == [410, 410, 410]
    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.REQUESTED


def test_link_of_another_association_or_act_gives_no_word() -> None:
    made = tacit_round()
    mine, other = of_association(made, 1), of_association(made, 2)
    foreign = Answerer(name="Vera", link=link_for(other)[0])
    breaking = Answerer(name="Vera", link=link_for(mine, LinkScope.BREAK_SILENCE)[0])

    for answerer in (foreign, breaking):
        with translation.override("en"), pytest.raises(RefusedError, match="something else"):
            answer_sign_off(
                sign_off=mine,
                answer=NewSignOff(SignOffState.SIGNED),
                seen_revision=0,
                answerer=answerer,
                seen_sha256=made.version_sha256,
            )
    for deed in (break_silence, confirm_receipt):
        with pytest.raises(RefusedError):
            deed(sign_off=mine, answerer=foreign)

    assert mine.entries.count() == 1


def test_replay_after_the_round_is_closed_changes_nothing() -> None:
    made = start_round()
    sign_off = of_association(made)
    _link, address = link_for(sign_off)
    close_round(sign_off_round=made, is_agreed=False, by=secretary(made.paper))

    answer = Client().post(address, answer_data(sign_off))

    sign_off.refresh_from_db()
    assert (answer.status_code, sign_off.state) == (200, SignOffState.REQUESTED)


def test_table_holds_no_secret() -> None:
    _link, token = new_link(of_association(start_round()), LinkScope.SIGN_OFF, TO)

    row = PaperLink.objects.values().get()

    assert token not in str(row)
    assert row["expires_at"] > clock.now() + timedelta(days=30)
