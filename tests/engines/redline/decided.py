"""The law of decisions: a plain interpreter cuts and pastes on the base text."""

import random
import zlib
from collections.abc import Sequence

from tests.engines.redline import oracle

from einklang.engines.redline import api
from einklang.engines.redline.model.change import Change
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.model.decision import Decision, Verdict

OBJECTS = set("¹ⁱ▣▭▯ƒ∑↵")
"""Signs for objects: they have no letters to compare."""


def check_decisions(consolidation: "api.Consolidation", overview: Overview) -> None:
    """Decide at random, the same way for the same changes, and compare with plain cutting."""
    changes = overview.changes
    base = oracle.text(api.write(consolidation).docx, "reject") + "\n"
    # Objects have signs of their own in the overview: then there is no base text to cut.
    is_legible = interpreted(overview, []) == base
    if not changes or not is_legible or not all(is_plain(change) for change in changes):
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
        and "[" not in change.deleted + change.inserted
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
    """Cut and paste on the base text, letter by letter."""
    starts: dict[int, int] = {}
    text = ""
    for paragraph in overview.paragraphs:
        if paragraph.place.story == "body":
            # An empty paragraph has the number of the one before it.
            starts.setdefault(paragraph.place.paragraph, len(text))
            text += paragraph.text + "\n"
    kept = [True] * len(text)
    inserted = [""] * (len(text) + 1)
    verdicts = {decision.change: decision for decision in decisions}
    for change in overview.changes:
        decision = verdicts.get(change.id)
        if decision is None or decision.verdict == Verdict.REJECT:
            continue
        start = starts[change.place.paragraph] + change.place.start
        end = start + len(change.deleted)
        kept[start:end] = [False] * (end - start)
        inserted[end] += words(change, decision)
    pieces = zip(inserted, [*text, ""], [*kept, True], strict=True)
    return "".join(new + letter * is_kept for new, letter, is_kept in pieces)


def words(change: Change, decision: Decision) -> str:
    if decision.verdict == Verdict.ACCEPT:
        return change.inserted
    # Whole paragraphs stay whole paragraphs.
    is_whole = change.deleted.endswith("\n") or change.inserted.endswith("\n")
    return decision.text + "\n" * is_whole
