"""Attach files to an activity and take them away."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import get_valid_filename

from einklang.chronicle import rules
from einklang.chronicle.models import Activity, Attachment
from einklang.chronicle.operations.activities import fit, locked, refuse
from einklang.chronicle.operations.files import erase_on_commit
from einklang.core import audit
from einklang.federation.models import Account

HEAD = 16
NAME_LENGTH = 200


def attach_file(*, activity: Activity, upload: "UploadedFile[bytes]", by: Account) -> Attachment:
    """Keep the file with the activity.

    :raises ChronicleError: if it is too large, empty, or of a kind that is not allowed.
    """
    refuse(rules.edit_refusal(by, activity))
    name = plain_name(upload.name or "")
    upload.seek(0)
    head = upload.read(HEAD)
    fit(rules.file_refusal(name, upload.size or 0, head))
    with transaction.atomic(), audit.acting(by, "chronicle.attachment.added"):
        current = locked(activity)
        attachment = Attachment(
            activity=current,
            name=name,
            media_type=rules.MEDIA_TYPES[name.rpartition(".")[2].lower()],
            size=upload.size or 0,
            sha256=digest_of(upload),
            uploaded_by=by,
        )
        upload.seek(0)
        attachment.file.save(get_valid_filename(name), upload, save=False)
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


def plain_name(name: str) -> str:
    """Keep the last part of the path without signs that break headers; the ending survives."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign for sign in last if sign.isprintable()).strip() or "datei"
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:10]}"


def digest_of(upload: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
