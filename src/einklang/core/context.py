"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from einklang.core.navigation import main_navigation
from einklang.core.views.appearance import COOKIE, SCHEMES


def shell(request: HttpRequest) -> dict[str, Any]:
    scheme = request.COOKIES.get(COOKIE, "")
    return {
        "colour_scheme": scheme if scheme in SCHEMES else "auto",
        "navigation": main_navigation() if request.user.is_authenticated else [],
        "operator_name": settings.OPERATOR,
        "is_demo": settings.MODE == "demo",
    }
