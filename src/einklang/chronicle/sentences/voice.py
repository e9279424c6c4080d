"""How is it told: language, year of the report, and what was named before."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Voice:
    language: str
    report_year: int | None = None
    """A date that only repeats this year is not told."""
    introduced: set[str] | None = None
    """Names told in full before: from then on their short forms do. None: always in full."""
    leaves_out_outcomes: bool = False
    pending: dict[str, str] = field(default_factory=dict)
    """Names this sentence may introduce, once it is sure that they stand in it."""

    @property
    def is_german(self) -> bool:
        return self.language == "de"

    def knows(self, key: str) -> bool:
        return self.introduced is not None and key in self.introduced

    def names(self, key: str, phrase: str) -> None:
        if self.introduced is not None:
            self.pending[key] = phrase

    def settle(self, text: str) -> None:
        """Keep as introduced what really stands in the finished text."""
        if self.introduced is not None:
            # The first letter may have become a capital at the start of a sentence.
            self.introduced.update(key for key, name in self.pending.items() if name[1:] in text)
            self.pending.clear()
