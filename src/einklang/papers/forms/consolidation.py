from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from einklang.federation.models import Account
from einklang.papers.enums import ProposalVerdict


class DecisionForm(forms.Form):
    """A decision about one proposal, with the revision that was on the page."""

    verdict = forms.ChoiceField(choices=ProposalVerdict.choices)
    reason = forms.CharField(required=False, strip=True)
    own_text = forms.CharField(required=False, strip=False)
    revision = forms.IntegerField(min_value=0)


class RevisionForm(forms.Form):
    revision = forms.IntegerField(min_value=0)


class AssignForm(forms.Form):
    """Who is to decide about a proposal."""

    to = forms.ModelChoiceField(
        label=_("Who decides"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("whoever comes first"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class ManyForm(forms.Form):
    """One decision for many proposals."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ProposalVerdict.ACCEPT, pgettext_lazy("proposal", "adopted")),
            (ProposalVerdict.REJECT, pgettext_lazy("proposal", "not adopted")),
        ],
        widget=forms.RadioSelect,
        initial=ProposalVerdict.ACCEPT,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if you do not adopt them. All associations will read it."),
    )


class AdoptForm(forms.Form):
    note = forms.CharField(
        label=_("What is new in this version"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
