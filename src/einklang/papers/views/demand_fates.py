"""What became of demands: entered for one, shown for all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.core import clock
from einklang.papers.errors import PaperError
from einklang.papers.forms.demands import FateForm, MatrixForm
from einklang.papers.models import DemandFate, DemandUse, Paper
from einklang.papers.operations import demands as operations
from einklang.papers.queries.demands import caption_of, counts_of, matrix
from einklang.papers.rendering.demands import as_csv, as_workbook
from einklang.papers.rules.demands import demand_refusal
from einklang.papers.rules.register import entries_refusal
from einklang.papers.views.demands import use_of
from einklang.papers.views.loading import account_of, committee_of, deny, paper_of

FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def filter_of(request: HttpRequest) -> MatrixForm:
    body = committee_of(request)
    used = DemandUse.objects.filter(thread__body=body).values("demand__activity_id")
    papers = Paper.objects.visible_to(account_of(request)).filter(pk__in=used)
    return MatrixForm(request.GET, papers=papers.select_related("activity"))


@login_required
@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    """Show all demands against the steps of their way."""
    account, body = account_of(request), committee_of(request)
    deny(entries_refusal(account, body))
    form = filter_of(request)
    tables = matrix(account, body, form.criteria())
    context = {
        "body": body,
        "form": form,
        "tables": [(table, caption_of(table)) for table in tables],
        "counts": counts_of(tables),
        "query": request.GET.urlencode(),
        "is_filtered": any(request.GET.values()),
    }
    return render(request, "papers/demand_matrix.html", context)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out what the page shows, as CSV or workbook."""
    if form not in FORMS:
        raise Http404
    account, body = account_of(request), committee_of(request)
    deny(entries_refusal(account, body))
    write, media_type = FORMS[form]
    tables = matrix(account, body, filter_of(request).criteria())
    answer = HttpResponse(write(tables), content_type=media_type)
    name = f"forderungen-{clock.today().isoformat()}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fate(request: HttpRequest, paper_id: int, use_id: int) -> HttpResponse:
    """Write down what a step made of a demand, or correct it."""
    account, paper = account_of(request), paper_of(request, paper_id)
    use = use_of(paper, use_id)
    deny(demand_refusal(account, paper))
    fates = list(use.thread.fates.select_related("stage"))
    chosen = next((one for one in fates if str(one.stage_id) == request.GET.get("schritt")), None)
    initial = FateForm.initial_of(chosen) or {"stage": request.GET.get("schritt")}
    form = FateForm(request.POST or None, thread=use.thread, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            stage = form.cleaned_data["stage"]
            operations.record_fate(use=use, stage=stage, facts=form.facts(), by=account)
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. The annual report tells it."))
            return redirect("papers:demands", paper.pk)
    context = {"paper": paper, "use": use, "form": form, "fates": fates, "chosen": chosen}
    return render(request, "papers/demand_fate.html", context)


@login_required
@require_POST
def fate_withdraw(request: HttpRequest, paper_id: int, use_id: int, fate_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    use = use_of(paper, use_id)
    deny(demand_refusal(account, paper))
    rows = DemandFate.objects.filter(thread=use.thread_id).select_related("thread", "outcome")
    operations.withdraw_fate(fate=get_object_or_404(rows, pk=fate_id), by=account)
    messages.success(request, _("Removed."))
    return redirect("papers:demands", paper.pk)
