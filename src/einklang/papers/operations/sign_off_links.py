"""Links by which somebody without an account answers for an association."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.core.links import new_token
from einklang.federation.models import Account
from einklang.papers.enums import UNANSWERED, LinkScope
from einklang.papers.errors import PaperError
from einklang.papers.models import PaperLink, SignOff
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.sign_off_log import locked_sign_off
from einklang.papers.rules.sign_off import (
    deputy_refusal,
    round_closed_refusal,
    round_refusal,
)

LINK_DAYS = 60
"""Longer than the longest usual round; closing the round ends what a link can do anyway."""


@dataclass(frozen=True)
class Recipient:
    email: str
    name: str
    language: str


def new_link(
    sign_off: SignOff, scope: LinkScope, to: Recipient, *, by: Account | None = None
) -> tuple[PaperLink, str]:
    """Make a link for one act; return it with the secret, which is never seen again."""
    token, token_hash = new_token()
    link = PaperLink.objects.create(
        token_hash=token_hash,
        scope=scope,
        association=sign_off.association,
        sign_off=sign_off,
        person_name=to.name,
        email=to.email,
        expires_at=clock.now() + timedelta(days=LINK_DAYS),
        created_by=by,
    )
    return link, token


def invite_deputy(*, sign_off: SignOff, name: str, email: str, by: Account) -> None:
    """Mail a link to somebody who answers for the association without an account.

    :raises RefusedError: if the actor may not.
    :raises PaperError: if the round is closed, or the person was written to already.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.deputy_invited"):
        row = locked_sign_off(sign_off)
        refuse(deputy_refusal(by, row))
        fit(round_closed_refusal(row))
        email = email.strip().lower()
        links = PaperLink.objects.filter(sign_off=row, email=email)
        if links.open().exists():
            raise PaperError(_("This address has a link already."))
        jobs.enqueue(
            "papers.mail_sign_off",
            sign_off_id=row.pk,
            what="deputy",
            email=email,
            person=name.strip(),
            language=by.language,
            # Whose link was withdrawn can be invited anew: that is another mail.
            mark=str(links.count() or ""),
        )
        audit.record("papers.sign_off.deputy_invited", by=by, sign_off=row.pk)


def revoke_link(*, link: PaperLink, by: Account) -> None:
    """Close a link for good, and its sisters that went to the same address.

    :raises RefusedError: if the actor may not.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.link_revoked"):
        sign_off = link.sign_off
        if sign_off is None:
            raise PaperError(_("This link was made for something else."))
        refuse(deputy_refusal(by, sign_off))
        sisters = PaperLink.objects.filter(sign_off=sign_off, email=link.email, revoked_at=None)
        sisters.update(revoked_at=clock.now())
        audit.record("papers.sign_off.link_revoked", by=by, sign_off=sign_off.pk)


def remind(*, sign_off: SignOff, by: Account) -> None:
    """Remind an association that owes its word, once a day at most.

    :raises RefusedError: if the actor may not.
    :raises PaperError: if there is nothing it owes.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.reminded"):
        row = locked_sign_off(sign_off)
        refuse(round_refusal(by, row.round.paper))
        fit(round_closed_refusal(row))
        if row.state_at(clock.now()) not in UNANSWERED:
            raise PaperError(_("This association has answered already."))
        jobs.enqueue("papers.send_sign_off_reminder", sign_off_id=row.pk)
        audit.record("papers.sign_off.reminded", by=by, sign_off=row.pk)


def link_after_break(*, link: PaperLink) -> str:
    """Return the secret of a link by which the bearer of a break link says what is wrong.

    :raises PaperError: unless the link has just broken the silence.
    """
    sign_off = link.sign_off
    if sign_off is None or link.scope != LinkScope.BREAK_SILENCE or link.used_at is None:
        raise PaperError(_("This link was made for something else."))
    to = Recipient(link.email, link.person_name, "")
    with transaction.atomic(), audit.acting(None, "papers.sign_off.link_made"):
        _made, token = new_link(sign_off, LinkScope.SIGN_OFF, to)
    return token
