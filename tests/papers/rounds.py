"""Rounds of sign-off for tests, with silences that end when the test wants."""

from datetime import datetime, timedelta
from typing import Any

from tests.papers.factories import (
    make_association,
    make_paper,
    make_rules,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Proof, SignOffMode, SignOffState
from einklang.papers.models import Paper, SignOff, SignOffRound
from einklang.papers.operations.sign_off import NewRound, request_sign_off
from einklang.papers.operations.sign_off_log import Answerer

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def start_round(
    paper: Paper | None = None, *, mode: str = SignOffMode.EXPLICIT, **fields: Any
) -> SignOffRound:
    """Start a round with three associations; ``rules`` are fields of the committee's rules."""
    rules = fields.pop("rules", {})
    paper = paper or make_paper(associations=3)
    if not paper.versions.exists():
        make_version(paper)
    make_rules(paper.activity.body, **rules)
    if mode == SignOffMode.EXPLICIT:
        fields.setdefault("deadline_at", clock.now() + 3 * DAY)
    request = NewRound(SignOffMode(mode), **fields)
    return request_sign_off(paper=paper, request=request, by=secretary(paper))


def tacit_round(paper: Paper | None = None, **rules: Any) -> SignOffRound:
    return start_round(paper, mode=SignOffMode.TACIT, rules=rules)


def of_association(sign_off_round: SignOffRound, place: int = 1) -> SignOff:
    """Return the sign-off of an association by its place among the parties."""
    party = sign_off_round.paper.parties.all()[place]
    return sign_off_round.sign_offs.select_related("association", "round__paper").get(
        association=party.association_id
    )


def deliver(sign_off: SignOff, *, due_at: datetime) -> SignOff:
    """Let delivery be proven long ago, with the silence ending at the moment given."""
    SignOff.objects.filter(pk=sign_off.pk).update(
        delivered_at=due_at - 7 * DAY, proof=Proof.SIGNED_IN, due_at=due_at
    )
    sign_off.refresh_from_db()
    return sign_off


def voice_of(sign_off: SignOff) -> Account:
    return speaker(sign_off.round.paper, sign_off.association)


def answerer_of(sign_off: SignOff, **fields: Any) -> Answerer:
    return Answerer(account=voice_of(sign_off), **fields)


def put(sign_off: SignOff, state: SignOffState, **fields: Any) -> SignOff:
    """Set a state past all rules of the house."""
    if state not in {SignOffState.REQUESTED, SignOffState.BROKEN}:
        fields.setdefault("answered_at", clock.now())
    if state in {SignOffState.CONDITION, SignOffState.RESERVATION, SignOffState.REFUSED}:
        fields.setdefault("text", "Nr. 3 tragen wir nicht mit.")
    if state == SignOffState.TACIT:
        now = clock.now()
        fields.setdefault("delivered_at", now - 7 * DAY)
        fields.setdefault("due_at", now - MINUTE)
    elif state != SignOffState.REQUESTED:
        fields.setdefault("spoke_at", clock.now() - DAY)
    SignOff.objects.filter(pk=sign_off.pk).update(state=state, **fields)
    sign_off.refresh_from_db()
    return sign_off


def associations(*lands: str) -> list[Organisation]:
    return [make_association(place + 1, land=land) for place, land in enumerate(lands)]
