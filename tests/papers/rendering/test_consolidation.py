import io

import docx
import pytest
from tests.papers.factories import docx_of

from einklang.engines.redline.api import author_return, read_draft, show
from einklang.engines.redline.model.authored import Remark
from einklang.papers.rendering.consolidation import (
    ChangedEngineError,
    Decided,
    ReturnRefusedError,
    Sent,
    Sources,
    carry_out,
    next_name,
    protocols,
    put_together,
)

TEXT = ("# Forderungen", "Wir fordern zehn Euro.", "Der Bund zahlt.", "Die Länder auch.", "Ende.")


def answered(data: bytes, association: str, edits: dict[int, str], *remarks: Remark) -> Sent:
    written = author_return(
        read_draft(data, name="entwurf.docx"),
        association=association,
        person="Kim Muster",
        date=f"2026-03-{len(association):02}T10:00:00Z",
        edits=edits,
        comments=remarks,
    )
    return Sent(association, f"{association}.docx", written)


def sources(data: bytes, *returns: Sent) -> Sources:
    return Sources(Sent("", "entwurf.docx", data), (), returns)


def words_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_same_sources_give_the_same_result_in_any_order() -> None:
    data = docx_of(*TEXT)
    one = answered(data, "Verband A", {2: "Wir fordern elf Euro."})
    two = answered(data, "Verband B", {2: "Wir fordern zwölf Euro."}, Remark(3, "Wirklich?"))

    first, second = put_together(sources(data, one, two)), put_together(sources(data, two, one))

    assert first == second


def test_every_proposal_stands_in_exactly_one_row() -> None:
    data = docx_of(*TEXT)
    one = answered(data, "Verband A", {2: "Wir fordern elf Euro.", 3: "", 4: ""})
    two = answered(data, "Verband B", {2: "Wir fordern zwölf Euro.", 5: "Schluss."})

    made = put_together(sources(data, one, two))

    for language in ("de", "en"):
        told = [
            change
            for row in made.rows[language]
            for block in row["blocks"]
            for change in ([block["id"]] if block["kind"] == "change" else block["changes"])
        ]
        assert sorted(told) == sorted(wish.change for wish in made.wishes)
    notes = [
        block["html"]
        for row in made.rows["de"]
        for block in row["blocks"]
        if block["kind"] == "note"
    ]
    assert any("Fortsetzung" in note for note in notes)


def test_progress_counts_the_returns() -> None:
    data = docx_of(*TEXT)
    heard: list[int] = []

    put_together(
        sources(data, answered(data, "A", {2: "Eins."}), answered(data, "B", {2: "Zwei."})),
        progress=heard.append,
    )

    assert heard == [1, 2]


def test_words_of_files_are_escaped() -> None:
    data = docx_of("Vorher <b>fett</b> & mehr.")
    one = answered(data, "Verband <A>", {1: "Nachher <script>alert(1)</script> & mehr."})

    made = put_together(sources(data, one))

    html = made.rows["de"][0]["html"] + made.wishes[0].html["de"] + made.wishes[0].html["en"]
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;A&gt;" in made.wishes[0].html["de"]


def test_refused_file_names_its_association() -> None:
    data = docx_of(*TEXT)

    with pytest.raises(ReturnRefusedError) as caught:
        put_together(sources(data, Sent("Verband A", "a.docx", b"nonsense")))

    assert caught.value.association == "Verband A"
    assert set(caught.value.messages) == {"de", "en"}


def test_result_has_nothing_recorded_even_if_the_draft_had() -> None:
    recorded = answered(docx_of(*TEXT), "Entwurf", {3: "Der Bund zahlt alles."}).data
    one = answered(recorded, "Verband A", {2: "Wir fordern elf Euro."}, Remark(2, "Gut?"))
    asked = sources(recorded, one)
    overview = put_together(asked).overview

    result = carry_out(asked, overview, [Decided("c1", "accept")])

    assert show(result, name="x.docx").rows == ()
    assert words_of(result) == [
        "Forderungen",
        "Wir fordern elf Euro.",
        "Der Bund zahlt alles.",
        "Die Länder auch.",
        "Ende.",
    ]


def test_other_answers_than_those_decided_are_noticed() -> None:
    data = docx_of(*TEXT)
    one = answered(data, "Verband A", {2: "Wir fordern elf Euro."})
    other = answered(data, "Verband A", {2: "Wir fordern zwölf Euro."})
    overview = put_together(sources(data, one)).overview

    with pytest.raises(ChangedEngineError):
        carry_out(sources(data, other), overview, [])


def test_protocols_name_reasons_and_own_words() -> None:
    data = docx_of(*TEXT)
    one = answered(data, "Verband A", {2: "Wir fordern elf Euro.", 5: "Schluss."})
    overview = put_together(sources(data, one)).overview
    decided = [
        Decided("c1", "reject", "Zu viel."),
        Decided("c2", "replace", "", "Aus und vorbei"),
    ]

    found = protocols(overview, decided, ["Verband A", "Verband B"])

    assert list(found) == [None, "Verband A", "Verband B"]
    for html in found.values():
        assert "Zu viel." in html.decode()
        assert "Aus und vorbei" in html.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("entwurf.docx", "entwurf-3.docx"),
        ("entwurf-2.docx", "entwurf-3.docx"),
        ("MPK-Papier.docx", "MPK-Papier-3.docx"),
        ("-1.docx", "-1-3.docx"),
    ],
)
def test_next_name_counts_on(name: str, expected: str) -> None:
    assert next_name(name, 3) == expected
