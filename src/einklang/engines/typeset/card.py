"""The preview picture of a document: what a messenger shows beside a shared address."""

import json

from einklang.engines.typeset import colours, fontmetrics
from einklang.engines.typeset.compiler import Order, compile_order
from einklang.engines.typeset.model import Document
from einklang.engines.typeset.wording import cleaned

# As card.typ: 600 by 315 points at 144 to the inch are 1200 by 630 pixels.
_PIXELS_PER_INCH = 144.0
_WIDTH = 520.0
_SIZES = ((44.0, 3), (36.0, 4), (30.0, 5))
"""Sizes of the title in points, and how many lines of each there is room for."""
_SUBTITLE_SIZE = 17.0
_SUBTITLE_LINES = 2
_LONGEST_PUBLISHER = 380.0


def write_card(document: Document) -> bytes:
    """Draw a PNG of 1200 by 630 pixels with title, subtitle and publisher.

    A long title is set smaller, and ends with "…" where even that does not help.

    :raises RenderError: if it cannot be drawn within the limits of time and memory.
    """
    document = cleaned(document)
    brand = document.brand
    replaced: set[str] = set()
    title = fontmetrics.printable(document.title.replace("\u00ad", ""), replaced)
    subtitle = fontmetrics.printable(document.subtitle.replace("\u00ad", ""), replaced)
    publisher = fontmetrics.printable(document.publisher or brand.name, replaced)
    size, lines = _title_lines(title)
    room = _SUBTITLE_LINES if len(lines) < _SIZES[-1][1] - 1 else 0
    data = {
        "size": size,
        "lines": lines,
        "subtitle": wrapped(subtitle, "400Regular", _SUBTITLE_SIZE, most=room) if room else [],
        "publisher": fitted(publisher, "600SemiBold", _SUBTITLE_SIZE, _LONGEST_PUBLISHER),
        "language": document.language,
        "primary": colours.readable(brand.primary),
        "accent": brand.accent,
        "ink": colours.INK,
        "logo": brand.logo_svg,
    }
    order = Order("card.typ", json.dumps(data), format="png", pixels_per_inch=_PIXELS_PER_INCH)
    return compile_order(order)[0]


def _title_lines(title: str) -> tuple[float, list[str]]:
    size, most = _SIZES[-1]
    for size, most in _SIZES:
        lines = wrapped(title, "700Bold", size, most=most)
        if not lines[-1].endswith("…") or title.endswith("…"):
            return size, lines
    return size, wrapped(title, "700Bold", size, most=most)


def wrapped(text: str, face: str, size: float, *, most: int) -> list[str]:
    """Break a text into lines; what is too much ends with "…"."""
    font = fontmetrics.load(face)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.width(longer, size) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, face, size, _WIDTH) for line in lines]


def fitted(text: str, face: str, size: float, width: float) -> str:
    """Shorten a line to its room, after a whole word if there is one."""
    font = fontmetrics.load(face)
    if font.width(text, size) <= width:
        return text
    cut = text
    while cut and font.width(cut + " …", size) > width:
        cut = cut[:-1]
    words = cut if text[len(cut)] == " " else cut.rpartition(" ")[0]
    return f"{words.rstrip()} …" if words.strip() else f"{cut.rstrip()}…"
