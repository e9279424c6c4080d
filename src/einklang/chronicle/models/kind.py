"""Kinds of activity, life cycles and sentence patterns, all of them data.

A row without a body belongs to the shared catalogue; a committee's own row with the same key
goes before it.
"""

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import OPEN_PHASES, Phase
from einklang.core.grammar import CaseForms
from einklang.federation.enums import Article
from einklang.federation.models import Organisation


class Catalogued(models.Model):
    """A row of the shared catalogue, or of one committee's own."""

    body = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.SlugField(_("key"), max_length=80)
    label = models.CharField(_("label"), max_length=160)
    label_en = models.CharField(_("label in English"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ("order", "label")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_key_once",
                fields=("body", "key"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.label_in(get_language() or "de")

    def label_in(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label


@pghistory.track()
class LifeCycle(Catalogued):
    class Meta(Catalogued.Meta):
        verbose_name = _("life cycle")
        verbose_name_plural = _("life cycles")


@pghistory.track()
class State(models.Model):
    """One step of a life cycle."""

    life_cycle = models.ForeignKey(LifeCycle, on_delete=models.CASCADE, related_name="states")
    key = models.SlugField(_("key"), max_length=80)
    label = models.CharField(_("label"), max_length=160)
    label_en = models.CharField(_("label in English"), max_length=160, blank=True)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("life_cycle", "order")
        verbose_name = _("state")
        verbose_name_plural = _("states")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="chronicle_state_key_once", fields=("life_cycle", "key")),
        ]

    def __str__(self) -> str:
        return self.label_in(get_language() or "de")

    def label_in(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label

    @property
    def is_open(self) -> bool:
        return self.phase in OPEN_PHASES


@pghistory.track()
class ActivityGroup(Catalogued):
    """A heading under which kinds stand together, in lists and in the first outline."""

    class Meta(Catalogued.Meta):
        verbose_name = _("group of kinds")
        verbose_name_plural = _("groups of kinds")


@pghistory.track()
class ActivityKind(Catalogued):
    label_plural = models.CharField(_("plural"), max_length=160, blank=True)
    label_plural_en = models.CharField(_("plural in English"), max_length=160, blank=True)
    article = models.CharField(_("article"), max_length=12, choices=Article, default=Article.NONE)
    nominative = models.CharField(_("nominative with article"), max_length=200, blank=True)
    genitive = models.CharField(_("genitive with article"), max_length=200, blank=True)
    dative = models.CharField(_("dative with article"), max_length=200, blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    group = models.ForeignKey(
        ActivityGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kinds",
        verbose_name=_("group of kinds"),
    )
    life_cycle = models.ForeignKey(
        LifeCycle, on_delete=models.PROTECT, related_name="kinds", verbose_name=_("life cycle")
    )
    is_publication = models.BooleanField(_("belongs in the table of publications"), default=False)
    expects = models.CharField(
        _("a record without these is a gap"),
        max_length=200,
        blank=True,
        help_text=_("Separated by commas: day, addressee, author, patron, programme, outcome."),
    )

    class Meta(Catalogued.Meta):
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")

    @property
    def forms(self) -> CaseForms:
        """The kind's name with its article: das Parlamentarische Frühstück."""
        return CaseForms(self.label, self.article, self.genitive, self.dative, self.nominative)

    @property
    def expected_facts(self) -> tuple[str, ...]:
        return tuple(filter(None, (word.strip() for word in self.expects.split(","))))

    def plural_in(self, language: str) -> str:
        if language.startswith("en"):
            return self.label_plural_en or self.label_en or self.label_plural or self.label
        return self.label_plural or self.label


@pghistory.track()
class SentencePattern(models.Model):
    """How an activity is told. The closest row wins: kind and phase, then kind, then phase."""

    body = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.ForeignKey(
        ActivityKind,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="patterns",
        verbose_name=_("kind of activity"),
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, blank=True)
    is_group = models.BooleanField(_("tells several together"), default=False)
    text = models.TextField(_("German"))
    text_en = models.TextField(_("English"))

    class Meta:
        ordering = ("kind", "phase")
        verbose_name = _("sentence pattern")
        verbose_name_plural = _("sentence patterns")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="chronicle_pattern_once",
                fields=("body", "kind", "phase", "is_group"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def text_in(self, language: str) -> str:
        return self.text_en if language.startswith("en") else self.text
