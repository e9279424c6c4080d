"""Sign-off (Mitzeichnung): each association's word, bound to the exact text of one version."""

from datetime import datetime
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import Visitor
from einklang.papers.enums import (
    CARRYING,
    NEEDS_TEXT,
    UNANSWERED,
    DissentForm,
    EventKind,
    Proof,
    SignOffMode,
    SignOffState,
    UntouchedPassages,
)
from einklang.papers.models.houses import houses_of
from einklang.papers.models.paper import Paper
from einklang.papers.models.version import Version

SILENT = frozenset(
    {
        SignOffState.REQUESTED,
        SignOffState.TACIT,
        SignOffState.WITHDRAWN,
        SignOffState.LAPSED,
    }
)
"""What an association can be that let its silence run out; it may withdraw its consent."""
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


@pghistory.track()
class SignOffRules(models.Model):
    """Quorum, majority and silence.

    The paper's own rules go before the committee's, those before the federation's; without any
    no sign-off can be started.
    """

    federation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, null=True, blank=True, related_name="own_rules"
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum, in percent of the associations asked"),
        validators=PERCENT,
        help_text=_("So many must have answered; tacit consent counts as an answer."),
    )
    majority = models.PositiveSmallIntegerField(
        _("majority, in percent of the associations asked"),
        validators=PERCENT,
        help_text=_("So many must carry the paper. 100 stands for all."),
    )
    stops_at_refusal = models.BooleanField(_("one refusal stops the paper"), default=False)
    allows_silence = models.BooleanField(_("silence may count as consent"), default=True)
    silence_not_for_first = models.BooleanField(
        _("never for the first paper on a subject"), default=True
    )
    silence_days = models.PositiveSmallIntegerField(
        _("length of the silence, in working days"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    second_notice_days = models.PositiveSmallIntegerField(
        _("second notice, in working days before the end"),
        default=1,
        validators=[MaxValueValidator(30)],
    )
    untouched = models.CharField(
        _("a change where nobody had proposed anything"),
        max_length=8,
        choices=UntouchedPassages,
        default=UntouchedPassages.ALL,
    )
    source = models.CharField(
        _("where the rule stands"),
        max_length=300,
        blank=True,
        help_text=_("By-laws, rules of procedure, resolution with its date."),
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("rules of sign-off")
        verbose_name_plural = _("rules of sign-off")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="papers_rules_of_one_scope",
                condition=Q(federation__isnull=False, body=None, paper=None)
                | Q(federation=None, body__isnull=False, paper=None)
                | Q(federation=None, body=None, paper__isnull=False),
            ),
            models.UniqueConstraint(
                name="papers_rules_once_a_federation",
                fields=("federation",),
                condition=Q(federation__isnull=False),
            ),
            models.UniqueConstraint(
                name="papers_rules_once_a_body",
                fields=("body",),
                condition=Q(body__isnull=False),
            ),
            models.CheckConstraint(
                name="papers_rules_in_percent",
                condition=Q(quorum__lte=100) & Q(majority__lte=100),
            ),
            models.CheckConstraint(
                name="papers_second_notice_within_silence",
                condition=Q(second_notice_days__lt=models.F("silence_days")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.paper or self.body or self.federation)


class SignOffRoundQuerySet(models.QuerySet["SignOffRound"]):
    def visible_to(self, user: Visitor) -> Self:
        return self.filter(paper__in=Paper.objects.visible_to(user))


@pghistory.track()
class SignOffRound(models.Model):
    """Associations are asked to sign one version; the rules of that day are kept with it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sign_off_rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sign_off_rounds")
    version_sha256 = models.CharField(max_length=64)
    mode = models.CharField(_("mode"), max_length=10, choices=SignOffMode)
    deadline_at = models.DateTimeField(_("answer by"), null=True, blank=True)
    """For everybody who answers; in the silence procedure each association has its own end."""
    quorum = models.PositiveSmallIntegerField()
    majority = models.PositiveSmallIntegerField()
    stops_at_refusal = models.BooleanField(default=False)
    silence_days = models.PositiveSmallIntegerField(default=0)
    second_notice_days = models.PositiveSmallIntegerField(default=0)
    untouched = models.CharField(max_length=8, choices=UntouchedPassages)
    source = models.CharField(_("where the rule stands"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    """The round whose text has changed; its sign-offs were carried over or have lapsed."""
    message = models.TextField(_("message to the associations"), blank=True)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = SignOffRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        verbose_name = _("sign-off round")
        verbose_name_plural = _("sign-off rounds")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_round_number_once", fields=("paper", "number")),
            models.UniqueConstraint(
                name="papers_one_open_round", fields=("paper",), condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="papers_answers_have_an_end",
                condition=Q(mode=SignOffMode.EXPLICIT, deadline_at__isnull=False)
                | Q(mode=SignOffMode.TACIT, deadline_at=None, silence_days__gte=1),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(
                name="bound_to_its_text",
                fields=[
                    "paper",
                    "version",
                    "version_sha256",
                    "mode",
                    "quorum",
                    "majority",
                    "stops_at_refusal",
                    "silence_days",
                    "second_notice_days",
                    "untouched",
                    "source",
                    "replaces",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:sign_off_round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_tacit(self) -> bool:
        return self.mode == SignOffMode.TACIT


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def of_houses(self, user: Visitor) -> Self:
        """Keep what the associations are asked to which the visitor belongs."""
        mine = Q(pk__in=())
        for house in houses_of(user):
            mine |= Q(round__paper__activity__body=house.body_id, association=house.association_id)
        return self.filter(mine)

    def unanswered(self) -> Self:
        return self.filter(state__in=UNANSWERED)

    def silent_since(self, moment: datetime) -> Self:
        """Keep those whose silence has run out and is not written down as consent yet."""
        return self.filter(state=SignOffState.REQUESTED, due_at__lte=moment, round__closed_at=None)


@pghistory.track()
class SignOff(models.Model):
    """What one association says to one version."""

    round = models.ForeignKey(SignOffRound, on_delete=models.PROTECT, related_name="sign_offs")
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sign_offs"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=SignOffState, default=SignOffState.REQUESTED
    )
    text = models.TextField(
        _("condition, reservation or reason"),
        blank=True,
    )
    passage = models.CharField(_("number or passage it concerns"), max_length=120, blank=True)
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    """The citable number of the paragraph in this version."""
    form = models.CharField(
        _("shown as"), max_length=8, choices=DissentForm, default=DissentForm.FOOTNOTE
    )
    fulfilled_at = models.DateTimeField(_("condition fulfilled at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answerer_name = models.CharField(_("answered by"), max_length=160, blank=True)
    delivered_at = models.DateTimeField(_("delivery proven at"), null=True, blank=True)
    proof = models.CharField(_("proof"), max_length=12, choices=Proof, blank=True)
    due_at = models.DateTimeField(_("silence ends at"), null=True, blank=True)
    """Set with the proof of delivery; never from a timer."""
    spoke_at = models.DateTimeField(_("silence ended by a word at"), null=True, blank=True)
    """When the association first answered or broke the silence."""
    second_notice_at = models.DateTimeField(_("second notice sent at"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ("association__sort_key",)
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="papers_sign_off_once", fields=("round", "association")),
            models.CheckConstraint(
                name="papers_silence_runs_from_proof",
                condition=Q(due_at=None)
                | Q(delivered_at__isnull=False, due_at__gt=models.F("delivered_at")),
            ),
            models.CheckConstraint(
                name="papers_consent_needs_ended_silence",
                condition=~Q(state=SignOffState.TACIT)
                | Q(due_at__isnull=False)
                | Q(carried_from__isnull=False),
            ),
            models.CheckConstraint(
                name="papers_dissent_has_words",
                condition=~Q(state__in=sorted(NEEDS_TEXT)) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="papers_answer_has_time",
                condition=Q(state__in=sorted(UNANSWERED | {SignOffState.LAPSED}))
                | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="papers_no_word_after_silence",
                condition=Q(due_at=None)
                # Without the first part an unknown moment would count as kept.
                | Q(spoke_at__isnull=False, spoke_at__lt=models.F("due_at"))
                | Q(spoke_at=None, state__in=sorted(SILENT)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("papers:sign_off_answer", args=[self.pk])

    def state_at(self, moment: datetime) -> SignOffState:
        """Return what holds at a moment, whether or not a job has written it down.

        In a closed round no silence runs any more.
        """
        if self.state == SignOffState.REQUESTED and self.due_at and self.due_at <= moment:
            closed_at = self.round.closed_at
            if closed_at is None or self.due_at <= closed_at:
                return SignOffState.TACIT
        return SignOffState(self.state)

    def is_too_late_at(self, moment: datetime) -> bool:
        """Say whether a word that arrives at the moment comes too late to count.

        Of somebody silent it does once the silence has run out; of anybody else once the
        deadline of the round has passed.
        """
        if self.due_at and self.spoke_at is None:
            return self.due_at <= moment
        deadline = self.round.deadline_at
        return deadline is not None and deadline <= moment

    @property
    def present_state(self) -> SignOffState:
        return self.state_at(clock.now())

    @property
    def carries(self) -> bool:
        """Whether the association stands below the paper as things are now."""
        return self.present_state in CARRYING


class SignOffEntry(models.Model):
    """One line of the protocol, written once."""

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("what"), max_length=16, choices=EventKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=160, blank=True)
    by_link = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    """Small facts of the event: message id, address, proof, the call's id, paragraphs."""
    version_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("line of the protocol")
        verbose_name_plural = _("lines of the protocol")
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(name="written_for_good", exclude=["by"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sign_off}"
