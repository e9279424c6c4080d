"""The silence procedure: proof of delivery starts the clock, a word stops it.

The end is fixed when delivery is proven, never by a timer. A bare GET of a mailed link proves
nothing: mail scanners fetch links too.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account
from einklang.papers.enums import (
    UNANSWERED,
    CallPurpose,
    EventKind,
    LinkScope,
    Proof,
    SignOffState,
)
from einklang.papers.errors import PaperError, TooLateError
from einklang.papers.models import SignOff
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.sign_off_log import (
    Answerer,
    NewCall,
    check_authority,
    locked_sign_off,
    log_call,
    log_entry,
    turn_away,
    write_consent,
)
from einklang.papers.rendering.silence import second_notice_due, silence_end
from einklang.papers.rules.sign_off import break_refusal, round_closed_refusal, round_refusal

LINKS = frozenset({LinkScope.SIGN_OFF, LinkScope.BREAK_SILENCE})


def open_request(*, sign_off: SignOff, by: Account) -> SignOff:
    """Count the opening of the request by somebody signed in for the association as delivery.

    Only the first time; a colleague who cannot speak for it, or a visitor, proves nothing.
    """
    answerer = Answerer(account=by)
    if sign_off.delivered_at is not None or not sign_off.round.is_open:
        return sign_off
    with transaction.atomic(), audit.acting(by, "papers.sign_off.delivered"):
        row = locked_sign_off(sign_off)
        check_authority(answerer, row)
        _prove(row, Proof.SIGNED_IN, answerer)
    return row


def confirm_receipt(*, sign_off: SignOff, answerer: Answerer) -> SignOff:
    """Take the bearer's word, given by a button, that the request has arrived.

    :raises RefusedError: if the link opens nothing (any more).
    :raises PaperError: if the round is closed, or no name was given.
    """
    with transaction.atomic(), audit.acting(answerer.account, "papers.sign_off.delivered"):
        row = locked_sign_off(sign_off)
        check_authority(answerer, row, LINKS)
        fit(round_closed_refusal(row))
        _prove(row, Proof.RECEIPT, answerer)
    return row


def log_receipt_call(*, sign_off: SignOff, call: NewCall, by: Account) -> SignOff:
    """Log a call in which the association confirmed that the request has arrived.

    The clock runs from the call. A call so long ago that the silence would be over already, or
    its second notice too late, starts nothing: nobody would have been warned.

    :raises RefusedError: if the actor may not log calls.
    :raises PaperError: if delivery is proven already, or the call will not do.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.delivered"):
        row = locked_sign_off(sign_off)
        refuse(round_refusal(by, row.round.paper))
        fit(round_closed_refusal(row))
        if row.delivered_at is not None:
            raise PaperError(_("The delivery is proven already."))
        logged, who = log_call(row, call, CallPurpose.RECEIPT, by)
        _prove(row, Proof.CALL, who, call=call, call_id=logged.pk)
    return row


def _prove(
    row: SignOff,
    proof: Proof,
    who: Answerer,
    *,
    call: NewCall | None = None,
    call_id: int | None = None,
) -> None:
    if row.delivered_at is not None or row.state not in UNANSWERED or not row.round.is_open:
        return
    delivered_at = call.called_at if call else who.at
    row.delivered_at = delivered_at
    row.proof = proof
    if row.round.is_tacit and row.state == SignOffState.REQUESTED:
        row.due_at = silence_end(delivered_at, row.round.silence_days, row.association.land)
        fit(_past_refusal(row, row.due_at))
    row.save(update_fields=["delivered_at", "proof", "due_at"])
    facts = {
        "proof": proof,
        "land": row.association.land,
        "days": row.round.silence_days if row.due_at else None,
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "call": call_id,
    }
    log_entry(row, EventKind.DELIVERED, who, facts=facts, at=delivered_at)
    audit.record("papers.sign_off.delivered", by=who.account, sign_off=row.pk)


def _past_refusal(row: SignOff, due_at: datetime) -> str | None:
    """Say why a call lies too far back: a second notice must still go out before the end."""
    now = clock.now()
    if due_at <= now:
        return _("By this call the silence would be over already. Please call again.")
    if second_notice_due(due_at, row.round.second_notice_days, row.association.land) <= now:
        return _(
            "After this call the second notice would come too late already. Please call again."
        )
    return None


def break_silence(*, sign_off: SignOff, answerer: Answerer) -> SignOff:
    """Stop the silence by one click; what is wrong can be said afterwards.

    Who has answered or broken the silence already changes nothing by it.

    :raises RefusedError: if the actor does not speak for the association.
    :raises TooLateError: if the silence has run out.
    :raises PaperError: if there is no silence to break.
    """
    late = ""
    with transaction.atomic(), audit.acting(answerer.account, "papers.silence.broken"):
        row = locked_sign_off(sign_off)
        check_authority(answerer, row, (LinkScope.BREAK_SILENCE, LinkScope.SIGN_OFF))
        if _is_silent(row) and row.is_too_late_at(answerer.at):
            late = turn_away(row, answerer, "")
        else:
            fit(break_refusal(row))
            if _is_silent(row):
                _break(row, answerer)
    if late:
        raise TooLateError(late)
    return row


def log_break_call(*, sign_off: SignOff, call: NewCall, by: Account) -> SignOff:
    """Log a call by which the association broke the silence; the moment of the call decides.

    A call within the silence counts even when it is written down after the end.

    :raises RefusedError: if the actor may not log calls.
    :raises TooLateError: if the call itself came after the end.
    :raises PaperError: if there is no silence to break, or the call will not do.
    """
    late = ""
    with transaction.atomic(), audit.acting(by, "papers.silence.broken"):
        row = locked_sign_off(sign_off)
        refuse(round_refusal(by, row.round.paper))
        fit(break_refusal(row))
        if not _is_silent(row):
            raise PaperError(_("The association is not silent any more."))
        logged, who = log_call(row, call, CallPurpose.BREAK_SILENCE, by)
        told = Answerer(name=call.caller_name, at=call.called_at)
        if row.is_too_late_at(call.called_at):
            late = turn_away(row, told, call.said)
        else:
            _break(row, told, call_id=logged.pk, noted_by=str(who.account))
    if late:
        raise TooLateError(late)
    return row


def log_other_call(*, sign_off: SignOff, call: NewCall, by: Account) -> SignOff:
    """Keep a call that changes nothing by itself.

    :raises RefusedError: if the actor may not log calls.
    :raises PaperError: if the call will not do.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.called"):
        row = locked_sign_off(sign_off)
        refuse(round_refusal(by, row.round.paper))
        log_call(row, call, CallPurpose.OTHER, by)
    return row


def _is_silent(row: SignOff) -> bool:
    """Say whether no word was given: also when a job has just written the consent down."""
    return row.spoke_at is None and row.state in {SignOffState.REQUESTED, SignOffState.TACIT}


def _break(row: SignOff, who: Answerer, *, call_id: int | None = None, noted_by: str = "") -> None:
    row.state = SignOffState.BROKEN
    row.spoke_at = who.at
    row.answered_at = None
    row.revision += 1
    row.save(update_fields=["state", "spoke_at", "answered_at", "revision"])
    if who.link is not None:
        who.link.used_at = who.at
        who.link.save(update_fields=["used_at"])
    facts = {"call": call_id, "noted_by": noted_by} if call_id else {}
    log_entry(row, EventKind.BROKEN, who, facts=facts)
    audit.record("papers.silence.broken", by=who.account, sign_off=row.pk)


def settle_silences() -> int:
    """Write down the consents of silences that have run out; return how many.

    Safe to run at any time and twice: what counts does not depend on it. Rows that somebody is
    just working on wait for the next time.
    """
    settled = 0
    for pk in SignOff.objects.silent_since(clock.now()).values_list("pk", flat=True):
        with transaction.atomic(), audit.acting(None, "papers.silence.settled"):
            rows = SignOff.objects.silent_since(clock.now()).select_related("round")
            rows = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)
            row = rows.filter(pk=pk).first()
            if row is not None:
                write_consent(row)
                audit.record("papers.silence.settled", by=None, sign_off=pk)
                settled += 1
    return settled


def send_second_notices() -> int:
    """Order the second notice for silences that are about to end; return for how many."""
    now = clock.now()
    ordered = 0
    waiting = SignOff.objects.filter(
        state=SignOffState.REQUESTED,
        due_at__gt=now,
        second_notice_at=None,
        round__closed_at=None,
    )
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic(), audit.acting(None, "papers.silence.reminded"):
            rows = waiting.select_related("round", "association")
            rows = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)
            row = rows.filter(pk=pk).first()
            if row is None or row.due_at is None:
                continue
            land, days = row.association.land, row.round.second_notice_days
            if second_notice_due(row.due_at, days, land) > now:
                continue
            row.second_notice_at = now
            row.save(update_fields=["second_notice_at"])
            jobs.enqueue("papers.send_second_notice", sign_off_id=row.pk)
            ordered += 1
    return ordered
