class IntakeError(Exception):
    """Says in the reader's language why an import was refused."""


class UnreadableError(IntakeError):
    """The file as a whole cannot be read; the message says why in one sentence."""


class RefusedError(IntakeError):
    """The actor may not do this; the message says why."""


class UploadGoneError(IntakeError):
    """The uploaded file is not kept any more, or belongs to somebody else."""


class CellError(IntakeError):
    """One cell cannot be understood; the message says why."""
