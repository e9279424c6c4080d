"""What people type about addressees, the frame of a letter, its dispatch and its replies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Office, Organisation, Person
from einklang.papers.enums import Way
from einklang.papers.forms.moments import MomentField
from einklang.papers.models import Addressee, LetterFrame
from einklang.papers.operations.letters import AddresseeFacts, ReplyFacts
from einklang.papers.rules.letters import MADAM, SIR

BY_HAND = [choice for choice in Way.choices if choice[0] != Way.EMAIL]
SEARCH = {"data-ek-combobox": ""}


class AddresseeForm(forms.Form):
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False,
        widget=forms.Select(SEARCH), empty_label=_("none"),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), required=False,
        widget=forms.Select(SEARCH), empty_label=_("none"),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False,
        widget=forms.Select(SEARCH), empty_label=_("none"),
    )  # fmt: skip
    address_as = forms.ChoiceField(
        label=_("Address as"),
        required=False,
        choices=[("", _("not known")), (MADAM, "Frau"), (SIR, "Herr")],
        help_text=_("Only to propose the salutation; it is not kept with the person."),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As it stands on the envelope. Left empty, it is proposed."),
    )
    salutation = forms.CharField(
        label=_("Salutation"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is proposed. Please read it once more."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_copy = forms.BooleanField(
        label=_("Gets a copy only"),
        required=False,
        help_text=_("Is named at the end of the letter."),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = {
            "office": Office.objects.visible_to(user).select_related("organisation"),
            "person": Person.objects.visible_to(user),
            "organisation": Organisation.objects.visible_to(user),
        }
        for name, choices in rows.items():
            self.fields[name].queryset = choices  # type: ignore[attr-defined]  # a model choice

    @staticmethod
    def initial_of(row: Addressee) -> dict[str, Any]:
        names = ("office", "person", "organisation", "address", "salutation", "email", "is_copy")
        return {name: getattr(row, name) for name in names}

    def facts(self) -> AddresseeFacts:
        return AddresseeFacts(**self.cleaned_data)


class FrameForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = LetterFrame
        fields = (
            "sender_line", "place", "dated_on", "our_sign", "closing", "enclosures",
            "names_register", "mail_text", "reply_to",
        )  # fmt: skip
        widgets = {
            "enclosures": forms.Textarea(attrs={"rows": 3}),
            "mail_text": forms.Textarea(attrs={"rows": 5}),
        }


class DispatchForm(forms.Form):
    way = forms.ChoiceField(label=_("How"), choices=BY_HAND)
    sent_at = MomentField(label=_("When"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"sent_at": clock.now()})
        super().__init__(*args, **options)


class ReplyForm(forms.Form):
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    summary = forms.CharField(
        label=_("What does it say?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    follow_up = forms.CharField(
        label=_("What is to be done now?"),
        max_length=300,
        required=False,
        help_text=_("It comes back on your desk on the day below. Leave it empty if nothing is."),
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"received_on": clock.today()})
        super().__init__(*args, **options)

    def facts(self) -> ReplyFacts:
        return ReplyFacts(**self.cleaned_data)
