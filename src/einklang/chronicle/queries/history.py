"""The history of one record, told from the events the database's triggers wrote."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from einklang.chronicle.models import (
    Activity,
    ActivityLink,
    ActivityOccasion,
    ActivityProgramme,
    Attachment,
    Claim,
    Demand,
    FollowUp,
    Outcome,
    Participation,
)
from einklang.core.when import Precision, When
from einklang.federation.models import Account

INSERTED, UPDATED, DELETED = "insert", "update", "delete"
SILENT = {
    "id",
    "pgh_id",
    "pgh_created_at",
    "pgh_label",
    "pgh_obj",
    "pgh_context",
    "sort_key",
    "created_at",
    "updated_at",
    "activity",
    "source",
    "order",
    "when_start",
    "when_end",
    "sha256",
    "uploaded_by",
    "media_type",
    "size",
    "file",
}
"""Columns of events that tell a reader nothing."""
CHILDREN: tuple[tuple[type[Model], str], ...] = (
    (Participation, "activity"),
    (ActivityLink, "source"),
    (Demand, "activity"),
    (Outcome, "activity"),
    (Claim, "activity"),
    (FollowUp, "activity"),
    (Attachment, "activity"),
    (ActivityProgramme, "activity"),
    (ActivityOccasion, "activity"),
)
TITLES: dict[type[Model], Any] = {
    Participation: gettext_lazy("Participation"),
    ActivityLink: gettext_lazy("Link"),
    Demand: gettext_lazy("Demand"),
    Outcome: gettext_lazy("Outcome"),
    Claim: gettext_lazy("Number"),
    FollowUp: gettext_lazy("Follow-up"),
    Attachment: gettext_lazy("Attachment"),
    ActivityProgramme: gettext_lazy("Programme"),
    ActivityOccasion: gettext_lazy("Occasion"),
}
ACTS = {
    "chronicle.activity.recorded": gettext_lazy("entered"),
    "chronicle.activity.changed": gettext_lazy("changed"),
    "chronicle.activity.state_changed": gettext_lazy("state changed"),
    "chronicle.activity.visibility_set": gettext_lazy("visibility changed"),
    "chronicle.participation.added": gettext_lazy("participation added"),
    "chronicle.participation.removed": gettext_lazy("participation removed"),
    "chronicle.attachment.added": gettext_lazy("file attached"),
    "chronicle.attachment.removed": gettext_lazy("file removed"),
    "chronicle.followup.added": gettext_lazy("follow-up set"),
    "chronicle.followup.done": gettext_lazy("follow-up done"),
}


@dataclass(frozen=True)
class Change:
    what: str
    old: str = ""
    new: str = ""


@dataclass
class Act:
    at: datetime
    by: str
    name: str
    changes: list[Change] = field(default_factory=list)


def history_of(activity: Activity) -> list[Act]:
    """Tell who changed what when, latest first, in a fixed number of queries."""
    streams: list[tuple[type[Model], QuerySet[Any]]] = [
        (Activity, events_of(Activity, pgh_obj=activity.pk))
    ]
    streams += [(model, events_of(model, **{column: activity.pk})) for model, column in CHILDREN]
    loaded = [(model, list(events)) for model, events in streams]
    names = Names(loaded)
    acts: dict[Any, Act] = {}
    for model, events in loaded:
        for event, changes in told(model, events, names):
            key = event.pgh_context_id or f"{model.__name__}-{event.pgh_id}"
            act = acts.setdefault(key, new_act(event, names))
            act.changes += changes
    written = [act for act in acts.values() if act.changes]
    return sorted(written, key=lambda act: act.at, reverse=True)


def events_of(model: type[Model], **columns: Any) -> QuerySet[Any]:
    event_model: Any = apps.get_model("chronicle", f"{model.__name__}Event")
    events: QuerySet[Any] = event_model.objects.filter(Q(**columns))
    return events.select_related("pgh_context").order_by("pgh_id")


class Names:
    """Names of the rows and accounts that the events mention, each table asked once."""

    def __init__(self, loaded: list[tuple[type[Model], list[Any]]]) -> None:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for _model, events in loaded:
            for event in events:
                for column in relations_of(event):
                    number = getattr(event, column.attname)
                    if number is not None:
                        wanted[column.related_model].add(number)
                if (user := context_of(event).get("user")) is not None:
                    wanted[Account].add(user)
        self.rows = {
            model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=numbers)}  # noqa: SLF001 - Django's public name
            for model, numbers in wanted.items()
        }

    def of(self, model: type[Model], number: int | None) -> str:
        if number is None:
            return ""
        return self.rows.get(model, {}).get(number) or _("deleted meanwhile")


def relations_of(event: Any) -> Iterable[Any]:
    return (
        column
        for column in event._meta.concrete_fields  # noqa: SLF001 - Django's public name
        if column.is_relation and column.name not in {"pgh_obj", "pgh_context", "activity"}
    )


def context_of(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def new_act(event: Any, names: Names) -> Act:
    context = context_of(event)
    user = context.get("user")
    by = names.of(Account, user) if user is not None else _("Einklang")
    name = ACTS.get(context.get("act", ""), "")
    return Act(at=event.pgh_created_at, by=by, name=str(name))


def told(
    model: type[Model], events: list[Any], names: Names
) -> Iterable[tuple[Any, list[Change]]]:
    """Compare each event with the one before it of the same row."""
    before: dict[int, Any] = {}
    for event in events:
        # Rows between two tables have no object of their own, only their number.
        row = getattr(event, "pgh_obj_id", event.id)
        label, earlier = event.pgh_label, before.get(row)
        before[row] = event
        if label == UPDATED and earlier is not None:
            yield event, differences(model, earlier, event, names)
        elif model is Activity:
            yield event, [Change(_("Record entered"), new=event.title)] * (label == INSERTED)
        elif label in {INSERTED, DELETED}:
            text, what = summary_of(model, event, names), str(TITLES[model])
            yield event, [Change(what, new=text) if label == INSERTED else Change(what, old=text)]


def differences(model: type[Model], earlier: Any, event: Any, names: Names) -> list[Change]:
    changes = []
    if hasattr(event, "when_precision") and when_of(earlier) != when_of(event):
        changes.append(Change(_("Date"), when_text(earlier), when_text(event)))
    for column in event._meta.concrete_fields:  # noqa: SLF001 - Django's public name
        if column.name in SILENT | {"when_precision"} and not is_text_source(column):
            continue
        if getattr(earlier, column.attname) != getattr(event, column.attname):
            label = str(model._meta.get_field(column.name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - Django's public name
            changes.append(
                Change(label, shown(earlier, column, names), shown(event, column, names))
            )
    return changes


def is_text_source(column: Any) -> bool:
    """Tell the text column ``source`` from the relation of the same name."""
    return column.name == "source" and not column.is_relation


def shown(event: Any, column: Any, names: Names) -> str:
    value = getattr(event, column.attname)
    if column.is_relation:
        return names.of(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def when_of(event: Any) -> tuple[Any, ...]:
    return event.when_precision, event.when_start, event.when_end


def when_text(event: Any) -> str:
    when = When(Precision(event.when_precision), event.when_start, event.when_end)
    return when.text((get_language() or "de")[:2]) or _("unknown")


def summary_of(model: type[Model], event: Any, names: Names) -> str:
    """Say in one line which row it was."""
    columns = {
        Participation: ("role", "organisation", "office", "person", "name"),
        ActivityLink: ("kind", "target", "note"),
        Demand: ("text",),
        Outcome: ("kind", "text"),
        Claim: ("qualifier", "value", "unit", "label"),
        FollowUp: ("text", "due_on"),
        Attachment: ("name",),
        ActivityProgramme: ("programme",),
        ActivityOccasion: ("occasion",),
    }[model]
    fields = {column.name: column for column in event._meta.concrete_fields}  # noqa: SLF001 - Django's public name
    parts = (shown(event, fields[name], names) for name in columns)
    return " · ".join(filter(None, parts))
