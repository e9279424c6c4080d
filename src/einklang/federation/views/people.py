"""People: list, page, edit, memberships, mandates and offices with their terms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core.pagination import paginate
from einklang.federation import rules
from einklang.federation.errors import FederationError
from einklang.federation.forms.directory import (
    MandateForm,
    MembershipForm,
    OfficeTermForm,
    PersonFilter,
    PersonForm,
    TermForm,
)
from einklang.federation.models import Mandate, Membership, OfficeTerm, Person
from einklang.federation.operations.directory import add_row, save_entry
from einklang.federation.queries import Ending, found_people, person_page
from einklang.federation.views.ending import end_one_of
from einklang.federation.views.frame import account_of, committee_of, deny


@login_required
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    committee_of(request)
    deny(rules.people_refusal(account))
    form = PersonFilter(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "page": paginate(request, found_people(account, text)),
        "may_edit": rules.directory_refusal(account) is None,
    }
    return render(request, "federation/person_list.html", context)


@login_required
@require_safe
def person_detail(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_here(request, person_id)
    context = {
        "person": person,
        "parts": person_page(person),
        "may_edit": rules.directory_refusal(account_of(request)) is None,
    }
    return render(request, "federation/person_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Person(), _("Enter a person"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_here(request, person_id)
    return edit(request, person, _("Change %s") % person)


def edit(request: HttpRequest, person: Person, heading: str) -> HttpResponse:
    account = account_of(request)
    deny(rules.directory_refusal(account))
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        saved = save_entry(entry=form.save(commit=False), by=account)
        messages.success(request, _("Saved."))
        return redirect(saved)
    context = {"form": form, "heading": heading, "entry": person}
    return render(request, "federation/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership_new(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_here(request, person_id)
    form = MembershipForm(request.POST or None, instance=Membership(person=person))
    return add_term(request, person, form, _("Add a membership"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_new(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_here(request, person_id)
    form = MandateForm(request.POST or None, instance=Mandate(person=person))
    return add_term(request, person, form, _("Add a mandate"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def office_term_new(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_here(request, person_id)
    form = OfficeTermForm(request.POST or None, instance=OfficeTerm(person=person))
    return add_term(request, person, form, _("Add an office"))


def add_term(request: HttpRequest, person: Person, form: TermForm, heading: str) -> HttpResponse:
    account = account_of(request)
    deny(rules.directory_refusal(account))
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.since, row.until = form.cleaned_data["since"], form.cleaned_data["until"]
        many = {name: form.cleaned_data[name] for name in form.fields if name == "committees"}
        try:
            add_row(row=row, by=account, many=many)
        except FederationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(person)
    context = {"form": form, "heading": heading, "entry": person}
    return render(request, "federation/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def term_end(request: HttpRequest, person_id: int) -> HttpResponse:
    """End one of the person's open terms."""
    person = person_here(request, person_id)
    parts = person_page(person)
    rows: list[Ending] = [*parts.memberships, *parts.mandates, *parts.offices]
    return end_one_of(request, person, rows, _("End a membership, mandate or office"))


def person_here(request: HttpRequest, person_id: int) -> Person:
    account = account_of(request)
    deny(rules.people_refusal(account))
    return get_object_or_404(Person.objects.visible_to(account), pk=person_id)
