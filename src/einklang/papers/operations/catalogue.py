"""Load what ships with papers: kinds with their outlines, plans, steps of procedures."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from einklang.chronicle.models import ActivityKind
from einklang.core import audit
from einklang.papers.errors import PaperError
from einklang.papers.models import DemandStage, PaperKind, PlanTemplate, PlanTemplateStep

CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "catalogue.yaml"


def load_paper_catalogue(path: Path = CATALOGUE) -> int:
    """Load or refresh the shared rows; what a committee made for itself stays.

    :returns: how many kinds of paper there are now.
    :raises PaperError: if a kind of paper names no shared kind of activity.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    with transaction.atomic(), audit.acting(None, "papers.catalogue.loaded"):
        _load_kinds(data["kinds"])
        for plan in data["plans"]:
            _load_plan(plan)
        _load_stages(data["stages"])
        audit.record("papers.catalogue.loaded", by=None)
    return PaperKind.objects.count()


def _load_kinds(rows: Iterable[Mapping[str, Any]]) -> None:
    shared = {kind.key: kind for kind in ActivityKind.objects.filter(body=None)}
    for order, row in enumerate(rows, start=1):
        if row["kind"] not in shared:
            raise PaperError(
                _("The kind of activity “%s” is not in the catalogue yet.") % row["kind"]
            )
        facts = {
            "outline": row.get("outline", ""),
            "has_addressees": row.get("has_addressees", False),
            "is_press": row.get("is_press", False),
            "order": order * 10,
        }
        refreshed(PaperKind, {"kind": shared[row["kind"]]}, facts)


def _load_plan(plan: Mapping[str, Any]) -> None:
    facts = {"label": plan["label"], "label_en": plan["label_en"]}
    template = refreshed(PlanTemplate, {"body": None, "pace": plan["pace"]}, facts)
    keys = [row["key"] for row in plan["steps"]]
    template.steps.exclude(key__in=keys).delete()
    for row in plan["steps"]:
        step = {name: value for name, value in row.items() if name != "key"}
        refreshed(PlanTemplateStep, {"template": template, "key": row["key"]}, step)


def _load_stages(procedures: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    for procedure, rows in procedures.items():
        for order, row in enumerate(rows, start=1):
            facts = {"label": row["label"], "label_en": row["label_en"], "order": order * 10}
            refreshed(DemandStage, {"procedure": procedure, "key": row["key"]}, facts)


def refreshed(model: Any, key: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    """Return the row of this key with these facts; written only where something differs."""
    row = model.objects.filter(**key).first()
    if row is None:
        return model.objects.create(**key, **facts)
    if any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    return row
