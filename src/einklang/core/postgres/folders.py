"""Where data and sockets may lie, within the limits of rights and of socket names."""

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from einklang.core.postgres.errors import ClusterStartError
from einklang.core.postgres.identity import (
    SERVICE_ID,
    hand_over,
    reachable_by_service,
    runs_as_root,
)

LONGEST_SOCKET_PATH = 103 if sys.platform == "darwin" else 107
"""Bytes; the system allows one more, for the closing zero."""

POINTER = "elsewhere.txt"


def check_socket_path(socket_dir: Path, port: int) -> None:
    """Refuse a folder whose sockets no program could open.

    :raises ClusterStartError: if the path is too long.
    """
    path = socket_dir / f".s.PGSQL.{port}"
    size = len(os.fsencode(path))
    if size > LONGEST_SOCKET_PATH:
        raise ClusterStartError(
            f"The socket {path} has {size} characters, the system allows "
            f"{LONGEST_SOCKET_PATH}. Choose a shorter folder."
        )


def socket_folder(data_dir: Path) -> Path:
    """Return a short private folder, the same one for the same data."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    usable = runtime and not runs_as_root() and os.access(runtime, os.W_OK)
    base = Path(runtime if usable and runtime else tempfile.gettempdir())
    key = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    folder = base / f"einklang-{key}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not _is_private(folder):
            # Somebody else's: never put a socket there.
            return Path(tempfile.mkdtemp(prefix="einklang-", dir=base))
    return folder


def _is_private(folder: Path) -> bool:
    status = folder.lstat()
    owners = {os.geteuid(), SERVICE_ID} if runs_as_root() else {os.geteuid()}
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid in owners
        and not stat.S_IMODE(status.st_mode) & 0o077
    )


def usable_home(data_dir: Path, *, create: bool = True) -> Path:
    """Return the data folder itself, or for root a substitute that nobody can reach.

    As root the server runs as nobody, who cannot walk into a private home. Then the data
    lies under /var/tmp, and a pointer file in the folder asked for names the place.
    """
    data_dir = data_dir.absolute()
    if not runs_as_root() or reachable_by_service(_existing(data_dir.parent)):
        return data_dir
    pointer = data_dir / POINTER
    if pointer.is_file():
        target = Path(pointer.read_text().strip())
        if target.parent.is_dir() and target.parent.stat().st_uid == SERVICE_ID:
            return target
    if not create:
        return data_dir
    shelter = Path(tempfile.mkdtemp(prefix="einklang-data-", dir="/var/tmp"))
    hand_over(shelter)
    data_dir.mkdir(parents=True, exist_ok=True)
    pointer.write_text(f"{shelter / 'data'}\n")
    return shelter / "data"


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
