"""Demands keep their number from paper to paper; each step of their way leaves a fate."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from einklang.chronicle.models import Demand, Outcome
from einklang.chronicle.operations.parts import add_part, remove_part
from einklang.core import audit
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Procedure
from einklang.papers.errors import PaperError
from einklang.papers.models import DemandFate, DemandStage, DemandThread, DemandUse, Paper
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.rules import demands as rules
from einklang.papers.rules.demands import Facts


@dataclass(frozen=True)
class NewDemand:
    """A demand as the paper words it; its thread follows from it unless one is given."""

    text: str
    text_en: str = ""
    label: str = ""
    procedure: Procedure = Procedure.BILL


def add_demand(
    *, paper: Paper, new: NewDemand, thread: DemandThread | None = None, by: Account
) -> DemandUse:
    """Write a demand of the paper down: a new one, or an earlier one raised again.

    :raises RefusedError: if the account is none of the committee's own people.
    :raises PaperError: if the paper has it already, or it belongs to another committee.
    """
    refuse(rules.demand_refusal(by, paper))
    if not new.text.strip() and thread is None:
        raise PaperError(_("Please write down what is demanded."))
    with transaction.atomic(), audit.acting(by, "papers.demand.added"):
        current = locked(paper)
        thread = thread or new_thread(current.activity.body_id, new)
        use = use_in(current, thread, new, by)
        audit.record("papers.demand.added", by=by, paper=current.pk, thread=thread.pk)
    return use


def take_over_demands(*, paper: Paper, source: Paper, by: Account) -> list[DemandUse]:
    """Raise all demands of an earlier paper again, with their numbers; known ones stay.

    :raises RefusedError: if the account is none of the committee's own people.
    :raises PaperError: if the papers belong to different committees.
    """
    refuse(rules.demand_refusal(by, paper))
    if source.activity.body_id != paper.activity.body_id:
        raise PaperError(_("The papers belong to different committees."))
    with transaction.atomic(), audit.acting(by, "papers.demand.taken_over"):
        current = locked(paper)
        known = DemandUse.objects.filter(demand__activity=current.pk).values("thread_id")
        rows = DemandUse.objects.filter(demand__activity=source.pk).exclude(thread__in=known)
        made = []
        for earlier in rows.select_related("thread", "demand").order_by("demand__order", "pk"):
            new = NewDemand(earlier.demand.text, earlier.demand.text_en, earlier.label)
            made.append(use_in(current, earlier.thread, new, by))
        audit.record("papers.demand.taken_over", by=by, paper=current.pk, number=len(made))
    return made


def new_thread(body_id: int, new: NewDemand) -> DemandThread:
    """Give a new demand the next number of its committee."""
    # Two at once wait for each other here, so no number is given twice.
    Organisation.objects.select_for_update(no_key=True).get(pk=body_id)
    latest = DemandThread.objects.filter(body=body_id).aggregate(latest=Max("number"))["latest"]
    return DemandThread.objects.create(
        body_id=body_id,
        number=(latest or 0) + 1,
        text=new.text.strip(),
        text_en=new.text_en.strip(),
        procedure=new.procedure,
    )


def use_in(paper: Paper, thread: DemandThread, new: NewDemand, by: Account) -> DemandUse:
    """Let a locked paper raise the demand, in its own words if it has some."""
    if thread.body_id != paper.activity.body_id:
        raise PaperError(_("This demand belongs to another committee."))
    if DemandUse.objects.filter(thread=thread, demand__activity=paper.pk).exists():
        raise PaperError(_("The paper has this demand already."))
    demand = Demand(
        activity=paper.activity,
        text=new.text.strip() or thread.text,
        text_en=new.text_en.strip() or thread.text_en,
    )
    add_part(part=demand, by=by)
    return DemandUse.objects.create(thread=thread, demand=demand, label=new.label.strip())


def remove_demand(*, use: DemandUse, by: Account) -> None:
    """Take a demand out of a paper; its thread stays while a paper or a fate needs it.

    :raises RefusedError: if the account is none of the committee's own people.
    """
    paper = paper_of(use)
    refuse(rules.demand_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.demand.removed"):
        locked(paper)
        thread = DemandThread.objects.select_for_update().get(pk=use.thread_id)
        remove_part(part=use.demand, by=by)
        if not thread.uses.exists() and not thread.fates.exists():
            thread.delete()
        audit.record("papers.demand.removed", by=by, paper=paper.pk)


def paper_of(use: DemandUse) -> Paper:
    """Return the paper that raises the demand.

    :raises PaperError: if it is gone.
    """
    rows = Paper.objects.select_related("activity__body", "lead")
    paper = rows.filter(activity__demands=use.demand_id).first()
    if paper is None:
        raise PaperError(_("This paper has been deleted meanwhile."))
    return paper


def record_fate(*, use: DemandUse, stage: DemandStage, facts: Facts, by: Account) -> DemandFate:
    """Write down what a step made of a demand; a second time corrects it.

    The paper's record gets an outcome that tells it in German and English, for the annual report.

    :raises RefusedError: if the account is none of the committee's own people.
    :raises PaperError: if source or date is missing, or the step belongs to another way.
    """
    paper = paper_of(use)
    refuse(rules.demand_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.fate.recorded"):
        locked(paper)
        thread = DemandThread.objects.select_for_update().get(pk=use.thread_id)
        fit(rules.fate_refusal(thread, stage, facts))
        known = DemandFate.objects.filter(thread=thread, stage=stage).first()
        row = known or DemandFate(thread=thread, stage=stage)
        activity = paper.activity
        if known and known.outcome:
            # The same event is told once, where it was told first.
            activity = known.outcome.activity
            remove_part(part=known.outcome, by=by)
        row.outcome = add_outcome(Outcome(activity=activity), thread, stage, facts, by)
        row.fate, row.when = facts.fate, facts.when
        row.source, row.quote, row.entered_by = facts.source.strip(), facts.quote.strip(), by
        row.save()
        audit.record("papers.fate.recorded", by=by, thread=thread.pk, stage=stage.pk)
    return row


def add_outcome(
    outcome: Outcome, thread: DemandThread, stage: DemandStage, facts: Facts, by: Account
) -> Outcome:
    outcome.kind = rules.OUTCOMES[facts.fate]
    outcome.text = rules.sentence(thread, stage, facts, "de")
    outcome.text_en = rules.sentence(thread, stage, facts, "en")
    outcome.source = facts.source.strip()
    outcome.when = facts.when
    add_part(part=outcome, by=by)
    return outcome


def withdraw_fate(*, fate: DemandFate, by: Account) -> None:
    """Take an entry back, with what the report tells of it.

    :raises RefusedError: if the account is none of the committee's own people.
    """
    use = fate.thread.uses.select_related("demand").order_by("-pk").first()
    if use is None:
        raise PaperError(_("No paper raises this demand any more."))
    paper = paper_of(use)
    refuse(rules.demand_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.fate.withdrawn"):
        locked(paper)
        if fate.outcome:
            remove_part(part=fate.outcome, by=by)
        DemandFate.objects.filter(pk=fate.pk).delete()
        audit.record("papers.fate.withdrawn", by=by, thread=fate.thread_id)
