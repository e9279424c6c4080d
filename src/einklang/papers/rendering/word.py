"""Word files, read by the engine; what it refuses is said with what to do next."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from einklang.engines.redline.api import Draft, read_draft
from einklang.engines.redline.errors import Language, RedlineError, UnrelatedFileError
from einklang.papers.errors import FileRefusedError


def reader_language() -> Language:
    """Return the language of the engine that fits the reader."""
    return "en" if (get_language() or "de").startswith("en") else "de"


def refused(error: RedlineError) -> FileRefusedError:
    """Turn what the engine refuses into a message with advice."""
    if isinstance(error, UnrelatedFileError):
        advice = _(
            "Please choose the file that was made from the draft, or an older version of it."
        )
    else:
        advice = _(
            "Open the file in your word processor, save it anew as .docx without macros and"
            " without a password, and hand it in again. Nothing you entered is lost."
        )
    return FileRefusedError(error.message(reader_language()), advice)


def read(data: bytes, name: str) -> Draft:
    """Read a Word file as a text that others answer to.

    :raises FileRefusedError: if it is unsafe, damaged or no Word document.
    """
    try:
        return read_draft(data, name=name)
    except RedlineError as error:
        raise refused(error) from error
