"""Tells what a file is when it is not the Word document somebody took it for."""

from einklang.engines.redline.errors import RedlineError, UnreadableFileError, UnsafeFileError

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

# How far into a file its kind shows: a PDF may have some bytes of rubbish in front.
HEAD = 1024

CONTENT_KINDS: tuple[tuple[str, str], ...] = (
    ("macroenabled", "macros"),
    ("spreadsheetml.", "spreadsheet"),
    ("presentationml.", "presentation"),
    ("wordprocessingml.template.", "template"),
)
"""What the content type of a main part contains, in small letters, and our message for it."""


def foreign_file(data: bytes, file: str) -> RedlineError | None:
    """Return what is wrong with a file that is no zip archive, or None if it is one."""
    if data.startswith(ZIP):
        return None
    code = "empty-file" if not data else _ole_kind(data) or _text_kind(data)
    return UnreadableFileError(code, file=file)


def foreign_archive(first_entry: str, first_data: bytes, file: str) -> RedlineError | None:
    """Return what is wrong with an archive whose first entry says that it is OpenDocument.

    Source: OpenDocument 1.3 part 2, section 3.3: the entry `mimetype` comes first.
    """
    if first_entry == "mimetype" and b"opendocument" in first_data:
        return UnreadableFileError("opendocument", file=file)
    return None


def foreign_content(content_type: str, file: str) -> RedlineError | None:
    """Return what is wrong with a package whose main part has this content type."""
    found = content_type.lower()
    for words, code in CONTENT_KINDS:
        if words in found:
            kind = UnsafeFileError if code == "macros" else UnreadableFileError
            return kind(code, file=file)
    if found.endswith("wordprocessingml.document.main+xml"):
        return None
    return UnreadableFileError("no-word-document", file=file)


def _ole_kind(data: bytes) -> str:
    """Name the program of an old binary Office file by the streams in its directory."""
    if not data.startswith(OLE2):
        return ""
    # A protected .docx is an OLE2 file around the encrypted package (MS-OFFCRYPTO 2.3).
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password"
    if "WordDocument".encode("utf-16-le") in data:
        return "old-word"
    return "old-office"


def _text_kind(data: bytes) -> str:
    head = data[:HEAD]
    small = head.lower()
    if b"%pdf-" in small:
        return "pdf"
    if small.startswith(b"{\\rtf"):
        return "rtf"
    if b"<html" in small or b"<!doctype html" in small:
        return "web-page"
    if b"word.document" in small or b"schemas.microsoft.com/office/2006/xmlpackage" in small:
        return "word-xml"
    if head.startswith(BYTE_ORDER_MARKS) or not any(byte < ord("\t") for byte in head):
        return "plain-text"
    return "not-docx"
