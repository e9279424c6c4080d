"""Letters: addressees, when they went out, what came back."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import FollowUp
from einklang.federation.models import Account, Office, Organisation, Person
from einklang.papers.enums import Way
from einklang.papers.models.paper import Paper


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
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="papers_addressee_has_address", condition=~Q(address="")),
        ]

    def __str__(self) -> str:
        return self.address.partition("\n")[0].strip()


@pghistory.track()
class Dispatch(models.Model):
    """A letter went out to one addressee."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField(_("way"), max_length=8, choices=Way)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    message_id = models.CharField(max_length=200, blank=True)
    """Of the mail, where it went by mail."""
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("sent_at", "pk")
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")

    def __str__(self) -> str:
        return f"{self.addressee}: {self.get_way_display()}"


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
