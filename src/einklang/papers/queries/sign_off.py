"""Sign-off: whose rules hold, how a round stands, who carries the paper and who dissents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind
from einklang.federation.models import Account, Affiliation, Organisation
from einklang.papers.enums import (
    CARRYING,
    NEEDS_TEXT,
    UNANSWERED,
    DissentForm,
    SignOffState,
    Stage,
)
from einklang.papers.models import Paper, Party, SignOff, SignOffRound, SignOffRules, Version
from einklang.papers.models.houses import OF_A_HOUSE, houses_of
from einklang.papers.queries.waiting import (
    LOADED,
    Waiting,
    led_by,
    own_associations,
    shown,
)
from einklang.papers.rules.papers import lead_refusal

NO_WORD = UNANSWERED | {SignOffState.LAPSED, SignOffState.WITHDRAWN}
"""Who is in one of these has given no word that stands."""
PERCENT = 100


def federations_of(body: Organisation) -> list[int]:
    """Return the ids of the federations the committee is part of today."""
    rows = Affiliation.objects.on(clock.today()).filter(
        organisation=body,
        kind__in=(AffiliationKind.PART, AffiliationKind.MEMBER),
        parent__kind=OrganisationKind.FEDERATION,
    )
    return list(rows.values_list("parent_id", flat=True))


def rules_for(paper: Paper) -> SignOffRules | None:
    """Return the paper's own rules, else the committee's, else the federation's."""
    body = paper.activity.body
    fitting = SignOffRules.objects.filter(
        Q(paper=paper) | Q(body=body) | Q(federation__in=federations_of(body))
    ).select_related("federation", "body", "paper__activity")
    ranked = sorted(fitting, key=lambda one: (one.paper_id is None, one.body_id is None, one.pk))
    return ranked[0] if ranked else None


@dataclass(frozen=True)
class Scope:
    """Something that can have rules of its own."""

    name: str
    """As the address has it: papier, ausschuss or foederation."""
    label: str
    key: dict[str, int]
    """The column that ties rules to it."""
    rules: SignOffRules | None


def scopes_of(paper: Paper) -> list[Scope]:
    """Return the paper, its committee and its federations, with the rules each has."""
    body = paper.activity.body
    federations = Organisation.objects.filter(pk__in=federations_of(body))
    known = [
        ("papier", _("this paper"), {"paper_id": paper.pk}),
        ("ausschuss", body.local_name, {"body_id": body.pk}),
        *(
            (f"foederation{number or ''}", one.local_name, {"federation_id": one.pk})
            for number, one in enumerate(federations)
        ),
    ]
    wanted = Q(paper=paper) | Q(body=body) | Q(federation__in=federations)
    rows = list(SignOffRules.objects.filter(wanted))
    return [Scope(name, label, key, _rules_with(rows, key)) for name, label, key in known]


def _rules_with(rows: list[SignOffRules], key: dict[str, int]) -> SignOffRules | None:
    (column, value), *_rest = key.items()
    return next((row for row in rows if getattr(row, column) == value), None)


@dataclass(frozen=True)
class Tally:
    """How a round stands at a moment."""

    asked: int
    answered: int
    carrying: int
    refused: int
    open_conditions: int
    quorum: int
    majority: int
    stops_at_refusal: bool

    @property
    def needed_answers(self) -> int:
        return -(-self.asked * self.quorum // PERCENT)

    @property
    def needed_carriers(self) -> int:
        return -(-self.asked * self.majority // PERCENT)

    @property
    def has_quorum(self) -> bool:
        return self.answered * PERCENT >= self.asked * self.quorum

    @property
    def has_majority(self) -> bool:
        return self.carrying * PERCENT >= self.asked * self.majority

    @property
    def is_stopped(self) -> bool:
        return self.stops_at_refusal and self.refused > 0

    @property
    def is_agreed(self) -> bool:
        return self.asked > 0 and self.has_quorum and self.has_majority and not self.is_stopped


def tally_of(
    sign_off_round: SignOffRound, sign_offs: Sequence[SignOff], moment: datetime
) -> Tally:
    """Count the words given; the rules are those kept with the round."""
    states = Counter(one.state_at(moment) for one in sign_offs)
    return Tally(
        asked=len(sign_offs),
        answered=sum(number for state, number in states.items() if state not in NO_WORD),
        carrying=sum(number for state, number in states.items() if state in CARRYING),
        refused=states[SignOffState.REFUSED],
        open_conditions=sum(
            one.state == SignOffState.CONDITION and one.fulfilled_at is None for one in sign_offs
        ),
        quorum=sign_off_round.quorum,
        majority=sign_off_round.majority,
        stops_at_refusal=sign_off_round.stops_at_refusal,
    )


def latest_round(paper: Paper) -> SignOffRound | None:
    return paper.sign_off_rounds.select_related("version", "replaces").first()


def rows_of(sign_off_round: SignOffRound) -> list[SignOff]:
    """Return the sign-offs of a round in the agreed order of the associations (two queries)."""
    parties = Party.objects.filter(paper=sign_off_round.paper_id)
    order = dict(parties.values_list("association_id", "order"))
    rows = sign_off_round.sign_offs.select_related("association", "carried_from__round")
    found = sorted(rows, key=lambda one: _in_order(one, order))
    for one in found:
        one.round = sign_off_round
    return found


def _in_order(sign_off: SignOff, order: dict[int, int]) -> tuple[int, str]:
    last = len(order) + 1
    return order.get(sign_off.association_id, last), sign_off.association.sort_key


def last_word_before(sign_off: SignOff) -> Version | None:
    """Return the version for which the association last gave its word, before this round."""
    rows = SignOff.objects.filter(
        association=sign_off.association_id,
        round__paper=sign_off.round.paper_id,
        round__number__lt=sign_off.round.number,
        answered_at__isnull=False,
    ).select_related("round__version")
    last = rows.order_by("-round__number").first()
    return last.round.version if last else None


def speakers_of(body: Organisation, association: Organisation) -> list[Account]:
    """Return the active accounts that speak officially for the association."""
    rows = Account.objects.filter(
        is_active=True,
        accesses__body=body,
        accesses__organisation=association,
        accesses__role__in=sorted(OF_A_HOUSE),
    )
    return list(rows.distinct().order_by("pk"))


@dataclass(frozen=True)
class Dissent:
    """What an association says against the text it signs, or against the paper."""

    association: Organisation
    state: SignOffState
    text: str
    passage: str
    paragraph: int | None
    """The citable number in the version signed; None: it concerns the whole paper."""
    form: DissentForm


@dataclass(frozen=True)
class Signatures:
    """Who stands below a paper, and who said what against it."""

    carrying: tuple[Organisation, ...]
    """In the agreed order; names and logos follow from it."""
    dissent: tuple[Dissent, ...]
    """Reservations, conditions that are not fulfilled, and refusals with their reason."""
    not_carrying: tuple[Organisation, ...]
    version_sha256: str
    is_agreed: bool
    """Whether quorum and majority hold as things are now."""


def signatures(paper: Paper) -> Signatures | None:
    """Return what the latest round says about who carries the paper; None before the first.

    The lead association carries its own paper: where it was not asked, it stands first in line
    by its place among the parties.
    """
    sign_off_round = latest_round(paper)
    if sign_off_round is None:
        return None
    sign_off_round.paper = paper
    now = clock.now()
    rows = rows_of(sign_off_round)
    carrying = [one.association for one in rows if one.state_at(now) in CARRYING]
    if paper.lead_id not in {one.association_id for one in rows}:
        parties = Party.objects.filter(paper=paper).values_list("association_id", "order")
        order = dict(parties)
        carrying.append(paper.lead)
        carrying.sort(key=lambda one: (order.get(one.pk, len(order) + 1), one.sort_key))
    return Signatures(
        carrying=tuple(carrying),
        dissent=tuple(_dissent(one) for one in rows if _dissents(one)),
        not_carrying=tuple(one.association for one in rows if one.state_at(now) not in CARRYING),
        version_sha256=sign_off_round.version_sha256,
        is_agreed=tally_of(sign_off_round, rows, now).is_agreed,
    )


def _dissents(sign_off: SignOff) -> bool:
    return sign_off.state in NEEDS_TEXT and sign_off.fulfilled_at is None


def _dissent(sign_off: SignOff) -> Dissent:
    return Dissent(
        sign_off.association,
        SignOffState(sign_off.state),
        sign_off.text,
        sign_off.passage,
        sign_off.paragraph,
        DissentForm(sign_off.form),
    )


@dataclass(frozen=True)
class Panel:
    """What the paper's page shows of its sign-off."""

    round: SignOffRound | None
    tally: Tally | None
    mine: tuple[SignOff, ...]
    """What the visitor's own houses are asked."""
    is_lead: bool
    can_start: bool
    can_carry_over: bool
    """Whether sign-offs of an earlier version could be carried over to the latest one."""
    newest: int = 0
    """The number of the latest version."""


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return what the paper's page shows of this step; None shows nothing."""
    is_lead = lead_refusal(user, paper) is None
    sign_off_round = latest_round(paper)
    if sign_off_round is None:
        can_start = is_lead and paper.stage == Stage.DRAFTING and paper.versions.exists()
        return (
            Panel(None, None, (), is_lead, can_start, can_carry_over=False) if can_start else None
        )
    sign_off_round.paper = paper
    rows = rows_of(sign_off_round)
    houses = {h.association_id for h in houses_of(user) if h.body_id == paper.activity.body_id}
    newest = paper.versions.values_list("number", flat=True).first() or 0
    is_newer = newest > sign_off_round.version.number
    stages = {Stage.DRAFTING, Stage.SIGNING, Stage.AGREED}
    return Panel(
        round=sign_off_round,
        tally=tally_of(sign_off_round, rows, clock.now()) if is_lead else None,
        mine=tuple(one for one in rows if one.association_id in houses),
        is_lead=is_lead,
        can_start=is_lead and paper.stage == Stage.DRAFTING,
        can_carry_over=is_lead and is_newer and paper.stage in stages,
        newest=newest,
    )


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return the sign-offs that wait for the account's word, and rounds it has to look after."""
    return [*_to_answer(user, body), *_to_close(user, body)]


def _to_answer(user: Account, body: Organisation) -> list[Waiting]:
    mine = own_associations(user, body)
    if not mine:
        return []
    silence_ends_at = Case(When(state=SignOffState.REQUESTED, then=F("due_at")))
    wanted_at = Coalesce(silence_ends_at, F("round__deadline_at"))
    rows = (
        SignOff.objects.filter(_unanswered_at(clock.now()), association__in=mine)
        .filter(round__paper__activity__body=body, round__closed_at=None)
        .select_related("association", "round__paper__activity")
        .only(
            "state",
            "due_at",
            "association__name",
            "association__name_en",
            "round__mode",
            "round__deadline_at",
            *shown("round__paper__"),
        )
        .order_by(wanted_at.asc(nulls_last=True), "round__paper")
    )
    return [_asked(one) for one in rows[:LOADED]]


def _unanswered_at(moment: datetime) -> Q:
    """Match sign-offs of an open round without a word, as `SignOff.state_at` says."""
    has_run_out = Q(state=SignOffState.REQUESTED, due_at__isnull=False, due_at__lte=moment)
    return Q(state__in=UNANSWERED) & ~has_run_out


def _asked(one: SignOff) -> Waiting:
    """Say what one association is asked; who has broken its silence consents to nothing."""
    what, detail = _("Say what keeps you from signing"), one.association.local_name
    ending = _("If you do nothing, your association does not sign.")
    due_at = one.round.deadline_at
    if one.state == SignOffState.REQUESTED:
        what, due_at = _("Answer the request for sign-off"), one.due_at or due_at
        if one.round.is_tacit:
            detail = _("%(association)s · silence counts as consent") % {"association": detail}
            ending = _("If you do nothing, your silence counts as consent once the time is over.")
    return Waiting(one.round.paper, what, one.get_absolute_url(), due_at, detail, ending)


def _to_close(user: Account, body: Organisation) -> list[Waiting]:
    """List open rounds of the account's papers that miss nothing but to be closed."""
    now = clock.now()
    # In one condition: joined by an "or", the database would read all sign-offs ever given.
    in_time = Q(round__deadline_at=None) | Q(round__deadline_at__gt=now)
    missing = SignOff.objects.filter(_unanswered_at(now), in_time, round=OuterRef("pk"))
    rounds = (
        SignOffRound.objects.filter(led_by(user, body, "paper__"), closed_at=None)
        .filter(~Exists(missing))
        .select_related("paper__activity")
        .only(*shown("paper__"))
        .order_by("paper")
    )
    what = _("Close the round of sign-off")
    return [Waiting(one.paper, what, one.get_absolute_url()) for one in rounds[:LOADED]]
