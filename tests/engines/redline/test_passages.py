"""Which passages of one version are not in the next one as they were."""

import pytest
from tests.engines.redline.builder import Block, docx, h1, li, look, p, row, table, textbox

from einklang.engines.redline import api
from einklang.engines.redline.model.passage import Passage, PassageKind, Succession

CHANGED, NEW, GONE = PassageKind.CHANGED, PassageKind.NEW, PassageKind.GONE
MOVED, LOOK = PassageKind.MOVED, PassageKind.LOOK

EURO = "Wir fordern zehn Euro für die Beratung im ganzen Land."
MEANS = "Die Mittel sind dafür bereitzustellen und zu verstetigen."
FENCE = "Ein dritter Satz handelt von ganz anderen Dingen, nämlich Zäunen."
NEWS = "Ganz neu steht dies hier, ohne dass es jemand erwartet hätte."


def followed(old: bytes, new: bytes) -> Succession:
    return api.succession(api.read_draft(old, name="alt.docx"), new, name="neu.docx")


def touched(old: bytes, new: bytes) -> list[Passage]:
    return list(followed(old, new).passages)


def three(*blocks: Block) -> bytes:
    return docx(*blocks) if blocks else docx(p(EURO), p(MEANS), p(FENCE))


def test_same_version_touches_nothing() -> None:
    found = followed(three(), three())

    assert found == Succession((), {1: 1, 2: 2, 3: 3})
    assert api.touched_passages(api.read_draft(three(), name="a"), three(), name="b") == ()


@pytest.mark.parametrize(
    ("new", "passage", "successors"),
    [
        (
            [p(NEWS), p(EURO), p(MEANS), p(FENCE)],
            Passage(NEW, (), (1,), (), (NEWS,), is_editorial=False, after=0),
            {1: 2, 2: 3, 3: 4},
        ),
        (
            [p(EURO), p(NEWS), p(MEANS), p(FENCE)],
            Passage(NEW, (), (2,), (), (NEWS,), is_editorial=False, after=1),
            {1: 1, 2: 3, 3: 4},
        ),
        (
            [p(EURO), p(MEANS), p(FENCE), p(NEWS)],
            Passage(NEW, (), (4,), (), (NEWS,), is_editorial=False, after=3),
            {1: 1, 2: 2, 3: 3},
        ),
        ([p(MEANS), p(FENCE)], Passage(GONE, (1,), (), (EURO,)), {1: None, 2: 1, 3: 2}),
        ([p(EURO), p(FENCE)], Passage(GONE, (2,), (), (MEANS,)), {1: 1, 2: None, 3: 2}),
        ([p(EURO), p(MEANS)], Passage(GONE, (3,), (), (FENCE,)), {1: 1, 2: 2, 3: None}),
        ([p(FENCE), p(EURO), p(MEANS)], Passage(MOVED, (3,), (1,)), {1: 2, 2: 3, 3: 1}),
        ([p(MEANS), p(FENCE), p(EURO)], Passage(MOVED, (1,), (3,)), {1: 3, 2: 1, 3: 2}),
        (
            [
                p("Wir fordern zehn Euro für"),
                p("die Beratung im ganzen Land."),
                p(MEANS),
                p(FENCE),
            ],
            Passage(CHANGED, (1,), (1, 2), (" ",), ("\n",)),
            {1: 1, 2: 3, 3: 4},
        ),
        (
            [p(f"{EURO} {MEANS}"), p(FENCE)],
            Passage(CHANGED, (1, 2), (1,), ("\n",), (" ",)),
            {1: 1, 2: 1, 3: 2},
        ),
        (
            [p(EURO), p(MEANS.replace("dafür", "künftig")), p(FENCE)],
            Passage(CHANGED, (2,), (2,), ("dafür",), ("künftig",)),
            {1: 1, 2: 2, 3: 3},
        ),
        (
            [p(EURO), p(MEANS, look=look(align="center")), p(FENCE)],
            Passage(LOOK, (2,), (2,), is_editorial=True),
            {1: 1, 2: 2, 3: 3},
        ),
        (
            [p(EURO), p(MEANS.replace("Mittel", "**Mittel**")), p(FENCE)],
            Passage(LOOK, (2,), (2,), is_editorial=True),
            {1: 1, 2: 2, 3: 3},
        ),
        (
            [p(EURO), p(MEANS.replace("Mittel", "[Mittel](https://example.org)")), p(FENCE)],
            Passage(CHANGED, (2,), (2,)),
            {1: 1, 2: 2, 3: 3},
        ),
        (
            [p(EURO), p(f"{MEANS}\f"), p(FENCE)],
            Passage(CHANGED, (2,), (2,), (), (" ",), is_editorial=True),
            {1: 1, 2: 2, 3: 3},
        ),
        (
            [p(EURO), p(""), p(MEANS), p(FENCE)],
            Passage(NEW, (), (2,), (), (), is_editorial=True, after=1),
            {1: 1, 2: 3, 3: 4},
        ),
    ],
)
def test_one_thing_happens_to_three_paragraphs(
    new: list[Block], passage: Passage, successors: dict[int, int | None]
) -> None:
    found = followed(three(), docx(*new))

    assert found.passages == (passage,)
    assert found.successors == successors


@pytest.mark.parametrize(
    ("words", "editorial"),
    [
        (EURO.replace(".", "!"), [1]),
        (EURO.replace("die Beratung", "die  Beratung"), [1]),
        (EURO.replace("Beratung", "beratung"), [1]),
        (EURO.replace("Wir", "Wir,"), [1]),
        (EURO.replace("zehn", "elf"), []),
        (EURO.replace("zehn", "10"), []),
        (EURO.replace(" ganzen", ""), []),
        (EURO.replace("Wir", "Wir,").replace("zehn", "elf"), []),
    ],
)
def test_change_is_editorial_if_no_word_is_another(words: str, editorial: list[int]) -> None:
    found = touched(three(), docx(p(words), p(MEANS), p(FENCE)))

    assert [(one.kind, one.old) for one in found] == [(CHANGED, (1,))]
    assert [number for one in found for number in one.old if one.is_editorial] == editorial


def test_digits_are_never_editorial() -> None:
    old, new = (f"Es kostet {sum_} Euro in jedem Jahr." for sum_ in ("1,5", "15"))

    (passage,) = touched(docx(p(old)), docx(p(new)))

    assert not passage.is_editorial


def test_editorial_in_words_but_with_another_target_is_not_editorial() -> None:
    old = docx(p("Siehe [dort](https://example.org/a), bitte genau lesen."), p(MEANS))
    new = docx(p("Siehe [dort](https://example.org/b); bitte genau lesen."), p(MEANS))

    (passage,) = touched(old, new)

    assert not passage.is_editorial


def test_numbers_shift_behind_everything_that_happens_before() -> None:
    old = docx(h1("Eins"), p(EURO), p(MEANS), li("Punkt"), p(FENCE), h1("Zwei"), p(NEWS))
    new = docx(
        h1("Vorwort zu allem, was nun folgt"),
        h1("Eins"),
        p("Wir fordern zehn Euro"),
        p("für die Beratung im ganzen Land."),
        li("Punkt"),
        p(f"{FENCE} Und von Toren."),
        p("Ein Nachtrag steht am Ende des Kapitels."),
        h1("Zwei"),
        p(NEWS),
    )

    found = followed(old, new)

    assert [(one.kind, one.old, one.new, one.after) for one in found.passages] == [
        (NEW, (), (1,), 0),
        (CHANGED, (2,), (3, 4), 0),
        (GONE, (3,), (), 0),
        (CHANGED, (5,), (6,), 0),
        (NEW, (), (7,), 5),
    ]
    assert found.successors == {1: 2, 2: 3, 3: None, 4: 5, 5: 6, 6: 8, 7: 9}


def test_paragraph_written_anew_is_gone_and_its_successor_new() -> None:
    found = followed(three(), docx(p(EURO), p(NEWS), p(FENCE)))

    assert [(one.kind, one.old, one.new, one.after) for one in found.passages] == [
        (NEW, (), (2,), 1),
        (GONE, (2,), (), 0),
    ]
    assert found.successors == {1: 1, 2: None, 3: 3}


def test_moved_and_changed_paragraph_is_gone_and_new() -> None:
    changed = FENCE.replace("Zäunen", "Toren")

    found = followed(three(), docx(p(changed), p(EURO), p(MEANS)))

    assert [(one.kind, one.old, one.new) for one in found.passages] == [
        (NEW, (), (1,)),
        (GONE, (3,), ()),
    ]


def test_same_paragraphs_are_told_apart_by_their_place() -> None:
    old = docx(p("Beschluss"), p(EURO), p("Beschluss"), p(MEANS), p("Beschluss"))
    new = docx(p("Beschluss"), p(EURO), p(MEANS), p("Beschluss"))

    found = followed(old, new)

    assert [(one.kind, one.old, one.new) for one in found.passages] == [(GONE, (3,), ())]
    assert found.successors == {1: 1, 2: 2, 3: None, 4: 3, 5: 4}


# Tables


def grid(*rows: object) -> bytes:
    return docx(p(EURO), table([["Land", "Stellen"], *rows]), p(MEANS))  # type: ignore[list-item]  # rows of any kind


OLD_GRID = grid(["Bayern", "12"], ["Berlin", "12"])


@pytest.mark.parametrize(
    ("rows", "passages", "last"),
    [
        ([["Bayern", "12"], ["Berlin", "13"]], [(CHANGED, (7,), (7,), 0)], 8),
        ([["Bayern", "12"], ["Berlin", "zwölf"]], [(CHANGED, (7,), (7,), 0)], 8),
        ([["Bayern", ""], ["Berlin", "12"]], [(CHANGED, (5,), (5,), 0)], 8),
        (
            [["Bayern", "12"], ["Hessen", "12"], ["Berlin", "12"]],
            [(NEW, (), (6,), 5), (NEW, (), (7,), 5)],
            10,
        ),
        ([["Berlin", "12"]], [(GONE, (4,), (), 0), (GONE, (5,), (), 0)], 6),
        ([["Bayern", "**12**"], ["Berlin", "12"]], [(LOOK, (5,), (5,), 0)], 8),
        ([["Bayern", [p("12"), p("und mehr")]], ["Berlin", "12"]], [(NEW, (), (6,), 5)], 9),
    ],
)
def test_cells_are_passages(rows: list[object], passages: list[object], last: int) -> None:
    found = followed(OLD_GRID, grid(*rows))

    assert [(one.kind, one.old, one.new, one.after) for one in found.passages] == passages
    assert (found.successors[1], found.successors[8]) == (1, last)


def test_new_column_is_new_cells() -> None:
    old = docx(p(EURO), table([["Land", "Stellen"], ["Bayern", "12"]]), p(MEANS))
    new = docx(p(EURO), table([["Land", "Jahr", "Stellen"], ["Bayern", "2026", "12"]]), p(MEANS))

    found = followed(old, new)

    assert [(one.kind, one.new, one.after) for one in found.passages] == [
        (NEW, (3,), 2),
        (NEW, (6,), 4),
    ]
    assert found.successors == {1: 1, 2: 2, 3: 4, 4: 5, 5: 7, 6: 8}


def test_moved_table_is_moved_cell_by_cell() -> None:
    block = table([["Land", "Stellen"], ["Bayern", "zwölf Stellen"]])

    found = followed(docx(p(EURO), p(MEANS), p(FENCE), block, p(NEWS)),
                     docx(block, p(EURO), p(MEANS), p(FENCE), p(NEWS)))  # fmt: skip

    assert [(one.kind, one.old, one.new) for one in found.passages] == [
        (MOVED, (4,), (1,)),
        (MOVED, (5,), (2,)),
        (MOVED, (6,), (3,)),
        (MOVED, (7,), (4,)),
    ]
    assert found.successors == {1: 5, 2: 6, 3: 7, 4: 1, 5: 2, 6: 3, 7: 4, 8: 8}


def test_row_with_a_record_counts_as_made() -> None:
    new = grid(["Bayern", "12"], row("Hessen", "{+7+}", change="ins Kim"), ["Berlin", "12"])

    assert [(one.kind, one.new) for one in touched(OLD_GRID, new)] == [
        (NEW, (6,)),
        (NEW, (7,)),
    ]


# Objects


def noted(words: str, note: str) -> bytes:
    return docx(p(f"{words}[^1]"), p(MEANS), footnotes={"1": note})


def test_changed_note_touches_its_paragraph() -> None:
    (passage,) = touched(noted(EURO, "Stand Mai."), noted(EURO, "Stand Juni."))

    assert passage == Passage(CHANGED, (1,), (1,), ("Mai",), ("Juni",))


def test_note_that_differs_in_punctuation_is_editorial() -> None:
    (passage,) = touched(noted(EURO, "Stand Mai."), noted(EURO, "Stand Mai"))

    assert passage.is_editorial


def test_note_that_comes_or_goes_touches_its_paragraph() -> None:
    without = docx(p(EURO), p(MEANS))

    (come,) = touched(without, noted(EURO, "Stand Mai."))
    (gone,) = touched(noted(EURO, "Stand Mai."), without)

    assert (come.kind, come.inserted, come.is_editorial) == (CHANGED, ("[¹ Stand Mai.]",), False)
    assert (gone.kind, gone.deleted, gone.is_editorial) == (CHANGED, ("[¹ Stand Mai.]",), False)


def test_note_before_does_not_touch_those_behind_it() -> None:
    old = docx(p(EURO), p(f"{MEANS}[^1]"), footnotes={"1": "Stand Mai."})
    new = docx(
        p(f"{EURO}[^1]"), p(f"{MEANS}[^2]"), footnotes={"1": "Neu hier.", "2": "Stand Mai."}
    )

    assert [(one.old, one.inserted) for one in touched(old, new)] == [((1,), ("[¹ Neu hier.]",))]


def test_picture_and_field_that_come_are_no_trifle() -> None:
    for sign in ("![Karte]", "{=FILLIN x|Eingabe=}"):
        (passage,) = touched(three(), docx(p(EURO), p(f"{MEANS}{sign}"), p(FENCE)))

        assert (passage.kind, passage.old, passage.is_editorial) == (CHANGED, (2,), False)


def test_page_number_that_was_worked_out_anew_touches_nothing() -> None:
    old = docx(p(EURO), p("Siehe Seite {=PAGE|3=} in diesem Heft."))
    new = docx(p(EURO), p("Siehe Seite {=PAGE|14=} in diesem Heft."))

    assert touched(old, new) == []


def test_words_in_a_text_box_touch_its_paragraph() -> None:
    old, new = (docx(p(EURO, textbox(p(f"Im Kasten steht {w}."))), p(MEANS)) for w in "AB")

    (passage,) = touched(old, new)

    assert (passage.old, passage.deleted, passage.inserted) == ((1,), ("A",), ("B",))


def test_header_has_no_number_and_touches_nothing() -> None:
    assert touched(docx(p(EURO), header="Entwurf"), docx(p(EURO), header="Endfassung")) == []


def test_tracked_changes_of_either_version_count_as_made() -> None:
    old = docx(p("Wir fordern [-neun-]{+zehn+} Euro für alle im Land."), p(MEANS))
    new = docx(p("Wir fordern [-zehn-]{+elf+} Euro für alle im Land."), p(MEANS))

    assert touched(old, new) == [Passage(CHANGED, (1,), (1,), ("zehn",), ("elf",))]
