"""Who may change programmes, and why not. Every refusal is a sentence, else None."""

from django.utils.translation import gettext as _

from einklang.federation.models.sight import roles_of
from einklang.federation.rules import INSIDERS, Visitor
from einklang.programmes.models import Programme, Source


def edit_refusal(user: Visitor) -> str | None:
    """Programmes are shared by all committees; any committee's own people keep them."""
    if not INSIDERS.isdisjoint(roles_of(user).values()):
        return None
    return _("Only the secretariat, the chair and the members of a committee may do this.")


def years_refusal(since: int | None, until: int | None) -> str | None:
    if since is not None and until is not None and until < since:
        return _("The end lies before the beginning.")
    return None


def parent_refusal(programme: Programme, parent: Programme | None) -> str | None:
    """Say why the programme cannot be a strand of the other one."""
    if parent is None:
        return None
    if parent.pk == programme.pk:
        return _("A programme cannot be a strand of itself.")
    if parent.parent_id is not None:
        return _("A strand has no strands of its own.")
    if programme.pk and programme.strands.exists():
        return _("This programme has strands itself, so it cannot be a strand.")
    return None


def source_refusal(source: Source | None) -> str | None:
    """Nobody can check a figure without a source."""
    return None if source is not None else _("Every figure needs a source.")
