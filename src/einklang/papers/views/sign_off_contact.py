"""How the lead reaches one association: calls, reminders, links for deputies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from einklang.chronicle.views.loading import account_of, deny
from einklang.core import clock
from einklang.papers.enums import CallPurpose, LinkScope
from einklang.papers.errors import PaperError
from einklang.papers.forms.moments import MOMENT
from einklang.papers.forms.sign_off import CallForm, DeputyForm
from einklang.papers.models import PaperLink, SignOff
from einklang.papers.operations import silence
from einklang.papers.operations.sign_off import fulfil_condition
from einklang.papers.operations.sign_off_links import invite_deputy, remind, revoke_link
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.queries.sign_off import speakers_of
from einklang.papers.rendering.protocol_lines import line_of
from einklang.papers.rules.sign_off import deputy_refusal, round_refusal
from einklang.papers.views.sign_off_frame import own_sign_off, round_row, sign_off_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off_contact(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Show what happened with one association, and log a call."""
    sign_off = sign_off_of(request, sign_off_id)
    deny(round_refusal(request.user, sign_off.round.paper))
    initial = {
        "called_at": f"{timezone.localtime(clock.now()):{MOMENT}}",
        "caller_name": str(request.user),
    }
    form = CallForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _log(request, sign_off, form):
        return redirect("papers:sign_off_contact", sign_off.pk)
    entries = sign_off.entries.select_related("sign_off__association")
    context = {
        "sign_off": sign_off,
        "round": sign_off.round,
        "paper": sign_off.round.paper,
        "row": round_row(sign_off),
        "form": form,
        "deputy_form": DeputyForm(),
        "lines": [line_of(entry) for entry in entries],
        "speakers": speakers_of(sign_off.round.paper.activity.body, sign_off.association),
        "links": [
            (link, LinkScope(link.scope).label)
            for link in PaperLink.objects.open().filter(sign_off=sign_off).order_by("email", "pk")
        ],
    }
    return render(request, "papers/sign_off_contact.html", context)


def _log(request: HttpRequest, sign_off: SignOff, form: CallForm) -> bool:
    by = account_of(request)
    purpose = form.cleaned_data["purpose"]
    try:
        if purpose == CallPurpose.RECEIPT:
            silence.log_receipt_call(sign_off=sign_off, call=form.call, by=by)
        elif purpose == CallPurpose.BREAK_SILENCE:
            silence.log_break_call(sign_off=sign_off, call=form.call, by=by)
        elif purpose == CallPurpose.OTHER:
            silence.log_other_call(sign_off=sign_off, call=form.call, by=by)
        else:
            fulfil_condition(sign_off=sign_off, answerer=Answerer(account=by), call=form.call)
    except PaperError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The call is logged."))
    return True


@login_required
@require_POST
def sign_off_remind(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    sign_off = sign_off_of(request, sign_off_id)
    deny(round_refusal(request.user, sign_off.round.paper))
    try:
        remind(sign_off=sign_off, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("The reminder to %(association)s is on its way.")
            % {"association": sign_off.association},
        )
    return redirect(sign_off.round)


@login_required
@require_POST
def sign_off_deputy(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    sign_off = _known(request, sign_off_id)
    deny(deputy_refusal(request.user, sign_off))
    form = DeputyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give a name and an e-mail address."))
        return _back(request, sign_off)
    try:
        invite_deputy(
            sign_off=sign_off,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            by=account_of(request),
        )
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The link is on its way."))
    return _back(request, sign_off)


@login_required
@require_POST
def sign_off_revoke(request: HttpRequest, sign_off_id: int, link_id: int) -> HttpResponse:
    sign_off = _known(request, sign_off_id)
    deny(deputy_refusal(request.user, sign_off))
    links = PaperLink.objects.select_related("sign_off__round__paper__activity__body")
    link = get_object_or_404(links, pk=link_id, sign_off=sign_off)
    revoke_link(link=link, by=account_of(request))
    messages.success(request, _("The link opens nothing any more."))
    return _back(request, sign_off)


def _known(request: HttpRequest, sign_off_id: int) -> SignOff:
    sign_off = sign_off_of(request, sign_off_id)
    if round_refusal(request.user, sign_off.round.paper) is None:
        return sign_off
    return own_sign_off(request, sign_off_id)


def _back(request: HttpRequest, sign_off: SignOff) -> HttpResponse:
    if round_refusal(request.user, sign_off.round.paper) is None:
        return redirect("papers:sign_off_contact", sign_off.pk)
    return redirect(sign_off)
