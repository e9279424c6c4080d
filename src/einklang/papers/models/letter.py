"""Letters: addressees, when they went out, what came back."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from einklang.chronicle.models import FollowUp
from einklang.federation.models import Account, Office, Organisation, Person
from einklang.papers.enums import JobState, Way
from einklang.papers.models.paper import Paper
from einklang.papers.models.version import BLOBS

CLOSING = "Mit freundlichen Grüßen"


@pghistory.track()
class LetterFrame(models.Model):
    """What all copies of a letter share besides its text; without a row all is as usual."""

    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, primary_key=True, related_name="letter_frame"
    )
    sender_line = models.CharField(
        _("sender in the window of the envelope"),
        max_length=160,
        blank=True,
        help_text=_("One line. Left empty, it is the federation with its seat."),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    dated_on = models.DateField(
        _("date of the letter"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is the day the letter is made."),
    )
    our_sign = models.CharField(_("our reference"), max_length=60, blank=True)
    closing = models.CharField(
        pgettext_lazy("letter", "closing words"), max_length=120, default=CLOSING
    )
    enclosures = models.TextField(_("enclosures"), blank=True, help_text=_("One in each line."))
    names_register = models.BooleanField(
        _("add the note on the Lobbyregister"),
        default=False,
        help_text=_(
            "Says which associations are registered (LobbyRG § 5 (5)). Only those that have"
            " stated their number are named."
        ),
    )
    mail_text = models.TextField(
        _("text of the mail"),
        blank=True,
        help_text=_("The letter itself is attached. Left empty, two usual sentences stand there."),
    )
    reply_to = models.EmailField(_("replies by e-mail go to"), blank=True)

    class Meta:
        verbose_name = _("frame of a letter")
        verbose_name_plural = _("frames of letters")

    def __str__(self) -> str:
        return str(self.paper)


@pghistory.track()
class Addressee(models.Model):
    """An office, a person, an organisation, or any two of them; or just an address."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="addressees")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("office"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    address = models.TextField(_("address"), help_text=_("As it stands on the envelope."))
    salutation = models.CharField(
        _("salutation"), max_length=200, blank=True, help_text=_("Sehr geehrte Frau Ministerin,")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    is_copy = models.BooleanField(_("gets a copy only"), default=False)

    class Meta:
        ordering = ("is_copy", "order", "pk")
        verbose_name = pgettext_lazy("letter", "addressee")
        verbose_name_plural = _("addressees")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="papers_addressee_has_address", condition=~Q(address="")),
        ]

    def __str__(self) -> str:
        return self.address.partition("\n")[0].strip()

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.address.splitlines() if line.strip())


@pghistory.track()
class Dispatch(models.Model):
    """A letter went out to one addressee."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField(_("way"), max_length=8, choices=Way)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    """Empty while a mail is on its way, or has failed."""
    ordered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    sent_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    message_id = models.CharField(max_length=200, blank=True)
    """Of the mail, where it went by mail."""
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="papers_letter_mailed_once",
                fields=("addressee",),
                condition=Q(way=Way.EMAIL),
            ),
            models.CheckConstraint(
                name="papers_dispatch_has_time",
                condition=Q(way=Way.EMAIL) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.get_way_display()}"

    @property
    def has_failed(self) -> bool:
        return self.sent_at is None and bool(self.error)


class LetterBatch(models.Model):
    """All copies of a letter in one archive, made by a job."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="letter_batches")
    state = models.CharField(_("state"), max_length=8, choices=JobState, default=JobState.WAITING)
    file = models.FileField(_("file"), upload_to=BLOBS, max_length=200, blank=True)
    count = models.PositiveSmallIntegerField(_("letters"), default=0)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    asked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    done_at = models.DateTimeField(_("made at"), null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("batch of letters")
        verbose_name_plural = _("batches of letters")

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_state_display()}"

    @property
    def is_busy(self) -> bool:
        return self.state in {JobState.WAITING, JobState.RUNNING}


@pghistory.track()
class Reply(models.Model):
    """What an addressee answered, and what follows from it."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="replies")
    received_on = models.DateField(_("received on"))
    summary = models.TextField(_("what it says"))
    follow_up = models.OneToOneField(
        FollowUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("received_on", "pk")
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return self.summary
