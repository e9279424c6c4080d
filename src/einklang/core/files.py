"""Files that rows refer to, kept so that no failed transaction leaves one behind for good.

A file lies under a name made from its content, so storing it twice is harmless. It is written
before its row is committed; whatever then goes wrong leaves a file that no row names, and the
nightly ``sweep`` removes it. A lock of the database keeps the sweep from a file that a running
transaction is about to name. Deleting a row needs nothing more: the sweep finds its file, too.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import structlog
from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from pghistory.models import Event

from einklang.core import clock

logger = structlog.get_logger(__name__)

BLOBS = "blobs/"
"""What ``upload_to`` of a column says whose files are stored by ``store_blob``."""
KEPT_AT_LEAST = timedelta(days=1)
PREFIX = len(BLOBS) + len("ab/") + 62
"""Up to here a name is made of the content; then come a suffix of the storage and the ending."""


class NoTransactionError(Exception):
    """The lock on a file lasts as long as a transaction, so there must be one."""


def store_blob(file: "File[bytes]", *, ending: str) -> str:
    """Write the file and return its name, to be put into a ``FileField``.

    The file is read from its start and left there. Call inside the transaction that saves the row.

    :raises NoTransactionError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransactionError("Store a file inside the transaction that saves its row.")
    digest = digest_of(file)
    name = f"{BLOBS}{digest[:2]}/{digest[2:]}.{ending}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [lock_of(name)])
    if not (default_storage.exists(name) and holds(name, digest)):
        # Beside the rest of a write that was cut off, the storage picks a name of its own.
        name = default_storage.save(name, file)
    file.seek(0)
    return name


def sweep() -> list[str]:
    """Delete files older than a day that no row refers to, and return their names.

    What the audit trail remembers of deleted rows does not keep a file.
    """
    erased: list[str] = []
    oldest_kept = clock.now() - KEPT_AT_LEAST
    for names in stored_blobs():
        erased += [
            name
            for name in sorted(names - referred(names))
            if default_storage.get_modified_time(name) < oldest_kept and erase_unless_used(name)
        ]
    logger.info("core.files_swept", erased=len(erased))
    return erased


def erase_unless_used(name: str) -> bool:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_of(name)])
            (is_free,) = cursor.fetchone()
        # Asked again under the lock: a row may have come since.
        if not is_free or referred({name}):
            return False
        default_storage.delete(name)
    return True


def stored_blobs() -> Iterator[set[str]]:
    """Yield the names folder by folder, so that no list grows with the whole storage."""
    folders, _ = listed(BLOBS)
    for folder in sorted(folders):
        _, files = listed(f"{BLOBS}{folder}/")
        yield {f"{BLOBS}{folder}/{file}" for file in files}


def listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        # A folder of the disk; the S3 storage has an empty list for it.
        return [], []


def referred(names: set[str]) -> set[str]:
    """Return those of the names that a row has in any column for files."""
    found: set[str] = set()
    for model, column in file_columns():
        rows = model._base_manager.filter(**{f"{column}__in": names})  # noqa: SLF001 - sees all rows
        found.update(rows.values_list(column, flat=True))
    return found


def file_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every column that holds a file, so that no domain can forget to say so."""
    for model in apps.get_models():
        options = model._meta  # noqa: SLF001 - Django's documented way to ask a model
        if issubclass(model, Event) or options.proxy:
            continue
        for field in options.local_fields:
            if isinstance(field, models.FileField):
                yield model, field.name


def holds(name: str, digest: str) -> bool:
    """Look whether the stored file is whole: a process may have died while writing it."""
    with default_storage.open(name, "rb") as stored:
        return digest_of(stored) == digest


def digest_of(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    # chunks() begins at the start by itself.
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def lock_of(name: str) -> int:
    """Return the key of the database's lock; names of one content share it."""
    key = hashlib.sha256(name[:PREFIX].encode()).digest()[:8]
    return int.from_bytes(key, signed=True)
