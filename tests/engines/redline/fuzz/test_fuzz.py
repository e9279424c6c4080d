"""A short fuzz run; `python -m tests.engines.redline.fuzz.run 20000` is the long one."""

from collections import Counter
from pathlib import Path

import pytest
from tests.engines.redline.fuzz.drive import FINE, outcome, survive

FOUND = Path(__file__).parent / "corpus"
"""Pairs of files at which the engine once failed: `name-entwurf.docx`, `name-rueck.docx`."""

CASES = sorted(path.name.removesuffix("-entwurf.docx") for path in FOUND.glob("*-entwurf.docx"))


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_mutants_end_in_a_result_or_an_error_of_ours(first: int) -> None:
    outcomes = Counter(outcome(seed) for seed in range(first, first + 50))

    assert outcomes.total() == 50
    assert outcomes[FINE] > 10
    assert "" not in outcomes


@pytest.mark.parametrize("case", CASES)
def test_files_that_once_broke_the_engine_no_longer_do(case: str) -> None:
    draft = (FOUND / f"{case}-entwurf.docx").read_bytes()
    returned = (FOUND / f"{case}-rueck.docx").read_bytes()

    assert survive(draft, returned, seed=1)
