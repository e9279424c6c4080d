"""How far the putting together and the decisions are, and what waits for whom."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import JobState, ProposalVerdict, Stage
from einklang.papers.models import Consolidation, Paper, Proposal
from einklang.papers.models.consolidation import BULKY
from einklang.papers.queries.proposals import rejected_of
from einklang.papers.queries.waiting import LOADED, Waiting, led_by, shown
from einklang.papers.rules.consolidation import decide_refusal, retry_refusal
from einklang.papers.rules.papers import watch_refusal


@dataclass(frozen=True)
class Progress:
    """How far the decisions are."""

    total: int = 0
    decided: int = 0
    left: int = 0
    """Undecided ones that are assigned to the reader or to nobody."""
    open_conflicts: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)

    @property
    def undecided(self) -> int:
        return self.total - self.decided

    @property
    def is_complete(self) -> bool:
        return self.total == self.decided


@dataclass(frozen=True)
class Panel:
    """What the page of a paper shows of this step."""

    consolidation: Consolidation | None
    """None: the order is on its way to the worker."""
    progress: Progress = Progress()
    can_decide: bool = False
    can_retry: bool = False
    earlier: tuple[Consolidation, ...] = ()
    has_rejected: bool = False


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return the latest consolidation of the paper and what is to be done; None shows nothing."""
    if watch_refusal(user, paper) is not None:
        return None
    rows = list(
        Consolidation.objects.filter(circulation__paper=paper)
        .select_related("circulation", "result", "failed_answer__consultation__association")
        .defer(*BULKY)
        .order_by("-circulation__number")
    )
    if not rows:
        return Panel(None) if paper.stage == Stage.CONSOLIDATING else None
    for row in rows:
        row.circulation.paper = paper
    latest = rows[0]
    return Panel(
        consolidation=latest,
        progress=progress_of(latest, user),
        can_decide=decide_refusal(user, latest) is None,
        can_retry=retry_refusal(user, latest) is None,
        earlier=tuple(row for row in rows[1:] if row.state == JobState.DONE),
        has_rejected=rejected_of(paper).exists(),
    )


def progress_of(consolidation: Consolidation, user: Visitor) -> Progress:
    """Count the decisions, in one query."""
    is_open = Q(verdict="")
    mine = is_open & (Q(assigned_to=None) | Q(assigned_to=user.pk))
    found = consolidation.proposals.aggregate(
        total=Count("pk"),
        left=Count("pk", filter=mine),
        open_conflicts=Count("pk", filter=is_open & ~Q(conflicts=[])),
        **{verdict: Count("pk", filter=Q(verdict=verdict)) for verdict in ProposalVerdict.values},
    )
    verdicts = {verdict: found[verdict] for verdict in ProposalVerdict.values}
    decided = sum(verdicts.values())
    return Progress(found["total"], decided, found["left"], found["open_conflicts"], verdicts)


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return the decisions that are left for who leads, and files that stand in the way."""
    undecided = Proposal.objects.filter(consolidation=OuterRef("pk"), verdict="")
    mine = undecided.filter(Q(assigned_to=None) | Q(assigned_to=user))
    rows = (
        Consolidation.objects.filter(
            led_by(user, body, "circulation__paper__"),
            circulation__paper__stage=Stage.CONSOLIDATING,
            result=None,
        )
        .filter(
            Q(state=JobState.FAILED) | Q(state=JobState.DONE) & (Exists(mine) | ~Exists(undecided))
        )
        .select_related("circulation__paper__activity")
        .only("state", "error", *shown("circulation__paper__"))
        .order_by(F("circulation__paper__deadline_at").asc(nulls_last=True), "circulation__paper")
    )
    first = list(rows[:LOADED])
    left = _left(first, user)
    return [_entry(row, left.get(row.pk, 0)) for row in first]


def _left(rows: list[Consolidation], user: Account) -> dict[int, int]:
    """Count the undecided proposals that are left for the account, of each.

    In a query of its own: counted beside the rows, each row would be sorted as often as it has
    proposals.
    """
    counted = (
        Proposal.objects.filter(Q(assigned_to=None) | Q(assigned_to=user), verdict="")
        .filter(consolidation__in=rows)
        .order_by()
        .values_list("consolidation")
        .annotate(left=Count("pk"))
    )
    return dict(counted.values_list("consolidation", "left"))


def _entry(row: Consolidation, left: int) -> Waiting:
    paper, url = row.paper, row.get_absolute_url()
    if row.state == JobState.FAILED:
        what = _("The answers could not be put together.")
        return Waiting(paper, what, paper.get_absolute_url(), paper.deadline_at, row.error)
    what = _("Everything is decided; the result can be adopted.")
    if left:
        url += "?zeige=left"
        what = ngettext("%(number)d decision is left.", "%(number)d decisions are left.", left) % {
            "number": left
        }
    ending = _("If you do nothing, there is no next version.")
    return Waiting(paper, what, url, paper.deadline_at, if_nothing=ending)
