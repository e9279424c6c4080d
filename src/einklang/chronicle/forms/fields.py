"""Fields of our own, and choices in groups."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import (
    ActivityKind,
    State,
)
from einklang.core import clock
from einklang.core.when import When, WhenError

RELATIVE_DAYS = {
    "heute": 0,
    "today": 0,
    "gestern": -1,
    "yesterday": -1,
    "morgen": 1,
    "tomorrow": 1,
}


EARLIEST_YEAR, LATEST_YEAR = 1848, 2200


class WhenField(forms.CharField):
    """Reads a date as precisely as it is typed; empty means unknown."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("When"))
        options.setdefault("required", False)
        options.setdefault(
            "help_text",
            _("For instance 12.9.2024, 16.–20.9.2024, September 2024, 2024 or today."),
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        shift = RELATIVE_DAYS.get(text.lower())
        if shift is not None:
            return When.day(clock.today() + timedelta(days=shift))
        try:
            when = When.parse(text)
        except WhenError as error:
            raise forms.ValidationError(str(error), code="when") from error
        if when.start and not EARLIEST_YEAR <= when.start.year <= LATEST_YEAR:
            raise forms.ValidationError(_("This year is not plausible."), code="year")
        return when

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, When) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial if isinstance(initial, When) else When.unknown()
        try:
            return bool(self.to_python(data) != before)
        except forms.ValidationError:
            return True


def typed(when: When) -> str:
    """Print a date the way a German form shows it again."""
    return when.text("de")


def grouped_kinds(kinds: QuerySet[ActivityKind]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Arrange the choices below the headings of their groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds.order_by("group__order", "group__label", "order", "label"):
        heading = str(kind.group) if kind.group else str(_("Other"))
        groups.setdefault(heading, []).append((str(kind.pk), str(kind)))
    return list(groups.items())


def grouped_states(states: QuerySet[State]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for state in states:
        groups.setdefault(str(state.life_cycle), []).append((str(state.pk), str(state)))
    return list(groups.items())


def known_states(kinds: QuerySet[ActivityKind]) -> list[tuple[str, str]]:
    """Return each key once; life cycles share the labels of like states."""
    states = State.objects.filter(life_cycle__in=kinds.values("life_cycle"))
    return sorted({state.key: str(state) for state in states}.items(), key=lambda pair: pair[1])
