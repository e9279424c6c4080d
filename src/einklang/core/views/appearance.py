"""Light, dark, or as the device says; kept in a cookie so that no page flashes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "ek-scheme"
SCHEMES = {"light", "dark"}
A_YEAR = 60 * 60 * 24 * 365


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()})
    answer = redirect(target if is_ours else "/")
    scheme = request.POST.get("scheme", "")
    if scheme in SCHEMES:
        answer.set_cookie(
            COOKIE, scheme, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        answer.delete_cookie(COOKIE)
    return answer
