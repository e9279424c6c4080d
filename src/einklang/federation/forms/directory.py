"""Forms of the directory: organisations, people and their terms."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.core.when import When, WhenError
from einklang.federation.enums import Land, OrganisationKind
from einklang.federation.models import (
    Affiliation,
    LeadTerm,
    Mandate,
    Membership,
    Office,
    OfficeTerm,
    Organisation,
    Person,
)

ALL = ("", _("All"))


class DayField(forms.CharField):
    """Reads a day as people write it: 12.9.2024. A month or year means its first day."""

    def __init__(self, *, takes_end: bool = False, **options: Any) -> None:
        self.takes_end = takes_end
        options.setdefault("help_text", _("For instance 1.9.2024 or 2024."))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if not text:
            return None
        try:
            when = When.parse(text)
        except WhenError as error:
            raise forms.ValidationError(str(error), code="day") from error
        return when.end if self.takes_end else when.start


class OrganisationFilter(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[ALL, *OrganisationKind.choices], required=False
    )
    land = forms.ChoiceField(label=_("Land"), choices=[ALL, *Land.choices], required=False)


class PersonFilter(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=200)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    url = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = (
            "name",
            "short_name",
            "name_en",
            "kind",
            "article",
            "genitive",
            "dative",
            "accusative",
            "land",
            "seat",
            "url",
            "note",
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "article": _("So that sentences about the organisation are correct."),
            "genitive": _("Only if the name does not follow the rule."),
            "dative": _("Only if the name does not follow the rule."),
            "accusative": _("Only if the name does not follow the rule."),
        }


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=300)
    since = DayField(label=_("valid from"))


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Person
        fields = ("title", "given_name", "family_name", "email", "note")


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Office
        fields = (
            "name",
            "name_en",
            "organisation",
            "article",
            "genitive",
            "dative",
            "accusative",
        )
        labels: ClassVar[dict[str, Any]] = {"organisation": _("At which organisation")}
        help_texts: ClassVar[dict[str, Any]] = {
            "article": _("So that sentences about the office are correct."),
            "genitive": _("Only if the name does not follow the rule."),
            "dative": _("Only if the name does not follow the rule."),
            "accusative": _("Only if the name does not follow the rule."),
        }


class TermForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A term with two days typed the German way."""

    since = DayField(label=_("since"), required=False)
    until = DayField(label=_("until"), required=False, takes_end=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end lies before the beginning."))
        return cleaned


class MembershipForm(TermForm):
    class Meta:
        model = Membership
        fields = ("organisation", "role", "function", "function_en", "on_behalf_of")


class MandateForm(TermForm):
    class Meta:
        model = Mandate
        fields = ("parliament", "group", "committees", "label", "label_en", "constituency")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = {
            "parliament": OrganisationKind.PARLIAMENT,
            "group": OrganisationKind.PARLIAMENTARY_GROUP,
            "committees": OrganisationKind.PARLIAMENTARY_COMMITTEE,
        }
        for name, kind in kinds.items():
            self.fields[name].queryset = Organisation.objects.filter(kind=kind)  # type: ignore[attr-defined]  # a model choice


class OfficeTermForm(TermForm):
    class Meta:
        model = OfficeTerm
        fields = ("office",)


class AffiliationForm(TermForm):
    class Meta:
        model = Affiliation
        fields = ("kind", "parent")
        labels: ClassVar[dict[str, Any]] = {"parent": _("of which organisation")}


class LeadForm(TermForm):
    class Meta:
        model = LeadTerm
        fields = ("association",)
        labels: ClassVar[dict[str, Any]] = {"association": _("Association in the lead")}


class EndForm(forms.Form):
    """Which of the open terms ends, and when."""

    term = forms.ChoiceField(label=_("What ends"))
    until = DayField(label=_("Last day"), takes_end=True)

    def __init__(self, *args: Any, terms: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["term"].choices = terms  # type: ignore[attr-defined]  # a choice field


class DayForm(forms.Form):
    am = DayField(label=_("On which day"), required=False)
