"""What people type about demands and their fate."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.forms import WhenField
from einklang.core.when import Precision, When
from einklang.papers.enums import Fate, Procedure
from einklang.papers.models import DemandFate, DemandStage, DemandThread, Paper
from einklang.papers.operations.demands import NewDemand
from einklang.papers.queries.demands import MatrixCriteria
from einklang.papers.rules.demands import Facts


class DemandForm(forms.Form):
    label = forms.CharField(
        label=_("Number in the paper"),
        max_length=20,
        required=False,
        help_text=_("As the paper counts it, for instance No. 3."),
    )
    text = forms.CharField(
        label=_("Demand"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("Demand in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    procedure = forms.ChoiceField(
        label=_("Way"),
        choices=Procedure.choices,
        help_text=_("Through which steps it goes: those of a bill, an ordinance, a budget."),
    )

    def facts(self) -> NewDemand:
        values = self.cleaned_data
        way = Procedure(values["procedure"])
        return NewDemand(values["text"], values["text_en"], values["label"], way)


class LabelForm(forms.Form):
    label = forms.CharField(label=_("Number in this paper"), max_length=20, required=False)


class PaperField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.activity.local_title)


class TakeOverForm(forms.Form):
    source = PaperField(Paper.objects.none(), label=_("Earlier paper"), empty_label=None)

    def __init__(self, *args: Any, papers: QuerySet[Paper], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].queryset = papers  # type: ignore[attr-defined]  # a model choice field


class FateForm(forms.Form):
    stage = forms.ModelChoiceField(DemandStage.objects.none(), label=_("Step"), empty_label=None)
    fate = forms.ChoiceField(
        label=_("What became of it"), choices=Fate.choices, widget=forms.RadioSelect
    )
    when = WhenField(required=True)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it stands: printed paper, protocol, law, with page or paragraph."),
    )
    quote = forms.CharField(
        label=_("Passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Word for word."),
    )

    def __init__(self, *args: Any, thread: DemandThread, **options: Any) -> None:
        super().__init__(*args, **options)
        stages = DemandStage.objects.filter(procedure=thread.procedure)
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]  # a model choice field

    @staticmethod
    def initial_of(fate: DemandFate | None) -> dict[str, Any]:
        if fate is None:
            return {}
        return {
            "stage": fate.stage_id,
            "fate": fate.fate,
            "when": fate.when,
            "source": fate.source,
            "quote": fate.quote,
        }

    def clean_when(self) -> When:
        when: When = self.cleaned_data["when"]
        if when.precision == Precision.UNKNOWN:
            raise forms.ValidationError(_("Please say when, as precisely as it is known."))
        return when

    def facts(self) -> Facts:
        values = self.cleaned_data
        return Facts(Fate(values["fate"]), values["when"], values["source"], values["quote"])


class MatrixForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    procedure = forms.ChoiceField(label=_("Way"), required=False)
    paper = PaperField(Paper.objects.none(), label=_("Paper"), required=False)
    open = forms.BooleanField(label=_("Only what is not adopted"), required=False)

    def __init__(self, *args: Any, papers: QuerySet[Paper], **options: Any) -> None:
        super().__init__(*args, **options)
        ways = [("", _("all ways")), *Procedure.choices]
        self.fields["procedure"].choices = ways  # type: ignore[attr-defined]  # a choice field
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]  # a model choice field
        self.fields["paper"].empty_label = str(_("all papers"))  # type: ignore[attr-defined]  # a model choice field

    def criteria(self) -> MatrixCriteria:
        """Read what was chosen; what makes no sense is left out."""
        self.is_valid()
        values = self.cleaned_data
        paper = values.get("paper")
        return MatrixCriteria(
            values.get("q", "").strip(),
            values.get("procedure", ""),
            paper.pk if paper else None,
            open_only=values.get("open", False),
        )
