"""Forms for programmes and figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.core.when import When, WhenError
from einklang.programmes.models import Figure, Programme, Source


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    url = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Programme
        fields = (
            "name",
            "short_name",
            "name_en",
            "article",
            "parent",
            "legal_basis",
            "funder",
            "granting_authority",
            "since_year",
            "until_year",
            "description",
            "description_en",
            "url",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Two floors are enough, and no programme is a strand of itself.
        others = Programme.objects.filter(parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]  # a model choice


class FigureForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A figure with its source: a known one, or a new one in a line."""

    value = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=3, localize=True)
    new_source = forms.CharField(
        label=_("New source"),
        max_length=400,
        required=False,
        help_text=_("If the source is not in the list yet: its title."),
    )
    new_reference = forms.CharField(
        label=_("Reference of the new source"),
        max_length=300,
        required=False,
        help_text=_("For instance a printed paper with its page."),
    )
    when = forms.CharField(
        label=_("As of"), required=False, help_text=_("For instance 12.9.2024 or 2024.")
    )

    class Meta:
        model = Figure
        fields = (
            "indicator",
            "year",
            "kind",
            "qualifier",
            "value",
            "unit",
            "source",
            "note",
        )

    field_order = (
        "indicator", "year", "kind", "qualifier", "value", "unit", "source", "new_source",
        "new_reference", "when", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["when"].initial = self.instance.when.text("de")

    def clean_when(self) -> When:
        try:
            return When.parse(self.cleaned_data["when"])
        except WhenError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("source") and not cleaned.get("new_source"):
            self.add_error("source", _("Every figure needs a source."))
        return cleaned

    @property
    def fresh_source(self) -> Source | None:
        title = self.cleaned_data["new_source"]
        if not title:
            return None
        return Source(title=title, reference=self.cleaned_data["new_reference"])
