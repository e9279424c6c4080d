"""Numbers of footnotes for writers that put their text together from the start to the end."""

import re
from collections.abc import Callable
from itertools import count

# Stands for a reference until all text is there; cleaned text holds no such character.
MARK = "\x00"


def numbered(text: str, written: Callable[[int], str]) -> str:
    """Put a written reference for each mark, the first being 1."""
    if MARK not in text:
        return text
    numbers = count(1)
    return re.sub(MARK, lambda _: written(next(numbers)), text)
