"""Jobs: put answers together, and tell those who wait for it."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.papers.operations import consolidation_mail
from einklang.papers.operations.consolidation import consolidate_answers, give_up

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="papers.consolidate", retry=FEW_TIMES)
def consolidate(consolidation_id: int) -> None:
    try:
        consolidate_answers(consolidation_id)
    except Exception:
        # Nobody may wait for ever: the lead sees it and can try again.
        give_up(consolidation_id)
        raise


@app.task(name="papers.tell_consolidated", retry=FEW_TIMES)
def tell_consolidated(consolidation_id: int) -> None:
    consolidation_mail.tell_consolidated(consolidation_id)


@app.task(name="papers.tell_adopted", retry=FEW_TIMES)
def tell_adopted(consolidation_id: int) -> None:
    consolidation_mail.tell_adopted(consolidation_id)
