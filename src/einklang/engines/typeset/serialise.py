"""A document as JSON and back: what a frozen version keeps."""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from typing import Any

from einklang.engines.typeset import inlines, letter, model
from einklang.engines.typeset.model import Document

KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for module in (inlines, letter, model)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
}


def to_json(document: Document) -> dict[str, Any]:
    """Write a document as dicts, lists, strings and numbers; equal documents give equal JSON."""
    written: dict[str, Any] = _written(document)
    return written


def _written(node: Any) -> Any:
    if isinstance(node, tuple):
        return [_written(item) for item in node]
    if isinstance(node, date):
        return {"date": node.isoformat()}
    if is_dataclass(node) and not isinstance(node, type):
        values = {
            f"_{field.name}": _written(getattr(node, field.name))
            for field in fields(node)
            if not _is_unused(node, field)
        }
        return {"kind": type(node).__name__, **values}
    return node


def _is_unused(node: Any, field: Field[Any]) -> bool:
    """Leave a field out that came later and says nothing: stored trees keep their hash."""
    return "later" in field.metadata and bool(getattr(node, field.name) == field.default)


def from_json(data: dict[str, Any]) -> Document:
    """Read a stored document, also one written before a field existed.

    :raises TypeError: if it is something else.
    :raises ContentError: if no writer may print what it says.
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
