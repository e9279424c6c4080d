"""What the page of a paper says about time, and the way it has come."""

from datetime import UTC, date, datetime

import pytest
from tests.factories import make_body, make_organisation
from tests.papers.factories import make_association, make_paper, make_version

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, Land, OrganisationKind
from einklang.federation.models import Affiliation, LeadTerm
from einklang.papers.enums import Pace, Stage
from einklang.papers.models import Paper
from einklang.papers.queries.calendars import Lands, pace_of, term_of, working_days_left
from einklang.papers.queries.members import associations_for, present_lead
from einklang.papers.queries.paper_page import (
    days_left,
    default_pair,
    plan_of,
    short_term,
    way_of,
)

pytestmark = pytest.mark.django_db

NOWHERE = Lands(frozenset(), frozenset(), frozenset())
THURSDAY = datetime(2026, 3, 5, 17, 28, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
EASTER = datetime(2026, 4, 2, 10, tzinfo=UTC)
AFTER_EASTER = datetime(2026, 4, 9, 10, tzinfo=UTC)


def test_thursday_evening_to_monday_morning_is_one_working_day() -> None:
    paper = make_paper(received_at=THURSDAY, deadline_at=MONDAY)

    term = short_term(paper, NOWHERE)

    assert term is not None
    assert (term.days, term.is_very_short, term.is_below_mean) == (1, True, True)
    assert pace_of(term_of(THURSDAY, MONDAY, ())) == Pace.FAST


@pytest.mark.parametrize(
    ("until", "days", "is_very_short", "is_below_mean"),
    [
        (date(2026, 3, 20), 10, False, True),
        (date(2026, 3, 31), 17, False, False),
    ],
)
def test_short_term_is_told_by_its_figure(
    until: date, days: int, *, is_very_short: bool, is_below_mean: bool
) -> None:
    deadline = datetime(until.year, until.month, until.day, 10, tzinfo=UTC)
    paper = make_paper(received_at=THURSDAY, deadline_at=deadline)

    term = short_term(paper, NOWHERE)

    assert term is not None
    assert term.days == days
    assert (term.is_very_short, term.is_below_mean) == (is_very_short, is_below_mean)


def test_four_weeks_and_terms_of_our_own_are_not_short() -> None:
    long_one = make_paper(received_at=THURSDAY, deadline_at=datetime(2026, 4, 30, 10, tzinfo=UTC))
    own = make_paper(deadline_at=MONDAY)
    beyond = make_paper(received_at=THURSDAY, deadline_at=datetime(2150, 1, 1, tzinfo=UTC))

    assert [short_term(paper, NOWHERE) for paper in (long_one, own, beyond)] == [None] * 3


def test_days_left_count_the_holidays_of_everybody() -> None:
    paper = make_paper(deadline_at=datetime(2026, 6, 5, 10, tzinfo=UTC))
    now = datetime(2026, 6, 3, 10, tzinfo=UTC)
    bavaria = Lands(frozenset(), frozenset(), frozenset({Land.BY}))

    # Corpus Christi is a holiday in Bavaria, not in Berlin.
    assert days_left(paper, NOWHERE, now) == 2
    assert days_left(paper, bavaria, now) == 1
    assert working_days_left(AFTER_EASTER, (), EASTER) == 3
    assert days_left(make_paper(), NOWHERE) is None
    assert days_left(make_paper(deadline_at=datetime(2150, 1, 1, tzinfo=UTC)), NOWHERE) is None


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        (Stage.DRAFTING, "now next next next next next"),
        (Stage.CIRCULATING, "done now next next next next"),
        (Stage.SIGNING, "done skipped skipped now next next"),
        (Stage.AGREED, "done skipped skipped done now next"),
        (Stage.PUBLISHED, "done skipped skipped done done done"),
        (Stage.DROPPED, "done next next next next next"),
    ],
)
def test_way_says_where_the_paper_is(stage: Stage, states: str) -> None:
    paper = Paper(stage=stage)

    steps = way_of(paper)

    assert [step.state for step in steps] == states.split()
    assert all(step.spoken for step in steps)


def test_plan_marks_the_next_step_and_says_what_is_unpleasant() -> None:
    paper = make_paper()
    for key, note, done_at in (("a", "", clock.now()), ("b", "day-off", None), ("c", "", None)):
        paper.plan_steps.create(
            key=key, label=key, actor="lead", due_at=clock.now(), note=note, done_at=done_at
        )

    steps = plan_of(paper)

    assert [step.is_next for step in steps] == [False, True, False]
    assert [bool(step.note) for step in steps] == [False, True, False]


def test_default_pair_is_the_two_latest_versions() -> None:
    paper = make_paper()
    alone = default_pair([make_version(paper)])
    make_version(paper)
    make_version(paper)

    assert alone is None
    assert default_pair(list(paper.versions.all())) == (2, 3)


def test_members_come_in_their_agreed_order_and_only_as_long_as_they_are_members() -> None:
    body, federation = make_body(), make_organisation(kind=OrganisationKind.FEDERATION)
    one, two, former = (make_association() for _place in range(3))
    outside = [found.pk for found in associations_for(body)]
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    for order, member, until in ((2, one, None), (1, two, None), (0, former, date(2020, 1, 1))):
        Affiliation.objects.create(
            organisation=member,
            parent=federation,
            kind=AffiliationKind.MEMBER,
            order=order,
            until=until,
        )

    without_lead = present_lead(body)
    LeadTerm.objects.create(federation=federation, association=two)

    assert sorted(outside) == sorted([one.pk, two.pk, former.pk])
    assert associations_for(body) == [two, one]
    assert (without_lead, present_lead(body), present_lead(make_body())) == (None, two, None)
