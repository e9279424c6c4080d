"""Pages about the Lobbyregister: where associations stand, whether a paper belongs there."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.core.lobbyregister import client_from_settings
from einklang.federation.models import Organisation
from einklang.papers.errors import PaperError
from einklang.papers.forms.register import (
    NO,
    QUESTIONS,
    YES,
    EnteredForm,
    QuestionForm,
    StandingForm,
    UploadFactsForm,
    answers_from,
)
from einklang.papers.models import RegisterAssessment, RegisterEntry, RegisterUpload
from einklang.papers.operations import register as operations
from einklang.papers.queries.members import register_associations
from einklang.papers.queries.register import standings
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.rules.register import (
    Answers,
    assess_refusal,
    entered_refusal,
    entries_refusal,
    settled,
    standing_refusal,
)
from einklang.papers.views.loading import account_of, committee_of, deny, paper_of

ANCHOR = "#lobbyregister"


@login_required
@require_safe
def register_entries(request: HttpRequest) -> HttpResponse:
    account, body = account_of(request), committee_of(request)
    deny(entries_refusal(account, body))
    context = {
        "body": body,
        "rows": standings(account, body),
        "has_key": client_from_settings() is not None,
    }
    return render(request, "papers/register_entries.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_entry(request: HttpRequest, association_id: int) -> HttpResponse:
    account, body = account_of(request), committee_of(request)
    ids = [one.pk for one in register_associations(body)]
    association = get_object_or_404(Organisation.objects.filter(pk__in=ids), pk=association_id)
    deny(entries_refusal(account, body))
    deny(standing_refusal(account, body, association))
    entry = RegisterEntry.objects.filter(association=association).first()
    form = StandingForm(request.POST) if request.method == "POST" else StandingForm.of(entry)
    if form.is_bound and form.is_valid():
        try:
            operations.state_standing(
                association=association, body=body, standing=form.facts(), by=account
            )
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("papers:register_entries")
    context = {"association": association, "entry": entry, "form": form, "body": body}
    return render(request, "papers/register_entry.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Ask what is still open, one question at a time; save what follows."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(assess_refusal(account, paper))
    stored = RegisterAssessment.objects.filter(paper=paper).first()
    given = request.POST if request.method == "POST" else request.GET
    if stored and not given:
        known = {name: getattr(stored, name) for name in Answers._fields}
        answers = Answers(**known)
    else:
        answers = answers_from(given)
    answers, verdict, question = settled(answers)
    form = UploadFactsForm(initial=UploadFactsForm.initial_of(stored))
    if request.method == "POST" and verdict is not None:
        form = UploadFactsForm(request.POST)
        if form.is_valid():
            try:
                operations.assess(paper=paper, answers=answers, facts=form.facts(), by=account)
            except PaperError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect(f"{paper.get_absolute_url()}{ANCHOR}")
    context = {
        "paper": paper,
        "stored": stored,
        "answered": answered(answers),
        "question": QUESTIONS.get(question),
        "question_form": QuestionForm(QUESTIONS[question]) if question else None,
        "verdict": verdict,
        "form": form,
        "hidden": {key: as_value(value) for key, value in given_answers(answers).items()},
    }
    return render(request, "papers/register_assessment.html", context)


def given_answers(answers: Answers) -> dict[str, bool]:
    return {key: value for key, value in answers._asdict().items() if value is not None}


def as_value(answer: bool) -> str:  # noqa: FBT001 - a yes or no is what it is about
    return YES if answer else NO


def answered(answers: Answers) -> list[dict[str, object]]:
    """List the answers, each with the address that asks it again and what came after it."""
    rows: list[dict[str, object]] = []
    before: dict[str, str] = {}
    for key, value in given_answers(answers).items():
        query = urlencode({"frage": key, **before})
        rows.append({"question": QUESTIONS[key], "answer": value, "again": f"?{query}"})
        before[key] = as_value(value)
    return rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entered(request: HttpRequest, paper_id: int, association_id: int) -> HttpResponse:
    """Note on which day an association entered the paper, by hand."""
    account, paper = account_of(request), paper_of(request, paper_id)
    rows = RegisterUpload.objects.filter(paper=paper).select_related("association")
    upload = get_object_or_404(rows, association=association_id)
    upload.paper = paper
    deny(entered_refusal(account, upload))
    form = EnteredForm(request.POST or None, initial={"entered_on": upload.entered_on})
    if request.method == "POST" and form.is_valid():
        try:
            operations.mark_entered(
                upload=upload, entered_on=form.cleaned_data["entered_on"], by=account
            )
        except PaperError as error:
            form.add_error("entered_on", str(error))
        else:
            messages.success(request, _("Noted."))
            return redirect(f"{paper.get_absolute_url()}{ANCHOR}")
    context = {"paper": paper, "upload": upload, "form": form}
    return render(request, "papers/register_entered.html", context)


@login_required
@require_POST
def compare(request: HttpRequest, paper_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(watch_refusal(account, paper))
    try:
        operations.order_comparison(paper=paper, by=account)
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The register is being read. Reload this page in a moment."))
    return redirect(f"{paper.get_absolute_url()}{ANCHOR}")
