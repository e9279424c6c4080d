"""Say which texts of the interface have no finished German translation.

Looks for marked texts in Python and in templates, and at the catalogues themselves: nothing
missing, nothing uncertain, and the same placeholders on both sides.
"""
# ruff: noqa: INP001 - a script, not a package

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "einklang"
LANGUAGE = "de"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt", ".xml"}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")

Key = tuple[str | None, str]
"""Context and text."""


def catalogues(source: Path) -> Iterator[tuple[Path, Catalog]]:
    """Yield our own catalogues."""
    for path in sorted(source.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=LANGUAGE)


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is unfinished in one catalogue."""
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        name = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.fuzzy:
            yield f"uncertain (fuzzy): {name!r}"
        elif not all(texts):
            yield f"not translated: {name!r}"
        else:
            yield from (f"{error}: {name!r}" for error in message.check(catalogue))


def texts_in(path: Path) -> Iterator[Key]:
    """Yield the texts that one file marks for translation."""
    if path.suffix == ".py":
        with path.open("rb") as file:
            for _line, found, _comments, context in extract("python", file, KEYWORDS):
                yield context, found[0] if isinstance(found, tuple) else found
        return
    for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
        words = ast.literal_eval(f"({call.group(2)},)")
        if "pgettext" in call.group(1):
            yield words[0], words[1]
        else:
            yield None, words[0]


def known_texts(own: Iterable[Catalog]) -> set[Key]:
    """Return every text with a translation, ours or one that a library brings."""
    found = {key for catalogue in own for key in _keys(catalogue)}
    for package in ("django", "allauth"):
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        for path in Path(spec.origin).parent.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                found.update(_keys(read_po(file, locale=LANGUAGE)))
    return found


def _keys(catalogue: Catalog) -> Iterator[Key]:
    for message in catalogue:
        if message.id and message.string:
            yield (
                message.context,
                message.id[0] if isinstance(message.id, tuple) else message.id,
            )


def check(source: Path) -> list[str]:
    """Return every complaint about the sources under a folder."""
    own = dict(catalogues(source))
    complaints = [
        f"{path.relative_to(source)}: {fault}"
        for path, catalogue in own.items()
        for fault in faults(catalogue)
    ]
    known = known_texts(own.values())
    for path in sorted(source.rglob("*")):
        is_template = path.suffix in TEMPLATES and "templates" in path.parts
        if path.suffix != ".py" and not is_template:
            continue
        complaints += [
            f"{path.relative_to(source)}: in no catalogue: {text!r}"
            for context, text in dict.fromkeys(texts_in(path))
            if text and (context, text) not in known
        ]
    return complaints


def main() -> int:
    complaints = check(SOURCE)
    sys.stdout.write("".join(f"{line}\n" for line in complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
