"""Fields that stay quick with hundreds of choices, and names that are typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from einklang.chronicle.queries.actors import named


class QuickSelect(forms.Select):
    """A select that writes its options itself: a template for each takes ten times as long."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 - Django hands it over
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groups = []
        for label, options, _number in widget["optgroups"]:
            inner = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                ((option["value"], chosen(option), option["label"]) for option in options),
            )
            if label:
                inner = format_html('<optgroup label="{}">{}</optgroup>', label, inner)
            groups.append((inner,))
        told = {key: value for key, value in widget["attrs"].items() if value is not False}
        pairs = format_html_join(
            "", ' {}="{}"', ((key, "" if value is True else value) for key, value in told.items())
        )
        inner = format_html_join("", "{}", groups)
        return format_html('<select name="{}"{}>{}</select>', widget["name"], pairs, inner)


def chosen(option: dict[str, Any]) -> SafeString:
    return SafeString(" selected" if option["attrs"].get("selected") else "")


class NameInput(forms.TextInput):
    """Takes a name as text and offers the recorded ones while it is typed."""

    template_name = "chronicle/forms/name_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = f"{name}-names"
        context["widget"]["attrs"] |= {
            "list": names,
            "autocomplete": "off",
            "hx-get": f"{reverse_lazy('chronicle:actor_search')}?field={name}",
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{names}",
            "hx-swap": "innerHTML",
        }
        return context


@dataclass(frozen=True)
class Named:
    """Those a list is narrowed to: one by number, or all whose names fit what was typed."""

    text: str
    ids: tuple[int, ...]

    def __str__(self) -> str:
        return self.text


class NameField(forms.CharField):
    """Reads a name, or the number that links carry; a number nobody has narrows nothing."""

    widget = NameInput

    def __init__(self, table: str, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.table = table
        self.found: Named | None = None

    def clean(self, value: Any) -> Named | None:
        text = super().clean(value)
        self.found = self.look_up(text) if text else None
        return self.found

    def look_up(self, text: str) -> Named | None:
        rows = named(self.table, text)
        if not text.isdecimal():
            return Named(text, tuple(row.pk for row in rows))
        return Named(str(rows[0]), (rows[0].pk,)) if rows else None

    def prepare_value(self, value: Any) -> Any:
        return self.found.text if self.found else value
