"""What a daily digest says: what waits for the account, and what is new in its papers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from einklang.engines.deadlines.periods import in_berlin
from einklang.federation.models import Account, Organisation
from einklang.papers.models import (
    Circulation,
    Consolidation,
    Notice,
    Paper,
    Publication,
    SignOffRound,
    Version,
)
from einklang.papers.models.consolidation import BULKY
from einklang.papers.models.notice import DigestSetting
from einklang.papers.queries.agenda import AgendaItem, agenda, calendar_for
from einklang.papers.rules.opening import draft_reading_refusal

SOON = 5
"""Working days: what is due later waits for the first digest of a week, or for other news."""
LONGEST_GAP = timedelta(days=14)
KEY = "digest:"


@dataclass(frozen=True)
class Change:
    paper: Paper
    text: str
    at: datetime
    is_told: bool = False
    """Whether a mail of its own has told the account already."""

    @property
    def url(self) -> str:
        return self.paper.get_absolute_url()


@dataclass(frozen=True)
class Digest:
    items: list[AgendaItem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_first_of_week: bool = False
    has_more: bool = False
    """Whether the desk has more than what stands in ``items``."""

    @property
    def is_worth_a_mail(self) -> bool:
        """Say whether there is news, or something is due soon; else silence is kinder."""
        is_pressing = any(one.days is not None and one.days <= SOON for one in self.items)
        return bool(self.changes) or is_pressing or (self.is_first_of_week and bool(self.items))


def wants_digest(account: Account) -> bool:
    return not DigestSetting.objects.filter(account=account, is_on=False).exists()


def digest_of(account: Account, now: datetime) -> Digest | None:
    """Return what there is to say; None on a day on which none of the account's people work."""
    bodies = bodies_of(account)
    today = in_berlin(now).date()
    calendars = [calendar_for(account, body) for body in bodies]
    working = [one for one in calendars if one.is_working_day(today)]
    if not working:
        return None
    told = Told.since(account.email, latest_digest(account, now))
    agendas = [agenda(account, body) for body in bodies]
    items = [one for found in agendas for one in found.items]
    monday = today - timedelta(days=today.weekday() + 1)
    return Digest(
        items=[one for one in items if not told.on_day(today, one.waiting.url)],
        changes=[one for one in changes_for(account, told) if not one.is_told],
        is_first_of_week=working[0].next_working_day(monday) == today,
        has_more=any(found.has_more for found in agendas),
    )


def bodies_of(account: Account) -> list[Organisation]:
    ids = account.accesses.values("body_id")
    return list(Organisation.objects.filter(pk__in=ids).order_by("sort_key"))


def latest_digest(account: Account, now: datetime) -> datetime:
    """Return when the last digest went out; the first one looks back over a day."""
    rows = Notice.objects.filter(email=account.email, key__startswith=KEY, sent_at__lt=now)
    latest = rows.order_by("-sent_at").values_list("sent_at", flat=True).first()
    if latest is None:
        return now - timedelta(days=1)
    return max(latest, now - LONGEST_GAP)


@dataclass(frozen=True)
class Told:
    """Which mails of their own have gone to an address since a moment (one query)."""

    moment: datetime
    mails: dict[str, datetime]

    @classmethod
    def since(cls, email: str, moment: datetime) -> "Told":
        start_of_day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        rows = Notice.objects.filter(email=email, sent_at__gte=min(moment, start_of_day))
        rows = rows.exclude(key__startswith=KEY)
        return cls(moment, {key: at for key, at in rows.values_list("key", "sent_at") if at})

    def of(self, *begins: str) -> bool:
        """Say whether a mail about one of these things went out."""
        return any(key.startswith(begins) for key in self.mails)

    def on_day(self, day: date, url: str) -> bool:
        """Say whether a mail on the day has asked already for what a page waits for."""
        for key, at in self.mails.items():
            if in_berlin(at).date() == day and page_of(key) == url:
                return True
        return False


def page_of(key: str) -> str:
    """Return the page a mail asks its reader to open."""
    what, _colon, rest = key.removeprefix("reminder:").partition(":")
    pk = rest.partition(":")[0]
    names = {"consultation": "papers:room", "sign-off": "papers:sign_off_answer"}
    return reverse(names[what], args=[int(pk)]) if what in names and pk.isdecimal() else ""


def changes_for(account: Account, told: Told) -> list[Change]:
    """Return what is new in the papers the account may know of, in order of time.

    What the account did itself is no news to it. Nothing from inside a house is among it.
    """
    papers = Paper.objects.visible_to(account)
    found = [
        *new_versions(account, papers, told),
        *opened_circulations(account, papers, told),
        *asked_rounds(account, papers, told),
        *adopted_results(account, papers, told),
        *published(account, papers, told),
    ]
    return sorted(found, key=lambda one: one.at)


def new_versions(account: Account, papers: QuerySet[Paper], told: Told) -> list[Change]:
    """Return drafts for those who may read drafts; others hear of what is sent out to them."""
    rows = (
        Version.objects.filter(paper__in=papers, created_at__gt=told.moment)
        .exclude(author=account)
        .select_related("paper__activity__body", "paper__lead")
        .prefetch_related("paper__parties")
    )
    text = _("Version %(number)d is there.")
    return [
        Change(one.paper, text % {"number": one.number}, one.created_at)
        for one in rows
        if draft_reading_refusal(account, one.paper) is None
    ]


def opened_circulations(account: Account, papers: QuerySet[Paper], told: Told) -> list[Change]:
    rows = (
        Circulation.objects.filter(paper__in=papers, opened_at__gt=told.moment)
        .exclude(opened_by=account)
        .select_related("paper__activity", "version")
        .prefetch_related("consultations")
    )
    text = _("Version %(number)d went out to the associations.")
    return [
        Change(
            one.paper,
            text % {"number": one.version.number},
            one.opened_at,
            told.of(*(f"consultation:{row.pk}:" for row in one.consultations.all())),
        )
        for one in rows
    ]


def asked_rounds(account: Account, papers: QuerySet[Paper], told: Told) -> list[Change]:
    rows = (
        SignOffRound.objects.filter(paper__in=papers, opened_at__gt=told.moment)
        .exclude(opened_by=account)
        .select_related("paper__activity", "version")
        .prefetch_related("sign_offs")
    )
    text = _("The associations are asked to sign version %(number)d.")
    return [
        Change(
            one.paper,
            text % {"number": one.version.number},
            one.opened_at,
            told.of(*(f"sign-off:{row.pk}:" for row in one.sign_offs.all())),
        )
        for one in rows
    ]


def adopted_results(account: Account, papers: QuerySet[Paper], told: Told) -> list[Change]:
    rows = (
        Consolidation.objects.filter(circulation__paper__in=papers, adopted_at__gt=told.moment)
        .exclude(adopted_by=account)
        .select_related("circulation__paper__activity", "result")
        .defer(*BULKY)
    )
    text = _("All proposals are decided; version %(number)d is the result.")
    return [
        Change(
            one.circulation.paper,
            text % {"number": one.result.number},
            one.adopted_at,
            told.of(f"adopted:{one.pk}:"),
        )
        for one in rows
        if one.result and one.adopted_at
    ]


def published(account: Account, papers: QuerySet[Paper], told: Told) -> list[Change]:
    rows = Publication.objects.public().filter(paper__in=papers, public_at__gt=told.moment)
    rows = rows.exclude(released_by=account).select_related("paper__activity").defer("tree")
    return [Change(one.paper, _("The paper is published."), one.public_at) for one in rows]
