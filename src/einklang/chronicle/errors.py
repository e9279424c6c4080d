from typing import Any


class ChronicleError(Exception):
    """Says in the reader's language why an act was refused."""


class RefusedError(ChronicleError):
    """The actor may not do this; the message says why."""


class StaleError(ChronicleError):
    """Somebody else changed the record in the meantime."""

    def __init__(self, message: str, current: Any = None) -> None:
        super().__init__(message)
        self.current = current
        """The record as it stands now."""
