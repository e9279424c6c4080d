"""Demands keep their number from paper to paper and carry what became of them."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import Demand, Outcome
from einklang.core.models import Dated, Stamped
from einklang.core.when import Precision
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import INSIDERS, Visitor
from einklang.papers.enums import Fate, Procedure
from einklang.papers.models.paper import Paper


class DemandThreadQuerySet(models.QuerySet["DemandThread"]):
    def visible_to(self, user: Visitor) -> Self:
        """Keep the demands of the visitor's committees, and those in papers it may know of."""
        if not isinstance(user, Account) or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        inside = [row.body_id for row in user.accesses.all() if row.role in INSIDERS]
        papers = Paper.objects.visible_to(user)
        used = DemandUse.objects.filter(demand__activity__paper__in=papers)
        return self.filter(models.Q(body__in=inside) | models.Q(pk__in=used.values("thread_id")))


@pghistory.track()
class DemandThread(Stamped):
    """One demand of a committee, whatever paper says it."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="demand_threads")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("demand"))
    text_en = models.TextField(_("demand in English"), blank=True)
    procedure = models.CharField(
        _("way"), max_length=10, choices=Procedure, default=Procedure.BILL
    )

    objects = DemandThreadQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_demand_number_once", fields=("body", "number")),
        ]

    def __str__(self) -> str:
        return self.local_text

    @property
    def local_text(self) -> str:
        language = get_language() or "de"
        return self.text_en if language.startswith("en") and self.text_en else self.text


@pghistory.track()
class DemandUse(models.Model):
    """Where the demand stands in a paper, and under which number there."""

    thread = models.ForeignKey(DemandThread, on_delete=models.CASCADE, related_name="uses")
    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="use")
    label = models.CharField(_("number in the paper"), max_length=20, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("use of a demand")
        verbose_name_plural = _("uses of demands")

    def __str__(self) -> str:
        return f"{self.label} {self.demand}"


@pghistory.track()
class DemandStage(models.Model):
    """A step a bill, an ordinance or a budget goes through; a row of data."""

    procedure = models.CharField(_("way"), max_length=10, choices=Procedure)
    key = models.SlugField(_("key"), max_length=60)
    label = models.CharField(_("label"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("procedure", "order")
        verbose_name = _("step of a procedure")
        verbose_name_plural = _("steps of a procedure")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_demand_stage_once", fields=("procedure", "key")),
        ]

    def __str__(self) -> str:
        language = get_language() or "de"
        return self.label_en if language.startswith("en") and self.label_en else self.label


@pghistory.track()
class DemandFate(Dated):
    """What a step made of a demand, with its source."""

    thread = models.ForeignKey(DemandThread, on_delete=models.CASCADE, related_name="fates")
    stage = models.ForeignKey(DemandStage, on_delete=models.PROTECT, related_name="fates")
    fate = models.CharField(_("what became of it"), max_length=12, choices=Fate)
    quote = models.TextField(_("passage"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    outcome = models.OneToOneField(
        Outcome, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """What the annual report tells of it."""
    entered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Dated.Meta):
        ordering = ("stage__order", "pk")
        verbose_name = _("fate of a demand")
        verbose_name_plural = _("fates of demands")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="papers_fate_once", fields=("thread", "stage")),
            models.CheckConstraint(name="papers_fate_has_source", condition=~models.Q(source="")),
            models.CheckConstraint(
                name="papers_fate_has_date", condition=~models.Q(when_precision=Precision.UNKNOWN)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.get_fate_display()}"
