"""The paper itself, who works on it, its plan, and calls about it."""

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import Activity
from einklang.core import clock
from einklang.core.models import Stamped
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import INSIDERS, Visitor
from einklang.papers.enums import Actor, CallPurpose, Pace, PartyRole, Stage
from einklang.papers.models.houses import houses_of
from einklang.papers.models.kind import PaperKind


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Visitor) -> Self:
        """Keep what the visitor may know of.

        Insiders know all papers of their committees, staff those in which their association
        takes part. What is inside the houses has rules of its own.
        """
        if not isinstance(user, Account) or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        inside = [row.body_id for row in user.accesses.all() if row.role in INSIDERS]
        readable = Q(activity__body__in=inside)
        for house in houses_of(user):
            if house.body_id not in inside:
                part = Party.objects.filter(association=house.association_id)
                readable |= Q(activity__body=house.body_id, pk__in=part.values("paper_id"))
        return self.filter(readable)

    def open(self) -> Self:
        return self.exclude(stage__in=(Stage.PUBLISHED, Stage.DROPPED))


@pghistory.track()
class Paper(Stamped):
    """The paper's own facts; title, date, programmes and occasion stand on its activity."""

    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, primary_key=True, related_name="paper"
    )
    kind = models.ForeignKey(
        PaperKind, on_delete=models.PROTECT, related_name="papers", verbose_name=_("kind")
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage, default=Stage.DRAFTING)
    pace = models.CharField(_("pace"), max_length=8, choices=Pace, default=Pace.NORMAL)
    lead = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="papers_led",
        verbose_name=_("lead association"),
    )
    sender = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_asked_for",
        verbose_name=_("who asked for it"),
        help_text=_("The ministry that sent the draft, the court that wrote the report."),
    )
    reference = models.CharField(_("file reference"), max_length=120, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    is_first_of_topic = models.BooleanField(
        _("first paper on its subject"),
        default=False,
        help_text=_("The rules may forbid the silence procedure for it."),
    )
    drop_reason = models.CharField(_("why it was dropped"), max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_deadline_after_receipt",
                condition=Q(received_at=None)
                | Q(deadline_at=None)
                | Q(deadline_at__gt=models.F("received_at")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("stage", "deadline_at"), name="papers_open_by_deadline"),
        ]

    def __str__(self) -> str:
        return self.activity.title

    def get_absolute_url(self) -> str:
        return reverse("papers:paper_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.stage not in {Stage.PUBLISHED, Stage.DROPPED}

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.deadline_at is not None and self.deadline_at <= clock.now()


@pghistory.track()
class Party(models.Model):
    """An association that works on a paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="parties")
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="paper_parts"
    )
    role = models.CharField(_("role"), max_length=12, choices=PartyRole, default=PartyRole.ASKED)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "association__sort_key")
        verbose_name = _("association of a paper")
        verbose_name_plural = _("associations of a paper")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_party_once", fields=("paper", "association")),
            models.UniqueConstraint(
                name="papers_one_lead", fields=("paper",), condition=Q(role=PartyRole.LEAD)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("association", "paper"), name="papers_of_association"),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.get_role_display()}"


@pghistory.track()
class PlanStep(models.Model):
    """A step of the plan that was laid backwards from the deadline."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="plan_steps")
    key = models.SlugField(_("key"), max_length=60)
    label = models.CharField(_("label"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)
    actor = models.CharField(_("whose turn"), max_length=12, choices=Actor)
    due_at = models.DateTimeField(_("due at"))
    note = models.CharField(_("note"), max_length=20, blank=True)
    """What is unpleasant about the moment, as the engine calls it: day-off, outside-hours."""
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        ordering = ("due_at", "pk")
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_plan_step_once", fields=("paper", "key")),
        ]

    def __str__(self) -> str:
        return self.local_label

    @property
    def local_label(self) -> str:
        language = get_language() or "de"
        return self.label_en if language.startswith("en") and self.label_en else self.label

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.due_at <= clock.now()


@pghistory.track()
class Call(models.Model):
    """A telephone call about a paper: who called whom, when, and what was said."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="calls")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=16, choices=CallPurpose)
    called_at = models.DateTimeField(_("called at"))
    called_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="paper_calls"
    )
    caller_name = models.CharField(_("who called"), max_length=160)
    spoken_to = models.CharField(_("spoken to"), max_length=160)
    said = models.TextField(_("what was said"), blank=True)

    class Meta:
        ordering = ("called_at", "pk")
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(name="logged_for_good", exclude=["called_by"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.caller_name} → {self.spoken_to}"
