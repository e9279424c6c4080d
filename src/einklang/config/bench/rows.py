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


@dataclass(frozen=True)
class Row:
    what: str
    measured: float
    """In `unit`."""
    bound: float | None = None
    """In `unit`, not to be exceeded; none for what is only shown."""
    unit: Unit = Unit.SECONDS

    @property
    def is_met(self) -> bool:
        return self.bound is None or self.measured <= self.bound

    def line(self) -> str:
        verdict, bound = "", ""
        if self.bound is not None:
            verdict = "met" if self.is_met else "not met"
            bound = f"≤ {shown(self.bound, self.unit)}"
        line = f"{self.what:58}  {shown(self.measured, self.unit):>10}  {bound:>10}  {verdict}"
        return line.rstrip()


def shown(amount: float, unit: Unit = Unit.SECONDS) -> str:
    """Write an amount as a person reads it: `1.25 s`, `640 ms`, `148 MB`, `1.02`."""
    if unit is Unit.MEGABYTES:
        return f"{amount:.0f} MB"
    if unit is Unit.EXPONENT:
        return f"{amount:.2f}"
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
