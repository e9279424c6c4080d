"""The daily digest: switched on and off, also by the link in its mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from einklang.papers.operations.reminders import account_of_token, set_digest
from einklang.papers.queries.digest import wants_digest
from einklang.papers.views.loading import account_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if request.method == "POST":
        set_digest(account=account, is_on=request.POST.get("is_on") == "1", by=account)
        messages.success(request, _("Saved."))
        return redirect("papers:digest_setting")
    context = {"account": account, "is_on": wants_digest(account)}
    return render(request, "papers/digest_setting.html", context)


# The mail program posts here by itself (RFC 8058), without a cookie of ours; the signed link
# does no more than switch the digest off.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, as mail scanners open links too; then switch the digest off."""
    account = account_of_token(token)
    if account is None:
        raise Http404
    if request.method == "POST":
        set_digest(account=account, is_on=False, by=None)
    context = {"is_done": request.method == "POST", "is_on": wants_digest(account)}
    return render(request, "papers/digest_stop.html", context)
