from pathlib import Path

import pytest

from einklang.core.postgres import PostgresError, connection_url, database_url, django_database
from einklang.core.postgres.pidfile import ServerState

STATE = ServerState(pid=1, port=5432, socket_dir=Path("/run/a folder"), status="ready")


def test_url_of_a_cluster_leads_back_to_its_socket() -> None:
    database = django_database(connection_url(STATE, "einklang"))

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "einklang",
        "USER": "einklang",
        "PASSWORD": "",
        "HOST": "/run/a folder",
        "PORT": "5432",
        "OPTIONS": {},
    }


def test_url_with_everything_is_taken_apart() -> None:
    database = django_database("postgres://us%40er:p%2Fw@db.example:6432/name?sslmode=require")

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_url_of_another_database_is_refused() -> None:
    with pytest.raises(PostgresError, match="postgresql://"):
        django_database("sqlite:///db.sqlite3")


def test_database_url_prefers_the_environment(tmp_path: Path) -> None:
    assert database_url({"DATABASE_URL": "postgresql://x/y"}, tmp_path) == "postgresql://x/y"


def test_database_url_is_unknown_without_variable_and_server(tmp_path: Path) -> None:
    assert database_url({}) is None
    assert database_url({}, tmp_path) is None
