"""Erase stored files, but only once the change that gave them up is certain."""

from collections.abc import Iterable

from django.db import transaction

from einklang.chronicle.models import Attachment


def erase_on_commit(attachments: Iterable[Attachment]) -> None:
    """Call inside the transaction, before the rows are deleted."""
    stored = [(one.file.storage, one.file.name) for one in attachments if one.file.name]

    def erase() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(erase)
