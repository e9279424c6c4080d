"""Rounds of sign-off as those see them who lead the paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.chronicle.views.loading import account_of, deny, language_of
from einklang.core import clock
from einklang.papers.enums import SignOffMode, Stage
from einklang.papers.errors import PaperError
from einklang.papers.forms.sign_off import DeadlineForm, RequestForm
from einklang.papers.operations.sign_off import (
    agreement_refusal,
    close_round,
    extend_deadline,
    request_sign_off,
)
from einklang.papers.queries.sign_off import rows_of, rules_for, tally_of
from einklang.papers.rendering.sign_off import protocol_of, protocol_pdf, tally_sentences
from einklang.papers.rules.papers import stage_refusal
from einklang.papers.rules.sign_off import (
    mode_refusal,
    protocol_refusal,
    round_refusal,
    rules_refusal,
)
from einklang.papers.views.sign_off_frame import paper_of, round_of, round_row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off_start(request: HttpRequest, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id)
    deny(round_refusal(request.user, paper))
    rules = rules_for(paper)
    form = RequestForm(request.POST or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            started = request_sign_off(
                paper=paper,
                version=form.cleaned_data["version"],
                request=form.request,
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The associations are asked for their sign-off."))
            return redirect(started)
    context = {
        "paper": paper,
        "form": form,
        "rules": rules,
        "may_set_rules": rules_refusal(request.user, paper) is None,
        "no_silence": mode_refusal(rules, paper, SignOffMode.TACIT) if rules else None,
        "refusal": stage_refusal(paper, Stage.SIGNING),
    }
    return render(request, "papers/sign_off_start.html", context)


@login_required
@require_safe
def sign_off_round(request: HttpRequest, round_id: int) -> HttpResponse:
    current = round_of(request, round_id)
    deny(round_refusal(request.user, current.paper))
    rows = rows_of(current)
    now = clock.now()
    tally = tally_of(current, rows, now)
    context = {
        "round": current,
        "paper": current.paper,
        "rows": [round_row(one) for one in rows],
        "tally": tally,
        "sentences": tally_sentences(tally),
        "no_agreement": agreement_refusal(current, rows, tally, now),
        "deadline_form": DeadlineForm(),
        "is_over": current.deadline_at is not None and current.deadline_at <= now,
    }
    return render(request, "papers/sign_off_round.html", context)


@login_required
@require_POST
def sign_off_close(request: HttpRequest, round_id: int) -> HttpResponse:
    current = round_of(request, round_id)
    deny(round_refusal(request.user, current.paper))
    is_agreed = request.POST.get("result") == "agreed"
    try:
        tally = close_round(sign_off_round=current, is_agreed=is_agreed, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
        return redirect(current)
    if not is_agreed:
        messages.success(request, _("The round is closed; the paper is being drafted again."))
    elif tally.open_conditions:
        messages.warning(
            request, _("The paper is agreed. Conditions that are not fulfilled stay stated.")
        )
    else:
        messages.success(request, _("The paper is agreed."))
    return redirect(current)


@login_required
@require_POST
def sign_off_extend(request: HttpRequest, round_id: int) -> HttpResponse:
    current = round_of(request, round_id)
    deny(round_refusal(request.user, current.paper))
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give day and time of the new end."))
        return redirect(current)
    try:
        extend_deadline(
            sign_off_round=current,
            deadline_at=form.cleaned_data["deadline_at"],
            by=account_of(request),
        )
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The associations have more time."))
    return redirect(current)


@login_required
@require_safe
def sign_off_protocol(request: HttpRequest, round_id: int) -> HttpResponse:
    current = round_of(request, round_id)
    deny(protocol_refusal(request.user, current))
    protocol = protocol_of(current, rows_of(current))
    context = {
        "round": current,
        "paper": current.paper,
        "protocol": protocol,
        "rows": [round_row(one) for one in protocol.rows],
        "sentences": tally_sentences(protocol.tally),
        "is_lead": round_refusal(request.user, current.paper) is None,
    }
    return render(request, "papers/sign_off_protocol.html", context)


@login_required
@require_safe
def sign_off_protocol_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    current = round_of(request, round_id)
    deny(protocol_refusal(request.user, current))
    data, name = protocol_pdf(protocol_of(current, rows_of(current)), language_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
