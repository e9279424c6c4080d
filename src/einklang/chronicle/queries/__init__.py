"""Reads of the chronicle; ``gap_count`` is what other floors ask most."""

from einklang.chronicle.queries.gaps import gap_count

__all__ = ["gap_count"]
