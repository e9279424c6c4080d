"""Damages Word files in every way that a bad program, a bad disk or a bad person could.

`mutate(docx, seed)` gives the same file for the same seed, so a failure is told by a number.
"""

import io
import random
import zipfile
from collections.abc import Callable

from lxml import etree
from tests.engines.redline.fuzz.trees import TREE_MUTATORS

Random = random.Random
Parts = dict[str, bytes]

CONTENT_TYPES = "[Content_Types].xml"
RUBBISH: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"<",
    b"<a>",
    b"]]>",
    b"&#0;",
    b"\xff\xfe",
    b'<!DOCTYPE a [<!ENTITY e "x">]>',
    b"<w:p/>",
    b'<?xml version="1.0"?>',
    b"\xef\xbf\xbf",
    b"xmlns:w=",
    b"99999999999999999999",
)


def mutate(docx: bytes, seed: int) -> bytes:
    """Return a damaged copy of a file."""
    rng = Random(seed)
    level = rng.random()
    if level < 0.08:
        return damage_bytes(docx, rng)
    parts = unpacked(docx)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        if level < 0.2:
            _damage_part(parts, rng)
        elif level < 0.35:
            rng.choice(PACKAGE_MUTATORS)(parts, rng)
        else:
            _damage_tree(parts, rng)
    return packed(parts)


def unpacked(docx: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    target = io.BytesIO()
    # Stored, so that a run of thousands does not spend its time packing.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def damage_bytes(data: bytes, rng: Random) -> bytes:
    """Flip, cut, double or replace some bytes."""
    if not data:
        return rng.choice(RUBBISH)
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 1, 2, 8, 60, 900)))
    piece = data[start:end]
    new = rng.choice(
        (
            b"",
            piece + piece,
            bytes(byte ^ (1 << rng.randrange(8)) for byte in piece),
            rng.choice(RUBBISH),
            rng.choice(RUBBISH) + piece,
            piece[::-1],
        )
    )
    return data[:start] if rng.random() < 0.1 else data[:start] + new + data[end:]


def _damage_part(parts: Parts, rng: Random) -> None:
    part = rng.choice(list(parts))
    parts[part] = damage_bytes(parts[part], rng)


def _damage_tree(parts: Parts, rng: Random) -> None:
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    # Most of what an engine does, it does with the text.
    part = "word/document.xml" if rng.random() < 0.6 else rng.choice(names)
    if part not in parts:
        return
    try:
        root = etree.fromstring(parts[part])
    except etree.XMLSyntaxError:
        return
    rng.choice(TREE_MUTATORS)(root, rng)
    parts[part] = etree.tostring(root, encoding="UTF-8", standalone=True)


def _drop_part(parts: Parts, rng: Random) -> None:
    del parts[rng.choice(list(parts))]
    parts.setdefault(CONTENT_TYPES, b"<Types/>")


def _swap_parts(parts: Parts, rng: Random) -> None:
    first, second = rng.choice(list(parts)), rng.choice(list(parts))
    parts[first], parts[second] = parts[second], parts[first]


def _copy_part(parts: Parts, rng: Random) -> None:
    source = rng.choice(list(parts))
    parts[rng.choice((source.upper(), f"x/{source}", f"../{source}", "word/neu.xml"))] = parts[
        source
    ]


def _rename_part(parts: Parts, rng: Random) -> None:
    source = rng.choice(list(parts))
    parts[rng.choice((source.swapcase(), f"{source}x", f"/{source}"))] = parts.pop(source)


def _garble_target(parts: Parts, rng: Random) -> None:
    """Send a relationship somewhere else."""
    part = rng.choice([name for name in parts if name.endswith(".rels")] or list(parts))
    targets = ("", "x.xml", "../..", "//", "document.xml", "#", "%00", "https://example.org/", "ä")
    text = parts[part]
    start = text.find(b'Target="', rng.randrange(len(text) or 1))
    end = text.find(b'"', start + 8)
    if -1 not in (start, end):
        parts[part] = text[: start + 8] + rng.choice(targets).encode() + text[end:]


def _garble_type(parts: Parts, rng: Random) -> None:
    """Give a relationship or a part another type."""
    part = rng.choice([name for name in parts if name.endswith((".rels", "Types].xml"))])
    old, new = rng.sample(
        [b"styles", b"comments", b"footnotes", b"header", b"document", b"hyperlink", b"image"], 2
    )
    parts[part] = parts[part].replace(old, new, rng.choice((1, -1)))


def _make_external(parts: Parts, rng: Random) -> None:
    part = rng.choice([name for name in parts if name.endswith(".rels")] or list(parts))
    parts[part] = parts[part].replace(b" Target=", b' TargetMode="External" Target=', 1)


def _other_encoding(parts: Parts, rng: Random) -> None:
    part = rng.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    try:
        text = etree.tostring(etree.fromstring(parts[part]), encoding="unicode")
    except etree.XMLSyntaxError:
        return
    parts[part] = text.encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig")))


PACKAGE_MUTATORS: tuple[Callable[[Parts, Random], None], ...] = (
    _drop_part,
    _drop_part,
    _swap_parts,
    _copy_part,
    _rename_part,
    _garble_target,
    _garble_target,
    _garble_type,
    _make_external,
    _other_encoding,
)
