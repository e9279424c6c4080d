"""Measures `einklang redline` as whole processes: time, memory, growth, bad input."""

import math
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from einklang.config.bench.bad_files import bad_files
from einklang.config.bench.drafts import Order, draft_file, return_files
from einklang.config.bench.rows import BenchError, Row, Unit
from einklang.config.bench.whole_process import Measured, measure

PAGES, RETURNS, EDITS = 109, 6, 100
BOUND_S, BOUND_MB = 1.0, 150
BOUND_EXPONENT = 1.1
BOUND_BAD_S, BOUND_BAD_MB = 2.0, 200
TIMES = 3
GROWING_PAGES = (10, 30, 100, 300)
GROWING_RETURNS = (1, 2, 4, 8, 16)
LARGEST = (500, 16)
MOST_TIMES, ENOUGH_S = 12, 3.0
ALL_OUTPUTS = ["--synopsis", "synopse.html", "--json", "aenderungen.json"]


def bench_redline() -> Iterator[Row]:
    """Measure the engine that puts Word returns together; needs no database."""
    with tempfile.TemporaryDirectory(prefix="ek-redline-") as name:
        folder = Path(name)
        yield from bounded_rows(folder)
        yield from growth_rows(folder)
        yield from bad_input_rows(folder)


def bounded_rows(folder: Path) -> Iterator[Row]:
    """Measure the size that the bounds are promised for, in every manner of return."""
    order = Order(PAGES, RETURNS, EDITS)
    untracked = replace(order, manner="untracked")
    cases: dict[str, tuple[Order, list[str]]] = {
        "tracked": (order, []),
        "tracked, with synopsis and JSON": (order, ALL_OUTPUTS),
        "untracked": (untracked, []),
        "tracked, other hands": (replace(order, has_other_hands=True), []),
        "untracked, other hands": (replace(untracked, has_other_hands=True), []),
    }
    for what, (case, more) in cases.items():
        run = fastest(folder, case, more)
        name = f"{PAGES} pages, {RETURNS} returns: {what}"
        yield Row(name, run.seconds, BOUND_S)
        yield Row(f"{name}, CPU", run.processor)
        yield Row(name, run.megabytes, BOUND_MB, Unit.MEGABYTES)


def growth_rows(folder: Path) -> Iterator[Row]:
    """Measure how time and memory grow with pages and with returns; as many edits a page.

    The exponent is of the processor's time less that of the start: counting the start would
    flatter it, and counting what other programs take would blur it.
    """
    start = fastest(folder, Order(pages=1, returns=1, edits=0))
    yield Row("start: one page, one return without changes", start.seconds)
    many = [sized(pages, RETURNS) for pages in GROWING_PAGES]
    yield from _growth(folder, many, GROWING_PAGES, start.processor, "pages")
    many = [sized(PAGES, returns) for returns in GROWING_RETURNS]
    yield from _growth(folder, many, GROWING_RETURNS, start.processor, "returns")
    largest = fastest(folder, sized(*LARGEST), times=1)
    yield Row(named(sized(*LARGEST)), largest.seconds)
    yield Row(f"{named(sized(*LARGEST))}, CPU", largest.processor)
    yield Row(named(sized(*LARGEST)), largest.megabytes, None, Unit.MEGABYTES)


def _growth(
    folder: Path, orders: list[Order], sizes: Sequence[int], start: float, unit: str
) -> Iterator[Row]:
    seconds = []
    for order in orders:
        run = fastest(folder, order)
        seconds.append(run.processor - start)
        yield Row(named(order), run.seconds)
        yield Row(named(order), run.megabytes, None, Unit.MEGABYTES)
    what = f"growth with {unit}: log-log slope of CPU time less start"
    yield Row(what, exponent(sizes, seconds), BOUND_EXPONENT, Unit.EXPONENT)


def bad_input_rows(folder: Path) -> Iterator[Row]:
    """Measure how quickly each bad file is refused; only the slowest and the largest count.

    :raises BenchError: if one is not refused properly.
    """
    draft = folder / "entwurf.docx"
    draft.write_bytes(draft_file(Order(pages=2)))
    runs: dict[str, Measured] = {}
    kinds = bad_files(draft.read_bytes())
    for kind, (name, write) in kinds.items():
        write(folder / name)
        words = ["redline", "consolidate", draft.name, name, "-o", "nichts.docx"]
        runs[kind] = refused(measure(words, folder), kind, folder / "nichts.docx")
        (folder / name).unlink()
    slowest = max(runs, key=lambda kind: runs[kind].seconds)
    largest = max(runs, key=lambda kind: runs[kind].megabytes)
    what = f"bad input of {len(runs)} kinds"
    yield Row(f"{what}, slowest: {slowest}", runs[slowest].seconds, BOUND_BAD_S)
    megabytes = runs[largest].megabytes
    yield Row(f"{what}, largest: {largest}", megabytes, BOUND_BAD_MB, Unit.MEGABYTES)


def refused(run: Measured, kind: str, target: Path) -> Measured:
    """Return the run if it ended as it should: one line, exit status 1, nothing written."""
    if run.status != 1 or target.exists() or len(run.said.strip().splitlines()) != 1:
        raise BenchError(f"{kind}: exit status {run.status}, said {run.said[-400:]!r}")
    return run


def sized(pages: int, returns: int) -> Order:
    """Return the order with as many edits a page as the promised size has."""
    return Order(pages, returns, max(1, round(pages * EDITS / PAGES)))


def named(order: Order) -> str:
    return f"{order.pages} pages, {order.returns} returns with {order.edits} edits each"


def fastest(folder: Path, order: Order, more: Sequence[str] = (), times: int = TIMES) -> Measured:
    """Consolidate an order's files; return what other programs disturbed least.

    The shortest wait, the least work and the most memory of all runs.

    Short runs are repeated more often: a few hundredths of a second would bend a growth curve.

    :raises BenchError: if the command fails.
    """
    returns = write_files(folder, order)
    words = ["redline", "consolidate", "entwurf.docx", *returns, "-o", "konsolidiert.docx", *more]
    runs = [measure(words, folder) for _ in range(times)]
    while times > 1 and len(runs) < MOST_TIMES and sum(run.seconds for run in runs) < ENOUGH_S:
        runs.append(measure(words, folder))
    for run in runs:
        if run.status:
            raise BenchError(f"{named(order)}: exit status {run.status}, said {run.said[-400:]!r}")
    return replace(
        runs[0],
        seconds=min(run.seconds for run in runs),
        processor=min(run.processor for run in runs),
        megabytes=max(run.megabytes for run in runs),
    )


def write_files(folder: Path, order: Order) -> list[str]:
    """Write draft and returns, and return the names of the returns."""
    (folder / "entwurf.docx").write_bytes(draft_file(order))
    names = []
    for name, content in return_files(order):
        names.append(f"{name}.docx")
        (folder / names[-1]).write_bytes(content)
    return names


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return k of the power law seconds = c · size**k that fits best (least squares of logs).

    Times below a millisecond count as one: they are not measurable.
    """
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(max(time, 0.001)) for time in seconds]
    ).slope
