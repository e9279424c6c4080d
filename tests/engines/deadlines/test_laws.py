"""What holds for all days and all plans."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from einklang.engines.deadlines.calendar import LANDS, WorkingCalendar
from einklang.engines.deadlines.periods import BERLIN, moved_end, period_end
from einklang.engines.deadlines.plan import Step, plan_backwards

DAYS = st.dates(date(1992, 1, 1), date(2099, 12, 31))
LAND_SETS = st.frozensets(st.sampled_from(sorted(LANDS)), max_size=4)
CALENDARS = st.builds(
    WorkingCalendar, LAND_SETS, st.lists(st.dates(date(2024, 1, 1), date(2026, 1, 1)), max_size=20)
)
NUMBERS = st.integers(0, 60)
STARTS = st.datetimes(
    datetime(1992, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2099, 6, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)
# As many plans of hours as of weeks.
SPANS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(days=4)),
    st.timedeltas(timedelta(days=4), timedelta(days=60)),
)


@st.composite
def step_lists(draw: st.DrawFn) -> list[Step]:
    shares = sorted(draw(st.lists(st.fractions(0, 1), min_size=1, max_size=8)))
    return [
        Step(f"step {number}", share, draw(LAND_SETS), draw(st.times()))
        for number, share in enumerate(shares)
    ]


@given(CALENDARS, DAYS, NUMBERS)
def test_subtract_undoes_add_on_working_days(
    calendar: WorkingCalendar, day: date, number: int
) -> None:
    working = calendar.next_working_day(day, or_same=True)

    assert calendar.subtract(calendar.add(working, number), number) == working
    assert calendar.add(calendar.subtract(working, number), number) == working


@given(CALENDARS, DAYS, NUMBERS)
def test_count_measures_what_add_adds(calendar: WorkingCalendar, day: date, number: int) -> None:
    assert calendar.count(day, calendar.add(day, number)) == number


@given(CALENDARS, DAYS, NUMBERS, NUMBERS)
def test_add_is_additive(calendar: WorkingCalendar, day: date, one: int, other: int) -> None:
    assert calendar.add(calendar.add(day, one), other) == calendar.add(day, one + other)


@given(CALENDARS, DAYS, st.lists(st.integers(-90, 90), min_size=2, max_size=2))
def test_count_is_additive(calendar: WorkingCalendar, day: date, offsets: list[int]) -> None:
    other, third = (day + timedelta(days=offset) for offset in offsets)

    assert calendar.count(day, other) + calendar.count(other, third) == calendar.count(day, third)


@given(CALENDARS, DAYS)
def test_neighbouring_working_days_have_none_between(calendar: WorkingCalendar, day: date) -> None:
    after, before = calendar.next_working_day(day), calendar.previous_working_day(day)

    assert before < day < after
    assert calendar.is_working_day(before)
    assert calendar.is_working_day(after)
    assert calendar.count(before, after) == 1 + calendar.is_working_day(day)


@given(LAND_SETS, LAND_SETS, DAYS)
def test_more_laender_never_work_more(
    some: frozenset[str], others: frozenset[str], day: date
) -> None:
    apart = [WorkingCalendar(lands).is_working_day(day) for lands in (some, others)]

    assert WorkingCalendar(some | others).is_working_day(day) == all(apart)


@given(CALENDARS, STARTS, st.integers(1, 60))
def test_period_ends_after_as_many_days_as_wanted(
    calendar: WorkingCalendar, event: datetime, days: int
) -> None:
    end = period_end(event, days, calendar)
    last_day = end.date() - timedelta(days=1)

    assert end.time() == time(0)
    assert end > event
    assert calendar.is_working_day(last_day)
    assert calendar.count(event.astimezone(BERLIN).date(), last_day) == days


@given(CALENDARS, DAYS)
def test_moved_end_is_never_early_and_settled(calendar: WorkingCalendar, day: date) -> None:
    end = moved_end(day, calendar)

    assert day <= end
    assert moved_end(end, calendar) == end


@settings(max_examples=200, deadline=None)
@given(STARTS, SPANS, step_lists())
def test_plan_is_in_order_and_in_bounds(
    start: datetime, span: timedelta, steps: list[Step]
) -> None:
    plan = plan_backwards(start, start + span, steps)
    dues = [planned.due_at.astimezone(UTC) for planned in plan.steps]

    assert [planned.step for planned in plan.steps] == steps
    assert dues == sorted(dues)
    assert start <= dues[0]
    assert dues[-1] <= start + span


@settings(max_examples=200, deadline=None)
@given(STARTS, SPANS, step_lists())
def test_one_shared_working_day_keeps_all_steps_off_days_off(
    start: datetime, span: timedelta, steps: list[Step]
) -> None:
    plan = plan_backwards(start, start + span, steps)
    notes = {planned.note for planned in plan.steps}

    if plan.working_days:
        assert notes == {None}
    for planned in plan.steps:
        calendar = WorkingCalendar(planned.step.lands)
        evening = planned.due_at - timedelta(microseconds=1)
        works = any(
            calendar.is_working_day(day) for day in (planned.due_at.date(), evening.date())
        )
        assert works == (planned.note != "day-off")


@settings(max_examples=100, deadline=None)
@given(STARTS, SPANS, st.lists(st.fractions(0, 1), min_size=2, max_size=8))
def test_a_step_does_not_move_because_others_follow(
    start: datetime, span: timedelta, shares: list[Fraction]
) -> None:
    lands = frozenset({"DE-HE"})
    steps = [Step(str(number), share, lands) for number, share in enumerate(sorted(shares))]
    alone = plan_backwards(start, start + span, steps[:1])
    together = plan_backwards(start, start + span, steps)

    if together.working_days:
        assert together.steps[0] == alone.steps[0]
