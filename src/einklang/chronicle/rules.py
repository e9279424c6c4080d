"""Who may do what with an activity, and why not. Every refusal is a sentence, else None."""

from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, ActivityKind, State
from einklang.federation import rules as federation_rules
from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor


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
