"""What was measured, what was promised, and whether it was kept."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class BenchError(Exception):
    """The measurement itself went wrong."""


class Unit(StrEnum):
    SECONDS = "s"
    MEGABYTES = "MB"
    EXPONENT = "exponent"
    """Of growth: 1 when twice as much takes twice as long."""
    QUERIES = "queries"


@dataclass(frozen=True)
class Row:
    what: str
    measured: float | None
    """In `unit`; None: this machine lacks what the measurement needs."""
    bound: float | None = None
    """In `unit`, not to be exceeded; none for what is only shown."""
    unit: Unit = Unit.SECONDS
    lack: str = ""
    """What the machine lacks."""

    @property
    def is_met(self) -> bool:
        """Whether the bound was kept; what was not measured keeps none."""
        return self.bound is None or (self.measured is not None and self.measured <= self.bound)

    @property
    def is_missed(self) -> bool:
        return self.measured is not None and not self.is_met

    @property
    def is_open(self) -> bool:
        """Whether there is a bound of which nothing is known."""
        return self.measured is None and self.bound is not None

    def line(self) -> str:
        verdict, bound = "", ""
        if self.bound is not None:
            verdict = "met" if self.is_met else "not met"
            bound = f"≤ {shown(self.bound, self.unit)}"
        if self.measured is None:
            verdict = f"not measured: {self.lack}"
        amount = "" if self.measured is None else shown(self.measured, self.unit)
        return f"{self.what:58}  {amount:>10}  {bound:>10}  {verdict}".rstrip()


def shown(amount: float, unit: Unit = Unit.SECONDS) -> str:
    """Write an amount as a person reads it: `1.25 s`, `640 ms`, `148 MB`, `1.02`."""
    if unit is Unit.MEGABYTES:
        return f"{amount:.0f} MB"
    if unit is Unit.EXPONENT:
        return f"{amount:.2f}"
    if unit is Unit.QUERIES:
        return f"{amount:.0f}"
    return f"{amount:.2f} s" if amount >= 1 else f"{amount * 1000:.0f} ms"


def once(act: Callable[[], object]) -> float:
    """Return how many seconds the act took."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def median(act: Callable[[], object], times: int = 15) -> float:
    """Return the median of several runs, after one that warms up."""
    act()
    return statistics.median(once(act) for _ in range(times))
