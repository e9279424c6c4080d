"""Pages for those who hold a link from a mail and need no account.

The secret of the address is the only authority here, no cookie gives any: so a form needs no
token against forgery, and works in every mail program. Whoever is signed in for another
association only is turned away. Fetching a page changes nothing.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core import throttle
from einklang.papers.enums import LinkScope, SignOffState
from einklang.papers.errors import PaperError
from einklang.papers.forms.sign_off import AnswerForm, ReceiptForm
from einklang.papers.models import PaperLink, SignOff
from einklang.papers.operations.sign_off import answer_sign_off
from einklang.papers.operations.sign_off_links import link_after_break
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence, confirm_receipt
from einklang.papers.rules.sign_off import bearer_refusal, link_refusal
from einklang.papers.views.sign_off_answer import answer_context
from einklang.papers.views.sign_off_frame import paragraphs_of, text_file, with_round

GROUP = "papers.sign_off"
LinkView = Callable[[HttpRequest, PaperLink, SignOff], HttpResponse]


def by_link(scope: LinkScope) -> Callable[[LinkView], Callable[..., HttpResponse]]:
    """Find the link of a token; guesses are slowed down, other scopes are not found."""

    def decorate(view: LinkView) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, token: str) -> HttpResponse:
            answer = _opened(request, token, scope, view)
            # The address is a secret: it goes into no index, no cache and no other site.
            answer["Referrer-Policy"] = "no-referrer"
            answer["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return never_cache(found)

    return decorate


def _opened(request: HttpRequest, token: str, scope: LinkScope, view: LinkView) -> HttpResponse:
    if throttle.too_many_misses(request, group=GROUP):
        return render(request, "429.html", status=429)
    link = PaperLink.objects.matching(token).filter(scope=scope).first()
    if link is None:
        throttle.count_miss(request, group=GROUP)
        return render(request, "papers/sign_off_no_link.html", {"text": ""}, status=404)
    sign_off = with_round(SignOff.objects.all()).get(links=link)
    if reason := bearer_refusal(request.user, sign_off):
        context = {"text": reason}
        return render(request, "papers/sign_off_no_link.html", context, status=404)
    return view(request, link, sign_off)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link(LinkScope.SIGN_OFF)
def sign_off_link(request: HttpRequest, link: PaperLink, sign_off: SignOff) -> HttpResponse:
    """Read, confirm the receipt, answer."""
    if reason := link_refusal(link, sign_off, frozenset({LinkScope.SIGN_OFF})):
        return _closed(request, reason)
    is_answer = request.method == "POST" and "state" in request.POST
    form = AnswerForm(
        request.POST if is_answer else None,
        sign_off=sign_off,
        paragraphs=paragraphs_of(sign_off.round.version),
        by_link=True,
        initial={"name": link.person_name},
    )
    receipt = ReceiptForm(
        request.POST if request.method == "POST" and not is_answer else None,
        initial={"name": link.person_name},
        auto_id="receipt_%s",
    )
    active = form if is_answer else receipt
    if request.method == "POST" and active.is_valid():
        answerer = Answerer(name=active.cleaned_data["name"], link=link)
        try:
            if is_answer:
                return _answered(request, sign_off, form, answerer)
            confirm_receipt(sign_off=sign_off, answerer=answerer)
        except PaperError as error:
            active.add_error(None, str(error))
        else:
            return redirect(request.path)
    context = {**answer_context(sign_off), "form": form, "receipt": receipt}
    return render(request, "papers/sign_off_link.html", context)


def _answered(
    request: HttpRequest, sign_off: SignOff, form: AnswerForm, answerer: Answerer
) -> HttpResponse:
    row = answer_sign_off(
        sign_off=sign_off,
        answer=form.answer,
        seen_revision=form.cleaned_data["seen_revision"],
        answerer=answerer,
        seen_sha256=form.cleaned_data["seen_sha256"],
    )
    context = {"sign_off": row, "round": row.round, "paper": row.round.paper}
    return render(request, "papers/sign_off_thanks.html", context)


def _closed(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "papers/sign_off_no_link.html", {"text": reason}, status=410)


@require_safe
@by_link(LinkScope.SIGN_OFF)
def sign_off_link_text(request: HttpRequest, link: PaperLink, sign_off: SignOff) -> HttpResponse:
    """Hand over the very file that is to be signed."""
    if not link.is_open:
        return _closed(request, _("This link opens nothing any more."))
    return text_file(sign_off.round.version)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link(LinkScope.BREAK_SILENCE)
def sign_off_break_link(request: HttpRequest, link: PaperLink, sign_off: SignOff) -> HttpResponse:
    """Break the silence: a small script sends the form at once, a button does without."""
    context = {"sign_off": sign_off, "round": sign_off.round, "paper": sign_off.round.paper}
    has_broken = sign_off.state == SignOffState.BROKEN and link.used_at is not None
    if has_broken and link.is_open:
        return render(request, "papers/sign_off_broken.html", context)
    if reason := link_refusal(link, sign_off, frozenset({LinkScope.BREAK_SILENCE})):
        return _closed(request, reason)
    if request.method != "POST":
        return render(request, "papers/sign_off_break.html", context)
    try:
        return _broken(request, link, sign_off)
    except PaperError as error:
        return _closed(request, str(error))


def _broken(request: HttpRequest, link: PaperLink, sign_off: SignOff) -> HttpResponse:
    """Break the silence and lead on to the answer.

    :raises PaperError: if it is too late, or there is nothing to break.
    """
    answerer = Answerer(name=link.person_name or link.email, link=link)
    row = break_silence(sign_off=sign_off, answerer=answerer)
    if row.state != SignOffState.BROKEN:
        return _closed(request, _("Your association has answered already; nothing is silent."))
    if link.used_at is None:
        # Somebody of the same house was faster: this link has done nothing and opens nothing.
        context = {"sign_off": row, "round": row.round, "paper": row.round.paper}
        return render(request, "papers/sign_off_broken.html", context)
    return redirect("papers:sign_off_link", link_after_break(link=link))
