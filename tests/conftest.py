"""One PostgreSQL of our own for the whole run; every process of a parallel run has its own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from einklang.core.postgres import Cluster, connection_url

CLUSTER: Cluster | None = None
FOLDER: tempfile.TemporaryDirectory[str] | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before Django reads its settings; workers find the address set."""
    global CLUSTER, FOLDER  # noqa: PLW0603 - the server lives as long as the run
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    FOLDER = tempfile.TemporaryDirectory(prefix="ek-")
    CLUSTER = Cluster(Path(FOLDER.name) / "pg", durable=False)
    CLUSTER.start()
    os.environ["DATABASE_URL"] = connection_url(CLUSTER, "postgres")
    os.environ.setdefault("EINKLANG_MEDIA_ROOT", str(Path(FOLDER.name) / "media"))


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or CLUSTER is None or FOLDER is None:
        return
    CLUSTER.stop()
    FOLDER.cleanup()


@pytest.fixture(autouse=True)
def _local_network_only() -> Iterator[None]:
    yield
