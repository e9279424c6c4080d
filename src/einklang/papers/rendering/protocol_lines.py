"""Lines of the protocol of a sign-off as sentences of the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.federation.enums import Land
from einklang.papers.enums import CallPurpose, EventKind, Proof, SignOffState
from einklang.papers.models import SignOffEntry
from einklang.papers.rendering.silence import last_moment


@dataclass(frozen=True)
class ProtocolLine:
    at: datetime
    association: str
    what: str
    who: str
    details: tuple[str, ...]
    short_hash: str


def line_of(entry: SignOffEntry) -> ProtocolLine:
    """Return one line; its sign-off must have its association loaded."""
    describe = DESCRIPTIONS.get(EventKind(entry.kind), _said)
    return ProtocolLine(
        at=entry.at,
        association=entry.sign_off.association.local_name,
        what=str(EventKind(entry.kind).label),
        who=who_of(entry),
        details=tuple(filter(None, describe(entry, entry.facts))),
        short_hash=entry.version_sha256[:12],
    )


def who_of(entry: SignOffEntry) -> str:
    if not entry.by_name:
        return _("the system")
    return _("%(name)s, by link") % {"name": entry.by_name} if entry.by_link else entry.by_name


def moment_text(moment: datetime) -> str:
    """Write day and time as DIN 5008 has it."""
    return f"{timezone.localtime(moment):%d.%m.%Y, %H:%M}"


def silence_end_text(due_at: datetime) -> str:
    """Name the end of a silence: the last day, whole."""
    return _("end of %(day)s (24:00)") % {"day": f"{last_moment(due_at):%d.%m.%Y}"}


def _parsed(facts: Mapping[str, Any], key: str) -> datetime | None:
    return datetime.fromisoformat(facts[key]) if facts.get(key) else None


def _said(entry: SignOffEntry, _facts: Mapping[str, Any]) -> list[str]:
    return [entry.text]


def _requested(entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    until = _parsed(facts, "deadline_at")
    if until is None:
        return [entry.text]
    return [_("More time: answers count until %(moment)s.") % {"moment": moment_text(until)}]


def _mailed(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    to = facts.get("to") or facts.get("email", "")
    found = [_("to %(name)s") % {"name": to}]
    if facts.get("message_id"):
        found.append(_("Message-ID %(id)s") % {"id": str(facts["message_id"]).strip("<>")})
    return [*found, str(facts.get("reason", ""))]


def _delivered(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    found = [str(Proof(facts["proof"]).label)]
    due_at = _parsed(facts, "due_at")
    if due_at is not None:
        days = int(facts["days"])
        where = Land(facts["land"]).label if facts.get("land") else _("nationwide holidays")
        found.append(
            ngettext(
                "Silence of %(days)d working day (%(where)s) until %(end)s.",
                "Silence of %(days)d working days (%(where)s) until %(end)s.",
                days,
            )
            % {"days": days, "where": where, "end": silence_end_text(due_at)}
        )
    return found


def _called(entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    called_at = _parsed(facts, "called_at")
    words = {
        "caller": facts["caller"],
        "other": facts["spoken_to"],
        "moment": moment_text(called_at) if called_at else "",
    }
    call = _("%(caller)s called %(other)s on %(moment)s.") % words
    return [call, str(CallPurpose(facts["purpose"]).label), entry.text]


def _broken(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    if not facts.get("noted_by"):
        return []
    return [_("by telephone, noted by %(name)s") % {"name": facts["noted_by"]}]


def _answered(entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    found = [str(SignOffState(facts["state"]).label)]
    if facts.get("paragraph"):
        found.append(_("on paragraph %(number)s") % {"number": facts["paragraph"]})
    return [*found, str(facts.get("passage", "")), entry.text]


def _tacit(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    delivered_at = _parsed(facts, "delivered_at")
    if delivered_at is None:
        return []
    return [_("delivery proven at %(moment)s") % {"moment": moment_text(delivered_at)}]


def _was(facts: Mapping[str, Any]) -> str:
    return _("until then: %(state)s") % {"state": SignOffState(facts["was"]).label}


def _withdrawn(entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    return [_was(facts), entry.text]


def _carried(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    state = SignOffState(facts["was"]).label
    words = {"state": state, "number": facts["round"]}
    return [_("%(state)s, from round %(number)s") % words, *_passages(facts)]


def _lapsed(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    return [_was(facts), *_passages(facts)]


def _informed(_entry: SignOffEntry, facts: Mapping[str, Any]) -> list[str]:
    return _passages(facts)


def _passages(facts: Mapping[str, Any]) -> list[str]:
    return [_passage(one) for one in facts.get("passages", [])]


def _passage(passage: Mapping[str, Any]) -> str:
    if passage["new"]:
        place = _("paragraph %(shown)s") % {"shown": passage["new"][0]}
    else:
        place = _("paragraph %(shown)s of the old version") % {"shown": passage["old"][0]}
    went, came = (_quoted(passage[side]) for side in ("deleted", "inserted"))
    if went and came:
        change = _("%(went)s became %(came)s") % {"went": went, "came": came}
    elif went or came:
        words = {"words": went or came}
        change = _("%(words)s deleted") % words if went else _("%(words)s inserted") % words
    else:
        change = ""
    return ": ".join(filter(None, (place, change)))


def _quoted(stretches: list[str]) -> str:
    return ", ".join(f"„{' '.join(words.split())}“" for words in stretches if words.strip())


DESCRIPTIONS: dict[EventKind, Callable[[SignOffEntry, Mapping[str, Any]], list[str]]] = {
    EventKind.REQUESTED: _requested,
    EventKind.MAILED: _mailed,
    EventKind.MAIL_FAILED: _mailed,
    EventKind.SECOND_NOTICE: _mailed,
    EventKind.DELIVERED: _delivered,
    EventKind.CALLED: _called,
    EventKind.BROKEN: _broken,
    EventKind.ANSWERED: _answered,
    EventKind.TACIT: _tacit,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.CARRIED: _carried,
    EventKind.LAPSED: _lapsed,
    EventKind.INFORMED: _informed,
}
"""What is said beside the kind of the event; of the others only their text."""
