"""Mails about a consolidation, each to each address once."""

from collections import Counter

from django.conf import settings
from django.urls import reverse

from einklang.papers.enums import JobState, ProposalVerdict
from einklang.papers.models import Consolidation, Consultation, Notice
from einklang.papers.operations.mailing import send_once
from einklang.papers.queries.sign_off import speakers_of


def tell_consolidated(consolidation_id: int) -> None:
    """Tell the lead that the synopsis is there, or which file stood in the way."""
    rows = Consolidation.objects.with_paper().select_related("ordered_by")
    row = rows.filter(pk=consolidation_id, state__in=(JobState.DONE, JobState.FAILED)).first()
    if row is None:
        return
    readers = speakers_of(row.paper.activity.body, row.paper.lead)
    if row.ordered_by and row.ordered_by.is_active and row.ordered_by not in readers:
        readers.append(row.ordered_by)
    # Who tries again after a failure wants to hear of it again.
    attempt = "done" if row.state == JobState.DONE else f"failed-{row.failed_answer_id or 0}"
    for reader in readers:
        send_once(
            Notice(key=f"consolidation-{row.pk}-{attempt}", email=reader.email, paper=row.paper),
            "papers/mail/consolidated",
            reader.language,
            {
                "paper": row.paper,
                "reader": reader,
                "consolidation": row,
                "total": row.proposals.count(),
                "conflicts": row.proposals.exclude(conflicts=[]).count(),
                "is_done": row.state == JobState.DONE,
                "url": settings.BASE_URL + address(row),
            },
        )


def address(row: Consolidation) -> str:
    if row.state == JobState.DONE:
        return row.get_absolute_url()
    return row.paper.get_absolute_url()


def tell_adopted(consolidation_id: int) -> None:
    """Send every association asked what became of its proposals."""
    rows = Consolidation.objects.with_paper()
    row = rows.filter(pk=consolidation_id, result__isnull=False).first()
    if row is None:
        return
    counts: dict[int, Counter[str]] = {}
    for verdict, associations in row.proposals.values_list("verdict", "association_ids"):
        for association in associations:
            counts.setdefault(association, Counter())[verdict] += 1
    asked = Consultation.objects.filter(circulation=row.circulation_id)
    for consultation in asked.select_related("association"):
        found = counts.get(consultation.association_id, Counter())
        protocol = reverse("papers:protocol", args=[row.pk, consultation.association_id])
        for reader in speakers_of(row.paper.activity.body, consultation.association):
            key = f"adopted:{row.pk}:{consultation.association_id}"
            send_once(
                Notice(key=key, email=reader.email, paper=row.paper),
                "papers/mail/adopted",
                reader.language,
                {
                    "paper": row.paper,
                    "reader": reader,
                    "consolidation": row,
                    "association": consultation.association,
                    "total": found.total(),
                    "adopted": found[ProposalVerdict.ACCEPT],
                    "replaced": found[ProposalVerdict.REPLACE],
                    "rejected": found[ProposalVerdict.REJECT],
                    "url": settings.BASE_URL + protocol,
                },
            )
