"""Jobs of papers. Each is safe to run twice."""

from einklang.papers.tasks import (
    circulation,
    consolidation,
    letters,
    publication,
    register,
    reminders,
    sign_off,
)

__all__ = [
    "circulation",
    "consolidation",
    "letters",
    "publication",
    "register",
    "reminders",
    "sign_off",
]
