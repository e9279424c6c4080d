from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.papers.factories import make_association, make_paper, secretary

from einklang.core import clock
from einklang.papers.enums import PartyRole

pytestmark = pytest.mark.django_db


def test_call_is_logged_and_shown() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    client = Client(headers={"accept-language": "en"})
    client.force_login(secretary(paper))
    called_at = timezone.localtime(clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    data = {
        "association": asked.pk, "spoken_to": "Toni", "called_at": called_at, "said": "Sagt ja.",
    }  # fmt: skip

    page = client.post(reverse("papers:call_add", args=[paper.pk]), data, follow=True)

    assert "Sagt ja." in page.content.decode()
    assert paper.calls.get().spoken_to == "Toni"


def test_call_that_is_refused_keeps_what_was_typed() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    client = Client(headers={"accept-language": "en"})
    client.force_login(secretary(paper))
    path = reverse("papers:call_add", args=[paper.pk])
    later = timezone.localtime(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    data = {"association": asked.pk, "spoken_to": "Toni", "called_at": later}

    page = client.post(path, data)
    foreign = client.post(path, data | {"association": make_association().pk})

    assert "cannot lie in the future" in page.content.decode()
    assert 'value="Toni"' in page.content.decode()
    assert foreign.context["form"].errors["association"]
    assert not paper.calls.exists()
