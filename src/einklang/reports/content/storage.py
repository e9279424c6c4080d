"""A document as JSON and back: what a frozen version keeps."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from einklang.engines.typeset import model
from einklang.engines.typeset.model import Document

KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in vars(model).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == model.__name__
}


def document_to_json(document: Document) -> dict[str, Any]:
    written: dict[str, Any] = _written(document)
    return written


def _written(node: Any) -> Any:
    if isinstance(node, tuple):
        return [_written(item) for item in node]
    if isinstance(node, date):
        return {"date": node.isoformat()}
    if is_dataclass(node) and not isinstance(node, type):
        values = {field.name: _written(getattr(node, field.name)) for field in fields(node)}
        return {
            "kind": type(node).__name__,
            **{f"_{name}": value for name, value in values.items()},
        }
    return node


def document_from(data: dict[str, Any]) -> Document:
    """Read a stored document.

    :raises TypeError: if it is something else.
    """
    read = _read(data)
    if not isinstance(read, Document):
        raise TypeError("No document is stored here.")
    return read


def _read(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_read(item) for item in data)
    if not isinstance(data, dict):
        return data
    if "date" in data:
        return date.fromisoformat(data["date"])
    kind = KINDS[data["kind"]]
    return kind(**{name[1:]: _read(value) for name, value in data.items() if name != "kind"})
