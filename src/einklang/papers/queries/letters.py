"""Letters of a paper: to whom, what went out, what came back, what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.federation.models import Account, Organisation
from einklang.papers.enums import RegisterStanding, Stage
from einklang.papers.models import (
    Addressee,
    Dispatch,
    LetterBatch,
    LetterFrame,
    Paper,
    RegisterEntry,
    Reply,
)
from einklang.papers.queries.waiting import LOADED, Waiting, count_of, led_by, shown
from einklang.papers.rules.papers import lead_refusal

SENDING = frozenset({Stage.AGREED, Stage.PUBLISHED})


def addressees_of(paper: Paper) -> list[Addressee]:
    """Return the addressees in order, copies last, with dispatches and replies (three queries)."""
    replies = Reply.objects.select_related("follow_up")
    rows = Addressee.objects.filter(paper=paper).select_related("office", "person", "organisation")
    return list(
        rows.prefetch_related(
            Prefetch("dispatches", queryset=Dispatch.objects.select_related("sent_by")),
            Prefetch("replies", queryset=replies),
        )
    )


def frame_of(paper: Paper) -> LetterFrame:
    """Return the frame of the letters; an unsaved one with what is usual before the first."""
    return LetterFrame.objects.filter(paper=paper).first() or LetterFrame(paper=paper)


def latest_batch(paper: Paper) -> LetterBatch | None:
    return LetterBatch.objects.filter(paper=paper).first()


def registered(associations: Sequence[Organisation]) -> list[RegisterEntry]:
    """Return what those associations that are registered have stated, in the order given."""
    rows = RegisterEntry.objects.filter(
        association__in=[one.pk for one in associations], standing=RegisterStanding.REGISTERED
    ).select_related("association")
    order = {one.pk: place for place, one in enumerate(associations)}
    return sorted(rows, key=lambda row: order[row.association_id])


def is_out() -> Q:
    """Match addressees to whom something went out."""
    return Q(Exists(Dispatch.objects.filter(addressee=OuterRef("pk"), sent_at__isnull=False)))


@dataclass(frozen=True)
class Panel:
    """What the paper's page shows of its letters."""

    addressees: int
    sent: int
    failed: int
    replies: int
    can_write: bool


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return what the paper's page shows of this step; None shows nothing."""
    if not paper.kind.has_addressees:
        return None
    may_write = lead_refusal(user, paper) is None
    rows = Addressee.objects.filter(paper=paper)
    failed = Q(dispatches__sent_at=None) & ~Q(dispatches__error="")
    counted = rows.aggregate(
        all=Count("pk", distinct=True),
        sent=Count("pk", distinct=True, filter=Q(dispatches__sent_at__isnull=False)),
        failed=Count("dispatches", distinct=True, filter=failed & Q(dispatches__isnull=False)),
        replies=Count("replies", distinct=True),
    )
    if not may_write and not counted["all"]:
        return None
    return Panel(counted["all"], counted["sent"], counted["failed"], counted["replies"], may_write)


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return agreed letters that have not gone out to all, and mails that failed (one query)."""
    papers = letters_to_send(led_by(user, body)).order_by(
        F("deadline_at").asc(nulls_last=True), "pk"
    )
    found = []
    for paper in papers[:LOADED]:
        left: int = paper.left  # type: ignore[attr-defined]  # counted by the database
        has_failed: bool = paper.has_failed  # type: ignore[attr-defined]  # as above
        what = ngettext(
            "Send the letter to %(count)d addressee",
            "Send the letter to %(count)d addressees",
            left,
        ) % {"count": left}
        detail = _("A mail could not be sent.") if has_failed else ""
        found.append(Waiting(paper, what, letters_url(paper), paper.deadline_at, detail))
    return found


def letters_to_send(led: Q) -> QuerySet[Paper]:
    """Return agreed letters of the papers matched that somebody has not got yet.

    Found by what is left to send: nearly all letters of past years have gone out.
    """
    unsent = Addressee.objects.filter(~is_out())
    failed = Dispatch.objects.filter(addressee__paper=OuterRef("pk"), sent_at=None)
    return (
        Paper.objects.filter(led, stage__in=SENDING, kind__has_addressees=True)
        .filter(pk__in=unsent.order_by().values("paper"))
        .annotate(
            left=count_of(unsent.filter(paper=OuterRef("pk")), "paper"),
            has_failed=Exists(failed.exclude(error="")),
        )
        .select_related("activity")
        .only(*shown())
    )


def letters_url(paper: Paper) -> str:
    return reverse("papers:letters", args=[paper.pk])
