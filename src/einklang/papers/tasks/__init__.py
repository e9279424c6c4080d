"""Jobs of papers. Each is safe to run twice."""

from einklang.papers.tasks import circulation, consolidation, letters, reminders, sign_off

__all__ = ["circulation", "consolidation", "letters", "reminders", "sign_off"]
