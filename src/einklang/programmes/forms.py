"""Forms for programmes, their carriers and figures."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from einklang.core.forms import DateText, SearchSelect
from einklang.core.quantity import format_number
from einklang.core.when import When, WhenError
from einklang.federation.enums import OrganisationKind
from einklang.federation.models import Organisation
from einklang.programmes import rules
from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier, Source
from einklang.programmes.models.figure import reader_language

EARLIEST_YEAR, LATEST_YEAR = 1848, 2200
SIGNS = {"de": (".", ","), "en": (",", ".")}
"""Thousands and decimals."""


class AmountField(forms.DecimalField):
    """Reads a number the way it is printed: 1.480 and 77,5 in German, 1,480 and 77.5 else."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"\s", "", str(value or "")).replace("−", "-")
        thousands, point = SIGNS[reader_language()]
        if re.fullmatch(rf"-?\d{{1,3}}({re.escape(thousands)}\d{{3}})+(\{point}\d+)?", text):
            text = text.replace(thousands, "")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, reader_language()) if isinstance(value, Decimal) else value


class WhenField(forms.CharField):
    """Reads a date as precisely as it is typed; empty means unknown."""

    widget = DateText

    def to_python(self, value: Any) -> Any:
        try:
            return When.parse(super().to_python(value) or "")
        except WhenError as error:
            raise forms.ValidationError(str(error), code="when") from error

    def prepare_value(self, value: Any) -> Any:
        return value.text(reader_language()) if isinstance(value, When) else value


class YearField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, **options)


@dataclass(frozen=True)
class Section:
    """Fields that stand together below a heading."""

    heading: Any
    fields: list[BoundField]
    text: Any = ""


class SeenForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Carries along which state of the record the editor started from."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()

    def clean_seen(self) -> datetime | None:
        return parse_datetime(self.cleaned_data["seen"] or "")


class ProgrammeForm(SeenForm):
    url = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")
    since_year = YearField(label=_("since"), required=False)
    until_year = YearField(label=_("until"), required=False)

    class Meta:
        model = Programme
        fields = (
            "name",
            "short_name",
            "name_en",
            "article",
            "parent",
            "description",
            "description_en",
            "legal_basis",
            "funder",
            "granting_authority",
            "since_year",
            "until_year",
            "url",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "funder": SearchSelect,
            "granting_authority": SearchSelect,
            "description": forms.Textarea(attrs={"rows": 4}),
            "description_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "article": _("So that sentences about the programme are correct."),
            "parent": _("Only if it is a part of a larger programme."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Programme.objects.filter(parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        years = rules.years_refusal(cleaned.get("since_year"), cleaned.get("until_year"))
        if years:
            self.add_error("until_year", years)
        if place := rules.parent_refusal(self.instance, cleaned.get("parent")):
            self.add_error("parent", place)
        return cleaned


class CarrierForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    organisation = forms.ModelChoiceField(
        Organisation.objects.exclude(kind=OrganisationKind.PARLIAMENTARY_GROUP),
        label=_("Organisation"),
        widget=SearchSelect,
    )
    since_year = YearField(label=_("since"), required=False)
    until_year = YearField(label=_("until"), required=False)

    class Meta:
        model = ProgrammeCarrier
        fields = ("organisation", "role", "since_year", "until_year", "note")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        years = rules.years_refusal(cleaned.get("since_year"), cleaned.get("until_year"))
        if years:
            self.add_error("until_year", years)
        return cleaned


class FigureForm(SeenForm):
    """A figure with its source: a known one, or a new one entered along with it."""

    use_required_attribute = False
    """What is needed depends on other fields; the server says it."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.all(),
        label=_("What is counted"),
        error_messages={"required": _("Please say what is counted: choose it or enter it.")},
    )
    new_indicator = forms.CharField(
        label=_("Something else that is counted"),
        max_length=200,
        required=False,
        help_text=_("If it is not in the list yet, for instance: Beratungsstellen."),
    )
    year = YearField(
        label=_("Year"),
        required=False,
        help_text=_("Left empty if the source names no year."),
    )
    value = AmountField(label=_("Value"), max_digits=18, decimal_places=3)
    unit = forms.CharField(
        label=_("Unit"),
        max_length=60,
        required=False,
        help_text=_("As it is printed: Mio. €, %. Left empty for mere numbers."),
    )
    when = WhenField(
        label=_("As of"),
        required=False,
        help_text=_("The day the figure speaks of, if the source names one."),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        widget=SearchSelect,
        error_messages={"required": _("Every figure needs a source.")},
    )
    new_source = forms.CharField(
        label=_("New source"),
        max_length=400,
        required=False,
        help_text=_("Its title, if the source is not in the list yet."),
    )
    new_publisher = forms.CharField(
        label=_("Publisher of the new source"), max_length=300, required=False
    )
    new_reference = forms.CharField(
        label=_("Reference of the new source"),
        max_length=300,
        required=False,
        help_text=_("For instance a printed paper with its page."),
    )
    new_url = forms.URLField(
        label=_("Address of the new source"),
        max_length=1000,
        required=False,
        assume_scheme="https",
    )
    new_when = WhenField(
        label=_("Date of the new source"),
        required=False,
        help_text=_("For instance 12.9.2024, September 2024 or 2024."),
    )

    class Meta:
        model = Figure
        fields = ("indicator", "year", "kind", "qualifier", "value", "unit", "source", "note")

    field_order = (
        "indicator", "new_indicator", "year", "kind", "qualifier", "value", "unit", "when",
        "note", "source", "new_source", "new_publisher", "new_reference", "new_url", "new_when",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["when"].initial = self.instance.when
        for name in ("indicator", "source"):
            self.fields[name].required = not self.data.get(self.add_prefix(f"new_{name}"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("indicator") and cleaned.get("new_indicator"):
            self.add_error("new_indicator", _("Please choose it or enter it, not both."))
        if cleaned.get("source") and cleaned.get("new_source"):
            self.add_error("new_source", _("Please name one source: a known or a new one."))
        return cleaned

    def sections(self) -> list[Section]:
        """Arrange the fields below headings: the figure itself, then its source."""
        names = list(self.fields)
        first = names.index("source")
        return [
            Section(_("The figure"), [self[name] for name in names[:first] if name != "seen"]),
            Section(
                _("Its source"),
                [self[name] for name in names[first:] if name != "seen"],
                _("Choose one that is known, or enter a new one."),
            ),
        ]

    def figure(self) -> Figure:
        """Return the figure as it is to be saved."""
        figure: Figure = self.save(commit=False)
        figure.when = self.cleaned_data["when"]
        return figure

    def made_source(self) -> Source | None:
        data = self.cleaned_data
        if not data["new_source"]:
            return None
        source = Source(
            title=data["new_source"],
            publisher=data["new_publisher"],
            reference=data["new_reference"],
            url=data["new_url"],
        )
        source.when = data["new_when"]
        return source

    def made_indicator(self) -> Indicator | None:
        label = self.cleaned_data["new_indicator"]
        return Indicator(label=label) if label else None
