"""One PostgreSQL server of our own: a data folder, a private socket, a child process."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from einklang.core.postgres.binaries import Binaries, find_binaries
from einklang.core.postgres.child import start_child, stop_child
from einklang.core.postgres.errors import ClusterRunningError, ClusterStartError
from einklang.core.postgres.folders import check_socket_path, socket_folder, usable_home
from einklang.core.postgres.identity import hand_over
from einklang.core.postgres.pidfile import PID_FILE, live_server, server_state

OWNER = "einklang"
PORT = 5432
"""Only part of the socket's name: the server listens on no network."""

START_PATIENCE_S = 30.0
SHORT_LIVED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Cluster:
    """A server on a data folder, set up at the first start.

    :param socket_dir: where the socket goes; a short private folder when left out.
    :param durable: off for tests: faster, and the data may be lost in a crash.
    """

    def __init__(
        self,
        data_dir: Path,
        socket_dir: Path | None = None,
        *,
        durable: bool = True,
        binaries: Binaries | None = None,
        max_connections: int = 100,
    ) -> None:
        self.data_dir = usable_home(data_dir)
        self._sheltered = self.data_dir != data_dir.absolute()
        self.socket_dir = socket_dir or socket_folder(self.data_dir)
        self.port = PORT
        self.durable = durable
        self.binaries = binaries
        self.max_connections = max_connections
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def home_of(data_dir: Path) -> Path:
        """Return where the data of this folder really lies (elsewhere for root at times)."""
        return usable_home(data_dir, create=False)

    @property
    def log_file(self) -> Path:
        return self.data_dir / "server.log"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Set up the data folder if need be, start the server and wait until it answers.

        Call it from the main thread (see `start_child`).

        :raises ClusterRunningError: if another process runs a server here.
        :raises ClusterStartError: if the server gives up; its last words are in the text.
        """
        try:
            self._process = self._start_server()
            self._wait_until_ready(self._process)
        except BaseException:
            self.stop()
            self._tidy_socket_dir()
            raise

    def _start_server(self) -> subprocess.Popen[bytes]:
        check_socket_path(self.socket_dir, self.port)
        binaries = (self.binaries or find_binaries()).readable()
        self._make_room()
        if not (self.data_dir / "PG_VERSION").exists():
            self._initialise(binaries)
        self._check_version(binaries)
        self.socket_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        hand_over(self.socket_dir)
        with self.log_file.open("wb") as log:
            return start_child(
                [binaries.postgres, "-D", self.data_dir, *self._options()],
                death_signal=signal.SIGINT,  # a fast, clean shutdown
                output=log,
                as_service=True,
            )

    def create_database(self, name: str) -> bool:
        """Create a database unless it is there; return whether it is new."""
        binaries = self.binaries or find_binaries()
        answer = subprocess.run(  # noqa: S603 - our own server's program
            [binaries.createdb, "-h", self.socket_dir, "-p", str(self.port), "-U", OWNER, name],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if answer.returncode and "already exists" not in answer.stderr:
            raise ClusterStartError(f"The database {name} was not created: {answer.stderr}")
        return answer.returncode == 0

    def stop(self) -> None:
        """Shut down fast and clean; harmless when nothing runs."""
        process, self._process = self._process, None
        if process is not None:
            stop_child(process, signals=(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))
            self._tidy_socket_dir()
            if self._sheltered and not self.durable:
                # Nobody who deletes the folder asked for would find this one.
                shutil.rmtree(self.data_dir.parent, ignore_errors=True)

    def erase(self) -> None:
        """Delete the data folder of a stopped server."""
        live = live_server(self.data_dir)
        if live:
            raise ClusterRunningError(self.data_dir, live.pid)
        self._tidy_socket_dir()
        if not self.data_dir.exists():
            return
        shutil.rmtree(self.data_dir.parent if self._sheltered else self.data_dir)

    def _tidy_socket_dir(self) -> None:
        # Servers remove their sockets; a folder that is not empty is somebody's still.
        with contextlib.suppress(OSError):
            self.socket_dir.rmdir()

    def _make_room(self) -> None:
        """Refuse a second server, wait for one that is just ending, clear a stale pid file."""
        deadline = time.monotonic() + START_PATIENCE_S
        grace = time.monotonic() + 0.5
        while live := live_server(self.data_dir):
            now = time.monotonic()
            # After a kill -9 of its parent, a server needs a moment to notice and to end.
            if now > deadline or (live.status != "stopping" and now > grace):
                raise ClusterRunningError(self.data_dir, live.pid)
            time.sleep(0.02)
        # PostgreSQL would wait for the stranger who has the old number now.
        (self.data_dir / PID_FILE).unlink(missing_ok=True)

    def _initialise(self, binaries: Binaries) -> None:
        """Create the data folder under another name first: a half-made one never counts."""
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        if self._sheltered:
            hand_over(self.data_dir.parent)
        draft = Path(tempfile.mkdtemp(prefix=f"{self.data_dir.name}.", dir=self.data_dir.parent))
        hand_over(draft)
        try:
            for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
                words = _run_initdb(binaries, draft, locale)
                if words is None:
                    break
            else:
                raise ClusterStartError(f"PostgreSQL could not set up {self.data_dir}:\n{words}")
            if self.data_dir.exists():
                self.data_dir.rmdir()
            draft.rename(self.data_dir)
        except OSError as error:
            raise ClusterStartError(
                f"{self.data_dir} is no data folder of PostgreSQL, and not empty."
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _check_version(self, binaries: Binaries) -> None:
        version = (self.data_dir / "PG_VERSION").read_text().strip()
        if version != str(binaries.major):
            raise ClusterStartError(
                f"{self.data_dir} was made by PostgreSQL {version}, but PostgreSQL "
                f"{binaries.major} was found. Set EINKLANG_PG_BIN to the older programs, "
                "or start with an empty folder."
            )

    def _options(self) -> list[str]:
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.socket_dir}",
            "unix_socket_permissions=0700",
            f"port={self.port}",
            f"max_connections={self.max_connections}",
            "log_min_messages=warning",
            *(() if self.durable else SHORT_LIVED),
        ]
        return [word for setting in settings for word in ("-c", setting)]

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ClusterStartError(f"PostgreSQL did not start:\n{self._last_words()}")
            state = server_state(self.data_dir)
            if state and state.pid == process.pid and state.status == "ready":
                return
            time.sleep(0.01)
        raise ClusterStartError(f"PostgreSQL is not ready:\n{self._last_words()}")

    def _last_words(self) -> str:
        lines = self.log_file.read_text(errors="replace").splitlines()
        return "\n".join(lines[-10:])


def _run_initdb(binaries: Binaries, folder: Path, locale: str) -> str | None:
    """Fill a folder; return what initdb complained about, or None."""
    options = ["--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8"]
    environ = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    with tempfile.TemporaryFile() as output:
        process = start_child(
            [
                *(binaries.initdb, "-D", folder, f"--username={OWNER}", f"--locale={locale}"),
                *options,
            ],
            output=output,
            as_service=True,
            environ=environ,
        )
        try:
            failed = process.wait(timeout=START_PATIENCE_S * 2) != 0
        finally:
            stop_child(process)
        output.seek(0)
        return output.read().decode(errors="replace") if failed else None
