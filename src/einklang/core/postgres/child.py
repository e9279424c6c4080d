"""Start child processes that do not outlive us, and stop them in order."""

import ctypes
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from einklang.core.postgres.identity import SERVICE_ID, runs_as_root

PR_SET_PDEATHSIG = 1


def start_child(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals = signal.SIGTERM,
    output: IO[bytes] | int | None = None,
    as_service: bool = False,
    environ: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in its own session; on Linux it gets `death_signal` when we die.

    Call it from the main thread: Linux ties that signal to the parent *thread*. The own
    session keeps Ctrl-C in the terminal from reaching the child before we have decided.
    """
    drop = as_service and runs_as_root()
    with warnings.catch_warnings():
        # Python 3.12 warns of preexec_fn beside threads; ours allocates and locks nothing.
        warnings.simplefilter("ignore", DeprecationWarning)
        return _popen(command, death_signal, output, drop=drop, environ=environ)


def _popen(
    command: Sequence[str | Path],
    death_signal: signal.Signals,
    output: IO[bytes] | int | None,
    *,
    drop: bool,
    environ: dict[str, str] | None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - commands come from our own code
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        user=SERVICE_ID if drop else None,
        group=SERVICE_ID if drop else None,
        extra_groups=[] if drop else None,
        env=environ,
        # A server that dropped its rights cannot stay in a folder it may not read.
        cwd="/" if drop else None,
        preexec_fn=_dies_with_parent(death_signal),  # noqa: PLW1509 - calls prctl only
    )


def _dies_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask_for_signal() -> None:
        # Runs after the change of user, which would clear the setting.
        prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask_for_signal


def stop_child(
    process: subprocess.Popen[bytes],
    *,
    signals: Sequence[signal.Signals] = (signal.SIGTERM, signal.SIGKILL),
    patience_s: float = 10.0,
) -> int:
    """Ask a child to end, more firmly each time, and return its exit status."""
    for request in signals:
        if process.poll() is not None:
            break
        process.send_signal(request)
        try:
            process.wait(timeout=patience_s)
        except subprocess.TimeoutExpired:
            continue
    return process.wait(timeout=patience_s)
