"""One thing that waits for somebody, whatever step of a paper it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Model, Q, QuerySet, Subquery

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import STEERING, role_in
from einklang.papers.models import Paper
from einklang.papers.models.houses import houses_of

MOST = 50
"""So many things are shown; nobody works through more before coming back."""
LOADED = MOST + 1
"""Of each step, the most urgent first: one more tells that there are more."""
SHOWN = ("deadline_at", "activity__title", "activity__title_en")


@dataclass(frozen=True)
class Waiting:
    paper: Paper
    what: str
    """What is to be done, in a few words of the reader's language."""
    url: str
    due_at: datetime | None = None
    detail: str = ""
    if_nothing: str = ""
    """What happens if one does nothing; empty where nothing does."""

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at <= clock.now()


def led_by(user: Account, body: Organisation, paper: str = "") -> Q:
    """Match what `lead_refusal` lets the account do in the committee's papers.

    ``paper`` leads from the rows to their papers: ``circulation__paper__``.
    """
    led = Q(**{f"{paper}activity__body": body})
    if role_in(user, body) in STEERING:
        return led
    houses = houses_of(user)
    mine = [house.organisation_id for house in houses if house.body_id == body.pk]
    return led & Q(**{f"{paper}lead__in": mine})


def own_associations(user: Account, body: Organisation) -> list[int]:
    """Return the ids of the associations the account may answer for in the committee."""
    return [
        house.association_id
        for house in houses_of(user)
        if house.body_id == body.pk and not house.is_branch
    ]


def shown(paper: str = "") -> tuple[str, ...]:
    """Return the columns of a paper that the desk and mails show; rows have some fifty.

    ``paper`` leads from the rows to their papers.
    """
    return tuple(f"{paper}{column}" for column in SHOWN)


def count_of(rows: QuerySet[Model], key: str) -> Subquery:
    """Count rows that refer to the outer query by the column ``key``; None where there are none.

    Unlike a join it multiplies nothing, and the database does it for the rows of the page only.
    """
    counted = rows.order_by().values(key).annotate(number=Count("pk"))
    return Subquery(counted.values("number"))
