"""The activity itself, and what it happens on: occasions and series."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import OPEN_PHASES, OccasionKind, Visibility
from einklang.chronicle.models.kind import ActivityKind, State
from einklang.core.models import Dated, Sorted, Stamped
from einklang.core.when import When
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.federation.models.sight import roles_of
from einklang.federation.rules import INSIDERS, Visitor
from einklang.programmes.models import Programme


@pghistory.track()
class Occasion(Dated, Sorted):
    """What gave rise to activities: a conference, a draft, a report, negotiations."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    label = models.CharField(_("label"), max_length=300)
    label_en = models.CharField(_("label in English"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=OccasionKind)
    phrase = models.CharField(
        _("in a sentence"),
        max_length=300,
        blank=True,
        help_text=_("As it follows the thing, with its preposition: zur Ministerkonferenz."),
    )
    phrase_en = models.CharField(_("in an English sentence"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="occasions"
    )

    class Meta(Dated.Meta):
        ordering = ("sort_key",)
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")

    def __str__(self) -> str:
        language = get_language() or "de"
        return self.label_en if language.startswith("en") and self.label_en else self.label

    def sort_source(self) -> str:
        return self.label

    def phrase_in(self, language: str) -> str:
        return self.phrase_en if language.startswith("en") else self.phrase


@pghistory.track()
class Series(Sorted):
    """Activities that recur, numbered or not: action days, rounds of talks."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title

    def sort_source(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: Visitor) -> Self:
        """Keep what the visitor may read, in one query without further lookups.

        Insiders read everything of their committees; association staff what is meant for the
        federation; carrier contacts and guests that only where their organisation or they
        themselves took part; everybody what is public.
        """
        readable = Q(visibility=Visibility.PUBLIC)
        if isinstance(user, Account):
            if user.is_superuser:
                return self
            accesses = list(user.accesses.all())
            inside = [row.body_id for row in accesses if row.role in INSIDERS]
            staff = [row.body_id for row in accesses if row.role == Role.ASSOCIATION_STAFF]
            near = [row for row in accesses if row.role in {Role.CARRIER_CONTACT, Role.GUEST}]
            readable |= Q(body__in=inside)
            readable |= Q(body__in=staff, visibility=Visibility.FEDERATION)
            for row in near:
                took_part = Q(participations__organisation=row.organisation_id)
                if user.person_id:
                    took_part |= Q(participations__person=user.person_id)
                if row.organisation_id or user.person_id:
                    part = Activity.objects.filter(
                        took_part, body=row.body_id, visibility=Visibility.FEDERATION
                    )
                    readable |= Q(pk__in=part.values("pk"))
        return self.filter(readable)

    def in_body(self, body: Organisation, user: Visitor) -> Self:
        """Keep the committee's records the visitor may read.

        Insiders read all of them; asked without conditions, indexes answer.
        """
        rows = self.filter(body=body)
        if isinstance(user, Account) and roles_of(user).get(body.pk) in INSIDERS:
            return rows
        return rows.visible_to(user)

    def public(self) -> Self:
        return self.filter(visibility=Visibility.PUBLIC)

    def in_year(self, year: int) -> Self:
        """Keep what is counted in the year or lasts into it."""
        return self.filter(Q(year=year) | Q(when_start__year__lte=year, when_end__year__gte=year))

    def open(self) -> Self:
        return self.filter(state__phase__in=OPEN_PHASES)


@pghistory.track(exclude=["search_text", "search_vector"])
class Activity(Dated, Sorted, Stamped):
    body = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("committee"),
    )
    key = models.SlugField(_("key"), max_length=120)
    kind = models.ForeignKey(
        ActivityKind,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("kind"),
    )
    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="activities", verbose_name=_("state")
    )
    title = models.CharField(_("title"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    is_quoted = models.BooleanField(
        _("the title is official and is quoted"),
        default=True,
        help_text=_("Without a tick the title only describes what it is about."),
    )
    subject = models.CharField(
        _("in a sentence"),
        max_length=500,
        blank=True,
        help_text=_("What follows the kind in a sentence, for instance: zum Bericht über …"),
    )
    subject_en = models.CharField(_("in an English sentence"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year of the report"),
        help_text=_("The annual report in which it stands, even when its day is unknown."),
    )
    period = models.CharField(
        _("whole period"),
        max_length=40,
        blank=True,
        help_text=_("When it lasted longer than the date above, for instance June–October 2024."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=500, blank=True)
    summary = models.TextField(_("note for the committee"), blank=True)
    report_text = models.TextField(
        _("own text for the report"),
        blank=True,
        help_text=_("Left empty, Einklang writes the sentence from the facts."),
    )
    report_text_en = models.TextField(_("own English text for the report"), blank=True)
    url = models.URLField(_("published at"), max_length=1000, blank=True)
    source = models.CharField(_("source of the entry"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility, default=Visibility.COMMITTEE
    )
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    series_number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="activities", verbose_name=_("programmes")
    )
    occasions = models.ManyToManyField(
        Occasion, blank=True, related_name="activities", verbose_name=_("occasions")
    )
    search_text = models.TextField(editable=False, default="")
    search_vector = models.GeneratedField(
        expression=SearchVector("search_text", config="german"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ActivityQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = (models.F("when_start").desc(nulls_last=True), "sort_key")
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="chronicle_activity_key_once", fields=("body", "key")),
            models.CheckConstraint(
                name="chronicle_activity_year_plausible",
                condition=Q(year__gte=1848, year__lte=2200),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("body", "year", "when_start")),
            # Wide enough that counting, filtering and turning over pages never touch the table.
            models.Index(
                models.F("body"),
                models.F("when_start").desc(nulls_last=True),
                models.F("sort_key"),
                models.F("id"),
                include=("kind", "state", "year", "when_end", "visibility"),
                name="chronicle_latest_first",
            ),
            models.Index(
                fields=("body", "sort_key", "id"),
                include=("state", "visibility"),
                name="chronicle_by_title",
            ),
            models.Index(
                fields=("body", "-year", "-updated_at"),
                include=("id", "state", "kind", "visibility"),
                name="chronicle_changed_in_year",
            ),
            models.Index(fields=("body", "-updated_at"), name="chronicle_changed_last"),
            GinIndex(fields=["search_vector"], name="chronicle_search_stems"),
            GinIndex(
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
                name="chronicle_search_parts",
            ),
            GinIndex(
                fields=["sort_key"],
                opclasses=["gin_trgm_ops"],
                name="chronicle_title_parts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def sort_source(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("chronicle:activity_detail", args=[self.pk])

    @property
    def whole_period(self) -> When:
        return When.parse(self.period)

    def title_in(self, language: str) -> str:
        return self.title_en if language.startswith("en") and self.title_en else self.title

    @property
    def local_title(self) -> str:
        return self.title_in(get_language() or "de")

    @property
    def when_text(self) -> str:
        """The date in the reader's language."""
        return self.when.text((get_language() or "de")[:2])

    @property
    def hashtag_list(self) -> list[str]:
        return ["#" + tag.lstrip("#") for tag in self.hashtags.replace(",", " ").split()]


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ActivityProgramme(Activity.programmes.through):  # type: ignore[name-defined,misc]  # made by Django
    """Lets the history tell which programmes came and went."""

    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ActivityOccasion(Activity.occasions.through):  # type: ignore[name-defined,misc]  # made by Django
    class Meta:
        proxy = True
