"""Invented drafts and returns: repeatable, as large as ordered, and true to their draft."""

import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from einklang.config.bench.drafts import Order, draft_file, make_draft, make_edits, return_files

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ORDER = Order(pages=12, returns=3, edits=30, seed=7)


def body(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def rejected_text(root: etree._Element) -> list[str]:
    """Return the paragraphs as they stood before the tracked changes."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None:
            continue
        words = [
            node.text or ""
            for node in paragraph.iter(f"{W}t", f"{W}delText")
            if not any(above.tag == f"{W}ins" for above in node.iterancestors())
        ]
        found.append("".join(words))
    return found


def accepted_text(root: etree._Element) -> list[str]:
    """Return the paragraphs as they stand after the tracked changes."""
    return [
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for paragraph in root.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None
    ]


def test_same_order_makes_the_same_bytes() -> None:
    assert draft_file(ORDER) == draft_file(ORDER)
    assert list(return_files(ORDER)) == list(return_files(ORDER))


def test_other_seed_makes_another_draft() -> None:
    assert draft_file(ORDER) != draft_file(replace(ORDER, seed=8))


def test_draft_has_as_many_paragraphs_and_words_as_its_pages() -> None:
    paragraphs = make_draft(Order(pages=109)).paragraphs

    words = sum(len(paragraph.words) for paragraph in paragraphs)
    assert len(paragraphs) == 1346
    assert 280 < words / 109 < 320


def test_draft_has_every_kind_of_paragraph() -> None:
    draft = make_draft(Order(pages=30))

    kinds = Counter(paragraph.kind for paragraph in draft.paragraphs)
    assert set(kinds) == {"heading1", "heading2", "text", "number", "bullet", "cell"}
    assert kinds["cell"] == 16 * len(draft.tables)
    assert any(paragraph.has_footnote for paragraph in draft.paragraphs)


@pytest.mark.parametrize("pages", [1, 9, 10, 11, 20, 100])
def test_draft_ends_with_a_whole_table(pages: int) -> None:
    draft = make_draft(Order(pages=pages))

    cells = [number for number, each in enumerate(draft.paragraphs) if each.kind == "cell"]
    assert cells == [first + cell for first in draft.tables for cell in range(16)]


def test_every_part_is_well_formed_and_related() -> None:
    for _, docx in return_files(ORDER):
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = archive.namelist()
            roots = {name: etree.fromstring(archive.read(name)) for name in names}
        targets = {link.get("Target") for link in roots["word/_rels/document.xml.rels"]}
        parts = {name for name in names if name.startswith("word/") and "_rels" not in name}
        assert {f"word/{target}" for target in targets} == parts - {"word/document.xml"}


def test_returns_have_as_many_edits_as_ordered() -> None:
    draft = make_draft(ORDER)

    assert [len(list(make_edits(draft, ORDER, number))) for number in (1, 2, 3)] == [30, 30, 30]


def test_some_edits_are_shared_and_some_contested() -> None:
    draft = make_draft(Order(pages=60))
    order = Order(pages=60, returns=2, edits=100)
    first, second = (
        {(edit.paragraph, edit.start, edit.end, edit.words) for edit in edits}
        for edits in (make_edits(draft, order, 1), make_edits(draft, order, 2))
    )

    shared = first & second
    apart = {edit[0] for edit in first - shared} & {edit[0] for edit in second - shared}
    assert 5 < len(shared) < 20
    assert apart


def test_tracked_returns_reject_to_the_draft() -> None:
    draft = accepted_text(body(draft_file(ORDER)))

    for _, docx in return_files(ORDER):
        root = body(docx)
        assert rejected_text(root) == draft
        assert accepted_text(root) != draft
        assert root.find(f".//{W}ins") is not None
        assert root.find(f".//{W}del") is not None


def test_untracked_returns_hold_the_accepted_text() -> None:
    tracked = [accepted_text(body(docx)) for _, docx in return_files(ORDER)]

    untracked = [body(docx) for _, docx in return_files(replace(ORDER, manner="untracked"))]

    assert [accepted_text(root) for root in untracked] == tracked
    assert all(root.find(f".//{W}ins") is None for root in untracked)
    assert all(root.find(f".//{W}del") is None for root in untracked)


def test_other_hands_write_the_same_words_in_other_bytes() -> None:
    other = replace(ORDER, has_other_hands=True)

    def paragraph_bytes(docx: bytes) -> set[bytes]:
        return {etree.tostring(each) for each in body(docx).iter(f"{W}p")}

    draft = paragraph_bytes(draft_file(ORDER))
    for (_, same), (_, changed) in zip(return_files(ORDER), return_files(other), strict=True):
        assert accepted_text(body(same)) == accepted_text(body(changed))
        assert len(paragraph_bytes(same) & draft) > 0.7 * len(draft)
        assert paragraph_bytes(changed) & draft == set()


def test_identifiers_are_unique() -> None:
    for _, docx in return_files(ORDER):
        root = body(docx)
        marks = [each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del")]
        paragraphs = [each.get(f"{W14}paraId") for each in root.iter(f"{W}p")]
        assert len(marks) == len(set(marks))
        assert len(paragraphs) == len(set(paragraphs))
