"""Mails about a sign-off: to those who owe a word, each with links of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from einklang.core import audit, clock, mail
from einklang.federation.models import Account
from einklang.papers.enums import UNANSWERED, EventKind, LinkScope, SignOffState
from einklang.papers.models import Notice, PaperLink, SignOff, SignOffEntry
from einklang.papers.operations.mailing import is_final
from einklang.papers.operations.sign_off_links import Recipient, new_link
from einklang.papers.operations.sign_off_log import log_entry
from einklang.papers.queries.sign_off import speakers_of
from einklang.papers.rendering.silence import last_moment, second_notice_due

TEMPLATES = {
    "request": "papers/mail/sign_off_request",
    "deputy": "papers/mail/sign_off_request",
    "lapsed": "papers/mail/sign_off_request",
    "reminder": "papers/mail/sign_off_reminder",
    "second_notice": "papers/mail/sign_off_reminder",
    "informed": "papers/mail/sign_off_informed",
    "late": "papers/mail/sign_off_late",
}
ASKING = frozenset({"request", "deputy", "lapsed", "reminder", "second_notice"})
"""These go only to those who owe a word, and carry links to give it."""


@dataclass(frozen=True)
class Letter:
    """One mail to one address about one sign-off."""

    sign_off_id: int
    what: str
    to: Recipient
    mark: str = ""
    """Tells repetitions apart that are meant: the day of a reminder, a line of the protocol."""

    @property
    def key(self) -> str:
        return ":".join(filter(None, ("sign-off", str(self.sign_off_id), self.what, self.mark)))


def sign_off_to_tell(pk: int) -> SignOff | None:
    rows = SignOff.objects.select_related(
        "association",
        "round__version",
        "round__replaces__version",
        "round__paper__activity__body",
        "round__paper__lead",
        "round__opened_by",
    )
    return rows.filter(pk=pk).first()


def recipients_of(sign_off: SignOff) -> list[Recipient]:
    """Return who speaks officially for the association, and deputies who were given a link."""
    body = sign_off.round.paper.activity.body
    found = {
        account.email.lower(): Recipient(account.email, str(account), account.language)
        for account in speakers_of(body, sign_off.association)
    }
    for link in PaperLink.objects.open().filter(sign_off=sign_off).exclude(email=""):
        to = Recipient(link.email, link.person_name, settings.LANGUAGE_CODE[:2])
        found.setdefault(link.email.lower(), to)
    return list(found.values())


def letters_for(sign_off: SignOff, what: str, mark: str = "") -> Iterator[Letter]:
    for to in recipients_of(sign_off):
        yield Letter(sign_off.pk, what, to, mark)


def first_letters(sign_off: SignOff) -> Iterator[Letter]:
    """Yield what goes out when a round begins: a request, or word of an editorial change."""
    kinds = set(sign_off.entries.values_list("kind", flat=True))
    if EventKind.INFORMED in kinds:
        yield from letters_for(sign_off, "informed")
    elif sign_off.state == SignOffState.REQUESTED:
        yield from letters_for(sign_off, "lapsed" if _lapsed_before(sign_off) else "request")


def _lapsed_before(sign_off: SignOff) -> SignOffEntry | None:
    """Return the line that says why the association is asked anew."""
    if sign_off.round.replaces_id is None:
        return None
    return SignOffEntry.objects.filter(
        kind=EventKind.LAPSED,
        sign_off__round=sign_off.round.replaces_id,
        sign_off__association=sign_off.association_id,
    ).first()


def send_letter(letter: Letter) -> bool:
    """Send one mail once; return whether it went out now.

    The protocol says that it was handed over, with its Message-ID, or that it failed. The links
    are kept before the mail goes out, so whoever gets it can use them. A job that dies between
    the mail and the notice sends a second one: rather twice than never.

    :raises OSError: if the server cannot be reached or is busy; the job tries again.
    """
    sign_off = sign_off_to_tell(letter.sign_off_id)
    if sign_off is None or not _is_due(sign_off, letter.what):
        return False
    if not _concerns(sign_off, letter):
        return False
    notice, _made = Notice.objects.get_or_create(
        key=letter.key, email=letter.to.email, defaults={"paper": sign_off.round.paper}
    )
    if notice.sent_at is not None:
        return False
    with audit.acting(None, "papers.sign_off.mailed"):
        return _send(sign_off, letter, notice)


def _is_due(sign_off: SignOff, what: str) -> bool:
    """Say whether the mail still has a reason: nobody is asked for what he has done."""
    if what == "late":
        return True
    if not sign_off.round.is_open:
        return False
    if what == "second_notice":
        return sign_off.state_at(clock.now()) == SignOffState.REQUESTED
    return what not in ASKING or sign_off.state_at(clock.now()) in UNANSWERED


def _concerns(sign_off: SignOff, letter: Letter) -> bool:
    """Say whether the address may still speak: a link may have been withdrawn meanwhile."""
    if letter.what == "deputy":
        return True
    wanted = letter.to.email.lower()
    return any(one.email.lower() == wanted for one in recipients_of(sign_off))


def _send(sign_off: SignOff, letter: Letter, notice: Notice) -> bool:
    links: list[PaperLink] = []
    try:
        with translation.override(letter.to.language):
            context = _context(sign_off, letter, links)
        message_id = mail.send(
            to=letter.to.email,
            template=TEMPLATES[letter.what],
            language=letter.to.language,
            context=context,
        )
    except OSError as error:
        # The secrets of these links are lost with the mail; the next attempt makes new ones.
        PaperLink.objects.filter(pk__in=[one.pk for one in links]).delete()
        _note_failure(sign_off, letter, error)
        if is_final(error):
            return False
        raise
    facts = {"message_id": message_id, "to": letter.to.name, "email": letter.to.email}
    is_second = letter.what == "second_notice"
    kind = EventKind.SECOND_NOTICE if is_second else EventKind.MAILED
    with transaction.atomic():
        notice.sent_at, notice.message_id = clock.now(), message_id[:200]
        notice.save(update_fields=["sent_at", "message_id"])
        log_entry(sign_off, kind, facts={**facts, "what": letter.what}, at=clock.now())
    return True


def _note_failure(sign_off: SignOff, letter: Letter, error: OSError) -> None:
    """Write one line for a mail that fails, however often the job tries."""
    facts = {"key": letter.key, "email": letter.to.email, "to": letter.to.name}
    failed = sign_off.entries.filter(kind=EventKind.MAIL_FAILED)
    if not failed.filter(facts__key=letter.key, facts__email=letter.to.email).exists():
        reason = {"what": letter.what, "reason": str(error)[:300]}
        log_entry(sign_off, EventKind.MAIL_FAILED, facts={**facts, **reason}, at=clock.now())


def _context(sign_off: SignOff, letter: Letter, links: list[PaperLink]) -> dict[str, Any]:
    current = sign_off.round
    context: dict[str, Any] = {
        "sign_off": sign_off,
        "round": current,
        "paper": current.paper,
        "title": current.paper.activity.local_title,
        "to": letter.to,
        "what": letter.what,
        "has_account": Account.objects.filter(email__iexact=letter.to.email).exists(),
        "page_url": settings.BASE_URL + sign_off.get_absolute_url(),
        "last_day": last_moment(sign_off.due_at) if sign_off.due_at else None,
        "notice_day": _notice_day(sign_off),
        "places": _places(sign_off, letter.what),
    }
    if letter.what in ASKING:
        link, token = new_link(sign_off, LinkScope.SIGN_OFF, letter.to)
        links.append(link)
        context["link_url"] = settings.BASE_URL + reverse("papers:sign_off_link", args=[token])
        if current.is_tacit and sign_off.state == SignOffState.REQUESTED:
            link, token = new_link(sign_off, LinkScope.BREAK_SILENCE, letter.to)
            links.append(link)
            path = reverse("papers:sign_off_break_link", args=[token])
            context["break_url"] = settings.BASE_URL + path
    return context


def _notice_day(sign_off: SignOff) -> datetime | None:
    if sign_off.due_at is None:
        return None
    days = sign_off.round.second_notice_days
    return second_notice_due(sign_off.due_at, days, sign_off.association.land)


def _places(sign_off: SignOff, what: str) -> list[str]:
    """Return the numbers of the paragraphs for whose sake the mail goes out."""
    entry: SignOffEntry | None = None
    if what == "lapsed":
        entry = _lapsed_before(sign_off)
    elif what == "informed":
        entry = sign_off.entries.filter(kind=EventKind.INFORMED).first()
    passages = entry.facts.get("passages", []) if entry else []
    return [str(number) for one in passages for number in (one["new"] or one["old"])[:1]]
