"""What people hand in, checked before anybody keeps it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from einklang.core import scanning
from einklang.core.errors import UnfitFileError
from einklang.core.files import digest_of

MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What may be handed in at all, by ending. Nothing a browser would run: no HTML, no SVG."""

SIGNATURES = {
    "docx": (b"PK\x03\x04",),
    "jpeg": (b"\xff\xd8\xff",),
    "jpg": (b"\xff\xd8\xff",),
    "odp": (b"PK\x03\x04",),
    "ods": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "pptx": (b"PK\x03\x04",),
    "rtf": (b"{\\rtf",),
    "xlsx": (b"PK\x03\x04",),
}
"""The first bytes a file of this ending must have."""

HEAD = 16
NAME_LENGTH = 200


@dataclass(frozen=True)
class CheckedUpload:
    name: str
    """Plain, with its ending; safe to show and to put into a header."""
    file: "UploadedFile[bytes]"
    """At its start."""
    size: int
    sha256: str
    media_type: str

    @property
    def ending(self) -> str:
        return ending_of(self.name)

    @property
    def data(self) -> bytes:
        self.file.seek(0)
        content: bytes = self.file.read()
        self.file.seek(0)
        return content


def checked_upload(
    upload: "UploadedFile[bytes]", *, endings: Collection[str] = tuple(MEDIA_TYPES)
) -> CheckedUpload:
    """Check size, kind and first bytes, then have it scanned. Call outside a transaction.

    :raises UnfitFileError: if it is too large, empty, or of a kind that is not allowed.
    :raises InfectedFileError: if the virus scanner refuses it.
    :raises ScannerBrokenError: if the virus scanner gives no verdict.
    """
    name = plain_name(upload.name or "")
    size = upload.size or 0
    upload.seek(0)
    reason = file_refusal(name, size, upload.read(HEAD), endings=endings)
    if reason is not None:
        raise UnfitFileError(reason)
    scanning.scan(upload, name=name)
    return CheckedUpload(name, upload, size, digest_of(upload), MEDIA_TYPES[ending_of(name)])


def file_refusal(
    name: str, size: int, head: bytes, *, endings: Collection[str] = tuple(MEDIA_TYPES)
) -> str | None:
    """Refuse too large files, kinds that are not allowed, and files under a false ending."""
    ending = ending_of(name)
    if ending not in endings or ending not in MEDIA_TYPES:
        return _("Files of this kind are not accepted. Allowed are: %s.") % ", ".join(
            sorted(endings)
        )
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        return _("The file is too large. At most %s MB are allowed.") % limit
    if size == 0:
        return _("The file is empty.")
    signatures = SIGNATURES.get(ending)
    if signatures and not head.startswith(signatures):
        return _("The content of the file does not fit its ending “.%s”.") % ending
    return None


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def plain_name(name: str) -> str:
    """Keep the last part of the path without signs that break headers; the ending survives."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign for sign in last if sign.isprintable()).strip() or "datei"
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:10]}"
