"""Drafts of activities: their key, their state, their year, and who is named in the row."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, ActivityKind
from einklang.core.sorting import without_marks
from einklang.core.when import When, WhenError
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.catalogue import States
from einklang.intake.planning.drafting import plain_draft
from einklang.intake.planning.recognise import Row, did_you_mean
from einklang.intake.planning.records import Draft
from einklang.intake.sheets.chronicle import SHORTCUTS

KEY_LENGTH = 120
SPECIAL = frozenset({"state", "year", *SHORTCUTS})


def draft_activities(bench: Bench, rows: list[Row]) -> None:
    """Enter the activities."""
    if not rows:
        return
    states = States(bench)
    by_facts = _recorded_by_facts(bench) if any(not row.values.get("key") for row in rows) else {}
    drafts = [_draft(bench, row, states, by_facts) for row in rows]
    for record in bench.record_all(drafts):
        bench.directory("activities").add(record.instance)


def _recorded_by_facts(bench: Bench) -> dict[tuple[Any, ...], str]:
    found: dict[tuple[Any, ...], str] = {}
    for activity in bench.directory("activities").keys.values():
        if isinstance(activity, Activity):
            facts = (activity.kind_id, activity.title, activity.when)
            found[facts] = activity.key
    return found


def _draft(bench: Bench, row: Row, states: States, by_facts: dict[tuple[Any, ...], str]) -> Draft:
    kind = bench.lookup(row, "kind")
    if not row.values.get("key") and "key" not in row.broken:
        row.values["key"] = _made_key(row, kind, by_facts)
    draft = plain_draft(bench, row, SPECIAL)
    values = draft.values | {"kind": kind}
    _check_period(bench, row)
    year = _year(bench, row)
    if year is not None:
        values["year"] = year
    if kind is not None:
        state = _state(bench, row, kind, states)
        if state is not None:
            values["state"] = state
    match: dict[str, Any] = {"body": bench.body, "key": row.values.get("key") or ""}
    many: dict[str, Sequence[models.Model]] = dict(draft.many)
    return Draft(row.sheet, row.number, Activity, match, values, many)


def _made_key(row: Row, kind: ActivityKind | None, by_facts: dict[tuple[Any, ...], str]) -> str:
    """Make the key from what the row says; the same row always makes the same key."""
    title = row.values.get("title") or ""
    when = row.values.get("when") or When.unknown()
    if kind is not None and kind.pk:
        recorded = by_facts.get((kind.pk, title, when))
        if recorded:
            return recorded
    words = [kind.key if kind else "", without_marks(title), when.iso().replace("/", "-")]
    tail = words[-1]
    stem = slugify(" ".join(words[:2]))[: KEY_LENGTH - len(tail) - 1].strip("-")
    return "-".join(filter(None, (stem, tail)))


def _check_period(bench: Bench, row: Row) -> None:
    period = row.values.get("period")
    if not period or "period" in row.broken:
        return
    try:
        When.parse(period)
    except WhenError as error:
        bench.problems.add(row.problem(str(error), "period"))


def _year(bench: Bench, row: Row) -> int | None:
    if "year" in row.broken or "when" in row.broken:
        return None
    if row.values.get("year"):
        return int(row.values["year"])
    when: When = row.values.get("when") or When.unknown()
    if when.start is not None:
        return when.start.year
    bench.problems.add(row.problem(_("Without a date, the year of the report is needed."), "year"))
    return None


def _state(bench: Bench, row: Row, kind: ActivityKind, states: States) -> Any:
    if "state" in row.broken:
        return None
    text = row.values.get("state")
    known = states.of(kind)
    found = states.find(kind, text) if text else None
    if not text and len(known) == 1:
        return known[0]
    if found is not None:
        return found
    row.broken.add("state")
    labels = [str(state) for state in known]
    if text:
        message = _("“%(text)s” is no state of “%(kind)s”. Allowed: %(labels)s.") % {
            "text": text,
            "kind": kind,
            "labels": ", ".join(labels),
        } + did_you_mean(text, labels)
    else:
        message = _("A state is needed: %s.") % ", ".join(labels)
    bench.problems.add(row.problem(message, "state"))
    return None
