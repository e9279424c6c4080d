"""Papers as lists show them, chosen and ordered by what a reader asks for."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Replace

from einklang.chronicle.models import Activity
from einklang.chronicle.queries.filters import MAX_WORDS, by_text
from einklang.core import clock
from einklang.core.sorting import query_words
from einklang.federation.models import Organisation
from einklang.federation.rules import INSIDERS, Visitor, role_in
from einklang.papers.enums import Stage
from einklang.papers.models import Paper, Party
from einklang.papers.models.houses import associations_in
from einklang.papers.models.paper import PaperQuerySet

OPEN, ALL = "open", "all"
OVERDUE, WEEK, MONTH, NONE = "overdue", "week", "month", "none"
SPANS = {WEEK: timedelta(days=7), MONTH: timedelta(days=31)}
ENDED = frozenset({Stage.PUBLISHED, Stage.DROPPED})
SHOWN = (
    "stage",
    "deadline_at",
    "activity__title",
    "activity__title_en",
    "kind__kind__label",
    "kind__kind__label_en",
    "lead__name",
    "lead__short_name",
    "lead__land",
)
"""Columns of a line, of some eighty."""


@dataclass(frozen=True)
class PaperCriteria:
    """What a reader asks for; nothing asked keeps what is open."""

    text: str = ""
    stage: str = OPEN
    """One of the stages, `open` or `all`."""
    is_mine: bool = False
    """Only those in which the reader's own association takes part."""
    lead: int | None = None
    kind: int | None = None
    deadline: str = ""
    """`overdue`, `week`, `month` or `none`."""


def listed_papers(user: Visitor, body: Organisation) -> PaperQuerySet:
    """Return the committee's papers the visitor may know of, with what a line shows."""
    return (
        Paper.objects.visible_to(user)
        .filter(activity__body=body)
        .select_related("activity", "kind__kind", "lead")
        .only(*SHOWN)
    )


def chosen_papers(
    papers: PaperQuerySet, criteria: PaperCriteria, user: Visitor, body: Organisation
) -> PaperQuerySet:
    """Apply every criterion and the order: what is due first; what is over, latest first."""
    columns = {"lead": criteria.lead, "kind": criteria.kind}
    papers = papers.filter(**{name: value for name, value in columns.items() if value})
    if criteria.stage == OPEN:
        papers = papers.open()
    elif criteria.stage != ALL:
        papers = papers.filter(stage=criteria.stage)
    papers = by_deadline(papers, criteria.deadline)
    if criteria.is_mine:
        mine = Party.objects.filter(association__in=associations_in(user, body.pk))
        papers = papers.filter(pk__in=mine.values("paper_id"))
    return by_words(papers, criteria.text, user, body).order_by(*order_of(criteria.stage))


def order_of(stage: str) -> tuple[str | OrderBy, ...]:
    if stage == ALL or stage in ENDED:
        return (F("deadline_at").desc(nulls_last=True), "-pk")
    return (F("deadline_at").asc(nulls_last=True), "-pk")


def by_deadline(papers: PaperQuerySet, wanted: str) -> PaperQuerySet:
    now = clock.now()
    if wanted == NONE:
        return papers.filter(deadline_at=None)
    if wanted == OVERDUE:
        return papers.open().filter(deadline_at__lte=now)
    if wanted in SPANS:
        return papers.filter(deadline_at__gt=now, deadline_at__lte=now + SPANS[wanted])
    return papers


def by_words(papers: PaperQuerySet, text: str, user: Visitor, body: Organisation) -> PaperQuerySet:
    """Keep what has every word.

    The chronicle's index holds the committee's own notes too, so it answers insiders only;
    others search titles and references.
    """
    words = query_words(text)[:MAX_WORDS]
    if not words:
        return papers
    if role_in(user, body) in INSIDERS:
        found = by_text(Activity.objects.filter(body=body), text)
        return papers.filter(Q(activity__in=found) | Q(reference__icontains=text.strip()))
    # The key parts a gendered word in two; joined again it is found however it is typed.
    joined = Replace(F("activity__sort_key"), Value(" "), Value(""))
    papers = papers.alias(title_key=joined)
    for word in words:
        papers = papers.filter(Q(title_key__contains=word) | Q(reference__icontains=word))
    return papers


def leads_of(papers: QuerySet[Paper]) -> QuerySet[Organisation]:
    """Return the associations that lead one of these papers."""
    ids = papers.order_by().values("lead").distinct()
    return Organisation.objects.filter(pk__in=ids)


def same_title(body: Organisation, title: str, user: Visitor) -> Paper | None:
    """Return an open paper of the committee that has this title already."""
    rows = Paper.objects.visible_to(user).open().filter(activity__body=body)
    return rows.filter(activity__title__iexact=title.strip()).select_related("activity").first()
