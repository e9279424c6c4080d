"""Links with which a deputy answers for an association without an account.

The token is made of the server's secret key and the link's row. So the job can put it into the
mail, a job that runs twice mails the same one, and neither the table nor the queue holds it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.core.links import hash_of, new_token
from einklang.federation.models import Account
from einklang.papers.enums import LinkScope
from einklang.papers.errors import PaperError
from einklang.papers.models import Consultation, PaperLink
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.operations.circulation import locked_consultation
from einklang.papers.rules import circulation as rules

GRACE = timedelta(days=7)
"""So long after the deadline a link still opens: late answers are taken while it is open."""


def create_answer_link(
    *, consultation: Consultation, person_name: str, email: str, by: Account
) -> tuple[PaperLink, str]:
    """Make a link for a deputy, have it mailed, and return it with its token, shown once.

    :raises RefusedError: if the account neither speaks for the association nor steers.
    :raises PaperError: if the circulation is closed or the name or address is missing.
    """
    refuse(rules.link_refusal(by, consultation))
    if not person_name.strip() or not email.strip():
        raise PaperError(_("Please give the name and the e-mail address of the deputy."))
    with transaction.atomic(), audit.acting(by, "papers.answer_link.created"):
        current = locked_consultation(consultation)
        fit(rules.draft_refusal(current))
        link = PaperLink.objects.create(
            scope=LinkScope.ANSWER,
            association=current.association,
            consultation=current,
            person_name=person_name.strip(),
            email=email.strip(),
            expires_at=max(current.deadline_at, clock.now()) + GRACE,
            created_by=by,
            token_hash=new_token()[1],
        )
        token = token_of(link)
        link.token_hash = hash_of(token)
        link.save(update_fields=["token_hash"])
        jobs.enqueue("papers.send_answer_link", link_id=link.pk)
        audit.record("papers.answer_link.created", by=by, link=link.pk)
    return link, token


def revoke_answer_link(*, link: PaperLink, by: Account) -> None:
    """Close a link at once; the one who holds it is told when opening it.

    :raises RefusedError: if the account neither speaks for the association nor steers.
    :raises PaperError: if it opens no circulation.
    """
    if link.consultation is None:
        raise PaperError(_("This link opens something else."))
    refuse(rules.link_refusal(by, link.consultation))
    with transaction.atomic(), audit.acting(by, "papers.answer_link.revoked"):
        PaperLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now())
        audit.record("papers.answer_link.revoked", by=by, link=link.pk)


def note_opening(*, link: PaperLink) -> None:
    """Write down when a link was first opened."""
    if link.opened_at is None:
        with audit.acting(None, "papers.answer_link.opened"):
            PaperLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())


def token_of(link: PaperLink) -> str:
    """Return the secret of a saved link."""
    row = f"{link.pk}:{link.created_at.timestamp()}"
    return salted_hmac("papers.answer_link", row, algorithm="sha256").hexdigest()
