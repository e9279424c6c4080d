"""Send a mail once for one reason to one address, and tell failures that last from others.

The notice is locked while the mail goes out. A job that dies after the mail server took the mail
and before the notice is kept sends it again: rather twice than never.
"""

import smtplib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from einklang.core import clock, mail
from einklang.papers.models import Notice

REFUSED_FOR_GOOD = 500


def send_once(
    notice: Notice,
    template: str,
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Send the mail of an unsaved notice; a second call waits and sends nothing.

    :raises OSError: if the server cannot be reached; the notice stays unsent.
    """
    with transaction.atomic():
        Notice.objects.bulk_create([notice], ignore_conflicts=True)
        row = Notice.objects.select_for_update().get(key=notice.key, email=notice.email)
        if row.sent_at is not None:
            return False
        message_id = mail.send(
            to=row.email, template=template, language=language, context=context, headers=headers
        )
        row.message_id, row.sent_at = message_id[:200], clock.now()
        row.save(update_fields=["sent_at", "message_id"])
    return True


def is_final(error: OSError) -> bool:
    """Say whether the mail server has refused for good, so that trying again helps nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and (
        error.smtp_code >= REFUSED_FOR_GOOD
    )
