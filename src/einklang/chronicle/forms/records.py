"""What people type about an activity itself."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import (
    OccasionKind,
    Visibility,
)
from einklang.chronicle.forms.fields import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    WhenField,
    grouped_kinds,
    grouped_states,
)
from einklang.chronicle.models import (
    Activity,
    ActivityKind,
    Occasion,
    Series,
    State,
)
from einklang.chronicle.operations.activities import ActivityFacts, NewOccasion
from einklang.chronicle.queries.records import kinds_for
from einklang.core.when import When, WhenError
from einklang.federation.models import Organisation
from einklang.programmes.models import Programme


class QuickActivityForm(forms.Form):
    """One line: what, which kind, when. Everything else can follow."""

    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        help_text=_("As it is printed on it, or what it is about."),
    )
    kind = forms.ModelChoiceField(ActivityKind.objects.none(), label=_("Kind"))
    when = WhenField()
    state = forms.ModelChoiceField(
        State.objects.none(),
        label=_("State"),
        required=False,
        help_text=_("Left open, the record starts with the first state of its kind."),
        empty_label=_("first state of the kind"),
    )

    def __init__(self, *args: Any, body: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].queryset = kinds_for(body)  # type: ignore[attr-defined]  # a model choice
        self.fields["kind"].choices = [("", _("Choose a kind")), *grouped_kinds(kinds_for(body))]  # type: ignore[attr-defined]  # as above
        cycles = kinds_for(body).values("life_cycle")
        states = State.objects.filter(life_cycle__in=cycles).select_related("life_cycle")
        self.fields["state"].queryset = states.order_by("life_cycle__order", "life_cycle", "order")  # type: ignore[attr-defined]  # as above
        self.fields["state"].choices = [  # type: ignore[attr-defined]  # as above
            ("", _("first state of the kind")),
            *grouped_states(self.fields["state"].queryset),  # type: ignore[attr-defined]  # as above
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        kind, state = found.get("kind"), found.get("state")
        if kind and state and state.life_cycle_id != kind.life_cycle_id:
            self.add_error("state", _("This kind has no such state. Choose one of its own."))
        return found

    def facts(self) -> ActivityFacts:
        data = self.cleaned_data
        return ActivityFacts(
            title=data["title"], kind=data["kind"], when=data["when"], state=data["state"]
        )


class ActivityForm(QuickActivityForm):
    """Everything that can be said of an activity itself."""

    title_en = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    is_quoted = forms.BooleanField(
        label=_("The title is official and is quoted"),
        required=False,
        help_text=_("Without a tick the title only describes what it is about."),
    )
    subject = forms.CharField(
        label=_("In a sentence"),
        max_length=500,
        required=False,
        help_text=_("What follows the kind in a sentence, for instance: zum Bericht über …"),
    )
    subject_en = forms.CharField(label=_("In an English sentence"), max_length=500, required=False)
    year = forms.IntegerField(
        label=_("Year of the report"),
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        required=False,
        help_text=_("The annual report in which it stands; left empty, the year of the date."),
    )
    period = forms.CharField(
        label=_("Whole period"),
        max_length=40,
        required=False,
        help_text=_("When it lasted longer than the date above, for instance June–October 2024."),
    )
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.all(),
        label=_("Programmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    occasions = forms.ModelMultipleChoiceField(
        Occasion.objects.all(), label=_("Occasions"), required=False
    )
    new_occasion = forms.CharField(
        label=_("New occasion"),
        max_length=300,
        required=False,
        help_text=_("If the occasion is not in the list yet."),
    )
    new_occasion_kind = forms.ChoiceField(
        label=_("Kind of the new occasion"),
        choices=OccasionKind.choices,
        initial=OccasionKind.OTHER,
        required=False,
    )
    series = forms.ModelChoiceField(Series.objects.all(), label=_("Series"), required=False)
    new_series = forms.CharField(
        label=_("New series"),
        max_length=300,
        required=False,
        help_text=_("If the series is not in the list yet."),
    )
    series_number = forms.IntegerField(
        label=_("Number in the series"), min_value=1, max_value=32000, required=False
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    motto = forms.CharField(label=_("Motto"), max_length=300, required=False)
    hashtags = forms.CharField(label=_("Hashtags"), max_length=300, required=False)
    keywords = forms.CharField(label=_("Keywords"), max_length=500, required=False)
    url = forms.URLField(
        label=_("Published at"), max_length=1000, required=False, assume_scheme="https"
    )
    source = forms.CharField(label=_("Source of the entry"), max_length=300, required=False)
    summary = forms.CharField(
        label=_("Note for the committee"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the committee, whoever else may read the record."),
    )
    report_text = forms.CharField(
        label=_("Own text for the report"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Left empty, Einklang writes the sentence from the facts."),
    )
    report_text_en = forms.CharField(
        label=_("Own English text for the report"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, body: Organisation, **options: Any) -> None:
        super().__init__(*args, body=body, **options)
        self.fields["state"].help_text = ""

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"]
        try:
            When.parse(period)
        except WhenError as error:
            raise forms.ValidationError(str(error), code="when") from error
        return period

    def clean_seen_at(self) -> datetime | None:
        return parse_datetime(self.cleaned_data["seen_at"] or "")

    def facts(self) -> ActivityFacts:
        left_out = {"seen_at", "new_occasion", "new_occasion_kind"}
        data = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        facts: ActivityFacts = ActivityFacts(**data)  # type: ignore[typeddict-item]  # named alike
        if label := self.cleaned_data["new_occasion"]:
            kind = self.cleaned_data["new_occasion_kind"] or OccasionKind.OTHER
            facts["new_occasion"] = NewOccasion(label, kind)
        return facts

    @staticmethod
    def initial_of(activity: Activity) -> dict[str, Any]:
        """Fill the form with what is recorded."""
        names = set(ActivityForm.base_fields) & {
            field.name
            for field in Activity._meta.fields  # noqa: SLF001 - Django's public name
        }
        initial = {name: getattr(activity, name) for name in names}
        return initial | {
            "when": activity.when,
            "programmes": list(activity.programmes.all()),
            "occasions": list(activity.occasions.all()),
            "seen_at": activity.updated_at.isoformat(),
        }


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("Visible to"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class StateForm(forms.Form):
    state = forms.ModelChoiceField(State.objects.none(), label=_("State"), empty_label=None)

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        states = State.objects.filter(life_cycle=activity.kind.life_cycle_id).order_by("order")
        self.fields["state"].queryset = states  # type: ignore[attr-defined]  # a model choice
