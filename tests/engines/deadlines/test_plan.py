from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.periods import BERLIN
from einklang.engines.deadlines.plan import NOTES, Plan, PlannedStep, Step, plan_backwards
from einklang.engines.deadlines.worktime import Hours

CITY = frozenset({"DE-BE"})
SAXONY = frozenset({"DE-SN"})
WEST = frozenset({"DE-BE", "DE-NW", "DE-BY"})
STEPS = (
    Step("draft", Fraction(1, 10), CITY),
    Step("answers", 0.5, WEST, time(17)),
    Step("merge", Decimal("0.6"), SAXONY, time(9)),
    Step("sign", 0.8, CITY),
    Step("send", 1, CITY),
)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def shown(plan: Plan) -> list[str]:
    return [
        f"{planned.step.key} {planned.due_at:%a %d.%m. %H:%M} {planned.note or ''}".strip()
        for planned in plan.steps
    ]


def test_plan_of_three_weeks_names_days() -> None:
    plan = plan_backwards(berlin("2025-11-03T10:00"), berlin("2025-11-24T12:00"), STEPS)

    assert shown(plan) == [
        "draft Tue 04.11. 12:00",
        "answers Wed 12.11. 17:00",
        "merge Thu 13.11. 09:00",
        "sign Wed 19.11. 12:00",
        "send Mon 24.11. 12:00",
    ]
    assert plan.working_days == 13  # 4 to 21 November without Buß- und Bettag
    assert plan.pressure == "normal"
    assert (plan.is_too_short, plan.shortfall) == (True, 7)


def test_plan_from_thursday_evening_to_monday_morning_goes_by_the_hour() -> None:
    plan = plan_backwards(berlin("2025-10-23T18:28"), berlin("2025-10-27T10:00"), STEPS)

    assert shown(plan) == [  # nine hours of work
        "draft Fri 24.10. 09:45",
        "answers Fri 24.10. 13:30",
        "merge Fri 24.10. 14:15",
        "sign Fri 24.10. 16:00",
        "send Mon 27.10. 10:00",
    ]
    assert (plan.working_days, plan.pressure, plan.shortfall) == (1, "fast", 19)


def test_plan_waits_for_those_who_have_a_holiday() -> None:
    """Reformation Day frees Saxony; the steps after it wait, those before it do not."""
    plan = plan_backwards(berlin("2025-10-30T18:28"), berlin("2025-11-03T10:00"), STEPS)

    assert shown(plan) == [
        "draft Fri 31.10. 09:45",
        "answers Fri 31.10. 13:30",
        "merge Mon 03.11. 09:30",
        "sign Mon 03.11. 09:30",
        "send Mon 03.11. 10:00",
    ]
    assert plan.working_days == 0


def test_plan_falls_back_to_the_days_all_share() -> None:
    """A plan from a free Monday and Tuesday to a free Tuesday and Wednesday a year later.

    If early steps gave way, the first would fall on Saxony's Monday off; if late ones did, the
    last would fall on Bavaria's Wednesday off.
    """
    bavaria = frozenset({"DE-BY"})
    steps = (
        Step("a", 0, SAXONY),
        Step("b", 0, bavaria),
        Step("c", 1, SAXONY),
        Step("d", 1, bavaria),
    )

    plan = plan_backwards(berlin("2022-10-31T09:00"), berlin("2023-11-01T17:00"), steps)

    assert shown(plan) == [
        "a Wed 02.11. 09:00",
        "b Wed 02.11. 09:00",
        "c Mon 30.10. 17:00",
        "d Mon 30.10. 17:00",
    ]


def test_earlier_steps_give_way_to_later_ones() -> None:
    steps = (Step("a", 0.5, CITY, time(17)), Step("b", 0.52, CITY, time(10)))

    plan = plan_backwards(berlin("2025-11-03T09:00"), berlin("2025-11-21T17:00"), steps)

    assert shown(plan) == ["a Wed 12.11. 10:00", "b Wed 12.11. 10:00"]


def test_steps_that_give_way_keep_their_share_if_they_can() -> None:
    steps = (Step("a", 0.5, CITY, time(17)), Step("b", 0.51, CITY, time(16)))

    # Half of the 116 hours have gone by on 12 November at 15:00.
    plan = plan_backwards(berlin("2025-11-03T13:00"), berlin("2025-11-21T17:00"), steps)

    assert shown(plan) == ["a Wed 12.11. 15:00", "b Wed 12.11. 16:00"]


def test_evenings_count_when_core_hours_are_gone() -> None:
    plan = plan_backwards(berlin("2025-11-06T16:59"), berlin("2025-11-07T08:00"), STEPS)

    assert shown(plan) == [
        "draft Thu 06.11. 17:30 outside-hours",
        "answers Thu 06.11. 19:45 outside-hours",
        "merge Thu 06.11. 20:30 outside-hours",
        "sign Thu 06.11. 21:45 outside-hours",
        "send Fri 07.11. 08:00 outside-hours",
    ]


def test_days_off_count_when_there_is_no_other() -> None:
    plan = plan_backwards(berlin("2025-10-03T02:00"), berlin("2025-10-05T03:00"), STEPS)

    assert shown(plan) == [
        "draft Fri 03.10. 10:30 day-off",
        "answers Fri 03.10. 17:00 day-off",
        "merge Sat 04.10. 10:30 day-off",
        "sign Sat 04.10. 13:45 day-off",
        "send Sat 04.10. 17:00 day-off",
    ]


def test_evenings_of_working_days_count_before_days_off() -> None:
    steps = (Step("half", 0.5, CITY), Step("all", 1, CITY))

    plan = plan_backwards(berlin("2025-10-02T18:00"), berlin("2025-10-05T12:00"), steps)

    assert shown(plan) == [
        "half Thu 02.10. 20:00 outside-hours",
        "all Thu 02.10. 22:00 outside-hours",
    ]


def test_days_off_keep_core_hours_before_evenings() -> None:
    steps = (Step("half", 0.5, CITY), Step("all", 1, CITY))

    plan = plan_backwards(berlin("2025-10-03T07:00"), berlin("2025-10-03T22:00"), steps)

    assert shown(plan) == ["half Fri 03.10. 13:00 day-off", "all Fri 03.10. 17:00 day-off"]


def test_last_moment_with_known_holidays_is_a_deadline() -> None:
    plan = plan_backwards(
        berlin("2100-12-30T17:00"), berlin("2101-01-01T00:00"), (Step("send", 1, CITY),)
    )

    assert shown(plan) == ["send Fri 31.12. 17:00"]
    assert plan.working_days == 1


def test_nights_count_when_there_is_nothing_else() -> None:
    plan = plan_backwards(berlin("2025-11-08T02:00"), berlin("2025-11-08T03:00"), STEPS)

    assert [planned.due_at.time() for planned in plan.steps] == [
        time(2), time(2, 30), time(2, 30), time(2, 45), time(3),
    ]  # fmt: skip
    assert {planned.note for planned in plan.steps} == {"day-off"}


def test_midnight_belongs_to_the_evening_before() -> None:
    end = berlin("2025-11-08T00:00")  # Friday, 24:00

    plan = plan_backwards(berlin("2025-11-07T23:30"), end, (Step("send", 1, CITY),))

    assert plan.steps == (PlannedStep(Step("send", 1, CITY), end, "outside-hours"),)


def test_deadline_at_midnight_counts_the_day_before() -> None:
    start = berlin("2025-11-03T10:00")

    until_24 = plan_backwards(start, berlin("2025-11-15T00:00"), (Step("send", 1, CITY),))
    until_17 = plan_backwards(start, berlin("2025-11-14T17:00"), (Step("send", 1, CITY),))
    until_16 = plan_backwards(start, berlin("2025-11-14T16:59"), (Step("send", 1, CITY),))

    assert [plan.working_days for plan in (until_24, until_17, until_16)] == [9, 9, 8]
    assert shown(until_24) == ["send Fri 14.11. 12:00"]


def test_start_at_midnight_counts_its_own_day() -> None:
    end = berlin("2025-11-14T17:00")

    assert plan_backwards(berlin("2025-11-03T00:00"), end, ()).working_days == 10
    assert plan_backwards(berlin("2025-11-03T00:01"), end, ()).working_days == 9


def test_deadline_on_a_holiday_is_met_before_it() -> None:
    plan = plan_backwards(
        berlin("2025-09-15T10:00"), berlin("2025-10-03T12:00"), (Step("send", 1, CITY),)
    )

    assert shown(plan) == ["send Thu 02.10. 12:00"]


def test_time_of_day_after_the_deadline_gives_way() -> None:
    steps = (Step("send", 1, CITY, time(18)),)

    plan = plan_backwards(berlin("2025-09-15T10:00"), berlin("2025-10-02T10:00"), steps)

    assert shown(plan) == ["send Thu 02.10. 10:00"]


def test_time_of_day_before_the_start_gives_way() -> None:
    steps = (Step("begin", 0, CITY, time(8)),)

    plan = plan_backwards(berlin("2025-09-15T10:07"), berlin("2025-10-02T10:00"), steps)

    assert shown(plan) == ["begin Mon 15.09. 10:07"]


def test_time_of_day_in_the_evening_is_no_cause_for_a_note() -> None:
    steps = (Step("send", 1, CITY, time(23, 59)),)

    plan = plan_backwards(berlin("2025-09-15T10:00"), berlin("2025-10-03T00:00"), steps)

    assert shown(plan) == ["send Thu 02.10. 23:59"]


def test_extra_free_days_are_nobodys_working_days() -> None:
    steps = (Step("send", 1, CITY),)
    eves = [date(2025, 12, 24), date(2025, 12, 31)]
    start, end = berlin("2025-12-15T10:00"), berlin("2025-12-24T17:00")

    without = plan_backwards(start, end, steps)
    generous = plan_backwards(start, end, steps, extra_free=eves)

    assert (without.working_days, shown(without)) == (7, ["send Wed 24.12. 12:00"])
    assert (generous.working_days, shown(generous)) == (6, ["send Tue 23.12. 12:00"])


def test_core_hours_are_a_parameter() -> None:
    plan = plan_backwards(
        berlin("2025-10-23T18:28"),
        berlin("2025-10-27T10:00"),
        (Step("half", 0.5, CITY), Step("all", 1, CITY)),
        hours=Hours(time(8), time(12)),
    )

    assert shown(plan) == ["half Fri 24.10. 11:00", "all Mon 27.10. 10:00"]


def test_core_hours_must_begin_before_they_end() -> None:
    with pytest.raises(DeadlineError) as refused:
        Hours(time(17), time(9))

    assert refused.value.code == "no-hours"


def test_evening_hours_keep_early_and_late_core_hours() -> None:
    assert Hours(time(6), time(23)).widened() == Hours(time(6), time(23))
    assert Hours().widened() == Hours(time(7), time(22))


@pytest.mark.parametrize(
    ("end", "working_days", "pressure", "shortfall"),
    [
        ("2025-09-05T17:00", 4, "fast", 16),
        ("2025-09-08T17:00", 5, "fast", 15),
        ("2025-09-09T17:00", 6, "normal", 14),
        ("2025-09-22T17:00", 15, "normal", 5),
        ("2025-09-29T17:00", 20, "normal", 0),
        ("2025-09-30T17:00", 21, "long", 0),
    ],
)
def test_pressure_follows_the_working_days(
    end: str, working_days: int, pressure: str, shortfall: int
) -> None:
    plan = plan_backwards(berlin("2025-09-01T10:00"), berlin(end), STEPS)

    assert (plan.working_days, plan.pressure, plan.shortfall) == (
        working_days, pressure, shortfall,
    )  # fmt: skip
    assert plan.is_too_short == (shortfall > 0)


def test_wanted_days_are_a_parameter() -> None:
    start, end = berlin("2025-09-01T10:00"), berlin("2025-09-22T17:00")

    assert not plan_backwards(start, end, STEPS, wanted_days=15).is_too_short
    assert plan_backwards(start, end, STEPS, wanted_days=16).shortfall == 1


def test_plan_crosses_the_change_of_clocks() -> None:
    steps = (Step("half", 0.5, CITY), Step("all", 1, CITY))

    spring = plan_backwards(berlin("2025-03-28T09:00"), berlin("2025-03-31T17:00"), steps)
    night = plan_backwards(
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC), datetime(2025, 10, 26, 1, 30, tzinfo=UTC), steps
    )

    assert shown(spring) == ["half Fri 28.03. 17:00", "all Mon 31.03. 17:00"]
    # 02:30 in summer time to 02:30 in winter time is an hour, not nothing.
    assert [planned.due_at.astimezone(UTC).time() for planned in night.steps] == [
        time(1), time(1, 30),
    ]  # fmt: skip


def test_plan_speaks_the_time_of_berlin() -> None:
    start, end = datetime(2025, 9, 1, 8, tzinfo=UTC), datetime(2025, 9, 22, 15, tzinfo=UTC)

    plan = plan_backwards(start, end, STEPS)

    assert (plan.start, plan.deadline) == (start, end)
    assert {plan.start.tzinfo, plan.deadline.tzinfo} == {BERLIN}
    assert {planned.due_at.tzinfo for planned in plan.steps} == {BERLIN}


def test_due_at_asks_by_key() -> None:
    plan = plan_backwards(berlin("2025-11-03T10:00"), berlin("2025-11-24T12:00"), STEPS)

    assert plan.due_at("sign") == berlin("2025-11-19T12:00")
    with pytest.raises(KeyError):
        plan.due_at("unknown")


def test_note_text_speaks_two_languages() -> None:
    pleasant = PlannedStep(STEPS[0], berlin("2025-11-03T10:00"))
    night = PlannedStep(STEPS[0], berlin("2025-11-03T03:00"), "outside-hours")

    assert pleasant.note_text("de") == ""
    assert night.note_text("de") == NOTES["outside-hours"]["de"]
    assert night.note_text("en") == NOTES["outside-hours"]["en"]


@pytest.mark.parametrize("early", [timedelta(0), timedelta(minutes=1), timedelta(days=400)])
def test_deadline_must_come_after_the_start(early: timedelta) -> None:
    start = berlin("2025-11-03T10:00")

    with pytest.raises(DeadlineError) as refused:
        plan_backwards(start, start - early, STEPS)

    assert refused.value.code == "start-after-deadline"
    assert refused.value.values["start"] == "03.11.2025, 10:00"


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((Step("a", 1.01),), "no-share"),
        ((Step("a", Fraction(-1, 9)),), "no-share"),
        ((Step("a", float("nan")),), "no-share"),
        ((Step("a", Decimal("Infinity")),), "no-share"),
        ((Step("a", 0.5), Step("b", Decimal("0.4"))), "out-of-order"),
        ((Step("a", 0.5), Step("a", 0.6)), "same-step"),
        ((Step("a", 0.5, frozenset({"DE-XX"})),), "unknown-land"),
    ],
)
def test_crooked_steps_are_refused(steps: tuple[Step, ...], code: str) -> None:
    with pytest.raises(DeadlineError) as refused:
        plan_backwards(berlin("2025-11-03T10:00"), berlin("2025-11-24T12:00"), steps)

    assert refused.value.code == code


def test_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2025, 11, 3, 10)  # noqa: DTZ001 - the point

    with pytest.raises(DeadlineError) as refused:
        plan_backwards(naive, berlin("2025-11-24T12:00"), STEPS)

    assert refused.value.code == "without-zone"
