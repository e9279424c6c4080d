from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def health_before_hosts(get_response: GetResponse) -> GetResponse:
    """Answer /healthz before host names are checked: probes call by address."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        return get_response(request)

    return middleware
