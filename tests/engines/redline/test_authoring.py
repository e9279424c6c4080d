"""Paragraphs that an association changed in the browser come back as tracked changes."""

import pytest
from tests.engines.redline import oracle
from tests.engines.redline.authored import MOMENT, PERSON, expected, in_signs, returned, typed
from tests.engines.redline.builder import (
    Block,
    cell,
    control,
    docx,
    h1,
    li,
    look,
    p,
    section,
    table,
    textbox,
)
from tests.engines.redline.builder import Remark as OfDraft

from einklang.engines.redline import api
from einklang.engines.redline.errors import AuthoringError
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.consolidation import ReturnKind

EURO = "Wir fordern zehn Euro für die Beratung im Land."
MEANS = "Die Mittel sind zu verstetigen."
PLAIN = docx(h1("Forderungen"), p(EURO), p(MEANS), li("ein Punkt"), p("Der Schluss der Sache."))


def test_only_words_that_changed_are_recorded() -> None:
    result = returned(PLAIN, {2: "Wir fordern zwölf Euro für jede Beratung im Land."})

    assert result.changes == ["[-zehn-]{+zwölf+} A", "[-die-]{+jede+} A"]
    assert result.marked.split("\n")[1] == (
        "Wir fordern [-zehn-A]{+zwölf+A} Euro für [-die-A]{+jede+A} Beratung im Land."
    )


def test_file_names_the_person_and_a_consolidation_the_association_before_it() -> None:
    file = typed(PLAIN, {2: EURO.replace("zehn", "elf")})

    listing = api.show(file, name="a.docx")
    read = api.read_return(
        api.read_draft(PLAIN, name="e.docx"), file, association="Verband A", name="a.docx"
    )
    written = api.write(api.consolidate(api.read_draft(PLAIN, name="e.docx"), [read]))

    assert {row.author for row in listing.rows} == {PERSON}
    assert {row.date for row in listing.rows} == {MOMENT}
    assert written.overview.authors == ((f"Verband A ({PERSON})", 2),)


def test_association_signs_where_it_names_no_person() -> None:
    draft = api.read_draft(PLAIN, name="e.docx")

    file = api.author_return(
        draft, association="Verband A", person="", date=MOMENT, edits={4: "kein Punkt"}
    )

    assert {row.author for row in api.show(file, name="a.docx").rows} == {"Verband A"}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Wir fordern zehn Euro\nfür die Beratung im Land.", ["[- -]{+¶+} A"]),
        (f"{EURO}\nUnd das bald.", ["{+Und das bald.¶+} A"]),
        (f"Vorab:\n{EURO}", ["{+Vorab:¶+} A"]),
        (f"Vorab:\n{EURO}\nUnd bald.", ["{+Vorab:¶+} A", "{+Und bald.¶+} A"]),
        ("Ganz anderes.\nIn zwei Teilen.", None),
        (f"{EURO}\n", ["{+¶+} A"]),
        ("Eins\n\nzwei", None),
    ],
)
def test_line_feeds_divide_a_paragraph(text: str, changes: list[str] | None) -> None:
    result = returned(PLAIN, {2: text})

    assert result.accepted == expected(PLAIN, {2: text})
    if changes is not None:
        assert result.changes == changes


def test_paragraphs_from_a_divided_item_are_items() -> None:
    file = typed(docx(h1("Liste"), li("eins und zwei"), p("Ende.")), {2: "eins\nund zwei"})

    paras = [each for _, blocks in _stories(file) for each in oracle.paragraphs(blocks)]

    assert [each.text for each in paras] == ["Liste", "eins", "und zwei", "Ende."]
    assert paras[1].properties == paras[2].properties != paras[3].properties


def _stories(docx_file: bytes) -> list[tuple[str, tuple[oracle.Block, ...]]]:
    found = oracle.snapshot(docx_file, "accept")
    return [(story.name, story.blocks) for story in found.stories]


@pytest.mark.parametrize("empty", ["", "  ", "\n", "\r\n\t"])
def test_text_without_words_takes_the_paragraph_away(empty: str) -> None:
    result = returned(PLAIN, {3: empty})

    assert result.changes == [f"[-{MEANS}¶-] A"]
    assert result.accepted == expected(PLAIN, {3: empty})


@pytest.mark.parametrize("gone", [(1,), (5,), (4, 5), (2, 4, 5), (1, 2, 3)])
def test_paragraphs_go_at_any_place(gone: tuple[int, ...]) -> None:
    edits = dict.fromkeys(gone, "")

    result = returned(PLAIN, edits)

    assert result.accepted == expected(PLAIN, edits)


def test_last_paragraph_goes_behind_one_that_changed() -> None:
    edits = {4: "ein Punkt\nund noch einer", 5: ""}

    result = returned(PLAIN, edits)

    assert result.accepted == expected(PLAIN, edits)


def test_all_paragraphs_but_the_last_mark_can_go() -> None:
    file = typed(PLAIN, dict.fromkeys(range(1, 6), ""))

    assert oracle.text(file, "accept") == ""
    assert oracle.text(file, "reject") == oracle.text(PLAIN, "reject")


def test_paragraph_that_goes_here_and_comes_there_is_a_move() -> None:
    result = returned(PLAIN, {2: "", 4: f"ein Punkt\n{EURO}"})

    assert [change.split("[")[0] for change in result.changes] == ["move "]


# What is around the words


RICH = docx(
    p("Wir **fordern zehn** Euro im [ganzen Land](https://example.org/a) und _sofort_."),
    p("Ein Satz.[^1] Ein Bild ![Karte] und Seite {=PAGE|3=} hier."),
    p("Zeile eins\nZeile zwei\tmit Tabulator"),
    p("![Karte]"),
    p(""),
    p("Der Schluss der ganzen Sache steht hier und ist lang."),
    footnotes={"1": "Stand März."},
)


def test_numbered_paragraphs_show_signs_for_objects() -> None:
    found = api.paragraphs(api.read_draft(RICH, name="e.docx"))

    assert [(one.place.paragraph, one.text, one.is_editable) for one in found] == [
        (1, "Wir fordern zehn Euro im ganzen Land und sofort.", True),
        (2, "Ein Satz.¹ Ein Bild ▣ und Seite ▯ hier.", True),
        (3, "Zeile eins\nZeile zwei\tmit Tabulator", True),
        (4, "▣", False),
        (5, "", True),
        (6, "Der Schluss der ganzen Sache steht hier und ist lang.", True),
    ]
    assert found[2].lines == (0, 11)
    assert found[5].place.first_line == 7


def test_new_words_look_like_those_they_replace_and_links_stay() -> None:
    result = returned(RICH, {1: "Wir fordern zwölf Euro im weiten Land und sofort dazu."})

    (_, blocks), *_ = _stories(result.docx)
    first = next(oracle.paragraphs(blocks))
    assert result.changes == ["[-zehn-]{+zwölf+} A", "[-ganzen-]{+weiten+} A", "{+ dazu+} A"]
    assert [(run.text, run.look) for run in first.runs] == [
        ("Wir ", ()),
        ("fordern zwölf", ("<b>",)),
        (" Euro im ", ()),
        ("weiten Land", ("link https://example.org/a", "style Hyperlink")),
        (" und ", ()),
        ("sofort dazu", ("<i>",)),
        (".", ()),
    ]


def test_objects_stay_where_they_are() -> None:
    text = "Zwei Sätze.¹ Ein großes Bild ▣ und auf Seite ▯ mehr."

    result = returned(RICH, {2: text})

    assert in_signs(result.accepted).split("\n")[1] == text
    assert all("¹" not in change and "[▣" not in change for change in result.changes)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Ein Satz. Ein Bild ▣ und Seite ▯ hier.", "¹"),
        ("Ein Satz.¹ Ein Bild und Seite ▯ hier.", "▣"),
        ("Ganz anders.", "¹"),
        ("Ein Satz.¹ Seite ▯ und Bild ▣ hier.", "▣"),
    ],
)
def test_text_that_would_lose_an_object_is_refused(text: str, sign: str) -> None:
    with pytest.raises(AuthoringError) as caught:
        typed(RICH, {2: text})

    assert caught.value.code == "object-lost"
    assert caught.value.values == {"number": 2, "sign": sign}
    assert f"„{sign}“" in str(caught.value)
    assert "Paragraph 2 lacks the sign" in caught.value.message("en")


def test_sign_that_somebody_types_is_a_letter() -> None:
    result = returned(RICH, {2: "¹Ein Satz.¹ Ein Bild ▣ und Seite ▯ hier."})

    assert in_signs(result.accepted).split("\n")[1] == "¹Ein Satz.¹ Ein Bild ▣ und Seite ▯ hier."


def test_paragraph_goes_with_its_note() -> None:
    result = returned(RICH, {2: ""})

    assert "Stand März" not in "".join(result.accepted_in("footnote"))
    assert (
        oracle.text(result.docx, "accept").count("\n")
        == oracle.text(RICH, "as-is").count("\n") - 1
    )


def test_line_breaks_of_the_draft_stay_line_breaks() -> None:
    result = returned(RICH, {3: "Zeile eins\nZeile drei\tmit Tabulator\nund mehr"})

    assert result.changes == ["[-zwei-]{+drei+} A", "{+und mehr¶+} A"]


def test_line_break_stays_between_words_that_change() -> None:
    result = returned(RICH, {3: "Zeile zwei\nAbsatz drei\tmit Tabulator"})

    assert result.changes == ["[-eins-]{+zwei+} A", "[-Zeile zwei-]{+Absatz drei+} A"]


def test_empty_paragraph_takes_words() -> None:
    result = returned(RICH, {5: "Jetzt steht hier etwas."})

    assert result.changes == ["{+Jetzt steht hier etwas.+} A"]


def test_words_in_an_empty_paragraph_look_like_its_mark() -> None:
    draft = docx(p("Vorher steht etwas."), p("", mark="<w:b/>"), p("Nachher steht etwas."))

    file = typed(draft, {2: "Fett."})

    paras = [each for _, blocks in _stories(file) for each in oracle.paragraphs(blocks)]
    bold = docx(p("Vorher steht etwas."), p("**Fett.**", mark="<w:b/>"), p("Nachher steht etwas."))
    wanted = [each for _, blocks in _stories(bold) for each in oracle.paragraphs(blocks)]
    assert [each.runs for each in paras] == [each.runs for each in wanted]


# Tables, controls, sections


GRID = docx(
    p("Die Stellen in den Ländern sind wie folgt verteilt."),
    table([["Land", "Stellen"], ["Bayern", [p("zwölf"), p("und mehr")]], ["", cell("sieben")]]),
    p("Der Schluss der Sache."),
)


@pytest.mark.parametrize(
    ("edits", "cells"),
    [
        ({3: "Plätze"}, ["Land", "Plätze", "Bayern", "zwölf", "und mehr", "", "sieben"]),
        ({4: ""}, ["Land", "Stellen", "", "zwölf", "und mehr", "", "sieben"]),
        ({5: ""}, ["Land", "Stellen", "Bayern", "und mehr", "", "sieben"]),
        ({6: ""}, ["Land", "Stellen", "Bayern", "zwölf", "", "sieben"]),
        ({5: "", 6: ""}, ["Land", "Stellen", "Bayern", "", "", "sieben"]),
        ({7: "Bremen"}, ["Land", "Stellen", "Bayern", "zwölf", "und mehr", "Bremen", "sieben"]),
        ({8: "sechs\nneu"}, ["Land", "Stellen", "Bayern", "zwölf", "und mehr", "", "sechs\nneu"]),
    ],
)
def test_cells_are_changed_like_other_paragraphs(edits: dict[int, str], cells: list[str]) -> None:
    result = returned(GRID, edits)

    first, *inner, last = result.accepted.split("\n")
    assert (first, last) == (
        "Die Stellen in den Ländern sind wie folgt verteilt.",
        "Der Schluss der Sache.",
    )
    assert "\n".join(inner) == "\n".join(cells)


def test_paragraph_that_ends_a_section_becomes_empty() -> None:
    draft = docx(p(EURO), p(MEANS, section=section()), p("Der Schluss der ganzen Sache."))

    result = returned(draft, {2: ""})

    assert result.changes == [f"[-{MEANS}-] A"]
    assert result.accepted == f"{EURO}\n\nDer Schluss der ganzen Sache."


def test_words_in_a_control_are_changed_inside_it() -> None:
    draft = docx(p(EURO), control(p("Bitte hier eintragen.")), p("Der {:Wert:feld} zählt."))

    result = returned(draft, {2: "Bitte dort eintragen.", 3: "Der Wert zählt viel."})

    assert result.changes == ["[-hier-]{+dort+} A", "{+ viel+} A"]


def test_paragraph_beside_a_text_box_can_be_changed() -> None:
    draft = docx(p(EURO, textbox(p("Im Kasten steht dies.")), " Und weiter."), p(MEANS))

    result = returned(draft, {1: f"{EURO}▭ Und fort."})

    assert result.changes == ["[-weiter-]{+fort+} A"]


def test_tracked_changes_of_the_draft_count_as_made() -> None:
    draft = docx(p("Wir fordern [-neun-]{+zehn+} Euro für alle.", by="Lea Fall"), p(MEANS))

    assert [one.text for one in api.paragraphs(api.read_draft(draft, name="e.docx"))] == [
        "Wir fordern zehn Euro für alle.",
        MEANS,
    ]
    assert returned(draft, {1: "Wir fordern elf Euro für alle."}).changes == ["[-zehn-]{+elf+} A"]


# Remarks


def test_remarks_come_back_as_comments_with_their_words() -> None:
    result = returned(
        PLAIN,
        {2: EURO.replace("zehn", "elf"), 3: ""},
        [
            Remark(2, "Warum?\nBitte\tbegründen.", "zehn Euro"),
            Remark(3, "Entbehrlich."),
            Remark(5, "Gut so.", "steht nicht da"),
        ],
    )

    assert result.comments == [
        "A on “zehn Euro”: Warum?\nBitte\tbegründen.",
        f"A on “{MEANS}”: Entbehrlich.",
        "A on “Der Schluss der Sache.”: Gut so.",
    ]
    assert [one.place.paragraph for one in result.overview.comments] == [2, 3, 5]


def test_remark_on_a_paragraph_that_goes_before_a_table_stays_in_the_one_before_it() -> None:
    draft = docx(p(EURO), p(MEANS), table([["Land", "Stellen"]]), p("Der Schluss der Sache."))

    file = typed(draft, {2: ""}, [Remark(2, "Warum weg?")])
    accepted = api.settle(file, name="a.docx", verdict="accept").docx

    assert oracle.text(accepted, "as-is") == f"{EURO}\nLand\nStellen\nDer Schluss der Sache."
    assert [one.text for one in oracle.comments(accepted)] == ["Warum weg?"]


def test_remarks_alone_are_a_return_of_comments() -> None:
    result = returned(GRID, {}, [Remark(8, "Stimmt die Zahl?")])

    assert result.overview.returns[0].kind is ReturnKind.COMMENTS
    assert result.comments == ["A on “sieben”: Stimmt die Zahl?"]


def test_remark_at_a_picture_is_welcome() -> None:
    result = returned(RICH, {}, [Remark(4, "Unscharf.")])

    assert [one.text for one in result.overview.comments] == ["Unscharf."]
    assert result.overview.comments[0].place.paragraph == 4


def test_comments_of_the_draft_stay() -> None:
    draft = docx(p(f"<<c1|{EURO}|c1>>"), p(MEANS), comments={"c1": OfDraft("Von uns.")})

    result = returned(draft, {1: EURO.replace("zehn", "elf")}, [Remark(1, "Und von uns.")])

    assert [one.text for one in result.overview.comments] == ["Von uns.", "Und von uns."]


# What changes nothing, and what is refused


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {2: EURO},
        {3: MEANS, 1: "Forderungen"},
    ],
)
def test_text_as_it_was_changes_nothing(edits: dict[int, str]) -> None:
    result = returned(PLAIN, edits)

    assert result.changes == []
    assert result.kinds == ["nil"]


def test_lines_as_a_browser_ends_them_change_nothing() -> None:
    result = returned(RICH, {3: "Zeile eins\r\nZeile zwei\tmit Tabulator", 4: "▣", 5: ""})

    assert result.changes == []


@pytest.mark.parametrize(
    ("edits", "comments", "code"),
    [
        ({0: "x"}, [], "unknown-paragraph"),
        ({7: "x"}, [], "unknown-paragraph"),
        ({-1: ""}, [], "unknown-paragraph"),
        ({4: "Wort ▣"}, [], "not-editable"),
        ({4: ""}, [], "not-editable"),
        ({1: "a\x00b"}, [], "control-character"),
        ({1: "a\x0bb"}, [], "control-character"),
        ({1: "a\ufffcb"}, [], "control-character"),
        ({1: "a\ud800b"}, [], "control-character"),
        ({1: "wort " * 20_001}, [], "text-too-long"),
        ({}, [Remark(9, "x")], "unknown-paragraph"),
        ({}, [Remark(1, " \n")], "remark-empty"),
        ({}, [Remark(1, "\x1b")], "control-character"),
        ({}, [Remark(1, "x" * 100_001)], "text-too-long"),
    ],
)
def test_what_does_not_fit_is_refused(
    edits: dict[int, str], comments: list[Remark], code: str
) -> None:
    with pytest.raises(AuthoringError) as caught:
        typed(RICH, edits, comments)

    assert caught.value.code == code
    assert caught.value.message("de") != caught.value.message("en")


def test_odd_character_of_the_draft_may_stay() -> None:
    draft = docx(p("Ein Zeichen\x7f steht hier im Text."), p(MEANS))

    result = returned(draft, {1: "Ein Zeichen\x7f steht dort im Text."})

    assert result.changes == ["[-hier-]{+dort+} A"]


def test_longest_text_is_taken() -> None:
    text = "Ein langes Wort folgt dem anderen. " * 2857

    file = typed(PLAIN, {2: text})

    assert oracle.text(file, "accept").split("\n")[1] == text


@pytest.mark.parametrize(
    ("person", "date", "code"),
    [
        ("Kim\x07", MOMENT, "name-unusable"),
        ("Kim" * 86, MOMENT, "name-unusable"),
        (" ", MOMENT, "name-unusable"),
        ("Kim", "gestern", "moment-unreadable"),
        ("Kim", "", "moment-unreadable"),
        ("Lea Fall", "2026-03-01T10:00:00Z", "moment-taken"),
    ],
)
def test_name_and_moment_must_do_for_a_signature(person: str, date: str, code: str) -> None:
    file = docx(p("Wir {+alle +}fordern.", by="Lea Fall"), p(MEANS))
    draft = api.read_draft(file, name="e.docx")

    with pytest.raises(AuthoringError) as caught:
        api.author_return(draft, association=" ", person=person, date=date, edits={2: "Neu."})

    assert caught.value.code == code


def test_draft_can_be_answered_many_times() -> None:
    draft = api.read_draft(PLAIN, name="e.docx")

    files = [
        api.author_return(
            draft, association=name, person="Kim", date=MOMENT, edits={2: f"{name}: {EURO}"}
        )
        for name in ("A", "B", "A")
    ]

    assert files[0] == files[2] != files[1]
    assert oracle.text(files[1], "accept").split("\n")[1] == f"B: {EURO}"


def test_paragraphs_have_levels_and_styles() -> None:
    made: list[Block] = [h1("Eins"), p("Text"), p("Mitte", look=look(align="center"))]

    found = api.paragraphs(api.read_draft(docx(*made), name="e.docx"))

    assert [(one.level, one.label) for one in found] == [(1, "heading 1"), (0, ""), (0, "")]
