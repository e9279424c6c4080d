from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation

HOURS_KEPT = 2


def upload_end() -> datetime:
    return clock.now() + timedelta(hours=HOURS_KEPT)


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: Account, body: Organisation) -> Self:
        """Keep what the account itself uploaded for the committee."""
        return self.filter(account=user, body=body)

    def waiting(self) -> Self:
        return self.filter(imported_at=None, expires_at__gt=clock.now())

    def outdated(self) -> Self:
        return self.filter(imported_at=None, expires_at__lte=clock.now())


class Upload(models.Model):
    """A file between its rehearsal and its import; afterwards only what came of it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    """Emptied once the file is imported."""
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(default=upload_end)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    tallies = models.JSONField(default=list)
    """Of every sheet: key, new, changed, unchanged."""

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="intake_upload_waits_once",
                fields=("account", "body", "sha256"),
                condition=models.Q(imported_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name
