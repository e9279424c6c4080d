"""Reading decisions from a JSON file, with a clear word on what is wrong in it."""

import json
from pathlib import Path
from typing import Any

from einklang.engines.redline.errors import DecisionError
from einklang.engines.redline.model.decision import Decision, Verdict

FIELDS = ("change", "verdict", "reason", "text")


def read_decisions(path: Path) -> list[Decision]:
    """Read a list of `{"change": "c1", "verdict": "accept", "reason": "…", "text": "…"}`.

    `reason` and `text` may be missing; `replace` needs a text.

    :raises DecisionError: with the number of the first entry that is wrong.
    """
    try:
        # Editors on Windows put a mark at the beginning.
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DecisionError("decisions-unreadable", file=path.name) from error
    if not isinstance(entries, list):
        raise DecisionError("decisions-unreadable", file=path.name)
    return [_decision(entry, number) for number, entry in enumerate(entries, 1)]


def _decision(entry: Any, number: int) -> Decision:
    if not isinstance(entry, dict) or not entry.get("change"):
        raise DecisionError("decision-without-change", number=number)
    for name, value in entry.items():
        if name not in FIELDS:
            raise DecisionError("decision-unknown-field", number=number, field=name)
        if not isinstance(value, str):
            raise DecisionError("decision-no-text", number=number, field=name)
    verdict = entry.get("verdict", "")
    if verdict not in set(Verdict):
        raise DecisionError("decision-unknown-verdict", number=number, verdict=verdict)
    if verdict == Verdict.REPLACE and "text" not in entry:
        raise DecisionError("text-missing", change=entry["change"])
    return Decision(
        entry["change"], Verdict(verdict), entry.get("reason", ""), entry.get("text", "")
    )
