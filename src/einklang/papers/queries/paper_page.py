"""Everything the page of one paper shows of its first steps, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity
from einklang.chronicle.queries.records import SEARCH_COLUMNS
from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.plan import FAST_DAYS, FOUR_WEEKS
from einklang.federation.rules import Visitor
from einklang.papers.enums import Stage, VersionOrigin
from einklang.papers.models import Circulation, Paper, Party, PlanStep, Version
from einklang.papers.models.paper import PaperQuerySet
from einklang.papers.queries.calendars import Lands, term_of, working_days_left

MEAN_TERM = Decimal("15.4")
"""Working days that ministries gave associations on average, 2017 to 2023."""
SHORT_SHARE = 18
"""Percent of drafts with five working days or fewer."""
TERMS_SOURCE = "Mehr Demokratie e. V., Studie vom Mai 2024"
TERMS_URL = (
    "https://www.mehr-demokratie.de/mehr-wissen/gesetzgebungsrefrom/verbaendebeteiligung-fristen"
)

WAY = (
    Stage.DRAFTING,
    Stage.CIRCULATING,
    Stage.CONSOLIDATING,
    Stage.SIGNING,
    Stage.AGREED,
    Stage.PUBLISHED,
)
"""A paper goes this way; it may leave the associations' answers out."""


@dataclass(frozen=True)
class WayStep:
    label: str
    state: str
    """done, now, skipped or next."""

    @property
    def is_now(self) -> bool:
        return self.state == "now"

    @property
    def spoken(self) -> str:
        """Say the state in a word."""
        return {
            "done": _("done"),
            "now": _("now"),
            "skipped": _("left out"),
            "next": _("still to come"),
        }[self.state]


@dataclass(frozen=True)
class ShortTerm:
    """How short the time is that somebody else has set."""

    days: int
    mean: Decimal = MEAN_TERM
    share: int = SHORT_SHARE
    source: str = TERMS_SOURCE
    url: str = TERMS_URL

    @property
    def is_very_short(self) -> bool:
        return self.days <= FAST_DAYS

    @property
    def is_below_mean(self) -> bool:
        return self.days < self.mean


@dataclass(frozen=True)
class PlannedStep:
    """A step of the plan as the page shows it."""

    row: PlanStep
    note: str
    is_next: bool


def paper_page(user: Visitor) -> PaperQuerySet:
    """Return papers the visitor may know of with what every page of a paper needs."""
    activities = (
        Activity.objects.select_related("body", "kind", "state")
        .prefetch_related("programmes", "occasions")
        .defer(*SEARCH_COLUMNS)
    )
    parties = Party.objects.select_related("association")
    circulations = Circulation.objects.filter(paper=OuterRef("pk"))
    consolidated = Version.objects.filter(paper=OuterRef("pk"), origin=VersionOrigin.CONSOLIDATION)
    return (
        Paper.objects.visible_to(user)
        .select_related("kind__kind", "lead", "sender")
        .prefetch_related(
            Prefetch("activity", queryset=activities), Prefetch("parties", queryset=parties)
        )
        .annotate(has_circulated=Exists(circulations), has_consolidated=Exists(consolidated))
    )


def way_of(paper: Paper) -> list[WayStep]:
    """Return the steps of the way; what a paper has seen before it was drafted anew is done."""
    seen = {Stage.DRAFTING}
    if getattr(paper, "has_circulated", False):
        seen.add(Stage.CIRCULATING)
    if getattr(paper, "has_consolidated", False):
        seen |= {Stage.CIRCULATING, Stage.CONSOLIDATING}
    here = WAY.index(Stage(paper.stage)) if paper.stage in WAY else None
    steps = []
    for place, stage in enumerate(WAY):
        if place == here:
            state = "now"
        elif stage in seen:
            state = "done"
        elif here is not None and place < here:
            state = "done" if stage in {Stage.SIGNING, Stage.AGREED} else "skipped"
        else:
            state = "next"
        if paper.stage == Stage.PUBLISHED and state == "now":
            state = "done"
        steps.append(WayStep(str(stage.label), state))
    return steps


def short_term(paper: Paper, lands: Lands) -> ShortTerm | None:
    """Say how short the time is from the receipt to the deadline, if it is less than four weeks.

    Only for what others have set: a paper without a date of receipt has no such term.
    """
    if paper.received_at is None or paper.deadline_at is None:
        return None
    try:
        term = term_of(paper.received_at, paper.deadline_at, lands.everybody)
    except DeadlineError:
        return None
    return ShortTerm(term.working_days) if term.working_days < FOUR_WEEKS else None


def days_left(paper: Paper, lands: Lands, now: datetime | None = None) -> int | None:
    """Count the working days that are left; None without a deadline or far off the calendar."""
    if paper.deadline_at is None:
        return None
    try:
        return working_days_left(paper.deadline_at, lands.everybody, now)
    except DeadlineError:
        return None


def plan_of(paper: Paper) -> list[PlannedStep]:
    """Return the steps of the plan; the first that is not done is the next one."""
    rows = list(paper.plan_steps.all())
    following = next((row for row in rows if row.done_at is None), None)
    notes = {
        "day-off": _("Not everybody this step needs works on that day."),
        "outside-hours": _("There is only time enough if somebody works in the evening."),
    }
    return [PlannedStep(row, notes.get(row.note, ""), row == following) for row in rows]


def default_pair(versions: list[Version]) -> tuple[int, int] | None:
    """Return the numbers of the two latest versions, the older one first."""
    pair = next(iter(pairwise(versions)), None)
    return (pair[1].number, pair[0].number) if pair else None
