class ProgrammeError(Exception):
    """Says in the reader's language why an act was refused."""


class RefusedError(ProgrammeError):
    """The actor may not do this; the message says why."""


class StaleError(ProgrammeError):
    """Somebody else changed the record in the meantime."""
