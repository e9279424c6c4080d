"""How many changes a name has; LibreOffice's own count is held against the same documents."""

import pytest
from tests.engines.redline.counted import CASES, counted_document, document_with_box

from einklang.engines.redline.package.package import Package
from einklang.engines.redline.writer.counting import count_authors


def counted(content: bytes) -> dict[str, int]:
    package = Package.read(content, name="datei.docx")
    return dict(count_authors([package.root(package.main)]))


@pytest.mark.parametrize("case", CASES)
def test_changes_are_counted_as_libreoffice_lists_them(case: str) -> None:
    blocks, expected = CASES[case]

    assert counted(counted_document(blocks)) == expected


def test_words_of_a_new_text_box_are_listed_beside_it() -> None:
    assert counted(document_with_box()) == {"A": 2}


def test_names_come_in_order_and_parts_are_added_up() -> None:
    blocks, _ = CASES["two people"]
    package = Package.read(counted_document(blocks), name="datei.docx")
    root = package.root(package.main)

    assert count_authors([root, root]) == (("A", 2), ("B", 2))
    assert count_authors([]) == ()
