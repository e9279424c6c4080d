"""Days with their time of day, as people type them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from einklang.core import clock

MOMENT = "%Y-%m-%dT%H:%M"
EARLIEST, LATEST = 1900, 2099
"""Years. Before them nothing was typed that we need, after them no holidays are known."""


class MomentField(forms.DateTimeField):
    """Takes a day with its time of day, in Berlin."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateTimeInput({"type": "datetime-local"}, MOMENT))
        options.setdefault("input_formats", [MOMENT, f"{MOMENT}:%S", "%d.%m.%Y %H:%M",
                                             "%d.%m.%Y, %H:%M"])  # fmt: skip
        super().__init__(**options)

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment is not None and not EARLIEST <= moment.year <= LATEST:
            raise forms.ValidationError(
                _("Please check the year: it lies between %(first)d and %(last)d.")
                % {"first": EARLIEST, "last": LATEST}
            )
        return moment


class FutureMomentField(MomentField):
    """Takes a moment that is still to come."""

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        if moment is not None and moment <= clock.now():
            raise forms.ValidationError(_("The deadline must lie in the future."))
        return moment
