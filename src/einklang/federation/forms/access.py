"""Forms for ways in: invitation, acceptance, roles, the own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.federation.enums import Role
from einklang.federation.models import Access, Account, Organisation
from einklang.federation.operations.access import Grant
from einklang.federation.queries import speaking_organisations


class GrantForm(forms.Form):
    """A role, and for whom somebody speaks."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    organisation = forms.ModelChoiceField(
        label=_("Speaks for"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Needed for association staff and carrier contacts."),
    )

    def __init__(self, *args: Any, access: Access | None = None, **options: Any) -> None:
        if access is not None:
            options["initial"] = {"role": access.role, "organisation": access.organisation_id}
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = speaking_organisations()  # type: ignore[attr-defined]  # a model choice

    @property
    def grant(self) -> Grant:
        return Grant(self.cleaned_data["role"], self.cleaned_data["organisation"])


class InvitationForm(GrantForm):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=160, required=False)

    field_order = ("email", "name", "role", "organisation")


class AcceptForm(forms.Form):
    """Name and password of somebody new."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A short sentence is easy to remember."),
    )
    repeated = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("repeated")
        if first and second and first != second:
            self.add_error("repeated", _("The two passwords differ."))
        return cleaned


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of mails to you"), choices=[("de", "Deutsch"), ("en", "English")]
    )

    @classmethod
    def of(cls, account: Account) -> "AccountForm":
        return cls(initial={"name": account.name, "language": account.language})
