"""Mails about a consolidation, each to each address once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from einklang.core import clock, mail
from einklang.federation.models import Account
from einklang.papers.enums import JobState, ProposalVerdict
from einklang.papers.models import Consolidation, Consultation, Notice, Paper
from einklang.papers.models.houses import OF_A_HOUSE


def tell_consolidated(consolidation_id: int) -> None:
    """Tell the lead that the synopsis is there, or which file stood in the way."""
    rows = Consolidation.objects.with_paper().select_related("ordered_by")
    row = rows.filter(pk=consolidation_id, state__in=(JobState.DONE, JobState.FAILED)).first()
    if row is None:
        return
    readers = list(speakers(row.paper, row.paper.lead_id))
    if row.ordered_by and row.ordered_by.is_active and row.ordered_by not in readers:
        readers.append(row.ordered_by)
    # Who tries again after a failure wants to hear of it again.
    attempt = "done" if row.state == JobState.DONE else f"failed-{row.failed_answer_id or 0}"
    for reader in readers:
        _send_once(
            row.paper,
            f"consolidation-{row.pk}-{attempt}",
            reader,
            "papers/mail/consolidated",
            {
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
        for reader in speakers(row.paper, consultation.association_id):
            _send_once(
                row.paper,
                f"adopted-{row.pk}",
                reader,
                "papers/mail/adopted",
                {
                    "consolidation": row,
                    "association": consultation.association,
                    "total": found.total(),
                    "adopted": found[ProposalVerdict.ACCEPT],
                    "replaced": found[ProposalVerdict.REPLACE],
                    "rejected": found[ProposalVerdict.REJECT],
                    "url": settings.BASE_URL + protocol,
                },
            )


def speakers(paper: Paper, association_id: int) -> Iterable[Account]:
    """Return who speaks for an association in the paper's committee; its branches do not."""
    return (
        Account.objects.filter(
            Q(is_active=True)
            & Q(
                accesses__body=paper.activity.body_id,
                accesses__organisation=association_id,
                accesses__role__in=OF_A_HOUSE,
            )
        )
        .distinct()
        .order_by("pk")
    )


def _send_once(
    paper: Paper, key: str, reader: Account, template: str, context: Mapping[str, Any]
) -> None:
    Notice.objects.get_or_create(key=key, email=reader.email, defaults={"paper": paper})
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(key=key, email=reader.email)
        if notice.sent_at is not None:
            return
        notice.message_id = mail.send(
            to=reader.email,
            template=template,
            language=reader.language,
            context={"paper": paper, "reader": reader, **context},
        )
        notice.sent_at = clock.now()
        notice.save(update_fields=["sent_at", "message_id"])
