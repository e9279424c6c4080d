import pytest
from tests.engines.redline.settle.snippets import ins, p, tree

from einklang.engines.redline.settle.revisions import Revision, revisions
from einklang.engines.redline.settle.select import is_by, matches


def revision(author: str = "Kim Muster", number: int = 7) -> Revision:
    [found] = revisions(tree(p(ins("a", author, number))))
    return found


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Kim Muster", "kim muster"),
        ("Kim Muster", " KIM MUSTER "),
        ("AWO", "awo"),
        ("AWO, Caritas", "Caritas"),
        ("AWO, Caritas", "AWO, Caritas"),
        ("AWO (Kim Muster), Caritas (Lea Beispiel)", "AWO"),
        ("AWO (Kim Muster), Caritas (Lea Beispiel)", "caritas"),
        ("AWO (Kim Muster), Caritas (Lea Beispiel)", "Caritas (Lea Beispiel)"),
        ("AWO (Muster, Kim), Caritas", "Caritas"),
        ("AWO (Muster, Kim)", "AWO"),
        ("Verband (Bund) (Kim Muster), AWO", "Verband (Bund)"),
        ("AWO (Kim Muster, Ada Probe), DRK", "ada probe"),
        ("AWO (Kim Muster), Caritas (Lea)", "Lea"),
        ("STRASSE", "Straße"),
    ],
)
def test_author_is_found_by_name(author: str, name: str) -> None:
    assert is_by(author, name)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Kim Muster", "Kim"),
        ("AWO Nord, Caritas", "AWO"),
        ("AWO", ""),
    ],
)
def test_author_is_not_found_by_another_name(author: str, name: str) -> None:
    assert not is_by(author, name)


def test_nothing_asked_matches_everything() -> None:
    assert matches(revision(), None, ())


def test_ids_choose() -> None:
    assert matches(revision(), None, {7, 8})
    assert not matches(revision(), None, {8})


def test_author_and_ids_must_both_fit() -> None:
    assert matches(revision(), "Kim Muster", {7})
    assert not matches(revision(), "Lea Beispiel", {7})
    assert not matches(revision(), "Kim Muster", {8})
