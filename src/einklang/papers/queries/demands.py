"""Demands of a paper, and all demands against the steps of their way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from einklang.chronicle.queries.records import SEARCH_COLUMNS
from einklang.core.sorting import fold_for_index
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import Fate, Procedure
from einklang.papers.models import DemandFate, DemandStage, DemandThread, DemandUse, Paper
from einklang.papers.queries.waiting import Waiting
from einklang.papers.rules.demands import DECIDED, SETTLED, demand_refusal
from einklang.papers.rules.papers import watch_refusal

SYMBOLS = {
    Fate.OPEN: "○",
    Fate.ADOPTED: "✓",
    Fate.PARTLY: "◐",
    Fate.NOT_ADOPTED: "✗",
    Fate.CONTRARY: "⇄",
}
"""Beside the word, never without it."""
TONES = {
    Fate.OPEN: "neutral",
    Fate.ADOPTED: "success",
    Fate.PARTLY: "warning",
    Fate.NOT_ADOPTED: "danger",
    Fate.CONTRARY: "danger",
}
FOUND = 20


@dataclass(frozen=True)
class ShownFate:
    row: DemandFate

    @property
    def symbol(self) -> str:
        return SYMBOLS[Fate(self.row.fate)]

    @property
    def word(self) -> str:
        return self.row.get_fate_display()

    @property
    def when(self) -> str:
        language = "en" if (get_language() or "de").startswith("en") else "de"
        return self.row.when.text(language)

    @property
    def tone(self) -> str:
        return TONES[Fate(self.row.fate)]


@dataclass(frozen=True)
class DemandRow:
    """A demand with where it stands and what the steps made of it."""

    thread: DemandThread
    uses: tuple[DemandUse, ...]
    """In papers the visitor may know of, the earliest first."""
    fates: tuple[ShownFate, ...]
    """In the order of the steps."""
    placed: tuple[tuple[DemandStage, ShownFate | None], ...] = ()
    """The steps of the table, each with what it made of the demand."""

    @property
    def latest(self) -> ShownFate | None:
        return self.fates[-1] if self.fates else None

    @property
    def use(self) -> DemandUse | None:
        """Its latest use, where a fate is recorded."""
        return self.uses[-1] if self.uses else None


@dataclass(frozen=True)
class MatrixTable:
    """All demands on one way, against its steps."""

    procedure: Procedure
    stages: tuple[DemandStage, ...]
    rows: tuple[DemandRow, ...]


@dataclass(frozen=True)
class MatrixCriteria:
    text: str = ""
    procedure: str = ""
    paper: int | None = None
    open_only: bool = False


@dataclass(frozen=True)
class Panel:
    rows: tuple[DemandRow, ...]
    may_edit: bool


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return the demands of the paper with their latest fate; None shows nothing."""
    if watch_refusal(user, paper) is not None:
        return None
    rows = demands_of(user, paper)
    may_edit = demand_refusal(user, paper) is None
    return Panel(tuple(rows), may_edit) if rows or may_edit else None


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return nothing: what a step made of a demand is recorded when it is known."""
    del user, body
    return []


def demands_of(user: Visitor, paper: Paper) -> list[DemandRow]:
    """Return the demands of one paper in its own order (four queries)."""
    threads = DemandThread.objects.filter(uses__demand__activity=paper.pk)
    rows = shown(threads, user)
    order = {
        use.thread_id: (use.demand.order, use.pk)
        for row in rows
        for use in row.uses
        if use.demand.activity_id == paper.pk
    }
    rows.sort(key=lambda row: order.get(row.thread.pk, (10**6, row.thread.pk)))
    return [replace(row, uses=_own_last(row.uses, paper)) for row in rows]


def _own_last(uses: tuple[DemandUse, ...], paper: Paper) -> tuple[DemandUse, ...]:
    return tuple(sorted(uses, key=lambda one: one.demand.activity_id == paper.pk))


def shown(threads: QuerySet[DemandThread], user: Visitor) -> list[DemandRow]:
    """Load demands with their uses and fates (three queries)."""
    papers = Paper.objects.visible_to(user).filter(pk=OuterRef("demand__activity_id"))
    uses = (
        DemandUse.objects.filter(Exists(papers))
        .select_related("demand__activity", "thread")
        .defer(*(f"demand__activity__{column}" for column in SEARCH_COLUMNS))
        .order_by("demand__activity__when_start", "pk")
    )
    fates = DemandFate.objects.select_related("stage", "outcome").order_by("stage__order", "pk")
    rows = threads.distinct().prefetch_related(
        Prefetch("uses", uses, to_attr="shown_uses"), Prefetch("fates", fates)
    )
    return [
        DemandRow(
            thread,
            tuple(thread.shown_uses),
            tuple(ShownFate(row) for row in thread.fates.all()),
        )
        for thread in rows
    ]


def matrix(user: Visitor, body: Organisation, criteria: MatrixCriteria) -> list[MatrixTable]:
    """Return the tables of all demands, one for each way (a fixed number of queries)."""
    threads = chosen(DemandThread.objects.visible_to(user).filter(body=body), criteria)
    rows = shown(threads, user)
    stages = list(DemandStage.objects.order_by("procedure", "order", "pk"))
    tables = []
    for procedure in Procedure:
        of_way = [row for row in rows if row.thread.procedure == procedure]
        columns = tuple(stage for stage in stages if stage.procedure == procedure)
        if of_way:
            placed = tuple(in_columns(row, columns) for row in of_way)
            tables.append(MatrixTable(procedure, columns, placed))
    return tables


def in_columns(row: DemandRow, columns: Iterable[DemandStage]) -> DemandRow:
    by_stage = {fate.row.stage_id: fate for fate in row.fates}
    return replace(row, placed=tuple((stage, by_stage.get(stage.pk)) for stage in columns))


def chosen(threads: QuerySet[DemandThread], criteria: MatrixCriteria) -> QuerySet[DemandThread]:
    """Apply the filters; open is what nobody has wholly adopted yet."""
    if criteria.procedure:
        threads = threads.filter(procedure=criteria.procedure)
    if criteria.paper:
        threads = threads.filter(uses__demand__activity=criteria.paper)
    if criteria.open_only:
        settled = DemandFate.objects.filter(thread=OuterRef("pk"), fate__in=SETTLED)
        threads = threads.exclude(Exists(settled))
    if criteria.text:
        threads = threads.filter(pk__in=matching(threads, criteria.text))
    return threads.order_by("number")


def matching(threads: QuerySet[DemandThread], text: str) -> list[int]:
    """Return the demands whose words hold all that was typed, gender forms folded."""
    words = fold_for_index(text).split()
    found = threads.order_by().values_list("pk", "number", "text", "text_en")
    return [
        pk
        for pk, number, german, english in found
        if all(word in fold_for_index(f"{number} {german} {english}") for word in words)
    ]


def found_threads(user: Visitor, paper: Paper, text: str) -> list[DemandThread]:
    """Return earlier demands of the committee that fit and the paper does not have yet."""
    threads = DemandThread.objects.visible_to(user).filter(body=paper.activity.body_id)
    threads = threads.exclude(uses__demand__activity=paper.pk)
    pks = matching(threads, text)
    return list(DemandThread.objects.filter(pk__in=pks).order_by("-number")[:FOUND])


def earlier_papers(user: Visitor, paper: Paper) -> QuerySet[Paper]:
    """Return other papers of the committee that raise demands, the latest first."""
    uses = DemandUse.objects.filter(demand__activity=OuterRef("pk"))
    rows = Paper.objects.visible_to(user).filter(Exists(uses), activity__body=paper.activity.body)
    return rows.exclude(pk=paper.pk).select_related("activity").order_by("-pk")


def counts_of(tables: list[MatrixTable]) -> list[tuple[str, int]]:
    """Count by what the last step made of them, in words."""
    found: dict[str, int] = {}
    for table in tables:
        for row in table.rows:
            last = next((one for one in reversed(row.fates) if one.row.fate in DECIDED), None)
            key = last.row.fate if last else Fate.OPEN
            found[key] = found.get(key, 0) + 1
    return [(str(fate.label), found[fate]) for fate in Fate if fate in found]


def caption_of(table: MatrixTable) -> str:
    """Say what the table shows."""
    return _("Demands and what the steps made of them: %s") % table.procedure.label
