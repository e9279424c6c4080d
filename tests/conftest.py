"""One PostgreSQL of our own for the whole run; every process of a parallel run has its own."""

import os
import tempfile
from pathlib import Path

import pytest
import pytest_socket

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


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let tests talk to this machine only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
