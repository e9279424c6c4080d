from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from einklang.core import clock

pytestmark = pytest.mark.django_db


def test_healthz_answers_whatever_the_host_is_called(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "10.1.2.3"})

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_readyz_says_what_works(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "storage": True, "queue": True}


def test_readyz_is_503_when_a_job_waits_too_long(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('default', 'core.test', 'todo')"
        )
        cursor.execute(
            "UPDATE procrastinate_events SET at = %s", [clock.now() - timedelta(hours=1)]
        )

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["queue"] is False


def test_readyz_is_503_when_storage_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> bool:
        raise OSError("read-only")

    monkeypatch.setattr(default_storage, "exists", broken)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "storage": False, "queue": True}
