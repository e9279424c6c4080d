"""The order of places in a document."""

from einklang.engines.redline.align.edits import (
    Position,
)
from einklang.engines.redline.names import whole_number
from einklang.engines.redline.reader.story import Path

STORIES = {"body": 0, "header": 1, "footer": 2, "footnote": 3, "endnote": 4}
BEHIND = 1_000_000
"""A text box comes after the characters of the paragraph it hangs on."""


def position_key(path: Path, position: Position) -> tuple[int, ...]:
    """Return numbers that sort places as a reader meets them."""
    first, *rest = path
    steps = [STORIES.get(str(first), 9)]
    for step in rest:
        if isinstance(step, int):
            steps.append(step)
        elif step == "box":
            steps.append(BEHIND)
        else:
            steps.append(_number(step))
    return (*steps, *position)


def _number(text: str) -> int:
    digits = "".join(filter(str.isdecimal, text))
    return max(whole_number(digits), 0)
