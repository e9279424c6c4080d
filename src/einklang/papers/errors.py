from typing import Any


class PaperError(Exception):
    """Says in the reader's language why an act was refused."""


class RefusedError(PaperError):
    """The actor may not do this; the message says why."""


class TooLateError(PaperError):
    """The clock has run out; what was entered is kept where the message says."""


class StaleError(PaperError):
    """Somebody else was faster."""

    def __init__(self, message: str, current: Any = None) -> None:
        super().__init__(message)
        self.current = current
        """The row as it stands now."""


class FileRefusedError(PaperError):
    """The file cannot be taken; ``advice`` says what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice
