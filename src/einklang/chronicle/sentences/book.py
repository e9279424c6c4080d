"""Which pattern tells an activity: the closest, and a committee's own before the shared one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import structlog
from django.db.models import Q

from einklang.chronicle.models import Activity, SentencePattern
from einklang.chronicle.sentences.errors import PatternError
from einklang.chronicle.sentences.pattern import Node, parse_pattern

logger = structlog.get_logger(__name__)

Key = tuple[int | None, str, str, bool]
# The last resort where no pattern is recorded: it only states what is there.
BARE = "{thing}[, {when}][, {place}] ({state})."


@dataclass(frozen=True)
class PatternBook:
    rows: dict[Key, SentencePattern]

    @classmethod
    def load(cls, body_ids: Iterable[int]) -> Self:
        """Read all patterns of these committees and the shared ones, in one query."""
        rows = SentencePattern.objects.filter(
            Q(body=None) | Q(body__in=set(body_ids))
        ).select_related("kind")
        # By the kind's key: a committee's own kind is told like the shared one it replaces.
        return cls(
            {
                (row.body_id, row.kind.key if row.kind else "", row.phase, row.is_group): row
                for row in rows
            }
        )

    def find(self, activity: Activity, *, is_group: bool = False) -> SentencePattern | None:
        kind, phase = activity.kind.key, activity.state.phase
        for asked_kind, asked_phase in ((kind, phase), (kind, ""), ("", phase), ("", "")):
            for body in (activity.body_id, None):
                if row := self.rows.get((body, asked_kind, asked_phase, is_group)):
                    return row
        return None

    def nodes_for(self, activity: Activity, language: str) -> tuple[Node, ...]:
        """Return the closest pattern that can be read."""
        row = self.find(activity)
        if row is not None and (text := row.text_in(language)):
            try:
                return parse_pattern(text)
            except PatternError as error:
                # Checked when it is entered; whatever slipped in must not lose the report.
                logger.warning("chronicle.bad_pattern", pattern=row.pk, error=str(error))
        return parse_pattern(BARE)

    def group_nodes_for(self, activity: Activity, language: str) -> tuple[Node, ...] | None:
        row = self.find(activity, is_group=True)
        if row is None or not row.text_in(language):
            return None
        try:
            return parse_pattern(row.text_in(language), is_group=True)
        except PatternError as error:
            logger.warning("chronicle.bad_pattern", pattern=row.pk, error=str(error))
            return None
