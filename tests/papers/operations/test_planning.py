"""The plan: laid backwards, laid anew, ticked off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from tests.factories import make_organisation
from tests.papers.factories import make_association, make_paper, secretary, speaker

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, Land, OrganisationKind
from einklang.federation.models import Affiliation
from einklang.papers.enums import Actor, Pace, PartyRole, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Paper, PlanStep, PlanTemplate
from einklang.papers.operations.planning import lay_plan, tick_step
from einklang.papers.queries.calendars import lands_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def templates() -> None:
    for pace in Pace:
        template = PlanTemplate.objects.create(pace=pace, label=pace.value)
        for share, actor in ((10, Actor.LEAD), (50, Actor.ASSOCIATIONS), (100, Actor.SECRETARIAT)):
            template.steps.create(
                key=f"{pace}-{share}", label=f"Schritt {share}", share=share, actor=actor
            )


def steps_of(paper: Paper) -> list[str]:
    return list(paper.plan_steps.values_list("key", flat=True))


@pytest.mark.parametrize(("days", "pace"), [(3, Pace.FAST), (15, Pace.NORMAL), (60, Pace.LONG)])
def test_plan_takes_the_pace_the_time_allows(days: int, pace: Pace) -> None:
    deadline = clock.now() + timedelta(days=days)
    paper = make_paper(deadline_at=deadline)

    steps = lay_plan(paper=paper, by=secretary(paper))

    paper.refresh_from_db()
    assert paper.pace == pace
    assert [step.key for step in steps] == [f"{pace}-10", f"{pace}-50", f"{pace}-100"]
    assert [step.actor for step in steps] == [Actor.LEAD, Actor.ASSOCIATIONS, Actor.SECRETARIAT]
    due = [step.due_at for step in steps]
    assert due == sorted(due)
    assert clock.now() < due[0] <= due[-1] <= deadline


def test_plan_laid_anew_keeps_what_is_done_and_takes_the_pace_wanted() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=60))
    account = secretary(paper)
    first = lay_plan(paper=paper, by=account)[0]
    tick_step(step=first, is_done=True, by=account)

    lay_plan(paper=paper, pace=Pace.FAST, by=account)

    paper.refresh_from_db()
    assert paper.pace == Pace.FAST
    assert sorted(steps_of(paper)) == sorted(["long-10", "fast-10", "fast-50", "fast-100"])


def test_plan_laid_anew_spreads_the_rest_over_the_time_left() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=60))
    account = secretary(paper)
    steps = lay_plan(paper=paper, by=account)
    tick_step(step=steps[1], is_done=True, by=account)

    again = {step.key: step for step in lay_plan(paper=paper, by=account)}

    assert sorted(again) == ["long-10", "long-100", "long-50"]
    assert again["long-50"].pk == steps[1].pk
    # What was left out on the way is due at once.
    assert again["long-10"].due_at < steps[0].due_at


def test_plan_of_which_everything_is_done_has_nothing_left() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=60))
    account = secretary(paper)
    steps = lay_plan(paper=paper, by=account)
    for step in steps:
        tick_step(step=step, is_done=True, by=account)

    again = lay_plan(paper=paper, by=account)

    assert {step.pk for step in again} == {step.pk for step in steps}


def test_plan_of_the_committee_goes_before_the_shared_one() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=3))
    own = PlanTemplate.objects.create(body=paper.activity.body, pace=Pace.FAST, label="Unser")
    own.steps.create(key="own", label="Eigener Schritt", share=100, actor=Actor.COMMITTEE)

    lay_plan(paper=paper, by=secretary(paper))

    assert steps_of(paper) == ["own"]


def test_plan_without_template_is_empty() -> None:
    PlanTemplate.objects.all().delete()
    paper = make_paper(deadline_at=clock.now() + timedelta(days=3))

    assert lay_plan(paper=paper, by=secretary(paper)) == []


def test_plan_counts_the_holidays_of_each_actor() -> None:
    federation = make_organisation(kind=OrganisationKind.FEDERATION, land=Land.BE)
    lead, asked = make_association(land=Land.BY), make_association(land=Land.SN)
    paper = make_paper(associations=[lead, asked])
    Affiliation.objects.create(
        organisation=paper.activity.body, parent=federation, kind=AffiliationKind.PART
    )

    lands = lands_of(paper)

    assert lands.of(Actor.LEAD) == {Land.BY}
    assert lands.of(Actor.ASSOCIATIONS) == {Land.BY, Land.SN}
    assert lands.of(Actor.SECRETARIAT) == {Land.BE}
    assert lands.of(Actor.COMMITTEE) == {Land.BE, Land.BY, Land.SN}
    office = make_organisation(kind=OrganisationKind.SECRETARIAT, land=Land.HH)
    Affiliation.objects.create(organisation=office, parent=federation, kind=AffiliationKind.PART)
    assert lands_of(paper).of(Actor.SECRETARIAT) == {Land.HH}


def test_plan_is_refused_without_deadline_or_after_it() -> None:
    without, over = make_paper(), make_paper(deadline_at=clock.now() - timedelta(hours=1))

    with pytest.raises(RefusedError, match="Without a deadline"):
        lay_plan(paper=without, by=secretary(without))
    with pytest.raises(PaperError, match="has passed"):
        lay_plan(paper=over, by=secretary(over))


def test_plan_beyond_all_calendars_says_so() -> None:
    paper = make_paper(deadline_at=datetime(2150, 1, 1, tzinfo=UTC))

    with pytest.raises(PaperError, match=r"2150|2101"):
        lay_plan(paper=paper, by=secretary(paper))

    assert steps_of(paper) == []


def test_plan_is_refused_to_those_who_are_asked() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=9))
    staff = speaker(paper, paper.parties.get(role=PartyRole.ASKED).association)
    step = lay_plan(paper=paper, by=secretary(paper))[0]

    with pytest.raises(RefusedError):
        lay_plan(paper=paper, by=staff)
    with pytest.raises(RefusedError):
        tick_step(step=step, is_done=True, by=staff)


def test_tick_step_twice_changes_nothing_and_can_be_taken_back() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=9))
    lead = speaker(paper, paper.lead)
    step = lay_plan(paper=paper, by=lead)[0]

    done_at = tick_step(step=step, is_done=True, by=lead).done_at
    again = tick_step(step=step, is_done=True, by=lead)
    undone = tick_step(step=step, is_done=False, by=lead)

    assert done_at is not None
    assert again.done_at == done_at
    assert undone.done_at is None


def test_tick_step_that_is_gone_or_of_a_paper_that_is_over() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=9))
    account = secretary(paper)
    step = lay_plan(paper=paper, by=account)[0]
    PlanStep.objects.filter(pk=step.pk).delete()

    with pytest.raises(PaperError, match="laid anew"):
        tick_step(step=step, is_done=True, by=account)
    paper.stage = Stage.PUBLISHED
    paper.save()
    step.paper = paper
    with pytest.raises(RefusedError, match="published"):
        tick_step(step=step, is_done=True, by=account)
