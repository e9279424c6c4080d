import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from einklang.config import processes
from einklang.config.processes import Address, ProcessError, Service
from einklang.core.postgres.child import stop_child


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_free_port_skips_taken_ones() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]

        assert not processes.is_free("127.0.0.1", taken)
        assert processes.free_port("127.0.0.1", taken) > taken
        with pytest.raises(ProcessError, match="No free port"):
            processes.free_port("127.0.0.1", taken, tries=1)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),  # noqa: S104 - only shown
        ("::", "http://[::1]:80/"),
        ("::1", "http://[::1]:80/"),
        ("einklang.test", "http://einklang.test:80/"),
    ],
)
def test_address_is_one_a_browser_can_open(host: str, url: str) -> None:
    assert Address(host, 80).url == url


def test_only_one_holder_and_the_second_reads_why(tmp_path: Path) -> None:
    with processes.only_one(tmp_path / "lock") as lock:
        lock.write_text("busy at home\n")

        with (
            pytest.raises(ProcessError, match="busy at home"),
            processes.only_one(tmp_path / "lock"),
        ):
            pass

    with processes.only_one(tmp_path / "lock"):
        pass


def test_step_that_fails_is_named() -> None:
    processes.run_step(python("pass"), {})

    with pytest.raises(ProcessError, match="This step failed"):
        processes.run_step(python("raise SystemExit(3)"), {})


def test_service_that_ends_is_named_and_the_others_are_stopped() -> None:
    commands = {
        "quick": python("raise SystemExit(4)"),
        "slow": python("import time; time.sleep(60)"),
    }
    services: list[Service] = []

    with processes.services(commands, {}) as running:
        services += running
        with pytest.raises(ProcessError, match=r"The quick ended by itself \(status 4\)"):
            processes.watch(running)

    assert [service.process.poll() for service in services] == [4, -signal.SIGTERM]


def test_service_deaf_to_sigterm_is_killed() -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(python(deaf), stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()

    status = stop_child(process, patience_s=0.2)

    assert status == -signal.SIGKILL


def test_stop_signal_is_raised_once() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(processes.StopRequestedError), processes.stop_signals():
        signal.raise_signal(signal.SIGTERM)

    assert signal.getsignal(signal.SIGTERM) == before


def test_waiting_for_a_silent_server_ends() -> None:
    with pytest.raises(ProcessError, match="did not answer"):
        processes.wait_for_answer(Address("127.0.0.1", 1), [], patience_s=0.2)


def test_ctrl_c_stays_with_a_command_that_wants_it() -> None:
    # A run in the background of a shell is born deaf to Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with (
            pytest.raises(KeyboardInterrupt),
            processes.stop_signals(processes.FROM_OUTSIDE),
        ):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
