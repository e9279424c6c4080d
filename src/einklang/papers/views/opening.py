"""Open a paper, change it, drop it, take it up again, lay its plan and tick its steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from einklang.papers.errors import PaperError, StaleError
from einklang.papers.forms.opening import DropForm, PaperForm, PlanForm
from einklang.papers.models import Paper, PlanStep
from einklang.papers.operations.opening import (
    change_paper,
    drop_paper,
    open_paper,
    take_up_again,
)
from einklang.papers.operations.planning import lay_plan, tick_step
from einklang.papers.queries.papers import same_title
from einklang.papers.rules.opening import change_refusal, drop_refusal, hand_over_refusal
from einklang.papers.rules.papers import open_refusal
from einklang.papers.views.loading import account_of, committee_of, deny, paper_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """Open a paper; a second open one of the same title is asked about first."""
    account, body = account_of(request), committee_of(request)
    deny(open_refusal(account, body))
    form = PaperForm(request.POST or None, body=body, initial=PaperForm.initial_for(body))
    twin: Paper | None = None
    if request.method == "POST" and form.is_valid():
        if "despite" not in request.POST:
            twin = same_title(body, form.cleaned_data["title"], account)
        if twin is None:
            try:
                paper = open_paper(body=body, facts=form.facts(), by=account)
            except PaperError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The paper is opened. Next comes its text."))
                return redirect(paper)
    context = {"form": form, "body": body, "twin": twin, "sections": sections_of(form)}
    return render(request, "papers/paper_new.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Change the facts; when somebody else was faster, nothing that was typed is lost."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(change_refusal(account, paper))
    form = PaperForm(
        request.POST or None,
        body=paper.activity.body,
        paper=paper,
        initial=PaperForm.initial_of(paper),
    )
    form.fields["lead"].disabled = hand_over_refusal(account, paper) is not None
    is_stale = False
    if request.method == "POST" and form.is_valid():
        seen_at = form.cleaned_data["seen_at"]
        try:
            saved = change_paper(paper=paper, facts=form.facts(), seen_at=seen_at, by=account)
        except StaleError as error:
            is_stale = True
            # Saving once more is then a decision made in sight of the other's work.
            data = request.POST.copy()
            data["seen_at"] = error.current.updated_at.isoformat()
            form.data = data
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The paper is saved."))
            return redirect(saved)
    context = {"form": form, "paper": paper, "is_stale": is_stale, "sections": sections_of(form)}
    return render(request, "papers/paper_edit.html", context)


def sections_of(form: PaperForm) -> list[tuple[str, list[Any]]]:
    """Arrange the fields in the order in which a request is read."""
    layout = (
        (_("What"), ("kind", "title", "is_first_of_topic")),
        (_("Occasion and deadline"), ("sender", "reference", "received_at", "deadline_at",
                                      "pace", "occasions", "new_occasion",
                                      "new_occasion_kind")),
        (_("Who takes part"), ("lead", "co_drafters", "asked")),
        (_("Context"), ("programmes", "title_en")),
    )  # fmt: skip
    return [(heading, [form[name] for name in names]) for heading, names in layout]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_drop(request: HttpRequest, paper_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(drop_refusal(account, paper))
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drop_paper(paper=paper, reason=form.cleaned_data["reason"], by=account)
        except PaperError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The paper is dropped. Everything in it is kept."))
        return redirect(paper)
    return render(request, "papers/paper_drop.html", {"form": form, "paper": paper})


@login_required
@require_POST
def paper_take_up(request: HttpRequest, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id)
    try:
        take_up_again(paper=paper, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The paper is being drafted again."))
    return redirect(paper)


@login_required
@require_POST
def plan_lay(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Lay the plan anew from now on."""
    paper = paper_of(request, paper_id)
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("There is no such plan."))
        return redirect(paper)
    try:
        lay_plan(paper=paper, pace=form.chosen(), by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The plan is laid anew. What is done stays."))
    return redirect(f"{paper.get_absolute_url()}#plan")


@login_required
@require_POST
def step_tick(request: HttpRequest, paper_id: int, step_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id)
    steps = PlanStep.objects.select_related("paper__activity__body", "paper__lead")
    step = get_object_or_404(steps, pk=step_id, paper=paper)
    try:
        tick_step(step=step, is_done="undo" not in request.POST, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    return redirect(f"{paper.get_absolute_url()}#plan")
