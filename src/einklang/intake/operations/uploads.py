"""Keep an uploaded file until it is confirmed, then import the very same bytes."""

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.intake.errors import RefusedError, UploadGoneError
from einklang.intake.models import Upload
from einklang.intake.models.upload import upload_end
from einklang.intake.operations.importing import ImportResult, import_year
from einklang.intake.readers.source import Source
from einklang.intake.rules import import_refusal

NAME_LENGTH = 255


def keep_upload(*, name: str, data: bytes, body: Organisation, by: Account) -> Upload:
    """Keep the file for two hours; the same file again is the same upload.

    :raises RefusedError: if the account may not import into the committee.
    """
    if refusal := import_refusal(by, body):
        raise RefusedError(refusal)
    with transaction.atomic():
        Upload.objects.outdated().delete()
        upload, _is_new = Upload.objects.update_or_create(
            account=by,
            body=body,
            sha256=hashlib.sha256(data).hexdigest(),
            imported_at=None,
            defaults={
                "name": PurePath(name.replace("\\", "/")).name[-NAME_LENGTH:],
                "data": data,
                "expires_at": upload_end(),
            },
        )
    return upload


def rehearse_upload(*, upload: Upload, by: Account) -> ImportResult:
    """Tell what the import would do; nothing stays of it."""
    source = Source(upload.name, bytes(upload.data))
    return import_year(source=source, by=by, dry_run=True, body=upload.body)


def import_upload(*, upload: Upload, by: Account) -> ImportResult:
    """Import the kept file. What came of it is kept, the bytes are not.

    :raises UploadGoneError: if it was imported already, or waited too long.
    """
    with transaction.atomic():
        waiting = Upload.objects.waiting().visible_to(by, upload.body)
        kept = waiting.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if kept is None:
            raise UploadGoneError(
                _("This file is not kept any more. Please choose it once again.")
            )
        source = Source(kept.name, bytes(kept.data))
        result = import_year(source=source, by=by, dry_run=False, body=kept.body)
        if result.is_written:
            kept.imported_at = clock.now()
            kept.data = b""
            kept.tallies = [
                [tally.sheet, tally.new, tally.changed, tally.unchanged]
                for tally in result.tallies
            ]
            kept.save(update_fields=["imported_at", "data", "tallies"])
    return result
