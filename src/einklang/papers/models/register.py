"""The Lobbyregister: who is in it, whether a paper belongs there, what was uploaded.

The duty is each association's own legal matter (LobbyRG § 2 (2) no. 12, § 3 (1) no. 5 b).
"""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import RegisterResult, RegisterStanding
from einklang.papers.models.paper import Paper

NUMBER = RegexValidator(r"^R\d{6}$", _("R and six digits, for instance R001234."))
PROJECT = RegexValidator(r"^RV\d{7}$", _("RV and seven digits, for instance RV0001234."))


@pghistory.track()
class RegisterEntry(models.Model):
    """What an association says about its own standing."""

    association = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="register_entry"
    )
    standing = models.CharField(
        _("standing"),
        max_length=12,
        choices=RegisterStanding,
        default=RegisterStanding.NOT_CHECKED,
    )
    number = models.CharField(
        _("number in the register"), max_length=7, blank=True, validators=[NUMBER]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    stated_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    stated_at = models.DateTimeField(_("stated at"), auto_now=True)

    class Meta:
        verbose_name = _("standing in the register")
        verbose_name_plural = _("standings in the register")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_registered_has_number",
                condition=Q(standing=RegisterStanding.REGISTERED) & ~Q(number="")
                | ~Q(standing=RegisterStanding.REGISTERED) & Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.get_standing_display()}"


@pghistory.track()
class RegisterAssessment(models.Model):
    """The answers of the decision helper for one paper, and what follows."""

    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, primary_key=True, related_name="register_assessment"
    )
    is_federal = models.BooleanField(_("goes to the Bundestag or the federal government"))
    is_project = models.BooleanField(_("concerns a regulatory project"), null=True)
    is_basic = models.BooleanField(_("is written and basic"), null=True)
    is_published_in_procedure = models.BooleanField(
        _("is published within a formal procedure"), null=True
    )
    result = models.CharField(_("result"), max_length=8, choices=RegisterResult)
    reason = models.TextField(_("reason"))
    reason_en = models.TextField(_("reason in English"), blank=True)
    source = models.CharField(_("paragraph of the law"), max_length=120)
    project_number = models.CharField(
        _("number of the regulatory project"), max_length=9, blank=True, validators=[PROJECT]
    )
    project_title = models.CharField(_("title of the project"), max_length=500, blank=True)
    fields_of_interest = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """Codes of the register, such as FOI_RPI_MIGRATION."""
    recipients = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    """Abstract names of those addressed: a ministry, a committee; never a person."""
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    assessed_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    assessed_at = models.DateTimeField(_("assessed at"), auto_now=True)

    class Meta:
        verbose_name = _("assessment for the register")
        verbose_name_plural = _("assessments for the register")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_assessment_has_reason", condition=~Q(reason="") & ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_result_display()}"

    @property
    def local_reason(self) -> str:
        language = get_language() or "de"
        return self.reason_en if language.startswith("en") and self.reason_en else self.reason


@pghistory.track()
class RegisterUpload(models.Model):
    """What an association has entered in the register by hand, and what the register shows."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="register_uploads")
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="register_uploads"
    )
    due_on = models.DateField(_("due on"))
    """The end of the quarter (LobbyRG § 3 (3))."""
    entered_on = models.DateField(_("entered on"), null=True, blank=True)
    entered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    compared_at = models.DateTimeField(_("compared at"), null=True, blank=True)
    differences = models.JSONField(null=True, blank=True)
    """What the public entry says otherwise; an empty list when it agrees."""
    error = models.CharField(_("why it could not be compared"), max_length=300, blank=True)

    class Meta:
        ordering = ("due_on", "association__sort_key")
        verbose_name = _("upload to the register")
        verbose_name_plural = _("uploads to the register")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_register_upload_once", fields=("paper", "association")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.paper}"

    @property
    def is_overdue(self) -> bool:
        return self.entered_on is None and self.due_on < clock.today()
