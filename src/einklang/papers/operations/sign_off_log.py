"""What all acts of a sign-off share: the lock, the actor, the guard, lines of the protocol."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from einklang.core import clock, jobs
from einklang.federation.models import Account
from einklang.papers.enums import CallPurpose, EventKind, LinkScope, SignOffState
from einklang.papers.errors import PaperError
from einklang.papers.models import (
    Call,
    PaperLink,
    SignOff,
    SignOffEntry,
    SignOffRound,
)
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.rendering.silence import last_moment
from einklang.papers.rules.sign_off import link_refusal, speaker_refusal


@dataclass(frozen=True)
class Answerer:
    """Who gives an association's word, and when it arrived: that moment decides."""

    account: Account | None = None
    name: str = ""
    link: PaperLink | None = None
    at: datetime = field(default_factory=clock.now)

    @property
    def shown_name(self) -> str:
        return str(self.account) if self.account else self.name.strip()


@dataclass(frozen=True)
class NewCall:
    """A telephone call as somebody writes it down."""

    called_at: datetime
    caller_name: str
    spoken_to: str
    said: str = ""


SYSTEM = Answerer()
"""Stands for acts that nobody does: a period that runs out, a mail that a job sends."""


def locked_sign_off(sign_off: SignOff) -> SignOff:
    """Load a sign-off anew and keep others from changing it; call inside a transaction.

    The round is read after the lock was given: it may have been closed while we waited.

    :raises PaperError: if it is gone.
    """
    rows = SignOff.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("association").filter(pk=sign_off.pk).first()
    if row is None:
        raise PaperError(_("This request has been deleted meanwhile."))
    row.round = SignOffRound.objects.select_related(
        "version", "paper__activity__body", "paper__lead"
    ).get(pk=row.round_id)
    return row


def check_authority(
    answerer: Answerer, sign_off: SignOff, scopes: Iterable[LinkScope] = (LinkScope.SIGN_OFF,)
) -> None:
    """Stop whoever neither speaks officially for the association nor bears a link for this.

    :raises RefusedError: with the reason.
    """
    if answerer.link is None:
        refuse(speaker_refusal(answerer.account, sign_off) if answerer.account else _nobody())
        return
    # The table decides, not the row in hand: the link may have been withdrawn meanwhile.
    link = PaperLink.objects.select_for_update(of=("self",), no_key=True).get(pk=answerer.link.pk)
    refuse(link_refusal(link, sign_off, frozenset(scopes)))
    if not answerer.shown_name:
        raise PaperError(_("Please give your name: the protocol names who answered."))


def _nobody() -> str:
    return _("Please sign in, or use the link from the mail.")


def log_entry(
    sign_off: SignOff,
    kind: EventKind,
    who: Answerer = SYSTEM,
    *,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> SignOffEntry:
    """Write one line of the protocol, with the hash of the text it is about."""
    return SignOffEntry.objects.create(
        sign_off=sign_off,
        kind=kind,
        at=at or who.at,
        by=who.account,
        by_name=who.shown_name[:160],
        by_link=who.link is not None,
        text=text,
        facts=dict(facts or {}),
        version_sha256=sign_off.round.version_sha256,
    )


def log_call(
    sign_off: SignOff, call: NewCall, purpose: CallPurpose, by: Account
) -> tuple[Call, Answerer]:
    """Keep a call, and return who noted it.

    :raises PaperError: if it lies in the future, before the request, or names nobody.
    """
    if not call.caller_name.strip() or not call.spoken_to.strip():
        raise PaperError(_("Please say who called whom."))
    if call.called_at > clock.now():
        raise PaperError(_("This call lies in the future."))
    # People note a call to the minute.
    if call.called_at < sign_off.round.opened_at.replace(second=0, microsecond=0):
        raise PaperError(_("This call was made before the request went out."))
    row = Call.objects.create(
        paper=sign_off.round.paper,
        association=sign_off.association,
        purpose=purpose,
        called_at=call.called_at,
        called_by=by,
        caller_name=call.caller_name.strip(),
        spoken_to=call.spoken_to.strip(),
        said=call.said.strip(),
    )
    who = Answerer(account=by)
    log_entry(sign_off, EventKind.CALLED, who, text=row.said, facts=_facts_of(row))
    return row, who


def _facts_of(call: Call) -> dict[str, Any]:
    return {
        "call": call.pk,
        "purpose": call.purpose,
        "caller": call.caller_name,
        "spoken_to": call.spoken_to,
        "called_at": call.called_at.isoformat(),
    }


def write_consent(sign_off: SignOff) -> None:
    """Write down that a locked sign-off's silence has run out; the moment is its end."""
    if sign_off.due_at is None or sign_off.state != SignOffState.REQUESTED:
        return
    sign_off.state = SignOffState.TACIT
    sign_off.answered_at = sign_off.due_at
    # The revision stays: an answer that arrived in time is no older than this line.
    sign_off.save(update_fields=["state", "answered_at"])
    facts = {"delivered_at": sign_off.delivered_at, "due_at": sign_off.due_at}
    log_entry(
        sign_off,
        EventKind.TACIT,
        facts={key: moment.isoformat() for key, moment in facts.items() if moment},
        at=sign_off.due_at,
    )


def turn_away(sign_off: SignOff, who: Answerer, text: str) -> str:
    """Write a line about a word that came too late, and return what to do now.

    Commit what this wrote, then raise ``TooLateError`` with the message.
    """
    entry = log_entry(sign_off, EventKind.LATE, who, text=text)
    if sign_off.due_at and sign_off.spoke_at is None:
        if sign_off.round.is_open:
            write_consent(sign_off)
        message = _(
            "Too late: the silence ended with %(day)s and counts as consent. The protocol says"
            " that you objected afterwards. If you do not want to carry the paper, withdraw the"
            " sign-off with a reason, or call the lead association."
        ) % {"day": f"{last_moment(sign_off.due_at):%d.%m.%Y}"}
    else:
        message = _(
            "Too late: the period for answers is over. Your answer does not count; the protocol"
            " says that it came. Please call the lead association: it can extend the period."
        )
    jobs.enqueue("papers.mail_late_refusal", entry_id=entry.pk)
    return message


def fit_open_paper(sign_off: SignOff) -> None:
    """Stop when the paper is published or dropped."""
    if not sign_off.round.paper.is_open:
        fit(_("The paper is published or dropped; nothing can be changed any more."))
