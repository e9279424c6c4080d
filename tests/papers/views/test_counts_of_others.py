"""How many have answered says, of few, who has: that stays with the lead until the closing."""

import pytest
from django.test import Client
from tests.papers.consolidation_setting import make_answer
from tests.papers.factories import make_circulation, make_paper, make_version, secretary, speaker

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.models import Circulation

pytestmark = pytest.mark.django_db
COUNT = "Rückmeldungen: 1 von 2."


def page(account: Account, paper_url: str) -> str:
    client = Client()
    client.force_login(account)
    return " ".join(client.get(paper_url).content.decode().split())


def test_number_of_answers_is_the_leads_until_the_circulation_is_closed() -> None:
    paper = make_paper(associations=3)
    circulation = make_circulation(make_version(paper))
    first, second = circulation.consultations.order_by("pk")
    make_answer(first)
    other = speaker(paper, second.association, language="de")
    lead = secretary(paper, language="de")

    before = page(other, paper.get_absolute_url())
    of_lead = page(lead, paper.get_absolute_url())
    Circulation.objects.filter(pk=circulation.pk).update(closed_at=clock.now())
    after = page(other, paper.get_absolute_url())

    assert COUNT not in before
    assert COUNT in of_lead
    assert COUNT in after
