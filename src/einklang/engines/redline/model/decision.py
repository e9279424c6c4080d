"""What the lead association decides about a change."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    REPLACE = "replace"
    """The change's words go, and the decision's own text comes."""


@dataclass(frozen=True, slots=True)
class Decision:
    change: str
    """The id of the change."""
    verdict: Verdict
    reason: str = ""
    text: str = ""
    """For `replace`: the words that come instead. A line feed begins a new paragraph."""
