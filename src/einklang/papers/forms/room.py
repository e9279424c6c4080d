"""Forms of the room, and of the page behind a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from einklang.papers.enums import AnswerKind

NOTE = _("Note to the lead association")


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Comment for your own house"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ContributionForm(forms.Form):
    file = forms.FileField(label=_("Word file"), widget=forms.FileInput(attrs={"accept": ".docx"}))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 3}))


class ParagraphForm(forms.Form):
    text = forms.CharField(
        label=_("Text of the paragraph"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Write the paragraph as it is to read. Left empty, it goes; a new line begins a new"
            " paragraph. What you change is recorded word by word."
        ),
    )
    comment = forms.CharField(
        label=_("Comment to the lead association"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class FileAnswerForm(forms.Form):
    """The official answer as a Word file."""

    file = forms.FileField(
        label=_("Your Word file"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("With recorded changes, without them, or with comments only."),
    )
    note = forms.CharField(label=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NilForm(forms.Form):
    note = forms.CharField(label=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class NamedForm(forms.Form):
    """Whoever comes by a link says who that is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        help_text=_("It is kept with the answer."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LinkFileForm(NamedForm, FileAnswerForm):
    field_order = ("name", "file", "note")


class LinkNilForm(NamedForm, NilForm):
    field_order = ("name", "note")


class PassagesForm(NamedForm):
    """Several paragraphs at once: a text and a comment for each."""

    note = forms.CharField(label=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("name", "note")

    def __init__(self, *args: Any, texts: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        for number, text in texts.items():
            self.fields[f"text-{number}"] = forms.CharField(
                label=_("Text of paragraph %(number)s") % {"number": number},
                required=False,
                strip=False,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            self.fields[f"comment-{number}"] = forms.CharField(
                label=_("Comment on paragraph %(number)s") % {"number": number},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(["name", *(key for key in self.fields if "-" in key), "note"])

    def edits(self) -> dict[int, str]:
        """Return the texts that differ from the draft's."""
        written = {
            number: line_feeds(self.cleaned_data[f"text-{number}"]) for number in self.texts
        }
        return {
            number: text
            for number, text in written.items()
            if text != line_feeds(self.texts[number])
        }

    def comments(self) -> dict[int, str]:
        found = {number: self.cleaned_data[f"comment-{number}"] for number in self.texts}
        return {number: text for number, text in found.items() if text}


class SendingForm(forms.Form):
    """The checked answer comes back as signed text."""

    held = forms.CharField(widget=forms.HiddenInput)


def line_feeds(text: str) -> str:
    """Return a text with the ends of lines as the engine has them; browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def kind_of(edits: dict[int, str]) -> AnswerKind:
    return AnswerKind.EDITS if edits else AnswerKind.COMMENTS
