"""The client against a real server of this machine, which answers in the register's shape."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import translation
from pytest_django import Settings

from einklang.core import register_http
from einklang.core.lobbyregister import (
    Department,
    RecipientGroup,
    RegisterClient,
    RegisterEntry,
    RegisterNumberError,
    RegulatoryProject,
    Statement,
    client_from_settings,
    entry_from,
)
from einklang.core.register_http import (
    EntryUnknownError,
    RegisterAnswerError,
    RegisterBusyError,
    RegisterError,
    RegisterRefusedError,
    RegisterUnavailableError,
)

KEY = "invented-key"
ENTRY: dict[str, Any] = {
    "$schema": "https://register.example.org/schema.json",
    "source": "Lobbyregister",
    "sourceDate": "2026-03-02T09:00:00+01:00",
    "registerNumber": "R001234",
    "accountDetails": {
        "activeLobbyist": True,
        "firstPublicationDate": "2022-02-20T10:00:00+01:00",
        "accountHasCodexViolations": False,
        "registerEntryVersions": [{"version": 11, "legislation": "GL2022"}, {"version": 12}],
    },
    "registerEntryDetails": {
        "registerEntryId": 70001,
        "legislation": "GL2024",
        "version": 12,
        "validFromDate": "2026-02-27T14:30:05+01:00",
        "fiscalYearUpdate": {"updateMissing": False},
    },
    "lobbyistIdentity": {
        "identity": "ORGANIZATION",
        "name": "Beispielverband für Beratung e. V.",
        "legalForm": {"code": "LF_EV", "de": "Eingetragener Verein", "en": "Association"},
    },
    "regulatoryProjects": {
        "regulatoryProjectsPresent": True,
        "regulatoryProjectsCount": 2,
        "regulatoryProjects": [
            {
                "regulatoryProjectNumber": "RV0000001",
                "title": "Beratung verlässlich finanzieren",
                "printedMatters": [{"printingNumber": "21/0000", "issuer": "BT"}],
            },
            {"regulatoryProjectNumber": "RV0000002", "title": "Fristen verlängern"},
        ],
    },
    "statements": {
        "statementsPresent": True,
        "statementsCount": 1,
        "statements": [
            {
                "regulatoryProjectNumber": "RV0000001",
                "regulatoryProjectTitle": "Beratung verlässlich finanzieren",
                "pdfUrl": "https://register.example.org/media/SG0000001.pdf",
                "pdfPageCount": 7,
                "text": {"text": "Wir fordern …"},
                "recipientGroups": [
                    {
                        "recipients": {
                            "parliament": [
                                {"code": "RG_BT_MEMBERS", "de": "Mitglieder", "en": "Members"},
                                {"code": "RG_BT_GROUPS", "de": "Fraktionen", "en": "Groups"},
                            ],
                            "federalGovernment": [
                                {
                                    "department": {
                                        "title": "Ministerium für Beispiele",
                                        "shortTitle": "BMBsp",
                                        "url": "https://ministerium.example.org",
                                        "electionPeriod": 21,
                                    }
                                }
                            ],
                        },
                        "sendingDate": "2026-02-12",
                    },
                    {"recipients": {"parliament": []}, "sendingDate": "2026-02-20"},
                ],
            }
        ],
    },
    "aFieldOfTomorrow": {"with": ["anything"]},
}

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    server: "Register"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization")))
        self.server.answer(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Register(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None]] = []
        self.answer: Answer = lambda handler: handler.say(200, json.dumps(ENTRY).encode())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/rest/v2"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about clients that hang up."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def started() -> Iterator[Register]:
    server = Register()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def register() -> Iterator[Register]:
    yield from started()


@pytest.fixture
def elsewhere() -> Iterator[Register]:
    yield from started()


def ask(register: Register, number: str = "R001234", timeout: float = 10) -> RegisterEntry:
    return RegisterClient(register.url, KEY, timeout=timeout).entry(number)


def test_entry_is_read_with_the_key_in_the_header(register: Register) -> None:
    entry = ask(register, " r001234 ")

    assert register.asked == [
        ("/rest/v2/registerentries/R001234?format=json", f"ApiKey {KEY}"),
    ]
    assert entry == RegisterEntry(
        number="R001234",
        name="Beispielverband für Beratung e. V.",
        version=12,
        valid_from=datetime(2026, 2, 27, 14, 30, 5, tzinfo=timezone(timedelta(hours=1))),
        is_active=True,
        projects=(
            RegulatoryProject("RV0000001", "Beratung verlässlich finanzieren"),
            RegulatoryProject("RV0000002", "Fristen verlängern"),
        ),
        statements=(
            Statement(
                project_number="RV0000001",
                project_title="Beratung verlässlich finanzieren",
                pdf_url="https://register.example.org/media/SG0000001.pdf",
                page_count=7,
                recipient_groups=(
                    RecipientGroup(
                        sent_on=date(2026, 2, 12),
                        parliament=("RG_BT_MEMBERS", "RG_BT_GROUPS"),
                        departments=(Department("Ministerium für Beispiele", "BMBsp"),),
                    ),
                    RecipientGroup(sent_on=date(2026, 2, 20), parliament=(), departments=()),
                ),
            ),
        ),
    )


def test_missing_parts_are_none_not_errors(register: Register) -> None:
    register.answer = lambda handler: handler.say(200, b'{"registerNumber": "R001234"}')

    assert ask(register) == RegisterEntry("R001234", None, None, None, None, (), ())


def test_parts_of_an_unknown_shape_are_left_out() -> None:
    entry = entry_from(
        {
            "registerNumber": "R001234",
            "accountDetails": "active",
            "registerEntryDetails": {"version": True, "validFromDate": "2026-02-30T00:00:00"},
            "lobbyistIdentity": {"name": " "},
            "regulatoryProjects": {"regulatoryProjects": [7, {"title": 8}]},
            "statements": {
                "statements": [
                    {
                        "pdfUrl": "javascript:alert(1)",
                        "pdfPageCount": "7",
                        "recipientGroups": [
                            {
                                "sendingDate": "2026-13-01",
                                "recipients": {
                                    "parliament": [{"de": "ohne Code"}],
                                    "federalGovernment": [{}, {"department": {"title": "A"}}],
                                },
                            },
                            {"sendingDate": "2026-02-12T00:00:00+01:00"},
                        ],
                    }
                ]
            },
        }
    )

    assert entry == RegisterEntry(
        number="R001234",
        name=None,
        version=None,
        valid_from=None,
        is_active=None,
        projects=(RegulatoryProject(None, None),),
        statements=(
            Statement(
                project_number=None,
                project_title=None,
                pdf_url=None,
                page_count=None,
                recipient_groups=(
                    RecipientGroup(None, (), (Department("A", None),)),
                    RecipientGroup(date(2026, 2, 12), (), ()),
                ),
            ),
        ),
    )


def test_time_without_a_zone_is_taken_as_ours() -> None:
    entry = entry_from(
        {
            "registerNumber": "R001234",
            "registerEntryDetails": {"validFromDate": "2026-02-27T14:30:05"},
        }
    )

    assert entry is not None
    assert entry.valid_from is not None
    assert entry.valid_from.astimezone(UTC) == datetime(2026, 2, 27, 13, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "number",
    ["", "R12345", "R1234567", "1234567", "R00123x", "R001234/1", "../R001234", "R٠٠١٢٣٤"],
)
def test_wrong_number_is_never_asked_for(register: Register, number: str) -> None:
    with translation.override("de"), pytest.raises(RegisterNumberError) as refusal:
        ask(register, number)

    assert str(refusal.value) == (
        f"„{number}“ ist keine Registernummer. Sie besteht aus R und sechs Ziffern."
    )
    assert register.asked == []


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (401, RegisterRefusedError, "nimmt den Schlüssel nicht an"),
        (403, RegisterRefusedError, "nimmt den Schlüssel nicht an"),
        (404, EntryUnknownError, "keinen Eintrag"),
        (418, RegisterAnswerError, "Code 418"),
        (500, RegisterUnavailableError, "gerade nicht zu erreichen"),
        (503, RegisterUnavailableError, "gerade nicht zu erreichen"),
    ],
)
def test_refusal_is_told_in_words(
    register: Register, status: int, error: type[RegisterError], message: str
) -> None:
    register.answer = lambda handler: handler.say(status, b"{}")

    with translation.override("de"), pytest.raises(error, match=message) as refusal:
        ask(register)

    assert type(refusal.value) is error
    assert KEY not in str(refusal.value)


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("bald", None), ("", None)])
def test_too_many_questions_say_how_long_to_wait(
    register: Register, header: str, seconds: int | None
) -> None:
    register.answer = lambda handler: handler.say(429, Retry_After=header)

    with pytest.raises(RegisterBusyError) as refusal:
        ask(register)

    assert refusal.value.retry_after == seconds


@pytest.mark.parametrize(("minutes", "low", "high"), [(2, 110, 121), (-2, 0, 0)])
def test_time_to_wait_may_be_a_date(register: Register, minutes: int, low: int, high: int) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
    register.answer = lambda handler: handler.say(429, Retry_After=until)

    with pytest.raises(RegisterBusyError) as refusal:
        ask(register)

    assert refusal.value.retry_after is not None
    assert low <= refusal.value.retry_after <= high


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_key_never_goes_to_another_address(
    register: Register, elsewhere: Register, code: int
) -> None:
    register.answer = lambda handler: handler.say(
        code, Location=f"{elsewhere.url}/registerentries/R001234"
    )

    with pytest.raises(RegisterAnswerError):
        ask(register)

    assert len(register.asked) == 1
    assert elsewhere.asked == []


def test_register_may_move_within_its_own_address(register: Register) -> None:
    def answer(handler: Handler) -> None:
        if handler.path.startswith("/rest/v2/"):
            handler.say(301, Location="/rest/v3/entry")
        else:
            handler.say(200, json.dumps(ENTRY).encode())

    register.answer = answer

    assert ask(register).version == 12
    assert [path for path, _ in register.asked] == [
        "/rest/v2/registerentries/R001234?format=json",
        "/rest/v3/entry",
    ]


def test_register_that_moves_in_circles_is_left(register: Register) -> None:
    register.answer = lambda handler: handler.say(302, Location=handler.path)

    with pytest.raises(RegisterAnswerError):
        ask(register)

    assert len(register.asked) < 15


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Wartung</html>",
        b'{"registerNumber": ',
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b"null",
        b"[]",
        b"{}",
        b'{"registerNumber": 1234}',
        b'{"registerNumber": "R009999"}',
    ],
)
def test_answer_that_is_no_such_entry_is_refused(register: Register, body: bytes) -> None:
    register.answer = lambda handler: handler.say(200, body)

    with pytest.raises(RegisterAnswerError):
        ask(register)


def test_answer_that_breaks_off_is_no_answer(register: Register) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(json.dumps(ENTRY).encode()[:100])

    register.answer = answer

    with pytest.raises(RegisterUnavailableError):
        ask(register)


def test_answer_without_end_is_cut_off(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * 10_000)

    register.answer = answer
    monkeypatch.setattr(register_http, "LARGEST_ANSWER", 50_000)

    with pytest.raises(RegisterAnswerError):
        ask(register)


def test_silent_register_is_given_up(register: Register) -> None:
    register.answer = lambda _handler: time.sleep(4)
    begun = time.monotonic()

    with pytest.raises(RegisterUnavailableError):
        ask(register, timeout=0.5)

    assert time.monotonic() - begun < 3


def test_register_that_answers_drop_by_drop_is_given_up(register: Register) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "200")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    register.answer = answer
    begun = time.monotonic()

    with pytest.raises(RegisterUnavailableError):
        ask(register, timeout=0.5)

    assert time.monotonic() - begun < 5


def test_register_that_is_away_is_told() -> None:
    with pytest.raises(RegisterUnavailableError):
        RegisterClient("http://127.0.0.1:9", KEY, timeout=2).entry("R001234")


@pytest.mark.parametrize(
    "url",
    ["http://register.example.org/rest/v2", "file:///etc", "ftp://127.0.0.1/", "register", ""],
)
def test_key_is_never_sent_in_the_clear(url: str) -> None:
    with pytest.raises(RegisterAnswerError):
        RegisterClient(url, KEY).entry("R001234")


def test_client_comes_from_the_settings(settings: Settings) -> None:
    settings.LOBBYREGISTER_URL = "https://register.example.org/rest/v2"
    settings.LOBBYREGISTER_KEY = KEY
    with_key = client_from_settings()
    settings.LOBBYREGISTER_KEY = ""

    assert with_key == RegisterClient("https://register.example.org/rest/v2", KEY)
    assert client_from_settings() is None
    assert KEY not in repr(with_key)
