from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.chronicle import rules
from einklang.chronicle.enums import Visibility
from einklang.chronicle.errors import ChronicleError, StaleError
from einklang.chronicle.forms import (
    ActivityForm,
    QuickActivityForm,
    StateForm,
    VisibilityForm,
)
from einklang.chronicle.models import Activity
from einklang.chronicle.operations.activities import (
    change_activity,
    change_state,
    delete_activity,
    record_activity,
    set_visibility,
)
from einklang.chronicle.queries.gaps import gaps_of
from einklang.chronicle.queries.history import history_of
from einklang.chronicle.queries.records import near_duplicates
from einklang.chronicle.queries.trail import trails_of
from einklang.chronicle.sentences import tell
from einklang.chronicle.views.loading import (
    account_of,
    committee_of,
    deny,
    language_of,
    record,
    whole_record,
)


@dataclass(frozen=True)
class Difference:
    """One field two people have changed at the same time."""

    label: str
    mine: str
    theirs: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: HttpRequest) -> HttpResponse:
    """Take one line; the rest is completed on the record's page."""
    account, body = account_of(request), committee_of(request)
    deny(rules.record_refusal(account, body))
    form = QuickActivityForm(request.POST or None, body=body)
    alike: list[Activity] = []
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        alike = near_duplicates(account, body, title)
        if not alike or "despite" in request.POST:
            try:
                activity = record_activity(body=body, facts=form.facts(), by=account)
            except ChronicleError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved. What is still missing you can add now."))
                return redirect(activity)
    context = {"form": form, "body": body, "alike": alike, "asks_again": bool(alike)}
    return render(request, "chronicle/activity_new.html", context)


@login_required
@require_safe
def activity_detail(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = whole_record(request, activity_id)
    user, language = account_of(request), language_of(request)
    may_edit = rules.edit_refusal(user, activity) is None
    other = "en" if language == "de" else "de"
    context = {
        "activity": activity,
        "told": tell(activity, language),
        "told_other": tell(activity, other),
        "other_language": other,
        "other_title": activity.title
        if language == "en" and activity.title_en
        else activity.title_en,
        "period_text": activity.whole_period.text(language),
        "gaps": gaps_of(activity) if may_edit else [],
        "trails": trails_of(user, activity),
        "may_edit": may_edit,
        "may_publish": rules.publish_refusal(user, activity) is None,
        "may_delete": rules.delete_refusal(user, activity) is None,
        "claimed": [claim for claim in activity.claims.all() if not claim.is_counted],
        "counted": [claim for claim in activity.claims.all() if claim.is_counted],
        "state_form": StateForm(activity=activity, initial={"state": activity.state_id})
        if may_edit
        else None,
    }
    return render(request, "chronicle/activity_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Change the record; when somebody else was faster, show both and lose nothing."""
    activity = whole_record(request, activity_id)
    deny(rules.edit_refusal(request.user, activity))
    form = ActivityForm(
        request.POST or None, body=activity.body, initial=ActivityForm.initial_of(activity)
    )
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            saved = change_activity(
                activity=activity,
                facts=form.facts(),
                seen_at=form.cleaned_data["seen_at"],
                by=account_of(request),
            )
        except StaleError as error:
            form.add_error(None, str(error))
            differences = differences_between(form, error.current)
            # Saving once more is then a decision made in sight of both versions.
            data = request.POST.copy()
            data["seen_at"] = error.current.updated_at.isoformat()
            form.data = data
        except ChronicleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The record is saved."))
            return redirect(saved)
    context = {
        "activity": activity,
        "form": form,
        "differences": differences,
        "sections": sections_of(form),
    }
    return render(request, "chronicle/activity_edit.html", context)


def sections_of(form: ActivityForm) -> list[tuple[str, list[Any]]]:
    """Arrange the fields so that a person finds them."""
    layout = (
        (_("What and when"), ("title", "kind", "state", "when", "year", "period", "place")),
        (_("Context"), ("programmes", "occasions", "new_occasion", "new_occasion_kind")),
        (_("Series, motto, keywords"), ("series", "new_series", "series_number", "motto",
                                       "hashtags", "keywords")),
        (_("In the report"), ("is_quoted", "subject", "report_text")),
        (_("In English"), ("title_en", "subject_en", "report_text_en")),
        (_("Where it stands"), ("url", "source", "summary")),
    )  # fmt: skip
    return [(heading, [form[name] for name in names]) for heading, names in layout]


def differences_between(form: ActivityForm, current: Activity) -> list[Difference]:
    theirs = ActivityForm.initial_of(current)
    found = []
    for name in form.changed_data:
        if name in {"seen_at", "new_occasion", "new_occasion_kind", "new_series"}:
            continue
        mine, other = form.cleaned_data.get(name), theirs.get(name)
        pair = Difference(str(form[name].label), shown(form, name, mine), shown(form, name, other))
        if pair.mine != pair.theirs:
            found.append(pair)
    return found


def shown(form: ActivityForm, name: str, value: Any) -> str:
    """Print a value of the form as a reader knows it; ids by the names they stand for."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field: Any = form.fields[name]
    if isinstance(value, int) and hasattr(field, "queryset"):
        return str(field.queryset.filter(pk=value).first() or value)
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return "; ".join(sorted(str(one) for one in value))
    return "" if value is None else str(value)


@login_required
@require_POST
def activity_state(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    form = StateForm(request.POST, activity=activity)
    if not form.is_valid():
        messages.error(request, _("This kind has no such state."))
        return redirect(activity)
    try:
        change_state(activity=activity, state=form.cleaned_data["state"], by=account_of(request))
    except ChronicleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The state is changed."))
    return redirect(activity)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_publish(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Say who may read the record."""
    activity = record(request, activity_id)
    deny(rules.publish_refusal(request.user, activity))
    form = VisibilityForm(request.POST or None, initial={"visibility": activity.visibility})
    if request.method == "POST" and form.is_valid():
        visibility = Visibility(form.cleaned_data["visibility"])
        try:
            set_visibility(activity=activity, visibility=visibility, by=account_of(request))
        except ChronicleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Saved: visible to %s.") % visibility.label)
        return redirect(activity)
    return render(request, "chronicle/activity_publish.html", {"activity": activity, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_delete(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    deny(rules.delete_refusal(request.user, activity))
    if request.method == "POST":
        try:
            delete_activity(activity=activity, by=account_of(request))
        except ChronicleError as error:
            messages.error(request, str(error))
            return redirect(activity)
        messages.success(request, _("The record is deleted."))
        return redirect(reverse("chronicle:activity_list"))
    return render(request, "chronicle/activity_delete.html", {"activity": activity})


@login_required
@require_safe
def activity_history(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    deny(rules.edit_refusal(request.user, activity))
    context = {"activity": activity, "acts": history_of(activity)}
    return render(request, "chronicle/activity_history.html", context)
