"""Attach files to an activity and take them away."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import get_valid_filename

from einklang.chronicle import rules
from einklang.chronicle.errors import ChronicleError
from einklang.chronicle.models import Activity, Attachment
from einklang.chronicle.operations.activities import locked, refuse
from einklang.chronicle.operations.files import erase_on_commit
from einklang.core import audit
from einklang.core.errors import UploadError
from einklang.core.uploads import checked_upload
from einklang.federation.models import Account


def attach_file(*, activity: Activity, upload: "UploadedFile[bytes]", by: Account) -> Attachment:
    """Keep the file with the activity.

    :raises ChronicleError: if it is too large, empty, of a kind that is not allowed, or if the
        virus scanner does not let it pass.
    """
    refuse(rules.edit_refusal(by, activity))
    try:
        checked = checked_upload(upload)
    except UploadError as error:
        raise ChronicleError(str(error)) from error
    with transaction.atomic(), audit.acting(by, "chronicle.attachment.added"):
        current = locked(activity)
        attachment = Attachment(
            activity=current,
            name=checked.name,
            media_type=checked.media_type,
            size=checked.size,
            sha256=checked.sha256,
            uploaded_by=by,
        )
        attachment.file.save(get_valid_filename(checked.name), checked.file, save=False)
        attachment.save()
        audit.record("chronicle.attachment.added", by=by, activity=current.pk)
    return attachment


def remove_attachment(*, attachment: Attachment, by: Account) -> None:
    """Take the file away; it is erased once the change is certain."""
    refuse(rules.edit_refusal(by, attachment.activity))
    with transaction.atomic(), audit.acting(by, "chronicle.attachment.removed"):
        erase_on_commit([attachment])
        attachment.delete()
        audit.record("chronicle.attachment.removed", by=by, activity=attachment.activity_id)
