"""Look after the child processes of a demo: start, wait for the first answer, stop in order."""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from einklang.core.postgres.child import start_child, stop_child

LOOK_EVERY_S = 0.05
WEB = "web server"
WORKER = "worker"


class ProcessError(Exception):
    """A process is missing, in the way or gone; the text is for people."""


class StopRequestedError(BaseException):
    """Somebody asked us to end (Ctrl-C or a signal); no `except Exception` may swallow it."""


@dataclass(frozen=True)
class Service:
    name: str
    process: subprocess.Popen[bytes]


def einklang(*words: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, "-m", "einklang", *words]


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--log-level", "warning"),
        *("--workers", str(workers), "--blocking-threads", "4", "--workers-kill-timeout", "5"),
        "einklang.config.wsgi:application",
    ]


def worker_command(*, patience_s: int = 5) -> list[str]:
    return einklang(
        *("procrastinate", "worker", "--concurrency", "4"),
        *("--fetch-job-polling-interval", "1"),
        *("--shutdown-graceful-timeout", str(patience_s)),
    )


FROM_OUTSIDE = (signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def stop_signals(
    watched: tuple[signal.Signals, ...] = (signal.SIGINT, *FROM_OUTSIDE),
) -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into `StopRequestedError`, once."""

    def ask(number: int, frame: FrameType | None) -> None:
        del number, frame
        for name in watched:  # a second Ctrl-C must not tear the shutdown apart
            signal.signal(name, signal.SIG_IGN)
        raise StopRequestedError

    before = {name: signal.signal(name, ask) for name in watched}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def run_step(command: Sequence[str], environ: dict[str, str]) -> None:
    """Run a command to its end.

    :raises ProcessError: if it fails; what it said is on the terminal already.
    """
    process = start_child(command, environ=environ)
    try:
        status = process.wait()
    except BaseException:
        stop_child(process)
        raise
    if status:
        raise ProcessError(f"This step failed: {' '.join(command[3:])}")


@contextlib.contextmanager
def services(commands: dict[str, list[str]], environ: dict[str, str]) -> Iterator[list[Service]]:
    """Run several long-lived processes; stop them all, together, on the way out."""
    running: list[Service] = []
    try:
        for name, command in commands.items():
            # When we are killed the database goes as well, and a worker without one would wait
            # for it forever. Its jobs come back by themselves. The web server ends its own
            # workers on SIGTERM.
            death_signal = signal.SIGKILL if name == WORKER else signal.SIGTERM
            process = start_child(command, environ=environ, death_signal=death_signal)
            running.append(Service(name, process))
        yield running
    finally:
        for service in running:
            if service.process.poll() is None:
                service.process.send_signal(signal.SIGTERM)
        for service in running:
            stop_child(service.process, signals=(signal.SIGTERM, signal.SIGKILL))


def check_alive(running: Sequence[Service]) -> None:
    """Complain about the first process that ended although nobody asked it to.

    :raises ProcessError: naming it.
    """
    for service in running:
        status = service.process.poll()
        if status is not None:
            raise ProcessError(f"The {service.name} ended by itself (status {status}).")


def watch(running: Sequence[Service]) -> None:
    """Stay until a process ends by itself; a stop signal breaks out."""
    while True:
        check_alive(running)
        time.sleep(LOOK_EVERY_S * 5)


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.reachable}]" if ":" in self.reachable else self.reachable
        return f"http://{host}:{self.port}/"

    @property
    def reachable(self) -> str:
        """The host to ask: a server on every address is asked on this machine's own."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104


def wait_for_answer(address: Address, running: Sequence[Service], *, patience_s: float) -> None:
    """Wait until the web server answers a request, with whatever page.

    :raises ProcessError: if it takes too long, or a process ends.
    """
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        check_alive(running)
        if _answers(address):
            return
        time.sleep(LOOK_EVERY_S)
    raise ProcessError(f"The web server did not answer within {patience_s:.0f} s.")


def _answers(address: Address) -> bool:
    connection = http.client.HTTPConnection(address.reachable, address.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port(host: str, wanted: int, *, tries: int = 100) -> int:
    """Return the wanted port, or the next free one.

    :raises ProcessError: if there is none.
    """
    for port in range(wanted, wanted + tries):
        if is_free(host, port):
            return port
    raise ProcessError(f"No free port between {wanted} and {wanted + tries - 1} on {host}.")


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[Path]:
    """Hold a lock file; the holder may write into it what others should read.

    :raises ProcessError: if another process holds it, with what that process wrote.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            raise ProcessError(handle.read().strip() or "It is running already.") from error
        lock.write_text(f"It is starting already (process {os.getpid()}).\n")
        yield lock
