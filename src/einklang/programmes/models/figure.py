from typing import ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.core.models import Dated, Quantified, Stamped
from einklang.federation.models.sight import sees_names
from einklang.programmes.enums import FigureKind
from einklang.programmes.models.programme import Programme


def reader_language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"


@pghistory.track()
class Source(Dated, Stamped):
    """Where a figure or a fact stands, and of when that is."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=400)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    reference = models.CharField(_("reference"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)

    class Meta(Dated.Meta):
        ordering = ("title",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    @property
    def when_text(self) -> str:
        return self.when.text(reader_language())

    @property
    def details(self) -> str:
        """Print publisher, reference and date, leaving out what the title says already."""
        parts = [part for part in (self.publisher, self.reference) if part not in self.title]
        return ", ".join(filter(None, (*parts, self.when_text)))


@pghistory.track()
class Indicator(models.Model):
    """What a figure counts: budget, cases, sites, full-time posts."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    label = models.CharField(_("label"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)
    is_budget = models.BooleanField(_("money of a budget"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "label")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.label_en if reader_language() == "en" and self.label_en else self.label


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "FigureQuerySet":
        return self.all() if sees_names(user) else self.none()


@pghistory.track()
class Figure(Quantified, Dated, Stamped):
    """One figure as one source states it; ``when`` is the day the source speaks of."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=FigureKind)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="figures"
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ("indicator__order", "year", "kind", "pk")
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("programme", "indicator", "year")),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.indicator} {self.year or ''}: {self.quantity.text('de')}"

    @property
    def text(self) -> str:
        return self.quantity.text(reader_language())

    @property
    def when_text(self) -> str:
        return self.when.text(reader_language())
