"""The silence procedure: proof starts the clock, a word stops it, no timer is needed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_account
from tests.papers.factories import make_branch, make_paper, secretary, speaker
from tests.papers.rounds import (
    DAY,
    MINUTE,
    answerer_of,
    associations,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.engines.deadlines.calendar import LANDS, WorkingCalendar
from einklang.engines.deadlines.periods import BERLIN
from einklang.papers.enums import EventKind, Proof, SignOffMode, SignOffState
from einklang.papers.errors import PaperError, RefusedError, TooLateError
from einklang.papers.models import Call, SignOff, SignOffEntry, SignOffRound
from einklang.papers.operations.sign_off import NewSignOff, answer_sign_off
from einklang.papers.operations.sign_off_log import Answerer, NewCall
from einklang.papers.operations.silence import (
    break_silence,
    log_break_call,
    log_other_call,
    log_receipt_call,
    open_request,
    send_second_notices,
    settle_silences,
)
from einklang.papers.rendering.silence import (
    second_notice_due,
    silence_end,
    working_days_left,
)

TICK = timedelta.resolution


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let refusals be read in the language of the code."""
    with translation.override("en"):
        yield


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
db = pytest.mark.django_db


def kinds(sign_off: SignOff) -> list[str]:
    return list(sign_off.entries.order_by("pk").values_list("kind", flat=True))


def call_at(moment: datetime) -> NewCall:
    return NewCall(moment, "Kim Muster", "Mia Beispiel", "Ist angekommen.")


def berlin(day: int, month: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


# The law of the period


@given(MOMENTS, st.integers(1, 60), st.sampled_from(["", *sorted(LANDS)]))
def test_silence_has_all_its_working_days_whole(
    delivered_at: datetime, days: int, land: str
) -> None:
    end = silence_end(delivered_at, days, land)

    calendar = WorkingCalendar([land] if land else [])
    first = delivered_at.astimezone(BERLIN).date()
    last = (end - TICK).astimezone(BERLIN).date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(map(calendar.is_working_day, between)) == days
    assert calendar.is_working_day(last)
    assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)


@given(MOMENTS, st.integers(1, 20), st.timedeltas(timedelta(0), timedelta(days=90)))
def test_consent_is_never_before_the_end_and_never_without_proof(
    delivered_at: datetime, days: int, later: timedelta
) -> None:
    end = silence_end(delivered_at, days, "DE-BE")
    current = SignOffRound(mode=SignOffMode.TACIT)
    unproven = SignOff(round=current, state=SignOffState.REQUESTED)
    proven = SignOff(round=current, state=SignOffState.REQUESTED, due_at=end)
    broken = SignOff(round=current, state=SignOffState.BROKEN, due_at=end)
    moment = delivered_at + later

    assert unproven.state_at(moment) == SignOffState.REQUESTED
    assert broken.state_at(moment) == SignOffState.BROKEN
    expected = SignOffState.TACIT if moment >= end else SignOffState.REQUESTED
    assert proven.state_at(moment) == expected
    assert proven.is_too_late_at(moment) == (moment >= end)
    assert not proven.is_too_late_at(end - TICK)
    assert proven.is_too_late_at(end)


@given(MOMENTS, st.integers(2, 30), st.data())
def test_second_notice_goes_out_between_delivery_and_end(
    delivered_at: datetime, days: int, data: Any
) -> None:
    before = data.draw(st.integers(0, days - 1))

    end = silence_end(delivered_at, days, "DE-TH")
    notice = second_notice_due(end, before, "DE-TH")

    assert delivered_at < notice < end
    assert working_days_left(end, "DE-TH", now=notice) == before


@pytest.mark.parametrize(
    ("delivered_at", "land", "end"),
    [
        # Five working days from a Monday: Tuesday to Monday.
        (berlin(23, 11, 9), "DE-BE", berlin(1, 12)),
        # 31 October is a holiday in Brandenburg (a Saturday in 2026, so it moves nothing).
        (berlin(30, 10, 9), "DE-BB", berlin(7, 11)),
        # Corpus Christi (4 June) is one in Hesse, none in Berlin.
        (berlin(1, 6, 9), "DE-HE", berlin(10, 6)),
        (berlin(1, 6, 9), "DE-BE", berlin(9, 6)),
        # Delivered on a Saturday just before midnight: Sunday is none, so Monday to Friday.
        (datetime(2026, 11, 28, 23, 59, 59, tzinfo=BERLIN), "", berlin(5, 12)),
        # Over the change of clocks (25 October 2026).
        (berlin(22, 10, 9), "DE-BE", berlin(30, 10)),
    ],
)
def test_end_of_a_silence_of_five_days(delivered_at: datetime, land: str, end: datetime) -> None:
    assert silence_end(delivered_at, 5, land) == end


# Proof of delivery


@db
def test_opening_by_a_speaker_proves_delivery_once() -> None:
    paper = make_paper(associations=associations("", "DE-HE", "DE-BE"))
    sign_off = of_association(tacit_round(paper))
    voice = voice_of(sign_off)

    row = open_request(sign_off=sign_off, by=voice)
    again = open_request(sign_off=row, by=voice_of(sign_off))

    assert row.delivered_at is not None
    assert (row.proof, row.due_at) == (
        Proof.SIGNED_IN, silence_end(row.delivered_at, 5, "DE-HE"),
    )  # fmt: skip
    assert (again.delivered_at, again.due_at) == (row.delivered_at, row.due_at)
    assert kinds(row) == [EventKind.REQUESTED, EventKind.DELIVERED]
    entry = row.entries.get(kind=EventKind.DELIVERED)
    assert (entry.by, entry.version_sha256) == (voice, row.round.version_sha256)
    assert entry.facts == {
        "proof": "signed_in", "land": "DE-HE", "days": 5, "call": None,
        "due_at": row.due_at.isoformat() if row.due_at else None,
    }  # fmt: skip


@db
def test_opening_by_others_proves_nothing() -> None:
    sign_off = of_association(tacit_round())
    paper = sign_off.round.paper
    strangers = [
        secretary(paper),
        speaker(paper, make_branch(sign_off.association)),
        speaker(paper, paper.lead),
        make_account(is_superuser=True),
    ]

    for stranger in strangers:
        with pytest.raises(RefusedError):
            open_request(sign_off=sign_off, by=stranger)

    sign_off.refresh_from_db()
    assert (sign_off.delivered_at, sign_off.due_at, kinds(sign_off)) == (
        None, None, [EventKind.REQUESTED],
    )  # fmt: skip


@db
def test_delivery_is_proven_without_a_clock_where_everybody_answers() -> None:
    sign_off = of_association(start_round())

    row = open_request(sign_off=sign_off, by=voice_of(sign_off))

    assert (row.proof, row.due_at) == (Proof.SIGNED_IN, None)


@db
def test_logged_call_starts_the_clock_at_the_call() -> None:
    made = tacit_round()
    SignOffRound.objects.filter(pk=made.pk).update(opened_at=clock.now() - 9 * DAY)
    sign_off = of_association(made)
    called_at = clock.now() - timedelta(hours=2)

    row = log_receipt_call(sign_off=sign_off, call=call_at(called_at), by=secretary(made.paper))

    assert (row.proof, row.delivered_at) == (Proof.CALL, called_at)
    assert row.due_at == silence_end(called_at, 5, "")
    call = Call.objects.get()
    assert (call.purpose, call.caller_name, call.spoken_to) == (
        "receipt", "Kim Muster", "Mia Beispiel",
    )  # fmt: skip
    with pytest.raises(PaperError, match="already"):
        log_receipt_call(sign_off=row, call=call_at(called_at), by=secretary(made.paper))


@db
@pytest.mark.parametrize(
    ("ago", "message"),
    [
        (timedelta(minutes=-5), "future"),
        (timedelta(days=40), "before the request"),
        (timedelta(days=20), "over already"),
    ],
)
def test_call_that_could_not_be_proof_starts_nothing(ago: timedelta, message: str) -> None:
    made = tacit_round()
    SignOffRound.objects.filter(pk=made.pk).update(opened_at=clock.now() - 30 * DAY)
    sign_off = of_association(made)

    with pytest.raises(PaperError, match=message):
        log_receipt_call(
            sign_off=sign_off, call=call_at(clock.now() - ago), by=secretary(made.paper)
        )

    assert (kinds(sign_off), Call.objects.count()) == ([EventKind.REQUESTED], 0)


@db
def test_calls_are_logged_by_those_who_lead_and_name_both_sides() -> None:
    sign_off = of_association(tacit_round())
    now = clock.now()

    with pytest.raises(RefusedError):
        log_receipt_call(sign_off=sign_off, call=call_at(now), by=voice_of(sign_off))
    with pytest.raises(PaperError, match="who called"):
        log_other_call(
            sign_off=sign_off,
            call=NewCall(now, "Kim Muster", " "),
            by=secretary(sign_off.round.paper),
        )
    log_other_call(
        sign_off=sign_off, call=call_at(clock.now()), by=secretary(sign_off.round.paper)
    )

    assert kinds(sign_off) == [EventKind.REQUESTED, EventKind.CALLED]


# Breaking it


@db
def test_one_act_breaks_the_silence_for_good() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() + DAY)

    row = break_silence(sign_off=sign_off, answerer=answerer_of(sign_off))
    again = break_silence(sign_off=sign_off, answerer=answerer_of(sign_off))

    assert (row.state, again.revision) == (SignOffState.BROKEN, row.revision)
    assert kinds(row) == [EventKind.REQUESTED, EventKind.BROKEN]
    assert row.state_at(clock.now() + 99 * DAY) == SignOffState.BROKEN
    assert not row.is_too_late_at(clock.now() + 99 * DAY)


@db
def test_silence_can_be_broken_before_delivery_is_proven() -> None:
    sign_off = of_association(tacit_round())

    row = break_silence(sign_off=sign_off, answerer=answerer_of(sign_off))

    assert (row.state, row.due_at) == (SignOffState.BROKEN, None)


@db
def test_breaking_at_the_end_is_late_and_one_microsecond_before_counts() -> None:
    made = tacit_round()
    due_at = clock.now() - MINUTE
    late, just = (deliver(of_association(made, place), due_at=due_at) for place in (1, 2))

    with pytest.raises(TooLateError, match="withdraw the sign-off"):
        break_silence(sign_off=late, answerer=answerer_of(late, at=due_at))
    row = break_silence(sign_off=just, answerer=answerer_of(just, at=due_at - TICK))

    late.refresh_from_db()
    assert late.state == SignOffState.TACIT
    assert kinds(late) == [EventKind.REQUESTED, EventKind.LATE, EventKind.TACIT]
    assert (row.state, row.spoke_at) == (SignOffState.BROKEN, due_at - TICK)


@db
@pytest.mark.parametrize("is_written_down", [True, False])
def test_late_answer_is_refused_whether_or_not_a_job_has_run(*, is_written_down: bool) -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() - MINUTE)
    if is_written_down:
        assert settle_silences() == 1
    voice = answerer_of(sign_off)

    with pytest.raises(TooLateError, match="counts as consent"):
        answer_sign_off(
            sign_off=sign_off,
            answer=NewSignOff(SignOffState.REFUSED, "Nein."),
            seen_revision=0,
            answerer=voice,
            seen_sha256=sign_off.round.version_sha256,
        )

    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.TACIT
    assert sorted(kinds(sign_off)) == ["late", "requested", "tacit"]
    late = sign_off.entries.get(kind=EventKind.LATE)
    assert (late.by, late.text.endswith("Nein.")) == (voice.account, True)


@db
def test_answer_in_time_wins_over_a_consent_just_written_down() -> None:
    due_at = clock.now() - MINUTE
    sign_off = deliver(of_association(tacit_round()), due_at=due_at)
    settle_silences()

    row = answer_sign_off(
        sign_off=sign_off,
        answer=NewSignOff(SignOffState.REFUSED, "Nein."),
        seen_revision=0,
        answerer=answerer_of(sign_off, at=due_at - TICK),
        seen_sha256=sign_off.round.version_sha256,
    )

    assert (row.state, row.answered_at) == (SignOffState.REFUSED, due_at - TICK)


@db
def test_call_within_the_silence_breaks_it_even_if_noted_later() -> None:
    made = tacit_round()
    SignOffRound.objects.filter(pk=made.pk).update(opened_at=clock.now() - 9 * DAY)
    due_at = clock.now() - MINUTE
    sign_off = deliver(of_association(made), due_at=due_at)
    settle_silences()

    row = log_break_call(sign_off=sign_off, call=call_at(due_at - TICK), by=secretary(made.paper))

    assert (row.state, row.answered_at) == (SignOffState.BROKEN, None)
    assert kinds(row) == [
        EventKind.REQUESTED, EventKind.TACIT, EventKind.CALLED, EventKind.BROKEN,
    ]  # fmt: skip
    entry = row.entries.get(kind=EventKind.BROKEN)
    assert (entry.by_name, entry.at) == ("Kim Muster", due_at - TICK)


@db
def test_call_after_the_end_is_kept_and_changes_nothing() -> None:
    made = tacit_round()
    due_at = clock.now() - MINUTE
    SignOffRound.objects.filter(pk=made.pk).update(opened_at=clock.now() - 9 * DAY)
    sign_off = deliver(of_association(made), due_at=due_at)

    with pytest.raises(TooLateError):
        log_break_call(sign_off=sign_off, call=call_at(due_at), by=secretary(made.paper))

    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.TACIT
    assert sorted(kinds(sign_off)) == ["called", "late", "requested", "tacit"]


@db
def test_there_is_no_silence_to_break_where_everybody_answers() -> None:
    sign_off = of_association(start_round())

    with pytest.raises(PaperError, match="nothing has to be broken"):
        break_silence(sign_off=sign_off, answerer=answerer_of(sign_off))


@db
def test_call_breaks_nothing_once_the_association_has_answered() -> None:
    made = tacit_round()
    sign_off = put(of_association(made), SignOffState.SIGNED)

    with pytest.raises(PaperError, match="not silent"):
        log_break_call(sign_off=sign_off, call=call_at(clock.now()), by=secretary(made.paper))


# Jobs


@db
def test_settling_writes_each_consent_once() -> None:
    made = tacit_round()
    due_at = clock.now() - MINUTE
    silent = deliver(of_association(made, 0), due_at=due_at)
    running = deliver(of_association(made, 1), due_at=clock.now() + DAY)
    unproven = of_association(made, 2)

    assert (settle_silences(), settle_silences()) == (1, 0)

    for row in (silent, running, unproven):
        row.refresh_from_db()
    assert [silent.state, running.state, unproven.state] == ["tacit", "requested", "requested"]
    assert silent.answered_at == due_at
    entry = SignOffEntry.objects.get(kind=EventKind.TACIT)
    assert (entry.at, entry.by, entry.version_sha256) == (due_at, None, made.version_sha256)


@db
def test_second_notice_is_ordered_once_and_only_when_due() -> None:
    made = tacit_round(silence_days=9, second_notice_days=4)
    soon, far, unproven = (of_association(made, place) for place in range(3))
    deliver(soon, due_at=silence_end(clock.now(), 1, ""))
    deliver(far, due_at=silence_end(clock.now(), 9, ""))

    counts = (send_second_notices(), send_second_notices())

    for row in (soon, far, unproven):
        row.refresh_from_db()
    assert counts == (1, 0)
    sent = [row.second_notice_at is not None for row in (soon, far, unproven)]
    assert sent == [True, False, False]


@db
def test_no_second_notice_after_a_word_or_the_end() -> None:
    made = tacit_round()
    deliver(of_association(made, 0), due_at=clock.now() - MINUTE)
    put(of_association(made, 1), SignOffState.SIGNED, due_at=clock.now() + MINUTE,
        delivered_at=clock.now() - DAY)  # fmt: skip

    assert send_second_notices() == 0


@db
def test_the_table_itself_refuses_consent_without_proof_and_words_after_the_end() -> None:
    sign_off = of_association(tacit_round())
    now = clock.now()
    forbidden: list[dict[str, Any]] = [
        {"state": "tacit", "answered_at": now},
        {"due_at": now},
        {"state": "signed", "answered_at": now, "delivered_at": now - DAY, "due_at": now},
        {"state": "broken", "delivered_at": now - DAY, "due_at": now, "spoke_at": now},
    ]

    for fields in forbidden:
        with pytest.raises(IntegrityError), transaction.atomic():
            SignOff.objects.filter(pk=sign_off.pk).update(**fields)


def test_answerer_without_a_moment_arrives_now() -> None:
    before = clock.now()

    assert before <= Answerer(name="Kim").at <= clock.now()
