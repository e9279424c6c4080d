"""Unpacks a .docx that a stranger sent: within bounds, and with a clear answer if it is none.

No number in the archive is trusted for more than an early refusal. What the directory claims is
checked first, so a bomb costs nothing; what comes out is then measured again.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from einklang.engines.redline.errors import UnreadableFileError, UnsafeFileError
from einklang.engines.redline.package.kinds import foreign_archive, foreign_file

MEGABYTE = 1024 * 1024

# The text of 500 pages packs into 1 MB, so this is a draft full of photographs.
MAX_FILE = 40 * MEGABYTE
# A document with 200 pictures and all of Word's side parts has about 250.
MAX_PARTS = 2_000
# The largest honest part is a picture that does not shrink.
MAX_PART = 40 * MEGABYTE
# File, parts and the part being read stay below 200 MB together.
MAX_TOTAL = 80 * MEGABYTE
# Word's XML shrinks to a tenth, monotonous tables to a fortieth; deflate can reach a thousandth.
MAX_RATIO = 200
# A part of blanks may shrink as it likes while it is this small.
RATIO_FROM = 4 * MEGABYTE

# A signature of a directory entry can also stand in a picture or an embedded workbook by chance.
DIRECTORY_ENTRY = b"PK\x01\x02"
MAX_SIGNATURES = 4 * MAX_PARTS

ENCRYPTED = 0x1
"""The bit in an entry's flags; APPNOTE.TXT 4.4.4."""

BAD_NAME = re.compile(r"^/|//|\\|^[A-Za-z]:|[\x00-\x1f]|(^|/)\.{1,2}(/|$)")
"""Absolute, with an empty, `.` or `..` step, with a backslash, a drive or a control character."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)
"""What the standard library raises on archives that are cut, garbled or made up."""


def read_archive(source: bytes | Path, name: str) -> dict[str, bytes]:
    """Return the parts of a .docx by name (`word/document.xml`), in the archive's order.

    `name` is what messages call the file.

    :raises UnreadableFileError: if it is damaged, too large or of another kind.
    :raises UnsafeFileError: if it is built to harm.
    """
    data = _content(source, name)
    foreign = foreign_file(data, name)
    if foreign:
        raise foreign
    # zipfile keeps an object for each entry, so their number is bounded before it looks.
    if data.count(DIRECTORY_ENTRY) > MAX_SIGNATURES:
        raise UnsafeFileError("too-many-parts", file=name, limit=MAX_PARTS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, name)
    except DAMAGED as error:
        raise UnreadableFileError("damaged", file=name) from error


def _content(source: bytes | Path, name: str) -> bytes:
    if isinstance(source, Path):
        try:
            # A pipe or a device has no size to ask for, so reading stops by itself.
            with source.open("rb") as stream:
                size = source.stat().st_size
                data = b"" if size > MAX_FILE else stream.read(MAX_FILE + 1)
        except OSError as error:
            raise UnreadableFileError("cannot-open", file=name) from error
        size = max(size, len(data))
    else:
        data, size = source, len(source)
    if size > MAX_FILE:
        raise UnreadableFileError("too-big", file=name, limit=MAX_FILE // MEGABYTE)
    return data


def _parts(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = archive.infolist()
    _check_directory(entries, file)
    parts: dict[str, bytes] = {}
    total = 0
    for position, entry in enumerate(entries):
        # Some packers list folders; a package has none.
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = stream.read(MAX_PART + 1)
        total += len(content)
        if len(content) > MAX_PART or total > MAX_TOTAL:
            raise UnsafeFileError("bomb", file=file, limit=MAX_TOTAL // MEGABYTE)
        foreign = foreign_archive(entry.filename, content, file) if position == 0 else None
        if foreign:
            raise foreign
        parts[entry.filename] = content
    return parts


def _check_directory(entries: list[zipfile.ZipInfo], file: str) -> None:
    if len(entries) > MAX_PARTS:
        raise UnsafeFileError("too-many-parts", file=file, limit=MAX_PARTS)
    seen: set[str] = set()
    total = 0
    for entry in entries:
        _check_entry(entry, file)
        # Part names that differ in case only are the same name: ISO/IEC 29500-2, 6.2.2.3.
        key = entry.filename.casefold()
        if key in seen:
            raise UnsafeFileError("doubled-part", file=file, part=entry.filename)
        seen.add(key)
        total += entry.file_size
    if total > MAX_TOTAL:
        raise UnsafeFileError("bomb", file=file, limit=MAX_TOTAL // MEGABYTE)


def _check_entry(entry: zipfile.ZipInfo, file: str) -> None:
    # zipfile cuts a name at a zero byte, so the name as it was written is asked, too.
    if BAD_NAME.search(entry.orig_filename):
        raise UnsafeFileError("bad-part-name", file=file, part=printable(entry.orig_filename))
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableFileError("encrypted-archive", file=file)
    # The only two methods of a package: ISO/IEC 29500-2, annex B. Others cost memory to unpack.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFileError("odd-compression", file=file)
    small = entry.file_size <= RATIO_FROM
    if entry.file_size > MAX_PART or not (
        small or entry.file_size <= MAX_RATIO * entry.compress_size
    ):
        raise UnsafeFileError("bomb", file=file, limit=MAX_TOTAL // MEGABYTE)


def printable(text: str, length: int = 80) -> str:
    """Return a name or address out of a strange file so that it can stand in a message."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"
