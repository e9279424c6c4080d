"""`./ek demo`: database, web server and worker with a sample year, in one command."""

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from einklang.config import processes
from einklang.config.processes import Address, ProcessError
from einklang.core.postgres import Cluster, connection_url, database_url

DEFAULT_PORT = 8000
FIRST_ANSWER_S = 60.0


def say(text: str = "") -> None:
    print(text, flush=True)  # noqa: T201 - talks to the terminal


@dataclass(frozen=True)
class DemoFolder:
    """Everything the demo keeps between two runs."""

    path: Path

    @property
    def cluster(self) -> Path:
        return self.path / "postgres"

    @property
    def lock(self) -> Path:
        return self.path.with_name(f"{self.path.name}.lock")

    @property
    def stamp(self) -> Path:
        """Which state of the migrations and of the sample data the database has."""
        return self.path / "prepared"

    @property
    def sign_ins(self) -> Path:
        return self.path / "sign-ins.json"

    def secret_key(self) -> str:
        """Return a key of this folder's own, so that sign-ins survive a restart."""
        path = self.path / "secret-key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()


def demo_environ(folder: DemoFolder, url: str) -> dict[str, str]:
    """Return the settings a demo runs with; whoever sets a variable keeps it."""
    ours = {
        "EINKLANG_MODE": "demo",
        "EINKLANG_DEMO_DIR": str(folder.path),
        "EINKLANG_SIGN_INS": str(folder.sign_ins),
        "EINKLANG_SECRET_KEY": folder.secret_key(),
        "EINKLANG_MEDIA_ROOT": str(folder.path / "media"),
    }
    return {**ours, **os.environ, "DATABASE_URL": url}


@contextlib.contextmanager
def demo_database(folder: DemoFolder) -> Iterator[str]:
    """Lend the demo's database: the running one, or a server for as long as this takes."""
    url = database_url({}, folder.cluster)
    if url:
        yield url
        return
    folder.path.mkdir(parents=True, exist_ok=True)
    with Cluster(folder.cluster) as cluster:
        cluster.create_database("einklang")
        yield connection_url(cluster)


def prepare_database(
    folder: DemoFolder, environ: dict[str, str], *, with_sample: bool = True
) -> None:
    """Migrate and load the sample year, unless this has been done for the same code."""
    wanted = _fingerprint(Path(__file__).parents[1])
    done = folder.stamp.read_text() if folder.stamp.exists() else ""
    if done == wanted:
        return
    say("Setting up the tables ...")
    processes.run_step(processes.einklang("migrate", "--verbosity", "0"), environ)
    if with_sample and not done:
        say("Loading the sample year ...")
        processes.run_step(processes.einklang("load_demo", "--verbosity", "0"), environ)
    folder.stamp.write_text(wanted)


def _fingerprint(source: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(source.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(source)).encode() + path.read_bytes())
    return digest.hexdigest()


def reset(folder: DemoFolder) -> None:
    """Forget everything the demo has stored."""
    if folder.path.exists():
        Cluster(folder.cluster).erase()
        shutil.rmtree(folder.path)


def run_demo(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Run the demo until Ctrl-C; return the exit status."""
    options = _parse(arguments)
    folder = DemoFolder(Path(environ.get("EINKLANG_DEMO_DIR") or ".ek/demo").absolute())
    begun = time.monotonic()
    try:
        with processes.stop_signals(), processes.only_one(folder.lock) as lock:
            if options.reset:
                reset(folder)
            address = _address(options)
            say("Starting PostgreSQL ...")
            with demo_database(folder) as url:
                _serve(folder, address, url, begun=begun, lock=lock)
    except processes.StopRequestedError:
        say("\nStopped.")
    except ProcessError as error:
        print(f"The demo stops here. {error}", file=sys.stderr)  # noqa: T201 - the terminal
        return 1
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./ek demo", description="Show Einklang.")
    parser.add_argument("--port", type=int, help=f"otherwise {DEFAULT_PORT} or the next free one")
    parser.add_argument("--host", default="127.0.0.1", help="otherwise this machine only")
    parser.add_argument("--reset", action="store_true", help="begin with fresh sample data")
    return parser.parse_args(arguments)


def _address(options: argparse.Namespace) -> Address:
    if options.port is None:
        return Address(options.host, processes.free_port(options.host, DEFAULT_PORT))
    if not processes.is_free(options.host, options.port):
        raise ProcessError(f"Port {options.port} is taken; leave out --port to get a free one.")
    return Address(options.host, options.port)


def _serve(folder: DemoFolder, address: Address, url: str, *, begun: float, lock: Path) -> None:
    environ = demo_environ(folder, url)
    environ.setdefault("EINKLANG_BASE_URL", address.url.rstrip("/"))
    if address.host not in {"127.0.0.1", "localhost", "::1"}:
        environ.setdefault("EINKLANG_HOSTS", "*")
    prepare_database(folder, environ)
    say("Starting the web server and the worker ...")
    workers = min(2, os.cpu_count() or 1)
    commands = {
        processes.WEB: processes.web_command(
            host=address.host, port=address.port, workers=workers
        ),
        processes.WORKER: processes.worker_command(),
    }
    with processes.services(commands, environ) as running:
        processes.wait_for_answer(address, running, patience_s=FIRST_ANSWER_S)
        lock.write_text(f"It is running already: {address.url} (process {os.getpid()}).\n")
        say(f"\nEinklang is ready after {time.monotonic() - begun:.1f} s:  {address.url}\n")
        say(sign_in_table(folder.sign_ins))
        say("Ctrl-C ends the demo. Mails appear here.")
        processes.watch(running)


def sign_in_table(path: Path) -> str:
    """Return one line per role to sign in with, or nothing when there is no such file."""
    if not path.exists():
        return ""
    accounts: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    columns = ("role", "email", "password", "note")
    rows = [[str(account.get(column) or "") for column in columns] for account in accounts]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(len(columns))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "".join(f"  {line}\n" for line in lines)
