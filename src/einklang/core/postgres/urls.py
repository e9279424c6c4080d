"""Addresses of databases: PostgreSQL URLs, and what Django wants instead."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from einklang.core.postgres.cluster import OWNER, Cluster
from einklang.core.postgres.errors import PostgresError
from einklang.core.postgres.pidfile import ServerState, live_server


def connection_url(cluster: Cluster | ServerState, dbname: str = "einklang") -> str:
    """Return the URL of a database in a cluster of ours."""
    query = urlencode({"host": str(cluster.socket_dir), "port": cluster.port})
    return f"postgresql://{OWNER}@/{quote(dbname)}?{query}"


def database_url(
    environ: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> str | None:
    """Return DATABASE_URL, else the URL of the server running on `data_dir`, else None."""
    environ = os.environ if environ is None else environ
    if environ.get("DATABASE_URL"):
        return environ["DATABASE_URL"]
    state = live_server(Cluster.home_of(data_dir)) if data_dir else None
    return connection_url(state) if state else None


def django_database(url: str) -> dict[str, object]:
    """Turn a PostgreSQL URL into an entry of Django's DATABASES; extra parameters stay options.

    :raises PostgresError: if the URL is for another database.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise PostgresError("DATABASE_URL must begin with postgresql://.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or options.pop("dbname", ""),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "OPTIONS": options,
    }
