"""The queue. Jobs are called by name, so an operation never imports a task."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import procrastinate
import structlog
from procrastinate import App
from procrastinate.contrib.django import app as django_app

from einklang.core import files

logger = structlog.get_logger(__name__)

STALLED_AFTER = timedelta(minutes=1)
"""Without a sign of life of its worker; workers give one every ten seconds."""
KEPT_FOR = timedelta(days=14)


HELD_BACK: ContextVar[bool] = ContextVar("held_back", default=False)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Queue nothing inside: sample data sends no mail."""
    token = HELD_BACK.set(True)
    try:
        yield
    finally:
        HELD_BACK.reset(token)


def enqueue(name: str, **arguments: Any) -> int:
    """Queue a job inside the present transaction; a rollback takes it back.

    :returns: the job's id; 0 inside ``held_back``.
    """
    if HELD_BACK.get():
        return 0
    return django_app.configure_task(name).defer(**arguments)


def on_app_ready(app: App) -> None:
    """Add the housekeeping every installation needs."""
    app.periodic(cron="* * * * *")(
        app.task(name="core.heal", queueing_lock="core.heal", pass_context=True)(heal)
    )
    app.periodic(cron="17 3 * * *")(
        app.task(name="core.prune", queueing_lock="core.prune", pass_context=True)(prune)
    )
    app.periodic(cron="47 3 * * *")(
        app.task(name="core.sweep_files", queueing_lock="core.sweep_files")(sweep_files)
    )


async def heal(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Retry jobs whose worker died; the queue does not do so by itself."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(
        seconds_since_heartbeat=STALLED_AFTER.total_seconds()
    ):
        with contextlib.suppress(procrastinate.exceptions.ConnectorException):
            await manager.retry_job(job)
            logger.warning("core.job_retried", job=job.id, task=job.task_name)


async def prune(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Delete finished jobs after two weeks."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=int(KEPT_FOR.total_seconds() // 3600), include_failed=False
    )


def sweep_files(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Delete stored files that no row refers to."""
    files.sweep()
