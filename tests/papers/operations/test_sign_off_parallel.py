"""Real connections at once: every word counts once, none is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from tests.papers.factories import secretary
from tests.papers.rounds import answerer_of, deliver, of_association, start_round, tacit_round

from einklang.core import clock
from einklang.papers.enums import EventKind, SignOffState
from einklang.papers.errors import PaperError, StaleError, TooLateError
from einklang.papers.models import SignOff
from einklang.papers.operations.sign_off import NewSignOff, answer_sign_off, close_round
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence, open_request, settle_silences

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all of them at the same moment, each on a connection of its own."""
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            results[place] = deed()
        except PaperError as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def answer(sign_off: SignOff, state: SignOffState, answerer: Answerer) -> SignOff:
    return answer_sign_off(
        sign_off=sign_off,
        answer=NewSignOff(state, "Nein." if state == SignOffState.REFUSED else ""),
        seen_revision=0,
        answerer=answerer,
        seen_sha256=sign_off.round.version_sha256,
    )


def test_two_people_of_one_house_answer_at_once() -> None:
    sign_off = of_association(start_round())
    first, second = answerer_of(sign_off), answerer_of(sign_off)

    results = at_once(
        lambda: answer(sign_off, SignOffState.SIGNED, first),
        lambda: answer(sign_off, SignOffState.REFUSED, second),
    )

    errors = [one for one in results if isinstance(one, StaleError)]
    kept = [one for one in results if isinstance(one, SignOff)]
    sign_off.refresh_from_db()
    assert (len(errors), len(kept)) == (1, 1)
    assert (sign_off.state, sign_off.revision) == (kept[0].state, 1)
    assert sign_off.entries.filter(kind=EventKind.ANSWERED).count() == 1


@pytest.mark.parametrize("is_in_time", [True, False])
def test_answer_and_settling_job_at_once(*, is_in_time: bool) -> None:
    due_at = clock.now() - timedelta(seconds=1)
    sign_off = deliver(of_association(tacit_round()), due_at=due_at)
    arrived_at = due_at - timedelta.resolution if is_in_time else due_at
    answerer = answerer_of(sign_off, at=arrived_at)

    result, *_settled = at_once(
        lambda: answer(sign_off, SignOffState.REFUSED, answerer),
        settle_silences,
        settle_silences,
    )

    settle_silences()
    sign_off.refresh_from_db()
    entries = list(sign_off.entries.values_list("kind", flat=True))
    if is_in_time:
        assert isinstance(result, SignOff)
        assert sign_off.state == SignOffState.REFUSED
        assert entries.count("answered") == 1
    else:
        assert isinstance(result, TooLateError)
        assert sign_off.state == SignOffState.TACIT
        assert (entries.count("tacit"), entries.count("late")) == (1, 1)


def test_delivery_opened_by_two_at_once_is_proven_once() -> None:
    sign_off = of_association(tacit_round())
    voices = [answerer_of(sign_off).account for _ in range(3)]

    at_once(*(lambda by=by: open_request(sign_off=sign_off, by=by) for by in voices if by))

    assert sign_off.entries.filter(kind=EventKind.DELIVERED).count() == 1


def test_silence_broken_by_two_at_once_is_broken_once() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + timedelta(hours=1))
    voices = [answerer_of(sign_off) for _ in range(2)]

    at_once(*(lambda who=who: break_silence(sign_off=sign_off, answerer=who) for who in voices))

    assert sign_off.entries.filter(kind=EventKind.BROKEN).count() == 1


def test_answer_and_closing_at_once_leave_no_word_uncounted() -> None:
    made = start_round(rules={"quorum": 0, "majority": 0})
    sign_off = of_association(made)
    answerer, by = answerer_of(sign_off), secretary(made.paper)

    result, tally = at_once(
        lambda: answer(sign_off, SignOffState.SIGNED, answerer),
        lambda: close_round(sign_off_round=made, is_agreed=False, by=by),
    )

    was_kept = isinstance(result, SignOff)
    assert getattr(tally, "answered", None) == int(was_kept)
    sign_off.refresh_from_db()
    assert (sign_off.state == SignOffState.SIGNED) == was_kept


def test_late_line_survives_the_refusal() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() - timedelta(seconds=1))

    with pytest.raises(TooLateError):
        answer(sign_off, SignOffState.REFUSED, answerer_of(sign_off))
    connection.close()

    kinds = set(sign_off.entries.values_list("kind", flat=True))
    assert kinds == {EventKind.REQUESTED, EventKind.LATE, EventKind.TACIT}
