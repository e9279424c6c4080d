"""A real web server beside the bench, and a reader of its own who waits for it."""

import contextlib
import gzip
import http.client
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from einklang.config.bench.rows import BenchError
from einklang.config.processes import (
    WEB,
    Address,
    free_port,
    services,
    wait_for_answer,
    web_command,
)
from einklang.federation.models import Account

HOST = "127.0.0.1"
FIRST_PORT = 8800
PATIENCE_S = 30


@contextlib.contextmanager
def web_server() -> Iterator[Address]:
    """Serve the bench's database with one process, as on a small machine."""
    address = Address(HOST, free_port(HOST, FIRST_PORT))
    source = str(settings.PACKAGE.parent)
    environ = {**os.environ, "PYTHONPATH": source, "EINKLANG_LOG": "WARNING"}
    command = web_command(host=HOST, port=address.port, workers=1)
    with services({WEB: command}, environ) as running:
        wait_for_answer(address, running, patience_s=PATIENCE_S)
        yield address


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    first_byte: float
    """Seconds from the request to the first byte of the body."""
    whole: float
    """Seconds from the request to the last byte."""


@dataclass
class Reader:
    """Somebody signed in; each request takes a connection of its own."""

    address: Address
    account: Account
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        client = Client()
        client.force_login(self.account)
        self.cookies[settings.SESSION_COOKIE_NAME] = client.cookies["sessionid"].value

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, {}, None)

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Hand in a form as the page's own script does; the page was read before."""
        token = self.cookies[settings.CSRF_COOKIE_NAME]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": token,
        }
        return self._ask("POST", path, headers, urlencode(fields).encode())

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept-Encoding": "gzip", "Accept-Language": "de", "Cookie": cookies, **headers}
        connection = http.client.HTTPConnection(self.address.reachable, self.address.port)
        begun = time.perf_counter()
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            head = response.read(1)
            first_byte = time.perf_counter() - begun
            data = head + response.read()
            whole = time.perf_counter() - begun
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        if response.status != http.HTTPStatus.OK:
            raise BenchError(f"{method} {path} answers {response.status}.")
        is_packed = response.getheader("Content-Encoding") == "gzip"
        whole_body = gzip.decompress(data) if is_packed else data
        return Answer(response.status, whole_body, first_byte, whole)
