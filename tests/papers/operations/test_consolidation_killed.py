"""The worker is killed in the middle of a consolidation; another one ends it, exactly once."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from tests.papers.consolidation_setting import Setting, make_answer, make_setting

from einklang.config.bench.drafts import Order, draft_file, return_files
from einklang.core import jobs
from einklang.papers.enums import JobState
from einklang.papers.models import Consolidation, Notice, Proposal

ORDER = Order(pages=40, returns=4, edits=40)
PATIENCE_S = 60.0


@pytest.fixture
def setting(transactional_db: None) -> Setting:  # noqa: ARG001 - a worker sees committed rows only
    with connection.cursor() as cursor:
        # Emptying the tables between tests leaves the queue as it is.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    made = make_setting(data=draft_file(ORDER), associations=5)
    for association, (_name, data) in zip(made.asked, return_files(ORDER), strict=True):
        make_answer(made.consultation(association), data)
    return made


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker of its own on the database of the tests; it ends when nothing is left."""
    name = connection.settings_dict["NAME"]
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    process = subprocess.Popen(
        [sys.executable, "-m", "einklang", "procrastinate", "worker", "--one-shot"],
        env=os.environ
        | {
            "DATABASE_URL": address,
            "EINKLANG_MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until_running(row: Consolidation) -> None:
    """Wait until the job has begun to read returns, and look often: it takes a second."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        row.refresh_from_db(fields=["state", "steps_done"])
        if row.state == JobState.RUNNING and row.steps_done:
            return
        assert row.state != JobState.DONE, "The job was faster than the look at it."
        time.sleep(0.002)
    pytest.fail("The worker did not begin.")


def test_killed_worker_leaves_nothing_half_and_the_next_one_ends_it_once(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = setting.order()

    with worker() as process:
        wait_until_running(row)
        process.send_signal(signal.SIGKILL)
        process.wait()

    row.refresh_from_db()
    assert (row.state, row.docx.name, row.overview) == (JobState.RUNNING, "", "")
    assert not Proposal.objects.exists()
    (job,) = ProcrastinateJob.objects.filter(task_name="papers.consolidate")
    assert job.status == "doing"

    monkeypatch.setattr(jobs, "STALLED_AFTER", timedelta(0))
    heal_at_once()
    with worker() as process:
        assert process.wait(timeout=PATIENCE_S) == 0

    row.refresh_from_db()
    numbers = list(row.proposals.values_list("position", flat=True))
    assert row.state == JobState.DONE
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 50
    assert not Notice.objects.exists()
    job.refresh_from_db()
    assert job.status == "succeeded"


def heal_at_once() -> None:
    """Do what the housekeeping does every minute, without its patience."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    healer = app.with_connector(connector.get_worker_connector())
    job = Job(id=None, queue="default", lock=None, queueing_lock=None, task_name="core.heal")
    context = JobContext(app=healer, job=job, start_timestamp=0, abort_reason=lambda: None)

    async def heal() -> None:
        async with healer.open_async():
            await jobs.heal(context, timestamp=0)

    asyncio.run(heal())
