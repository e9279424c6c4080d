"""Jobs: ask the associations by mail, mail a link to a deputy."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.papers.models import Consultation, Notice, PaperLink
from einklang.papers.operations.answer_links import token_of
from einklang.papers.operations.mailing import send_once
from einklang.papers.queries.circulation import speakers_of

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="papers.send_circulation", retry=FEW_TIMES)
def send_circulation(consultation_id: int, until: str) -> None:
    """Tell the speakers of an association what is asked until when; each of them once.

    ``until`` is the deadline the mail is about: a later extension has a job of its own. Nobody
    is written to who has answered, whose deadline has changed, or when it is closed.
    """
    rows = Consultation.objects.select_related(
        "association", "circulation__paper__activity__body", "circulation__paper__lead",
        "circulation__opened_by", "circulation__version",
    )  # fmt: skip
    consultation = rows.filter(pk=consultation_id, circulation__closed_at=None).first()
    if consultation is None or consultation.deadline_at != datetime.fromisoformat(until):
        return
    if consultation.answers.filter(withdrawn_at=None).exists():
        return
    paper = consultation.circulation.paper
    context = {
        "consultation": consultation,
        "circulation": consultation.circulation,
        "paper": paper,
        "is_news": asked_before(consultation, until),
        "url": settings.BASE_URL + consultation.get_absolute_url(),
    }
    for account in speakers_of(consultation):
        notice = Notice(
            key=f"consultation:{consultation.pk}:{until}", email=account.email, paper=paper
        )
        send_once(notice, "papers/mail/circulation", account.language, context)


def asked_before(consultation: Consultation, until: str) -> bool:
    """Say whether there has been a mail with another deadline."""
    key = f"consultation:{consultation.pk}:"
    notices = Notice.objects.filter(key__startswith=key, sent_at__isnull=False)
    return notices.exclude(key=f"{key}{until}").exists()


@app.task(name="papers.send_answer_link", retry=FEW_TIMES)
def send_answer_link(link_id: int) -> None:
    """Mail a deputy the link; a job that runs twice sends nothing the second time."""
    rows = PaperLink.objects.select_related(
        "association", "consultation__circulation__paper__activity", "created_by",
        "consultation__circulation__version",
    )  # fmt: skip
    link = rows.filter(pk=link_id).open().first()
    if link is None or link.consultation is None:
        return
    paper = link.consultation.circulation.paper
    language = link.created_by.language if link.created_by else settings.LANGUAGE_CODE
    address = reverse("papers:answer_by_link", args=[token_of(link)])
    context = {
        "link": link,
        "consultation": link.consultation,
        "paper": paper,
        "url": settings.BASE_URL + address,
    }
    notice = Notice(key=f"answer_link:{link.pk}", email=link.email, paper=paper)
    send_once(notice, "papers/mail/answer_link", language, context)
