"""The only other open N-way consolidator as a second opinion, on what it can do.

docx-scalpel compares accepted views and leaves contested words out, so it is asked about untracked
copies whose edits do not touch.
"""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from tests.engines.redline.builder import docx, h1, li, p, table
from tests.engines.redline.oracle import text

from einklang.engines.redline import api

pytestmark = pytest.mark.scalpel

DRAFT = [
    "Der Verband fordert zehn Euro mehr im Jahr.",
    "Die Beratung soll kostenlos sein und bleiben.",
    "Das Land zahlt, der Bund hilft dabei.",
    "Ein letzter Satz steht am Schluss.",
]


@pytest.fixture(scope="module")
def scalpel() -> Iterator[Any]:
    """Lend the package, and end the program that it starts."""
    package = importlib.import_module("docx_scalpel")
    yield package
    package.shutdown_host()


def document(*lines: str) -> bytes:
    return docx(
        h1("Forderungen"), *map(p, lines), li("ein Punkt"), table([["Land", "12"]]), p("Ende.")
    )


def also(lines: list[str], place: int, old: str, new: str) -> list[str]:
    return [line.replace(old, new) if here == place else line for here, line in enumerate(lines)]


TWELVE = also(DRAFT, 0, "zehn", "zwölf")
FREE = also(DRAFT, 1, "kostenlos", "frei")
EXTRA = "Hinzu kommt etwas ganz anderes."
CASES: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "words in different paragraphs": (
        {"AWO": TWELVE, "Caritas": FREE},
        also(TWELVE, 1, "kostenlos", "frei"),
    ),
    "words in one paragraph": (
        {"AWO": TWELVE, "Caritas": also(DRAFT, 0, "im Jahr", "im Monat")},
        also(TWELVE, 0, "im Jahr", "im Monat"),
    ),
    "an insertion and a deletion": (
        {"AWO": also(DRAFT, 2, "hilft", "hilft gern"), "Caritas": also(DRAFT, 1, " und", " aber")},
        also(also(DRAFT, 2, "hilft", "hilft gern"), 1, " und", " aber"),
    ),
    "a new paragraph and a deleted one": (
        {"AWO": [DRAFT[0], EXTRA, *DRAFT[1:]], "Caritas": DRAFT[:3]},
        [DRAFT[0], EXTRA, *DRAFT[1:3]],
    ),
    "three associations": (
        {"AWO": TWELVE, "Caritas": FREE, "DRK": also(DRAFT, 3, "letzter", "vorletzter")},
        also(also(TWELVE, 1, "kostenlos", "frei"), 3, "letzter", "vorletzter"),
    ),
    "the same edit twice": ({"AWO": TWELVE, "Caritas": TWELVE}, TWELVE),
}
"""Who returned what, and what all of it together must say."""


def scalpel_accepts(scalpel: Any, draft: bytes, returns: dict[str, bytes]) -> bytes:
    reviewers = [scalpel.DocxDiffReviewer(content, name) for name, content in returns.items()]
    merged = scalpel.docx_diff_consolidate(draft, reviewers)
    accepted: bytes = scalpel.docx_diff_accept_revisions(merged)
    return accepted


def we_accept(draft: bytes, returns: dict[str, bytes]) -> bytes:
    base = api.read_draft(draft, name="entwurf.docx")
    read = [
        api.read_return(base, content, association=name, name=f"{name}.docx")
        for name, content in returns.items()
    ]
    docx = api.write(api.consolidate(base, read)).docx
    return api.settle(docx, name="merged.docx", verdict="accept").docx


@pytest.mark.parametrize("case", CASES)
def test_scalpel_arrives_at_the_same_text(scalpel: Any, case: str) -> None:
    edited, expected = CASES[case]
    draft = document(*DRAFT)
    returns = {name: document(*lines) for name, lines in edited.items()}

    theirs = text(scalpel_accepts(scalpel, draft, returns), "as-is")
    ours = text(we_accept(draft, returns), "as-is")

    assert (theirs, ours) == (text(document(*expected), "as-is"),) * 2
