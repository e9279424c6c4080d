from einklang.chronicle.errors import ChronicleError


class PatternError(ChronicleError):
    """The pattern cannot be read; the message says where and why."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position
        """Counted from 1, as a reader counts."""
