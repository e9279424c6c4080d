"""The measured papers: the stock is what the bounds speak of, and the ways are really gone."""

import sys
from collections import Counter

import pytest
from django.core.management import call_command

from einklang.config.bench import paper_browser
from einklang.config.bench.drafts import Order
from einklang.config.bench.paper_cast import Cast, make_cast
from einklang.config.bench.paper_lists import pages, waits
from einklang.config.bench.paper_stock import ON_THE_WAY, RETURNS, STAGES, fill, place
from einklang.config.bench.paper_way import answered_circulation, finished, fresh_orders
from einklang.config.bench.paper_web import Reader
from einklang.config.bench.rows import BenchError
from einklang.config.processes import Address
from einklang.papers.enums import JobState, Stage
from einklang.papers.models import Answer, Consolidation, Paper
from einklang.papers.operations.consolidation import consolidate_answers

SMALL = Order(pages=1, returns=2, edits=2)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - rows need it
    call_command("load_catalogue", verbosity=0)
    return make_cast()


def test_stages_of_the_stock() -> None:
    found = Counter(place(number).stage for number in range(5000))

    assert found == {Stage.PUBLISHED: 4900, **dict.fromkeys(STAGES, 20)}
    assert [place(number).is_open for number in (0, 1, ON_THE_WAY)] == [True, False, True]


def test_stock_has_the_returns_the_bound_speaks_of(cast: Cast) -> None:
    papers = len(STAGES) * ON_THE_WAY

    fill(cast, papers)

    past = Answer.objects.filter(consultation__circulation__number=1)
    assert Paper.objects.count() == papers
    assert past.count() == papers * RETURNS
    assert set(Paper.objects.values_list("stage", flat=True)) == {*STAGES, Stage.PUBLISHED}
    for account in cast.readers.values():
        waits(cast, account.pk)
        assert pages(cast, account)["page of a paper"].startswith("/papiere/")


def test_reader_for_whom_nothing_waits_is_no_measurement(cast: Cast) -> None:
    with pytest.raises(BenchError, match="Nothing waits"):
        waits(cast, cast.secretary.pk)


def test_paper_goes_its_way_again_and_again(cast: Cast) -> None:
    circulation = answered_circulation(cast, SMALL, "Stellungnahme")

    found = []
    for number in fresh_orders(circulation, 2, is_queued=False):
        consolidate_answers(number)
        found.append(finished(number).proposals.count())

    assert found[0] == found[1] > 0
    assert Consolidation.objects.get().state == JobState.DONE


def test_job_that_did_not_end_is_an_error(cast: Cast) -> None:
    circulation = answered_circulation(cast, SMALL, "Stellungnahme")
    (number,) = fresh_orders(circulation, 1, is_queued=False)

    with pytest.raises(BenchError, match="waiting"):
        finished(number)


def test_without_playwright_nothing_is_measured(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    reader = Reader(Address("127.0.0.1", 1), cast.secretary)

    assert paper_browser.usable_after(reader, "/") is None


def test_without_chromium_nothing_is_measured(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reader = Reader(Address("127.0.0.1", 1), cast.secretary)

    assert paper_browser.usable_after(reader, "/") is None
