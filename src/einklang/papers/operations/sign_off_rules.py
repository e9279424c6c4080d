"""Set the rules of sign-off; rounds that are open keep those they began with."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from einklang.core import audit
from einklang.federation.models import Account
from einklang.papers.errors import PaperError
from einklang.papers.models import Paper, SignOffRules
from einklang.papers.operations.acts import fit, refuse
from einklang.papers.queries.sign_off import scopes_of
from einklang.papers.rules.sign_off import rules_refusal


def save_rules(*, rules: SignOffRules, paper: Paper, by: Account) -> SignOffRules:
    """Keep the rules of a paper, its committee or its federation.

    :raises RefusedError: if the actor does not steer the paper's committee.
    :raises PaperError: if they are of something else, or somebody was faster.
    """
    refuse(rules_refusal(by, paper))
    fit(_scope_refusal(rules, paper))
    try:
        with transaction.atomic(), audit.acting(by, "papers.rules.saved"):
            rules.save()
            audit.record("papers.rules.saved", by=by, rules=rules.pk)
    except IntegrityError as error:
        raise PaperError(_("Somebody has set these rules meanwhile. Look again.")) from error
    return rules


def drop_rules(*, rules: SignOffRules, paper: Paper, by: Account) -> None:
    """Remove rules, so that those of the next level hold.

    :raises RefusedError: if the actor does not steer the paper's committee.
    """
    refuse(rules_refusal(by, paper))
    fit(_scope_refusal(rules, paper))
    with transaction.atomic(), audit.acting(by, "papers.rules.dropped"):
        audit.record("papers.rules.dropped", by=by, rules=rules.pk)
        rules.delete()


def _scope_refusal(rules: SignOffRules, paper: Paper) -> str | None:
    mine = {"paper_id": rules.paper_id, "body_id": rules.body_id}
    mine["federation_id"] = rules.federation_id
    kept = {name: value for name, value in mine.items() if value is not None}
    if any(kept == one.key for one in scopes_of(paper)):
        return None
    return _("These rules do not belong to the paper, its committee or its federation.")
