"""The law of decisions: a plain interpreter cuts and pastes on the base text."""

import random
import zlib
from collections.abc import Mapping, Sequence

from tests.engines.redline import oracle

from einklang.engines.redline import api
from einklang.engines.redline.model.change import Change, Place
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.model.decision import Decision, Verdict


def check_decisions(consolidation: "api.Consolidation", overview: Overview) -> None:
    """Decide at random, the same way for the same changes, and compare with plain cutting."""
    changes = overview.changes
    plain = all(is_plain(change) for change in changes)
    if not changes or not plain:
        return
    seed = zlib.crc32(repr([change.deleted + change.inserted for change in changes]).encode())
    dice = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(2):
        decisions = some_decisions(changes, dice)
        after = api.write(consolidation, decisions)
        got = oracle.text(after.docx, "reject") + "\n"
        assert got == interpreted(overview, decisions), f"{decisions} are carried out"


def is_plain(change: Change) -> bool:
    return (
        change.kind in {"insert", "delete", "replace"}
        and change.place.story == "body"
        and bool(change.place.paragraph)
        and not change.place.steps
    )


def some_decisions(changes: Sequence[Change], dice: random.Random) -> list[Decision]:
    decisions: list[Decision] = []
    taken: set[str] = set()
    for change in changes:
        verdict = dice.choice([Verdict.ACCEPT, Verdict.REJECT, Verdict.REPLACE, None])
        if verdict in {Verdict.ACCEPT, Verdict.REPLACE}:
            if taken & set(change.conflicts):
                verdict = Verdict.REJECT
            taken |= set(change.conflicts)
        if verdict:
            own = "ganz anders" if verdict == Verdict.REPLACE else ""
            decisions.append(Decision(change.id, verdict, text=own))
    return decisions


def interpreted(overview: Overview, decisions: Sequence[Decision]) -> str:
    """Cut and paste on the base text, from the end to the beginning."""
    starts: dict[int, int] = {}
    text = ""
    for paragraph in overview.paragraphs:
        starts[paragraph.place.paragraph] = len(text)
        text += paragraph.text + "\n"
    by_id = {change.id: (rank, change) for rank, change in enumerate(overview.changes)}
    edits = []
    for decision in decisions:
        rank, change = by_id[decision.change]
        if decision.verdict != Verdict.REJECT:
            new = decision.text if decision.verdict == Verdict.REPLACE else change.inserted
            edits.append((*span(change.place, starts, change.deleted), rank, new))
    for start, end, _, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def span(place: Place, starts: Mapping[int, int], deleted: str) -> tuple[int, int]:
    start = starts[place.paragraph] + place.start
    return start, start + len(deleted)
