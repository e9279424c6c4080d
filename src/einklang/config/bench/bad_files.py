"""Files that nobody should send: each must be refused, quickly and in little memory."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files of the old Office begin, and encrypted ones of the new."""
LARGE = 200_000_000
BOMB_PART = 100_000_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def bad_files(good: bytes) -> dict[str, tuple[str, Callable[[Path], object]]]:
    """Return for each kind the file's name and how to write it; `good` is a .docx."""

    def written(content: bytes) -> Callable[[Path], object]:
        return lambda path: path.write_bytes(content)

    entities = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{LAUGHS}]>'
    return {
        "zip bomb": ("bombe.docx", lambda path: write_bomb(path, good)),
        "entity bomb": ("entitaeten.docx", written(with_doctype(good, entities))),
        "DOCTYPE": ("doctype.docx", written(with_doctype(good, "<!DOCTYPE w:document>"))),
        "deep nesting": ("tief.docx", written(with_part(good, "word/document.xml", deep()))),
        "name with ..": ("ausbruch.docx", written(with_part(good, "../../x.xml", b"<x/>"))),
        "truncated": ("abgeschnitten.docx", written(good[: len(good) // 2])),
        "encrypted": ("kennwort.docx", written(ole("EncryptedPackage"))),
        ".doc": ("alt.doc", written(ole("WordDocument"))),
        ".odt": ("offen.odt", written(odt())),
        ".docm": ("makros.docm", written(docm(good))),
        "empty": ("leer.docx", written(b"")),
        "200 MB file": ("riesig.docx", lambda path: write_large(path, good)),
    }


def with_part(good: bytes, name: str, content: bytes) -> bytes:
    """Return the file with this part, in place of one of the same name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return target.getvalue()


def with_doctype(good: bytes, doctype: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        text = archive.read("word/document.xml").decode()
    head, rest = text.split("?>", 1)
    return with_part(good, "word/document.xml", f"{head}?>{doctype}{rest}".encode())


def deep() -> bytes:
    inside = "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{main}"><w:body>{inside}</w:body></w:document>'.encode()


def ole(stream: str) -> bytes:
    """Return what looks like a compound file with a stream of this name."""
    return OLE + bytes(1016) + stream.encode("utf-16-le") + bytes(4096)


def odt() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office:document-content/>")
    return target.getvalue()


def docm(good: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    named = with_part(good, "[Content_Types].xml", types.replace(plain, macros).encode())
    return with_part(named, "word/vbaProject.bin", OLE + bytes(512))


def write_bomb(path: Path, good: bytes) -> None:
    """Write a small file that unpacks to half a gigabyte."""
    path.write_bytes(good)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(5):
            archive.writestr(f"word/part{number}.xml", bytes(BOMB_PART))


def write_large(path: Path, good: bytes) -> None:
    """Write a file with a picture of 200 MB, not compressed."""
    path.write_bytes(good)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/image1.png", bytes(LARGE))
