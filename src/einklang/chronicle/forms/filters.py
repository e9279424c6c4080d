"""What a list can be narrowed to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import (
    Phase,
    Visibility,
)
from einklang.chronicle.forms.fields import grouped_kinds, known_states
from einklang.chronicle.forms.widgets import NameField, QuickSelect
from einklang.chronicle.models import (
    ActivityGroup,
    ActivityKind,
    Occasion,
)
from einklang.chronicle.queries.filters import DEFAULT_ORDER, ORDERS, Criteria
from einklang.chronicle.queries.gaps import GAPS
from einklang.chronicle.queries.records import kinds_for
from einklang.federation.models import Organisation
from einklang.programmes.models import Programme


class FilterForm(forms.Form):
    """What a list can be narrowed to; a value nobody knows is left out, not an error page."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    year = forms.TypedChoiceField(
        label=_("Year"), required=False, widget=QuickSelect, coerce=int, empty_value=None
    )
    kind = forms.ModelChoiceField(
        ActivityKind.objects.none(), label=_("Kind"), required=False, widget=QuickSelect
    )
    group = forms.ModelChoiceField(
        ActivityGroup.objects.none(), label=_("Group"), required=False, widget=QuickSelect
    )
    phase = forms.ChoiceField(label=_("Phase"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(label=_("State"), required=False, widget=QuickSelect)
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=_("Programme"), required=False, widget=QuickSelect
    )
    organisation = NameField("organisation", label=_("Organisation"), required=False)
    person = NameField("person", label=_("Person"), required=False)
    occasion = forms.ModelChoiceField(
        Occasion.objects.all(),
        label=_("Occasion"),
        required=False,
        widget=QuickSelect(attrs={"data-ek-combobox": ""}),
    )
    visibility = forms.ChoiceField(label=_("Visible to"), required=False, widget=QuickSelect)
    gap = forms.ChoiceField(label=_("Missing"), required=False, widget=QuickSelect)
    sort = forms.ChoiceField(
        required=False, choices=[(order, order) for order in ORDERS], widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, body: Organisation, years: list[int]) -> None:
        super().__init__(data)
        everything = ("", _("all"))
        kinds = kinds_for(body)
        self.choose("year", [everything, *((year, str(year)) for year in years)])
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]  # a model choice
        self.choose("kind", [everything, *grouped_kinds(kinds)])
        self.fields["group"].queryset = ActivityGroup.objects.filter(kinds__in=kinds).distinct()  # type: ignore[attr-defined]  # a model choice
        self.choose("phase", [everything, *Phase.choices])
        self.choose("state", [everything, *known_states(kinds)])
        self.choose("visibility", [everything, *Visibility.choices])
        gaps = [(gap.key, gap.label) for gap in GAPS.values()]
        self.choose("gap", [everything, ("any", _("anything")), *gaps])
        self.is_valid()

    def choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def criteria(self) -> Criteria:
        found = {name: self.cleaned_data.get(name) for name in self.fields}
        return Criteria(
            text=found["q"] or "",
            year=found["year"],
            state=found["state"] or "",
            phase=found["phase"] or "",
            visibility=found["visibility"] or "",
            gap=found["gap"] or "",
            sort=found["sort"] or DEFAULT_ORDER,
            **{
                name: getattr(found[name], "pk", None)
                for name in ("kind", "group", "programme", "occasion")
            },
            **{name: getattr(found[name], "ids", None) for name in ("organisation", "person")},
        )

    def chosen_values(self) -> list[tuple[str, str, str]]:
        """Return name, label and shown value of every criterion in force."""
        shown = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value in {None, ""} or name == "sort":
                continue
            shown.append((name, str(field.label), display_of(field, value)))
        return shown


def display_of(field: forms.Field, value: Any) -> str:
    choices = getattr(field, "choices", None)
    if isinstance(field, forms.ModelChoiceField) or choices is None:
        return str(value)
    return str(dict(choices).get(value, value))
