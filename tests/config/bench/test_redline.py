"""The measurements of the engine for Word returns: honest figures, and what they refuse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from einklang.config.bench.bad_files import bad_files
from einklang.config.bench.drafts import Order, draft_file
from einklang.config.bench.redline import exponent, refused, sized, write_files
from einklang.config.bench.rows import BenchError
from einklang.config.bench.whole_process import SOURCE, Measured, measure


def test_exponent_is_the_power_of_growth() -> None:
    sizes = (10, 30, 100, 300)

    assert exponent(sizes, [size * 0.01 for size in sizes]) == pytest.approx(1)
    assert exponent(sizes, [size**2 * 0.01 for size in sizes]) == pytest.approx(2)
    assert exponent(sizes, [0.5] * 4) == pytest.approx(0)


def test_exponent_takes_what_is_too_short_to_measure_as_a_millisecond() -> None:
    assert exponent((1, 10), (-0.02, 0.01)) == pytest.approx(1)


def test_density_of_edits_stays_the_same() -> None:
    assert [sized(pages, 6).edits for pages in (1, 109, 218)] == [1, 100, 200]


def test_command_is_measured_in_a_small_process(tmp_path: Path) -> None:
    ballast = b"x" * 100_000_000

    run = measure(["redline", "--help"], tmp_path)

    assert (run.status, run.said) == (0, "")
    assert run.seconds > 0
    assert run.processor > 0
    assert 5 < run.megabytes < len(ballast) / 1e6


def test_failing_command_is_told_with_its_words(tmp_path: Path) -> None:
    run = measure(["redline", "dance"], tmp_path)

    assert run.status == 2
    assert "dance" in run.said


def test_files_are_written_under_the_names_of_the_returns(tmp_path: Path) -> None:
    assert write_files(tmp_path, Order(pages=1, returns=2, edits=1)) == [
        "verband-01.docx",
        "verband-02.docx",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "entwurf.docx",
        "verband-01.docx",
        "verband-02.docx",
    }


def test_proper_refusal_is_taken(tmp_path: Path) -> None:
    run = Measured(0.1, 0.1, 40, 1, "Die Datei ist leer.\n")

    assert refused(run, "empty", tmp_path / "nothing.docx") is run


@pytest.mark.parametrize(
    ("status", "said"),
    [(0, ""), (1, ""), (1, "Traceback\nValueError\n"), (-9, "Killed\n")],
)
def test_anything_but_a_proper_refusal_is_an_error(status: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="empty: exit status"):
        refused(Measured(0.1, 0.1, 40, status, said), "empty", tmp_path / "nothing.docx")


def test_refusal_that_wrote_something_is_an_error() -> None:
    with pytest.raises(BenchError):
        refused(Measured(0.1, 0.1, 40, 1, "No.\n"), "empty", Path(__file__))


@pytest.mark.parametrize("kind", sorted(bad_files(draft_file(Order(pages=1)))))
def test_bad_file_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    good = draft_file(Order(pages=1))
    (tmp_path / "entwurf.docx").write_bytes(good)
    name, write = bad_files(good)[kind]
    write(tmp_path / name)

    run = measure(["redline", "consolidate", "entwurf.docx", name, "-o", "x.docx"], tmp_path)

    assert refused(run, kind, tmp_path / "x.docx").status == 1


@pytest.mark.parametrize(
    "program",
    [
        "import einklang.config.bench.redline",
        "from einklang.config import cli; cli.main(['redline', 'consolidate', '--help'])",
    ],
)
def test_neither_bench_nor_command_loads_django_or_the_house(program: str) -> None:
    check = "import sys; print([name for name in sys.modules if name.split('.')[0] in "
    check += "{'django', 'psycopg', 'typst'} or name.startswith('einklang.core')])"
    command = [sys.executable, "-c", f"{program}\n{check}"]
    environ = {**os.environ, "PYTHONPATH": str(SOURCE)}

    answer = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)

    assert answer.stdout.splitlines()[-1] == "[]"
