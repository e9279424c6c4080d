"""Who took part in an activity, in which role, with what they were on that day."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.models.activity import Activity
from einklang.core.grammar import CaseForms
from einklang.federation.models import Mandate, Membership, Office, Organisation, Person


@pghistory.track()
class Participation(models.Model):
    """Exactly one of organisation, office, person or a bare name takes part.

    A person may carry the mandate and the affiliations held at that time.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    role = models.CharField(_("role"), max_length=20, choices=ParticipationRole)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("office"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("person"),
    )
    name = models.CharField(
        _("name"),
        max_length=300,
        blank=True,
        help_text=_("For somebody who is not recorded as organisation, office or person."),
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    affiliations = models.ManyToManyField(
        Membership, blank=True, related_name="participations", verbose_name=_("affiliations")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="chronicle_participation_of_one_actor",
                condition=Q(organisation__isnull=False, office=None, person=None, name="")
                | Q(organisation=None, office__isnull=False, person=None, name="")
                | Q(organisation=None, office=None, person__isnull=False, name="")
                | (Q(organisation=None, office=None, person=None) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="chronicle_mandate_needs_person",
                condition=Q(mandate=None) | Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="chronicle_participation_once",
                fields=("activity", "role", "organisation", "office", "person", "name"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.actor_name('de')}"

    def actor_name(self, language: str) -> str:
        if self.organisation:
            return self.organisation.name_in(language)
        if self.office:
            return self.office.name_in(language)
        return str(self.person) if self.person else self.name

    def actor_forms(self) -> CaseForms:
        if self.organisation:
            return self.organisation.forms
        if self.office:
            return self.office.forms
        return CaseForms(str(self.person) if self.person else self.name)

    def standing(self, language: str) -> str:
        """Return what the person was on that day: MdB, SPD; or the functions held."""
        if self.mandate:
            return self.mandate.text(language)
        return "; ".join(
            f"{row.function_in(language)}, {row.organisation.name_in(language)}"
            for row in self.affiliations.all()
        )

    @property
    def local_name(self) -> str:
        return self.actor_name(get_language() or "de")

    @property
    def local_standing(self) -> str:
        return self.standing(get_language() or "de")
