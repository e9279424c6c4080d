"""One act waits for another that is under way: real connections, deterministic order."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.papers.consolidation_setting import make_answer, make_setting, return_of
from tests.papers.factories import secretary
from tests.papers.published import agreed_paper, wish_for
from tests.papers.rounds import answerer_of, of_association, start_round

from einklang.core import audit, clock
from einklang.papers.enums import CallPurpose, EventKind, SignOffState, Stage
from einklang.papers.errors import PaperError
from einklang.papers.models import Call, Consolidation, Publication, SignOff
from einklang.papers.operations.circulation import reopen_consultation
from einklang.papers.operations.decisions import NewDecision, decide
from einklang.papers.operations.publication import release
from einklang.papers.operations.sign_off import close_round, withdraw_sign_off
from einklang.papers.operations.sign_off_log import NewCall, locked_sign_off, log_call

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 30


class Beside:
    """Does something on a connection of its own, and says when it waits for a lock."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed = deed
        self.result: object = None
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.result = self.deed()
        except PaperError as error:
            self.result = error
        finally:
            connection.close()

    def start_until_it_waits(self) -> None:
        self.thread.start()
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.thread.is_alive():
            with connection.cursor() as cursor:
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                if cursor.fetchone() == (True,):
                    return
            time.sleep(0.02)
        pytest.fail(f"It did not wait: {self.result!r}")

    def end(self) -> object:
        self.thread.join(timeout=PATIENCE_S)
        return self.result


def test_release_waits_for_a_withdrawal_and_then_refuses() -> None:
    paper = agreed_paper()
    wish, by = wish_for(paper), secretary(paper)
    sign_off = SignOff.objects.select_related("round__paper__activity", "association").first()
    assert sign_off is not None
    who = answerer_of(sign_off)
    releasing = Beside(lambda: release(paper=paper, wish=wish, by=by))

    with transaction.atomic():
        withdraw_sign_off(sign_off=sign_off, reason="Der Vorstand.", answerer=who)
        releasing.start_until_it_waits()

    assert isinstance(releasing.end(), PaperError)
    paper.refresh_from_db()
    assert (paper.stage, Publication.objects.exists()) == (Stage.AGREED, False)


def test_withdrawal_waits_for_a_release_and_then_refuses() -> None:
    paper = agreed_paper()
    wish, by = wish_for(paper), secretary(paper)
    sign_off = SignOff.objects.select_related("round__paper__activity", "association").first()
    assert sign_off is not None
    who = answerer_of(sign_off)
    withdrawing = Beside(
        lambda: withdraw_sign_off(sign_off=sign_off, reason="Der Vorstand.", answerer=who)
    )

    with transaction.atomic():
        release(paper=paper, wish=wish, by=by)
        withdrawing.start_until_it_waits()

    assert isinstance(withdrawing.end(), PaperError)
    sign_off.refresh_from_db()
    assert sign_off.state != SignOffState.WITHDRAWN


def test_call_is_logged_while_the_round_waits_to_be_closed() -> None:
    made = start_round(rules={"quorum": 0, "majority": 0})
    sign_off, by = of_association(made), secretary(made.paper)
    closing = Beside(lambda: close_round(sign_off_round=made, is_agreed=False, by=by))
    call = NewCall(clock.now(), "Kim Muster", "Toni Test", "Danke.")

    with transaction.atomic(), audit.acting(by, "test"):
        row = locked_sign_off(sign_off)
        closing.start_until_it_waits()
        log_call(row, call, CallPurpose.OTHER, by)

    assert not isinstance(closing.end(), Exception)
    assert Call.objects.count() == 1
    assert sign_off.entries.filter(kind=EventKind.CALLED).count() == 1
    made.refresh_from_db()
    assert not made.is_open


def test_reopening_waits_for_a_decision_and_then_loses_none() -> None:
    setting = make_setting()
    first = setting.asked[0]
    data = return_of(setting.version, first, {4: "Wir fordern zwölf Millionen Euro."})
    make_answer(setting.consultation(first), data)
    row = setting.put_together()
    silent = setting.circulation.consultations.unanswered().first()
    assert silent is not None
    proposal, by = row.proposals.all()[0], secretary(setting.paper)
    reopening = Beside(
        lambda: reopen_consultation(
            consultation=silent, deadline_at=clock.now() + timedelta(days=2), by=by
        )
    )

    with transaction.atomic():
        decide(proposal=proposal, decision=NewDecision("accept"), seen_revision=0, by=by)
        reopening.start_until_it_waits()

    assert isinstance(reopening.end(), PaperError)
    kept = Consolidation.objects.get(pk=row.pk)
    assert kept.proposals.get(pk=proposal.pk).verdict == "accept"
