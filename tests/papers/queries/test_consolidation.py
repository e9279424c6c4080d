import pytest
from pytest_django import DjangoAssertNumQueries
from tests.papers.consolidation_setting import Setting, answered_setting
from tests.papers.factories import make_association, make_branch, secretary, speaker

from einklang.federation.models import Account
from einklang.papers.enums import JobState, Stage
from einklang.papers.models import Consolidation, Paper
from einklang.papers.operations.adoption import adopt
from einklang.papers.operations.decisions import NewDecision, decide_many
from einklang.papers.queries.association_names import unmistakable
from einklang.papers.queries.consolidation import Progress, panel, waiting
from einklang.papers.queries.people import deciders_of
from einklang.papers.queries.proposals import Selection, selection_from

pytestmark = pytest.mark.django_db


def todo(user: Account, setting: Setting) -> list[tuple[int, str]]:
    found = waiting(user, setting.paper.activity.body)
    return [(one.paper.pk, one.url) for one in found]


def accept_all(row: Consolidation, by: Account) -> None:
    accept = NewDecision("accept")
    decide_many(consolidation=row, selection=Selection(), decision=accept, by=by)


def test_decisions_wait_for_who_leads_until_nothing_is_left() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead, mate = speaker(setting.paper, setting.paper.lead), secretary(setting.paper)
    address = row.get_absolute_url()

    assert todo(lead, setting) == [(setting.paper.pk, f"{address}?zeige=left")]
    assert todo(speaker(setting.paper, setting.asked[0]), setting) == []

    row.proposals.update(assigned_to=mate)
    assert todo(lead, setting) == []
    assert todo(mate, setting) == [(setting.paper.pk, f"{address}?zeige=left")]

    accept_all(row, mate)
    assert todo(lead, setting) == [(setting.paper.pk, address)]

    adopt(consolidation=row, note="", by=mate)
    assert todo(lead, setting) == []


def test_failure_waits_for_who_leads() -> None:
    setting = answered_setting()
    setting.order()
    lead = speaker(setting.paper, setting.paper.lead)
    assert todo(lead, setting) == []

    Consolidation.objects.update(state=JobState.FAILED, error="Verband B: damaged")

    (found,) = waiting(lead, setting.paper.activity.body)
    assert (found.url, found.detail) == (setting.paper.get_absolute_url(), "Verband B: damaged")


def test_dropped_papers_wait_for_nobody() -> None:
    setting = answered_setting()
    setting.put_together()
    Paper.objects.filter(pk=setting.paper.pk).update(stage=Stage.DROPPED)

    assert todo(secretary(setting.paper), setting) == []


def test_queries_for_what_waits_do_not_grow_with_the_papers(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    setting = answered_setting()
    row = setting.put_together()
    body = setting.paper.activity.body
    lead = secretary(setting.paper)
    for number in (1, 3):
        user = Account.objects.get(pk=lead.pk)
        with django_assert_num_queries(3):
            assert len(waiting(user, body)) == number
        if number == 1:
            for other in (answered_setting(), answered_setting()):
                other.put_together()
                other.paper.activity.body = body
                other.paper.activity.save()
    assert row.state == JobState.DONE


def test_panel_shows_nothing_before_and_an_order_on_its_way() -> None:
    setting = answered_setting()
    lead = speaker(setting.paper, setting.paper.lead)

    assert panel(lead, setting.paper) is None
    setting.paper.stage = Stage.CONSOLIDATING
    found = panel(lead, setting.paper)

    assert found is not None
    assert (found.consolidation, found.progress) == (None, Progress())


def test_panel_counts_and_says_who_may_decide() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead = speaker(setting.paper, setting.paper.lead)
    asked = speaker(setting.paper, setting.asked[0])
    row.proposals.filter(change="c1").update(assigned_to=asked)

    mine, theirs = panel(lead, setting.paper), panel(asked, setting.paper)

    assert mine is not None
    assert theirs is not None
    assert mine.consolidation == row
    assert mine.progress == Progress(4, 0, 3, 2, {"accept": 0, "reject": 0, "replace": 0})
    assert (mine.can_decide, theirs.can_decide) == (True, False)
    assert (mine.earlier, mine.has_rejected) == ((), False)
    stranger = speaker(setting.paper, make_association())
    assert panel(stranger, setting.paper) is None


def test_panel_remembers_what_was_rejected() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead = secretary(setting.paper)
    reject = NewDecision("reject", "Zu viel.")
    decide_many(consolidation=row, selection=Selection(), decision=reject, by=lead)
    adopt(consolidation=row, note="", by=lead)

    found = panel(lead, setting.paper)

    assert found is not None
    assert found.has_rejected
    assert found.progress.is_complete
    assert not found.can_decide


def test_deciders_are_of_the_lead_association_and_the_secretariat() -> None:
    setting = answered_setting()
    lead = speaker(setting.paper, setting.paper.lead, name="A")
    office = secretary(setting.paper, name="B")
    secretary(setting.paper, name="C", is_active=False)
    speaker(setting.paper, setting.asked[0], name="D")
    speaker(setting.paper, make_branch(setting.paper.lead), name="E")

    assert list(deciders_of(setting.paper)) == [lead, office]


def test_names_are_never_the_same() -> None:
    one = make_association(name="Verband Nord", short_name="VN")
    two = make_association(name="Verband Nord", short_name="V")
    three = make_association(name="Verband Nord", short_name="V")

    assert unmistakable([three, one, two]) == {
        one.pk: "VN",
        two.pk: "Verband Nord",
        three.pk: "Verband Nord (2)",
    }


@pytest.mark.parametrize(
    ("values", "query"),
    [
        (
            {"zeige": "left", "verband": "7", "entscheidung": "open"},
            "zeige=left&verband=7&entscheidung=open",
        ),
        ({"zeige": "x", "verband": "-1", "entscheidung": "x", "y": "z"}, ""),
        ({"zeige": "calm", "verband": "²"}, "zeige=calm"),
    ],
)
def test_selection_keeps_what_makes_sense(values: dict[str, str], query: str) -> None:
    selection = selection_from(values)

    assert selection.query == query
    assert selection.is_all == (query == "")
