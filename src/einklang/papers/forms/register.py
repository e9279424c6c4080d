"""What people answer and type about the Lobbyregister."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.papers.enums import RegisterStanding
from einklang.papers.models import RegisterAssessment, RegisterEntry
from einklang.papers.models.register import NUMBER, PROJECT
from einklang.papers.operations.register import Standing, UploadFacts
from einklang.papers.rendering.anonymous import Finding
from einklang.papers.rules.register import Answers, recipient_refusal

YES, NO = "1", "0"
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]

FIELDS_OF_INTEREST = (
    ("FOI_RPI_INTEGRATION", _("Integration")),
    ("FOI_RPI_MIGRATION", _("Migration")),
    ("FOI_RPI_REFUGEE", _("Refugees")),
    ("FOI_RPI_LAWS", _("Law of residence")),
    ("FOI_RPI_OTHER", _("Other questions of refugees and integration")),
    ("FOI_SP_CHILDREN", _("Children and young people")),
    ("FOI_SP_FAMILY", _("Family")),
    ("FOI_SP_DIVERSITY", _("Diversity")),
    ("FOI_SS_BASIC", _("Basic security benefits")),
    ("FOI_WORK_POLICY", _("Labour market")),
    ("FOI_PUBLIC_FINANCE", _("Public finance")),
    ("FOI_EU_LAWS", _("Law of the European Union")),
)
"""Codes of the register, with a word of ours for what each is about."""


@dataclass(frozen=True)
class Question:
    key: str
    label: Any
    """Translated when it is shown."""
    help_text: Any


QUESTIONS = {
    question.key: question
    for question in (
        Question(
            "is_federal",
            _("Does the paper go to the Bundestag or to the federal government?"),
            _(
                "Members, groups and committees of the Bundestag; ministries from heads of"
                " section upwards. A Land, a municipality or the public alone is neither."
            ),
        ),
        Question(
            "is_project",
            _("Does it want to influence a regulatory project?"),
            _(
                "A bill, an ordinance, a budget act, or the wish for one or for keeping a rule as"
                " it is; a project of the European Union too, if the federal government is to be"
                " won for a position on it."
            ),
        ),
        Question(
            "is_basic",
            _("Is it a basic statement or expert opinion in writing?"),
            _(
                "It sets out the position in substance. A short mail, an invitation or a"
                " thank-you letter does not."
            ),
        ),
        Question(
            "is_published_in_procedure",
            _("Is it published within a formal procedure of participation?"),
            _(
                "The ministry asked the associations by § 47 GGO, or a committee of the Bundestag"
                " held a hearing by § 70 GO-BT, and puts the statements on its website."
            ),
        ),
    )
}


def answers_from(values: Any) -> Answers:
    """Read the answers given so far; what is neither yes nor no is still open."""
    known = {key: {YES: True, NO: False}.get(values.get(key, "")) for key in Answers._fields}
    return Answers(**known)


class QuestionForm(forms.Form):
    """Asks one question."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.fields[question.key] = forms.ChoiceField(
            label=question.label,
            help_text=question.help_text,
            choices=((YES, _("Yes")), (NO, _("No"))),
            widget=forms.RadioSelect,
        )


class StandingForm(forms.Form):
    standing = forms.ChoiceField(
        label=_("Where does the association stand?"),
        choices=RegisterStanding.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Each association answers this for itself; whether it must register is its own"
            " legal matter."
        ),
    )
    number = forms.CharField(
        label=_("Number in the register"),
        max_length=7,
        required=False,
        help_text=_("R and six digits, for instance R001234. Only if it is registered."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For instance why it is exempt, and who has examined that."),
    )

    @classmethod
    def of(cls, entry: RegisterEntry | None) -> "StandingForm":
        if entry is None:
            return cls(initial={"standing": RegisterStanding.NOT_CHECKED})
        return cls(
            initial={"standing": entry.standing, "number": entry.number, "note": entry.note}
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        number = found["number"] = found.get("number", "").strip().upper()
        if found.get("standing") == RegisterStanding.REGISTERED:
            try:
                NUMBER(number)
            except forms.ValidationError as error:
                self.add_error("number", error)
        return found

    def facts(self) -> Standing:
        values = self.cleaned_data
        return Standing(RegisterStanding(values["standing"]), values["number"], values["note"])


class UploadFactsForm(forms.Form):
    """What the portal asks for besides the text; may be filled in later."""

    project_number = forms.CharField(
        label=_("Number of the regulatory project"),
        max_length=9,
        required=False,
        help_text=_("RV and seven digits, for instance RV0001234, as the portal gave it."),
    )
    project_title = forms.CharField(
        label=_("Title of the regulatory project"), max_length=500, required=False
    )
    fields_of_interest = forms.MultipleChoiceField(
        label=_("Fields of interest"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sent_on = forms.DateField(
        label=_("Sent on"),
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The upload is due at the end of the quarter of this day."),
    )
    recipients = forms.CharField(
        label=_("Recipients"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One office a line, such as a ministry or a committee. Never a person."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["fields_of_interest"]
        field.choices = [  # type: ignore[attr-defined]  # a choice field
            (code, f"{label} ({code})") for code, label in FIELDS_OF_INTEREST
        ]

    @classmethod
    def initial_of(cls, assessment: RegisterAssessment | None) -> dict[str, Any]:
        if assessment is None:
            return {}
        return {
            "project_number": assessment.project_number,
            "project_title": assessment.project_title,
            "fields_of_interest": assessment.fields_of_interest,
            "sent_on": assessment.sent_on,
            "recipients": "\n".join(assessment.recipients),
        }

    def clean_project_number(self) -> str:
        number = str(self.cleaned_data["project_number"]).strip().upper()
        if number:
            PROJECT(number)
        return number

    def clean_recipients(self) -> tuple[str, ...]:
        lines = [line.strip() for line in str(self.cleaned_data["recipients"]).splitlines()]
        found = tuple(dict.fromkeys(line for line in lines if line))
        for line in found:
            if reason := recipient_refusal(line):
                raise forms.ValidationError(reason)
        return found

    def facts(self) -> UploadFacts:
        values = self.cleaned_data
        return UploadFacts(
            values["project_number"],
            values["project_title"],
            tuple(values["fields_of_interest"]),
            values["recipients"],
            values["sent_on"],
        )


class AnonymiseForm(forms.Form):
    """Confirms what is taken out of the text: proposals, and whatever else was found by eye."""

    taken_out = forms.MultipleChoiceField(
        label=_("Take out of the text"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label=_("Take out as well"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name, address or number a line, exactly as it stands in the text."),
    )
    is_checked = forms.BooleanField(
        label=_("I have read the text and checked that nothing else in it names a person."),
    )

    def __init__(self, *args: Any, findings: tuple[Finding, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["taken_out"]
        field.choices = [(one.text, shown(one)) for one in findings]  # type: ignore[attr-defined]  # a choice field
        field.initial = [one.text for one in findings]
        if not findings:
            del self.fields["taken_out"]

    def texts(self) -> list[str]:
        more = [line.strip() for line in self.cleaned_data["more"].splitlines()]
        return [*self.cleaned_data.get("taken_out", []), *(line for line in more if line)]


def shown(finding: Finding) -> str:
    """Show a finding with what stands around it, and how often it comes."""
    around = " ".join(f"… {finding.before}{finding.text}{finding.after} …".split())
    times = f" ({finding.count}×)" if finding.count > 1 else ""
    return f"{finding.text}{times}: {around}"


class EnteredForm(forms.Form):
    entered_on = forms.DateField(
        label=_("Entered in the register on"),
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
