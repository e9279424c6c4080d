"""Read postmaster.pid, the file in which PostgreSQL says how it is doing."""

import os
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class ServerState:
    pid: int
    port: int
    socket_dir: Path
    status: str
    """starting, ready, stopping or standby"""


def server_state(data_dir: Path) -> ServerState | None:
    """Return what the file says, or None while it is missing or half-written."""
    try:
        lines = (data_dir / PID_FILE).read_text().splitlines()
        pid, port, socket_dir, status = lines[0], lines[3], lines[4], lines[7]
        return ServerState(int(pid), int(port), Path(socket_dir), status.strip())
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None


def live_server(data_dir: Path) -> ServerState | None:
    """Return the server that really runs on this folder, if any."""
    state = server_state(data_dir)
    return state if state and is_alive(state.pid, data_dir) else None


def is_alive(pid: int, data_dir: Path) -> bool:
    """Tell whether this process exists and is a server at home in this folder.

    In containers process ids repeat quickly, so an old file may name an innocent stranger.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    process = Path("/proc") / str(pid)
    if not process.exists():
        return True  # no /proc on this system: believe the file
    try:
        if (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False  # ended, only not yet collected by its parent
        return (process / "cwd").resolve(strict=True) == data_dir.resolve()
    except PermissionError:
        return True
    except OSError:
        return False
