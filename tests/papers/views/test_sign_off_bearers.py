"""A link from a mail in the wrong hands, or in the right ones a little too late."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.papers.factories import secretary, speaker
from tests.papers.rounds import DAY, answerer_of, deliver, of_association, start_round, tacit_round

from einklang.core import clock
from einklang.papers.enums import EventKind, LinkScope, SignOffState
from einklang.papers.models import PaperLink
from einklang.papers.operations.sign_off_links import Recipient, new_link, revoke_link
from einklang.papers.operations.silence import break_silence

pytestmark = pytest.mark.django_db
TO = Recipient("vertretung@example.org", "Vera Vertretung", "de")


@pytest.fixture(autouse=True)
def _no_misses() -> None:
    cache.clear()


def test_link_opens_nothing_for_the_people_of_another_association() -> None:
    made = start_round()
    mine, other = of_association(made, 1), of_association(made, 2)
    _link, token = new_link(mine, LinkScope.SIGN_OFF, TO)
    address = reverse("papers:sign_off_link", args=[token])
    stranger, colleague, secretariat = Client(), Client(), Client()
    stranger.force_login(speaker(made.paper, other.association))
    colleague.force_login(speaker(made.paper, mine.association))
    secretariat.force_login(secretary(made.paper))
    word = {
        "state": "signed", "form": "footnote", "name": "Vera", "seen_revision": "0",
        "seen_sha256": made.version_sha256,
    }  # fmt: skip

    codes = [
        stranger.get(address).status_code,
        stranger.post(address, word).status_code,
        stranger.get(f"{address}text.docx").status_code,
        colleague.get(address).status_code,
        secretariat.get(address).status_code,
    ]

    mine.refresh_from_db()
    assert codes == [404, 404, 404, 200, 200]
    assert mine.state == SignOffState.REQUESTED


def test_click_after_a_colleague_has_broken_the_silence_says_so() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + DAY)
    link, token = new_link(sign_off, LinkScope.BREAK_SILENCE, TO)
    break_silence(sign_off=sign_off, answerer=answerer_of(sign_off))
    links = PaperLink.objects.count()

    answer = Client().post(reverse("papers:sign_off_break_link", args=[token]))

    link.refresh_from_db()
    assert (answer.status_code, link.used_at) == (200, None)
    assert answer.templates[0].name == "papers/sign_off_broken.html"
    assert sign_off.entries.filter(kind=EventKind.BROKEN).count() == 1
    assert PaperLink.objects.count() == links


def test_withdrawn_break_link_tells_nothing_any_more() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + DAY)
    link, token = new_link(sign_off, LinkScope.BREAK_SILENCE, TO)
    address = reverse("papers:sign_off_break_link", args=[token])
    Client().post(address)
    revoke_link(link=link, by=secretary(sign_off.round.paper))

    again = Client().get(address)

    assert again.status_code == 410
    assert sign_off.round.paper.activity.title not in again.content.decode()
