from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from einklang.chronicle.models import ActivityGroup, ActivityKind
from einklang.federation.models import Organisation
from einklang.reports.models import Report, ReportSection, SectionContent
from einklang.reports.operations.outlining import ReportWords, SectionDraft

LONG_TEXT = forms.Textarea(attrs={"rows": 6})
EARLIEST, LATEST = 1848, 2200


class NewReportForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Report
        fields = ("title", "title_en", "foreword", "foreword_en", "closing", "closing_en")

    def words(self) -> ReportWords:
        return ReportWords(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    kinds = forms.ModelMultipleChoiceField(
        label=_("Kinds"),
        queryset=ActivityKind.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups of kinds"),
        queryset=ActivityGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ReportSection
        fields = (
            "title",
            "title_en",
            "content",
            "intro",
            "intro_en",
            "groups",
            "kinds",
            "takes_rest",
            "is_hidden",
        )

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Q(body=None) | Q(body=body)
        self.fields["kinds"].queryset = ActivityKind.objects.filter(ours)  # type: ignore[attr-defined]  # a model choice
        self.fields["groups"].queryset = ActivityGroup.objects.filter(ours)  # type: ignore[attr-defined]  # a model choice
        self.fields["content"].choices = SectionContent.choices  # type: ignore[attr-defined]  # a choice field

    def draft(self) -> SectionDraft:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        data["kinds"], data["groups"] = tuple(data["kinds"]), tuple(data["groups"])
        return SectionDraft(**data)


class EntryForm(forms.Form):
    text = forms.CharField(
        label=_("Own words, German"), widget=LONG_TEXT, required=False, max_length=5000
    )
    text_en = forms.CharField(
        label=_("Own words, English"), widget=LONG_TEXT, required=False, max_length=5000
    )


class EntrySectionForm(forms.Form):
    section = forms.ModelChoiceField(
        label=_("Tell it in the section"),
        queryset=ReportSection.objects.none(),
        required=False,
        empty_label=_("where its kind belongs"),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = report.sections.filter(content=SectionContent.ACTIVITIES)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]  # a model choice


class FreezeForm(forms.Form):
    note = forms.CharField(
        label=_("Note on this version"),
        required=False,
        max_length=300,
        help_text=_("For instance: adopted by the committee on 12 March."),
    )


class PublishForm(forms.Form):
    knows_of_internal = forms.BooleanField(
        label=_("Records that are not public may be told in the published report."),
        required=False,
    )
