"""Fetch JSON from a public register: a key, one origin, a time limit, a size limit."""

import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import IO
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from einklang.core import clock

LARGEST_ANSWER = 32 * 1024 * 1024
CHUNK = 64 * 1024
OWN_MACHINE = {"127.0.0.1", "::1", "localhost"}


class RegisterError(Exception):
    """Says in the reader's language why the register could not be read."""


class RegisterRefusedError(RegisterError):
    """The register does not accept the key."""


class EntryUnknownError(RegisterError):
    """The register has no such entry."""


class RegisterBusyError(RegisterError):
    """The register wants to be asked less often."""

    def __init__(self, message: str, retry_after: int | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds, if the register named them."""


class RegisterUnavailableError(RegisterError):
    """The register cannot be reached, is too slow, or has a fault of its own."""


class RegisterAnswerError(RegisterError):
    """The answer is not what the interface promises."""


class SameOriginOnly(urllib.request.HTTPRedirectHandler):
    """Follow the register within its own address; elsewhere the key must not go."""

    def redirect_request(  # noqa: PLR0917 - the library's signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        if origin_of(newurl) != origin_of(req.full_url):
            fp.close()
            raise RegisterAnswerError(
                _("The Lobbyregister points to another address. For safety we do not follow it.")
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # the stubs want http.client's own class


def fetch_json(url: str, *, authorization: str, timeout: float) -> object:
    """Ask once.

    :raises RegisterError: one of its kinds, each with a sentence for people.
    """
    if not is_safe(url):
        raise RegisterAnswerError(
            _("The address of the Lobbyregister must begin with https://, else its key is public.")
        )
    deadline = time.monotonic() + timeout
    request = urllib.request.Request(  # noqa: S310 - checked above
        url, headers={"Accept": "application/json", "Authorization": authorization}
    )
    try:
        with urllib.request.build_opener(SameOriginOnly).open(request, timeout=timeout) as answer:
            data = body_of(answer, deadline)
    except urllib.error.HTTPError as error:
        with error:
            raise error_for(error.code, error.headers) from error
    except (OSError, HTTPException) as error:
        raise unavailable() from error
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RegisterAnswerError(_("The Lobbyregister's answer cannot be read.")) from error


def body_of(answer: HTTPResponse, deadline: float) -> bytes:
    """Read all, but neither without end nor drop by drop."""
    data = bytearray()
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > LARGEST_ANSWER:
            raise RegisterAnswerError(_("The Lobbyregister's answer is too large."))
        if time.monotonic() > deadline:
            raise unavailable()
    if answer.length:
        # The line broke off: less came than was announced.
        raise unavailable()
    return bytes(data)


def error_for(status: int, headers: Message) -> RegisterError:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return RegisterRefusedError(
            _("The Lobbyregister does not accept the key. Those who run this site can renew it.")
        )
    if status == HTTPStatus.NOT_FOUND:
        return EntryUnknownError(_("The Lobbyregister has no entry with this number."))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RegisterBusyError(
            _("The Lobbyregister was asked too often. Please try again later."),
            seconds_of(headers.get("Retry-After", "")),
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return unavailable()
    return RegisterAnswerError(
        _("The Lobbyregister answered with the unexpected code %s.") % int(status)
    )


def unavailable() -> RegisterUnavailableError:
    return RegisterUnavailableError(
        _("The Lobbyregister cannot be reached at the moment. Please try again later.")
    )


def seconds_of(retry_after: str) -> int | None:
    """Read both forms of the header: seconds, or a date."""
    if retry_after.strip().isdecimal():
        return int(retry_after)
    with suppress(ValueError, TypeError):
        until = parsedate_to_datetime(retry_after)
        return max(0, round((until - clock.now()).total_seconds()))
    return None


def is_safe(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme == "https" or (
        address.scheme == "http" and address.hostname in OWN_MACHINE
    )


def origin_of(url: str) -> tuple[str, str | None, int | None]:
    address = urlsplit(url)
    port = address.port or {"http": 80, "https": 443}.get(address.scheme)
    return address.scheme, address.hostname, port
