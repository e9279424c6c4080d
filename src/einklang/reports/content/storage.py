"""A document as JSON and back: what a frozen version keeps."""

from typing import Any

from einklang.engines.typeset import serialise
from einklang.engines.typeset.model import Document


def document_to_json(document: Document) -> dict[str, Any]:
    return serialise.to_json(document)


def document_from(data: dict[str, Any]) -> Document:
    """Read a stored document.

    :raises TypeError: if it is something else.
    """
    return serialise.from_json(data)
