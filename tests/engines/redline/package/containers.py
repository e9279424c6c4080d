"""Small .docx containers, sound ones and bad ones, packed in code."""

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)

Parts = dict[str, bytes]


def content_types(main_type: str = WORD_TYPE, main: str = "word/document.xml") -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>'
    ).encode()


def relationships(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> bytes:
    """Return a table of (id, kind, target) or (id, kind, target, mode)."""
    made = ""
    for row in rows:
        number, kind, target = row[:3]
        mode = f' TargetMode="{row[3]}"' if len(row) > 3 else ""
        made += f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f"{RELATIONSHIPS}{made}</Relationships>".encode()


def document(body: str = "<w:p><w:r><w:t>Wir fordern zehn Euro.</w:t></w:r></w:p>") -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def word_parts(**more: bytes) -> Parts:
    """Return the parts of a small document; `more` by name without folder and dots."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(),
    }
    return parts | more


def pack(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def pack_by_hand(entries: list[tuple[bytes, bytes]], *, flags: int = 0, claim: int = 0) -> bytes:
    """Pack (name, content) as they are, also names that no packer would write.

    `claim` is the unpacked size that the directory states; 0 for the true one.
    """
    body, directory = b"", b""
    for name, content in entries:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        fields = struct.pack(
            "<HHHHHLLLHH",
            *(20, flags, 8, 0, 33, zlib.crc32(content)),
            *(len(packed), claim or len(content), len(name), 0),
        )
        place = struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02\x14\x00" + fields + place + name
        body += b"PK\x03\x04" + fields + name + packed
    count = len(entries)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def bomb(entries: int = 1, megabytes: int = 200, claim: int = 0) -> bytes:
    """Pack a document whose extra parts are nothing but zeros, compressed a thousandfold."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(megabytes))
    packed += packer.flush()
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(bytes(1024 * 1024), check)
    size = claim or megabytes * 1024 * 1024
    fields = struct.pack(
        "<HHHHHLLLHH", 20, 0, 8, 0, 33, check, len(packed), size, len(b"word/00.xml"), 0
    )
    body, directory = b"", b""
    for number in range(entries):
        name = f"word/{number:02}.xml".encode()
        place = struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02\x14\x00" + fields + place + name
        body += b"PK\x03\x04" + fields + name + packed
    end = struct.pack("<HHHHLLH", 0, 0, entries, entries, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def ole2(*streams: str) -> bytes:
    """Return the beginning of an old Office file with these names in its directory."""
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names
