"""Which proposals somebody wants to see or to decide about."""

import re
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from einklang.federation.models import Account
from einklang.papers.enums import ProposalVerdict
from einklang.papers.models import Consolidation, Paper, Proposal

Show = Literal["", "left", "conflicts", "editorial", "calm", "calm-editorial"]
SHOWS: tuple[Show, ...] = ("", "left", "conflicts", "editorial", "calm", "calm-editorial")
OPEN = "open"
ID = re.compile(r"[0-9]{1,18}")
"""Longer numbers are the id of nothing, and the database refuses them."""


@dataclass(frozen=True)
class Selection:
    show: Show = ""
    """All, what is left for me, in conflict, editorial, without conflict, or the last two."""
    association: int | None = None
    decision: str = ""
    """A verdict, or ``open``."""

    @property
    def is_all(self) -> bool:
        return self == Selection()

    @property
    def query(self) -> str:
        """The selection as the query of an address."""
        parts = {
            "zeige": self.show,
            "verband": self.association or "",
            "entscheidung": self.decision,
        }
        return urlencode({key: value for key, value in parts.items() if value})

    def of(self, show: Show) -> "Selection":
        return replace(self, show=show)


def selection_from(values: dict[str, str]) -> Selection:
    """Read a selection from an address; what makes no sense is left out."""
    show = values.get("zeige", "")
    decision = values.get("entscheidung", "")
    association = values.get("verband", "")
    known: Show = next((one for one in SHOWS if one == show), "")
    return Selection(
        known,
        int(association) if ID.fullmatch(association) else None,
        decision if decision in {*ProposalVerdict.values, OPEN} else "",
    )


def selected(
    proposals: QuerySet[Proposal], selection: Selection, user: Account
) -> QuerySet[Proposal]:
    """Keep the proposals of the selection."""
    if selection.show == "left":
        proposals = proposals.filter(verdict="").filter(Q(assigned_to=None) | Q(assigned_to=user))
    if selection.show == "conflicts":
        proposals = proposals.exclude(conflicts=[])
    if selection.show in {"calm", "calm-editorial"}:
        proposals = proposals.filter(conflicts=[])
    if selection.show in {"editorial", "calm-editorial"}:
        proposals = proposals.filter(is_editorial=True)
    if selection.association is not None:
        proposals = proposals.filter(association_ids__contains=[selection.association])
    if selection.decision:
        verdict = "" if selection.decision == OPEN else selection.decision
        proposals = proposals.filter(verdict=verdict)
    return proposals


def rejected_of(paper: Paper) -> QuerySet[Proposal]:
    """Return what was not adopted in any circulation of the paper, once its result stands."""
    return (
        Proposal.objects.filter(
            consolidation__circulation__paper=paper,
            consolidation__result__isnull=False,
            verdict=ProposalVerdict.REJECT,
        )
        .select_related("consolidation__circulation", "decided_by")
        .order_by("-consolidation__circulation__number", "position")
    )


def both_sides_of(consolidation: Consolidation) -> dict[str, list[Proposal]]:
    """Return the conflicts of which more than one side is adopted, with those sides."""
    sides: dict[str, list[Proposal]] = {}
    taken = consolidation.proposals.filter(
        verdict__in=(ProposalVerdict.ACCEPT, ProposalVerdict.REPLACE)
    )
    for row in taken.exclude(conflicts=[]).order_by("position"):
        for conflict in row.conflicts:
            sides.setdefault(conflict, []).append(row)
    return {conflict: rows for conflict, rows in sides.items() if len(rows) > 1}
