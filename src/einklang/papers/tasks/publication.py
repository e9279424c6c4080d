"""Jobs of publications. Each is safe to run twice."""

from procrastinate.contrib.django import app

from einklang.papers.operations.publication import lift_embargoes as lift


@app.periodic(cron="* * * * *")
@app.task(name="papers.lift_embargoes", queueing_lock="papers.lift_embargoes")
def lift_embargoes(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Let the chronicle follow papers whose embargo is over."""
    lift()
