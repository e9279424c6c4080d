"""Open a paper, change its facts and its associations, drop it, take it up again."""

import unicodedata
from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.errors import ChronicleError
from einklang.chronicle.models import Activity, Occasion, Participation
from einklang.chronicle.operations import activities
from einklang.chronicle.operations.activities import ActivityFacts, NewOccasion
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit, clock
from einklang.core.when import When
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Pace, PartyRole, Stage
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Circulation, Paper, PaperKind, Party, SignOffRound
from einklang.papers.operations.acts import PHASES, enter_state, fit, locked, move, refuse
from einklang.papers.operations.planning import settle_plan
from einklang.papers.operations.sign_off import settled_rows
from einklang.papers.queries.members import associations_for
from einklang.papers.rules.opening import (
    change_refusal,
    drop_refusal,
    hand_over_refusal,
    kind_refusal,
    removal_refusal,
    take_up_refusal,
)
from einklang.papers.rules.papers import open_refusal
from einklang.programmes.models import Programme


class PaperFacts(TypedDict, total=False):
    """What can be said of a paper; a fact that is left out stays as it is."""

    kind: PaperKind
    title: str
    title_en: str
    programmes: Iterable[Programme]
    occasions: Iterable[Occasion]
    new_occasion: NewOccasion | None
    lead: Organisation
    co_drafters: Iterable[Organisation]
    asked: Iterable[Organisation]
    sender: Organisation | None
    reference: str
    received_at: datetime | None
    deadline_at: datetime | None
    pace: Pace | None
    """None: the time that is left decides."""
    is_first_of_topic: bool


OF_ACTIVITY = ("title", "title_en", "programmes", "occasions", "new_occasion")
TITLES = {"title", "title_en"}
UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of signs, and separators of lines (Unicode categories)."""
OF_PAPER = (
    "kind", "lead", "sender", "reference", "received_at", "deadline_at", "is_first_of_topic",
)  # fmt: skip


def open_paper(*, body: Organisation, facts: PaperFacts, by: Account) -> Paper:
    """Enter the paper in the chronicle, ask its associations to take part, lay its plan.

    :raises RefusedError: if the account does not open papers for the committee.
    :raises PaperError: if the facts do not fit together.
    """
    refuse(open_refusal(by, body))
    fit(kind_refusal(body, facts["kind"]))
    fit(dates_refusal(facts.get("received_at"), facts.get("deadline_at")))
    with transaction.atomic():
        activity = _recorded(body, facts, by)
        with audit.acting(by, "papers.paper.opened"):
            paper = Paper(activity=activity)
            _apply(paper, facts)
            paper.save()
            enter_state(paper, PHASES[Stage.DRAFTING])
            _write_parties(paper, facts)
            _write_actor(paper, ParticipationRole.LEAD, None, paper.lead)
            _write_actor(paper, ParticipationRole.SOURCE, None, paper.sender)
            refresh_search([paper.pk])
            settle_plan(paper, facts.get("pace"))
            audit.record("papers.paper.opened", by=by, paper=paper.pk)
    return paper


def change_paper(
    *, paper: Paper, facts: PaperFacts, seen_at: datetime | None, by: Account
) -> Paper:
    """Change the facts named; ``seen_at`` is the ``updated_at`` the editor started from.

    A new deadline or pace lays the plan anew; the day in the chronicle follows the deadline as
    long as nobody has entered another one.

    :raises StaleError: if somebody else saved in the meantime; carries the present paper.
    :raises PaperError: if the facts do not fit, or an association has to stay.
    """
    refuse(change_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.paper.changed"):
        current = locked(paper)
        refuse(change_refusal(by, current))
        if seen_at is not None and current.updated_at != seen_at:
            raise StaleError(_("Somebody else has changed this paper meanwhile."), current)
        if "lead" in facts and facts["lead"].pk != current.lead_id:
            refuse(hand_over_refusal(by, current))
        if "kind" in facts:
            fit(kind_refusal(current.activity.body, facts["kind"]))
        was = copy(current)
        _apply(current, facts)
        fit(dates_refusal(current.received_at, current.deadline_at))
        current.save()
        _change_activity(current, was, facts)
        if {"lead", "co_drafters", "asked"} & set(facts):
            _write_parties(current, facts)
        _write_actor(current, ParticipationRole.LEAD, was.lead, current.lead)
        _write_actor(current, ParticipationRole.SOURCE, was.sender, current.sender)
        refresh_search([current.pk])
        if current.deadline_at != was.deadline_at or facts.get("pace", was.pace) != was.pace:
            settle_plan(current, facts.get("pace"))
        audit.record("papers.paper.changed", by=by, paper=current.pk)
    return current


def drop_paper(*, paper: Paper, reason: str, by: Account) -> Paper:
    """Record that there will be no paper; nobody is asked for anything any more."""
    refuse(drop_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.paper.dropped"):
        current = locked(paper)
        refuse(drop_refusal(by, current))
        now = clock.now()
        Circulation.objects.filter(paper=current, closed_at=None).update(closed_at=now)
        _close_rounds(current, now)
        current.drop_reason = reason
        current.save(update_fields=["drop_reason"])
        move(current, Stage.DROPPED)
        audit.record("papers.paper.dropped", by=by, paper=current.pk)
    return current


def _close_rounds(paper: Paper, now: datetime) -> None:
    """Close what is open, with the silences that have run out by now: they were consent."""
    rows = SignOffRound.objects.select_for_update(of=("self",), no_key=True)
    for row in rows.filter(paper=paper, closed_at=None):
        row.paper = paper
        settled_rows(row)
        row.closed_at = now
        row.save(update_fields=["closed_at"])


def take_up_again(*, paper: Paper, by: Account) -> Paper:
    """Go on with a paper that was dropped; it is drafted again."""
    refuse(take_up_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.paper.taken_up"):
        current = locked(paper)
        refuse(take_up_refusal(by, current))
        current.drop_reason = ""
        current.save(update_fields=["drop_reason"])
        move(current, Stage.DRAFTING)
        audit.record("papers.paper.taken_up", by=by, paper=current.pk)
    return current


def dates_refusal(received_at: datetime | None, deadline_at: datetime | None) -> str | None:
    if received_at and deadline_at and deadline_at <= received_at:
        return _("The deadline must be later than the receipt.")
    return None


def _recorded(body: Organisation, facts: PaperFacts, by: Account) -> Activity:
    told = _activity_facts(facts)
    told["kind"] = facts["kind"].kind
    told["when"] = day_of(facts.get("deadline_at"))
    try:
        return activities.record_activity(body=body, facts=told, by=by)
    except ChronicleError as error:
        raise PaperError(str(error)) from error


def _activity_facts(facts: PaperFacts) -> ActivityFacts:
    given: dict[str, Any] = dict(facts)
    named = {name: given[name] for name in OF_ACTIVITY if name in given}
    for name in TITLES & set(named):
        named[name] = plain_title(named[name])
    told: ActivityFacts = ActivityFacts(**named)  # type: ignore[typeddict-item]  # named alike
    return told


def plain_title(text: str) -> str:
    """Keep every letter and sign; what no feed and no file can carry becomes a space."""
    signs = (" " if unicodedata.category(sign) in UNPRINTABLE else sign for sign in text)
    return "".join(signs).strip()


def day_of(deadline_at: datetime | None) -> When:
    """Return the day of the deadline in Berlin."""
    return When.day(timezone.localtime(deadline_at).date()) if deadline_at else When.unknown()


def _apply(paper: Paper, facts: PaperFacts) -> None:
    given: dict[str, Any] = dict(facts)
    for name in OF_PAPER:
        if name in given:
            setattr(paper, name, given[name])


def _change_activity(paper: Paper, was: Paper, facts: PaperFacts) -> None:
    activity = activities.locked(paper.activity)
    told = _activity_facts(facts)
    if "kind" in facts:
        told["kind"] = facts["kind"].kind
    before, after = day_of(was.deadline_at), day_of(paper.deadline_at)
    if before != after and activity.when == before:
        told["when"] = after
        if after.start:
            told["year"] = after.start.year
    try:
        activities.apply_facts(activity, told)
    except ChronicleError as error:
        raise PaperError(str(error)) from error
    activity.save()
    activities.apply_relations(activity, told)
    paper.activity = activity
    enter_state(paper, PHASES[Stage(paper.stage)])


def _write_parties(paper: Paper, facts: PaperFacts) -> None:
    """Give every association its role; who led before stays among those asked."""
    present = {party.association_id: party for party in paper.parties.all()}
    wanted = {
        pk: PartyRole.ASKED if row.role == PartyRole.LEAD else PartyRole(row.role)
        for pk, row in present.items()
        if not _named_anew(row, facts)
    }
    wanted |= {one.pk: PartyRole.ASKED for one in facts.get("asked", ())}
    wanted |= {one.pk: PartyRole.CO_DRAFTER for one in facts.get("co_drafters", ())}
    wanted |= {paper.lead_id: PartyRole.LEAD}
    fit(removal_refusal(paper, set(present) - set(wanted)))
    paper.parties.exclude(association__in=wanted).delete()
    # There is one lead at a time: the former one steps back first.
    order = {one.pk: place for place, one in enumerate(associations_for(paper.activity.body))}
    for pk, role in sorted(wanted.items(), key=lambda pair: pair[1] == PartyRole.LEAD):
        party = present.get(pk) or Party(paper=paper, association_id=pk)
        party.role, party.order = role, order.get(pk, len(order))
        party.save()


def _named_anew(party: Party, facts: PaperFacts) -> bool:
    """Say whether the facts decide about everybody who has this party's role."""
    if party.role == PartyRole.LEAD:
        return False
    return ("asked" if party.role == PartyRole.ASKED else "co_drafters") in facts


def _write_actor(
    paper: Paper, role: ParticipationRole, was: Organisation | None, now: Organisation | None
) -> None:
    """Let the chronicle name who has this part, and no longer who had it."""
    parts = Participation.objects.filter(activity=paper.activity, role=role)
    if was is not None and was != now:
        parts.filter(organisation=was).delete()
    if now is not None and not parts.filter(organisation=now).exists():
        Participation.objects.create(
            activity=paper.activity,
            role=role,
            organisation=now,
            order=paper.activity.participations.count(),
        )
