"""What a measurement says of itself."""

import pytest

from einklang.config.bench.rows import Row, Unit, shown


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (Row("import", 1.5, 2), f"{'import':58}      1.50 s    ≤ 2.00 s  met"),
        (Row("import", 0.25, 0.1), f"{'import':58}      250 ms    ≤ 100 ms  not met"),
        (Row("large", 148.4, 150, Unit.MEGABYTES), f"{'large':58}      148 MB    ≤ 150 MB  met"),
        (
            Row("growth", 1.234, 1.1, Unit.EXPONENT),
            f"{'growth':58}        1.23      ≤ 1.10  not met",
        ),
        (Row("only shown", 3.0), f"{'only shown':58}      3.00 s"),
        (Row("asked", 13, 12, Unit.QUERIES), f"{'asked':58}          13        ≤ 12  not met"),
        (
            Row("page", None, 1.5, lack="no browser"),
            f"{'page':58}                ≤ 1.50 s  not measured: no browser",
        ),
    ],
)
def test_row_says_what_was_measured_promised_and_kept(row: Row, line: str) -> None:
    assert row.line() == line


def test_row_without_bound_is_met() -> None:
    assert Row("only shown", 1e9, None, Unit.MEGABYTES).is_met


def test_bound_that_was_not_measured_is_neither_met_nor_missed() -> None:
    row = Row("page", None, 1.5, lack="no browser")

    assert (row.is_met, row.is_missed, row.is_open) == (False, False, True)


def test_what_is_only_shown_and_not_measured_leaves_no_bound_open() -> None:
    assert not Row("page", None, lack="no browser").is_open


def test_amount_is_met_up_to_its_bound() -> None:
    assert [Row("x", amount, 2.0).is_met for amount in (1.9, 2.0, 2.1)] == [True, True, False]


def test_amounts_are_shown_with_their_unit() -> None:
    assert shown(0.0644) == "64 ms"
    assert shown(1, Unit.EXPONENT) == "1.00"
