"""Doors for deputies without an account: each opens one act for one association."""

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from einklang.core.links import SecretLink, SecretLinkQuerySet
from einklang.federation.models import Organisation
from einklang.papers.enums import LinkScope
from einklang.papers.models.circulation import Consultation
from einklang.papers.models.sign_off import SignOff


@pghistory.track(exclude=["token_hash"])
class PaperLink(SecretLink):
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    sign_off = models.ForeignKey(
        SignOff, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects: ClassVar[Any] = SecretLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_link_for_one_act",
                condition=Q(scope=LinkScope.ANSWER, consultation__isnull=False, sign_off=None)
                | Q(
                    scope__in=(LinkScope.SIGN_OFF, LinkScope.BREAK_SILENCE),
                    consultation=None,
                    sign_off__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.scope}"
