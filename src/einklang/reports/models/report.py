from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import Activity, ActivityGroup, ActivityKind
from einklang.core.models import Stamped
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import INSIDERS, Visitor


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Visitor) -> Self:
        """Insiders read every report of theirs, association staff too; others what is public."""
        readable = Q(published_version__isnull=False)
        if isinstance(user, Account):
            if user.is_superuser:
                return self
            roles = INSIDERS | {Role.ASSOCIATION_STAFF}
            bodies = [row.body_id for row in user.accesses.all() if row.role in roles]
            readable |= Q(body__in=bodies)
        return self.filter(readable)


@pghistory.track()
class Report(Stamped):
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reports", verbose_name=_("committee")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    foreword = models.TextField(_("foreword"), blank=True)
    foreword_en = models.TextField(_("foreword in English"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    closing_en = models.TextField(_("closing words in English"), blank=True)
    published_version = models.ForeignKey(
        "ReportVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published version"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "body__sort_key")
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="reports_report_once_a_year", fields=("body", "year")),
        ]

    def __str__(self) -> str:
        return self.title_in(get_language() or "de")

    def title_in(self, language: str) -> str:
        return self.title_en if language.startswith("en") and self.title_en else self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.pk])


class SectionContent(models.TextChoices):
    ACTIVITIES = "activities", _("activities")
    NUMBERS = "numbers", _("numbers of the year")
    TIMELINE = "timeline", _("timeline")
    PUBLICATIONS = "publications", _("table of publications")
    DEMANDS = "demands", _("demands and outcomes")
    OPEN_POINTS = "open_points", _("what remains open")
    CHAIR = "chair", _("who chairs and belongs to it")
    TEXT = "text", _("own text only")


@pghistory.track()
class ReportSection(models.Model):
    """A heading of the outline and what stands below it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    content = models.CharField(
        _("content"), max_length=16, choices=SectionContent, default=SectionContent.ACTIVITIES
    )
    intro = models.TextField(_("introduction"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    kinds = models.ManyToManyField(
        ActivityKind, blank=True, related_name="+", verbose_name=_("kinds")
    )
    groups = models.ManyToManyField(
        ActivityGroup, blank=True, related_name="+", verbose_name=_("groups of kinds")
    )
    takes_rest = models.BooleanField(_("takes what no other section takes"), default=False)
    is_hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title_in(get_language() or "de")

    def title_in(self, language: str) -> str:
        return self.title_en if language.startswith("en") and self.title_en else self.title

    @property
    def tells_activities(self) -> bool:
        return self.content == SectionContent.ACTIVITIES

    def intro_in(self, language: str) -> str:
        return self.intro_en if language.startswith("en") else self.intro


@pghistory.track()
class ReportEntry(models.Model):
    """What an editor changed about one activity in one report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        ReportSection, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    order = models.PositiveSmallIntegerField(_("order"), null=True, blank=True)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    stands_alone = models.BooleanField(_("is not told together with others"), default=False)
    text = models.TextField(_("own words"), blank=True)
    text_en = models.TextField(_("own words in English"), blank=True)
    facts_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the facts when the words were written; another hash now is a warning."""

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="reports_entry_once", fields=("report", "activity")),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def text_in(self, language: str) -> str:
        return self.text_en if language.startswith("en") else self.text


@pghistory.track(exclude=["tree"])
class ReportVersion(models.Model):
    """The report as it stood at one moment, in both languages; never changed again."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    tree = models.JSONField()
    """The content trees, {"de": …, "en": …}."""
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), auto_now_add=True)
    frozen_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="reports_version_number_once", fields=("report", "number")
            ),
        ]
        # Whoever froze it may lose the account; everything else stays for good.
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(name="frozen_for_good", exclude=["frozen_by"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    @property
    def short_hash(self) -> str:
        return self.sha256[:12]
