"""Open a paper, change it, drop it, take it up again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from pghistory.models import Context
from tests.factories import make_account, make_body, make_organisation, make_programme
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_paper_kind,
    make_version,
    secretary,
    speaker,
)

from einklang.chronicle.enums import OccasionKind, ParticipationRole, Phase
from einklang.chronicle.models import Occasion
from einklang.chronicle.operations.activities import NewOccasion
from einklang.core import clock
from einklang.core.when import When
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Affiliation, Organisation
from einklang.papers.enums import AnswerKind, Pace, PartyRole, SignOffMode, SignOffState, Stage
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.models import Answer, Paper, SignOff, SignOffRound
from einklang.papers.operations.catalogue import refreshed
from einklang.papers.operations.opening import (
    PaperFacts,
    change_paper,
    drop_paper,
    open_paper,
    take_up_again,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


TITLE = "Stellungnahme zum „Gesetz für Nutzer*innen und Träger:innen“"


def later(days: int = 10) -> datetime:
    return clock.now() + timedelta(days=days)


def roles_of(paper: Paper) -> list[tuple[str, str]]:
    rows = paper.parties.select_related("association")
    return [(str(row.association), row.role) for row in rows]


def actors_of(paper: Paper) -> list[tuple[str, str]]:
    rows = paper.activity.participations.select_related("organisation")
    return [(row.role, str(row.organisation)) for row in rows]


def in_federation(body: Organisation, count: int = 3) -> list[Organisation]:
    """Make a federation of the committee; its members have agreed on the reverse order."""
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    members = [make_association(place + 1) for place in range(count)]
    for place, member in enumerate(members):
        Affiliation.objects.create(
            organisation=member,
            parent=federation,
            kind=AffiliationKind.MEMBER,
            order=count - place,
        )
    return members


def test_open_paper_writes_activity_parties_and_actors() -> None:
    body = make_body()
    lead, drafting, asked = in_federation(body)
    ministry = make_organisation(kind=OrganisationKind.MINISTRY, name="Ministerium")
    programme, kind = make_programme(), make_paper_kind()
    account = make_account(role=Role.MEMBER, body=body)
    deadline = datetime(2031, 3, 4, 23, 30, tzinfo=UTC)
    facts = PaperFacts(
        kind=kind,
        title=TITLE,
        title_en="Statement",
        programmes=[programme],
        new_occasion=NewOccasion("Referentenentwurf", OccasionKind.CONSULTATION),
        lead=lead,
        co_drafters=[drafting],
        asked=[asked],
        sender=ministry,
        reference="Z 1 – 4",
        received_at=clock.now(),
        deadline_at=deadline,
        is_first_of_topic=True,
    )

    paper = Paper.objects.get(pk=open_paper(body=body, facts=facts, by=account).pk)

    activity = paper.activity
    assert (activity.title, activity.title_en, activity.body) == (TITLE, "Statement", body)
    assert (activity.kind, activity.state.phase) == (kind.kind, Phase.WORKED_ON)
    # In Berlin the deadline lies after midnight.
    assert (activity.when, activity.year) == (
        When.day(date(2031, 3, 5)),
        2031,
    )
    assert list(activity.programmes.all()) == [programme]
    assert [str(one) for one in activity.occasions.all()] == ["Referentenentwurf"]
    assert actors_of(paper) == [
        (ParticipationRole.LEAD, str(lead)),
        (ParticipationRole.SOURCE, "Ministerium"),
    ]
    assert "ministerium" in activity.search_text
    assert roles_of(paper) == [
        (str(asked), PartyRole.ASKED),
        (str(drafting), PartyRole.CO_DRAFTER),
        (str(lead), PartyRole.LEAD),
    ]
    assert (paper.stage, paper.pace) == (Stage.DRAFTING, Pace.LONG)
    assert (paper.sender, paper.reference, paper.is_first_of_topic) == (ministry, "Z 1 – 4", True)
    acts = set(Context.objects.values_list("metadata__act", flat=True))
    assert {"chronicle.activity.recorded", "papers.paper.opened"} <= acts


def test_open_paper_without_deadline_has_no_day_and_no_plan() -> None:
    body, lead = make_body(), make_association()
    account = make_account(role=Role.SECRETARIAT, body=body)
    facts = PaperFacts(kind=make_paper_kind(), title="Papier", lead=lead, pace=Pace.FAST)

    paper = open_paper(body=body, facts=facts, by=account)

    assert not paper.activity.when.is_known
    assert paper.activity.year == clock.today().year
    assert paper.pace == Pace.FAST
    assert list(paper.plan_steps.all()) == []


def test_open_paper_is_refused_to_staff_and_strangers() -> None:
    body, lead = make_body(), make_association()
    facts = PaperFacts(kind=make_paper_kind(), title="Papier", lead=lead)
    staff = make_account(role=Role.ASSOCIATION_STAFF, body=body, organisation=lead)

    for account in (staff, make_account(role=Role.MEMBER), make_account(is_superuser=True)):
        with pytest.raises(RefusedError):
            open_paper(body=body, facts=facts, by=account)

    assert not Paper.objects.exists()


def test_open_paper_refuses_a_kind_of_another_committee_and_dates_that_do_not_fit() -> None:
    body, lead = make_body(), make_association()
    account = make_account(role=Role.SECRETARIAT, body=body)
    foreign = make_paper_kind()
    foreign.kind.body = make_body()
    foreign.kind.save()
    late = PaperFacts(
        kind=make_paper_kind(),
        title="Papier",
        lead=lead,
        received_at=later(2),
        deadline_at=later(1),
    )

    with pytest.raises(PaperError, match="another committee"):
        open_paper(
            body=body, facts=PaperFacts(kind=foreign, title="Papier", lead=lead), by=account
        )
    with pytest.raises(PaperError, match="later than the receipt"):
        open_paper(body=body, facts=late, by=account)
    assert not Paper.objects.exists()


def test_open_paper_without_states_is_refused_and_leaves_nothing() -> None:
    body, lead, kind = make_body(), make_association(), make_paper_kind()
    kind.kind.life_cycle.states.all().delete()
    account = make_account(role=Role.SECRETARIAT, body=body)

    with pytest.raises(PaperError, match="no states"):
        open_paper(body=body, facts=PaperFacts(kind=kind, title="P", lead=lead), by=account)

    assert not Paper.objects.exists()


def test_change_paper_follows_the_deadline_and_keeps_the_rest() -> None:
    paper = make_paper(deadline_at=datetime(2031, 3, 5, 10, tzinfo=UTC), reference="A")
    activity = paper.activity
    activity.when = When.day(date(2031, 3, 5))
    activity.save()
    facts = PaperFacts(deadline_at=datetime(2032, 1, 7, 10, tzinfo=UTC), title=TITLE)

    changed = change_paper(paper=paper, facts=facts, seen_at=paper.updated_at, by=secretary(paper))

    changed = Paper.objects.get(pk=changed.pk)
    assert (changed.activity.title, changed.reference) == (TITLE, "A")
    assert changed.activity.when == When.day(date(2032, 1, 7))
    assert changed.activity.year == 2032
    assert changed.activity.state == activity.state


def test_change_paper_leaves_a_day_alone_that_somebody_entered() -> None:
    paper = make_paper(deadline_at=later())
    facts = PaperFacts(deadline_at=later(20))

    changed = change_paper(paper=paper, facts=facts, seen_at=None, by=secretary(paper))

    assert changed.activity.when == When.parse("12.9.2024")


def test_change_paper_without_deadline_forgets_the_day() -> None:
    deadline = later()
    paper = make_paper(deadline_at=deadline)
    paper.activity.when = When.day(timezone.localtime(deadline).date())
    paper.activity.save()

    changed = change_paper(
        paper=paper, facts=PaperFacts(deadline_at=None), seen_at=None, by=secretary(paper)
    )

    assert not changed.activity.when.is_known


def test_change_paper_of_another_kind_keeps_the_phase() -> None:
    paper = make_paper()
    other = make_paper_kind()

    changed = change_paper(
        paper=paper, facts=PaperFacts(kind=other), seen_at=None, by=secretary(paper)
    )

    assert changed.activity.kind == other.kind
    assert changed.activity.state.phase == Phase.WORKED_ON
    assert changed.activity.state.life_cycle == other.kind.life_cycle


def test_change_paper_refuses_a_kind_without_states() -> None:
    paper, other = make_paper(), make_paper_kind()
    other.kind.life_cycle.states.all().delete()

    with pytest.raises(PaperError, match="no states"):
        change_paper(paper=paper, facts=PaperFacts(kind=other), seen_at=None, by=secretary(paper))


def test_change_paper_hands_the_lead_over_and_keeps_the_former_lead() -> None:
    paper = make_paper(associations=3)
    old, new, third = (party.association for party in paper.parties.all())
    account = secretary(paper)
    change_paper(paper=paper, facts=PaperFacts(lead=old), seen_at=None, by=account)

    change_paper(paper=paper, facts=PaperFacts(lead=new, asked=[third]), seen_at=None, by=account)

    changed = Paper.objects.get(pk=paper.pk)
    assert changed.lead == new
    assert sorted(roles_of(changed)) == sorted(
        [(str(old), PartyRole.ASKED), (str(new), PartyRole.LEAD), (str(third), PartyRole.ASKED)]
    )
    assert actors_of(changed) == [(ParticipationRole.LEAD, str(new))]


def test_change_paper_lead_team_changes_facts_but_not_the_lead() -> None:
    paper = make_paper()
    lead, other = (party.association for party in paper.parties.all())
    staff = speaker(paper, lead)

    changed = change_paper(
        paper=paper, facts=PaperFacts(reference="B", lead=lead), seen_at=None, by=staff
    )
    with pytest.raises(RefusedError):
        change_paper(paper=paper, facts=PaperFacts(lead=other), seen_at=None, by=staff)

    assert changed.reference == "B"
    assert Paper.objects.get(pk=paper.pk).lead == lead


def test_change_paper_says_when_somebody_was_faster() -> None:
    paper = make_paper()
    seen_at = paper.updated_at
    change_paper(
        paper=paper, facts=PaperFacts(reference="erste"), seen_at=seen_at, by=secretary(paper)
    )

    with pytest.raises(StaleError) as caught:
        change_paper(
            paper=paper, facts=PaperFacts(reference="zweite"), seen_at=seen_at, by=secretary(paper)
        )

    assert caught.value.current.reference == "erste"
    assert Paper.objects.get(pk=paper.pk).reference == "erste"


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.DROPPED])
def test_change_paper_leaves_what_is_over(stage: Stage) -> None:
    paper = make_paper(stage=stage)

    with pytest.raises(RefusedError):
        change_paper(
            paper=paper, facts=PaperFacts(reference="B"), seen_at=None, by=secretary(paper)
        )


def test_change_paper_refuses_wrong_dates_and_foreign_kinds() -> None:
    paper, foreign = make_paper(received_at=later(5)), make_paper_kind()
    foreign.kind.body = make_body()
    foreign.kind.save()
    wrong: list[dict[str, Any]] = [{"deadline_at": later(1)}, {"kind": foreign}]

    for facts in wrong:
        with pytest.raises(PaperError):
            change_paper(
                paper=paper,
                facts=PaperFacts(**facts),  # type: ignore[typeddict-item]  # named alike
                seen_at=None,
                by=secretary(paper),
            )


def test_change_parties_swaps_roles_and_lets_go() -> None:
    paper = make_paper(associations=4)
    lead, one, two, three = (party.association for party in paper.parties.all())

    change_paper(
        paper=paper,
        facts={"co_drafters": [one], "asked": [two]},
        seen_at=None,
        by=secretary(paper),
    )

    assert sorted(roles_of(paper)) == sorted(
        [
            (str(lead), PartyRole.LEAD),
            (str(one), PartyRole.CO_DRAFTER),
            (str(two), PartyRole.ASKED),
        ]
    )
    assert not paper.parties.filter(association=three).exists()


def test_change_parties_keeps_who_has_answered_signed_or_is_being_asked() -> None:
    paper = make_paper(associations=4)
    lead, answered, signed, asked = (party.association for party in paper.parties.all())
    circulation = make_circulation(make_version(paper), closed_at=clock.now())
    Answer.objects.create(
        consultation=circulation.consultations.get(association=answered),
        kind=AnswerKind.NIL,
        sent_at=clock.now(),
        sender_name="Kim Muster",
    )
    round_ = SignOffRound.objects.create(
        paper=paper, number=1, version=circulation.version, version_sha256="0" * 64,
        mode=SignOffMode.EXPLICIT, quorum=100, majority=100, untouched="all",
        deadline_at=later(), closed_at=clock.now(),
    )  # fmt: skip
    SignOff.objects.create(
        round=round_, association=signed, state=SignOffState.SIGNED, answered_at=clock.now()
    )
    account = secretary(paper)

    for leaving in (answered, signed):
        staying = [one for one in (answered, signed, asked) if one != leaving]
        with pytest.raises(PaperError, match=str(leaving)):
            change_paper(
                paper=paper, facts={"co_drafters": [], "asked": staying}, seen_at=None, by=account
            )
    change_paper(
        paper=paper,
        facts={"co_drafters": [], "asked": [answered, signed]},
        seen_at=None,
        by=account,
    )
    circulation.closed_at = None
    circulation.save()

    with pytest.raises(PaperError, match=str(signed)):
        change_paper(
            paper=paper, facts={"co_drafters": [], "asked": [answered]}, seen_at=None, by=account
        )
    assert sorted(roles_of(paper)) == sorted(
        [
            (str(lead), PartyRole.LEAD),
            (str(answered), PartyRole.ASKED),
            (str(signed), PartyRole.ASKED),
        ]
    )


def test_drop_paper_ends_what_is_open_and_can_be_taken_up() -> None:
    paper = make_paper()
    circulation = make_circulation(make_version(paper))
    account = secretary(paper)

    dropped = drop_paper(paper=paper, reason="Der Entwurf wurde zurückgezogen.", by=account)

    circulation.refresh_from_db()
    assert circulation.closed_at is not None
    assert (dropped.stage, dropped.drop_reason) == (
        Stage.DROPPED,
        "Der Entwurf wurde zurückgezogen.",
    )
    assert dropped.activity.state.phase == Phase.DROPPED
    with pytest.raises(RefusedError, match="dropped already"):
        drop_paper(paper=paper, reason="Noch einmal", by=account)

    again = take_up_again(paper=dropped, by=account)

    assert (again.stage, again.drop_reason) == (Stage.DRAFTING, "")
    assert again.activity.state.phase == Phase.WORKED_ON
    with pytest.raises(RefusedError, match="not dropped"):
        take_up_again(paper=again, by=account)


def test_drop_and_take_up_are_refused_to_those_who_are_asked() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    staff = speaker(paper, asked)

    with pytest.raises(RefusedError):
        drop_paper(paper=paper, reason="nein", by=staff)
    Paper.objects.filter(pk=paper.pk).update(stage=Stage.DROPPED)
    paper.refresh_from_db()
    with pytest.raises(RefusedError):
        take_up_again(paper=paper, by=staff)


def test_drop_leaves_what_is_published() -> None:
    paper = make_paper(stage=Stage.PUBLISHED)

    with pytest.raises(RefusedError, match="published"):
        drop_paper(paper=paper, reason="zu spät", by=secretary(paper))


def test_known_occasion_is_not_made_twice() -> None:
    body, lead = make_body(), make_association()
    known: Occasion = refreshed(Occasion, {"key": "k"}, {"label": "Konferenz", "kind": "other"})
    facts = PaperFacts(
        kind=make_paper_kind(), title="P", lead=lead, new_occasion=NewOccasion("konferenz")
    )

    paper = open_paper(body=body, facts=facts, by=make_account(role=Role.SECRETARIAT, body=body))

    assert list(paper.activity.occasions.all()) == [known]
