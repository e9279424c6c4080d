"""An answer that was checked and waits for one more click; its signed text goes with the form.

The file lies in the storage without a row, so it is swept a day later unless it is sent.
"""

from typing import Any

from django.core import signing
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from einklang.papers.enums import AnswerKind
from einklang.papers.errors import TooLateError
from einklang.papers.models import Consultation
from einklang.papers.operations.answers import NewAnswer
from einklang.papers.operations.files import WordFile, keep

SALT = "papers.held_answer"
HELD_S = 12 * 3600
"""Less than the day after which the storage is swept."""


def hold(*, consultation: Consultation, answer: NewAnswer, owner: str, name: str = "") -> str:
    """Keep a checked answer and return the signed text that brings it back.

    ``owner`` says for whom: nobody else can send it. ``name`` is that of the sender.
    """
    facts: dict[str, Any] = {
        "consultation": consultation.pk,
        "owner": owner,
        "name": name,
        "kind": answer.kind,
        "note": answer.note,
        "seen": answer.seen,
    }
    if answer.file is not None:
        with transaction.atomic():
            blob = keep(answer.file.data)
        facts |= {"blob": blob, "file": answer.file.name, "sha256": answer.file.sha256}
    return signing.dumps(facts, salt=SALT, compress=True)


def held(*, consultation: Consultation, text: str, owner: str) -> tuple[NewAnswer, str]:
    """Return the answer and the sender's name.

    :raises TooLateError: if it is too old, not of this room or owner, or its file is gone.
    """
    try:
        facts = signing.loads(text, salt=SALT, max_age=HELD_S)
    except signing.BadSignature as error:
        raise TooLateError(_gone()) from error
    if (facts["consultation"], facts["owner"]) != (consultation.pk, owner):
        raise TooLateError(_gone())
    file = _file(facts) if "blob" in facts else None
    kind = AnswerKind(facts["kind"])
    return NewAnswer(kind, file, facts["note"], facts["seen"]), facts["name"]


def _file(facts: dict[str, Any]) -> WordFile:
    try:
        with default_storage.open(facts["blob"], "rb") as stored:
            file = WordFile(facts["file"], stored.read())
    except FileNotFoundError as error:
        raise TooLateError(_gone()) from error
    if file.sha256 != facts["sha256"]:
        raise TooLateError(_gone())
    return file


def _gone() -> str:
    return _("This preview is too old. Please hand in the answer once more.")
