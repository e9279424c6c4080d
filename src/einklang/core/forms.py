"""Forms in the look of the design; templates stand in core/forms/."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CHECKS = (forms.CheckboxInput,)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class SearchSelect(forms.Select):
    """A select that becomes a field with search where scripts run."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-ek-combobox": "", **(attrs or {})}, choices)


class DateText(forms.TextInput):
    """Takes a German date as text: a day, several, a month, a year; days also by calendar."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-ek-date": "", "autocomplete": "off", **(attrs or {})})


class EkBoundField(BoundField):
    """Adds the design's classes and ties hint and error to the field."""

    @property
    def shape(self) -> str:
        """How the template draws it: check, group, select, file, hidden or input."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, CHECKS):
            return "check"
        if isinstance(widget, GROUPS):
            return "group"
        if isinstance(widget, forms.Select):
            return "select"
        return "file" if isinstance(widget, forms.FileInput) else "input"

    @property
    def described_by(self) -> str:
        """The ids of hint and error, as far as they are shown."""
        ids = [f"{self.auto_id}_hint"] if self.help_text else []
        ids += [f"{self.auto_id}_error"] if self.errors else []
        return " ".join(ids)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        css = {
            "check": "kern-form-check__checkbox",
            "select": "kern-form-input__select",
            "group": "",
            "hidden": "",
        }.get(self.shape, "kern-form-input__input")
        if isinstance(shown, forms.SelectMultiple):
            css = "kern-form-input__select ek-select-multiple"
        if self.errors and css:
            css += f" {css.split()[0]}--error"
        built["class"] = " ".join(filter(None, (css, shown.attrs.get("class", ""))))
        if self.described_by and self.shape not in {"group", "hidden"}:
            built["aria-describedby"] = self.described_by
        return built


class EkFormRenderer(TemplatesSetting):
    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
    bound_field_class = EkBoundField
