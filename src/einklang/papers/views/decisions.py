"""Decisions about proposals: one by one, many at once, and back again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from einklang.federation.models import Account
from einklang.papers.enums import ProposalVerdict
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.forms.consolidation import (
    AssignForm,
    DecisionForm,
    ManyForm,
    RevisionForm,
)
from einklang.papers.models import Consolidation, Proposal
from einklang.papers.operations.decisions import (
    NewDecision,
    assign,
    decide,
    decide_many,
    reopen_decision,
    reopen_many,
)
from einklang.papers.queries.consolidation import progress_of
from einklang.papers.queries.people import deciders_of
from einklang.papers.queries.proposals import selected, selection_from
from einklang.papers.queries.synopsis import proposals_of, row_of
from einklang.papers.rendering.synopsis import Desk, Words, proposal_html
from einklang.papers.rules.consolidation import decide_refusal
from einklang.papers.views.consolidation import finished, is_htmx
from einklang.papers.views.loading import account_of, deny


def proposal_in(row: Consolidation, change: str) -> Proposal:
    found = get_object_or_404(proposals_of(row), change=change)
    found.consolidation = row
    return found


def selection_query(request: HttpRequest) -> str:
    """Return the selection that the page had, in the form of an address, and nothing else."""
    if request.method == "POST":
        return selection_from(QueryDict(request.POST.get("auswahl", "")).dict()).query
    return selection_from(request.GET.dict()).query


def address_of(row: Consolidation, query: str, change: str = "") -> str:
    base = row.get_absolute_url()
    return f"{base}?{query}#{change}" if query else f"{base}#{change}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, consolidation_id: int, change: str) -> HttpResponse:
    """Show one proposal on its own, and take a decision about it."""
    row = finished(request, consolidation_id)
    found = proposal_in(row, change)
    if request.method == "POST":
        return _decide(request, row, found)
    verdict = request.GET.get("verdict", "")
    words = None
    if verdict in ProposalVerdict.values or (not is_htmx(request) and not found.verdict):
        words = Words(verdict or ProposalVerdict.ACCEPT, found.reason, found.own_text)
    return _answer(request, row, found, words)


def _decide(request: HttpRequest, row: Consolidation, found: Proposal) -> HttpResponse:
    form = DecisionForm(request.POST)
    verdict = request.POST.get("verdict", "")
    reason, own = request.POST.get("reason", ""), request.POST.get("own_text", "")
    if not form.is_valid():
        words = Words(verdict, reason, own, _("Please choose a decision."))
        return _answer(request, row, found, words)
    data = form.cleaned_data
    try:
        decided = decide(
            proposal=found,
            decision=NewDecision(data["verdict"], data["reason"], data["own_text"]),
            seen_revision=data["revision"],
            by=account_of(request),
        )
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    except StaleError as error:
        return _stale(request, row, change_of(error), Words(verdict, reason, own, str(error)))
    except PaperError as error:
        return _answer(request, row, found, Words(verdict, reason, own, str(error)))
    return _done(request, row, decided, _("Decided."))


def change_of(error: StaleError) -> str:
    change: str = error.current.change
    return change


def _stale(request: HttpRequest, row: Consolidation, change: str, words: Words) -> HttpResponse:
    """Show what holds now beside what was to be decided, and ask."""
    stale = Words(words.verdict, words.reason, words.own_text, words.error, is_stale=True)
    return _answer(request, row, proposal_in(row, change), stale, status=409)


def _done(request: HttpRequest, row: Consolidation, changed: Proposal, said: str) -> HttpResponse:
    if is_htmx(request):
        return _answer(request, row, proposal_in(row, changed.change), None)
    messages.success(request, said)
    return redirect(address_of(row, selection_query(request), changed.change))


def _answer(
    request: HttpRequest,
    row: Consolidation,
    found: Proposal,
    words: Words | None,
    status: int = 200,
) -> HttpResponse:
    """Answer htmx with the proposal and the counter, a browser without scripts with a page."""
    can_decide = decide_refusal(request.user, row) is None
    query = selection_query(request)
    desk = Desk(row.pk, can_decide=can_decide, token=get_token(request), query=query)
    html = proposal_html(found, desk, words if can_decide else None)
    if is_htmx(request):
        context = {
            "progress": progress_of(row, account_of(request)),
            "can_decide": can_decide,
            "is_beside": True,
        }
        return HttpResponse(html + render_to_string("papers/_synopsis_counter.html", context))
    people = deciders_of(row.paper)
    context = {
        "consolidation": row,
        "paper": row.paper,
        "proposal": found,
        "row": row_of(row, found.change),
        "html": html,
        "back": address_of(row, query, found.change),
        "can_decide": can_decide,
        "assign_form": AssignForm(people=people, initial={"to": found.assigned_to}),
    }
    return render(request, "papers/proposal.html", context, status=status)


@login_required
@require_POST
def proposal_reopen(request: HttpRequest, consolidation_id: int, change: str) -> HttpResponse:
    row = finished(request, consolidation_id)
    found = proposal_in(row, change)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        opened = reopen_decision(
            proposal=found, seen_revision=form.cleaned_data["revision"], by=account_of(request)
        )
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    except StaleError as error:
        current = error.current
        words = Words(current.verdict, current.reason, current.own_text, str(error))
        return _stale(request, row, found.change, words)
    return _done(request, row, opened, _("The proposal is open again."))


@login_required
@require_POST
def proposal_assign(request: HttpRequest, consolidation_id: int, change: str) -> HttpResponse:
    row = finished(request, consolidation_id)
    found = proposal_in(row, change)
    form = AssignForm(request.POST, people=deciders_of(row.paper))
    deny(decide_refusal(request.user, row))
    if not form.is_valid():
        messages.error(request, _("This person may not decide here."))
        return redirect(found)
    assign(proposals=[found], to=form.cleaned_data["to"], by=account_of(request))
    messages.success(request, _("It is noted who decides."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_selection(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    """Say how many a decision is about, and make it."""
    row = finished(request, consolidation_id)
    deny(decide_refusal(request.user, row))
    user = account_of(request)
    selection = selection_from(request.GET.dict())
    form = ManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decision = NewDecision(form.cleaned_data["verdict"], form.cleaned_data["reason"])
        try:
            number, moment = decide_many(
                consolidation=row, selection=selection, decision=decision, by=user
            )
        except RefusedError as error:
            raise PermissionDenied(str(error)) from error
        except PaperError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _many_said(number))
            return redirect(
                f"{row.get_absolute_url()}?{urlencode({'rueckgaengig': moment.isoformat()})}"
            )
    waiting = _left_in(row, user, request)
    context = {
        "consolidation": row,
        "paper": row.paper,
        "form": form,
        "number": waiting.count(),
        "conflicts": waiting.exclude(conflicts=[]).count(),
        "selection": selection,
    }
    return render(request, "papers/decide_selection.html", context)


def _left_in(row: Consolidation, user: Account, request: HttpRequest) -> QuerySet[Proposal]:
    selection = selection_from(request.GET.dict())
    return selected(row.proposals.filter(verdict=""), selection, user)


def _many_said(number: int) -> str:
    return ngettext(
        "%(number)d proposal is decided.", "%(number)d proposals are decided.", number
    ) % {"number": number}


@login_required
@require_POST
def undo_selection(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    row = finished(request, consolidation_id)
    try:
        moment = parse_datetime(request.POST.get("moment", ""))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Http404
    try:
        number = reopen_many(consolidation=row, decided_at=moment, by=account_of(request))
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    messages.success(
        request,
        ngettext(
            "%(number)d proposal is open again.", "%(number)d proposals are open again.", number
        )
        % {"number": number},
    )
    return redirect(row)
