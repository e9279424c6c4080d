"""Who was asked, who has answered, whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.core import clock
from einklang.federation.models import Access, Account, Organisation
from einklang.papers.enums import Stage
from einklang.papers.models import Answer, Circulation, Consultation, Paper
from einklang.papers.models.circulation import ConsultationQuerySet
from einklang.papers.models.houses import OF_A_HOUSE
from einklang.papers.queries.waiting import (
    LOADED,
    Waiting,
    count_of,
    led_by,
    own_associations,
    shown,
)
from einklang.papers.rules.circulation import is_of_house, is_speaker
from einklang.papers.rules.papers import lead_refusal, stage_refusal


@dataclass(frozen=True)
class AskedRow:
    consultation: Consultation
    answer: Answer | None
    """The one that counts."""
    contacts: int
    """How many accounts speak for the association: without any nobody gets a mail."""


@dataclass(frozen=True)
class MyRoom:
    consultation: Consultation
    answer: Answer | None
    is_speaker: bool


@dataclass(frozen=True)
class CirculationPanel:
    circulation: Circulation | None
    asked: int
    """Associations that owe an answer or have given one."""
    answered: int
    rows: tuple[AskedRow, ...]
    """For lead and steering only."""
    rooms: tuple[MyRoom, ...]
    may_lead: bool
    may_open: bool

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def shows_count(self) -> bool:
        """Before the closing only the lead sees how many have answered: of two it says who."""
        return self.may_lead or (self.circulation is not None and not self.circulation.is_open)


@dataclass(frozen=True)
class Owing:
    """An account that still has to see to an answer of its association."""

    account: Account
    consultation: Consultation


def panel(user: Account, paper: Paper) -> CirculationPanel | None:
    """Return what the paper's page shows of the latest circulation."""
    may_lead = lead_refusal(user, paper) is None
    circulation = paper.circulations.select_related("version", "opened_by").first()
    may_open = may_lead and not stage_refusal(paper, Stage.CIRCULATING)
    may_open = may_open and paper.versions.exists()
    if circulation is None:
        if not may_open:
            return None
        return CirculationPanel(None, 0, 0, (), (), may_lead=True, may_open=True)
    circulation.paper = paper
    rows = asked_rows(circulation)
    owed = [row for row in rows if row.consultation.owes_answer or row.answer]
    return CirculationPanel(
        circulation=circulation,
        asked=len(owed),
        answered=sum(row.answer is not None for row in owed),
        rows=rows if may_lead else (),
        rooms=tuple(
            MyRoom(row.consultation, row.answer, is_speaker(user, row.consultation))
            for row in rows
            if is_of_house(user, row.consultation)
        ),
        may_lead=may_lead,
        may_open=may_open and not circulation.is_open,
    )


def asked_rows(circulation: Circulation) -> tuple[AskedRow, ...]:
    """Return everybody who was asked, with the answer that counts (three queries)."""
    consultations = list(with_answers(circulation.consultations.all()))
    body = circulation.paper.activity.body_id
    contacts = dict(
        Access.objects.filter(body=body, role__in=OF_A_HOUSE, account__is_active=True)
        .filter(organisation__in=[one.association_id for one in consultations])
        .values_list("organisation")
        .annotate(number=Count("pk"))
        .values_list("organisation", "number")
    )
    found = []
    for one in consultations:
        one.circulation = circulation
        found.append(AskedRow(one, standing(one), contacts.get(one.association_id, 0)))
    return tuple(found)


def with_answers(rows: ConsultationQuerySet) -> ConsultationQuerySet:
    """Load the answers that count along with the consultations."""
    answers = Answer.objects.filter(withdrawn_at=None).select_related("sent_by")
    return rows.select_related("association").prefetch_related(
        Prefetch("answers", queryset=answers, to_attr="standing_answers")
    )


def standing(consultation: Consultation) -> Answer | None:
    """Return the answer that counts of a consultation loaded by ``with_answers``."""
    answers: list[Answer] = consultation.standing_answers  # type: ignore[attr-defined]  # loaded along
    for answer in answers:
        answer.consultation = consultation
    return answers[0] if answers else None


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return the answers the account owes, and the circulations it has to close."""
    return [*_answers_due(user, body), *_closings_due(user, body)]


def owing(rows: ConsultationQuerySet | None = None) -> list[Owing]:
    """Return who still owes an answer: every account that may give it (two queries).

    Who has answered, or was only informed, is never among them.
    """
    wanted = (Consultation.objects.all() if rows is None else rows).waiting()
    consultations = list(
        wanted.select_related("association", "circulation__paper__activity__body")
    )
    speakers: dict[tuple[int, int], list[Account]] = {}
    accesses = Access.objects.filter(
        role__in=OF_A_HOUSE,
        account__is_active=True,
        organisation__in=[one.association_id for one in consultations],
    ).select_related("account")
    for access in accesses.order_by("account__email"):
        key = (access.body_id, access.organisation_id or 0)
        speakers.setdefault(key, []).append(access.account)
    return [
        Owing(account, one)
        for one in consultations
        for account in speakers.get(_house_of(one), ())
    ]


def speakers_of(consultation: Consultation) -> Sequence[Account]:
    """Return the accounts that may answer for the association asked."""
    body, association = _house_of(consultation)
    return list(
        Account.objects.filter(
            is_active=True,
            accesses__body=body,
            accesses__organisation=association,
            accesses__role__in=OF_A_HOUSE,
        )
        .distinct()
        .order_by("email")
    )


def _house_of(consultation: Consultation) -> tuple[int, int]:
    return consultation.circulation.paper.activity.body_id, consultation.association_id


def _answers_due(user: Account, body: Organisation) -> list[Waiting]:
    mine = own_associations(user, body)
    if not mine:
        return []
    rows = (
        Consultation.objects.waiting()
        .filter(association__in=mine, circulation__paper__activity__body=body)
        .select_related("association", "circulation__paper__activity")
        .only(
            "deadline_at",
            "association__name",
            "association__short_name",
            *shown("circulation__paper__"),
        )
        .order_by("deadline_at", "circulation__paper")
    )
    ending = _(
        "If you do nothing, your association is recorded as not having answered;"
        " that is no consent."
    )
    return [
        Waiting(
            one.circulation.paper,
            _("Send the answer of %s") % one.association,
            one.get_absolute_url(),
            one.deadline_at,
            if_nothing=ending,
        )
        for one in rows[:LOADED]
    ]


def _closings_due(user: Account, body: Organisation) -> list[Waiting]:
    of_circulation = Consultation.objects.filter(circulation=OuterRef("pk")).order_by()
    waits = of_circulation.unanswered()
    rows = (
        Circulation.objects.filter(led_by(user, body, "paper__"), closed_at=None)
        .filter(Exists(of_circulation), ~Exists(waits.filter(deadline_at__gt=clock.now())))
        .annotate(
            latest=Subquery(of_circulation.order_by("-deadline_at").values("deadline_at")[:1])
        )
        .annotate(missing=count_of(waits, "circulation"))
        .select_related("paper__activity")
        .only(*shown("paper__"))
        .order_by("latest", "paper")
    )
    ending = _("If you do nothing, the answers are not put together.")
    return [
        Waiting(
            one.paper,
            _("Close the circulation"),
            one.get_absolute_url(),
            one.latest,
            _missing(one.missing or 0),
            ending,
        )
        for one in rows[:LOADED]
    ]


def _missing(number: int) -> str:
    if not number:
        return _("All have answered.")
    return ngettext(
        "%(number)s association has not answered.",
        "%(number)s associations have not answered.",
        number,
    ) % {"number": number}
