"""Jobs: reminders before deadlines, and the daily digest. Each is safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.papers.operations import reminders
from einklang.papers.operations.reminders import Reminder

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.periodic(cron="25 5-15 * * *")
@app.task(name="papers.order_reminders", queueing_lock="papers.order_reminders")
def order_reminders(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    reminders.order_reminders()


@app.task(name="papers.send_deadline_reminder", retry=FEW_TIMES)
def send_deadline_reminder(*, what: str, pk: int, account_id: int, due: str, days: int) -> None:
    reminders.send_reminder(Reminder(what, pk, account_id, due, days))


@app.periodic(cron="*/10 5-10 * * *")
@app.task(name="papers.order_digests", queueing_lock="papers.order_digests")
def order_digests(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Begin at 07:30 in Berlin; the queue counts in UTC, which knows no summer time."""
    reminders.order_digests()


@app.task(name="papers.send_digest", retry=FEW_TIMES)
def send_digest(account_id: int, day: str) -> None:
    reminders.send_digest(account_id, day)
