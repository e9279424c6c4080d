"""Small forms for what hangs on a record: added on a page of their own, removed by a button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from einklang.chronicle import rules
from einklang.chronicle.enums import LinkKind, ParticipationRole
from einklang.chronicle.errors import ChronicleError
from einklang.chronicle.forms import (
    ClaimForm,
    DemandForm,
    FollowUpForm,
    LinkForm,
    OutcomeForm,
    ParticipationForm,
)
from einklang.chronicle.models import (
    Activity,
    ActivityLink,
    Claim,
    Demand,
    FollowUp,
    Outcome,
    Participation,
)
from einklang.chronicle.operations.parts import (
    add_part,
    add_participation,
    finish_follow_up,
    remove_part,
)
from einklang.chronicle.queries.filters import by_text
from einklang.chronicle.queries.records import listed_activities
from einklang.chronicle.views.loading import account_of, deny, record
from einklang.federation.models import Account

SHOWN_TARGETS = 20


@dataclass(frozen=True)
class Kind:
    """A sort of part: its table, its form, and where it stands on the record's page."""

    model: type[Model]
    form: Callable[..., forms.BaseForm]
    heading: str | Promise
    anchor: str
    owner: str = "activity"


KINDS = {
    "participation": Kind(
        Participation, ParticipationForm, gettext_lazy("Who took part"), "beteiligte"
    ),
    "link": Kind(
        ActivityLink,
        LinkForm,
        gettext_lazy("Link with another record"),
        "verknuepfungen",
        "source",
    ),
    "demand": Kind(Demand, DemandForm, gettext_lazy("Demand"), "forderungen"),
    "outcome": Kind(Outcome, OutcomeForm, gettext_lazy("Outcome"), "ergebnisse"),
    "claim": Kind(Claim, ClaimForm, gettext_lazy("Number"), "zahlen"),
    "follow_up": Kind(FollowUp, FollowUpForm, gettext_lazy("Follow-up"), "wiedervorlagen"),
}


def kind_named(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part_add(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Add a part; ``what`` says of which sort."""
    activity = record(request, activity_id)
    deny(rules.edit_refusal(request.user, activity))
    what = request.GET.get("what") or request.POST.get("what") or "participation"
    kind, account = kind_named(what), account_of(request)
    form = form_for(request, kind, activity)
    if request.method == "POST" and form.is_valid():
        try:
            save_part(form, activity, account)
        except ChronicleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added."))
            return redirect(f"{activity.get_absolute_url()}#{kind.anchor}")
    context = {
        "activity": activity,
        "form": form,
        "what": what,
        "heading": kind.heading,
        "is_link": what == "link",
        "query": request.GET.get("q", ""),
    }
    return render(request, "chronicle/part_add.html", context)


def form_for(request: HttpRequest, kind: Kind, activity: Activity) -> Any:
    data = request.POST if request.method == "POST" else None
    if kind.form is LinkForm:
        return LinkForm(data, others=link_targets(request, activity))
    if kind.form is ParticipationForm:
        role = request.GET.get("role", "")
        return ParticipationForm(data, initial={"role": role} if role else None)
    return kind.form(data)


def link_targets(request: HttpRequest, activity: Activity) -> QuerySet[Activity]:
    """Offer the records that were searched for; a chosen one is looked up among all."""
    rows = listed_activities(account_of(request), activity.body).exclude(pk=activity.pk)
    if request.method == "POST":
        return rows
    found = by_text(rows, request.GET.get("q", "")[:200]).order_by("-year", "sort_key")
    return rows.filter(pk__in=list(found.values_list("pk", flat=True)[:SHOWN_TARGETS])).order_by(
        "-year", "sort_key"
    )


def save_part(form: Any, activity: Activity, by: Account) -> None:
    """Hand what was typed to the operation of its sort."""
    if isinstance(form, ParticipationForm):
        add_participation(
            activity=activity,
            role=ParticipationRole(form.cleaned_data["role"]),
            actor=form.chosen_actor(),
            with_standing=form.cleaned_data["with_standing"],
            by=by,
        )
        return
    if isinstance(form, LinkForm):
        data = form.cleaned_data
        link = ActivityLink(source=activity, target=data["target"], note=data["note"])
        link.kind = LinkKind(data["kind"])
        add_part(part=link, by=by)
        return
    part = form.save(commit=False)
    part.activity = activity
    add_part(part=part, by=by)


@login_required
@require_POST
def part_remove(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Take a part off the record; ``what`` and ``part`` say which."""
    activity = record(request, activity_id)
    deny(rules.edit_refusal(request.user, activity))
    kind = kind_named(request.POST.get("what", ""))
    number = request.POST.get("part", "")
    if not number.isdecimal():
        raise Http404
    part: Any = get_object_or_404(kind.model, pk=number, **{kind.owner: activity})
    try:
        remove_part(part=part, by=account_of(request))
    except ChronicleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Removed. The history still knows it."))
    return redirect(f"{activity.get_absolute_url()}#{kind.anchor}")


@login_required
@require_POST
def follow_up_done(request: HttpRequest, activity_id: int, follow_up_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    follow_up = get_object_or_404(
        FollowUp.objects.select_related("activity__body"), pk=follow_up_id, activity=activity
    )
    try:
        finish_follow_up(follow_up=follow_up, by=account_of(request))
    except ChronicleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect(f"{activity.get_absolute_url()}#wiedervorlagen")
