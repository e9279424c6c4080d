"""Jobs of the federation: the mail with the invitation."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.core import audit, clock, mail
from einklang.federation.models import Account, Invitation

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="federation.send_invitation", retry=FEW_TIMES)
def send_invitation(invitation_id: int) -> None:
    """Mail the link once; a job that runs twice sends nothing the second time."""
    with transaction.atomic(), audit.acting(None, "federation.invitation.mailed"):
        rows = Invitation.objects.select_for_update(of=("self",))
        invitation = rows.select_related("body", "invited_by").filter(pk=invitation_id).first()
        if invitation is None or not invitation.is_open or invitation.mailed_at:
            return
        mail.send(
            to=invitation.email,
            template="federation/mail/invitation",
            language=language_for(invitation),
            context={
                "invitation": invitation,
                "url": settings.BASE_URL + reverse("invitation_accept", args=[invitation.token]),
            },
        )
        invitation.mailed_at = clock.now()
        invitation.save(update_fields=["mailed_at"])


def language_for(invitation: Invitation) -> str:
    """Write in the language of the account, if there is one, else of whoever invites."""
    account = Account.objects.filter(email__iexact=invitation.email).first()
    known = account or invitation.invited_by
    return known.language if known else settings.LANGUAGE_CODE
