"""Rows cut each paragraph into pieces of one fate, and lose nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.redline.report.overviews import AWO, CARITAS, DRK, large_overview, overview

from einklang.engines.redline.model.change import (
    Change,
    ChangeKind,
    Comment,
    Conflict,
    Place,
    Rule,
)
from einklang.engines.redline.model.consolidation import Overview, Paragraph
from einklang.engines.redline.report.rows import Row, rows

THREE = ("Eins zwei.", "Drei vier.", "Fünf sechs.")


def drawn(row: Row) -> str:
    """Return a row in one line: `[-struck|c1-]`, `{+new|c2+}`, `~formatted|c3~`, `<k1>`."""
    said = ""
    for piece in row.pieces:
        words = piece.text.replace("\n", "¶")
        if piece.inserted_by:
            said += f"{{+{words}|{piece.inserted_by.id}+}}"
        elif piece.struck_by:
            said += f"[-{words}|{','.join(change.id for change in piece.struck_by)}-]"
        elif piece.formatted_by:
            said += f"~{words}|{','.join(change.id for change in piece.formatted_by)}~"
        else:
            said += words
        said += "".join(f"<{key}>" for key in (*piece.conflicts, *piece.comments))
    return said


def names(row: Row) -> list[tuple[str, list[str]]]:
    return [(p.text, [change.id for change in p.named]) for p in row.pieces if p.named]


def body(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(Place("body", (), number, number, 0, len(text)), text)
        for number, text in enumerate(texts, 1)
    )


def of(*changes: Change, paragraphs: tuple[Paragraph, ...] = body(*THREE)) -> Overview:
    return Overview("e.docx", "", 1, (), paragraphs, changes, (), ())


def change(id_: str, place: Place, deleted: str = "", inserted: str = "") -> Change:
    both = ChangeKind.REPLACE if inserted else ChangeKind.DELETE
    return Change(id_, both if deleted else ChangeKind.INSERT, place, deleted, inserted, (AWO,))


def test_row_shows_words_changed_in_two_ways_once() -> None:
    place = Place(paragraph=1, start=5, end=9)
    conflict = Conflict("k1", Rule.OVERLAP, place, "zwei", ("c1", "c2"))
    made = of(change("c1", place, "zwei", "drei"), change("c2", place, "zwei", "vier"))

    row = rows(replace(made, conflicts=(conflict,)))[0]

    assert drawn(row) == "Eins [-zwei|c1,c2-]{+drei|c1+}{+vier|c2+}<k1>."
    assert names(row) == [("drei", ["c1"]), ("vier", ["c2"])]


def test_row_shows_overlapping_deletions() -> None:
    made = of(
        change("c1", Place(paragraph=1, start=0, end=7), "Eins zw"),
        change("c2", Place(paragraph=1, start=5, end=9), "zwei"),
    )

    row = rows(made)[0]

    assert drawn(row) == "[-Eins |c1-][-zw|c1,c2-][-ei|c2-]."
    assert names(row) == [("zw", ["c1"]), ("ei", ["c2"])]


def test_row_shows_an_insertion_inside_a_deletion() -> None:
    made = of(
        change("c1", Place(paragraph=1, start=0, end=9), "Eins zwei"),
        change("c2", Place(paragraph=1, start=5, end=5), "", "neu "),
    )

    row = rows(made)[0]

    assert drawn(row) == "[-Eins |c1-]{+neu |c2+}[-zwei|c1-]."
    assert names(row) == [("neu ", ["c2"]), ("zwei", ["c1"])]


def test_row_shows_formatting_under_a_deletion() -> None:
    place = Place(paragraph=1, start=0, end=9)
    bold = Change("c1", ChangeKind.FORMAT, place, "Eins zwei", "", (AWO,), ("b: off → on",))
    made = of(bold, change("c2", Place(paragraph=1, start=5, end=9), "zwei"))

    row = rows(made)[0]

    assert drawn(row) == "~Eins |c1~[-zwei|c2-]."
    assert names(row) == [("zwei", ["c2", "c1"])]


def test_change_over_several_paragraphs_is_a_piece_of_each() -> None:
    place = Place(paragraph=1, last_paragraph=3, start=5, end=4)
    made = of(change("c1", place, "zwei.\nDrei vier.\nFünf", "acht"))

    first, second, third = rows(made)

    assert drawn(first) == "Eins [-zwei.|c1-][-¶|c1-]"
    assert drawn(second) == "[-Drei vier.|c1-][-¶|c1-]"
    assert drawn(third) == "[-Fünf|c1-]{+acht|c1+} sechs."
    assert [row.changes for row in (first, second, third)] == [made.changes, (), ()]
    assert [row.continued for row in (first, second, third)] == [(), made.changes, made.changes]


def test_deleted_paragraph_ends_with_its_own_mark() -> None:
    to_the_next = Place(paragraph=2, last_paragraph=3, start=0, end=0)
    alone = Place(paragraph=2, last_paragraph=2, start=0, end=10)
    for place in (to_the_next, alone):
        made = of(change("c1", place, "Drei vier.\n", "Neu.\n"))

        first, second, third = rows(made)

        assert drawn(first) == "Eins zwei."
        assert drawn(second) == "[-Drei vier.|c1-][-¶|c1-]{+Neu.¶|c1+}"
        assert drawn(third) == "Fünf sechs."
        assert [row.is_touched for row in (first, second, third)] == [False, True, False]


def test_joined_paragraphs_show_the_mark_that_goes() -> None:
    made = of(change("c1", Place(paragraph=1, last_paragraph=2, start=10, end=0), "\n", " "))

    assert drawn(rows(made)[0]) == "Eins zwei.[-¶|c1-]{+ |c1+}"


def test_insertions_stand_at_beginning_and_end() -> None:
    made = of(
        change("c1", Place(paragraph=1), "", "Null\n"),
        change("c2", Place(paragraph=1, start=10, end=10), "", "\nEinhalb"),
    )

    assert drawn(rows(made)[0]) == "{+Null¶|c1+}Eins zwei.{+¶Einhalb|c2+}"


def test_move_shows_at_both_ends() -> None:
    place, target = Place(paragraph=1, end=4), Place(paragraph=3, start=4, end=4)
    move = Change("c1", ChangeKind.MOVE, place, "Eins", "", (AWO,), target=target)

    first, _, third = rows(of(move))

    assert drawn(first) == "[-Eins|c1-] zwei."
    assert drawn(third) == "Fünf{+Eins|c1+} sechs."
    assert (first.arrivals, third.arrivals) == ((), (move,))


def test_move_inside_a_paragraph_does_not_arrive() -> None:
    place, target = Place(paragraph=1, end=5), Place(paragraph=1, start=9, end=9)
    move = Change("c1", ChangeKind.MOVE, place, "Eins ", " eins", (AWO,), target=target)

    first = rows(of(move))[0]

    assert drawn(first) == "[-Eins |c1-]zwei{+ eins|c1+}."
    assert first.arrivals == ()


def test_new_table_row_strikes_nothing() -> None:
    place = Place(paragraph=1, end=10)
    made = of(Change("c1", ChangeKind.TABLE, place, "", "x\ty\n", (AWO,)))

    assert drawn(rows(made)[0]) == "Eins zwei.{+x\ty¶|c1+}"


def table_body() -> tuple[Paragraph, ...]:
    found = []
    for number, text in enumerate(("a", "b", "c", "d"), 1):
        steps = (("table", 1), ("row", (number + 1) // 2), ("cell", 2 - number % 2))
        place = Place("body", steps, number, number, 0, 1)
        found.append(Paragraph(place, text))
    return tuple(found)


def test_deleted_table_row_strikes_its_cells() -> None:
    place = Place("body", (("table", 1), ("row", 2)), 3, 3)
    gone = Change("c1", ChangeKind.TABLE, place, "c\td", "", (AWO,))

    found = rows(of(gone, paragraphs=table_body()))

    assert [drawn(row) for row in found] == ["a", "b", "[-c|c1-]", "[-d|c1-]"]
    assert [row.changes for row in found] == [(), (), (gone,), ()]
    assert [row.continued for row in found] == [(), (), (), (gone,)]


def test_two_deleted_table_rows_strike_all_cells() -> None:
    gone = [
        Change(f"c{n}", ChangeKind.TABLE, Place("body", (("table", 1), ("row", n)), 2 * n - 1),
               "x", "", (AWO,))
        for n in (1, 2)
    ]  # fmt: skip

    found = rows(of(*gone, paragraphs=table_body()))

    assert [drawn(row) for row in found] == ["[-a|c1-]", "[-b|c1-]", "[-c|c2-]", "[-d|c2-]"]


def test_replaced_cell_strikes_only_itself() -> None:
    place = Place("body", (("table", 1), ("row", 1), ("cell", 2)), 2, 2)
    made = of(Change("c1", ChangeKind.TABLE, place, "b", "x", (AWO,)), paragraphs=table_body())

    assert [drawn(row) for row in rows(made)] == ["a", "[-b|c1-]{+x|c1+}", "c", "d"]


def test_deleted_table_row_that_is_not_known_strikes_at_its_place() -> None:
    place = Place("body", (("table", 9), ("row", 2)), 1, 1, 0, 1)
    gone = Change("c1", ChangeKind.TABLE, place, "a", "", (AWO,))

    assert drawn(rows(of(gone, paragraphs=table_body()))[0]) == "[-a|c1-]"


def test_new_table_row_reads_in_one_line() -> None:
    place = Place("body", (("table", 1), ("row", 2)), 3, 3)
    new = Change("c1", ChangeKind.TABLE, place, "", "x\ty", (AWO,))

    piece = rows(of(new, paragraphs=table_body()))[2].pieces[0]

    assert (piece.shown, piece.stands_alone) == ("x | y", True)


def test_rows_of_other_stories_come_after_the_body() -> None:
    header = Place("header", (("header", 1),), end=4)
    paragraphs = (Paragraph(header, "Kopf"), *body("Eins"))

    found = rows(of(change("c1", replace(header, end=0), "", "X"), paragraphs=paragraphs))

    assert [drawn(row) for row in found] == ["Eins", "{+X|c1+}Kopf"]


def test_paragraphs_that_share_a_way_are_told_apart_by_their_words() -> None:
    note = Place("footnote", (("footnote", 2),))
    paragraphs = (Paragraph(note, "Erster"), Paragraph(note, "Zweiter"), Paragraph(note, "Drei"))
    made = of(change("c1", replace(note, end=2), "Zweiter\nDr", "V"), paragraphs=paragraphs)

    assert [drawn(row) for row in rows(made)] == [
        "Erster",
        "[-Zweiter|c1-][-¶|c1-]",
        "[-Dr|c1-]{+V|c1+}ei",
    ]


def test_words_that_match_nowhere_go_to_the_first_paragraph_of_the_way() -> None:
    note = Place("footnote", (("footnote", 2),))
    made = of(change("c1", replace(note, end=2), "XY"), paragraphs=(Paragraph(note, "Erster"),))

    assert [drawn(row) for row in rows(made)] == ["[-Er|c1-]ster"]


def test_places_without_a_paragraph_get_rows_of_their_own() -> None:
    box = Place("textbox", (("textbox", 1),), start=3, end=7)
    target = replace(box, steps=(("textbox", 2),))
    move = Change("c3", ChangeKind.MOVE, Place(paragraph=1, end=4), "Eins", "", (AWO,),
                  target=target)  # fmt: skip
    lost = Place(paragraph=99, start=2, end=4)
    made = of(
        change("c1", box, "alt", "neu"),
        change("c2", box, "", "mehr"),
        move,
        change("c4", lost, "ab"),
    )
    comment = Comment("m1", box, "alt", CARITAS, "Hm")

    found = rows(replace(made, comments=(comment,)))

    assert [drawn(row) for row in found[3:]] == [
        "[-ab|c4-]",
        "[-alt|c1-]{+neu|c1+}{+mehr|c2+}<m1>",
        "{+Eins|c3+}",
    ]
    assert [row.text for row in found[3:]] == ["", "", ""]


def test_note_on_a_whole_paragraph_stands_at_its_end() -> None:
    place = Place(paragraph=1, last_paragraph=2, start=0, end=0)
    comment = Comment("m1", place, "Eins zwei.\n", DRK, "Gut")

    found = rows(replace(of(), comments=(comment,)))

    assert [drawn(row) for row in found] == ["Eins zwei.<m1>", "Drei vier.", "Fünf sechs."]


def test_rows_of_everything_lose_no_word() -> None:
    whole = overview()

    found = rows(whole)

    assert [row.text for row in found[:16]] == [p.text for p in whole.paragraphs]
    for row, paragraph in zip(found, whole.paragraphs, strict=False):
        kept = "".join(piece.text for piece in row.pieces if piece.inserted_by is None)
        assert kept.removesuffix("\n") == paragraph.text
    assert sorted(c.id for row in found for c in row.changes) == sorted(
        c.id for c in whole.changes
    )
    assert sorted(c.id for row in found for c in row.comments) == ["m1", "m2", "m3"]


def test_rows_of_an_untouched_paragraph_are_one_piece() -> None:
    assert [len(row.pieces) for row in rows(large_overview(30, 0))] == [1] * 30


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(0, 4), st.integers(0, 15), st.integers(0, 15),
            st.sampled_from(["", "x", "\n", "x\ny", "x\n"]), st.sampled_from(["", "neu", "n\n"]),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_rows_keep_text_and_changes_whatever_the_places_are(
    drawn_changes: list[tuple[int, int, int, int, str, str]],
) -> None:
    made = of(
        *(
            change(f"c{n}", Place("body", (), first, last, start, end), old, new)
            for n, (first, last, start, end, old, new) in enumerate(drawn_changes)
        )
    )

    found = rows(made)

    known = [row for row in found if row.text]
    texts = [
        "".join(piece.text for piece in row.pieces if piece.inserted_by is None) for row in known
    ]
    assert [text.removesuffix("\n") for text in texts] == list(THREE)
    assert sorted(c.id for row in found for c in row.changes) == sorted(c.id for c in made.changes)
    inserted = [p.inserted_by.id for row in found for p in row.pieces if p.inserted_by]
    assert sorted(inserted) == sorted(c.id for c in made.changes if c.inserted)
