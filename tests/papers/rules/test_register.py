from datetime import date
from itertools import product

import pytest

from einklang.papers.enums import RegisterResult
from einklang.papers.rules.register import (
    ENDS,
    PERSONAL,
    Answers,
    quarter_end,
    recipient_refusal,
    settled,
)

NO, OPTIONAL, UPLOAD = RegisterResult.NO, RegisterResult.OPTIONAL, RegisterResult.UPLOAD


DECIDED: dict[tuple[bool | None, ...], RegisterResult] = {
    (False,): NO,
    (True, False): NO,
    (True, True, False): NO,
    (True, True, True, True): OPTIONAL,
    (True, True, True, False): UPLOAD,
}
OPEN: dict[tuple[bool | None, ...], str] = {
    (): "is_federal",
    (True,): "is_project",
    (True, True): "is_basic",
    (True, True, True): "is_published_in_procedure",
}


def expected(given: tuple[bool | None, ...]) -> str:
    """Look up the shortest beginning that decides, or where the next answer is missing."""
    for length in range(5):
        begin = given[:length]
        if begin in DECIDED:
            return DECIDED[begin]
        if given[length] is None:
            return OPEN[begin]
    raise AssertionError(given)


@pytest.mark.parametrize("given", list(product((True, False, None), repeat=4)))
def test_every_combination_of_answers_decides_or_asks_what_is_open(
    given: tuple[bool | None, ...],
) -> None:
    _counted, verdict, question = settled(Answers(*given))

    assert (verdict.result if verdict else question) == expected(given)


def test_answers_after_the_decision_do_not_count() -> None:
    counted, verdict, question = settled(Answers(*(True, False, True, True)))

    assert counted == Answers(is_federal=True, is_project=False)
    assert (verdict, question) == (ENDS["is_project", False], "")


def test_every_verdict_names_reason_and_paragraph_in_both_languages() -> None:
    for verdict in ENDS.values():
        assert verdict.source.startswith("§ ")
        assert verdict.source.endswith("LobbyRG")
        assert verdict.reason.endswith(".")
        assert verdict.reason_en.endswith(".")
        assert verdict.reason != verdict.reason_en


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_quarter_ends_with_its_last_day(day: date, end: date) -> None:
    assert quarter_end(day) == end


@pytest.mark.parametrize(
    "text",
    [
        "Frau Beispiel",
        "Herrn Staatssekretär",
        "Dr. Kim Muster",
        "kim@example.org",
        "z. Hd. Muster",
    ],
)
def test_recipient_that_looks_like_a_person_is_refused(text: str) -> None:
    assert text in (recipient_refusal(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "Bundesministerium für Familie, Senioren, Frauen und Jugend",
        "Deutscher Bundestag, Haushaltsausschuss",
        "Mitglieder des Bundestages (21. Wahlperiode)",
    ],
)
def test_offices_are_recipients(text: str) -> None:
    assert recipient_refusal(text) is None
    assert PERSONAL.search(text) is None
