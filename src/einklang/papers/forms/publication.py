"""What people type to release a paper and to take it back."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.papers.forms.moments import MomentField
from einklang.papers.operations.publication import Release


class ContactForm(forms.Form):
    """What is printed below the text besides; a change shows a new preview."""

    contact = forms.CharField(
        label=_("Contact for readers and the press"),
        max_length=300,
        required=False,
        help_text=_(
            "Name, telephone, e-mail, as they are to be printed below the text. Everybody will"
            " read them."
        ),
    )


class ReleaseForm(forms.Form):
    """The decision, made in sight of the preview."""

    public_at = MomentField(
        label=_("Not before"),
        required=False,
        help_text=_(
            "End of the embargo, with its time of day. Left empty, the paper is public at once."
        ),
    )
    knows_losses = forms.BooleanField(
        label=_("I know what is not taken over from the Word file."), required=False
    )
    seen_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    contact = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, *args: Any, has_losses: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_losses:
            self.fields["knows_losses"].required = True
        else:
            del self.fields["knows_losses"]

    def clean_public_at(self) -> datetime | None:
        found: datetime | None = self.cleaned_data["public_at"]
        if found is not None and found <= clock.now():
            raise forms.ValidationError(
                _("This moment is past. Leave the field empty to publish at once.")
            )
        return found

    def wish(self) -> Release:
        return Release(
            seen_sha256=self.cleaned_data["seen_sha256"],
            public_at=self.cleaned_data["public_at"],
            contact=self.cleaned_data["contact"],
            knows_losses=bool(self.cleaned_data.get("knows_losses")),
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the paper taken back?"),
        max_length=300,
        help_text=_("One sentence; it stands on the public page instead of the text."),
    )
