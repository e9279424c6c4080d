"""Mails that went out, so that none goes out twice."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from einklang.federation.models import Account
from einklang.papers.models.paper import Paper


class Notice(models.Model):
    """One mail to one address for one reason."""

    key = models.CharField(max_length=200)
    """What it is about, so that a second job sends nothing."""
    email = models.EmailField(_("e-mail"))
    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_notice_once", fields=("key", "email")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # A digest asks what has gone to one address lately, reminders what went out today.
            models.Index(fields=("email", "sent_at"), name="papers_notices_to_whom"),
            models.Index(fields=("sent_at",), name="papers_notices_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.key}"


class DigestSetting(models.Model):
    """Whether an account wants the daily digest; without a row it does."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="digest_setting"
    )
    is_on = models.BooleanField(_("daily digest by e-mail"), default=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("setting of the digest")
        verbose_name_plural = _("settings of the digest")

    def __str__(self) -> str:
        return f"{self.account}: {self.is_on}"
