"""What hangs on an activity: links, demands, outcomes, follow-ups, claims, attachments."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import LinkKind, OutcomeKind
from einklang.chronicle.models.activity import Activity
from einklang.core import clock
from einklang.core.models import Dated, Quantified
from einklang.federation.models import Account, Person


@pghistory.track()
class ActivityLink(models.Model):
    source = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=16, choices=LinkKind)
    target = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="linked_from")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="chronicle_link_to_another", condition=~Q(source=models.F("target"))
            ),
            models.UniqueConstraint(
                name="chronicle_link_once", fields=("source", "kind", "target")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


@pghistory.track()
class Demand(models.Model):
    """What somebody should do, as the activity says it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="demands")
    text = models.TextField(_("demand"))
    text_en = models.TextField(_("demand in English"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("demand")
        verbose_name_plural = _("demands")

    def __str__(self) -> str:
        return self.text

    def text_in(self, language: str) -> str:
        return self.text_en if language.startswith("en") and self.text_en else self.text

    @property
    def local_text(self) -> str:
        return self.text_in(get_language() or "de")


@pghistory.track()
class Outcome(Dated):
    """What came of it; partial and negative outcomes belong here too."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=16, choices=OutcomeKind)
    text = models.TextField(_("outcome"), help_text=_("A whole sentence."))
    text_en = models.TextField(_("outcome in English"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        ordering = ("pk",)
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return self.text

    def text_in(self, language: str) -> str:
        return self.text_en if language.startswith("en") and self.text_en else self.text

    @property
    def local_text(self) -> str:
        return self.text_in(get_language() or "de")


@pghistory.track()
class Claim(Quantified):
    """A number that is told of the activity; counted and claimed ones stand side by side."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="claims")
    label = models.CharField(_("what is counted"), max_length=200)
    label_en = models.CharField(_("in English"), max_length=200, blank=True)
    is_counted = models.BooleanField(_("counted one by one"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("number")
        verbose_name_plural = _("numbers")

    def __str__(self) -> str:
        return self.text_in("de")

    def text_in(self, language: str) -> str:
        label = self.label_en if language.startswith("en") and self.label_en else self.label
        return f"{self.quantity.text(language[:2])} {label}"

    @property
    def local_text(self) -> str:
        return self.text_in(get_language() or "de")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at=None)


@pghistory.track()
class FollowUp(models.Model):
    """Something to come back to on a day (Wiedervorlage)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("what is to be done"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    responsible = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("responsible"),
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "pk")
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < clock.today()


@pghistory.track()
class Attachment(models.Model):
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to="attachments/%Y/%m/", max_length=300)
    name = models.CharField(_("name"), max_length=300)
    media_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
