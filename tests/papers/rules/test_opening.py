"""Every refusal is a sentence, and each has its reason."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from tests.factories import make_account, make_body
from tests.papers.factories import make_paper, make_paper_kind, secretary, speaker

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.rules import Visitor
from einklang.papers.enums import PartyRole, Stage
from einklang.papers.rules import opening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_kind_belongs_to_everybody_or_to_its_committee() -> None:
    body, kind = make_body(), make_paper_kind()

    assert opening.kind_refusal(body, kind) is None
    kind.kind.body = body
    assert opening.kind_refusal(body, kind) is None
    kind.kind.body = make_body()
    assert opening.kind_refusal(body, kind) == "This kind of paper belongs to another committee."


@pytest.mark.parametrize(
    ("stage", "change", "version"),
    [
        (Stage.DRAFTING, None, None),
        (Stage.CIRCULATING, None, "The associations are answering"),
        (Stage.CONSOLIDATING, None, "The associations are answering"),
        (Stage.SIGNING, None, None),
        (Stage.AGREED, None, None),
        (Stage.PUBLISHED, "The paper is published", "The paper is published"),
        (Stage.DROPPED, "The paper was dropped", "The paper was dropped"),
    ],
)
def test_stage_says_what_may_still_change(
    stage: Stage, change: str | None, version: str | None
) -> None:
    paper = make_paper(stage=stage)
    account = secretary(paper)

    for refusal, said in (
        (opening.change_refusal(account, paper), change),
        (opening.call_refusal(account, paper), change),
        (opening.version_refusal(account, paper), version),
    ):
        assert (refusal is None) if said is None else str(refusal).startswith(said)


def test_only_lead_and_steering_change_and_only_steering_hands_over() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED).association
    member = make_account(role=Role.MEMBER, body=paper.activity.body)
    people: dict[str, Visitor] = {
        "secretary": secretary(paper),
        "lead": speaker(paper, paper.lead),
        "asked": speaker(paper, asked),
        "member": member,
        "operator": make_account(is_superuser=True),
        "nobody": AnonymousUser(),
    }

    changing = {name for name, one in people.items() if not opening.change_refusal(one, paper)}
    handing = {name for name, one in people.items() if not opening.hand_over_refusal(one, paper)}
    reading = {
        name for name, one in people.items() if not opening.draft_reading_refusal(one, paper)
    }

    assert changing == {"secretary", "lead"}
    assert handing == {"secretary"}
    assert reading == {"secretary", "lead"}


def test_co_drafters_read_drafts_officially_and_do_not_write() -> None:
    paper = make_paper()
    along = paper.parties.get(role=PartyRole.ASKED)
    along.role = PartyRole.CO_DRAFTER
    along.save()
    account = speaker(paper, along.association)

    assert opening.draft_reading_refusal(account, paper) is None
    assert opening.version_refusal(account, paper) is not None


def test_plan_needs_a_deadline_and_dropping_needs_something_open() -> None:
    paper = make_paper()
    account = secretary(paper)

    assert opening.plan_refusal(account, paper) == (
        "Without a deadline there is nothing to plan from."
    )
    paper.deadline_at = clock.now()
    assert opening.plan_refusal(account, paper) is None
    assert opening.drop_refusal(account, paper) is None
    assert opening.take_up_refusal(account, paper) == "The paper is not dropped."
    paper.stage = Stage.DROPPED
    assert opening.drop_refusal(account, paper) == "The paper is dropped already."
    assert opening.take_up_refusal(account, paper) is None


def test_nobody_leaving_is_refused_nothing() -> None:
    paper = make_paper()
    asked = paper.parties.get(role=PartyRole.ASKED)

    assert opening.removal_refusal(paper, []) is None
    assert opening.removal_refusal(paper, [asked.association_id]) is None
