"""One paper on its way through the operations: opened, sent out, answered, ready to be merged."""

from collections.abc import Iterator
from datetime import timedelta

from einklang.config.bench.drafts import Order, draft_file, return_files
from einklang.config.bench.paper_cast import Cast
from einklang.config.bench.rows import BenchError
from einklang.core import clock, jobs
from einklang.papers.enums import AnswerKind, ConsultationMode, JobState
from einklang.papers.models import Circulation, Consolidation
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.circulation import Asked, close_circulation, open_circulation
from einklang.papers.operations.consolidation import order_consolidation
from einklang.papers.operations.drafting import add_version
from einklang.papers.operations.files import WordFile
from einklang.papers.operations.opening import PaperFacts, open_paper

DAYS = 20


def answered_circulation(cast: Cast, order: Order, title: str) -> Circulation:
    """Open a paper, send it to as many associations as the order has returns, take the answers.

    No mail is ordered.
    """
    deadline = clock.now() + timedelta(days=DAYS)
    asked = cast.associations[1 : order.returns + 1]
    lead = cast.speakers[0]
    facts = PaperFacts(
        kind=cast.kinds[0], title=title, lead=cast.lead, asked=asked, deadline_at=deadline
    )
    with jobs.held_back():
        paper = open_paper(body=cast.body, facts=facts, by=cast.secretary)
        version = add_version(
            paper=paper,
            file=WordFile("entwurf.docx", draft_file(order)),
            note="",
            is_editorial=False,
            base_number=0,
            by=lead,
        )
        circulation = open_circulation(
            paper=paper,
            version=version,
            asked=[Asked(one, ConsultationMode.COMMENT, deadline) for one in asked],
            message="",
            by=lead,
        )
        answer_all(cast, circulation, order)
        return close_circulation(circulation=circulation, by=lead)


def answer_all(cast: Cast, circulation: Circulation, order: Order) -> None:
    """Let everybody asked send a return of the order."""
    by_association = dict(zip(cast.associations, cast.speakers, strict=True))
    rows = circulation.consultations.select_related("association").order_by("pk")
    for row, (name, data) in zip(rows, return_files(order), strict=True):
        account = by_association[row.association]
        file = WordFile(f"{name}.docx", data)
        send_answer(
            consultation=row,
            answer=NewAnswer(AnswerKind.DOCX, file),
            sender=Sender(account, str(account)),
        )


def fresh_orders(circulation: Circulation, times: int, *, is_queued: bool) -> Iterator[int]:
    """Order the consolidation again and again, each time as if for the first; give its id."""
    for _ in range(times):
        Consolidation.objects.filter(circulation=circulation).delete()
        if is_queued:
            yield order_consolidation(circulation).pk
        else:
            with jobs.held_back():
                yield order_consolidation(circulation).pk


def finished(consolidation_id: int) -> Consolidation:
    """Return what was put together.

    :raises BenchError: if it was not.
    """
    row = Consolidation.objects.with_paper().get(pk=consolidation_id)
    if row.state != JobState.DONE:
        raise BenchError(f"The consolidation is {row.state}: {row.error}")
    return row
