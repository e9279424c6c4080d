"""The demands of a paper: new ones, earlier ones raised again, all of an earlier paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from einklang.papers.errors import PaperError
from einklang.papers.forms.demands import DemandForm, LabelForm, TakeOverForm
from einklang.papers.models import DemandThread, DemandUse, Paper
from einklang.papers.operations import demands as operations
from einklang.papers.operations.demands import NewDemand
from einklang.papers.queries.demands import demands_of, earlier_papers, found_threads
from einklang.papers.rules.demands import demand_refusal
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.views.loading import account_of, deny, paper_of

LONGEST_SEARCH = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_page(request: HttpRequest, paper_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(watch_refusal(account, paper))
    form = DemandForm(request.POST or None)
    if request.method == "POST":
        deny(demand_refusal(account, paper))
        if form.is_valid():
            try:
                operations.add_demand(paper=paper, new=form.facts(), by=account)
            except PaperError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Added."))
                return redirect("papers:demands", paper.pk)
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    papers = earlier_papers(account, paper)
    may_edit = demand_refusal(account, paper) is None
    context: dict[str, Any] = {
        "paper": paper,
        "rows": demands_of(account, paper),
        "may_edit": may_edit,
        "form": form,
        "query": text,
        "found": found_threads(account, paper, text) if text and may_edit else [],
        "label_form": LabelForm(auto_id="thread-%s"),
        "take_over_form": TakeOverForm(papers=papers) if may_edit and papers.exists() else None,
    }
    return render(request, "papers/demands.html", context)


@login_required
@require_POST
def raise_again(request: HttpRequest, paper_id: int, thread_id: int) -> HttpResponse:
    """Let the paper raise an earlier demand again; it keeps its number."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(demand_refusal(account, paper))
    rows = DemandThread.objects.visible_to(account).filter(body=paper.activity.body_id)
    thread = get_object_or_404(rows, pk=thread_id)
    form = LabelForm(request.POST)
    if form.is_valid():
        try:
            new = NewDemand("", label=form.cleaned_data["label"])
            operations.add_demand(paper=paper, new=new, thread=thread, by=account)
        except PaperError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Added."))
    return redirect("papers:demands", paper.pk)


@login_required
@require_POST
def take_over(request: HttpRequest, paper_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(demand_refusal(account, paper))
    form = TakeOverForm(request.POST, papers=earlier_papers(account, paper))
    if form.is_valid():
        source = form.cleaned_data["source"]
        made = operations.take_over_demands(paper=paper, source=source, by=account)
        said = ngettext(
            "%(number)d demand taken over.", "%(number)d demands taken over.", len(made)
        )
        messages.success(request, said % {"number": len(made)})
    else:
        messages.error(request, _("Please choose an earlier paper."))
    return redirect("papers:demands", paper.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, paper_id: int, use_id: int) -> HttpResponse:
    """Ask once more, then take the demand out of the paper."""
    account, paper = account_of(request), paper_of(request, paper_id)
    use = use_of(paper, use_id)
    deny(demand_refusal(account, paper))
    if request.method == "POST":
        operations.remove_demand(use=use, by=account)
        messages.success(request, _("Removed."))
        return redirect("papers:demands", paper.pk)
    return render(request, "papers/demand_remove.html", {"paper": paper, "use": use})


def use_of(paper: Paper, use_id: int) -> DemandUse:
    rows = DemandUse.objects.filter(demand__activity=paper.pk)
    return get_object_or_404(rows.select_related("thread", "demand__activity"), pk=use_id)
