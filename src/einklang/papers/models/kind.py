"""Kinds of paper and the plans they follow, all of them data."""

from typing import ClassVar

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import ActivityKind
from einklang.federation.models import Organisation
from einklang.papers.enums import Actor, Pace


@pghistory.track()
class PaperKind(models.Model):
    """What makes a kind of activity a kind of paper."""

    kind = models.OneToOneField(
        ActivityKind, on_delete=models.CASCADE, primary_key=True, related_name="paper_kind"
    )
    outline = models.TextField(
        _("outline"),
        blank=True,
        help_text=_(
            "The first draft. A line with # begins a heading, ## one below it, - an item of a"
            " list; any other line is a paragraph."
        ),
    )
    has_addressees = models.BooleanField(_("is a letter with addressees"), default=False)
    is_press = models.BooleanField(_("is for the press"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of paper")

    def __str__(self) -> str:
        return str(self.kind)


@pghistory.track()
class PlanTemplate(models.Model):
    """The steps of a plan; a committee's own template goes before the shared one."""

    body = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    pace = models.CharField(_("pace"), max_length=8, choices=Pace)
    label = models.CharField(_("label"), max_length=160)
    label_en = models.CharField(_("label in English"), max_length=160, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_plan_template_once", fields=("body", "pace"), nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        language = get_language() or "de"
        return self.label_en if language.startswith("en") and self.label_en else self.label


@pghistory.track()
class PlanTemplateStep(models.Model):
    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(_("key"), max_length=60)
    label = models.CharField(_("label"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)
    share = models.PositiveSmallIntegerField(
        _("done by, in percent of the time"), validators=[MaxValueValidator(100)]
    )
    actor = models.CharField(_("whose turn"), max_length=12, choices=Actor)

    class Meta:
        ordering = ("share", "pk")
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_plan_template_step_once", fields=("template", "key")
            ),
            models.CheckConstraint(
                name="papers_plan_share_is_percent", condition=models.Q(share__lte=100)
            ),
        ]

    def __str__(self) -> str:
        language = get_language() or "de"
        return self.label_en if language.startswith("en") and self.label_en else self.label
