"""Single sentences of a report: rewrite, move, hide, tell alone."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from einklang.chronicle.models import Activity
from einklang.chronicle.sentences import for_telling, tell
from einklang.reports.errors import ReportError
from einklang.reports.forms import EntryForm, EntrySectionForm
from einklang.reports.models import Report, ReportEntry
from einklang.reports.operations import editing
from einklang.reports.operations.editing import Place
from einklang.reports.preview import draft_page
from einklang.reports.views.frame import (
    AuthedRequest,
    activity_of,
    draft_of,
    language_of,
    refused,
    rights,
)


@login_required
@require_http_methods(["GET", "POST"])
def entry_edit(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    """Show the generated sentences beside own words, and take those."""
    report = draft_of(request, report_id)
    place = Place(report, activity_of(report, activity_id))
    entry = ReportEntry.objects.filter(report=report, activity=place.activity).first()
    initial = {"text": entry.text, "text_en": entry.text_en} if entry else {}
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            editing.rewrite(place=place, by=request.user, **form.cleaned_data)
        except ReportError as error:
            return refused(request, error, report)
        messages.success(request, _("The words are saved."))
        return redirect(anchor(place))
    return render(request, "reports/entry_edit.html", entry_context(request, place, entry, form))


def entry_context(
    request: AuthedRequest, place: Place, entry: ReportEntry | None, form: EntryForm
) -> dict[str, object]:
    activity = get_object_or_404(for_telling(Activity.objects.filter(pk=place.activity.pk)))
    told = {language: tell(activity, language, place.report.year) for language in ("de", "en")}
    section = entry.section if entry else None
    return {
        "report": place.report,
        "activity": activity,
        "entry": entry,
        "form": form,
        "section_form": EntrySectionForm(report=place.report, initial={"section": section}),
        "german": told["de"],
        "english": told["en"],
        "is_stale": bool(entry and entry.facts_hash and entry.facts_hash != told["de"].facts_hash),
        **rights(request, place.report),
    }


def anchor(place: Place) -> str:
    address = reverse("reports:report_detail", args=[place.report.pk])
    return f"{address}#satz-{place.activity.pk}"


def _done(
    request: AuthedRequest, place: Place, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do one deed; answer htmx with the fresh draft, else lead back to the sentence."""
    try:
        act()
    except ReportError as error:
        return refused(request, error, place.report)
    if getattr(request, "htmx", False):
        return draft_fragment(request, place.report)
    messages.success(request, said)
    return redirect(anchor(place))


def draft_fragment(request: AuthedRequest, report: Report) -> HttpResponse:
    context = {
        "report": report,
        "draft": draft_page(report, language_of(request)),
        **rights(request, report),
    }
    return render(request, "reports/_draft.html", context)


def _place(request: AuthedRequest, report_id: int, activity_id: int) -> Place:
    report = draft_of(request, report_id)
    return Place(report, activity_of(report, activity_id))


@login_required
@require_POST
def entry_move(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    place = _place(request, report_id, activity_id)
    step = -1 if request.POST.get("step") == "up" else 1
    language = language_of(request)
    return _done(
        request,
        place,
        lambda: editing.move(place=place, step=step, language=language, by=request.user),
        _("The sentence is moved."),
    )


@login_required
@require_POST
def entry_hide(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    place = _place(request, report_id, activity_id)
    is_hidden = request.POST.get("hidden") != "0"
    said = _("The record is left out.") if is_hidden else _("The record is told again.")
    return _done(
        request,
        place,
        lambda: editing.hide(place=place, is_hidden=is_hidden, by=request.user),
        said,
    )


@login_required
@require_POST
def entry_alone(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    place = _place(request, report_id, activity_id)
    alone = request.POST.get("alone") != "0"
    return _done(
        request,
        place,
        lambda: editing.tell_alone(place=place, stands_alone=alone, by=request.user),
        _("Saved."),
    )


@login_required
@require_POST
def entry_facts(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    """Settle a warning: keep own words, or take the generated sentence."""
    place = _place(request, report_id, activity_id)
    act = editing.keep_words if request.POST.get("keep") == "1" else editing.take_generated
    return _done(request, place, lambda: act(place=place, by=request.user), _("Saved."))


@login_required
@require_POST
def entry_section(request: AuthedRequest, report_id: int, activity_id: int) -> HttpResponse:
    place = _place(request, report_id, activity_id)
    form = EntrySectionForm(request.POST, report=place.report)
    if not form.is_valid():
        messages.error(request, _("This section does not exist any more."))
        return redirect(anchor(place))
    section = form.cleaned_data["section"]
    return _done(
        request,
        place,
        lambda: editing.move_to_section(place=place, section=section, by=request.user),
        _("The sentence is moved."),
    )
