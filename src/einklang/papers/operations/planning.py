"""Lay the plan of a paper backwards from its deadline, and tick its steps off."""

from fractions import Fraction

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.plan import Step, plan_backwards
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Pace
from einklang.papers.errors import PaperError
from einklang.papers.models import Paper, PlanStep, PlanTemplate, PlanTemplateStep
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.queries.calendars import lands_of, pace_of, term_of
from einklang.papers.rendering.word import reader_language
from einklang.papers.rules.opening import change_refusal, plan_refusal


def lay_plan(*, paper: Paper, pace: Pace | None = None, by: Account) -> list[PlanStep]:
    """Lay the plan, or lay it anew from now on; what is done stays.

    :param pace: None lets the time that is left decide.
    :raises PaperError: if there is no deadline, or it has passed.
    """
    refuse(plan_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.plan.laid"):
        current = locked(paper)
        refuse(plan_refusal(by, current))
        fit(over_refusal(current))
        settle_plan(current, pace)
        audit.record("papers.plan.laid", by=by, paper=current.pk)
    return list(current.plan_steps.all())


def tick_step(*, step: PlanStep, is_done: bool, by: Account) -> PlanStep:
    """Say that a step is done, or that it is not; a second time changes nothing."""
    refuse(change_refusal(by, step.paper))
    with transaction.atomic(), audit.acting(by, "papers.plan_step.ticked"):
        refuse(change_refusal(by, locked(step.paper)))
        current = PlanStep.objects.select_for_update(of=("self",)).filter(pk=step.pk).first()
        if current is None:
            raise PaperError(_("The plan was laid anew meanwhile; this step is gone."))
        if (current.done_at is not None) != is_done:
            current.done_at = clock.now() if is_done else None
            current.save()
            audit.record("papers.plan_step.ticked", by=by, step=current.pk, is_done=is_done)
    return current


def over_refusal(paper: Paper) -> str | None:
    if paper.deadline_at and paper.deadline_at > clock.now():
        return None
    return _("The deadline has passed. Enter a new one, then a plan can be laid.")


def settle_plan(paper: Paper, pace: Pace | None) -> None:
    """Write pace and steps of a locked paper; a deadline that has passed leaves no open steps.

    :raises PaperError: if the deadline lies where no holidays are known.
    """
    now = clock.now()
    paper.plan_steps.filter(done_at=None).delete()
    if paper.deadline_at is None or paper.deadline_at <= now:
        if pace:
            paper.pace = pace
            paper.save(update_fields=["pace", "updated_at"])
        return
    lands = lands_of(paper)
    try:
        paper.pace = pace or pace_of(term_of(now, paper.deadline_at, lands.everybody))
        paper.save(update_fields=["pace", "updated_at"])
        rows, steps = remaining_steps(paper)
        placed = [
            Step(row.key, share, lands.of(row.actor), label=row.label)
            for row, share in zip(rows, steps, strict=True)
        ]
        plan = plan_backwards(now, paper.deadline_at, placed)
    except DeadlineError as error:
        raise PaperError(error.message(reader_language())) from error
    PlanStep.objects.bulk_create(
        PlanStep(
            paper=paper,
            key=row.key,
            label=row.label,
            label_en=row.label_en,
            actor=row.actor,
            due_at=planned.due_at,
            note=planned.note or "",
        )
        for row, planned in zip(rows, plan.steps, strict=True)
    )


def remaining_steps(paper: Paper) -> tuple[list[PlanTemplateStep], list[Fraction]]:
    """Return what is not done yet, with its share of the time that is left.

    After half of the way is done, a step at three quarters takes half of what is left.
    """
    template = template_for(paper.activity.body, Pace(paper.pace))
    steps = list(template.steps.all()) if template else []
    done = set(paper.plan_steps.values_list("key", flat=True))
    reached = max((step.share for step in steps if step.key in done), default=0)
    rows = [step for step in steps if step.key not in done]
    left = 100 - reached
    shares = [Fraction(max(row.share - reached, 0), left) if left else Fraction(1) for row in rows]
    return rows, shares


def template_for(body: Organisation, pace: Pace) -> PlanTemplate | None:
    """Return the committee's own plan of this pace, else the shared one."""
    rows = PlanTemplate.objects.filter(Q(body=body) | Q(body=None), pace=pace)
    return rows.order_by(F("body").asc(nulls_last=True)).first()
