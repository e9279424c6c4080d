from typing import ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from einklang.core.grammar import CaseForms
from einklang.core.models import Sorted, Stamped
from einklang.federation.enums import Article
from einklang.federation.models import Organisation
from einklang.federation.models.sight import sees_names
from einklang.programmes.enums import CarrierRole


def years_text(since: int | None, until: int | None) -> str:
    """Print 2014–2020, since 2014 or until 2020; empty when neither is known."""
    if since and until:
        return str(since) if since == until else f"{since}–{until}"
    if since:
        return gettext("since %(year)d") % {"year": since}
    return gettext("until %(year)d") % {"year": until} if until else ""


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "ProgrammeQuerySet":
        return self.all() if sees_names(user) else self.none()


@pghistory.track()
class Programme(Sorted, Stamped):
    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("abbreviation"), max_length=80, blank=True)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    article = models.CharField(_("article"), max_length=12, choices=Article, default=Article.NONE)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strands",
        verbose_name=_("strand of"),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    funder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funded_programmes",
        verbose_name=_("funder"),
    )
    granting_authority = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="granted_programmes",
        verbose_name=_("granting authority"),
    )
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("order", "sort_key")
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="programmes_programme_not_own_strand",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme_detail", args=[self.pk])

    def sort_source(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        return self.name_in(get_language() or "de")

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name

    @property
    def local_description(self) -> str:
        language = get_language() or "de"
        is_english = language.startswith("en") and self.description_en
        return self.description_en if is_english else self.description

    @property
    def years(self) -> str:
        return years_text(self.since_year, self.until_year)

    @property
    def forms(self) -> CaseForms:
        return CaseForms(self.name, self.article)


class CarrierQuerySet(models.QuerySet["ProgrammeCarrier"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "CarrierQuerySet":
        return self.all() if sees_names(user) else self.none()


@pghistory.track()
class ProgrammeCarrier(models.Model):
    """Who runs a programme. Never derived from the federation's members."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="carriers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="carried_programmes"
    )
    role = models.CharField(
        _("role"), max_length=16, choices=CarrierRole, default=CarrierRole.CARRIER
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)

    objects = CarrierQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__sort_key",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="programmes_carrier_once", fields=("programme", "organisation", "role")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.programme}"

    @property
    def years(self) -> str:
        return years_text(self.since_year, self.until_year)
