"""All answers of a circulation put together, and what is decided about each proposal."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import JobState, ProposalVerdict
from einklang.papers.models.circulation import Answer, Circulation
from einklang.papers.models.paper import Paper
from einklang.papers.models.version import BLOBS, Version

LOOKS_AND_TABLES = frozenset({"format", "table"})
"""Kinds of change that have no words of their own to be put otherwise."""
BULKY = ("overview", "rows", "rows_en", "head", "head_en")


class ConsolidationQuerySet(models.QuerySet["Consolidation"]):
    def visible_to(self, user: Visitor) -> Self:
        """Keep those of papers that the visitor may know of."""
        return self.filter(circulation__paper__in=Paper.objects.visible_to(user))

    def with_paper(self) -> Self:
        """Load what rules and headings ask for, and leave the bulky columns in the database."""
        return self.select_related(
            "circulation__version",
            "circulation__paper__lead",
            "circulation__paper__activity__body",
        ).defer(*BULKY)


@pghistory.track(exclude=[*BULKY, "steps_done", "steps_total"])
class Consolidation(models.Model):
    circulation = models.OneToOneField(
        Circulation, on_delete=models.PROTECT, related_name="consolidation"
    )
    state = models.CharField(_("state"), max_length=8, choices=JobState, default=JobState.WAITING)
    ordered_at = models.DateTimeField(_("ordered at"), auto_now_add=True)
    ordered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)
    """How far the job is: files read, of all there are, and the putting together."""
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    failed_answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Whose file could not be read."""
    excluded = ArrayField(models.BigIntegerField(), default=list)
    """Ids of the answers that the lead left out because their file cannot be read."""
    overview = models.TextField(blank=True)
    """The overview of the engine as JSON (`engines/redline/report/json.py`)."""
    rows = models.JSONField(default=list)
    """The rows of the synopsis, ready to show, in the order of the text (`rendering`)."""
    rows_en = models.JSONField(default=list)
    head = models.JSONField(default=dict)
    """Who sent what, and what could not be merged (`rendering`)."""
    head_en = models.JSONField(default=dict)
    docx = models.FileField(_("consolidated file"), upload_to=BLOBS, max_length=200, blank=True)
    """Everything recorded, nothing decided."""
    result = models.OneToOneField(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="made_by",
        verbose_name=_("resulting version"),
    )
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ConsolidationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("consolidation")
        verbose_name_plural = _("consolidations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_adoption_is_whole",
                condition=Q(result=None, adopted_at=None)
                | Q(result__isnull=False, adopted_at__isnull=False, state=JobState.DONE),
            ),
            models.CheckConstraint(
                name="papers_failure_says_why",
                condition=~Q(state=JobState.FAILED) | ~Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.circulation)

    def get_absolute_url(self) -> str:
        return reverse("papers:synopsis", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        return self.state in {JobState.WAITING, JobState.RUNNING}

    @property
    def paper(self) -> Paper:
        return self.circulation.paper


@pghistory.track(pghistory.UpdateEvent(), exclude=["html", "html_en"])
class Proposal(models.Model):
    """One change that one or several associations want, and what the lead decides about it."""

    consolidation = models.ForeignKey(
        Consolidation, on_delete=models.CASCADE, related_name="proposals"
    )
    position = models.PositiveIntegerField()
    """In the order of the text, from 1."""
    change = models.CharField(max_length=12)
    """The engine's id of the change: `c1`, `c2`, …"""
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    """The citable number of the paragraph; none in headers, notes and text boxes."""
    address = models.CharField(max_length=300, blank=True)
    """As one cites it: "Abs. 12, Z. 214–216"."""
    address_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12)
    deleted = models.TextField(blank=True)
    inserted = models.TextField(blank=True)
    associations = ArrayField(models.CharField(max_length=120))
    """Names as they stand in the file."""
    association_ids = ArrayField(models.BigIntegerField(), default=list)
    is_editorial = models.BooleanField(default=False)
    conflicts = ArrayField(models.CharField(max_length=12), default=list)
    html = models.TextField(blank=True)
    """Who wants what, ready to show."""
    html_en = models.TextField(blank=True)
    verdict = models.CharField(
        _("decision"), max_length=8, choices=ProposalVerdict, blank=True, default=""
    )
    own_text = models.TextField(_("own words"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    """Goes up with every decision: who decides on an older one is told."""

    class Meta:
        ordering = ("position",)
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_proposal_once", fields=("consolidation", "change")
            ),
            models.CheckConstraint(
                name="papers_decision_is_whole",
                condition=Q(verdict="", decided_at=None) | (~Q(verdict="") & ~Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="papers_rejection_has_reason",
                condition=~Q(verdict=ProposalVerdict.REJECT) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="papers_own_words_are_there",
                condition=~Q(verdict=ProposalVerdict.REPLACE) | ~Q(own_text=""),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("consolidation", "position"), name="papers_proposals_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.deleted} → {self.inserted}"

    def get_absolute_url(self) -> str:
        return reverse("papers:proposal", args=[self.consolidation_id, self.change])

    @property
    def takes_own_words(self) -> bool:
        return self.kind not in LOOKS_AND_TABLES


class ProtocolFile(models.Model):
    """The protocol of decisions as one association gets it, its own proposals first."""

    consolidation = models.ForeignKey(
        Consolidation, on_delete=models.CASCADE, related_name="protocols"
    )
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """None: the whole protocol, in the order of the text."""
    file = models.FileField(upload_to=BLOBS, max_length=200)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("protocol of decisions")
        verbose_name_plural = _("protocols of decisions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_protocol_once",
                fields=("consolidation", "association"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.consolidation)
