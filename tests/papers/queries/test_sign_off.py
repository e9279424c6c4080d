"""Whose rules hold, who carries the paper, and what waits for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_organisation
from tests.papers.factories import (
    make_branch,
    make_paper,
    make_rules,
    make_version,
    secretary,
    speaker,
)
from tests.papers.rounds import (
    DAY,
    MINUTE,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind
from einklang.federation.models import Account, Affiliation
from einklang.papers.enums import SignOffState
from einklang.papers.models import SignOffRound, SignOffRules
from einklang.papers.operations.sign_off import close_round
from einklang.papers.queries.sign_off import panel, rules_for, signatures, waiting

pytestmark = pytest.mark.django_db


def test_nearest_rules_hold() -> None:
    paper = make_paper()
    body = paper.activity.body
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    other = make_organisation(kind=OrganisationKind.FEDERATION)
    rates = {"quorum": 50, "majority": 50}
    SignOffRules.objects.create(federation=other, **rates)

    found = [rules_for(paper)]
    wide = SignOffRules.objects.create(federation=federation, **rates)
    found.append(rules_for(paper))
    middle = make_rules(body)
    found.append(rules_for(paper))
    own = SignOffRules.objects.create(paper=paper, **rates)
    found.append(rules_for(paper))

    assert found == [None, wide, middle, own]


def test_federation_that_the_committee_has_left_sets_no_rules() -> None:
    paper = make_paper()
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    Affiliation.objects.create(
        organisation=paper.activity.body, parent=federation, kind=AffiliationKind.PART,
        until=clock.today() - timedelta(days=1),
    )  # fmt: skip
    SignOffRules.objects.create(federation=federation, quorum=50, majority=50)

    assert rules_for(paper) is None


def test_signatures_follow_the_state() -> None:
    made = tacit_round(make_paper(associations=6), quorum=50, majority=50)
    states = ("signed", "condition", "reservation", "refused", "nil")
    for place, state in enumerate(states):
        put(of_association(made, place), SignOffState(state), passage="Nr. 3", paragraph=4)
    deliver(of_association(made, 5), due_at=clock.now() - MINUTE)
    names = [party.association for party in made.paper.parties.all()]

    found = signatures(made.paper)

    assert found is not None
    assert found.carrying == (names[0], names[1], names[2], names[5])
    assert found.not_carrying == (names[3], names[4])
    assert [(one.association, one.state, one.paragraph) for one in found.dissent] == [
        (names[1], "condition", 4), (names[2], "reservation", 4), (names[3], "refused", 4),
    ]  # fmt: skip
    assert (found.version_sha256, found.is_agreed) == (made.version_sha256, True)


def test_fulfilled_condition_is_no_dissent() -> None:
    made = start_round()
    put(of_association(made, 1), SignOffState.CONDITION, fulfilled_at=clock.now())

    found = signatures(made.paper)

    assert found is not None
    assert found.dissent == ()
    assert found.carrying == (of_association(made, 1).association,)


def test_lead_that_was_not_asked_stands_below_its_own_paper() -> None:
    paper = make_paper(associations=3)
    asked = tuple(party.association for party in paper.parties.all()[1:])
    made = start_round(paper, associations=asked)
    put(of_association(made, 2), SignOffState.SIGNED)

    found = signatures(paper)

    assert found is not None
    assert found.carrying == (paper.lead, asked[1])
    assert signatures(make_paper()) is None


def test_silent_consent_counts_without_a_job_and_never_without_proof() -> None:
    made = tacit_round()
    deliver(of_association(made, 1), due_at=clock.now() - MINUTE)

    found = signatures(made.paper)

    assert found is not None
    assert found.carrying == (of_association(made, 1).association,)


def test_panel_shows_each_what_is_theirs() -> None:
    paper = make_paper(associations=3)
    assert panel(secretary(paper), paper) is None
    make_version(paper)
    before = panel(secretary(paper), paper)
    made = start_round(paper)
    paper.refresh_from_db()
    mine = of_association(made, 1)

    lead, house = panel(secretary(paper), paper), panel(voice_of(mine), paper)

    assert before is not None
    assert before.can_start
    assert lead is not None
    assert (lead.is_lead, lead.mine, lead.can_start) == (True, (), False)
    assert house is not None
    assert (house.is_lead, house.tally, house.mine) == (False, None, (mine,))
    make_version(paper)
    newer = panel(secretary(paper), paper)
    assert newer is not None
    assert (newer.can_carry_over, newer.newest) == (True, 2)


def whats(user: Account, made: SignOffRound) -> list[tuple[str, bool]]:
    body = made.paper.activity.body
    return [(one.url, one.due_at is not None) for one in waiting(user, body)]


def test_sign_off_waits_for_those_who_speak_for_the_association() -> None:
    made = tacit_round()
    mine = of_association(made, 1)
    voice, url = voice_of(mine), mine.get_absolute_url()
    branch = speaker(made.paper, make_branch(mine.association))

    assert whats(voice, made) == [(url, False)]
    assert whats(branch, made) == []
    deliver(mine, due_at=clock.now() + DAY)
    assert whats(voice, made) == [(url, True)]
    deliver(mine, due_at=clock.now() - MINUTE)
    assert whats(voice, made) == []


def test_round_waits_for_the_lead_when_nobody_is_left_to_answer() -> None:
    made = start_round()
    by = secretary(made.paper)
    assert whats(by, made) == []
    for place in range(3):
        put(of_association(made, place), SignOffState.SIGNED)

    assert whats(by, made) == [(made.get_absolute_url(), False)]
    close_round(sign_off_round=made, is_agreed=True, by=by)
    assert whats(by, made) == []


def test_waiting_asks_a_fixed_number_of_questions() -> None:
    first = start_round()
    body = first.paper.activity.body
    by = secretary(first.paper)
    counts = []
    for _ in range(2):
        fresh = Account.objects.get(pk=by.pk)
        with CaptureQueriesContext(connection) as asked:
            waiting(fresh, body)
        counts.append(len(asked))
        SignOffRules.objects.all().delete()
        for _more in range(2):
            paper = make_paper(associations=3, body=body)
            start_round(paper)
            SignOffRules.objects.all().delete()

    assert counts[0] == counts[1]
