"""The component page: every part of the design in every state."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from einklang.core.forms import SearchSelect

TONES = [
    ("neutral", _("Neutral")),
    ("info", _("Good to know")),
    ("success", _("Done")),
    ("warning", _("Please note")),
    ("danger", _("Not possible")),
]


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title"), help_text=_("As it stands on the paper."))
    when = forms.CharField(
        label=_("Date"),
        required=False,
        help_text=_("For instance 12.9.2024, September 2024 or 2024."),
        widget=forms.TextInput(attrs={"data-ek-date": ""}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", "—"), ("statement", _("Statement")), ("talk", _("Talk"))]
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 3}))
    is_public = forms.BooleanField(label=_("Visible to everybody"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[("author", _("Author")), ("patron", _("Patron"))],
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.MultipleChoiceField(
        label=_("Places"),
        required=False,
        help_text=_("Type to search; several are possible."),
        choices=[(place, place) for place in ("Berlin", "Bonn", "Erfurt", "Köln", "Nürnberg")],
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        choices=[("", "—"), ("1", "Beispielverband"), ("2", "Musterwerk"), ("3", "Prüfstelle")],
        widget=SearchSelect,
    )
    file = forms.FileField(label=_("File"), required=False)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    if settings.IS_PRODUCTION and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    messages.success(request, _("The record is saved."))
    failed = SampleForm({"title": "", "kind": "none"}, auto_id="failed_%s")
    failed.is_valid()
    page = Paginator(range(400), 20).get_page(request.GET.get("page", 4))
    page.query_prefix = ""  # type: ignore[attr-defined]  # for the template
    context = {
        "form": SampleForm(),
        "failed": failed,
        "page": page,
        "tones": [{"name": name, "label": label} for name, label in TONES],
        "tabs": [
            {"url": "#buttons", "label": _("Overview"), "is_current": True, "count": None},
            {"url": "#tables", "label": _("Records"), "is_current": False, "count": 48},
        ],
        "tabs_label": _("Parts of the page"),
        "icons": ICONS,
    }
    return render(request, "core/components_page.html", context)


ICONS = [
    "statement", "letter", "fact_sheet", "breakfast", "talk", "forum", "campaign", "feedback",
    "agreement", "evaluation", "training", "interjection", "handout", "exchange",
    "project_group", "position", "outcome", "discourse", "coordination", "report", "press",
    "conference", "survey", "hearing", "demand", "calendar", "search", "download", "upload",
    "edit", "add", "link", "person", "organisation", "gap", "warning", "check", "clock",
    "chevron", "menu", "sun", "moon", "globe", "logout", "history", "eye", "eye_off", "up",
    "down", "print", "file", "programme", "star", "close", "trash",
    "desk", "auto", "info", "error", "filter", "more", "external", "lock", "public", "save",
    "copy", "quote", "key", "shield",
]  # fmt: skip
