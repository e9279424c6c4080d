"""Whom a letter goes to, what stands around it, and what the chronicle says of both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.models import FollowUp, Participation
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit, clock
from einklang.federation.models import Account, Office, Organisation, Person
from einklang.papers.errors import PaperError
from einklang.papers.models import Addressee, LetterFrame, Paper, Reply
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.rules.letters import (
    Addressed,
    kind_refusal,
    salutation_for,
    write_refusal,
)

UP, DOWN = -1, 1


@dataclass(frozen=True)
class AddresseeFacts:
    """Whom a letter goes to; what is empty is proposed."""

    office: Office | None = None
    person: Person | None = None
    organisation: Organisation | None = None
    address: str = ""
    salutation: str = ""
    email: str = ""
    is_copy: bool = False
    address_as: str = ""
    """`frau` or `herr`, to propose the salutation."""


def add_addressee(*, paper: Paper, facts: AddresseeFacts, by: Account) -> Addressee:
    """Add somebody at the end; address and salutation are proposed where they are empty.

    :raises RefusedError: if the actor does not lead the paper.
    :raises PaperError: if nothing says whom it is for.
    """
    with transaction.atomic(), audit.acting(by, "papers.addressee.added"):
        current = writable(paper, by)
        row = Addressee(paper=current, order=Addressee.objects.filter(paper=current).count())
        write_facts(row, facts)
        row.save()
        align_participations(current)
        audit.record("papers.addressee.added", by=by, paper=current.pk, addressee=row.pk)
    return row


def change_addressee(*, addressee: Addressee, facts: AddresseeFacts, by: Account) -> Addressee:
    with transaction.atomic(), audit.acting(by, "papers.addressee.changed"):
        current = writable(addressee.paper, by)
        row = own_row(addressee)
        write_facts(row, facts)
        row.save()
        align_participations(current)
        audit.record("papers.addressee.changed", by=by, paper=current.pk, addressee=row.pk)
    return row


def remove_addressee(*, addressee: Addressee, by: Account) -> None:
    """Take somebody off the list.

    :raises PaperError: if a letter went out already: the log keeps it.
    """
    with transaction.atomic(), audit.acting(by, "papers.addressee.removed"):
        current = writable(addressee.paper, by)
        row = own_row(addressee)
        if row.dispatches.exists() or row.replies.exists():
            raise PaperError(_("Something went out to this addressee; the log keeps that."))
        audit.record("papers.addressee.removed", by=by, paper=current.pk, addressee=row.pk)
        row.delete()
        align_participations(current)


def move_addressee(*, addressee: Addressee, step: int, by: Account) -> None:
    """Let an addressee change places with the neighbour: -1 up, 1 down."""
    with transaction.atomic(), audit.acting(by, "papers.addressee.moved"):
        current = writable(addressee.paper, by)
        rows = list(Addressee.objects.select_for_update().filter(paper=current))
        same = [row for row in rows if row.is_copy == addressee.is_copy]
        here = next((at for at, row in enumerate(same) if row.pk == addressee.pk), None)
        if here is None:
            raise PaperError(_("This addressee has been removed meanwhile."))
        there = here + (UP if step < 0 else DOWN)
        if 0 <= there < len(same):
            same[here], same[there] = same[there], same[here]
        for order, row in enumerate(same):
            row.order = order
        Addressee.objects.bulk_update(same, ["order"])
        align_participations(current)


def set_frame(*, paper: Paper, facts: dict[str, Any], by: Account) -> LetterFrame:
    """Say what stands around the text of all copies; ``facts`` are fields of the frame."""
    with transaction.atomic(), audit.acting(by, "papers.letter_frame.set"):
        current = writable(paper, by)
        frame, _made = LetterFrame.objects.update_or_create(paper=current, defaults=facts)
        audit.record("papers.letter_frame.set", by=by, paper=current.pk)
    return frame


@dataclass(frozen=True)
class ReplyFacts:
    received_on: date
    summary: str
    follow_up: str = ""
    due_on: date | None = None


def record_reply(*, addressee: Addressee, facts: ReplyFacts, by: Account) -> Reply:
    """Write down what an addressee answered; what follows from it comes back on its day.

    :raises PaperError: if it says nothing, or was received tomorrow.
    """
    if not facts.summary.strip():
        raise PaperError(_("Please say in a few words what the reply says."))
    if facts.received_on > clock.today():
        raise PaperError(_("The day of the reply lies ahead."))
    with transaction.atomic(), audit.acting(by, "papers.reply.recorded"):
        current = writable(addressee.paper, by)
        row = own_row(addressee)
        follow_up = None
        if facts.follow_up.strip():
            follow_up = FollowUp.objects.create(
                activity=current.activity, text=facts.follow_up.strip()[:300], due_on=facts.due_on
            )
        reply = Reply.objects.create(
            addressee=row,
            received_on=facts.received_on,
            summary=facts.summary.strip(),
            follow_up=follow_up,
            entered_by=by,
        )
        audit.record("papers.reply.recorded", by=by, paper=current.pk, reply=reply.pk)
    return reply


def writable(paper: Paper, by: Account) -> Paper:
    """Lock the paper, and let those who lead it write its letters."""
    current = locked(paper)
    refuse(write_refusal(by, current))
    fit(kind_refusal(current))
    return current


def own_row(addressee: Addressee) -> Addressee:
    """Load the row anew.

    :raises PaperError: if it is gone.
    """
    rows = Addressee.objects.select_for_update(of=("self",))
    row = rows.filter(pk=addressee.pk).first()
    if row is None:
        raise PaperError(_("This addressee has been removed meanwhile."))
    return row


def write_facts(row: Addressee, facts: AddresseeFacts) -> None:
    row.office, row.person, row.organisation = facts.office, facts.person, facts.organisation
    row.address = facts.address.strip() or proposed_address(facts)
    if not row.address:
        raise PaperError(_("Please choose an office, a person or an organisation, or write an"
                           " address."))  # fmt: skip
    row.salutation = facts.salutation.strip() or salutation_of(facts)
    row.email = facts.email.strip() or (facts.person.email if facts.person else "")
    row.is_copy = facts.is_copy


def salutation_of(facts: AddresseeFacts) -> str:
    has_mandate = bool(facts.person and facts.person.mandates.current().exists())
    return salutation_for(Addressed(facts.office, facts.person, has_mandate, facts.address_as))


def proposed_address(facts: AddresseeFacts) -> str:
    """Put together what is known, as it stands on an envelope: house, office, person, town."""
    organisation = facts.organisation or (facts.office.organisation if facts.office else None)
    lines = [
        organisation.name if organisation else "",
        facts.office.name if facts.office else "",
        str(facts.person) if facts.person else "",
        organisation.seat if organisation else "",
    ]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def align_participations(paper: Paper) -> None:
    """Let the chronicle name the addressees, in their order; copies are no addressees.

    A bare address is entered by its first line. Whom somebody has entered in the chronicle by
    hand before the first addressee here is replaced by this list.
    """
    role = ParticipationRole.ADDRESSEE
    wanted = [actor_of(one) for one in Addressee.objects.filter(paper=paper, is_copy=False)]
    keys = list(dict.fromkeys(wanted))
    rows = {
        (row.organisation_id, row.office_id, row.person_id, row.name): row
        for row in Participation.objects.filter(activity=paper.activity, role=role)
    }
    for key, row in rows.items():
        if key not in keys:
            row.delete()
    for order, key in enumerate(keys):
        known = rows.get(key)
        if known is None:
            organisation, office, person, name = key
            Participation.objects.create(
                activity=paper.activity, role=role, order=order, organisation_id=organisation,
                office_id=office, person_id=person, name=name,
            )  # fmt: skip
        elif known.order != order:
            known.order = order
            known.save(update_fields=["order"])
    refresh_search([paper.pk])


def actor_of(addressee: Addressee) -> tuple[int | None, int | None, int | None, str]:
    """Return the one actor the chronicle names: the person, else the office, else the house."""
    if addressee.person_id:
        return None, None, addressee.person_id, ""
    if addressee.office_id:
        return None, addressee.office_id, None, ""
    if addressee.organisation_id:
        return addressee.organisation_id, None, None, ""
    return None, None, None, str(addressee)[:300]
