"""Jobs of letters. Each is safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.papers.operations import dispatch

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="papers.send_letter", retry=FEW_TIMES)
def send_letter(dispatch_id: int) -> None:
    dispatch.deliver_letter(dispatch_id)


@app.task(name="papers.merge_letters", retry=FEW_TIMES)
def merge_letters(batch_id: int) -> None:
    try:
        dispatch.make_batch(batch_id)
    except Exception:
        # Nobody may wait for ever: whoever asked for it sees it and can ask again.
        dispatch.give_up_batch(batch_id)
        raise
