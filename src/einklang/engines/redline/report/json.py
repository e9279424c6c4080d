"""The consolidation as JSON, for other programs; `consolidation.schema.json` describes it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from einklang.engines.redline.errors import OverviewError
from einklang.engines.redline.model.change import (
    Change,
    ChangeKind,
    Comment,
    CommentReply,
    Conflict,
    Place,
    Rule,
    Voice,
)
from einklang.engines.redline.model.consolidation import (
    Loss,
    Overview,
    Paragraph,
    ReturnKind,
    ReturnSummary,
)

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


def overview_from_json(text: str) -> Overview:
    """Return the overview that `to_json` wrote; a lone half of a surrogate pair stays a `?`.

    :raises OverviewError: if the text is no such JSON, or of another format.
    """
    try:
        whole = json.loads(text)
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise OverviewError(reason=FORMAT)
        return _overview(whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OverviewError(reason=f"{type(error).__name__} {error}"[:200]) from error


def _overview(whole: Mapping[str, Any]) -> Overview:
    return Overview(
        title=whole["title"],
        fingerprint=whole["fingerprint"],
        numbering=whole["numbering"],
        returns=tuple(map(_summary, whole["returns"])),
        paragraphs=tuple(map(_paragraph, whole["paragraphs"])),
        changes=tuple(map(_change, whole["changes"])),
        conflicts=tuple(map(_conflict, whole["conflicts"])),
        comments=tuple(map(_comment, whole["comments"])),
        losses=tuple(map(_loss, whole["losses"])),
        authors=tuple((one["name"], one["changes"]) for one in whole["authors"]),
    )


# Written out field by field: going by the fields of each class takes several times as long.


def _place(found: Mapping[str, Any]) -> Place:
    return Place(
        found["story"],
        tuple((step["name"], step["number"]) for step in found["steps"]),
        found["paragraph"],
        found["last_paragraph"],
        found["start"],
        found["end"],
        found["first_line"],
        found["last_line"],
    )


def _voice(found: Mapping[str, Any]) -> Voice:
    return Voice(found["association"], found["person"], found["date"], found["is_tracked"])


def _summary(found: Mapping[str, Any]) -> ReturnSummary:
    return ReturnSummary(
        found["association"],
        found["file"],
        ReturnKind(found["kind"]),
        tuple(found["people"]),
        found["changes"],
        found["comments"],
        found["made_on"],
    )


def _paragraph(found: Mapping[str, Any]) -> Paragraph:
    place, lines = _place(found["place"]), tuple(found["lines"])
    return Paragraph(place, found["text"], found["level"], found["label"], lines)


def _change(found: Mapping[str, Any]) -> Change:
    target = found["target"]
    return Change(
        id=found["id"],
        kind=ChangeKind(found["kind"]),
        place=_place(found["place"]),
        deleted=found["deleted"],
        inserted=found["inserted"],
        supporters=tuple(map(_voice, found["supporters"])),
        formatting=tuple(found["formatting"]),
        target=None if target is None else _place(target),
        is_editorial=found["is_editorial"],
        conflicts=tuple(found["conflicts"]),
        revisions=tuple(found["revisions"]),
    )


def _conflict(found: Mapping[str, Any]) -> Conflict:
    place, changes = _place(found["place"]), tuple(found["changes"])
    return Conflict(found["id"], Rule(found["rule"]), place, found["words"], changes)


def _comment(found: Mapping[str, Any]) -> Comment:
    return Comment(
        id=found["id"],
        place=_place(found["place"]),
        quoted=found["quoted"],
        voice=_voice(found["voice"]),
        text=found["text"],
        replies=tuple(CommentReply(_voice(one["voice"]), one["text"]) for one in found["replies"]),
        is_resolved=found["is_resolved"],
        is_of_draft=found["is_of_draft"],
    )


def _loss(found: Mapping[str, Any]) -> Loss:
    place = _place(found["place"])
    return Loss(found["association"], found["element"], place, found["treatment"], found["detail"])
