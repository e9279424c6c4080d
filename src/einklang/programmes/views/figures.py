"""Figures: enter, change, delete, and hand over as CSV."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.programmes.errors import ProgrammeError
from einklang.programmes.forms import FigureForm
from einklang.programmes.models import Figure
from einklang.programmes.operations.figures import MadeWith, delete_figure, save_figure
from einklang.programmes.queries import figures_of
from einklang.programmes.rendering import figures_csv
from einklang.programmes.views.frame import editor_of, programme_here, reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: HttpRequest, programme_id: int) -> HttpResponse:
    programme = programme_here(request, programme_id)
    return edit(request, Figure(programme=programme), _("Enter a figure"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_edit(request: HttpRequest, figure_id: int) -> HttpResponse:
    return edit(request, figure_here(request, figure_id), _("Change the figure"))


def edit(request: HttpRequest, figure: Figure, heading: str) -> HttpResponse:
    account, programme = editor_of(request), figure.programme
    form = FigureForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid():
        try:
            save_figure(
                figure=form.figure(),
                made=MadeWith(form.made_source(), form.made_indicator()),
                seen_at=form.cleaned_data["seen"],
                by=account,
            )
        except ProgrammeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(programme)
    context = {
        "form": form,
        "heading": heading,
        "programme": programme,
        "name": programme.local_name,
        "figure": figure if figure.pk else None,
    }
    return render(request, "programmes/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_delete(request: HttpRequest, figure_id: int) -> HttpResponse:
    account, figure = editor_of(request), figure_here(request, figure_id)
    if request.method == "POST":
        delete_figure(figure=figure, by=account)
        messages.success(request, _("Deleted. The history keeps it."))
        return redirect(figure.programme)
    what = f"{figure.indicator} {figure.year or ''}".strip() + f": {figure.text}"
    context = {
        "programme": figure.programme,
        "heading": _("Delete this figure?"),
        "what": f"{what} ({figure.source})" if figure.source else what,
        "text": _("If two sources contradict each other, both figures may stay side by side."),
        "label": _("Delete"),
    }
    return render(request, "programmes/confirm.html", context)


@login_required
@require_safe
def figures_export(request: HttpRequest, programme_id: int) -> HttpResponse:
    programme = programme_here(request, programme_id)
    return csv_answer(request, f"{programme.key}.csv", programme_id)


@login_required
@require_safe
def all_figures_export(request: HttpRequest) -> HttpResponse:
    return csv_answer(request, "programme.csv")


def csv_answer(request: HttpRequest, name: str, programme_id: int | None = None) -> HttpResponse:
    account, _body = reader_of(request)
    rows = figures_of(account)
    if programme_id is not None:
        rows = rows.filter(programme=programme_id)
    answer = HttpResponse(figures_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def figure_here(request: HttpRequest, figure_id: int) -> Figure:
    account, _body = reader_of(request)
    rows = Figure.objects.visible_to(account).select_related("programme", "indicator", "source")
    return get_object_or_404(rows, pk=figure_id)
