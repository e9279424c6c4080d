"""LibreOffice's own count of changes, on the documents with which ours is tested."""

import pytest
from tests.engines.redline.builder import control as content_control
from tests.engines.redline.builder import docx, p, table
from tests.engines.redline.counted import CASES, counted_document, document_with_box
from tests.engines.redline.office import Office

pytestmark = pytest.mark.office


@pytest.mark.parametrize("case", CASES)
def test_libreoffice_lists_as_many_changes(office: Office, case: str) -> None:
    blocks, expected = CASES[case]

    assert office.read(counted_document(blocks)).people == expected


def test_libreoffice_lists_the_words_of_a_box_beside_it(office: Office) -> None:
    assert office.read(document_with_box()).people == {"A": 2}


def test_libreoffice_forgets_changes_in_a_content_control_in_a_cell(office: Office) -> None:
    """There, and only there, our count is the higher one."""
    cell = [content_control(p("Bremen liegt am [-Meer-]{+Fluss+}."))]

    reading = office.read(docx(p("Oben."), table([["Land", cell]]), p("Ende.")))

    assert reading.revisions == ()
    assert reading.shown["body"][2] == "Bremen liegt am MeerFluss."
