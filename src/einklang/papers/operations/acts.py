"""What every act stands on: refuse, lock, move the paper on."""

from django.utils.translation import gettext as _

from einklang.chronicle.enums import Phase
from einklang.chronicle.models import State
from einklang.papers.enums import Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Paper
from einklang.papers.rules.papers import stage_refusal

PHASES = {
    Stage.DRAFTING: Phase.WORKED_ON,
    Stage.CIRCULATING: Phase.WORKED_ON,
    Stage.CONSOLIDATING: Phase.WORKED_ON,
    Stage.SIGNING: Phase.WORKED_ON,
    Stage.AGREED: Phase.PREPARED,
    Stage.PUBLISHED: Phase.DONE,
    Stage.DROPPED: Phase.DROPPED,
}
"""What a stage means for the chronicle, and so for the annual report."""


def refuse(reason: str | None) -> None:
    """Stop when the actor may not do this.

    :raises RefusedError: with the reason.
    """
    if reason is not None:
        raise RefusedError(reason)


def fit(reason: str | None) -> None:
    """Stop when the state of things does not allow it.

    :raises PaperError: with the reason.
    """
    if reason is not None:
        raise PaperError(reason)


def locked(paper: Paper) -> Paper:
    """Load the paper anew and keep others from moving it; call inside a transaction.

    The paper comes first, then its circulation or round, then their rows. Whoever locks a row
    alone may still write what points to the paper (a call): the key stays free for that.

    :raises PaperError: if it is gone.
    """
    rows = Paper.objects.select_for_update(of=("self",), no_key=True).select_related(
        "activity__body", "activity__kind", "activity__state", "lead"
    )
    current = rows.filter(pk=paper.pk).first()
    if current is None:
        raise PaperError(_("This paper has been deleted meanwhile."))
    return current


def move(paper: Paper, stage: Stage) -> None:
    """Let a locked paper enter a stage, and its activity the state that stands for it.

    :raises PaperError: if the way does not lead there.
    """
    fit(stage_refusal(paper, stage))
    paper.stage = stage
    paper.save(update_fields=["stage", "updated_at"])
    enter_state(paper, PHASES[stage])


def enter_state(paper: Paper, phase: Phase) -> None:
    """Move the activity to a state of the phase, unless it is in one already.

    Of several states the last counts for what is prepared or done (agreed, published), the
    first for what is worked on.
    """
    activity = paper.activity
    takes_last = phase in {Phase.PREPARED, Phase.DONE}
    if activity.state.phase == phase and not takes_last:
        return
    order = "-order" if takes_last else "order"
    state = (
        State.objects.filter(life_cycle=activity.kind.life_cycle_id, phase=phase)
        .order_by(order, "pk")
        .first()
    )
    if state is not None and state.pk != activity.state_id:
        activity.state = state
        activity.save(update_fields=["state", "updated_at"])
