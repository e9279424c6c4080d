"""Drafts of life cycles with their states; which state a word means."""

from einklang.chronicle.models import ActivityKind, LifeCycle, State
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.recognise import Row
from einklang.intake.planning.records import Draft, identity
from einklang.intake.sheets import BY_KEY


def draft_life_cycles(bench: Bench, rows: list[Row]) -> None:
    """Enter the life cycles; their states follow, in the order of the rows."""
    sheet = BY_KEY["life_cycles"]
    whole = [row for row in rows if not {"life_cycle", "state", "phase"} & row.broken]
    seen: set[str] = set()
    drafts = []
    for row in whole:
        key = row.values["life_cycle"]
        labels = {
            name: row.values[name]
            for name in ("label", "label_en")
            if row.values.get(name) and (name not in row.broken)
        }
        drafts.append(
            Draft(
                sheet,
                row.number,
                LifeCycle,
                {"body": bench.body, "key": key},
                labels if key not in seen else {},
                defaults={} if "label" in labels else {"label": key},
                is_derived=True,
            )
        )
        seen.add(key)
    records = bench.record_all(drafts)
    bench.directory("life_cycles").add_all(record.instance for record in records)
    _draft_states(bench, whole)


def _draft_states(bench: Bench, rows: list[Row]) -> None:
    orders: dict[str, int] = {}
    drafts = []
    for row in rows:
        cycle = row.values["life_cycle"]
        orders[cycle] = orders.get(cycle, 0) + 1
        values = {
            "label": row.values.get("state_label") or row.values["state"],
            "phase": row.values["phase"],
            "order": orders[cycle],
        }
        if "state_label_en" in row.values and "state_label_en" not in row.broken:
            values["label_en"] = row.values["state_label_en"] or ""
        match = {
            "life_cycle": bench.directory("life_cycles").keys[cycle],
            "key": row.values["state"],
        }
        drafts.append(Draft(row.sheet, row.number, State, match, values))
    bench.record_all(drafts)


class States:
    """The states of every life cycle, recorded or in the file."""

    def __init__(self, bench: Bench) -> None:
        self.by_cycle: dict[object, list[State]] = {}
        own = [record.instance for record in bench.records.get(State, {}).values()]
        known = {state.pk for state in own}
        recorded = State.objects.order_by("order").exclude(pk__in=[pk for pk in known if pk])
        for state in [*recorded, *own]:
            if isinstance(state, State):
                cycle = (
                    (LifeCycle, state.life_cycle_id)
                    if state.life_cycle_id
                    else identity(state.life_cycle)
                )
                self.by_cycle.setdefault(cycle, []).append(state)

    def of(self, kind: ActivityKind) -> list[State]:
        cycle = (
            (LifeCycle, kind.life_cycle_id) if kind.life_cycle_id else identity(kind.life_cycle)
        )
        return self.by_cycle.get(cycle, [])

    def find(self, kind: ActivityKind, text: str) -> State | None:
        word = text.casefold()
        for state in self.of(kind):
            if word in {state.key.casefold(), state.label.casefold(), state.label_en.casefold()}:
                return state
        return None
