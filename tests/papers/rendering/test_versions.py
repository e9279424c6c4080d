"""The first draft from an outline, and any two versions compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.papers.factories import docx_of

from einklang.engines.typeset.model import BulletList, Heading, Paragraph
from einklang.papers.errors import FileRefusedError
from einklang.papers.rendering.versions import (
    Outline,
    compare_docx,
    compare_rows,
    outline_blocks,
    outline_docx,
    read_paragraphs,
)


def test_outline_becomes_headings_paragraphs_and_lists() -> None:
    blocks = outline_blocks("# Eins\nText\n- a\n- b\n\n## Zwei\n- c\n#\n")

    shapes = [type(block) for block in blocks]
    assert shapes == [Heading, Paragraph, BulletList, Heading, BulletList]
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    lists = [len(block.items) for block in blocks if isinstance(block, BulletList)]
    assert (levels, lists) == ([2, 3], [2, 1])


def test_outline_never_skips_a_level() -> None:
    blocks = outline_blocks("### Tief\n##### Tiefer\n#### Noch tiefer\n# Oben")

    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 3, 4, 2]


@given(st.lists(st.sampled_from(["# A", "## B", "### C", "- d", "e", "", "#", "- "]), max_size=12))
def test_outline_of_any_lines_is_a_document(lines: list[str]) -> None:
    data = outline_docx(
        Outline("Titel", "Stellungnahme", "Verband A", date(2026, 3, 5), "\n".join(lines))
    )

    assert read_paragraphs(data, "entwurf.docx")[0].text == "Titel"


def test_compared_rows_say_what_is_touched() -> None:
    old = docx_of("# Anlass", "Wir fordern zehn Euro.", "Das bleibt.")
    new = docx_of("# Anlass", "Wir fordern zwölf Euro.", "Das bleibt.")

    found = compare_rows(old, new, by="Version 2", language="de")

    assert found.changes == 1
    assert [row.is_touched for row in found.rows] == [False, True, False]
    assert found.rows[1].changes == ("c1",)
    assert found.rows[1].address == "Abs. 2, Z. 2"


def test_versions_that_cannot_be_compared_are_refused_with_advice() -> None:
    one, other = docx_of("Ein Satz zur Beratung."), docx_of("Etwas völlig anderes steht hier.")

    for old, new in ((one, other), (one, b"kaputt"), (b"kaputt", one)):
        with pytest.raises(FileRefusedError) as caught:
            compare_docx(old, new, by="Version 2")
        assert caught.value.advice
    with pytest.raises(FileRefusedError):
        read_paragraphs(b"kaputt", "entwurf.docx")
