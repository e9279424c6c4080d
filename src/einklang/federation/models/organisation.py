"""Organisations, their names with validity, and how they hang together."""

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.core.grammar import CaseForms
from einklang.core.models import Sorted, Stamped
from einklang.federation.enums import (
    BODY_KINDS,
    AffiliationKind,
    Article,
    Land,
    OrganisationKind,
)
from einklang.federation.models.sight import sees_names


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def bodies(self) -> "OrganisationQuerySet":
        return self.filter(kind__in=BODY_KINDS)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "OrganisationQuerySet":
        return self.all() if sees_names(user) else self.none()


@pghistory.track()
class Organisation(Sorted, Stamped):
    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    article = models.CharField(_("article"), max_length=12, choices=Article, default=Article.NONE)
    genitive = models.CharField(_("genitive with article"), max_length=330, blank=True)
    dative = models.CharField(_("dative with article"), max_length=330, blank=True)
    accusative = models.CharField(_("accusative with article"), max_length=330, blank=True)
    land = models.CharField(_("Land"), max_length=5, choices=Land, blank=True)
    seat = models.CharField(_("seat"), max_length=120, blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("federation:organisation_detail", args=[self.pk])

    def sort_source(self) -> str:
        return self.name

    @property
    def is_body(self) -> bool:
        return self.kind in BODY_KINDS

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "de")

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name

    @property
    def forms(self) -> CaseForms:
        return CaseForms(self.name, self.article, self.genitive, self.dative, self.accusative)

    def name_on(self, day: date) -> str:
        """Return the name that was valid on the day; the present one when none is recorded."""
        for former in self.former_names.all():
            if former.covers(day):
                return former.name
        return self.name


@pghistory.track()
class OrganisationName(models.Model):
    """A former name with the days on which it was valid."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ("valid_from", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="federation_name_ends_after_start",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


T = TypeVar("T", bound=models.Model)


class TermQuerySet(models.QuerySet[T]):
    def on(self, day: date) -> Self:
        """Keep the rows whose term covers the day."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def current(self) -> Self:
        return self.on(clock.today())

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.all() if sees_names(user) else self.none()


class Term(models.Model):
    """From when until when; open ends are allowed."""

    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_term_ends_after_start",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
            ),
        ]

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@pghistory.track()
class Affiliation(Term):
    """One organisation is a member, a branch, a part or a carrier of another, for a time."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="affiliations"
    )
    parent = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliated")
    kind = models.CharField(_("kind"), max_length=12, choices=AffiliationKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Term.Meta):
        ordering = ("order", "organisation__sort_key")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                name="federation_affiliation_to_another",
                condition=~Q(organisation=models.F("parent")),
            ),
            models.UniqueConstraint(
                name="federation_affiliation_once",
                fields=("organisation", "parent", "kind", "since"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.parent}"


@pghistory.track()
class LeadTerm(Term):
    """The association that leads the federation for a time (two years, then the next)."""

    federation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="lead_terms"
    )
    association = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="leads")

    class Meta(Term.Meta):
        ordering = ("since",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                name="federation_lead_once",
                fields=("federation", "since"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.federation}"
