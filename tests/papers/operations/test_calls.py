from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import translation
from tests.papers.factories import make_association, make_paper, secretary, speaker

from einklang.core import clock
from einklang.papers.enums import CallPurpose, PartyRole, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Call
from einklang.papers.operations.calls import CallFacts, log_call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_log_call_says_who_called_whom_when() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    called_at = clock.now() - timedelta(minutes=5)
    account = secretary(paper, name="Gesa Muster")

    call = log_call(
        paper=paper, facts=CallFacts(asked, called_at, "Kim Beispiel", "Meldet sich."), by=account
    )

    call = Call.objects.get(pk=call.pk)
    assert (call.association, call.purpose, call.called_at) == (
        asked,
        CallPurpose.OTHER,
        called_at,
    )
    assert (call.caller_name, call.called_by) == ("Gesa Muster", account)
    assert (call.spoken_to, call.said) == ("Kim Beispiel", "Meldet sich.")
    call.said = "Etwas anderes."
    with pytest.raises(DatabaseError):
        call.save()


def test_log_call_refuses_the_future_strangers_and_those_who_do_not_lead() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    now, account = clock.now(), secretary(paper)

    with pytest.raises(PaperError, match="future"):
        log_call(paper=paper, facts=CallFacts(asked, now + timedelta(hours=1), "Kim"), by=account)
    with pytest.raises(PaperError, match="no part"):
        log_call(paper=paper, facts=CallFacts(make_association(), now, "Kim"), by=account)
    with pytest.raises(RefusedError):
        log_call(paper=paper, facts=CallFacts(asked, now, "Kim"), by=speaker(paper, asked))
    paper.stage = Stage.DROPPED
    paper.save()
    with pytest.raises(RefusedError):
        log_call(paper=paper, facts=CallFacts(asked, now, "Kim"), by=account)
    assert not Call.objects.exists()
