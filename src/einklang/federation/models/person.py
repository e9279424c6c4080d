"""People, their memberships and mandates, and offices that may stand without a person."""

from typing import Any, ClassVar, Self, TypeVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from einklang.core.grammar import CaseForms
from einklang.core.models import Sorted, Stamped
from einklang.federation.enums import Article, MembershipRole
from einklang.federation.models.organisation import Organisation, Term, TermQuerySet
from einklang.federation.models.sight import sees_names, sees_people

T = TypeVar("T", bound=models.Model)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "PersonQuerySet":
        return self.all() if sees_people(user) else self.none()


class PersonTermQuerySet(TermQuerySet[T]):
    """Terms that name a person."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.all() if sees_people(user) else self.none()


class OfficeQuerySet(models.QuerySet["Office"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "OfficeQuerySet":
        return self.all() if sees_names(user) else self.none()


@pghistory.track()
class Person(Sorted, Stamped):
    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=60, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    family_name = models.CharField(_("family name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.title, self.given_name, self.family_name)))

    def get_absolute_url(self) -> str:
        return reverse("federation:person_detail", args=[self.pk])

    def sort_source(self) -> str:
        return f"{self.family_name} {self.given_name}"


@pghistory.track()
class Membership(Term):
    """A person belongs to an organisation or body in a role, for a term."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("delegated by"),
    )
    role = models.CharField(_("role"), max_length=16, choices=MembershipRole)
    function = models.CharField(_("function"), max_length=300, blank=True)
    function_en = models.CharField(_("function in English"), max_length=300, blank=True)

    objects: ClassVar[Any] = PersonTermQuerySet.as_manager()

    class Meta(Term.Meta):
        ordering = ("organisation__sort_key", "since", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                name="federation_membership_once",
                fields=("person", "organisation", "role", "since"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.function or self.get_role_display()}, {self.organisation}"

    def function_in(self, language: str) -> str:
        if language.startswith("en") and self.function_en:
            return self.function_en
        return self.function or str(MembershipRole(self.role).label)


@pghistory.track()
class Mandate(Term):
    """A seat in a parliament, with group, committee and constituency, for a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    parliament = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    group = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="group_mandates",
        verbose_name=_("parliamentary group"),
    )
    committees = models.ManyToManyField(
        Organisation, blank=True, related_name="committee_mandates", verbose_name=_("committees")
    )
    label = models.CharField(_("abbreviation of the mandate"), max_length=40, default="MdB")
    label_en = models.CharField(_("abbreviation in English"), max_length=40, default="MP")
    constituency = models.CharField(_("constituency"), max_length=160, blank=True)

    objects: ClassVar[Any] = PersonTermQuerySet.as_manager()

    class Meta(Term.Meta):
        ordering = ("since", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                name="federation_mandate_once",
                fields=("person", "parliament", "since"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.text("de")

    def text(self, language: str) -> str:
        """Print label and group: MdB, SPD."""
        label = self.label_en if language.startswith("en") else self.label
        return ", ".join(filter(None, (label, str(self.group) if self.group else "")))


@pghistory.track()
class Office(Sorted, Stamped):
    """An office as an actor: the commissioner, whoever holds it."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    article = models.CharField(_("article"), max_length=12, choices=Article, default=Article.NONE)
    genitive = models.CharField(_("genitive with article"), max_length=330, blank=True)
    dative = models.CharField(_("dative with article"), max_length=330, blank=True)
    accusative = models.CharField(_("accusative with article"), max_length=330, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="offices"
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('federation:office_list')}#amt-{self.pk}"

    def sort_source(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        return self.name_in(get_language() or "de")

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name

    @property
    def forms(self) -> CaseForms:
        return CaseForms(self.name, self.article, self.genitive, self.dative, self.accusative)


@pghistory.track()
class OfficeTerm(Term):
    """Who held an office, where it is known."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="terms")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="office_terms")

    objects: ClassVar[Any] = PersonTermQuerySet.as_manager()

    class Meta(Term.Meta):
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.person}, {self.office}"
