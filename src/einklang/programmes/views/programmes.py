"""Programmes: list, page, edit; figures with their sources; CSV."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.federation.models import Account, Organisation
from einklang.federation.queries import current_body, federation_of
from einklang.federation.rules import directory_refusal
from einklang.programmes.errors import ProgrammeError
from einklang.programmes.forms import FigureForm, ProgrammeForm
from einklang.programmes.models import Figure, Programme
from einklang.programmes.operations.editing import save_figure, save_programme
from einklang.programmes.queries import (
    budget_series,
    carriers_outside,
    figure_tables,
    figures_of,
    listed_programmes,
    programme_page,
)
from einklang.programmes.rendering import budget_chart, figures_csv, legend


@login_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    account, _body = visitor(request)
    context = {
        "programmes": listed_programmes(account),
        "may_edit": directory_refusal(account) is None,
    }
    return render(request, "programmes/programme_list.html", context)


@login_required
@require_safe
def programme_detail(request: HttpRequest, programme_id: int) -> HttpResponse:
    account, body = visitor(request)
    programme = get_object_or_404(programme_page(account), pk=programme_id)
    figures = list(figures_of(programme, account))
    federation = federation_of(body)
    series = budget_series(figures)
    context = {
        "programme": programme,
        "tables": figure_tables(figures),
        "series": series,
        "chart": budget_chart(series),
        "legend": legend(),
        "federation": federation,
        "outside": carriers_outside(programme, federation),
        "may_edit": directory_refusal(account) is None,
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
    account = editor(request)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        saved = save_programme(programme=form.save(commit=False), by=account)
        messages.success(request, _("Saved."))
        return redirect(saved)
    context = {"form": form, "heading": heading, "programme": programme}
    return render(request, "programmes/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: HttpRequest, programme_id: int) -> HttpResponse:
    programme = programme_here(request, programme_id)
    return edit_figure(request, Figure(programme=programme), _("Enter a figure"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_edit(request: HttpRequest, figure_id: int) -> HttpResponse:
    rows = Figure.objects.visible_to(visitor(request)[0])
    figure = get_object_or_404(rows.select_related("programme"), pk=figure_id)
    return edit_figure(request, figure, _("Change the figure"))


def edit_figure(request: HttpRequest, figure: Figure, heading: str) -> HttpResponse:
    account = editor(request)
    form = FigureForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid():
        try:
            save_figure(
                figure=form.save(commit=False),
                when=form.cleaned_data["when"],
                new_source=form.fresh_source,
                by=account,
            )
        except ProgrammeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(figure.programme)
    context = {"form": form, "heading": heading, "programme": figure.programme}
    return render(request, "programmes/form.html", context)


@login_required
@require_safe
def programme_figures(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Hand the figures over as CSV."""
    programme = programme_here(request, programme_id)
    text = figures_csv(figures_of(programme, visitor(request)[0]))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{programme.key}.csv"'
    return answer


def visitor(request: HttpRequest) -> tuple[Account, Organisation]:
    """Return who asks, and for which committee."""
    body = current_body(request)
    if body is None or not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user, body


def editor(request: HttpRequest) -> Account:
    account, _body = visitor(request)
    if reason := directory_refusal(account):
        raise PermissionDenied(reason)
    return account


def programme_here(request: HttpRequest, programme_id: int) -> Programme:
    rows = Programme.objects.visible_to(visitor(request)[0])
    return get_object_or_404(rows, pk=programme_id)
