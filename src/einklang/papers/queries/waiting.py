"""One thing that waits for somebody, whatever step of a paper it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from einklang.core import clock
from einklang.papers.models import Paper


@dataclass(frozen=True)
class Waiting:
    paper: Paper
    what: str
    """What is to be done, in a few words of the reader's language."""
    url: str
    due_at: datetime | None = None
    detail: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at <= clock.now()
