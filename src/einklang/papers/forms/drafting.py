"""What people hand in as a version, and what they log about calls."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Organisation
from einklang.papers.forms.moments import MomentField
from einklang.papers.models import Paper, Version
from einklang.papers.operations.calls import CallFacts


class VersionForm(forms.Form):
    """A Word file and what is new in it; a file that was kept need not be chosen again."""

    file = forms.FileField(
        label=_("Word file"),
        required=False,
        max_length=255,
        widget=forms.ClearableFileInput({"accept": ".docx"}),
    )
    note = forms.CharField(
        label=_("What is new"),
        max_length=500,
        required=False,
        help_text=_("A sentence for those who read the next version."),
    )
    is_editorial = forms.BooleanField(
        label=_("Only editorial changes"),
        required=False,
        help_text=_("Spelling, layout, numbers of headings. Comparing the texts decides."),
    )
    base_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("file") and not found.get("kept") and "file" not in self.errors:
            self.add_error("file", _("Please choose a Word file."))
        return found


class CompareForm(forms.Form):
    """Which two versions are compared."""

    alt = forms.TypedChoiceField(label=_("Earlier version"), coerce=int)
    neu = forms.TypedChoiceField(label=_("Later version"), coerce=int)

    def __init__(self, *args: Any, versions: list[Version], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("alt", "neu"):
            self.fields[name].choices = [  # type: ignore[attr-defined]  # a choice field
                (one.number, _("Version %s") % one.number) for one in versions
            ]


class CallForm(forms.Form):
    association = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Association"),
        empty_label=_("Choose an association"),
    )
    spoken_to = forms.CharField(label=_("Spoken to"), max_length=160)
    called_at = MomentField(label=_("When"))
    said = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        options.setdefault("initial", {"called_at": timezone.localtime(clock.now())})
        super().__init__(*args, **options)
        parties = Organisation.objects.filter(paper_parts__paper=paper)
        self.fields["association"].queryset = parties.order_by("paper_parts__order")  # type: ignore[attr-defined]  # a model choice

    def facts(self) -> CallFacts:
        return CallFacts(**self.cleaned_data)
