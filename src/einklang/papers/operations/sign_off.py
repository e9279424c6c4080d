"""Sign-off: ask, answer, withdraw, close. Every word is bound to the hash of one version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import (
    NEEDS_TEXT,
    UNANSWERED,
    CallPurpose,
    DissentForm,
    EventKind,
    SignOffMode,
    SignOffState,
    Stage,
)
from einklang.papers.errors import PaperError, StaleError, TooLateError
from einklang.papers.models import Paper, SignOff, SignOffRound, SignOffRules, Version
from einklang.papers.operations.acts import fit, locked, move, refuse
from einklang.papers.operations.sign_off_log import (
    Answerer,
    NewCall,
    check_authority,
    fit_open_paper,
    locked_sign_off,
    log_call,
    log_entry,
    turn_away,
    write_consent,
)
from einklang.papers.queries.sign_off import Tally, rules_for, tally_of
from einklang.papers.rules.sign_off import (
    answer_state_refusal,
    fulfilment_refusal,
    mode_refusal,
    round_refusal,
    withdrawal_refusal,
)

ANSWERS = frozenset(
    {
        SignOffState.SIGNED,
        SignOffState.CONDITION,
        SignOffState.RESERVATION,
        SignOffState.NIL,
        SignOffState.REFUSED,
        SignOffState.ABSTAINED,
    }
)
"""What an association can say."""


@dataclass(frozen=True)
class NewRound:
    """How the associations are asked."""

    mode: SignOffMode
    deadline_at: datetime | None = None
    """Needed where everybody answers; the silence procedure has an end for each association."""
    message: str = ""
    associations: tuple[Organisation, ...] = ()
    """Empty: all parties of the paper."""


@dataclass(frozen=True)
class NewSignOff:
    state: SignOffState
    text: str = ""
    passage: str = ""
    paragraph: int | None = None
    form: DissentForm = DissentForm.FOOTNOTE


def request_sign_off(
    *, paper: Paper, request: NewRound, by: Account, version: Version | None = None
) -> SignOffRound:
    """Ask the associations to sign one version, by default the latest.

    The rules of today are kept with the round: later changes of them do not touch it.

    :raises RefusedError: if the actor may not ask.
    :raises PaperError: if no rules are set, they forbid silence, the period will not do, there
        is no version, or the paper's stage does not allow it.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.requested"):
        paper = locked(paper)
        refuse(round_refusal(by, paper))
        rules = rules_for(paper)
        if rules is None:
            raise PaperError(_("No rules of sign-off are set. Please set quorum and majority."))
        fit(mode_refusal(rules, paper, request.mode))
        version = version or paper.versions.first()
        if version is None or version.paper_id != paper.pk:
            raise PaperError(_("There is no version of the text yet."))
        check_period(request)
        move(paper, Stage.SIGNING)
        sign_off_round = _open_round(paper, version, rules, request, by)
        associations = request.associations or _parties(paper)
        fit(_asking_refusal(paper, associations))
        for association in associations:
            row = SignOff.objects.create(round=sign_off_round, association=association)
            log_entry(row, EventKind.REQUESTED, Answerer(account=by), text=request.message)
        jobs.enqueue("papers.send_sign_off_requests", round_id=sign_off_round.pk)
        audit.record("papers.sign_off.requested", by=by, paper=paper.pk, round=sign_off_round.pk)
    return sign_off_round


def check_period(request: NewRound) -> None:
    """Stop when the period does not fit the mode.

    :raises PaperError: with the reason.
    """
    if request.mode == SignOffMode.TACIT:
        if request.deadline_at is not None:
            raise PaperError(
                _("The silence runs for each association from its own delivery; no common end.")
            )
        return
    if request.deadline_at is None:
        raise PaperError(_("Please say until when the associations may answer."))
    if request.deadline_at <= clock.now():
        raise PaperError(_("The end of the period has already passed."))


def _parties(paper: Paper) -> tuple[Organisation, ...]:
    return tuple(party.association for party in paper.parties.select_related("association"))


def _asking_refusal(paper: Paper, associations: tuple[Organisation, ...]) -> str | None:
    if not associations:
        return _("Please choose at least one association.")
    parties = set(paper.parties.values_list("association_id", flat=True))
    for one in associations:
        if one.pk not in parties:
            return _("%s does not take part in this paper.") % one
    return None


def _open_round(
    paper: Paper, version: Version, rules: SignOffRules, request: NewRound, by: Account
) -> SignOffRound:
    last = paper.sign_off_rounds.values_list("number", flat=True).first() or 0
    return SignOffRound.objects.create(
        paper=paper,
        number=last + 1,
        version=version,
        version_sha256=version.sha256,
        mode=request.mode,
        deadline_at=request.deadline_at,
        quorum=rules.quorum,
        majority=rules.majority,
        stops_at_refusal=rules.stops_at_refusal,
        silence_days=rules.silence_days,
        second_notice_days=rules.second_notice_days,
        untouched=rules.untouched,
        source=rules.source,
        message=request.message.strip(),
        opened_by=by,
    )


def answer_sign_off(
    *,
    sign_off: SignOff,
    answer: NewSignOff,
    seen_revision: int,
    answerer: Answerer,
    seen_sha256: str,
) -> SignOff:
    """Give an association's word to exactly the text that was seen.

    What comes at or after the end of the silence (or of the period) is refused, whether or not
    a job has written the consent down; the refusal itself is kept in the protocol.

    :raises RefusedError: if the actor does not speak for the association.
    :raises StaleError: if the text or the answer has changed since it was seen.
    :raises TooLateError: with what to do now.
    :raises PaperError: if the answer is not whole, or the round takes none.
    """
    check_answer(answer)
    late = ""
    with transaction.atomic(), audit.acting(answerer.account, "papers.sign_off.answered"):
        row = locked_sign_off(sign_off)
        check_authority(answerer, row)
        _check_text(row, seen_sha256)
        if row.is_too_late_at(answerer.at) and row.state != SignOffState.LAPSED:
            late = turn_away(row, answerer, _told(answer))
        else:
            fit(answer_state_refusal(row))
            if row.revision != seen_revision:
                raise StaleError(_("Somebody of your house was faster. Look again, please."), row)
            _write_answer(row, answer, answerer)
            audit.record("papers.sign_off.answered", by=answerer.account, sign_off=row.pk)
    if late:
        raise TooLateError(late)
    return row


def check_answer(answer: NewSignOff) -> None:
    """Stop when an answer is not whole.

    :raises PaperError: with what is missing.
    """
    if answer.state not in ANSWERS:
        raise PaperError(_("This is no answer to a request for sign-off."))
    if answer.state in NEEDS_TEXT and not answer.text.strip():
        raise PaperError(_("Please say in words what your condition, reservation or reason is."))
    if answer.state == SignOffState.SIGNED and answer.text.strip():
        raise PaperError(
            _("A signature with a text is a condition or a reservation. Please choose one.")
        )


def _check_text(sign_off: SignOff, seen_sha256: str) -> None:
    newer = SignOffRound.objects.filter(replaces=sign_off.round).exists()
    if newer or seen_sha256 != sign_off.round.version_sha256:
        raise StaleError(
            _(
                "The text has changed since you opened it. A signature holds for the exact words"
                " only; please look at the new version."
            ),
            sign_off,
        )


def _told(answer: NewSignOff) -> str:
    return ": ".join(filter(None, (str(SignOffState(answer.state).label), answer.text.strip())))


def _write_answer(row: SignOff, answer: NewSignOff, answerer: Answerer) -> None:
    was = row.state
    row.state = answer.state
    row.text = answer.text.strip()
    row.passage = answer.passage.strip() if answer.state in NEEDS_TEXT else ""
    row.paragraph = answer.paragraph if answer.state in NEEDS_TEXT else None
    row.form = answer.form
    row.fulfilled_at = None
    row.answered_at = answerer.at
    row.answered_by = answerer.account
    row.answerer_name = answerer.shown_name[:160]
    row.spoke_at = row.spoke_at or answerer.at
    row.revision += 1
    row.save()
    if answerer.link is not None:
        answerer.link.used_at = answerer.at
        answerer.link.save(update_fields=["used_at"])
    facts = {"was": was, "state": row.state, "passage": row.passage, "paragraph": row.paragraph}
    log_entry(row, EventKind.ANSWERED, answerer, text=row.text, facts=facts)


def withdraw_sign_off(*, sign_off: SignOff, reason: str, answerer: Answerer) -> SignOff:
    """Take an association's name from below the paper, also after the round was closed.

    :raises RefusedError: if the actor does not speak for the association.
    :raises PaperError: if there is nothing to withdraw, no reason, or the paper is out.
    """
    if not reason.strip():
        raise PaperError(_("Please say why: the protocol keeps the reason."))
    with transaction.atomic(), audit.acting(answerer.account, "papers.sign_off.withdrawn"):
        row = locked_sign_off(sign_off)
        check_authority(answerer, row)
        present = row.state_at(answerer.at)
        fit(withdrawal_refusal(row, present))
        if present == SignOffState.TACIT:
            write_consent(row)
        row.state = SignOffState.WITHDRAWN
        row.text = reason.strip()
        row.passage, row.paragraph, row.fulfilled_at = "", None, None
        row.answered_at, row.answered_by = answerer.at, answerer.account
        row.answerer_name = answerer.shown_name[:160]
        row.revision += 1
        row.save()
        log_entry(
            row, EventKind.WITHDRAWN, answerer, text=reason.strip(), facts={"was": str(present)}
        )
        audit.record("papers.sign_off.withdrawn", by=answerer.account, sign_off=row.pk)
    return row


def fulfil_condition(
    *, sign_off: SignOff, answerer: Answerer, call: NewCall | None = None
) -> SignOff:
    """Record that a condition is met: by the association, or by whoever it told in a call.

    :raises RefusedError: if the actor neither speaks for the association nor leads the paper.
    :raises PaperError: if there is no open condition.
    """
    with transaction.atomic(), audit.acting(answerer.account, "papers.sign_off.fulfilled"):
        row = locked_sign_off(sign_off)
        if call is None:
            check_authority(answerer, row)
        elif answerer.account is None:
            raise PaperError(_("Please sign in to log a call."))
        else:
            refuse(round_refusal(answerer.account, row.round.paper))
        fit_open_paper(row)
        fit(fulfilment_refusal(row))
        facts = {"text": row.text}
        if call is not None and answerer.account is not None:
            logged, answerer = log_call(row, call, CallPurpose.OTHER, answerer.account)
            facts["call"] = str(logged.pk)
        row.fulfilled_at = answerer.at
        row.revision += 1
        row.save(update_fields=["fulfilled_at", "revision"])
        log_entry(row, EventKind.FULFILLED, answerer, text=row.text, facts=facts)
        audit.record("papers.sign_off.fulfilled", by=answerer.account, sign_off=row.pk)
    return row


def extend_deadline(
    *, sign_off_round: SignOffRound, deadline_at: datetime, by: Account
) -> SignOffRound:
    """Give everybody more time in a round in which everybody answers.

    :raises RefusedError: if the actor may not.
    :raises PaperError: if the round is closed or runs by silence, or the end is not later.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.extended"):
        current = locked_round(sign_off_round)
        refuse(round_refusal(by, current.paper))
        if not current.is_open or current.deadline_at is None:
            raise PaperError(_("This round has no period that could be extended."))
        if deadline_at <= max(current.deadline_at, clock.now()):
            raise PaperError(_("The new end must be later than the present one, and than now."))
        current.deadline_at = deadline_at
        current.save(update_fields=["deadline_at"])
        facts = {"deadline_at": deadline_at.isoformat()}
        for row in current.sign_offs.filter(state__in=UNANSWERED):
            row.round = current
            log_entry(row, EventKind.REQUESTED, Answerer(account=by), facts=facts)
        audit.record("papers.sign_off.extended", by=by, round=current.pk)
    return current


def locked_round(sign_off_round: SignOffRound) -> SignOffRound:
    """Lock the paper, then its round, so that nobody closes or replaces it meanwhile."""
    paper = locked(sign_off_round.paper)
    rows = SignOffRound.objects.select_for_update(of=("self",), no_key=True)
    current = rows.select_related("version").get(pk=sign_off_round.pk)
    current.paper = paper
    return current


def close_round(*, sign_off_round: SignOffRound, is_agreed: bool, by: Account) -> Tally:
    """End a round: the paper is agreed, or goes back to drafting.

    Agreed needs quorum and majority by the rules kept with the round, and that nobody's time is
    still running. Conditions that are not fulfilled stay stated below the paper.

    :returns: how the round stood when it was closed.
    :raises RefusedError: if the actor may not.
    :raises PaperError: if the numbers or the time do not allow it.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.closed"):
        current = locked_round(sign_off_round)
        refuse(round_refusal(by, current.paper))
        if not current.is_open:
            raise StaleError(_("This round has been closed meanwhile."), current)
        rows = settled_rows(current)
        now = clock.now()
        tally = tally_of(current, rows, now)
        if is_agreed:
            fit(agreement_refusal(current, rows, tally, now))
        current.closed_at = now
        current.save(update_fields=["closed_at"])
        move(current.paper, Stage.AGREED if is_agreed else Stage.DRAFTING)
        audit.record("papers.sign_off.closed", by=by, round=current.pk, is_agreed=is_agreed)
    return tally


def settled_rows(sign_off_round: SignOffRound) -> list[SignOff]:
    """Lock all sign-offs of a round and write down the silences that have run out."""
    rows = sign_off_round.sign_offs.select_for_update(of=("self",), no_key=True)
    found = list(rows.select_related("association").order_by("pk"))
    for row in found:
        row.round = sign_off_round
        if row.state_at(clock.now()) == SignOffState.TACIT:
            write_consent(row)
    return found


def agreement_refusal(
    sign_off_round: SignOffRound, rows: list[SignOff], tally: Tally, moment: datetime
) -> str | None:
    """Say why the paper cannot be agreed now."""
    running = [one for one in rows if _has_time(sign_off_round, one, moment)]
    if running:
        names = ", ".join(str(one.association) for one in running)
        return _("The time of these associations is still running: %(names)s.") % {"names": names}
    if tally.is_stopped:
        return _("By the rules one refusal stops the paper.")
    if not tally.has_quorum:
        return _("%(count)d answers are needed, %(now)d are there.") % {
            "count": tally.needed_answers,
            "now": tally.answered,
        }
    if not tally.has_majority:
        return _("%(count)d associations must carry the paper, %(now)d do.") % {
            "count": tally.needed_carriers,
            "now": tally.carrying,
        }
    return None


def _has_time(sign_off_round: SignOffRound, sign_off: SignOff, moment: datetime) -> bool:
    if sign_off.state not in UNANSWERED:
        return False
    if sign_off_round.deadline_at is not None:
        return sign_off_round.deadline_at > moment
    return sign_off.state == SignOffState.REQUESTED and sign_off.due_at is not None
