"""Plain-text tables fit the terminal and cannot steer it."""

from tests.engines.redline.report.overviews import ODD, overview

from einklang.engines.redline.report.phrases import moment
from einklang.engines.redline.report.table import _width, show_head, table


def test_table_lines_up() -> None:
    assert table(("Wer", "Was"), [("AWO", "ersetzt"), ("Caritas", "streicht")]) == (
        "Wer      Was\n"
        "───────  ────────\n"
        "AWO      ersetzt\n"
        "Caritas  streicht\n"
    )  # fmt: skip


def test_table_wraps_at_words_and_hyphens() -> None:
    rows = [("Renate Müller-Lüdenscheidt", "ein zwei drei vier fünf sechs sieben")]

    assert table(("Wer", "Was"), rows, width=30) == (
        "Wer             Was\n"
        "──────────────  ──────────────\n"
        "Renate          ein zwei drei\n"
        "Müller-         vier fünf\n"
        "Lüdenscheidt    sechs sieben\n"
    )


def test_table_cuts_words_that_are_too_long() -> None:
    assert table(("a",), [("x" * 20,)], width=8) == (
        "a\n────────\nxxxxxxxx\nxxxxxxxx\nxxxx\n"
    )  # fmt: skip


def test_table_counts_cells_not_characters() -> None:
    assert table(("a", "b"), [("👍", "1"), ("e\u0301", "2"), ("漢字", "3")]) == (
        "a     b\n────  ─\n👍    1\ne\u0301     2\n漢字  3\n"
    )


def test_table_without_rows_is_its_head() -> None:
    assert table(show_head("en"), []) == "Who  When  Where  What\n───  ────  ─────  ────\n"


def test_table_never_exceeds_its_width() -> None:
    rows = [
        (change.id, moment(voice.date, "de"), voice.person, change.deleted, change.inserted)
        for change in overview().changes
        for voice in change.supporters
    ]

    for width in (70, 80, 110, 200):
        lines = table(("Nr.", "Wann", "Wer", "Alt", "Neu"), rows, width=width).splitlines()
        assert max(map(_width, lines)) <= width


def test_widest_column_gets_half_of_a_narrow_table() -> None:
    rows = [("a " * 9, "b " * 50, "c " * 9)]

    text = table(("x", "y", "z"), rows, width=44)

    assert text.splitlines()[1] == "──────────  ────────────────────  ──────────"


def test_table_cannot_steer_the_terminal() -> None:
    text = table(("x",), [(odd,) for odd in ODD])

    assert [sign for sign in text if sign in "\x00\x07\x1b\x9b\r\x0b\u202e\x85"] == []
