"""Organisations: list, page, edit, and how they hang together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core import clock
from einklang.core.pagination import paginate
from einklang.federation import rules
from einklang.federation.errors import FederationError
from einklang.federation.forms.directory import (
    AffiliationForm,
    DayForm,
    LeadForm,
    OrganisationFilter,
    OrganisationForm,
    RenameForm,
    TermForm,
)
from einklang.federation.models import Affiliation, LeadTerm, Organisation
from einklang.federation.operations.directory import add_row, rename, save_entry
from einklang.federation.queries import (
    Ending,
    federation_of,
    found_organisations,
    lead_on,
    members_on,
    organisation_page,
    organisation_tree,
)
from einklang.federation.views.ending import end_one_of
from einklang.federation.views.frame import account_of, committee_of, deny

TERMS: dict[str, tuple[type[TermForm], type[Affiliation | LeadTerm], str]] = {
    "zugehoerigkeit": (AffiliationForm, Affiliation, "organisation"),
    "federfuehrung": (LeadForm, LeadTerm, "federation"),
}


@login_required
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    committee_of(request)
    form = OrganisationFilter(request.GET)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name, "") for name in ("kind", "land")}
    rows = found_organisations(account, text=form.cleaned_data.get("q", ""), **chosen)
    context = {
        "form": form,
        "page": paginate(request, rows),
        "may_edit": rules.directory_refusal(account) is None,
        "sees_people": rules.people_refusal(account) is None,
    }
    return render(request, "federation/organisation_list.html", context)


@login_required
@require_safe
def organisation_detail(request: HttpRequest, organisation_id: int) -> HttpResponse:
    account = account_of(request)
    organisation = organisation_here(request, organisation_id)
    context = {
        "organisation": organisation,
        "names": organisation.former_names.all(),
        "parts": organisation_page(organisation, account),
        "may_edit": rules.directory_refusal(account) is None,
        "sees_people": rules.people_refusal(account) is None,
    }
    return render(request, "federation/organisation_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Organisation(), _("Enter an organisation"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, organisation_id: int) -> HttpResponse:
    organisation = organisation_here(request, organisation_id)
    return edit(request, organisation, _("Change %s") % organisation)


def edit(request: HttpRequest, organisation: Organisation, heading: str) -> HttpResponse:
    account = account_of(request)
    deny(rules.directory_refusal(account))
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        saved = save_entry(entry=form.save(commit=False), by=account)
        messages.success(request, _("Saved."))
        return redirect(saved)
    context = {"form": form, "heading": heading, "entry": organisation}
    return render(request, "federation/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_rename(request: HttpRequest, organisation_id: int) -> HttpResponse:
    account, organisation = account_of(request), organisation_here(request, organisation_id)
    deny(rules.directory_refusal(account))
    form = RenameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rename(organisation=organisation, by=account, **form.cleaned_data)
        except FederationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The old name stays in the history."))
            return redirect(organisation)
    context = {"form": form, "heading": _("A new name"), "entry": organisation}
    return render(request, "federation/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def affiliation_new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return add_term(request, organisation_id, "zugehoerigkeit", _("Belongs to"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lead_new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return add_term(request, organisation_id, "federfuehrung", _("Lead of the federation"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def term_end(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """End what the organisation belongs to, or a lead of or by it."""
    organisation = organisation_here(request, organisation_id)
    parts = organisation_page(organisation, account_of(request))
    rows: list[Ending] = [*parts.above, *parts.below, *parts.led_by, *parts.leads]
    return end_one_of(request, organisation, rows, _("End an affiliation or a lead"))


def add_term(request: HttpRequest, organisation_id: int, part: str, heading: str) -> HttpResponse:
    account, organisation = account_of(request), organisation_here(request, organisation_id)
    deny(rules.directory_refusal(account))
    form_class, model, owner = TERMS[part]
    form = form_class(request.POST or None, instance=model(**{owner: organisation}))
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.since, row.until = form.cleaned_data["since"], form.cleaned_data["until"]
        try:
            add_row(row=row, by=account)
        except FederationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(organisation)
    context = {"form": form, "heading": heading, "entry": organisation}
    return render(request, "federation/form.html", context)


@login_required
@require_safe
def committee(request: HttpRequest) -> HttpResponse:
    """Show who is who in the committee, today or on the day of ``?am=``."""
    account, body = account_of(request), committee_of(request)
    deny(rules.people_refusal(account))
    form = DayForm(request.GET or None)
    day = (form.is_bound and form.is_valid() and form.cleaned_data["am"]) or clock.today()
    federation = federation_of(body)
    context = {
        "body": body,
        "name": body.name_on(day),
        "day": day,
        "form": form,
        "members": members_on(body, day),
        "may_steer": rules.steer_refusal(account, body) is None,
        "federation": federation,
        "lead": lead_on(federation, day) if federation else None,
    }
    return render(request, "federation/committee.html", context)


@login_required
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    body = committee_of(request)
    root = federation_of(body) or body
    sees_people = rules.people_refusal(account_of(request)) is None
    context = {"root": organisation_tree(root), "sees_people": sees_people}
    return render(request, "federation/tree.html", context)


def organisation_here(request: HttpRequest, organisation_id: int) -> Organisation:
    rows = Organisation.objects.visible_to(account_of(request))
    return get_object_or_404(rows.prefetch_related("former_names"), pk=organisation_id)
