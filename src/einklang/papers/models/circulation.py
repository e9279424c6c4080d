"""A circulation: associations are asked, each with a room of its own and one official answer."""

from datetime import datetime
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import AnswerKind, ConsultationMode
from einklang.papers.models.houses import houses_of
from einklang.papers.models.paper import Paper
from einklang.papers.models.version import BLOBS, Version


@pghistory.track()
class Circulation(models.Model):
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="circulations")
    number = models.PositiveSmallIntegerField(_("number"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="circulations")
    message = models.TextField(_("message to the associations"), blank=True)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = _("circulation")
        verbose_name_plural = _("circulations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_circulation_number_once", fields=("paper", "number")
            ),
            models.UniqueConstraint(
                name="papers_one_open_circulation", fields=("paper",), condition=Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:circulation_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def of_houses(self, user: Visitor) -> Self:
        """Keep the rooms the visitor belongs to; nobody else sees them, whatever the role."""
        mine = Q(pk__in=())
        for house in houses_of(user):
            mine |= Q(
                circulation__paper__activity__body=house.body_id,
                association=house.association_id,
            )
        return self.filter(mine)

    def waiting(self) -> Self:
        """Keep those that owe an official answer in a circulation that is still open."""
        return self.filter(circulation__closed_at=None).unanswered()

    def unanswered(self) -> Self:
        """Keep those without an official answer; who was only informed owes none."""
        # Looked up one by one: a list of all answers ever sent would grow from year to year.
        standing = Answer.objects.filter(consultation=OuterRef("pk"), withdrawn_at=None)
        return self.exclude(mode=ConsultationMode.INFORM).filter(~Exists(standing))


@pghistory.track()
class Consultation(models.Model):
    """One association asked in one circulation."""

    circulation = models.ForeignKey(
        Circulation, on_delete=models.PROTECT, related_name="consultations"
    )
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="consultations"
    )
    mode = models.CharField(
        _("mode"), max_length=10, choices=ConsultationMode, default=ConsultationMode.COMMENT
    )
    deadline_at = models.DateTimeField(_("answer by"))

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ("association__sort_key",)
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_consultation_once", fields=("circulation", "association")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circulation}: {self.association}"

    def get_absolute_url(self) -> str:
        return reverse("papers:room", args=[self.pk])

    def is_late_at(self, moment: datetime) -> bool:
        """Say whether the deadline has passed; its own second still counts as on time."""
        return moment.replace(microsecond=0) > self.deadline_at

    @property
    def is_overdue(self) -> bool:
        return self.circulation.is_open and self.is_late_at(clock.now())

    @property
    def owes_answer(self) -> bool:
        return self.mode != ConsultationMode.INFORM


@pghistory.track()
class Answer(models.Model):
    """The official answer of an association, frozen when it is sent."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="answers"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AnswerKind)
    file = models.FileField(_("file"), upload_to=BLOBS, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=300, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(_("note to the lead association"), blank=True)
    is_late = models.BooleanField(_("came after the deadline"), default=False)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    sender_name = models.CharField(_("sent by"), max_length=160)
    """Who clicked, as it was known then: of an account, or of the bearer of a link."""
    by_link = models.BooleanField(_("sent by a link"), default=False)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_one_official_answer",
                fields=("consultation",),
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="papers_answer_has_file_unless_nil",
                condition=Q(kind=AnswerKind.NIL, file="")
                | (~Q(kind=AnswerKind.NIL) & ~Q(file="")),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(name="frozen_for_good", exclude=["sent_by", "withdrawn_at"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_kind_display()}"


class InHouse(models.Model):
    """Belongs to the internal room of one association."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="%(class)s_set"
    )
    author = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("author"), max_length=160)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        abstract = True


class Remark(InHouse):
    """A comment inside the house; it never leaves it."""

    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    text = models.TextField(_("comment"))

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("internal comment")
        verbose_name_plural = _("internal comments")

    def __str__(self) -> str:
        return self.text


class SubReturn(InHouse):
    """What a branch or a colleague sends in, for the house's own answer."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.FileField(_("file"), upload_to=BLOBS, max_length=200)
    name = models.CharField(_("file name"), max_length=300)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("contribution of the house")
        verbose_name_plural = _("contributions of the house")

    def __str__(self) -> str:
        return self.name


class DraftEdit(models.Model):
    """What the house wants a paragraph to say; becomes a recorded change when it is sent."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="draft_edits"
    )
    paragraph = models.PositiveIntegerField(_("paragraph"))
    text = models.TextField(_("text"), blank=True)
    is_changed = models.BooleanField(default=True)
    """Whether ``text`` replaces the paragraph; else only the comment counts."""
    comment = models.TextField(_("comment to the lead association"), blank=True)
    editor_name = models.CharField(max_length=160)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with every change: who saves on an older one is told. No row is ever deleted, so
    that a number never comes twice."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("paragraph",)
        verbose_name = _("draft of an answer")
        verbose_name_plural = _("drafts of answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_draft_edit_once", fields=("consultation", "paragraph")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.paragraph}"

    @property
    def says_something(self) -> bool:
        return self.is_changed or bool(self.comment)
