"""Take Word files in and keep them; the same content lies in the storage once."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from einklang.core.errors import UploadError
from einklang.core.files import store_blob
from einklang.core.uploads import checked_upload
from einklang.papers.errors import FileRefusedError
from einklang.papers.rendering import word

DOCX = "docx"


@dataclass(frozen=True)
class WordFile:
    """A Word file that the engine can read."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def take_word_file(upload: "UploadedFile[bytes]") -> WordFile:
    """Check an upload and read it once. Call outside a transaction: it may take a second.

    :raises FileRefusedError: if it is too large, of another kind, infected, unsafe or damaged.
    """
    try:
        checked = checked_upload(upload, endings={DOCX})
    except UploadError as error:
        raise FileRefusedError(
            str(error), _("Please hand in a Word file (.docx). Nothing you entered is lost.")
        ) from error
    found = WordFile(checked.name, checked.data)
    word.read(found.data, found.name)
    return found


def keep(data: bytes, *, ending: str = DOCX) -> str:
    """Store bytes and return the name for a file column; call in the row's transaction."""
    return store_blob(ContentFile(data), ending=ending)


def content_of(stored: FieldFile) -> bytes:
    """Return the bytes of a stored file."""
    with stored.open("rb") as opened:
        data: bytes = opened.read()
    return data
