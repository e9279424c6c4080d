"""Whoever steers or writes needs a second factor; until it is set up, this page comes first."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from einklang.federation.models import Account
from einklang.federation.queries import has_second_factor
from einklang.federation.rules import needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SETUP = "second_factor"
OPEN_VIEWS = frozenset(
    {
        SETUP,
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "core:appearance",
        "healthz",
        "invitation_accept",
        "readyz",
        "set_language",
    }
)


def second_factor_required(get_response: GetResponse) -> GetResponse:
    """Send accounts without the factor their role demands to the page that sets it up."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_open(request) or not lacks_factor(request):
            return get_response(request)
        target = reverse(SETUP)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("A second factor is required.")}, status=403)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)

    return middleware


def is_open(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_ROLES or request.path.startswith(f"/{static_path()}"):
        return True
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return True
    return name in OPEN_VIEWS or name.startswith(("mfa_", "portal:"))


def static_path() -> str:
    return str(settings.STATIC_URL).lstrip("/")


def lacks_factor(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, Account) or not needs_second_factor(user):
        return False
    return not has_second_factor(user)
