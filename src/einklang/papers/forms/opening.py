"""What people type to open a paper, to change it, to find it."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from einklang.chronicle.enums import OccasionKind
from einklang.chronicle.forms.widgets import QuickSelect
from einklang.chronicle.models import Occasion
from einklang.chronicle.operations.activities import NewOccasion
from einklang.chronicle.queries.records import kinds_for
from einklang.federation.enums import BODY_KINDS, OrganisationKind
from einklang.federation.models import Organisation
from einklang.papers.enums import Pace, PartyRole, Stage
from einklang.papers.forms.moments import MomentField
from einklang.papers.models import Paper, PaperKind
from einklang.papers.operations.opening import PaperFacts, dates_refusal
from einklang.papers.queries.members import associations_for, present_lead
from einklang.papers.queries.papers import ALL, MONTH, NONE, OPEN, OVERDUE, WEEK, PaperCriteria
from einklang.programmes.models import Programme

NO_SENDERS = BODY_KINDS | {
    OrganisationKind.ASSOCIATION,
    OrganisationKind.BRANCH,
    OrganisationKind.CARRIER,
    OrganisationKind.STATE_LEAGUE,
    OrganisationKind.SECRETARIAT,
    OrganisationKind.FEDERATION,
    OrganisationKind.PUBLIC,
}
"""Our own people send no drafts to be answered."""


class PaperForm(forms.Form):
    """Everything that is known when a paper is opened; most of it is filled in already."""

    kind = forms.ModelChoiceField(
        PaperKind.objects.none(), label=_("Kind"), empty_label=_("Choose a kind")
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        help_text=_("Exactly as it will be printed, with all its signs."),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    sender = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Who asked for it"),
        required=False,
        widget=QuickSelect({"data-ek-combobox": ""}),
        empty_label=_("nobody: on our own account"),
        help_text=_("The ministry that sent the draft, the court that wrote the report."),
    )
    reference = forms.CharField(label=_("File reference"), max_length=120, required=False)
    received_at = MomentField(
        label=_("Received"),
        required=False,
        help_text=_("Day and time at which the request came in."),
    )
    deadline_at = MomentField(
        label=_("Deadline"),
        required=False,
        help_text=_("With its time of day. The plan is laid backwards from here."),
    )
    pace = forms.ChoiceField(
        label=_("Plan"),
        required=False,
        choices=[("", _("as the time allows")), *Pace.choices],
        help_text=_("Five working days or fewer give the fast plan with a telephone round."),
    )
    occasions = forms.ModelMultipleChoiceField(
        Occasion.objects.all(), label=_("Occasion"), required=False
    )
    new_occasion = forms.CharField(
        label=_("New occasion"),
        max_length=300,
        required=False,
        help_text=_("If the occasion is not in the list yet."),
    )
    new_occasion_kind = forms.ChoiceField(
        label=_("Kind of the new occasion"),
        choices=OccasionKind.choices,
        initial=OccasionKind.CONSULTATION,
        required=False,
    )
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.all(),
        label=_("Programmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Lead association"),
        empty_label=_("Choose an association"),
    )
    co_drafters = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Draft along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They read every version, sent out or not."),
    )
    asked = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Are asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They get the text when it is sent out, and sign it."),
    )
    is_first_of_topic = forms.BooleanField(
        label=_("First paper on its subject"),
        required=False,
        help_text=_("The rules of sign-off may not let silence count as consent then."),
    )
    seen_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, body: Organisation, paper: Paper | None = None, **options: Any
    ) -> None:
        self.body, self.paper = body, paper
        self.members = self.known_associations()
        super().__init__(*args, **options)
        ids = [one.pk for one in self.members]
        self.narrow("kind", PaperKind.objects.filter(kind__in=kinds_for(body)))
        self.fields["kind"].queryset = self.fields["kind"].queryset.select_related("kind")  # type: ignore[attr-defined]  # a model choice
        senders = Organisation.objects.exclude(kind__in=NO_SENDERS)
        if paper and paper.sender_id:
            senders = Organisation.objects.filter(Q(pk=paper.sender_id) | ~Q(kind__in=NO_SENDERS))
        self.narrow("sender", senders)
        for name in ("lead", "co_drafters", "asked"):
            self.narrow(name, Organisation.objects.filter(pk__in=ids))
            # Shown in the order the associations have agreed on.
            shown = [(one.pk, str(one)) for one in self.members]
            first = [("", _("Choose an association"))] if name == "lead" else []
            self.fields[name].choices = [*first, *shown]  # type: ignore[attr-defined]  # a choice field

    def narrow(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a model choice

    def known_associations(self) -> list[Organisation]:
        """Return today's members, and those that take part although they left since."""
        members = associations_for(self.body)
        if self.paper is None:
            return members
        ids = {one.pk for one in members}
        parties = [party.association for party in self.paper.parties.all()]
        return members + [one for one in parties if one.pk not in ids]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        reason = dates_refusal(found.get("received_at"), found.get("deadline_at"))
        if reason:
            self.add_error("deadline_at", reason)
        return found

    def clean_seen_at(self) -> datetime | None:
        return parse_datetime(self.cleaned_data["seen_at"] or "")

    def facts(self) -> PaperFacts:
        """Return what was typed; who leads is not asked besides, who drafts neither."""
        data: dict[str, Any] = dict(self.cleaned_data)
        label, kind = data.pop("new_occasion"), data.pop("new_occasion_kind")
        data.pop("seen_at")
        lead, drafting = data["lead"], set(data["co_drafters"]) - {data["lead"]}
        facts: PaperFacts = PaperFacts(**data)  # type: ignore[typeddict-item]  # named alike
        facts["co_drafters"] = [one for one in data["co_drafters"] if one != lead]
        facts["asked"] = [one for one in data["asked"] if one not in drafting | {lead}]
        facts["pace"] = Pace(data["pace"]) if data["pace"] else None
        if label:
            facts["new_occasion"] = NewOccasion(label, kind or OccasionKind.CONSULTATION)
        return facts

    @staticmethod
    def initial_for(body: Organisation) -> dict[str, Any]:
        """Fill a new form: the present lead, all members asked."""
        lead = present_lead(body)
        asked = [one.pk for one in associations_for(body)]
        return {"lead": lead.pk if lead else None, "asked": asked}

    @staticmethod
    def initial_of(paper: Paper) -> dict[str, Any]:
        """Fill the form with what is recorded."""
        roles: dict[str, list[int]] = {}
        for party in paper.parties.all():
            roles.setdefault(party.role, []).append(party.association_id)
        names = ("kind", "sender", "reference", "received_at", "deadline_at", "pace",
                 "lead", "is_first_of_topic")  # fmt: skip
        activity = paper.activity
        return {name: getattr(paper, name) for name in names} | {
            "title": activity.title,
            "title_en": activity.title_en,
            "programmes": list(activity.programmes.all()),
            "occasions": list(activity.occasions.all()),
            "co_drafters": roles.get(PartyRole.CO_DRAFTER, []),
            "asked": roles.get(PartyRole.ASKED, []),
            "seen_at": paper.updated_at.isoformat(),
        }


class PaperFilterForm(forms.Form):
    """What the list can be narrowed to; a value nobody knows is left out, not an error page."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    stage = forms.ChoiceField(label=_("Stage"), required=False, widget=QuickSelect)
    kind = forms.ModelChoiceField(
        PaperKind.objects.none(),
        label=_("Kind"),
        required=False,
        widget=QuickSelect,
        empty_label=_("all"),
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Lead"),
        required=False,
        widget=QuickSelect,
        empty_label=_("all"),
    )
    deadline = forms.ChoiceField(
        label=_("Deadline"),
        required=False,
        widget=QuickSelect,
        choices=[
            ("", _("any")),
            (OVERDUE, _("passed")),
            (WEEK, _("within seven days")),
            (MONTH, _("within a month")),
            (NONE, pgettext_lazy("deadline", "none")),
        ],
    )
    mine = forms.ChoiceField(
        label=_("Associations"),
        required=False,
        widget=QuickSelect,
        choices=[("", _("all")), ("1", _("only mine"))],
    )

    def __init__(self, data: QueryDict, *, body: Organisation, leads: Any) -> None:
        super().__init__(data)
        kinds = PaperKind.objects.filter(kind__in=kinds_for(body)).select_related("kind")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]  # a model choice
        self.fields["lead"].queryset = leads  # type: ignore[attr-defined]  # as above
        self.fields["stage"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("open")),
            *Stage.choices,
            (ALL, _("all")),
        ]
        self.is_valid()

    def criteria(self) -> PaperCriteria:
        found = {name: self.cleaned_data.get(name) for name in self.fields}
        return PaperCriteria(
            text=found["q"] or "",
            stage=found["stage"] or OPEN,
            is_mine=bool(found["mine"]),
            lead=getattr(found["lead"], "pk", None),
            kind=getattr(found["kind"], "pk", None),
            deadline=found["deadline"] or "",
        )

    def chosen_values(self) -> list[tuple[str, str, str]]:
        """Return name, label and shown value of every criterion in force."""
        shown = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not value:
                continue
            choices = (
                {}
                if isinstance(field, forms.ModelChoiceField)
                else dict(getattr(field, "choices", ()))
            )
            shown.append((name, str(field.label), str(choices.get(value, value))))
        return shown


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why will there be no paper?"),
        max_length=300,
        help_text=_("One sentence; it stays with the paper."),
    )


class PlanForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("Plan"), required=False, choices=[("", _("as the time allows")), *Pace.choices]
    )

    def chosen(self) -> Pace | None:
        return Pace(self.cleaned_data["pace"]) if self.cleaned_data["pace"] else None
