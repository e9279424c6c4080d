"""The consolidation as JSON, for other programs; `consolidation.schema.json` describes it."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from einklang.engines.redline.model.consolidation import Overview

FORMAT = "einklang-redline/1"
"""Goes up when a reader of the old form would misunderstand the new one."""


def to_json(overview: Overview) -> str:
    """Return the overview as JSON (JSON Schema: `schema()`), the same text for the same overview.

    Names and ids are those of the model; `steps` of a place are objects `{"name", "number"}`,
    `authors` objects `{"name", "changes"}`.
    """
    whole = {"format": FORMAT, **_fields(overview)}
    whole["authors"] = [{"name": name, "changes": count} for name, count in overview.authors]
    # A line an item: json's own indenting is written in Python and five times as slow.
    lines = [f"{_encoded(name)}: {_listed(value)}" for name, value in whole.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _encoded(value)
    return "[\n" + ",\n".join(map(_encoded, value)) + "\n]"


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every answer of `to_json` keeps to."""
    text = Path(__file__).with_name("consolidation.schema.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def _fields(record: Any) -> dict[str, Any]:
    # dataclasses.asdict copies deeply, which takes half a second for a big consolidation.
    values = {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
    if "steps" in values:
        values["steps"] = [{"name": name, "number": number} for name, number in record.steps]
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    # A lone half of a surrogate pair has no UTF-8 form.
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return _fields(value) if is_dataclass(value) else value
