"""Tables of plain text for the terminal."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from einklang.engines.redline.report.phrases import legible, phrase
from einklang.engines.redline.words import Language

GAP: Final = "  "
NARROWEST: Final = 8
# Signs that steer a terminal or the direction of writing instead of being seen.
_STEERING: Final = re.compile("[\x1b\x9b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = 100) -> str:
    """Return rows as columns under a head, wrapped so that no line is wider than `width`.

    Widths are counted in cells of a terminal (emoji and East Asian signs take two). Below about
    eight cells a column the lines get wider. Every line ends with a line feed.
    """
    cells = [[_one_line(cell) for cell in row] for row in (head, *rows)]
    widths = _widths(cells, width - len(GAP) * (len(head) - 1))
    lines = []
    for number, row in enumerate(cells):
        wrapped = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        for index in range(max(map(len, wrapped))):
            parts = [cell[index] if index < len(cell) else "" for cell in wrapped]
            padded = (_padded(part, room) for part, room in zip(parts, widths, strict=True))
            lines.append(GAP.join(padded).rstrip())
        if number == 0:
            lines.append(GAP.join("─" * room for room in widths))
    return "\n".join(lines) + "\n"


def show_head(language: Language) -> tuple[str, str, str, str]:
    """Return who, when, where, what: the head of a table of changes."""
    return (
        phrase("who", language),
        phrase("when", language),
        phrase("where", language),
        phrase("what", language),
    )


def _one_line(words: str) -> str:
    plain = _STEERING.sub("�", legible(words.replace("\n", "¶")))
    return " ".join(plain.split())


def _widths(cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Give narrow columns what they need; of what is scarce the widest one gets up to half."""
    needed = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    *waiting, widest = sorted(range(len(needed)), key=lambda index: needed[index])
    widths = list(needed)
    widths[widest] = min(
        needed[widest], max(NARROWEST, room // 2, room - sum(needed) + needed[widest])
    )
    room -= widths[widest]
    for place, index in enumerate(waiting):
        share = max(NARROWEST, room // (len(waiting) - place))
        widths[index] = min(needed[index], share)
        room -= widths[index]
    return widths


def _wrapped(cell: str, room: int) -> list[str]:
    lines = [""]
    for word in cell.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _width(joined) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        rest = word
        while _width(rest) > room:
            head = _fitting(rest, room)
            lines[-1] = head
            rest = rest[len(head) :]
            lines.append("")
        lines[-1] = rest
    return lines


def _fitting(words: str, room: int) -> str:
    """Return as many characters of too long words as fit, at least one, best up to a hyphen."""
    taken = index = 0
    while taken + (width := _sign_width(words[index])) <= room:
        taken += width
        index += 1
    return words[: words.rfind("-", 1, index) + 1 or max(index, 1)]


def _padded(words: str, room: int) -> str:
    return words + " " * (room - _width(words))


def _width(words: str) -> int:
    return len(words) if words.isascii() else sum(map(_sign_width, words))


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
