"""A year at a glance: twelve months, and lanes for what is known less precisely."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import F

from einklang.chronicle.models import Activity, ActivityKind, State
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.core.when import MONTHS, Precision

MONTHS_OF_YEAR = range(1, 13)
SHOWN_COLUMNS = (
    "title", "title_en", "year", "when_precision", "when_start", "when_end", "kind", "state",
)  # fmt: skip
YEARS = """
    SELECT known
    FROM (SELECT min(year)::int AS first, max(year)::int AS last
          FROM ({found}) AS records) AS ends,
         generate_series(ends.first, ends.last) AS known
    WHERE EXISTS (SELECT 1 FROM ({found}) AS records WHERE records.year = known)
    ORDER BY known DESC
"""


@dataclass
class Month:
    number: int
    name: str
    days: list[Activity] = field(default_factory=list)
    """Known to the day, or beginning with a known day."""
    vague: list[Activity] = field(default_factory=list)
    """Known to the month only, or lasting several months from here."""

    @property
    def total(self) -> int:
        return len(self.days) + len(self.vague)


@dataclass
class Year:
    year: int
    months: list[Month]
    whole_year: list[Activity] = field(default_factory=list)
    """Nothing but the year is known."""
    undated: list[Activity] = field(default_factory=list)
    """Belongs to the year's report; its date is unknown."""

    @property
    def total(self) -> int:
        return sum(month.total for month in self.months) + len(self.whole_year) + len(self.undated)


def year_at_a_glance(activities: ActivityQuerySet, year: int, language: str) -> Year:
    """Sort the activities of the year into its months; kinds and states are loaded once each."""
    names = MONTHS["en" if language.startswith("en") else "de"]
    glance = Year(year, [Month(number, names[number - 1]) for number in MONTHS_OF_YEAR])
    rows = activities.in_year(year).select_related(None).prefetch_related(None)
    rows = rows.only(*SHOWN_COLUMNS).order_by(F("when_start").asc(nulls_last=True), "sort_key")
    loaded = list(rows)
    kinds = ActivityKind.objects.in_bulk({row.kind_id for row in loaded})
    states = State.objects.in_bulk({row.state_id for row in loaded})
    for activity in loaded:
        activity.kind, activity.state = kinds[activity.kind_id], states[activity.state_id]
        lane_of(glance, activity).append(activity)
    return glance


def lane_of(glance: Year, activity: Activity) -> list[Activity]:
    precision, start = activity.when_precision, activity.when_start
    if precision == Precision.UNKNOWN or start is None:
        return glance.undated
    if precision == Precision.YEAR:
        return glance.whole_year
    # What began in the year before stands in January; what was reported later, in its month.
    shown = max(start, date(glance.year, 1, 1))
    if shown.year > glance.year:
        return glance.whole_year
    month = glance.months[shown.month - 1]
    return month.days if precision in {Precision.DAY, Precision.RANGE} else month.vague


def years_with_records(activities: ActivityQuerySet) -> list[int]:
    """Return the years, latest first; each is looked up once, however many records it has."""
    found, values = activities.order_by().values("year").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(YEARS.format(found=found), (*values, *values))
        return [year for (year,) in cursor.fetchall()]
