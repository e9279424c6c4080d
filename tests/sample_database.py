"""A second test database that holds the sample year, beside the empty one of the other tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql


def admin_connection() -> psycopg.Connection:
    settings = connection.settings_dict
    return psycopg.connect(
        dbname="postgres",
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        autocommit=True,
    )


def copy_database(name: str) -> None:
    """Create a database as a copy of the present one, which must be unused meanwhile."""
    present = connection.settings_dict["NAME"]
    connection.close()
    with admin_connection() as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        # A thread of an earlier test may still hold a connection; a copy needs none.
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [present],
        )
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(present)
            )
        )


def drop_database(name: str) -> None:
    with admin_connection() as admin:
        admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@contextmanager
def using_database(name: str) -> Iterator[None]:
    """Let this thread and new ones work on another database of the same server."""
    present = connection.settings_dict["NAME"]
    connection.close()
    # New threads copy the same dictionary, so a live server follows.
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = present
