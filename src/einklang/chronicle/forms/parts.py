"""What people type about participations, links, demands, outcomes, numbers, files."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import (
    LinkKind,
    ParticipationRole,
)
from einklang.chronicle.forms.fields import WhenField
from einklang.chronicle.forms.widgets import NameInput
from einklang.chronicle.models import (
    Activity,
    Claim,
    Demand,
    FollowUp,
    Outcome,
)
from einklang.chronicle.operations.parts import Actor
from einklang.chronicle.queries.actors import found_actors, named
from einklang.core.forms import SearchSelect
from einklang.core.when import When

REFERENCE = re.compile(r"(organisation|office|person):\d{1,18}")


class ParticipationForm(forms.Form):
    """Takes a recorded name as it is typed; when several fit, it asks which one is meant."""

    role = forms.ChoiceField(label=_("Role"), choices=ParticipationRole.choices)
    actor = forms.CharField(
        label=_("Organisation, office or person"),
        max_length=300,
        required=False,
        widget=NameInput,
        help_text=_("A part of the name is enough; you choose from what is recorded."),
    )
    which = forms.ChoiceField(label=_("Who is meant?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("or a name"),
        max_length=300,
        required=False,
        help_text=_("of somebody who is not recorded."),
    )
    with_standing = forms.BooleanField(
        label=_("with mandate or functions held at that time"), required=False, initial=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.chosen = ""
        text = str(self.data.get("actor", "")).strip()[:300]
        self.fitting = [] if REFERENCE.fullmatch(text) else found_actors(text)
        choices = [
            (one.reference, f"{one.name} ({one.note})" if one.note else one.name)
            for one in self.fitting
        ]
        self.fields["which"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not choices or self.only_one(text):
            self.fields["which"].widget = forms.HiddenInput()

    def only_one(self, text: str) -> str:
        """Return the reference of the only actor of exactly this name."""
        exact = [one.reference for one in self.fitting if text in {one.name, one.note}]
        return exact[0] if len(exact) == 1 else ""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        text = found.get("actor", "")
        if bool(text) == bool(found.get("name")):
            self.add_error("actor", _("Say who took part: here, or with a name below."))
        elif text:
            reference = text if REFERENCE.fullmatch(text) else ""
            self.chosen = reference or found.get("which") or self.only_one(text)
            if not self.chosen and self.fitting:
                self.add_error("which", _("Please choose one of those whose names fit."))
            elif not self.chosen or not named(*self.chosen.split(":")):
                self.add_error("actor", _("Nobody of this name is recorded."))
        return found

    def chosen_actor(self) -> Actor:
        """Load the one who was chosen."""
        if not self.chosen:
            return Actor(name=self.cleaned_data["name"])
        table, _colon, number = self.chosen.partition(":")
        return Actor(**{table: named(table, number)[0]})


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label=_("This record"), choices=LinkKind.choices)
    target = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("which record"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, others: QuerySet[Activity], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["target"] = LinkTargetField(
            others, label=_("which record"), widget=forms.RadioSelect, empty_label=None
        )


class LinkTargetField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year} · {obj.kind} · {obj.local_title}"


class DemandForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    class Meta:
        model = Demand
        fields = ("text", "text_en")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "text_en": forms.Textarea(attrs={"rows": 2}),
        }


class OutcomeForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    when = WhenField()

    class Meta:
        model = Outcome
        fields = ("kind", "text", "text_en", "source")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "text_en": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"kind": _("Result")}

    def _post_clean(self) -> None:
        when = self.cleaned_data.get("when")
        if isinstance(when, When):
            self.instance.when = when
        super()._post_clean()  # type: ignore[misc]  # Django's hook between form and model


class ClaimForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    class Meta:
        model = Claim
        fields = ("qualifier", "value", "unit", "label", "label_en", "is_counted", "source")
        localized_fields = ("value",)


class FollowUpForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = FollowUp
        fields = ("text", "due_on", "responsible")
        widgets = {"responsible": SearchSelect}


class AttachmentForm(forms.Form):
    file = forms.FileField(label=_("File"), max_length=255)
