"""What is not known yet. Each gap is a condition in SQL, so that a year is asked at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from einklang.chronicle.enums import ParticipationRole, Phase, Visibility
from einklang.chronicle.models import Activity, ActivityKind, Outcome, Participation
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.core.when import Precision
from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor

MOST = 1_000_000
VAGUE = (Precision.UNKNOWN, Precision.YEAR)
ROLES_OF_AUTHORS = (ParticipationRole.AUTHOR, ParticipationRole.CO_AUTHOR)
ROLES_OF_ORGANISERS = (ParticipationRole.ORGANISER, ParticipationRole.CO_ORGANISER)


@dataclass(frozen=True)
class Gap:
    key: str
    label: str | Promise
    advice: str | Promise
    """What to do about it, on the page that lists the gaps."""
    missing: Callable[[], Q | Exists]
    role: str = ""
    """The role somebody must be entered in, when that mends it."""
    field: str = ""
    """The field of the edit page that mends it."""
    always: bool = False
    """Asked of every kind, not only of those that expect it."""


def without(*roles: ParticipationRole) -> Callable[[], Q]:
    def missing() -> Q:
        parts = Participation.objects.filter(activity=OuterRef("pk"), role__in=roles)
        return Q(~Exists(parts))

    return missing


def without_outcome() -> Q:
    """Nobody expects an outcome of what is not done yet."""
    outcomes = Outcome.objects.filter(activity=OuterRef("pk"))
    return Q(state__phase=Phase.DONE) & Q(~Exists(outcomes))


def without_programme() -> Q:
    programmes = Activity.programmes.through.objects.filter(activity=OuterRef("pk"))
    return Q(~Exists(programmes))


def without_occasion() -> Q:
    occasions = Activity.occasions.through.objects.filter(activity=OuterRef("pk"))
    return Q(~Exists(occasions))


def without_english_title() -> Q:
    """Ask only of public records: the public pages stand in two languages."""
    return Q(visibility=Visibility.PUBLIC, title_en="")


GAPS = {
    gap.key: gap
    for gap in (
        Gap(
            "day",
            pgettext_lazy("gap", "date"),
            _("Enter when it was."),
            lambda: Q(when_precision__in=VAGUE),
            field="when",
        ),
        Gap(
            "addressee",
            pgettext_lazy("gap", "addressee"),
            _("Enter who it was addressed to."),
            without(ParticipationRole.ADDRESSEE),
            ParticipationRole.ADDRESSEE,
        ),
        Gap(
            "author",
            pgettext_lazy("gap", "author"),
            _("Enter who wrote it."),
            without(*ROLES_OF_AUTHORS),
            ParticipationRole.AUTHOR,
        ),
        Gap(
            "patron",
            pgettext_lazy("gap", "patron"),
            _("Enter who was patron."),
            without(ParticipationRole.PATRON),
            ParticipationRole.PATRON,
        ),
        Gap(
            "organiser",
            pgettext_lazy("gap", "organiser"),
            _("Enter who organised it."),
            without(*ROLES_OF_ORGANISERS),
            ParticipationRole.ORGANISER,
        ),
        Gap(
            "partner",
            pgettext_lazy("gap", "partner"),
            _("Enter with whom it was done."),
            without(ParticipationRole.PARTNER),
            ParticipationRole.PARTNER,
        ),
        Gap(
            "programme",
            pgettext_lazy("gap", "programme"),
            _("Choose the programmes."),
            without_programme,
            field="programmes",
        ),
        Gap(
            "occasion",
            pgettext_lazy("gap", "occasion"),
            _("Choose the occasion."),
            without_occasion,
            field="occasions",
        ),
        Gap(
            "outcome",
            pgettext_lazy("gap", "outcome"),
            _("Enter what came of it."),
            without_outcome,
        ),
        Gap(
            "place",
            pgettext_lazy("gap", "place"),
            _("Enter where it was."),
            lambda: Q(place=""),
            field="place",
        ),
        Gap(
            "url",
            pgettext_lazy("gap", "web address"),
            _("Enter where it can be read."),
            lambda: Q(url=""),
            field="url",
        ),
        Gap(
            "title_en",
            pgettext_lazy("gap", "English title"),
            _("Translate the title."),
            without_english_title,
            field="title_en",
            always=True,
        ),
    )
}


def with_gaps(activities: ActivityQuerySet) -> ActivityQuerySet:
    """Annotate one truth value for each gap: ``gap_day``, ``gap_addressee`` and so on."""
    conditions = {f"gap_{gap.key}": truth(gap_condition(gap)) for gap in GAPS.values()}
    return activities.annotate(**conditions)


def having_gap(activities: ActivityQuerySet, key: str = "") -> ActivityQuerySet:
    """Keep what has this gap, or any."""
    found = Q(pk__in=[])
    for gap in GAPS.values():
        if key in {"", gap.key}:
            found |= gap_condition(gap)
    return activities.filter(found).exclude(state__phase=Phase.DROPPED)


def gap_condition(gap: Gap) -> Q:
    condition = gap.missing()
    found = condition if isinstance(condition, Q) else Q(condition)
    if gap.always:
        return found
    # A word of the comma-separated list, told apart from longer words. Kinds are few: asked
    # for themselves they are read once, not once a record.
    kinds = ActivityKind.objects.filter(expects__regex=rf"(^|,)\s*{gap.key}\s*(,|$)")
    return Q(kind__in=kinds.values("pk")) & found


def truth(condition: Q) -> Combinable:
    return Case(
        When(condition & ~Q(state__phase=Phase.DROPPED), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def gaps_of(activity: Activity) -> list[Gap]:
    """Read the gaps of one row that ``with_gaps`` annotated."""
    return [gap for gap in GAPS.values() if getattr(activity, f"gap_{gap.key}", False)]


def gap_counts(activities: ActivityQuerySet) -> list[tuple[Gap, int]]:
    """Count each gap in one query; gaps nobody has are left out."""
    return gap_survey(activities)[0]


def gap_survey(activities: ActivityQuerySet) -> tuple[list[tuple[Gap, int]], int]:
    """Count each gap, and the records that have any, in one query."""
    # The limit makes the database work out each gap of a record once, not once a count.
    annotated = with_gaps(activities).order_by()[:MOST]
    found = {key: Q(**{f"gap_{key}": True}) for key in GAPS}
    sums = annotated.aggregate(
        **{key: Count("pk", filter=condition) for key, condition in found.items()},
        any=Count("pk", filter=reduce(or_, found.values())),
    )
    counts = [(gap, sums[gap.key]) for gap in GAPS.values() if sums[gap.key]]
    return counts, sums["any"]


def gap_count(user: Visitor, body: Organisation, year: int | None = None) -> int:
    """Count the committee's records that miss something, of one year or of all."""
    visible = Activity.objects.in_body(body, user)
    return having_gap(visible if year is None else visible.filter(year=year)).count()


def unknown_expectations(kinds: Iterable[ActivityKind]) -> set[str]:
    """Name the expectations that Einklang does not know, for the check of imported kinds."""
    return {word for kind in kinds for word in kind.expected_facts} - set(GAPS)
