"""Who may import, and why not."""

from django.utils.translation import gettext as _

from einklang.federation.models import Account, Organisation
from einklang.federation.rules import steer_refusal


def import_refusal(user: Account | None, body: Organisation | None) -> str | None:
    """Let the secretariat and the chair import into their committee.

    Nobody (the command line of the machine) and superusers may also found a committee and load
    the shared catalogue.
    """
    if user is None or user.is_superuser:
        return None
    if body is None:
        return _("Only the operator may load the shared catalogue or found a committee.")
    return steer_refusal(user, body)
