"""Everything the synopsis shows, in as many queries for three changes as for 600."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import AnswerKind, ProposalVerdict
from einklang.papers.models import Answer, Consolidation, Consultation, Proposal
from einklang.papers.queries.association_names import unmistakable
from einklang.papers.queries.consolidation import Progress
from einklang.papers.queries.proposals import Selection, selected
from einklang.papers.rules.consolidation import decide_refusal


@dataclass(frozen=True)
class AnswerLine:
    """What one association asked has answered."""

    association: Organisation
    answer: Answer | None
    facts: dict[str, Any]
    """What the engine found in its file; empty for a nil return and for none at all."""
    losses: list[dict[str, str]]
    """What could not be merged."""
    is_excluded: bool

    @property
    def is_nil(self) -> bool:
        return self.answer is not None and self.answer.kind == AnswerKind.NIL


@dataclass(frozen=True)
class Synopsis:
    consolidation: Consolidation
    rows: list[Any]
    """As `rendering/consolidation.py` wrote them."""
    proposals: dict[str, Proposal]
    """By the engine's id of the change."""
    shown: frozenset[str]
    """The ids of those in the selection."""
    progress: Progress
    answers: tuple[AnswerLine, ...]
    can_decide: bool


def is_english() -> bool:
    return (get_language() or "de").startswith("en")


def synopsis(consolidation: Consolidation, selection: Selection, user: Account) -> Synopsis:
    columns = ("rows_en", "head_en") if is_english() else ("rows", "head")
    rows, head = Consolidation.objects.values_list(*columns).get(pk=consolidation.pk)
    proposals = list(proposals_of(consolidation))
    shown = frozenset(row.change for row in proposals)
    if not selection.is_all:
        chosen = selected(consolidation.proposals.all(), selection, user)
        shown = frozenset(chosen.values_list("change", flat=True))
    return Synopsis(
        consolidation=consolidation,
        rows=rows,
        proposals={row.change: row for row in proposals},
        shown=shown,
        progress=counted(proposals, user),
        answers=answer_lines(consolidation, head),
        can_decide=decide_refusal(user, consolidation) is None,
    )


def proposals_of(consolidation: Consolidation) -> QuerySet[Proposal]:
    """Return the proposals with who decided and who is to, ready to show."""
    other = ("html", "address") if is_english() else ("html_en", "address_en")
    rows = Proposal.objects.filter(consolidation=consolidation)
    return rows.select_related("decided_by", "assigned_to").defer(*other)


def row_of(consolidation: Consolidation, change: str) -> dict[str, Any] | None:
    """Return the row of the synopsis in which a change stands."""
    column = "rows_en" if is_english() else "rows"
    rows = Consolidation.objects.values_list(column, flat=True).get(pk=consolidation.pk)
    for row in rows:
        for block in row["blocks"]:
            if block["id"] == change or change in block["changes"]:
                found: dict[str, Any] = row
                return found
    return None


def counted(proposals: Sequence[Proposal], user: Visitor) -> Progress:
    """Count decisions of rows that are loaded already."""
    verdicts = Counter(row.verdict for row in proposals if row.verdict)
    is_open = [row for row in proposals if not row.verdict]
    mine = {None, user.pk}
    return Progress(
        total=len(proposals),
        decided=verdicts.total(),
        left=sum(row.assigned_to_id in mine for row in is_open),
        open_conflicts=sum(bool(row.conflicts) for row in is_open),
        verdicts={verdict: verdicts[verdict] for verdict in ProposalVerdict.values},
    )


def answer_lines(consolidation: Consolidation, head: dict[str, Any]) -> tuple[AnswerLine, ...]:
    """Say of every association asked what it answered, also where it sent nothing."""
    asked = list(
        Consultation.objects.filter(circulation=consolidation.circulation_id).select_related(
            "association"
        )
    )
    names = unmistakable(one.association for one in asked)
    rows = Answer.objects.filter(consultation__in=asked, withdrawn_at=None)
    answers = {answer.consultation_id: answer for answer in rows}
    facts = {one["association"]: one for one in head.get("returns", [])}
    losses = defaultdict(list)
    for loss in head.get("losses", []):
        losses[loss["association"]].append(loss)
    lines = []
    for one in asked:
        name, answer = names[one.association_id], answers.get(one.pk)
        is_excluded = answer is not None and answer.pk in consolidation.excluded
        lines.append(
            AnswerLine(one.association, answer, facts.get(name, {}), losses[name], is_excluded)
        )
    return tuple(lines)
