"""Versions of a paper's text: a Word file each, never changed again."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from einklang.federation.models import Account
from einklang.papers.enums import VersionOrigin
from einklang.papers.models.paper import Paper

BLOBS = "blobs/"


@pghistory.track()
class Version(models.Model):
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    origin = models.CharField(_("origin"), max_length=16, choices=VersionOrigin)
    file = models.FileField(_("file"), upload_to=BLOBS, max_length=200)
    name = models.CharField(_("file name"), max_length=300)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    """Of the file, in hexadecimal: what a sign-off is bound to."""
    tracked_file = models.FileField(
        _("with recorded changes"), upload_to=BLOBS, max_length=200, blank=True
    )
    """What the consolidation recorded before it was decided, for those who ask."""
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    is_editorial = models.BooleanField(_("only editorial changes"), default=False)
    """What the author says; which sign-offs lapse is decided by comparing."""
    author = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("author"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_version_number_once", fields=("paper", "number")),
            models.CheckConstraint(
                name="papers_version_has_hash", condition=models.Q(sha256__regex="^[0-9a-f]{64}$")
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(name="written_for_good", exclude=["author"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:version_detail", args=[self.paper_id, self.number])

    @property
    def short_hash(self) -> str:
        return self.sha256[:12]
