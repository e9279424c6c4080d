"""Mails that went out, so that none goes out twice."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

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

    def __str__(self) -> str:
        return f"{self.email}: {self.key}"
