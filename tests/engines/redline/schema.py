"""The outside judge for WordprocessingML: `schema_errors(docx)` lists what is wrong with a file.

Content models, order of elements, attributes and their values are checked by openxml-audit, which
carries the tables of the Open XML SDK: the transitional schema of ISO/IEC 29500-4 with the later
namespaces of Word. It reads markup compatibility as ISO/IEC 29500-3 says: elements and attributes
of ignorable namespaces it does not know are passed over, and of alternatives the first one
understood counts. What no schema can say is in `package_rules`.
"""

import importlib
import importlib.util
import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.redline.package_rules import LOOKS, package_errors

_MISTAKEN = re.compile(
    # A part for Word 2007 in python-docx's template, out of step with its own styles.
    r"stylesWithEffects"
    # All properties of a row are optional (CT_TrPrBase), so its tracked mark may stand alone.
    r"|Required sequence content is missing .*/trPr\[\d+\]\)$"
    # Properties of a run have no order (EG_RPrBase); `package_rules` checks what is around them.
    rf"|Unexpected element '({'|'.join(each.rpartition('}')[2] for each in sorted(LOOKS))})' found"
    r" .*/rPr\[\d+\]\)$"
)
"""Findings of the checker that the standard does not bear out, or that no file of ours has."""


class SchemaOracleError(Exception):
    """The checker itself is missing: no verdict."""


def missing() -> str:
    """Say why the schema cannot be checked here; an empty string when it can."""
    if importlib.util.find_spec("openxml_audit") is None:
        return "the WordprocessingML schema needs the package openxml-audit; it is not installed"
    return ""


@cache
def _validator() -> Any:
    # Unknown to a machine without it, so no import at the top.
    audit = importlib.import_module("openxml_audit")
    return audit.OpenXmlValidator(
        file_format=audit.FileFormat.MICROSOFT_365, max_errors=0, semantic_validation=False
    )


def schema_errors(docx: bytes) -> list[str]:
    """Check a whole .docx: schema first, then package; an empty list means that it is valid.

    :raises SchemaOracleError: if the checker is not installed (see `missing`).
    """
    if reason := missing():
        raise SchemaOracleError(reason)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checked.docx"
        path.write_bytes(docx)
        found = _validator().validate(path).errors
    schema = [
        f"{error.part_uri.removeprefix('/')}: {error.description} ({error.path})"
        for error in found
    ]
    kept = [error for error in schema if not _MISTAKEN.search(error)]
    return kept + package_errors(docx)


def new_schema_errors(docx: bytes, *sources: bytes) -> list[str]:
    """List the errors of a file that none of the files it was made from has.

    A draft from a careless word processor brings its own errors along; they are not ours. Places
    move while files are merged, so errors are compared and counted without their paths.
    """
    inherited: Counter[str] = Counter()
    for source in sources:
        inherited |= Counter(map(_kind, schema_errors(source)))
    return [error for error in schema_errors(docx) if not inherited[_kind(error)]]


def _kind(error: str) -> str:
    return error.partition(" (")[0]
