"""What was measured, what was promised, and whether it was kept."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    what: str
    measured: float
    """Seconds."""
    bound: float
    """Seconds, not to be exceeded."""

    @property
    def is_met(self) -> bool:
        return self.measured <= self.bound

    def line(self) -> str:
        verdict = "met" if self.is_met else "not met"
        bound = f"≤ {shown(self.bound)}"
        return f"{self.what:58}  {shown(self.measured):>10}  {bound:>10}  {verdict}"


def shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def once(act: Callable[[], object]) -> float:
    """Return how many seconds the act took."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def median(act: Callable[[], object], times: int = 15) -> float:
    """Return the median of several runs, after one that warms up."""
    act()
    return statistics.median(once(act) for _ in range(times))
