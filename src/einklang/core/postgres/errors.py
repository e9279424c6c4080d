from pathlib import Path


class PostgresError(Exception):
    """Something about our own PostgreSQL server went wrong; the text is for people."""


class NoServerError(PostgresError):
    """No usable PostgreSQL was found."""


class ClusterRunningError(PostgresError):
    """Another process already runs a server on this data folder."""

    def __init__(self, data_dir: Path, pid: int) -> None:
        self.data_dir = data_dir
        self.pid = pid
        super().__init__(f"A PostgreSQL server already uses {data_dir} (process {pid}).")


class ClusterStartError(PostgresError):
    """The server could not be set up, started or stopped."""
