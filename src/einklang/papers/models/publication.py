"""What goes out: the frozen content of a paper, with its signatures and dissent."""

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.papers.models.paper import Paper
from einklang.papers.models.version import BLOBS, Version


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> Self:
        """Keep what everybody may read now: released, its embargo over, not taken back."""
        return self.filter(public_at__lte=clock.now(), withdrawn_at=None)

    def known(self) -> Self:
        """Keep also what was public and is taken back: its page says so."""
        once = Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("public_at"))
        return self.filter(once, public_at__lte=clock.now())


@pghistory.track(exclude=["tree", "search_text"])
class Publication(models.Model):
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="publication")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(_("title"), max_length=500)
    tree = models.JSONField()
    """The content tree (`engines/typeset`), as it goes out in every form."""
    sha256 = models.CharField(max_length=64)
    """Of the tree."""
    search_text = models.TextField(editable=False)
    """Title and text, folded for the search of the public site."""
    pdf = models.FileField(_("PDF"), upload_to=BLOBS, max_length=200)
    card = models.FileField(_("preview picture"), upload_to=BLOBS, max_length=200)
    losses = models.JSONField(default=list, blank=True)
    """What reading the Word file left out, sentence by sentence, as it was confirmed."""
    public_at = models.DateTimeField(_("public from"))
    """The moment of release, or the end of the embargo."""
    embargo_lifted_at = models.DateTimeField(null=True, blank=True)
    """When the chronicle's record followed; readers do not wait for it."""
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)
    released_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-public_at",)
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("-public_at",), name="papers_published_last"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_taken_back_with_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(
                name="frozen_for_good",
                fields=[
                    "paper",
                    "version",
                    "title",
                    "tree",
                    "sha256",
                    "search_text",
                    "pdf",
                    "card",
                    "losses",
                ],
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.public_at <= clock.now()

    @property
    def is_under_embargo(self) -> bool:
        return self.withdrawn_at is None and self.public_at > clock.now()


@pghistory.track()
class Logo(models.Model):
    """The logo of an association, as SVG of shapes only."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="paper_logo"
    )
    svg = models.TextField(_("SVG"))
    alt = models.CharField(_("alternative text"), max_length=200)

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.alt
