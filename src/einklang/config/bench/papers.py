"""Measures papers: the job behind a synopsis, its page, a decision on it."""

import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from einklang.config.bench.drafts import Order
from einklang.config.bench.paper_browser import NO_BROWSER, usable_after
from einklang.config.bench.paper_cast import Cast, make_cast
from einklang.config.bench.paper_lists import get, list_rows
from einklang.config.bench.paper_way import answered_circulation, finished, fresh_orders
from einklang.config.bench.paper_web import Reader, web_server
from einklang.config.bench.rows import BenchError, Row, Unit, once
from einklang.config.processes import einklang
from einklang.papers.enums import ProposalVerdict
from einklang.papers.models import Circulation, Consolidation
from einklang.papers.operations.consolidation import consolidate_answers

CHANGES = 600
MANY = Order(pages=109, returns=6, edits=128)
"""Edits that want the same become one proposal: 768 edits are some 600 proposals."""
FEW = Order(pages=109, returns=6, edits=13)
BOUND_JOB_S = 3.0
BOUND_FIRST_BYTE_S, BOUND_USABLE_S, BOUND_DECISION_S = 0.3, 1.5, 0.15
TIMES, VISITS = 3, 15
PATIENCE_S = 120


def bench_papers() -> Iterator[Row]:
    """Measure one paper with many proposals, then pages over thousands of papers."""
    cast = make_cast()
    many = answered_circulation(cast, MANY, "Stellungnahme mit vielen Rückmeldungen")
    yield from job_rows(many)
    few = answered_circulation(cast, FEW, "Stellungnahme mit wenigen Rückmeldungen")
    (number,) = fresh_orders(few, 1, is_queued=False)
    consolidate_answers(number)
    yield from synopsis_rows(
        cast, Consolidation.objects.with_paper().get(circulation=many), finished(number)
    )
    yield from list_rows(cast)


def job_rows(circulation: Circulation) -> Iterator[Row]:
    """Measure the job in this process, as a worker does it, and a worker's whole life."""
    what = f"{MANY.returns} returns of {MANY.pages} pages to the synopsis"
    seconds, work = [], []
    for number in fresh_orders(circulation, TIMES, is_queued=False):
        begun = time.process_time()
        seconds.append(once(partial(consolidate_answers, number)))
        work.append(time.process_time() - begun)
    yield Row(f"{what}: first job", seconds[0], BOUND_JOB_S)
    yield Row(f"{what}: median of {TIMES}", statistics.median(seconds), BOUND_JOB_S)
    yield Row(f"{what}: CPU", statistics.median(work))
    (number,) = fresh_orders(circulation, 1, is_queued=True)
    yield Row(f"{what}: a worker's life", once(run_worker))
    proposals = finished(number).proposals.count()
    if proposals < CHANGES:
        raise BenchError(f"Only {proposals} proposals; the bounds are promised for {CHANGES}.")


def run_worker() -> None:
    """Let a worker start, do everything that is queued, and end."""
    command = einklang("procrastinate", "worker", "--one-shot")
    environ = {**os.environ, "PYTHONPATH": str(settings.PACKAGE.parent)}
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=environ, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    if done.returncode:
        raise BenchError(f"The worker ended with {done.returncode}: {done.stderr[-400:]}")


def synopsis_rows(cast: Cast, many: Consolidation, few: Consolidation) -> Iterator[Row]:
    """Measure the page of a synopsis from a real server, and what it asks the database."""
    path, number = many.get_absolute_url(), many.proposals.count()
    with web_server() as address:
        reader = Reader(address, cast.speakers[0])
        reader.get(path)
        visits = [reader.get(path) for _ in range(VISITS)]
        first = statistics.median(visit.first_byte for visit in visits)
        whole = statistics.median(visit.whole for visit in visits)
        yield Row(f"synopsis with {number} changes: first byte", first, BOUND_FIRST_BYTE_S)
        yield Row(f"synopsis with {number} changes: last byte", whole)
        usable = usable_after(reader, path)
        what = f"synopsis with {number} changes: usable in Chromium"
        yield Row(what, usable, BOUND_USABLE_S, lack="" if usable else NO_BROWSER)
        seconds = statistics.median(decisions(reader, many))
        yield Row("a decision on that page answered", seconds, BOUND_DECISION_S)
    for_few, for_many = queries(cast, few), queries(cast, many)
    what = f"queries of the synopsis with {number} changes; bound: with {few.proposals.count()}"
    yield Row(what, for_many, for_few, Unit.QUERIES)


def decisions(reader: Reader, row: Consolidation) -> Iterator[float]:
    """Adopt some proposals, one after the other, and give how long each took."""
    fields = {"verdict": ProposalVerdict.ACCEPT.value, "revision": 0}
    for proposal in row.proposals.filter(verdict="")[: VISITS + 1]:
        answer = reader.post(proposal.get_absolute_url(), fields)
        if b'data-state="accept"' not in answer.body:
            raise BenchError(f"{proposal.change} was not adopted.")
        yield answer.whole


def queries(cast: Cast, row: Consolidation) -> int:
    client = Client()
    client.force_login(cast.speakers[0])
    path = row.get_absolute_url()
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        get(client, path)
        with CaptureQueriesContext(connection) as asked:
            get(client, path)
    return len(asked)
