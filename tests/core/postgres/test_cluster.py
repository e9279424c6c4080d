"""The life of a server: real ones, each a second or less."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from einklang.core.postgres import (
    Cluster,
    ClusterRunningError,
    ClusterStartError,
    connection_url,
    database_url,
    folders,
)
from einklang.core.postgres.identity import SERVICE_ID, runs_as_root
from einklang.core.postgres.pidfile import PID_FILE, is_alive, live_server, server_state


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that nobody can reach too; pytest's own are private."""
    path = Path(tempfile.mkdtemp(prefix="ek-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def answer(cluster: Cluster, query: str) -> object:
    with psycopg.connect(connection_url(cluster, "postgres")) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def wait_until_gone(pid: int, data_dir: Path) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not is_alive(pid, data_dir):
            return True
        time.sleep(0.02)
    return False


def test_cluster_starts_cold_and_warm_and_keeps_its_data(folder: Path) -> None:
    with Cluster(folder / "data", durable=False) as cluster:
        assert cluster.create_database("einklang")
        assert not cluster.create_database("einklang")
        assert answer(cluster, "SELECT lower('ÄÖÜ')") == "äöü"
        assert answer(cluster, "SHOW server_encoding") == "UTF8"
        assert answer(cluster, "SHOW fsync") == "off"
        assert answer(cluster, "SHOW listen_addresses") == ""
        assert database_url({}, folder / "data") == connection_url(cluster)

    assert live_server(folder / "data") is None
    assert not cluster.socket_dir.exists()
    assert database_url({}, folder / "data") is None
    with Cluster(folder / "data") as cluster:
        assert answer(cluster, "SHOW fsync") == "on"
        assert not cluster.create_database("einklang")


def test_cluster_keeps_data_and_socket_private(folder: Path) -> None:
    with Cluster(folder / "data", durable=False) as cluster:
        modes = {path.stat().st_mode & 0o077 for path in (cluster.data_dir, cluster.socket_dir)}
        owner = cluster.data_dir.stat().st_uid

    assert modes == {0}
    assert owner == (SERVICE_ID if runs_as_root() else os.geteuid())


def test_second_start_names_the_running_process(folder: Path) -> None:
    with Cluster(folder / "data", durable=False) as cluster:
        second = Cluster(folder / "data")

        with pytest.raises(ClusterRunningError, match=f"process {cluster.pid}"):
            second.start()
        with pytest.raises(ClusterRunningError):
            second.erase()

        assert answer(cluster, "SELECT 1") == 1


def test_erase_forgets_everything(folder: Path) -> None:
    with Cluster(folder / "data", durable=False) as cluster:
        cluster.create_database("einklang")

    cluster.erase()
    cluster.erase()

    assert list(folder.iterdir()) == []


def test_stale_pid_file_of_a_stranger_does_no_harm(folder: Path) -> None:
    with Cluster(folder / "data", durable=False) as cluster:
        words = (folder / "data" / PID_FILE).read_text().splitlines()
    # This very process has the number now: alive, but no server.
    (folder / "data" / PID_FILE).write_text("\n".join([str(os.getpid()), *words[1:]]))

    with cluster:
        assert answer(cluster, "SELECT 1") == 1


def test_half_written_pid_file_is_no_state(tmp_path: Path) -> None:
    (tmp_path / PID_FILE).write_text("123\n")

    assert server_state(tmp_path) is None


def test_killed_parent_leaves_nothing_and_the_next_start_works(folder: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells children of their parent's death")
    program = (
        "import sys, time; from pathlib import Path\n"
        "from einklang.core.postgres import Cluster\n"
        "cluster = Cluster(Path(sys.argv[1])); cluster.start()\n"
        "print(cluster.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, folder / "data"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert parent.stdout is not None
    server = int(parent.stdout.readline())
    assert is_alive(server, folder / "data")

    parent.kill()
    parent.wait()
    parent.stdout.close()

    with Cluster(folder / "data", durable=False) as cluster:  # waits for the dying one
        assert answer(cluster, "SELECT 1") == 1
    assert wait_until_gone(server, folder / "data")


def test_killed_server_starts_again(folder: Path) -> None:
    cluster = Cluster(folder / "data", durable=False)
    cluster.start()
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    cluster.stop()

    with Cluster(folder / "data", durable=False) as again:
        assert answer(again, "SELECT 1") == 1


def test_too_long_socket_path_is_refused_before_anything_is_made(folder: Path) -> None:
    cluster = Cluster(folder / "data", folder / ("x" * 100))

    with pytest.raises(ClusterStartError, match="Choose a shorter folder"):
        cluster.start()

    assert list(folder.iterdir()) == []


def test_socket_folder_is_short_however_long_the_data_path_is(folder: Path) -> None:
    chosen = folders.socket_folder(folder / ("x" * 200))

    folders.check_socket_path(chosen, 5432)
    assert folders.socket_folder(folder / ("x" * 200)) == chosen
    chosen.rmdir()


def test_socket_folder_of_somebody_else_is_avoided(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    usual = folders.socket_folder(folder / "data")
    usual.chmod(0o777)

    assert folders.socket_folder(folder / "data") != usual


def test_foreign_folder_is_left_alone(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "letter.txt").write_text("mine")

    with pytest.raises(ClusterStartError, match="not empty"):
        Cluster(folder / "data").start()

    assert [path.name for path in folder.rglob("*")] == ["data", "letter.txt"]


def test_data_of_another_version_is_explained(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "PG_VERSION").write_text("12\n")

    with pytest.raises(ClusterStartError, match="made by PostgreSQL 12"):
        Cluster(folder / "data").start()


def test_server_that_gives_up_is_quoted(folder: Path) -> None:
    with Cluster(folder / "data", durable=False):
        pass
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")

    with pytest.raises(ClusterStartError, match="no_such_setting"):
        Cluster(folder / "data").start()


@pytest.mark.skipif(not runs_as_root(), reason="only root gives its server to another user")
def test_root_in_a_private_home_keeps_the_data_elsewhere(folder: Path) -> None:
    folder.chmod(0o700)
    wanted = folder / "data"
    with Cluster(wanted) as cluster:
        cluster.create_database("einklang")
        assert cluster.data_dir != wanted
        assert database_url({}, wanted) == connection_url(cluster)

    with Cluster(wanted) as again:
        assert again.data_dir == cluster.data_dir
        assert not again.create_database("einklang")

    again.erase()
    assert not again.data_dir.parent.exists()


@pytest.mark.skipif(not runs_as_root(), reason="only root gives its server to another user")
def test_root_with_short_lived_data_elsewhere_cleans_up(folder: Path) -> None:
    folder.chmod(0o700)
    cluster = Cluster(folder / "data", durable=False)
    for _ in range(2):
        with cluster:
            assert answer(cluster, "SELECT 1") == 1

        assert not cluster.data_dir.parent.exists()
