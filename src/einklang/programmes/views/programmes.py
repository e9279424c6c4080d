"""Programmes: list, page, what is said about them, and who runs them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.federation.queries import federation_of
from einklang.programmes import rules
from einklang.programmes.errors import ProgrammeError
from einklang.programmes.forms import CarrierForm, ProgrammeForm
from einklang.programmes.models import Programme, ProgrammeCarrier
from einklang.programmes.operations.programmes import (
    add_carrier,
    remove_carrier,
    save_programme,
)
from einklang.programmes.queries import (
    budget_of,
    carrier_lines,
    figure_tables,
    figures_of,
    latest_adopted,
    listed_programmes,
    outside_names,
    programme_page,
)
from einklang.programmes.rendering import budget_chart
from einklang.programmes.views.frame import editor_of, programme_here, reader_of


@login_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    account, _body = reader_of(request)
    context = {
        "rows": [(one, latest_adopted(one)) for one in listed_programmes(account)],
        "may_edit": rules.edit_refusal(account) is None,
    }
    return render(request, "programmes/programme_list.html", context)


@login_required
@require_safe
def programme_detail(request: HttpRequest, programme_id: int) -> HttpResponse:
    account, body = reader_of(request)
    programme = get_object_or_404(programme_page(account), pk=programme_id)
    federation = federation_of(body)
    carriers = carrier_lines(programme, federation)
    tables = figure_tables(list(figures_of(account, programme)))
    budgets = [(budget_of(table), table) for table in tables]
    context = {
        "programme": programme,
        "strands": list(programme.strands.all()),
        "carriers": carriers,
        "federation": federation,
        "outside": outside_names(carriers),
        "budgets": [(budget, budget_chart(budget), table) for budget, table in budgets if budget],
        "tables": [table for budget, table in budgets if budget is None],
        "may_edit": rules.edit_refusal(account) is None,
    }
    return render(request, "programmes/programme_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Programme(), _("Enter a programme"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, programme_id: int) -> HttpResponse:
    programme = programme_here(request, programme_id)
    return edit(request, programme, _("Change the programme"))


def edit(request: HttpRequest, programme: Programme, heading: str) -> HttpResponse:
    account, name = editor_of(request), programme.local_name
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_programme(
                programme=form.save(commit=False), seen_at=form.cleaned_data["seen"], by=account
            )
        except ProgrammeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(saved)
    context = {"form": form, "heading": heading, "programme": programme, "name": name}
    return render(request, "programmes/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carrier_new(request: HttpRequest, programme_id: int) -> HttpResponse:
    programme, account = programme_here(request, programme_id), editor_of(request)
    form = CarrierForm(request.POST or None, instance=ProgrammeCarrier(programme=programme))
    if request.method == "POST" and form.is_valid():
        try:
            add_carrier(carrier=form.save(commit=False), by=account)
        except ProgrammeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(programme)
    heading, name = _("Add who runs it"), programme.local_name
    context = {"form": form, "heading": heading, "programme": programme, "name": name}
    return render(request, "programmes/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carrier_delete(request: HttpRequest, carrier_id: int) -> HttpResponse:
    account = editor_of(request)
    rows = ProgrammeCarrier.objects.visible_to(account)
    carrier = get_object_or_404(rows.select_related("programme", "organisation"), pk=carrier_id)
    if request.method == "POST":
        remove_carrier(carrier=carrier, by=account)
        messages.success(request, _("Removed. The history keeps it."))
        return redirect(carrier.programme)
    context = {
        "programme": carrier.programme,
        "heading": _("Take this carrier off the programme?"),
        "what": carrier.organisation.local_name,
        "text": _("The organisation itself stays, and so do its other programmes."),
        "label": _("Take it off"),
    }
    return render(request, "programmes/confirm.html", context)
