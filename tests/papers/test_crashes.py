"""The web server is killed in the middle of an upload: nothing is half there, nothing stays."""

import hashlib
import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from psycopg import sql
from pytest_django import Settings
from tests.papers.consolidation_setting import return_of
from tests.papers.factories import (
    docx_of,
    make_circulation,
    make_paper,
    make_version,
    speaker,
)

from einklang.config.processes import free_port, web_command
from einklang.core import clock
from einklang.core.files import sweep
from einklang.federation.models import Account
from einklang.papers.models import Answer, Paper, Version

HOST = "127.0.0.1"
PATIENCE_S = 30.0
BOUNDARY = "grenze"
LONG_AGO = 2 * 24 * 3600

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = str(folder)
    return folder


@dataclass(frozen=True)
class Server:
    """A web server of its own on the database and the storage of the tests."""

    process: subprocess.Popen[bytes]
    port: int

    def kill(self) -> None:
        """Kill it like the machine does: the one that listens and the one that works."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def is_up(self) -> bool:
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as asked:
            try:
                asked.request("GET", "/healthz")
                return asked.getresponse().status == http.HTTPStatus.OK
            except OSError:
                return False


@contextmanager
def web(tmp_path: Path) -> Iterator[Server]:
    port = free_port(HOST, 8870)
    address = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    rooms = tmp_path / "uploads"
    rooms.mkdir(exist_ok=True)
    process = subprocess.Popen(
        web_command(host=HOST, port=port, workers=1),
        env=os.environ
        | {
            "DATABASE_URL": urlunsplit(address._replace(path=f"/{name}")),
            "EINKLANG_MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
            "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]),
            "TMPDIR": str(rooms),
        },
        start_new_session=True,
    )
    server = Server(process, port)
    try:
        wait_until(server.is_up)
        yield server
    finally:
        if process.poll() is None:
            server.kill()


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end, "This did not happen in time."
        time.sleep(0.05)


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, with a browser that sends what it is told."""

    account: Account

    def head(self, path: str, kind: str, length: int) -> bytes:
        client = Client()
        client.force_login(self.account)
        token = "a" * 32
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: {HOST}",
            f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={token}",
            f"X-CSRFToken: {token}",
            f"Content-Type: {kind}",
            f"Content-Length: {length}",
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode()

    def upload(self, path: str, data: bytes, **fields: object) -> bytes:
        """Return the whole request of a form with a file."""
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        file = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
            'filename="entwurf.docx"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        body = parts.encode() + file.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.head(path, f"multipart/form-data; boundary={BOUNDARY}", len(body)) + body

    def form(self, path: str, **fields: object) -> bytes:
        body = urlencode(fields).encode()
        return self.head(path, "application/x-www-form-urlencoded", len(body)) + body


def sent(server: Server, request: bytes) -> socket.socket:
    """Send a request, or a part of it, and leave the line open."""
    line = socket.create_connection((HOST, server.port), timeout=PATIENCE_S)
    line.sendall(request)
    return line


def status_of(server: Server, request: bytes) -> int:
    with sent(server, request) as line, line.makefile("rb") as answer:
        return int(answer.readline().split()[1])


@contextmanager
def no_new_rows(table: str) -> Iterator[Callable[[], bool]]:
    """Let everybody read the table and nobody write; give what says whether somebody waits."""
    params = connection.get_connection_params()
    names = ("dbname", "host", "port", "user", "password")
    wanted = {name: params[name] for name in names if name in params}
    with psycopg.connect(**wanted, autocommit=True) as other:

        def somebody_waits() -> bool:
            rows = other.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
            )
            return rows.fetchone() is not None

        with psycopg.connect(**wanted) as holder:
            holder.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            yield somebody_waits
            holder.rollback()


def wait_until_forgotten() -> None:
    """Wait until the database has noticed that the server is gone."""

    def is_alone() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            return bool(cursor.fetchone() == (0,))

    wait_until(is_alone)


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def age(folder: Path) -> None:
    then = clock.now().timestamp() - LONG_AGO
    for name in files_below(folder):
        os.utime(folder / name, (then, then))


def blob(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"blobs/{digest[:2]}/{digest[2:]}.docx"


def test_upload_of_a_version_cut_off_by_a_killed_server(tmp_path: Path, media: Path) -> None:
    paper, data = make_paper(), docx_of()
    visitor = Visitor(speaker(paper, paper.lead))
    request = visitor.upload(f"/papiere/{paper.pk}/version/neu/", data, base_number=0)

    with web(tmp_path) as server, sent(server, request[: -len(data) // 2]):
        # The first part is with the server; the rest never comes.
        time.sleep(0.5)
        server.kill()
    wait_until_forgotten()

    assert not Version.objects.exists()
    assert files_below(media) == files_below(tmp_path / "uploads") == []
    assert_can_be_handed_in(tmp_path, paper, request, data)


def test_version_written_but_not_committed_when_the_server_is_killed(
    tmp_path: Path, media: Path
) -> None:
    paper, data = make_paper(), docx_of()
    visitor = Visitor(speaker(paper, paper.lead))
    request = visitor.upload(f"/papiere/{paper.pk}/version/neu/", data, base_number=0)

    with (
        no_new_rows("papers_version") as somebody_waits,
        web(tmp_path) as server,
        sent(server, request),
    ):
        wait_until(somebody_waits)
        server.kill()
    wait_until_forgotten()

    assert not Version.objects.exists()
    assert files_below(media) == [blob(data)]
    age(media)
    assert sweep() == [blob(data)]
    assert files_below(media) == []
    assert_can_be_handed_in(tmp_path, paper, request, data)


def assert_can_be_handed_in(tmp_path: Path, paper: Paper, request: bytes, data: bytes) -> None:
    with web(tmp_path) as server:
        assert status_of(server, request) == http.HTTPStatus.FOUND
    version = paper.versions.get()
    assert (version.number, version.sha256) == (1, hashlib.sha256(data).hexdigest())
    with version.file.open("rb") as stored:
        assert stored.read() == data


def test_answer_written_but_not_committed_when_the_server_is_killed(tmp_path: Path) -> None:
    paper = make_paper()
    version = make_version(paper)
    (consultation,) = make_circulation(version).consultations.all()
    account = speaker(paper, consultation.association)
    data = return_of(version, consultation.association, {2: "Die Verbände lehnen es ab."})
    path = f"/papiere/raum/{consultation.pk}/antwort/"
    client = Client()
    client.force_login(account)
    upload = SimpleUploadedFile("antwort.docx", data)
    page = client.post(path, {"act": "file", "file": upload, "note": ""})
    found = re.search(r'name="held" value="([^"]+)"', page.content.decode())
    assert found
    request = Visitor(account).form(path, act="send", held=found[1])

    with (
        no_new_rows("papers_answer") as somebody_waits,
        web(tmp_path) as server,
        sent(server, request),
    ):
        wait_until(somebody_waits)
        server.kill()
    wait_until_forgotten()

    assert not Answer.objects.exists()
    with web(tmp_path) as server:
        assert status_of(server, request) == http.HTTPStatus.FOUND
        # The same click once more changes nothing.
        assert status_of(server, request) == http.HTTPStatus.FOUND
    answer = Answer.objects.get()
    assert answer.sha256 == hashlib.sha256(data).hexdigest()
    with answer.file.open("rb") as stored:
        assert stored.read() == data
