import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.papers.consolidation_setting import answered_setting
from tests.papers.factories import make_branch, secretary, speaker

from einklang.core import clock
from einklang.papers.enums import JobState
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.models import Consolidation, Proposal
from einklang.papers.operations.decisions import (
    NewDecision,
    assign,
    decide,
    decide_many,
    reopen_decision,
    reopen_many,
)
from einklang.papers.queries.proposals import Selection

ACCEPT = NewDecision("accept")
REJECT = NewDecision("reject", "Das steht schon in Abschnitt 2.")


def verdicts(row: Consolidation) -> list[str]:
    return list(row.proposals.values_list("verdict", flat=True))


@pytest.mark.django_db
def test_decision_is_kept_with_who_and_when() -> None:
    setting = answered_setting()
    row = setting.put_together()
    by = speaker(setting.paper, setting.paper.lead)

    decided = decide(
        proposal=row.proposals.get(change="c1"), decision=REJECT, seen_revision=0, by=by
    )

    decided.refresh_from_db()
    assert (decided.verdict, decided.reason) == ("reject", "Das steht schon in Abschnitt 2.")
    assert (decided.decided_by, decided.revision) == (by, 1)
    assert decided.decided_at is not None
    assert verdicts(row) == ["reject", "", "", ""]


@pytest.mark.django_db
def test_own_words_replace_and_go_with_another_verdict() -> None:
    setting = answered_setting()
    proposal = setting.put_together().proposals.get(change="c1")
    by = secretary(setting.paper)

    replaced = decide(
        proposal=proposal,
        decision=NewDecision("replace", "", " nachdrücklich\r\nund gern "),
        seen_revision=0,
        by=by,
    )
    assert replaced.own_text == "nachdrücklich\nund gern"

    accepted = decide(
        proposal=proposal,
        decision=NewDecision("accept", "", "vergessen"),
        seen_revision=1,
        by=by,
    )
    assert (accepted.verdict, accepted.own_text, accepted.revision) == ("accept", "", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        (NewDecision("reject", "  "), "insert"),
        (NewDecision("replace", "", " \n "), "insert"),
        (NewDecision("replace", "", "Worte"), "format"),
        (NewDecision("replace", "", "Worte"), "table"),
        (NewDecision("perhaps"), "insert"),
    ],
)
def test_decision_that_lacks_something_is_refused(decision: NewDecision, kind: str) -> None:
    setting = answered_setting()
    row = setting.put_together()
    Proposal.objects.filter(change="c1").update(kind=kind)

    with pytest.raises(PaperError):
        decide(
            proposal=row.proposals.get(change="c1"),
            decision=decision,
            seen_revision=0,
            by=secretary(setting.paper),
        )

    assert verdicts(row) == ["", "", "", ""]


@pytest.mark.django_db
def test_decisions_are_for_the_lead() -> None:
    setting = answered_setting()
    row = setting.put_together()
    branch = make_branch(setting.paper.lead)
    proposal = row.proposals.get(change="c1")

    for by in (speaker(setting.paper, setting.asked[0]), speaker(setting.paper, branch)):
        with pytest.raises(RefusedError):
            decide(proposal=proposal, decision=ACCEPT, seen_revision=0, by=by)
        with pytest.raises(RefusedError):
            reopen_decision(proposal=proposal, seen_revision=0, by=by)
        with pytest.raises(RefusedError):
            decide_many(consolidation=row, selection=Selection(), decision=ACCEPT, by=by)
        with pytest.raises(RefusedError):
            reopen_many(consolidation=row, decided_at=clock.now(), by=by)
        with pytest.raises(RefusedError):
            assign(proposals=[proposal], to=None, by=by)

    assert verdicts(row) == ["", "", "", ""]


@pytest.mark.django_db
def test_nothing_is_decided_before_the_job_is_done() -> None:
    setting = answered_setting()
    row = setting.put_together()
    Consolidation.objects.filter(pk=row.pk).update(state=JobState.RUNNING)

    with pytest.raises(RefusedError):
        decide(
            proposal=row.proposals.get(change="c1"),
            decision=ACCEPT,
            seen_revision=0,
            by=secretary(setting.paper),
        )

    assert verdicts(row) == ["", "", "", ""]


@pytest.mark.django_db
def test_who_decides_on_an_old_page_learns_what_holds_now() -> None:
    setting = answered_setting()
    proposal = setting.put_together().proposals.get(change="c1")
    first, second = secretary(setting.paper), speaker(setting.paper, setting.paper.lead)
    decide(proposal=proposal, decision=REJECT, seen_revision=0, by=first)

    with pytest.raises(StaleError) as caught:
        decide(proposal=proposal, decision=ACCEPT, seen_revision=0, by=second)
    with pytest.raises(StaleError):
        reopen_decision(proposal=proposal, seen_revision=0, by=second)

    current = caught.value.current
    assert (current.verdict, current.decided_by, current.revision) == ("reject", first, 1)


@pytest.mark.django_db
def test_decision_can_be_taken_back() -> None:
    setting = answered_setting()
    proposal = setting.put_together().proposals.get(change="c1")
    by = secretary(setting.paper)
    decide(proposal=proposal, decision=REJECT, seen_revision=0, by=by)

    opened = reopen_decision(proposal=proposal, seen_revision=1, by=by)

    opened.refresh_from_db()
    assert (opened.verdict, opened.reason, opened.decided_by) == ("", "", None)
    assert (opened.decided_at, opened.revision) == (None, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", ["accept"] * 4),
        ("editorial", ["", "", "", "accept"]),
        ("calm-editorial", ["", "", "", "accept"]),
        ("calm", ["accept", "", "", "accept"]),
        ("conflicts", ["", "accept", "accept", ""]),
    ],
)
def test_many_are_decided_by_their_selection(show: str, expected: list[str]) -> None:
    setting = answered_setting()
    row = setting.put_together()

    number, _moment = decide_many(
        consolidation=row,
        selection=Selection(show),  # type: ignore[arg-type]  # parametrised
        decision=ACCEPT,
        by=secretary(setting.paper),
    )

    assert number == expected.count("accept")
    assert verdicts(row) == expected


@pytest.mark.django_db
def test_many_leave_decisions_of_others_and_can_be_undone() -> None:
    setting = answered_setting()
    row = setting.put_together()
    other, by = secretary(setting.paper), speaker(setting.paper, setting.paper.lead)
    decide(proposal=row.proposals.get(change="c2"), decision=REJECT, seen_revision=0, by=other)

    number, moment = decide_many(consolidation=row, selection=Selection(), decision=ACCEPT, by=by)
    assert (number, verdicts(row)) == (3, ["accept", "reject", "accept", "accept"])
    decide(proposal=row.proposals.get(change="c4"), decision=REJECT, seen_revision=1, by=other)

    assert reopen_many(consolidation=row, decided_at=moment, by=other) == 0
    assert reopen_many(consolidation=row, decided_at=moment, by=by) == 2
    assert verdicts(row) == ["", "reject", "", "reject"]
    assert list(row.proposals.values_list("revision", flat=True)) == [2, 1, 2, 2]


@pytest.mark.django_db
def test_many_need_a_reason_and_no_own_words() -> None:
    setting = answered_setting()
    row = setting.put_together()
    by = secretary(setting.paper)

    for decision in (NewDecision("reject"), NewDecision("replace", "", "x"), NewDecision("")):
        with pytest.raises(PaperError):
            decide_many(consolidation=row, selection=Selection(), decision=decision, by=by)

    assert verdicts(row) == ["", "", "", ""]


@pytest.mark.django_db
def test_proposals_are_assigned_to_those_who_may_decide() -> None:
    setting = answered_setting()
    row = setting.put_together()
    by, mate = secretary(setting.paper), speaker(setting.paper, setting.paper.lead)
    stranger = speaker(setting.paper, setting.asked[0])
    proposals = list(row.proposals.all()[:2])

    assign(proposals=proposals, to=mate, by=by)
    with pytest.raises(PaperError):
        assign(proposals=proposals, to=stranger, by=by)
    assign(proposals=[], to=mate, by=by)

    assert list(row.proposals.values_list("assigned_to", flat=True)) == [
        mate.pk,
        mate.pk,
        None,
        None,
    ]
    number, _moment = decide_many(
        consolidation=row, selection=Selection("left"), decision=ACCEPT, by=by
    )
    assert (number, verdicts(row)) == (2, ["", "", "accept", "accept"])


def in_parallel(*acts: Callable[[], object]) -> list[object]:
    """Run acts at once, each on a connection of its own; return results or errors."""
    found: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait()
            found[place] = act()
        except PaperError as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_do_not_overwrite_each_other() -> None:
    setting = answered_setting()
    row = setting.put_together()
    one, two = secretary(setting.paper), speaker(setting.paper, setting.paper.lead)
    proposal = row.proposals.get(change="c1")

    found = in_parallel(
        lambda: decide(proposal=proposal, decision=ACCEPT, seen_revision=0, by=one),
        lambda: decide(proposal=proposal, decision=REJECT, seen_revision=0, by=two),
    )

    lost = [each for each in found if isinstance(each, StaleError)]
    kept = [each for each in found if isinstance(each, Proposal)]
    proposal.refresh_from_db()
    assert (len(lost), len(kept)) == (1, 1)
    assert (proposal.verdict, proposal.revision) == (kept[0].verdict, 1)
    assert lost[0].current.verdict == kept[0].verdict


@pytest.mark.django_db(transaction=True)
def test_many_and_one_at_once_count_every_proposal_once() -> None:
    setting = answered_setting()
    row = setting.put_together()
    one, two = secretary(setting.paper), speaker(setting.paper, setting.paper.lead)
    proposal = row.proposals.get(change="c4")

    found = in_parallel(
        lambda: decide(proposal=proposal, decision=REJECT, seen_revision=0, by=one),
        lambda: decide_many(consolidation=row, selection=Selection(), decision=ACCEPT, by=two)[0],
    )

    proposal.refresh_from_db()
    if isinstance(found[0], Proposal):
        assert (found[1], proposal.verdict) == (3, "reject")
    else:
        assert isinstance(found[0], StaleError)
        assert (found[1], proposal.verdict) == (4, "accept")
    assert proposal.revision == 1


@pytest.mark.django_db
def test_database_holds_what_a_decision_needs() -> None:
    setting = answered_setting()
    row = setting.put_together()
    proposals = Proposal.objects.filter(consolidation=row)
    now = clock.now() - timedelta(minutes=1)

    for fields in (
        {"verdict": "reject", "decided_at": now},
        {"verdict": "replace", "decided_at": now},
        {"verdict": "accept"},
    ):
        with pytest.raises(IntegrityError, match="papers_"), transaction.atomic():
            proposals.update(**fields)

    assert verdicts(row) == ["", "", "", ""]
