"""Put all answers of a circulation together: a job that may die anywhere and be run again."""

from collections.abc import Iterable
from typing import cast

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind, JobState
from einklang.papers.errors import PaperError
from einklang.papers.models import Answer, Circulation, Consolidation, Proposal
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.files import content_of, keep
from einklang.papers.queries.association_names import names_in
from einklang.papers.rendering.consolidation import (
    PutTogether,
    ReturnRefusedError,
    Sent,
    Sources,
    put_together,
)
from einklang.papers.rules.consolidation import retry_refusal

TASK = "papers.consolidate"
LANGUAGE = "de"
"""Of messages that a job stores and several people read."""


def order_consolidation(circulation: Circulation, *, by: Account | None = None) -> Consolidation:
    """Have the answers put together, once a circulation; call in the transaction that closes it.

    :returns: the order, or the one that is there already.
    """
    with transaction.atomic(), audit.acting(by, "papers.consolidation.ordered"):
        ordered, is_new = Consolidation.objects.get_or_create(
            circulation=circulation, defaults={"ordered_by": by}
        )
        if is_new:
            jobs.enqueue(TASK, consolidation_id=ordered.pk)
            audit.record("papers.consolidation.ordered", by=by, consolidation=ordered.pk)
    return ordered


def retry_consolidation(
    *, consolidation: Consolidation, by: Account, without: Answer | None = None
) -> None:
    """Try again, without an answer whose file cannot be read if one is named.

    :raises RefusedError: if the account may not, or there is nothing to try again.
    """
    with transaction.atomic(), audit.acting(by, "papers.consolidation.retried"):
        row = locked(consolidation)
        refuse(retry_refusal(by, row))
        if without is not None:
            belongs = without.consultation.circulation_id == row.circulation_id
            fit(None if belongs else _("This answer belongs to another circulation."))
            row.excluded = sorted({*row.excluded, without.pk})
        row.state, row.error, row.failed_answer = JobState.WAITING, "", None
        row.steps_done = row.steps_total = 0
        row.save()
        jobs.enqueue(TASK, consolidation_id=row.pk)
        audit.record("papers.consolidation.retried", by=by, consolidation=row.pk)


def locked(consolidation: Consolidation) -> Consolidation:
    """Load the row anew and keep others from it; call inside a transaction.

    :raises PaperError: if it is gone.
    """
    rows = Consolidation.objects.with_paper().select_for_update(of=("self",))
    row = rows.filter(pk=consolidation.pk).first()
    if row is None:
        raise PaperError(_("The circulation was opened again; there is nothing to decide now."))
    return row


def consolidate_answers(consolidation_id: int) -> None:
    """Read all official answers and keep what they give, all of it or nothing.

    Running twice changes nothing: whoever comes second finds it done. A file that cannot be read
    stops it; the state then names the association, and the lead may go on without that file.
    """
    row = Consolidation.objects.with_paper().filter(pk=consolidation_id).first()
    if row is None or not row.is_busy:
        # Done already, or dropped because the circulation was opened again.
        return
    answers = answers_of(row)
    with audit.acting(None, "papers.consolidation.begun"):
        Consolidation.objects.filter(pk=row.pk, state=JobState.WAITING).update(
            state=JobState.RUNNING
        )
        _note_progress(row, 0, len(answers) + 1)
    try:
        made = put_together(
            sources_of(row, answers),
            progress=lambda number: _note_progress(row, number, len(answers) + 1),
        )
    except ReturnRefusedError as error:
        _fail(row, answers, error)
        return
    _store(row, made, answers)


def _note_progress(row: Consolidation, done: int, total: int) -> None:
    Consolidation.objects.filter(pk=row.pk).update(steps_done=done, steps_total=total)


def answers_of(consolidation: Consolidation) -> dict[str, Answer]:
    """Return the official answers with a file by the name of their association."""
    rows = (
        Answer.objects.filter(
            consultation__circulation=consolidation.circulation_id, withdrawn_at=None
        )
        .exclude(kind=AnswerKind.NIL)
        .exclude(pk__in=consolidation.excluded)
        .select_related("consultation__association")
    )
    names = names_in(consolidation.circulation_id)
    return {names[answer.consultation.association_id]: answer for answer in rows}


def sources_of(consolidation: Consolidation, answers: dict[str, Answer]) -> Sources:
    """Load the files: the version that went out, those sent out before it, and the answers."""
    circulation = consolidation.circulation
    before = (
        Circulation.objects.filter(paper=circulation.paper_id, number__lt=circulation.number)
        .exclude(version=circulation.version_id)
        .select_related("version")
        .order_by("-number")
    )
    earlier = dict.fromkeys(one.version for one in before)
    draft = circulation.version
    return Sources(
        draft=Sent("", draft.name, content_of(draft.file)),
        earlier=tuple(Sent("", one.name, content_of(one.file)) for one in earlier),
        returns=tuple(
            Sent(name, answer.name, content_of(answer.file)) for name, answer in answers.items()
        ),
    )


def _fail(row: Consolidation, answers: dict[str, Answer], error: ReturnRefusedError) -> None:
    answer = answers.get(error.association)
    with translation.override(LANGUAGE):
        who = error.association or _("The draft itself")
    with transaction.atomic(), audit.acting(None, "papers.consolidation.failed"):
        current = Consolidation.objects.select_for_update().filter(pk=row.pk).first()
        if current is None or not current.is_busy:
            return
        current.state, current.failed_answer = JobState.FAILED, answer
        current.error = f"{who}: {error.messages['de']}"
        current.save()
        jobs.enqueue("papers.tell_consolidated", consolidation_id=row.pk)
        audit.record("papers.consolidation.failed", by=None, consolidation=row.pk)


def give_up(consolidation_id: int) -> None:
    """Say that something went wrong that nobody foresaw, so that the lead can try again."""
    with (
        translation.override(LANGUAGE),
        transaction.atomic(),
        audit.acting(None, "papers.consolidation.failed"),
    ):
        Consolidation.objects.filter(
            pk=consolidation_id, state__in=(JobState.WAITING, JobState.RUNNING)
        ).update(state=JobState.FAILED, error=_("Something went wrong here. Please try again."))


def _store(row: Consolidation, made: PutTogether, answers: dict[str, Answer]) -> None:
    """Write everything in one transaction; a job killed before its end has written nothing."""
    with transaction.atomic(), audit.acting(None, "papers.consolidation.done"):
        current = Consolidation.objects.select_for_update().filter(pk=row.pk).first()
        if current is None or not current.is_busy or current.excluded != row.excluded:
            # Another run was faster, or the lead has ordered it anew meanwhile.
            return
        current.overview = made.overview
        current.rows = cast("list[object]", made.rows["de"])
        current.rows_en = cast("list[object]", made.rows["en"])
        current.head, current.head_en = dict(made.head["de"]), dict(made.head["en"])
        current.docx = keep(made.docx)
        current.state, current.finished_at = JobState.DONE, clock.now()
        current.steps_done = current.steps_total = len(answers) + 1
        current.save()
        ids = {name: answer.consultation.association_id for name, answer in answers.items()}
        Proposal.objects.bulk_create(_proposals(current, made, ids), batch_size=500)
        jobs.enqueue("papers.tell_consolidated", consolidation_id=row.pk)
        audit.record("papers.consolidation.done", by=None, consolidation=row.pk)


def _proposals(row: Consolidation, made: PutTogether, ids: dict[str, int]) -> Iterable[Proposal]:
    for position, wish in enumerate(made.wishes, start=1):
        yield Proposal(
            consolidation=row,
            position=position,
            change=wish.change,
            paragraph=wish.paragraph,
            address=wish.address["de"],
            address_en=wish.address["en"],
            kind=wish.kind,
            deleted=wish.deleted,
            inserted=wish.inserted,
            associations=list(wish.associations),
            association_ids=[ids[name] for name in wish.associations],
            is_editorial=wish.is_editorial,
            conflicts=list(wish.conflicts),
            html=wish.html["de"],
            html_en=wish.html["en"],
        )
