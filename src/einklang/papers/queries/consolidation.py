"""How far the putting together and the decisions are, and what waits for whom."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import JobState, ProposalVerdict, Stage
from einklang.papers.models import Consolidation, Paper, Proposal
from einklang.papers.models.consolidation import BULKY
from einklang.papers.queries.proposals import rejected_of
from einklang.papers.queries.waiting import Waiting
from einklang.papers.rules.consolidation import decide_refusal, retry_refusal
from einklang.papers.rules.papers import lead_refusal, watch_refusal


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
    rows = (
        Consolidation.objects.with_paper()
        .filter(
            circulation__paper__activity__body=body,
            circulation__paper__stage=Stage.CONSOLIDATING,
            result=None,
            state__in=(JobState.DONE, JobState.FAILED),
        )
        .order_by(F("circulation__paper__deadline_at").asc(nulls_last=True), "pk")
    )
    mine_to_do = [row for row in rows if lead_refusal(user, row.paper) is None]
    undecided = _undecided(mine_to_do, user)
    entries = (_entry(row, *undecided.get(row.pk, (0, 0))) for row in mine_to_do)
    return [entry for entry in entries if entry is not None]


def _undecided(rows: list[Consolidation], user: Account) -> dict[int, tuple[int, int]]:
    """Count the undecided proposals of each: those left for the account, and all of them.

    In a query of its own: counted beside the rows, each row would be sorted as often as it has
    proposals.
    """
    mine = Q(assigned_to=None) | Q(assigned_to=user)
    counted = (
        Proposal.objects.filter(consolidation__in=rows, verdict="")
        .order_by()
        .values_list("consolidation")
        .annotate(left=Count("pk", filter=mine), undecided=Count("pk"))
        .values_list("consolidation", "left", "undecided")
    )
    return {key: (left, undecided) for key, left, undecided in counted}


def _entry(row: Consolidation, left: int, undecided: int) -> Waiting | None:
    paper = row.paper
    if row.state == JobState.FAILED:
        what = _("The answers could not be put together.")
        return Waiting(paper, what, paper.get_absolute_url(), paper.deadline_at, row.error)
    if left:
        what = ngettext("%(number)d decision is left.", "%(number)d decisions are left.", left) % {
            "number": left
        }
        return Waiting(paper, what, f"{row.get_absolute_url()}?zeige=left", paper.deadline_at)
    if undecided:
        return None
    what = _("Everything is decided; the result can be adopted.")
    return Waiting(paper, what, row.get_absolute_url(), paper.deadline_at)
