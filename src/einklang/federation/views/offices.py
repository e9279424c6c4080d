"""Offices: who may be an actor without anybody being named."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core.pagination import paginate
from einklang.federation import rules
from einklang.federation.forms.directory import OfficeForm
from einklang.federation.models import Office
from einklang.federation.operations.directory import save_entry
from einklang.federation.queries import found_offices
from einklang.federation.views.frame import account_of, committee_of, deny


@login_required
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    committee_of(request)
    context = {
        "page": paginate(request, found_offices(account)),
        "may_edit": rules.directory_refusal(account) is None,
        "sees_people": rules.people_refusal(account) is None,
    }
    return render(request, "federation/office_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def office_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Office(), _("Enter an office"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def office_edit(request: HttpRequest, office_id: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.visible_to(account_of(request)), pk=office_id)
    return edit(request, office, _("Change %s") % office)


def edit(request: HttpRequest, office: Office, heading: str) -> HttpResponse:
    account = account_of(request)
    deny(rules.directory_refusal(account))
    form = OfficeForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        saved = save_entry(entry=form.save(commit=False), by=account)
        messages.success(request, _("Saved."))
        return redirect(saved)
    context = {"form": form, "heading": heading, "entry": office}
    return render(request, "federation/form.html", context)
