"""The demo as people meet it: real processes, a small site."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from einklang.config.demo import sign_in_table

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@dataclass
class Demo:
    """A demo folder, and what runs in it."""

    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {
            **environ,
            "PYTHONPATH": f"{SOURCE}:{HERE}",
            "DJANGO_SETTINGS_MODULE": "stub_site.settings",
            "EINKLANG_DEMO_DIR": str(self.folder / "demo"),
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "einklang", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *words: str) -> tuple[subprocess.Popen[str], str, str]:
        """Start it; return the process, what it said, and its address."""
        process = subprocess.Popen(
            [sys.executable, "-m", "einklang", "demo", *words],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Ctrl-C"):
                break
        address = re.search(r"ready after .*(http://\S+)", said)
        assert address is not None, said
        return process, said, address.group(1)

    def processes(self) -> list[str]:
        """Return the command lines of everything that runs for this folder."""
        mark = f"EINKLANG_DEMO_DIR={self.folder}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (place / "environ").read_bytes():
                    found.append((place / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        return found

    def wait_until_empty(self, patience_s: float = 10.0) -> list[str]:
        deadline = time.monotonic() + patience_s
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left


@pytest.fixture
def demo() -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="ek-test-"))
    folder.chmod(0o755)  # as root the server runs as nobody
    yield Demo(folder)
    shutil.rmtree(folder)


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310 - our own address
        content: bytes = page.read()
    return content.decode()


def test_demo_serves_refuses_a_second_and_ends_clean(demo: Demo) -> None:
    process, said, url = demo.start()
    assert "Loading the sample year" in said
    assert "Vorsitz  v@example.org  p  alles" in said
    assert get(url).startswith("/ with")
    kinds = " ".join(demo.processes())
    assert all(word in kinds for word in ("granian", "procrastinate", "postgres"))

    second = demo.run("demo")
    manage = demo.run("showmigrations", "procrastinate")
    assert (second.returncode, url in second.stderr) == (1, True)
    assert (manage.returncode, "[X] 0001" in manage.stdout) == (0, True)

    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=15)
    # A busy machine may make the server push a worker that is slow to end.
    assert (process.returncode, rest.strip().splitlines()[-1]) == (0, "Stopped.")
    assert time.monotonic() - begun < 12
    assert demo.wait_until_empty() == []

    process, said, _ = demo.start()
    assert "Loading" not in said
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=15)
    assert process.returncode == 0


def test_demo_killed_leaves_nothing_and_resets(demo: Demo) -> None:
    process, _, _ = demo.start()
    key = (demo.folder / "demo" / "secret-key").read_text()

    process.kill()
    process.communicate(timeout=15)

    assert demo.wait_until_empty() == []
    process, said, _ = demo.start("--reset")
    assert "Loading the sample year" in said
    assert (demo.folder / "demo" / "secret-key").read_text() != key
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=15)


def test_demo_refuses_a_named_port_that_is_taken(demo: Demo) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        answer = demo.run("demo", "--port", str(other.getsockname()[1]))

    assert answer.returncode == 1
    assert "is taken" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_demo_stops_when_a_process_cannot_run(demo: Demo) -> None:
    broken = {**demo.environ, "DJANGO_SETTINGS_MODULE": "no_such_settings"}

    answer = subprocess.run(
        [sys.executable, "-m", "einklang", "demo"],
        env=broken,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 1
    assert "This step failed: migrate" in answer.stderr
    assert demo.wait_until_empty() == []


def test_sign_in_table_lines_up_and_may_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "sign-ins.json"
    assert sign_in_table(file) == ""

    file.write_text(
        '[{"role": "Vorsitz", "email": "a@b", "password": "x", "note": null},'
        ' {"role": "Gast", "email": "long@b", "password": "yy", "note": "liest"}]'
    )

    assert sign_in_table(file) == "  Vorsitz  a@b     x\n  Gast     long@b  yy  liest\n"


def test_report_brings_its_own_database_and_stops_it(demo: Demo) -> None:
    answer = demo.run("report", "2024")

    assert answer.returncode == 0, answer.stderr
    assert "Loading the sample year" in answer.stdout
    assert re.search(r"^2024 with [1-9]", answer.stdout, re.MULTILINE)
    assert demo.processes() == []

    again = demo.run("report", "2025")
    assert "Loading" not in again.stdout
    assert again.stdout.startswith("2025 with")
