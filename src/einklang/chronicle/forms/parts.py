"""What people type about participations, links, demands, outcomes, numbers, files."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import (
    LinkKind,
    ParticipationRole,
)
from einklang.chronicle.forms.fields import WhenField, actor_choices
from einklang.chronicle.models import (
    Activity,
    Claim,
    Demand,
    FollowUp,
    Outcome,
)
from einklang.chronicle.operations.parts import Actor
from einklang.chronicle.queries.records import every_actor
from einklang.core.when import When
from einklang.federation.models import Office, Organisation, Person


class ParticipationForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ParticipationRole.choices)
    actor = forms.ChoiceField(
        label=_("Organisation, office or person"), required=False, help_text=_("From the list,")
    )
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
        self.fields["actor"].choices = [("", "—"), *actor_choices(every_actor())]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("actor")) == bool(found.get("name")) and not self.errors:
            self.add_error("actor", _("Choose somebody from the list, or write a name."))
        return found

    def chosen_actor(self) -> Actor:
        """Load the one who was chosen."""
        data = self.cleaned_data
        table, _colon, number = data["actor"].partition(":")
        if table == "organisation":
            return Actor(organisation=Organisation.objects.get(pk=number))
        if table == "office":
            return Actor(office=Office.objects.get(pk=number))
        if table == "person":
            return Actor(person=Person.objects.get(pk=number))
        return Actor(name=data["name"])


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


class AttachmentForm(forms.Form):
    file = forms.FileField(label=_("File"), max_length=255)
