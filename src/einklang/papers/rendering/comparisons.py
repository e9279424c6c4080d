"""Two versions compared, kept for the next who asks: the engine needs a second for a long text."""

from django.core.cache import cache

from einklang.papers.models import Version
from einklang.papers.rendering.versions import (
    ComparedVersions,
    ReadParagraph,
    compare_docx,
    compare_rows,
    read_paragraphs,
)
from einklang.papers.rendering.word import reader_language

EDITION = 1
"""Goes up when the engine shows the same versions in another way."""
KEPT_S = 7 * 24 * 60 * 60


def compared(old: Version, new: Version, *, by: str) -> ComparedVersions:
    """Return the older version with what is otherwise in the newer one.

    :param by: in whose name the differences are shown.
    :raises FileRefusedError: if they cannot be compared.
    """
    language = reader_language()
    key = f"papers.compared.{EDITION}.{old.sha256}.{new.sha256}.{language}.{new.number}"
    known: ComparedVersions | None = cache.get(key)
    if known is None:
        known = compare_rows(content(old), content(new), by=by, language=language)
        cache.set(key, known, KEPT_S)
    return known


def compared_docx(old: Version, new: Version, *, by: str) -> bytes:
    """Return the older version as a Word file with the differences recorded in it.

    :raises FileRefusedError: if they cannot be compared.
    """
    return compare_docx(content(old), content(new), by=by)


def text_of(version: Version) -> tuple[ReadParagraph, ...]:
    """Return the paragraphs of a version.

    :raises FileRefusedError: if the file cannot be read.
    """
    key = f"papers.text.{EDITION}.{version.sha256}"
    known: tuple[ReadParagraph, ...] | None = cache.get(key)
    if known is None:
        known = read_paragraphs(content(version), version.name)
        cache.set(key, known, KEPT_S)
    return known


def content(version: Version) -> bytes:
    with version.file.open("rb") as stored:
        data: bytes = stored.read()
    return data
