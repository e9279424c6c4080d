"""Reminders for those who owe something, and one digest a day for everybody else's news.

What goes out is decided anew when it goes out: whose association has answered meanwhile hears
nothing, and a second job for the same thing finds the notice of the first.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation

from einklang.core import audit, clock, jobs
from einklang.engines.deadlines.periods import in_berlin
from einklang.federation.models import Account
from einklang.papers.enums import SignOffMode
from einklang.papers.models import Consultation, Notice, Paper, RegisterUpload, SignOff
from einklang.papers.models.notice import DigestSetting
from einklang.papers.operations.mailing import send_once
from einklang.papers.queries.calendars import calendar_of, known
from einklang.papers.queries.circulation import owing, speakers_of
from einklang.papers.queries.digest import KEY, digest_of, wants_digest
from einklang.papers.queries.register import end_of_day, open_uploads
from einklang.papers.queries.sign_off import speakers_of as speakers_for
from einklang.papers.rules.reminders import DAYS_BEFORE, is_time_for_digests, reminder_day

SALT = "papers.digest"
WIDEST_WINDOW = timedelta(days=4 * max(DAYS_BEFORE) + 7)
"""So many days at most lie before a deadline when somebody is reminded of it."""


@dataclass(frozen=True)
class Reminder:
    """One mail to one account about one thing it owes."""

    what: str
    """consultation or upload; sign-offs have a mail with links of their own."""
    pk: int
    account_id: int
    due: str
    """The deadline it is about, as ISO: an extension is reminded of anew."""
    days: int

    @property
    def key(self) -> str:
        return f"reminder:{self.what}:{self.pk}:{self.due}:{self.days}"


def order_reminders() -> int:
    """Queue the reminders that are due today; return how many are new."""
    now = clock.now()
    wanted = [*consultation_reminders(now), *upload_reminders(now)]
    emails = dict(
        Account.objects.filter(pk__in=[one.account_id for one in wanted]).values_list(
            "pk", "email"
        )
    )
    sent = set(
        Notice.objects.filter(key__in=[one.key for one in wanted]).values_list("key", "email")
    )
    fresh = [one for one in wanted if (one.key, emails.get(one.account_id)) not in sent]
    for one in fresh:
        jobs.enqueue("papers.send_deadline_reminder", **asdict(one))
    return len(fresh) + order_sign_off_reminders(now)


def consultation_reminders(now: datetime) -> Iterator[Reminder]:
    rows = Consultation.objects.filter(deadline_at__gt=now, deadline_at__lt=now + WIDEST_WINDOW)
    for one in owing(rows):
        consultation = one.consultation
        calendar = calendar_of(known(consultation.association.land))
        day = reminder_day(consultation.deadline_at, calendar, in_berlin(now).date())
        if day is not None:
            due = consultation.deadline_at.isoformat()
            yield Reminder("consultation", consultation.pk, one.account.pk, due, day)


def upload_reminders(now: datetime) -> Iterator[Reminder]:
    today = in_berlin(now).date()
    rows = open_uploads().filter(due_on__gte=today, due_on__lt=today + WIDEST_WINDOW)
    for upload in rows:
        deadline = end_of_day(upload) - timedelta(minutes=1)
        day = reminder_day(deadline, calendar_of(known(upload.association.land)), today)
        if day is None:
            continue
        for account in speakers_for(upload.paper.activity.body, upload.association):
            yield Reminder("upload", upload.pk, account.pk, upload.due_on.isoformat(), day)


def order_sign_off_reminders(now: datetime) -> int:
    """Queue reminders of sign-offs with a deadline; silences have their second notice."""
    rows = SignOff.objects.unanswered().filter(
        round__closed_at=None,
        round__mode=SignOffMode.EXPLICIT,
        round__deadline_at__gt=now,
        round__deadline_at__lt=now + WIDEST_WINDOW,
    )
    today, ordered = in_berlin(now).date(), 0
    begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    told = {
        key.split(":")[1]
        for key in Notice.objects.filter(
            key__startswith="sign-off:", sent_at__gte=begin
        ).values_list("key", flat=True)
    }
    for one in rows.select_related("association", "round"):
        calendar = calendar_of(known(one.association.land))
        deadline = one.round.deadline_at
        # Whoever was written to today about this sign-off needs no second mail.
        if deadline is None or str(one.pk) in told:
            continue
        if reminder_day(deadline, calendar, today) is not None:
            jobs.enqueue("papers.send_sign_off_reminder", sign_off_id=one.pk)
            ordered += 1
    return ordered


def send_reminder(reminder: Reminder) -> bool:
    """Send one reminder once, if the thing is still owed; return whether it went out.

    :raises OSError: if the server cannot be reached; the job tries again.
    """
    account = Account.objects.filter(pk=reminder.account_id, is_active=True).first()
    if account is None:
        return False
    with transaction.atomic(), audit.acting(None, "papers.reminder.sent"):
        context = owed(reminder, account)
        if context is None:
            return False
        paper: Paper = context["paper"]
        notice = Notice(key=reminder.key, email=account.email, paper=paper)
        template = f"papers/mail/reminder_{reminder.what}"
        return send_once(notice, template, account.language, context)


def owed(reminder: Reminder, account: Account) -> dict[str, Any] | None:
    """Return what the mail says, read at this moment; None if nothing is owed any more."""
    if reminder.what == "consultation":
        return owed_answer(reminder, account)
    rows = open_uploads().filter(pk=reminder.pk, due_on=reminder.due)
    upload: RegisterUpload | None = rows.first()
    if upload is None or upload.is_overdue:
        return None
    if account not in speakers_for(upload.paper.activity.body, upload.association):
        return None
    return {
        "upload": upload,
        "paper": upload.paper,
        "days": reminder.days,
        "url": f"{settings.BASE_URL}{upload.paper.get_absolute_url()}#lobbyregister",
    }


def owed_answer(reminder: Reminder, account: Account) -> dict[str, Any] | None:
    rows = Consultation.objects.waiting().select_related(
        "association", "circulation__paper__activity__body", "circulation__paper__lead"
    )
    consultation = rows.filter(pk=reminder.pk, deadline_at__gt=clock.now()).first()
    if consultation is None or consultation.deadline_at.isoformat() != reminder.due:
        return None
    if account not in speakers_of(consultation) or was_asked_today(consultation, account):
        return None
    return {
        "consultation": consultation,
        "paper": consultation.circulation.paper,
        "days": reminder.days,
        "url": settings.BASE_URL + consultation.get_absolute_url(),
    }


def was_asked_today(consultation: Consultation, account: Account) -> bool:
    begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Notice.objects.filter(key__startswith=f"consultation:{consultation.pk}:")
    return asked.filter(email=account.email, sent_at__gte=begin).exists()


def order_digests() -> int:
    """Queue today's digest for every account that wants one; return how many are new."""
    now = clock.now()
    if not is_time_for_digests(now):
        return 0
    day = in_berlin(now).date().isoformat()
    known_ones = Notice.objects.filter(key=KEY + day).values("email")
    off = DigestSetting.objects.filter(is_on=False).values("account_id")
    rows = Account.objects.filter(is_active=True, accesses__isnull=False).exclude(pk__in=off)
    accounts = list(rows.exclude(email__in=known_ones).distinct().order_by("pk"))
    with transaction.atomic():
        # The notice says that this day has been seen to, also where there is nothing to say.
        notices = [Notice(key=KEY + day, email=one.email) for one in accounts]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        for account in accounts:
            jobs.enqueue("papers.send_digest", account_id=account.pk, day=day)
    return len(accounts)


def send_digest(account_id: int, day: str) -> bool:
    """Send the digest of a day once, if there is anything to say; return whether it went out.

    :raises OSError: if the server cannot be reached; the job tries again.
    """
    now = clock.now()
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or in_berlin(now).date().isoformat() != day or not wants_digest(account):
        return False
    with transaction.atomic(), audit.acting(None, "papers.digest.sent"):
        with translation.override(account.language):
            digest = digest_of(account, now)
        if digest is None or not digest.is_worth_a_mail:
            return False
        stop = settings.BASE_URL + reverse("papers:digest_stop", args=[stop_token(account)])
        context = {
            "account": account,
            "digest": digest,
            "base_url": settings.BASE_URL,
            "desk_url": settings.BASE_URL + resolve_url(settings.LOGIN_REDIRECT_URL),
            "setting_url": settings.BASE_URL + reverse("papers:digest_setting"),
            "stop_url": stop,
        }
        headers = {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        notice = Notice(key=KEY + day, email=account.email)
        return send_once(notice, "papers/mail/digest", account.language, context, headers)


def set_digest(*, account: Account, is_on: bool, by: Account | None) -> None:
    """Switch the digest on or off; ``by`` is None for a click on the link in a mail."""
    with transaction.atomic(), audit.acting(by, "papers.digest.set"):
        DigestSetting.objects.update_or_create(account=account, defaults={"is_on": is_on})
        audit.record("papers.digest.set", by=by, account=account.pk, is_on=is_on)


def stop_token(account: Account) -> str:
    """Return what a link carries that does no more than switch this account's digest off."""
    return signing.dumps([account.pk, account.email], salt=SALT)


def account_of_token(token: str) -> Account | None:
    """Return whose digest the link switches off; None if it is no link of ours."""
    try:
        pk, email = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Account.objects.filter(pk=pk, email=email).first()
