"""Log telephone calls about a paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import CallPurpose
from einklang.papers.models import Call, Paper
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.rules.opening import call_refusal

CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class CallFacts:
    association: Organisation
    called_at: datetime
    spoken_to: str
    said: str = ""
    purpose: CallPurpose = CallPurpose.OTHER


def log_call(*, paper: Paper, facts: CallFacts, by: Account) -> Call:
    """Write down who called whom, when, and what was said; it stays for good.

    A call that breaks a silence or proves a receipt has an act of its own, which uses this one.

    :raises PaperError: if the association has no part in the paper, or the time is to come.
    """
    refuse(call_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.call.logged"):
        current = locked(paper)
        refuse(call_refusal(by, current))
        fit(facts_refusal(current, facts))
        call = Call.objects.create(
            paper=current,
            association=facts.association,
            purpose=facts.purpose,
            called_at=facts.called_at,
            called_by=by,
            caller_name=str(by),
            spoken_to=facts.spoken_to,
            said=facts.said,
        )
        audit.record("papers.call.logged", by=by, call=call.pk)
    return call


def facts_refusal(paper: Paper, facts: CallFacts) -> str | None:
    if facts.called_at > clock.now() + CLOCKS_DIFFER:
        return _("The call cannot lie in the future.")
    if not paper.parties.filter(association=facts.association).exists():
        return _("This association has no part in the paper.")
    return None
