"""What went out and what may go out; what the public may read of it."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from einklang.core.sorting import query_words
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import steer_refusal
from einklang.papers.enums import Stage
from einklang.papers.models import Paper, Publication, Version
from einklang.papers.queries.sign_off import latest_round
from einklang.papers.queries.waiting import LOADED, Waiting, shown
from einklang.papers.rules.papers import is_steering, lead_refusal

MOST_WORDS = 12


@dataclass(frozen=True)
class Panel:
    """What the paper's page shows of its release."""

    publication: Publication | None
    can_release: bool
    can_preview: bool
    can_withdraw: bool


def publication_of(paper: Paper) -> Publication | None:
    return (
        Publication.objects.filter(paper=paper)
        .defer("tree", "search_text")
        .select_related("version", "released_by")
        .first()
    )


def signed_version(paper: Paper) -> Version | None:
    """Return the version that was signed last."""
    sign_off_round = latest_round(paper)
    return sign_off_round.version if sign_off_round else None


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return what the paper's page shows of this step; None shows nothing."""
    publication = publication_of(paper) if paper.stage == Stage.PUBLISHED else None
    steers = is_steering(user, paper)
    can_preview = paper.stage == Stage.AGREED and lead_refusal(user, paper) is None
    if publication is None and not can_preview:
        return None
    return Panel(
        publication=publication,
        can_release=steers and paper.stage == Stage.AGREED,
        can_preview=can_preview,
        can_withdraw=steers and publication is not None and publication.withdrawn_at is None,
    )


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return the agreed papers that the account may release."""
    if steer_refusal(user, body) is not None:
        return []
    papers = (
        Paper.objects.filter(activity__body=body, stage=Stage.AGREED)
        .select_related("activity")
        .only(*shown())
        .order_by(F("deadline_at").asc(nulls_last=True), "pk")
    )
    return [
        Waiting(paper, _("Release the paper"), release_url(paper), paper.deadline_at)
        for paper in papers[:LOADED]
    ]


def release_url(paper: Paper) -> str:
    return reverse("papers:release", args=[paper.pk])


@dataclass(frozen=True)
class PublicCriteria:
    """What a reader of the public site asks for."""

    text: str = ""
    year: int | None = None
    kind: str = ""
    """Key of the kind."""
    programme: str = ""
    """Key of the programme."""


def public_papers() -> "QuerySet[Publication]":
    """Return what everybody may read now, latest first, with what a list shows."""
    return (
        Publication.objects.public()
        .defer("tree", "search_text")
        .select_related("paper__activity__body", "paper__kind__kind")
        .prefetch_related("paper__activity__programmes")
        .order_by("-public_at", "-pk")
    )


def chosen(papers: "QuerySet[Publication]", criteria: PublicCriteria) -> "QuerySet[Publication]":
    """Keep what has every word and meets every criterion."""
    for word in query_words(criteria.text)[:MOST_WORDS]:
        papers = papers.filter(search_text__contains=word)
    if criteria.year:
        papers = papers.filter(paper__activity__year=criteria.year)
    if criteria.kind:
        papers = papers.filter(paper__kind__kind__key=criteria.kind)
    if criteria.programme:
        papers = papers.filter(paper__activity__programmes__key=criteria.programme)
    return papers


def public_choices() -> tuple[list[int], list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Return years, kinds (key, label, English label) and programmes of what is public."""
    papers = Publication.objects.public().order_by()
    years = papers.values_list("paper__activity__year", flat=True).distinct()
    kinds = papers.values_list(
        "paper__kind__kind__key", "paper__kind__kind__label", "paper__kind__kind__label_en"
    ).distinct()
    programmes = (
        papers.exclude(paper__activity__programmes=None)
        .values_list("paper__activity__programmes__key", "paper__activity__programmes__name")
        .distinct()
    )
    return (
        sorted(years, reverse=True),
        sorted(kinds, key=lambda row: row[1]),
        sorted(programmes, key=lambda row: row[1]),
    )
