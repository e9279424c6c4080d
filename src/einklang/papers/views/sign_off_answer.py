"""Where an association gives its word: read, answer, withdraw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.chronicle.views.loading import account_of, deny
from einklang.core import clock
from einklang.papers.enums import SignOffState
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.forms.sign_off import AnswerForm, DeputyForm, ReasonForm
from einklang.papers.models import SignOff
from einklang.papers.operations.sign_off import (
    answer_sign_off,
    fulfil_condition,
    withdraw_sign_off,
)
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence, open_request
from einklang.papers.rules.sign_off import (
    answer_state_refusal,
    fulfilment_refusal,
    round_refusal,
    speaker_refusal,
    withdrawal_refusal,
)
from einklang.papers.views.sign_off_frame import (
    changes_since,
    own_sign_off,
    paragraphs_of,
    round_row,
    sign_off_of,
    text_file,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off_answer(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Show what is asked; the first look of somebody who speaks for the house proves delivery."""
    answerer = Answerer(account=account_of(request))
    sign_off = own_sign_off(request, sign_off_id)
    form = AnswerForm(
        request.POST or None,
        sign_off=sign_off,
        paragraphs=paragraphs_of(sign_off.round.version),
        by_link=False,
        initial=initial_of(sign_off),
    )
    if request.method == "POST":
        deny(speaker_refusal(request.user, sign_off))
        if form.is_valid() and write_answer(request, sign_off, form, answerer):
            return redirect(sign_off)
        sign_off = own_sign_off(request, sign_off_id)
    elif is_human_look(request) and speaker_refusal(request.user, sign_off) is None:
        open_request(sign_off=sign_off, by=account_of(request))
        sign_off = own_sign_off(request, sign_off_id)
    context = {**answer_context(sign_off), "form": form, **rights_of(request, sign_off)}
    return render(request, "papers/sign_off_answer.html", context)


def is_human_look(request: HttpRequest) -> bool:
    """Tell a look from what a browser fetches ahead of one."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


def initial_of(sign_off: SignOff) -> dict[str, object]:
    """Return what was answered before, to be changed."""
    if sign_off.spoke_at is None or sign_off.state == SignOffState.BROKEN:
        return {}
    names = ("state", "text", "paragraph", "passage", "form")
    return {name: getattr(sign_off, name) for name in names}


def write_answer(
    request: HttpRequest, sign_off: SignOff, form: AnswerForm, answerer: Answerer
) -> bool:
    """Give the word; when it is refused the form says why and keeps what was typed."""
    try:
        answer_sign_off(
            sign_off=sign_off,
            answer=form.answer,
            seen_revision=form.cleaned_data["seen_revision"],
            answerer=answerer,
            seen_sha256=form.cleaned_data["seen_sha256"],
        )
    except StaleError as error:
        form.add_error(None, str(error))
        # Whoever has read the message may send again, on what is shown now.
        fresh = SignOff.objects.get(pk=sign_off.pk)
        form.data = {**form.data, "seen_revision": str(fresh.revision)}
        return False
    except PaperError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Your answer is kept. The lead association sees it."))
    return True


def answer_context(sign_off: SignOff) -> dict[str, object]:
    now = clock.now()
    is_late = sign_off.is_too_late_at(now)
    return {
        "sign_off": sign_off,
        "round": sign_off.round,
        "paper": sign_off.round.paper,
        "row": round_row(sign_off),
        "since": changes_since(sign_off),
        "is_late": is_late,
        "state_refusal": answer_state_refusal(sign_off),
        "is_open": not is_late and answer_state_refusal(sign_off) is None,
    }


def rights_of(request: HttpRequest, sign_off: SignOff) -> dict[str, object]:
    speaks = speaker_refusal(request.user, sign_off)
    present = sign_off.state_at(clock.now())
    return {
        "speaker_refusal": speaks,
        "can_break": not speaks
        and sign_off.round.is_tacit
        and present == SignOffState.REQUESTED
        and sign_off.round.is_open,
        "can_withdraw": not speaks and withdrawal_refusal(sign_off, present) is None,
        "can_fulfil": not speaks
        and fulfilment_refusal(sign_off) is None
        and sign_off.round.paper.is_open,
        "reason_form": ReasonForm(),
        "deputy_form": DeputyForm(),
        "is_lead": round_refusal(request.user, sign_off.round.paper) is None,
    }


@login_required
@require_POST
def sign_off_break(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    answerer = Answerer(account=account_of(request))
    sign_off = own_sign_off(request, sign_off_id)
    deny(speaker_refusal(request.user, sign_off))
    try:
        break_silence(sign_off=sign_off, answerer=answerer)
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("The silence is broken. Please say now what keeps you from signing.")
        )
    return redirect(sign_off)


@login_required
@require_POST
def sign_off_withdraw(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    sign_off = own_sign_off(request, sign_off_id)
    deny(speaker_refusal(request.user, sign_off))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect(sign_off)
    try:
        withdraw_sign_off(
            sign_off=sign_off,
            reason=form.cleaned_data["reason"],
            answerer=Answerer(account=account_of(request)),
        )
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The sign-off is withdrawn."))
    return redirect(sign_off)


@login_required
@require_POST
def sign_off_fulfil(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    sign_off = own_sign_off(request, sign_off_id)
    deny(speaker_refusal(request.user, sign_off))
    try:
        fulfil_condition(sign_off=sign_off, answerer=Answerer(account=account_of(request)))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The condition is recorded as fulfilled."))
    return redirect(sign_off)


@login_required
@require_safe
def sign_off_text(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Hand over the very file that is to be signed."""
    return text_file(sign_off_of(request, sign_off_id).round.version)
