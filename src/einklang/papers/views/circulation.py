"""Pages of those who lead a paper: ask, see who has answered, give more time, close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core import clock
from einklang.papers.enums import Actor, ConsultationMode, PartyRole, Stage
from einklang.papers.errors import PaperError
from einklang.papers.forms.circulation import Choice, CirculationForm, ClosingForm, DeadlineForm
from einklang.papers.models import Paper
from einklang.papers.operations.circulation import (
    close_circulation,
    extend_deadline,
    missing_sentence,
    open_circulation,
    reopen_consultation,
)
from einklang.papers.queries.circulation import asked_rows
from einklang.papers.rendering.circulation import Frame, proposed_deadline, working_days_until
from einklang.papers.rules.circulation import closed_refusal, link_refusal, opening_refusal
from einklang.papers.views.consultations import (
    led_circulation,
    led_consultation,
    led_paper,
    posted,
)
from einklang.papers.views.loading import account_of

ANSWERS_STEP = "answers"
"""The step of a plan by which the associations' changes are to be in."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circulation_new(request: HttpRequest, paper_id: int) -> HttpResponse:
    paper = led_paper(request, paper_id)
    if reason := opening_refusal(paper):
        messages.error(request, reason)
        return redirect(paper)
    form = CirculationForm(posted(request), paper=paper, choices=choices_for(paper))
    if request.method == "POST" and form.is_valid():
        try:
            circulation = open_circulation(
                paper=paper,
                version=form.cleaned_data["version"],
                asked=form.asked(),
                message=form.cleaned_data["message"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The associations are being asked by mail."))
            return redirect(circulation)
    return render(request, "papers/circulation_new.html", {"paper": paper, "form": form})


@login_required
@require_safe
def circulation_detail(request: HttpRequest, circulation_id: int) -> HttpResponse:
    """Show who was asked and who has answered; what happens inside the houses is not here."""
    circulation = led_circulation(request, circulation_id)
    rows = asked_rows(circulation)
    context = {
        "circulation": circulation,
        "paper": circulation.paper,
        "rows": rows,
        "answered": sum(row.answer is not None for row in rows),
        "asked": sum(row.consultation.owes_answer or row.answer is not None for row in rows),
        "may_link": bool(rows) and link_refusal(request.user, rows[0].consultation) is None,
        "may_reopen": not circulation.is_open
        and circulation.paper.stage in {Stage.DRAFTING, Stage.CONSOLIDATING},
    }
    return render(request, "papers/circulation_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circulation_close(request: HttpRequest, circulation_id: int) -> HttpResponse:
    circulation = led_circulation(request, circulation_id)
    form = ClosingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            close_circulation(
                circulation=circulation,
                knows_of_missing=form.cleaned_data["knows_of_missing"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error("knows_of_missing", str(error))
        else:
            circulation.paper.refresh_from_db()
            if circulation.paper.stage == Stage.CONSOLIDATING:
                messages.success(request, _("Closed. The answers are being put together."))
            else:
                messages.success(
                    request, _("Closed. There is nothing to put together: back to drafting.")
                )
            return redirect(circulation.paper)
    context = {
        "circulation": circulation,
        "paper": circulation.paper,
        "form": form,
        "missing": missing_sentence(circulation),
        "waiting": circulation.consultations.unanswered().select_related("association"),
        "refusal": closed_refusal(circulation),
    }
    return render(request, "papers/circulation_close.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deadline_extend(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Give more time; for a closed circulation this opens it again."""
    consultation = led_consultation(request, consultation_id)
    act = extend_deadline if consultation.circulation.is_open else reopen_consultation
    form = DeadlineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(
                consultation=consultation,
                deadline_at=form.cleaned_data["deadline_at"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error("deadline_at", str(error))
        else:
            messages.success(request, _("%s is being told.") % consultation.association)
            return redirect(consultation.circulation)
    context = {
        "consultation": consultation,
        "circulation": consultation.circulation,
        "paper": consultation.circulation.paper,
        "form": form,
    }
    return render(request, "papers/deadline_extend.html", context)


def choices_for(paper: Paper) -> list[Choice]:
    """Propose for each association of the paper what to ask and until when."""
    steps = paper.plan_steps.filter(actor=Actor.ASSOCIATIONS, done_at=None)
    steps = steps.filter(due_at__gt=clock.now()).order_by("due_at")
    planned = next((one for one in steps if one.key == ANSWERS_STEP), None) or steps.first()
    now = clock.now()
    frame = Frame(now, planned.due_at if planned else None, paper.deadline_at)
    modes = {PartyRole.CO_DRAFTER: ConsultationMode.CO_DRAFT}
    found = []
    for party in paper.parties.select_related("association"):
        land = party.association.land
        deadline_at = timezone.localtime(proposed_deadline(land, frame))
        found.append(
            Choice(
                party.association,
                party.role != PartyRole.LEAD,
                modes.get(PartyRole(party.role), ConsultationMode.COMMENT),
                deadline_at,
                working_days_until(land, now, deadline_at),
            )
        )
    return found
