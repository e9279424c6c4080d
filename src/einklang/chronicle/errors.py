class ChronicleError(Exception):
    """Says in the reader's language why an act was refused."""


class RefusedError(ChronicleError):
    """The actor may not do this; the message says why."""


class StaleError(ChronicleError):
    """Somebody else changed the record in the meantime."""
