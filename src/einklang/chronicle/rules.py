"""Who may do what with an activity, and why not. Every refusal is a sentence, else None."""

from django.conf import settings
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, ActivityKind, State
from einklang.federation import rules as federation_rules
from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor

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
"""What may be attached, by ending. Nothing a browser would run: no HTML, no SVG."""

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


def record_refusal(user: Visitor, body: Organisation) -> str | None:
    return federation_rules.edit_refusal(user, body)


def edit_refusal(user: Visitor, activity: Activity) -> str | None:
    """Members change what their committee has recorded."""
    return federation_rules.edit_refusal(user, activity.body)


def publish_refusal(user: Visitor, activity: Activity) -> str | None:
    """Who may see a record is decided by the secretariat and the chair."""
    return federation_rules.steer_refusal(user, activity.body)


def delete_refusal(user: Visitor, activity: Activity) -> str | None:
    return federation_rules.steer_refusal(user, activity.body)


def kind_refusal(body: Organisation, kind: ActivityKind) -> str | None:
    if kind.body_id in {None, body.pk}:
        return None
    return _("This kind of activity belongs to another committee.")


def state_refusal(kind: ActivityKind, state: State) -> str | None:
    if state.life_cycle_id == kind.life_cycle_id:
        return None
    return _("A record of the kind “%(kind)s” cannot be in the state “%(state)s”.") % {
        "kind": kind,
        "state": state,
    }


def link_refusal(source: Activity, target: Activity) -> str | None:
    if source.pk == target.pk:
        return _("A record cannot be linked with itself.")
    if source.body_id != target.body_id:
        return _("Records of different committees cannot be linked.")
    return None


def file_refusal(name: str, size: int, head: bytes) -> str | None:
    """Refuse too large files, kinds that are not allowed, and files under a false ending."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in MEDIA_TYPES:
        return _("Files of this kind cannot be attached. Allowed are: %s.") % ", ".join(
            sorted(MEDIA_TYPES)
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
