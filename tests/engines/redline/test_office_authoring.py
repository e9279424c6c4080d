"""Writer opens what an association typed in the browser, and counts and settles it as we do."""

import pytest
from tests.engines.redline.authored import PERSON, returned
from tests.engines.redline.builder import docx, h1, li, p, table
from tests.engines.redline.office import Office

from einklang.engines.redline.model.authored import Remark

pytestmark = pytest.mark.office

DRAFT = docx(
    h1("Forderungen"),
    p("Wir **fordern** zehn Euro.[^1] Das ist [sehr viel](https://example.org) im Jahr."),
    p("Die Mittel sind dafür bereitzustellen und zu verstetigen."),
    li("ein Punkt"),
    li("noch ein Punkt"),
    table([["Land", "Stellen"], ["Bayern", "zwölf"]]),
    p("Der Schluss der Sache steht hier."),
    footnotes={"1": "Stand März."},
)


def test_writer_reads_typed_edits_as_tracked_changes_and_remarks(office: Office) -> None:
    result = returned(
        DRAFT,
        {
            2: "Wir fordern zwölf Euro.¹ Das ist recht viel im Jahr.",
            3: "Die Mittel sind dafür bereitzustellen.\nSie sind zu verstetigen.",
            4: "",
            9: "",
            10: "Der Schluss der Sache steht dort.",
        },
        [Remark(2, "Warum zwölf?", "zehn Euro")],
    )

    reading = office.read(result.docx)

    before = office.read(DRAFT).shown
    assert reading.rejected == before
    assert reading.accepted["body"] == [
        "Forderungen",
        "Wir fordern zwölf Euro.1 Das ist recht viel im Jahr.",
        "Die Mittel sind dafür bereitzustellen.",
        "Sie sind zu verstetigen.",
        "noch ein Punkt",
        "Land",
        "Stellen",
        "Bayern",
        "",
        "Der Schluss der Sache steht dort.",
    ]
    assert reading.people == dict(result.overview.authors)
    assert list(reading.people) == [f"A ({PERSON})"]
    assert reading.left == 0
    assert [(one.author, one.text) for one in reading.comments] == [
        (f"A ({PERSON})", "Warum zwölf?")
    ]
    assert reading.questions == ()
