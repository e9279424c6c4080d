"""`einklang bench`: which areas, and how it ends."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from einklang.config.bench import areas
from einklang.config.bench.rows import BenchError, Row


def area(*rows: Row, error: str = "") -> dict[str, object]:
    def measure() -> Iterator[Row]:
        yield from rows
        if error:
            raise BenchError(error)

    return {"redline": measure}


def test_unknown_area_is_refused() -> None:
    with pytest.raises(CommandError, match="No such area: dance"):
        call_command("bench", "redline", "dance")


def test_area_of_word_returns_needs_no_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the mark for a database, pytest-django refuses every query."""
    monkeypatch.setitem(areas.AREAS, *area(Row("x", 1, 2)).popitem())

    call_command("bench", "redline")

    assert capsys.readouterr().out == f"{'x':58}      1.00 s    ≤ 2.00 s  met\n"


def test_missed_bound_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (Row("x", 3, 2), Row("y", 1, 2), Row("z", 3))
    monkeypatch.setitem(areas.AREAS, *area(*rows).popitem())

    with pytest.raises(CommandError, match="1 bounds not met"):
        call_command("bench", "redline")


def test_bound_not_measured_is_said_and_does_not_fail_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (Row("x", None, 2, lack="no browser"), Row("y", 1, 2))
    monkeypatch.setitem(areas.AREAS, *area(*rows).popitem())

    call_command("bench", "redline")

    assert capsys.readouterr().out.splitlines()[-1] == "1 bounds not measured."


def test_measurement_that_went_wrong_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(areas.AREAS, *area(error="exit status 1").popitem())

    with pytest.raises(CommandError, match="redline: exit status 1"):
        call_command("bench", "redline")
