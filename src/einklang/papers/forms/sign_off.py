"""What people type about rules, requests, answers and calls of a sign-off."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.models import Organisation
from einklang.papers.enums import (
    CallPurpose,
    DissentForm,
    SignOffMode,
    SignOffState,
)
from einklang.papers.forms.moments import MomentField
from einklang.papers.models import Paper, SignOff, SignOffRules, Version
from einklang.papers.operations.sign_off import NewRound, NewSignOff
from einklang.papers.operations.sign_off_log import NewCall

LONG_TEXT = forms.Textarea(attrs={"rows": 4})
MEANINGS = (
    (SignOffState.SIGNED, _("We sign. Name and logo stand below the paper.")),
    (
        SignOffState.CONDITION,
        _("We sign with a condition. It is stated below the paper until it is fulfilled."),
    ),
    (
        SignOffState.RESERVATION,
        _("We sign with a reservation. The paper says to which passage we object."),
    ),
    (SignOffState.NIL, _("Nil return. The paper does not concern us; we do not stand below it.")),
    (SignOffState.ABSTAINED, _("We abstain. We do not stand below the paper.")),
    (SignOffState.REFUSED, _("We refuse. We do not stand below the paper; the reason is kept.")),
)
"""What each answer means, in the words of those who give it."""


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = SignOffRules
        fields = (
            "quorum",
            "majority",
            "stops_at_refusal",
            "allows_silence",
            "silence_not_for_first",
            "silence_days",
            "second_notice_days",
            "untouched",
            "source",
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        days, notice = found.get("silence_days"), found.get("second_notice_days")
        if days is not None and notice is not None and notice >= days:
            self.add_error(
                "second_notice_days", _("The second notice must go out within the silence.")
            )
        return found


class RequestForm(forms.Form):
    version = forms.ModelChoiceField(label=_("Version"), queryset=Version.objects.none())
    mode = forms.ChoiceField(
        label=_("Procedure"), choices=SignOffMode.choices, widget=forms.RadioSelect
    )
    deadline_at = MomentField(
        label=_("Answers until"),
        required=False,
        help_text=_("Only where every association answers. A silence has its own end for each."),
    )
    associations = forms.ModelMultipleChoiceField(
        label=_("Associations"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(
        label=_("Message to the associations"), required=False, widget=LONG_TEXT, max_length=5000
    )

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        super().__init__(*args, **options)
        versions: Any = self.fields["version"]
        versions.queryset = paper.versions.all()
        versions.label_from_instance = lambda one: f"{one.number}: {one.note or one.name}"
        parties = Organisation.objects.filter(paper_parts__paper=paper)
        asked: Any = self.fields["associations"]
        asked.queryset = parties.order_by("paper_parts__order", "sort_key")
        asked.label_from_instance = lambda one: one.local_name
        self.initial.setdefault("version", paper.versions.first())
        self.initial.setdefault("associations", asked.queryset)
        self.initial.setdefault("mode", SignOffMode.EXPLICIT)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("mode") == SignOffMode.TACIT:
            found["deadline_at"] = None
        elif "mode" in found and "deadline_at" in found:
            _check_end(self, found["deadline_at"])
        return found

    @property
    def request(self) -> NewRound:
        data = self.cleaned_data
        return NewRound(
            SignOffMode(data["mode"]),
            data["deadline_at"],
            data["message"],
            tuple(data["associations"]),
        )


def _check_end(form: forms.Form, deadline_at: datetime | None) -> None:
    if deadline_at is None:
        form.add_error("deadline_at", _("Please say until when the associations may answer."))
    elif deadline_at <= clock.now():
        form.add_error("deadline_at", _("The end of the period has already passed."))


class ChangeForm(forms.Form):
    deadline_at = MomentField(label=_("Answers until"), required=False)
    message = forms.CharField(
        label=_("Message to the associations"), required=False, widget=LONG_TEXT, max_length=5000
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, mode: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mode = SignOffMode(mode)
        if self.mode == SignOffMode.TACIT:
            del self.fields["deadline_at"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.mode == SignOffMode.EXPLICIT and "deadline_at" in found:
            _check_end(self, found["deadline_at"])
        return found

    @property
    def request(self) -> NewRound:
        data = self.cleaned_data
        return NewRound(self.mode, data.get("deadline_at"), data["message"])


class AnswerForm(forms.Form):
    """The six answers; a link's bearer gives a name besides."""

    state = forms.ChoiceField(label=_("Our answer"), choices=MEANINGS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Condition, reservation or reason"),
        required=False,
        widget=LONG_TEXT,
        max_length=5000,
        help_text=_("Needed for a condition, a reservation and a refusal, in your own words."),
    )
    paragraph = forms.TypedChoiceField(
        label=_("Concerns the paragraph"), required=False, coerce=int, empty_value=None
    )
    passage = forms.CharField(
        label=_("Number or passage as it is to be cited"),
        required=False,
        max_length=120,
        help_text=_("For instance: no. 3. “X does not support no. 3” then stands in the paper."),
    )
    form = forms.ChoiceField(
        label=_("Shown in the paper as"),
        choices=DissentForm.choices,
        initial=DissentForm.FOOTNOTE,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        help_text=_("The protocol says who answered for the association."),
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    seen_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sign_off: SignOff,
        paragraphs: tuple[str, ...],
        by_link: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["paragraph"]
        field.choices = [("", _("the paper as a whole")), *_numbered(paragraphs)]
        if not by_link:
            del self.fields["name"]
        self.initial.setdefault("seen_revision", sign_off.revision)
        self.initial.setdefault("seen_sha256", sign_off.round.version_sha256)

    @property
    def answer(self) -> NewSignOff:
        data = self.cleaned_data
        return NewSignOff(
            SignOffState(data["state"]),
            data["text"],
            data["passage"],
            data["paragraph"],
            DissentForm(data["form"]),
        )


def _numbered(paragraphs: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (str(number), f"{number}: {Truncator(' '.join(text.split())).chars(70)}")
        for number, text in enumerate(paragraphs, start=1)
        if text.strip()
    ]


class CallForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What was it about?"),
        choices=[
            (CallPurpose.RECEIPT, _("They confirm that the request has arrived.")),
            (CallPurpose.BREAK_SILENCE, _("They do not agree: the silence is broken.")),
            ("fulfilled", _("They confirm that their condition is fulfilled.")),
            (CallPurpose.OTHER, _("Something else; it changes nothing by itself.")),
        ],
        widget=forms.RadioSelect,
    )
    called_at = MomentField(label=_("When"))
    caller_name = forms.CharField(label=_("Who called"), max_length=160)
    spoken_to = forms.CharField(label=_("Spoken to"), max_length=160)
    said = forms.CharField(
        label=_("What was said"), required=False, widget=LONG_TEXT, max_length=5000
    )

    @property
    def call(self) -> NewCall:
        data = self.cleaned_data
        return NewCall(data["called_at"], data["caller_name"], data["spoken_to"], data["said"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=LONG_TEXT, max_length=5000)


class DeputyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(label=_("E-mail"))


class DeadlineForm(forms.Form):
    deadline_at = MomentField(label=_("New end of the period"))


class ReceiptForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=160)
