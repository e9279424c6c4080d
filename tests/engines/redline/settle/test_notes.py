"""Notes go with their references, and their ids rise with them."""

import pytest
from tests.engines.redline.settle.files import package, words

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.names import w
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.notes import drop_orphans, number_notes, references
from einklang.engines.redline.settle.package import settle_package

LINE = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'


def note(key: int, text: str) -> str:
    return f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'


def reference(key: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'


def document(*keys: int, deleted: str = "") -> Package:
    """Return a document that refers to these notes; there are those named a (1), b (2), c (3)."""
    body = f"<w:p>{deleted}{''.join(map(reference, keys))}</w:p>"
    return package(body, {"footnotes": LINE + note(1, "a") + note(2, "b") + note(3, "c")})


def ids(of: Package, part: str, tag: str) -> list[str]:
    return [str(each.get(w("id"))) for each in of.root(part).iter(w(tag))]


@pytest.mark.parametrize(
    ("keys", "numbered", "texts"),
    [
        ((1, 2, 3), ["1", "2", "3"], "abc"),
        ((3, 1, 2), ["1", "2", "3"], "cab"),
        ((3, 1), ["1", "2"], "cab"),
        ((2, 1, 2), ["1", "2", "1"], "bac"),
        ((2, 9, 1), ["1", "9", "2"], "bac"),
    ],
    ids=["in order", "out of order", "one without reference", "twice", "one without note"],
)
def test_ids_rise_in_the_order_of_the_references(
    keys: tuple[int, ...], numbered: list[str], texts: str
) -> None:
    mixed = document(*keys)

    number_notes(mixed)

    assert ids(mixed, "word/document.xml", "footnoteReference") == numbered
    assert ids(mixed, "word/footnotes.xml", "footnote") == ["-1", "1", "2", "3"]
    assert words(mixed, "word/footnotes.xml") == texts


def test_notes_in_order_are_not_touched() -> None:
    untouched = document(1, 2, 3)
    before = untouched.to_bytes()

    number_notes(untouched)

    assert untouched.to_bytes() == before


def test_notes_of_one_id_stay_as_they_are() -> None:
    doubled = package(
        f"<w:p>{reference(2)}{reference(1)}</w:p>",
        {"footnotes": note(1, "a") + note(1, "b") + note(2, "c")},
    )

    number_notes(doubled)

    assert ids(doubled, "word/document.xml", "footnoteReference") == ["2", "1"]


@pytest.mark.parametrize(("verdict", "texts"), [(Verdict.ACCEPT, "bc"), (Verdict.REJECT, "abc")])
def test_note_goes_with_its_last_reference(verdict: Verdict, texts: str) -> None:
    deleted = f'<w:del w:id="9" w:author="Kim">{reference(1)}</w:del>'
    settled = document(2, 3, deleted=deleted)

    settle_package(settled, verdict, None, ())

    assert words(settled, "word/footnotes.xml") == texts


def test_note_that_nothing_referred_to_before_stays() -> None:
    one_left = document(2)

    drop_orphans(one_left, references(one_left))

    assert words(one_left, "word/footnotes.xml") == "abc"
