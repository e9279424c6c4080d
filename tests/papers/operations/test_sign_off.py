"""Asking, answering, withdrawing, closing."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from django.utils import translation
from tests.factories import make_account
from tests.papers.factories import (
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
    answerer_of,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.papers.enums import (
    NEEDS_TEXT,
    DissentForm,
    EventKind,
    SignOffMode,
    SignOffState,
    Stage,
)
from einklang.papers.errors import PaperError, RefusedError, StaleError, TooLateError
from einklang.papers.models import SignOff, SignOffEntry, SignOffRound, SignOffRules
from einklang.papers.operations.sign_off import (
    ANSWERS,
    NewRound,
    NewSignOff,
    answer_sign_off,
    close_round,
    extend_deadline,
    fulfil_condition,
    request_sign_off,
    withdraw_sign_off,
)
from einklang.papers.operations.sign_off_log import Answerer, NewCall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let refusals be read in the language of the code."""
    with translation.override("en"):
        yield


WORDS = "Nr. 3 tragen wir nicht mit."


def kinds(sign_off: SignOff) -> list[str]:
    return list(sign_off.entries.values_list("kind", flat=True))


def answer(
    sign_off: SignOff, state: SignOffState = SignOffState.SIGNED, answerer: Answerer | None = None
) -> SignOff:
    return answer_sign_off(
        sign_off=sign_off,
        answer=NewSignOff(state, WORDS if state in NEEDS_TEXT else ""),
        seen_revision=sign_off.revision,
        answerer=answerer or answerer_of(sign_off),
        seen_sha256=sign_off.round.version_sha256,
    )


def test_request_asks_all_parties_for_the_latest_version() -> None:
    paper = make_paper(associations=3)
    make_version(paper)
    latest = make_version(paper)
    make_rules(paper.activity.body, quorum=60, majority=50, source="Geschäftsordnung § 4")
    deadline = clock.now() + DAY

    made = request_sign_off(
        paper=paper, request=NewRound(SignOffMode.EXPLICIT, deadline), by=secretary(paper)
    )

    assert (made.version, made.version_sha256) == (latest, latest.sha256)
    assert (made.quorum, made.majority, made.source) == (60, 50, "Geschäftsordnung § 4")
    asked = made.sign_offs.values_list("association", "state")
    parties = paper.parties.values_list("association", flat=True)
    assert sorted(asked) == sorted((pk, "requested") for pk in parties)
    entries = SignOffEntry.objects.values_list("kind", "version_sha256")
    assert list(entries) == [("requested", latest.sha256)] * 3
    paper.refresh_from_db()
    assert paper.stage == Stage.SIGNING


def test_rules_changed_later_do_not_touch_an_open_round() -> None:
    paper = make_paper(associations=2)
    made = start_round(paper, rules={"quorum": 60, "majority": 50})

    SignOffRules.objects.filter(body=paper.activity.body).update(quorum=10, majority=10)
    made.refresh_from_db()

    assert (made.quorum, made.majority) == (60, 50)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"deadline_at": None}, "until when"),
        ({"deadline_at": clock.now() - MINUTE}, "already passed"),
        ({"mode": SignOffMode.TACIT, "deadline_at": clock.now() + DAY}, "its own delivery"),
    ],
)
def test_request_needs_the_period_of_its_mode(fields: dict[str, object], message: str) -> None:
    with pytest.raises(PaperError, match=message):
        start_round(make_paper(), **{"mode": SignOffMode.EXPLICIT, **fields})  # type: ignore[arg-type]  # pairs

    assert not SignOffRound.objects.exists()


def test_request_is_refused_without_rules_or_version() -> None:
    without_rules, without_version = make_paper(), make_paper()
    make_version(without_rules)
    make_rules(without_version.activity.body)
    request = NewRound(SignOffMode.EXPLICIT, clock.now() + DAY)

    with pytest.raises(PaperError, match="No rules"):
        request_sign_off(paper=without_rules, request=request, by=secretary(without_rules))
    with pytest.raises(PaperError, match="no version"):
        request_sign_off(paper=without_version, request=request, by=secretary(without_version))


def test_silence_is_refused_where_the_rules_forbid_it() -> None:
    with pytest.raises(PaperError, match="do not allow"):
        tacit_round(allows_silence=False)
    with pytest.raises(PaperError, match="first paper"):
        tacit_round(make_paper(is_first_of_topic=True))

    assert tacit_round(make_paper(is_first_of_topic=True), silence_not_for_first=False).is_tacit


def test_request_is_for_the_lead_and_the_secretariat() -> None:
    paper = make_paper(associations=2)
    make_version(paper)
    make_rules(paper.activity.body)
    other = speaker(paper, paper.parties.all()[1].association)
    request = NewRound(SignOffMode.EXPLICIT, clock.now() + DAY)

    with pytest.raises(RefusedError):
        request_sign_off(paper=paper, request=request, by=other)
    made = request_sign_off(paper=paper, request=request, by=speaker(paper, paper.lead))

    assert made.opened_by is not None


TAKES_AN_ANSWER = {
    SignOffState.REQUESTED, SignOffState.BROKEN, SignOffState.WITHDRAWN, *ANSWERS,
}  # fmt: skip
"""In these states of an open round an association may give, or change, its word."""


@pytest.mark.parametrize(("state", "said"), sorted(product(SignOffState, ANSWERS)))
def test_every_answer_in_every_state(state: SignOffState, said: SignOffState) -> None:
    silent = state in {SignOffState.TACIT, SignOffState.BROKEN}
    made = tacit_round() if silent else start_round()
    sign_off = put(of_association(made), state)
    before = kinds(sign_off)

    if state in TAKES_AN_ANSWER:
        row = answer(sign_off, said)
        assert (row.state, kinds(row)) == (said, [*before, EventKind.ANSWERED])
        assert row.text == (WORDS if said in NEEDS_TEXT else "")
        return
    expected = TooLateError if state == SignOffState.TACIT else PaperError
    with pytest.raises(expected):
        answer(sign_off, said)

    sign_off.refresh_from_db()
    assert sign_off.state == state
    late = [EventKind.LATE] if state == SignOffState.TACIT else []
    assert kinds(sign_off) == [*before, *late]


@pytest.mark.parametrize("state", sorted(set(SignOffState) - ANSWERS))
def test_only_the_six_answers_are_answers(state: SignOffState) -> None:
    sign_off = of_association(start_round())

    with pytest.raises(PaperError, match="no answer"):
        answer(sign_off, state)


@pytest.mark.parametrize("state", sorted(NEEDS_TEXT))
def test_dissent_needs_words(state: SignOffState) -> None:
    sign_off = of_association(start_round())

    with pytest.raises(PaperError, match="in words"):
        answer_sign_off(
            sign_off=sign_off,
            answer=NewSignOff(state, "  "),
            seen_revision=0,
            answerer=answerer_of(sign_off),
            seen_sha256=sign_off.round.version_sha256,
        )


def test_signature_with_a_text_is_no_signature() -> None:
    sign_off = of_association(start_round())

    with pytest.raises(PaperError, match="condition or a reservation"):
        answer_sign_off(
            sign_off=sign_off,
            answer=NewSignOff(SignOffState.SIGNED, "aber nicht Nr. 3"),
            seen_revision=0,
            answerer=answerer_of(sign_off),
            seen_sha256=sign_off.round.version_sha256,
        )


def test_answer_keeps_passage_and_form() -> None:
    sign_off = of_association(start_round())
    voice = voice_of(sign_off)
    said = NewSignOff(SignOffState.RESERVATION, WORDS, "Nr. 3", 4, DissentForm.BOX)

    row = answer_sign_off(
        sign_off=sign_off,
        answer=said,
        seen_revision=0,
        answerer=Answerer(account=voice),
        seen_sha256=sign_off.round.version_sha256,
    )

    assert (row.text, row.passage, row.paragraph, row.form) == (WORDS, "Nr. 3", 4, "box")
    entry = row.entries.get(kind=EventKind.ANSWERED)
    assert (entry.by, entry.by_name, entry.by_link) == (voice, str(voice), False)
    assert entry.facts == {
        "was": "requested", "state": "reservation", "passage": "Nr. 3", "paragraph": 4,
    }  # fmt: skip


def test_answer_is_bound_to_the_exact_text() -> None:
    sign_off = of_association(start_round())

    with pytest.raises(StaleError, match="text has changed"):
        answer_sign_off(
            sign_off=sign_off,
            answer=NewSignOff(SignOffState.SIGNED),
            seen_revision=0,
            answerer=answerer_of(sign_off),
            seen_sha256="0" * 64,
        )

    sign_off.refresh_from_db()
    assert (sign_off.state, kinds(sign_off)) == ("requested", [EventKind.REQUESTED])


def test_second_answer_on_the_same_revision_is_told() -> None:
    sign_off = of_association(start_round())
    first = answer(SignOff.objects.get(pk=sign_off.pk))

    with pytest.raises(StaleError, match="faster") as caught:
        answer(sign_off, SignOffState.NIL)

    assert caught.value.current == first
    assert kinds(sign_off).count(EventKind.ANSWERED) == 1


def test_only_who_speaks_officially_answers() -> None:
    sign_off = of_association(start_round())
    paper = sign_off.round.paper
    branch = make_branch(sign_off.association)
    strangers = [
        secretary(paper),
        speaker(paper, branch),
        speaker(paper, of_association(sign_off.round, 2).association),
        make_account(role=Role.ASSOCIATION_STAFF, organisation=sign_off.association),
        make_account(is_superuser=True),
    ]

    for stranger in strangers:
        with pytest.raises(RefusedError):
            answer(sign_off, answerer=Answerer(account=stranger))
    with pytest.raises(RefusedError, match="sign in"):
        answer(sign_off, answerer=Answerer(name="Irgendwer"))

    assert kinds(sign_off) == [EventKind.REQUESTED]


def test_answer_at_the_deadline_is_late_and_one_microsecond_before_counts() -> None:
    made = start_round()
    first, second = of_association(made, 1), of_association(made, 2)
    assert made.deadline_at is not None

    with pytest.raises(TooLateError, match="can extend"):
        answer(first, answerer=answerer_of(first, at=made.deadline_at))
    just = made.deadline_at - timedelta.resolution
    row = answer(second, answerer=answerer_of(second, at=just))

    assert kinds(first) == [EventKind.REQUESTED, EventKind.LATE]
    assert (row.state, row.answered_at) == (SignOffState.SIGNED, just)


def test_extended_deadline_takes_answers_again() -> None:
    made = start_round()
    sign_off = of_association(made)
    by = secretary(made.paper)
    later = clock.now() + 9 * DAY

    with pytest.raises(PaperError, match="later"):
        extend_deadline(sign_off_round=made, deadline_at=clock.now() + DAY, by=by)
    extend_deadline(sign_off_round=made, deadline_at=later, by=by)

    late = answerer_of(sign_off, at=later - MINUTE)
    assert answer(sign_off, answerer=late).state == SignOffState.SIGNED
    facts = sign_off.entries.filter(kind=EventKind.REQUESTED).last()
    assert facts is not None
    assert facts.facts == {"deadline_at": later.isoformat()}


def test_closed_round_takes_no_answer() -> None:
    made = start_round()
    sign_off = of_association(made)
    close_round(sign_off_round=made, is_agreed=False, by=secretary(made.paper))

    with pytest.raises(PaperError, match="closed"):
        answer(sign_off)


CARRY = ["signed", "condition", "reservation", "tacit"]


@pytest.mark.parametrize("state", sorted(SignOffState))
def test_withdrawing_in_every_state(state: SignOffState) -> None:
    made = tacit_round() if state in {SignOffState.TACIT, SignOffState.BROKEN} else start_round()
    sign_off = put(of_association(made), state)

    if state not in CARRY:
        with pytest.raises(PaperError, match="no sign-off"):
            withdraw_sign_off(
                sign_off=sign_off, reason="Beschluss", answerer=answerer_of(sign_off)
            )
        return
    row = withdraw_sign_off(sign_off=sign_off, reason="Beschluss", answerer=answerer_of(sign_off))

    assert (row.state, row.text) == (SignOffState.WITHDRAWN, "Beschluss")
    assert row.entries.get(kind=EventKind.WITHDRAWN).facts == {"was": state}


def test_withdrawn_silent_consent_is_written_down_first_and_final() -> None:
    sign_off = deliver(of_association(tacit_round()), due_at=clock.now() - MINUTE)

    row = withdraw_sign_off(sign_off=sign_off, reason="Beschluss", answerer=answerer_of(sign_off))

    # The silence of this test ended before the round began, so its line stands first.
    assert kinds(row) == [EventKind.TACIT, EventKind.REQUESTED, EventKind.WITHDRAWN]
    with pytest.raises(TooLateError):
        answer(row)


def test_withdrawing_needs_a_reason_and_an_unpublished_paper() -> None:
    made = start_round()
    sign_off = put(of_association(made), SignOffState.SIGNED)
    voice = answerer_of(sign_off)

    with pytest.raises(PaperError, match="why"):
        withdraw_sign_off(sign_off=sign_off, reason=" ", answerer=voice)
    made.paper.stage = Stage.PUBLISHED
    made.paper.save()
    with pytest.raises(PaperError, match="published"):
        withdraw_sign_off(sign_off=sign_off, reason="Beschluss", answerer=voice)


def test_condition_is_fulfilled_by_the_association() -> None:
    sign_off = put(of_association(start_round()), SignOffState.CONDITION)

    row = fulfil_condition(sign_off=sign_off, answerer=answerer_of(sign_off))

    assert row.fulfilled_at is not None
    assert kinds(row)[-1] == EventKind.FULFILLED
    with pytest.raises(PaperError, match="already"):
        fulfil_condition(sign_off=row, answerer=answerer_of(row))


def test_condition_is_fulfilled_by_a_logged_call_of_the_secretariat_only() -> None:
    made = start_round()
    sign_off = put(of_association(made), SignOffState.CONDITION)
    call = NewCall(clock.now(), "Kim Muster", "Mia Beispiel", "Nr. 3 ist gestrichen.")
    by_secretariat = Answerer(account=secretary(made.paper))

    with pytest.raises(RefusedError):
        fulfil_condition(sign_off=sign_off, answerer=by_secretariat)
    with pytest.raises(RefusedError):
        fulfil_condition(sign_off=sign_off, answerer=answerer_of(sign_off), call=call)
    row = fulfil_condition(sign_off=sign_off, answerer=by_secretariat, call=call)

    assert kinds(row) == [EventKind.REQUESTED, EventKind.CALLED, EventKind.FULFILLED]
    logged = made.paper.calls.get()
    assert (logged.caller_name, logged.spoken_to) == ("Kim Muster", "Mia Beispiel")


def test_nothing_but_a_condition_is_fulfilled() -> None:
    sign_off = put(of_association(start_round()), SignOffState.RESERVATION)

    with pytest.raises(PaperError, match="no condition"):
        fulfil_condition(sign_off=sign_off, answerer=answerer_of(sign_off))


def all_in(made: SignOffRound, *states: SignOffState) -> None:
    for place, state in enumerate(states):
        put(of_association(made, place), state)


@pytest.mark.parametrize(
    ("rules", "states", "refusal"),
    [
        ((100, 100), "signed signed signed", None),
        ((100, 100), "signed signed tacit", None),
        ((100, 100), "signed condition reservation", None),
        ((100, 100), "signed signed abstained", "3 associations must carry"),
        ((100, 60), "signed signed abstained", None),
        ((67, 67), "signed signed broken", "3 answers are needed"),
        ((66, 66), "signed signed broken", None),
        ((66, 67), "signed signed nil", "3 associations must carry"),
        ((66, 66), "signed signed withdrawn", None),
        ((67, 66), "signed signed withdrawn", "3 answers are needed"),
        ((0, 0), "refused refused refused", None),
    ],
)
def test_agreement_by_the_numbers(
    rules: tuple[int, int], states: str, refusal: str | None
) -> None:
    made = tacit_round(quorum=rules[0], majority=rules[1])
    all_in(made, *map(SignOffState, states.split()))
    by = secretary(made.paper)

    if refusal:
        with pytest.raises(PaperError, match=refusal):
            close_round(sign_off_round=made, is_agreed=True, by=by)
        return
    close_round(sign_off_round=made, is_agreed=True, by=by)

    made.paper.refresh_from_db()
    made.refresh_from_db()
    assert (made.paper.stage, made.is_open) == (Stage.AGREED, False)


def test_one_refusal_stops_the_paper_where_the_rules_say_so() -> None:
    made = start_round(rules={"quorum": 50, "majority": 50, "stops_at_refusal": True})
    all_in(made, SignOffState.SIGNED, SignOffState.SIGNED, SignOffState.REFUSED)

    with pytest.raises(PaperError, match="one refusal"):
        close_round(sign_off_round=made, is_agreed=True, by=secretary(made.paper))


def test_nobody_is_closed_out_while_the_own_time_runs() -> None:
    explicit = start_round(rules={"quorum": 0, "majority": 0})
    silent = tacit_round(quorum=0, majority=0)
    deliver(of_association(silent), due_at=clock.now() + DAY)

    for made in (explicit, silent):
        with pytest.raises(PaperError, match="still running"):
            close_round(sign_off_round=made, is_agreed=True, by=secretary(made.paper))


def test_closing_writes_down_silences_that_ran_out() -> None:
    made = tacit_round()
    for place in range(3):
        deliver(of_association(made, place), due_at=clock.now() - MINUTE)

    tally = close_round(sign_off_round=made, is_agreed=True, by=secretary(made.paper))

    assert (tally.answered, tally.carrying) == (3, 3)
    assert set(made.sign_offs.values_list("state", flat=True)) == {"tacit"}


def test_silence_does_not_run_on_in_a_closed_round() -> None:
    made = tacit_round()
    sign_off = deliver(of_association(made), due_at=clock.now() + timedelta(seconds=1))
    close_round(sign_off_round=made, is_agreed=False, by=secretary(made.paper))
    sign_off = of_association(made)

    assert sign_off.state_at(clock.now() + 9 * DAY) == SignOffState.REQUESTED
    made.paper.refresh_from_db()
    assert made.paper.stage == Stage.DRAFTING


def test_round_is_closed_once_and_by_its_leaders() -> None:
    made = start_round()
    with pytest.raises(RefusedError):
        close_round(sign_off_round=made, is_agreed=False, by=voice_of(of_association(made)))
    by = secretary(made.paper)
    close_round(sign_off_round=made, is_agreed=False, by=by)

    with pytest.raises(StaleError):
        close_round(sign_off_round=made, is_agreed=False, by=by)
