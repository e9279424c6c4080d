"""What the shipped fonts can print, and how wide: read from the TrueType tables.

Typst refuses a document with a letter its fonts lack. We look first, so that an emoji in a
title costs a letter and not the report.
"""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "□"
# Marks that shapers drop by themselves: soft hyphen, joiners, direction marks, word joiner.
# Variation selectors only choose between pictures of a character.
IGNORABLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060") | frozenset(
    chr(code) for code in range(0xFE00, 0xFE10)
)
_SEGMENTS = 4
_GROUPS = 12


@dataclass(frozen=True)
class Font:
    glyphs: dict[int, int]
    advances: tuple[int, ...]
    units_per_em: int

    def width(self, text: str, size: float) -> float:
        """Measure a line without kerning: good enough to place a label."""
        units = 0
        for character in text:
            glyph = self.glyphs.get(ord(character), 0)
            units += self.advances[min(glyph, len(self.advances) - 1)]
        return units * size / self.units_per_em


@cache
def load(name: str) -> Font:
    data = (FONTS / f"SourceSans3_{name}.ttf").read_bytes()
    tables = _tables(data)
    (units_per_em,) = struct.unpack_from(">H", tables["head"], 18)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    advances = struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]
    return Font(_glyphs(tables["cmap"]), advances, units_per_em)


@cache
def coverage() -> frozenset[str]:
    """Name the characters that every shipped font can print."""
    names = [path.stem.removeprefix("SourceSans3_") for path in sorted(FONTS.glob("*.ttf"))]
    common = set(load(names[0]).glyphs)
    for name in names[1:]:
        common &= set(load(name).glyphs)
    return frozenset(chr(code) for code in common) | IGNORABLE


def printable(text: str, replaced: set[str]) -> str:
    """Put □ for every character the fonts lack, and note which ones they were."""
    if text.isascii():
        return text
    known = coverage()
    missing = {character for character in text if character not in known}
    if not missing:
        return text
    replaced |= missing
    # One □ for a whole emoji: its joiners and selectors go with it.
    return "".join(
        REPLACEMENT if character in missing else character
        for character in text
        if character not in IGNORABLE or character == "\u00ad"
    )


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        found[tag.decode()] = data[offset : offset + length]
    return found


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Join the maps from Unicode to glyphs; other kinds of map are left alone."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    glyphs: dict[int, int] = {}
    for index in range(count):
        (offset,) = struct.unpack_from(">I", cmap, 8 + 8 * index)
        (kind,) = struct.unpack_from(">H", cmap, offset)
        reader = {_SEGMENTS: _segments, _GROUPS: _groups}.get(kind)
        glyphs |= reader(cmap[offset:]) if reader else {}
    return glyphs


def _segments(table: bytes) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", table, 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * double)
    offsets = struct.unpack_from(f">{count}H", table, 16 + 3 * double)
    glyphs = {}
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                at = 16 + 3 * double + 2 * index + offsets[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from(">H", table, at)
            # Glyph 0 is the box for a missing letter, with or without the shift.
            glyphs[code] = (glyph + deltas[index]) % 0x10000 if glyph else 0
    return {code: glyph for code, glyph in glyphs.items() if glyph}


def _groups(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", table, 12)
    glyphs: dict[int, int] = {}
    for index in range(count):
        start, end, glyph = struct.unpack_from(">III", table, 16 + 12 * index)
        glyphs |= {code: glyph + code - start for code in range(start, end + 1)}
    return glyphs
