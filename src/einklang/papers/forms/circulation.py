"""Forms to ask the associations, to give more time, to make links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from einklang.federation.models import Organisation
from einklang.papers.enums import ConsultationMode
from einklang.papers.forms.moments import FutureMomentField
from einklang.papers.models import Paper, Version
from einklang.papers.operations.circulation import Asked


@dataclass(frozen=True)
class Choice:
    """An association that can be asked, with what is proposed for it."""

    association: Organisation
    is_asked: bool
    mode: ConsultationMode
    deadline_at: datetime
    working_days: int


class AskedForm(forms.Form):
    """One association of the form that opens a circulation."""

    is_asked = forms.BooleanField(label=gettext_lazy("ask"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("What for"), choices=ConsultationMode)
    deadline_at = FutureMomentField(label=gettext_lazy("Answer by"), required=False)

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        kwargs["prefix"] = f"a{choice.association.pk}"
        kwargs["initial"] = {
            "is_asked": choice.is_asked,
            "mode": choice.mode,
            "deadline_at": choice.deadline_at,
        }
        super().__init__(*args, **kwargs)
        self.choice = choice
        self.fields["is_asked"].label = str(choice.association)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("is_asked"):
            # What is not asked needs no deadline, so it cannot be wrong.
            self.errors.pop("deadline_at", None)
        elif not cleaned.get("deadline_at") and "deadline_at" not in self.errors:
            self.add_error("deadline_at", _("Please give a deadline."))
        return cleaned


class CirculationForm(forms.Form):
    """The whole: version, message, and a row for each association."""

    version = forms.ModelChoiceField(
        label=gettext_lazy("Version"), queryset=Version.objects.none()
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the associations"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What matters to you, which passages you want to hear about."),
    )
    knows_of_deadline = forms.BooleanField(
        label=gettext_lazy("Send it all the same"), required=False
    )

    def __init__(
        self, data: Any = None, *, paper: Paper, choices: list[Choice], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.paper = paper
        versions = paper.versions.all()
        field = self.fields["version"]
        field.queryset = versions  # type: ignore[attr-defined]  # a ModelChoiceField
        field.label_from_instance = _version_label  # type: ignore[attr-defined]  # as above
        self.initial.setdefault("version", versions.first())
        self.rows = [AskedForm(data, choice=choice) for choice in choices]
        self.late: list[str] = []
        """Associations whose deadline is not before the paper's."""

    def is_valid(self) -> bool:
        # Every row is asked, so that every mistake shows at once.
        wrong = [row for row in self.rows if not row.is_valid()]
        return super().is_valid() and not wrong

    def clean(self) -> dict[str, Any]:
        due_at = self.paper.deadline_at
        self.late = [
            str(one.association) for one in self.asked() if due_at and one.deadline_at >= due_at
        ]
        if not self.asked() and not any(row.errors for row in self.rows):
            self.add_error(None, _("Please choose at least one association."))
        if self.late and not self.cleaned_data.get("knows_of_deadline"):
            self.add_error(
                "knows_of_deadline",
                _("The paper itself is due earlier than the answer of: %s.")
                % ", ".join(self.late),
            )
        return self.cleaned_data

    def asked(self) -> list[Asked]:
        """Return whom to ask, as far as the rows are right."""
        return [
            Asked(
                row.choice.association,
                ConsultationMode(row.cleaned_data["mode"]),
                row.cleaned_data["deadline_at"],
            )
            for row in self.rows
            if row.is_valid() and row.cleaned_data["is_asked"]
        ]


class DeadlineForm(forms.Form):
    deadline_at = FutureMomentField(label=gettext_lazy("New deadline"))


class ClosingForm(forms.Form):
    knows_of_missing = forms.BooleanField(
        label=gettext_lazy("Close it although answers are missing"), required=False
    )


class LinkForm(forms.Form):
    person_name = forms.CharField(label=gettext_lazy("Name of the deputy"), max_length=160)
    email = forms.EmailField(label=gettext_lazy("E-mail address of the deputy"))


def _version_label(version: Any) -> str:
    return _("Version %(number)s: %(name)s") % {"number": version.number, "name": version.name}
