"""Who the server runs as: ourselves, or nobody when we are root (PostgreSQL refuses root)."""

import os
from pathlib import Path

SERVICE_ID = 65534
"""User and group id of the server when this process is root."""


def runs_as_root() -> bool:
    return os.geteuid() == 0


def hand_over(folder: Path) -> None:
    """Give a folder to the server's user; nothing to do unless we are root."""
    if runs_as_root():
        os.chown(folder, SERVICE_ID, SERVICE_ID)


def reachable_by_service(folder: Path) -> bool:
    """Tell whether a stranger may walk through every folder down to this one."""
    resolved = folder.resolve()
    return all(part.stat().st_mode & 0o001 for part in (resolved, *resolved.parents))
