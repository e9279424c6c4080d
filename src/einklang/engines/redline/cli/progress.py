"""Says on a terminal how far a long command is."""

import threading
from contextlib import AbstractContextManager
from typing import Self, TextIO

PATIENCE_S = 1.0
"""How long a person waits without a word."""
CLEAR = "\r\x1b[K"


class Progress(AbstractContextManager["Progress"]):
    """One line that changes; nothing on what is no terminal, nothing in the first second."""

    def __init__(self, stream: TextIO, patience_s: float = PATIENCE_S) -> None:
        self._stream = stream
        self._words = ""
        self._is_shown = False
        self._lock = threading.Lock()
        # A thread of its own: the step that takes long cannot look at the clock.
        self._timer = threading.Timer(patience_s, self._begin) if stream.isatty() else None
        if self._timer is not None:
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(self, *_details: object) -> None:
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            if self._is_shown:
                self._stream.write(CLEAR)
                self._stream.flush()
            self._stream, self._is_shown, self._timer = self._stream, False, None

    def say(self, words: str) -> None:
        """Tell what is being done now."""
        with self._lock:
            self._words = words
            if self._is_shown:
                self._show()

    def _begin(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._is_shown = True
                self._show()

    def _show(self) -> None:
        self._stream.write(f"{CLEAR}{self._words}")
        self._stream.flush()
