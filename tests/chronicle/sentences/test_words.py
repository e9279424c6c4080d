"""Numbers, ordinals and quotation marks the sentences are made of."""

import pytest

from einklang.core.grammar import Case, lower_first, number_word, ordinal_word, quote


@pytest.mark.parametrize(
    ("number", "language", "word"),
    [
        (2, "de", "zwei"),
        (12, "de", "zwölf"),
        (13, "de", "13"),
        (3, "en", "three"),
        (40, "en", "40"),
    ],
)
def test_number_word_stops_at_twelve(number: int, language: str, word: str) -> None:
    assert number_word(number, language) == word


@pytest.mark.parametrize(
    ("number", "language", "case", "word"),
    [
        (7, "de", Case.NOMINATIVE, "siebte"),
        (7, "de", Case.DATIVE, "siebten"),
        (3, "de", Case.GENITIVE, "dritten"),
        (13, "de", Case.DATIVE, "13."),
        (7, "en", Case.DATIVE, "seventh"),
        (13, "en", Case.NOMINATIVE, "13th"),
        (21, "en", Case.NOMINATIVE, "21st"),
        (22, "en", Case.NOMINATIVE, "22nd"),
        (111, "en", Case.NOMINATIVE, "111th"),
        (24, "en", Case.NOMINATIVE, "24th"),
    ],
)
def test_ordinal_word_is_inflected(number: int, language: str, case: Case, word: str) -> None:
    assert ordinal_word(number, language, case) == word


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("Perspektiven", "de", "„Perspektiven“"),
        ("Perspektiven", "en", "“Perspektiven”"),
        ("„Perspektiven“", "de", "„Perspektiven“"),
        ("Das Programm „Brücke“", "de", "„Das Programm ‚Brücke‘“"),
        ('"A" und "B"', "de", "„‚A‘ und ‚B‘“"),
    ],
)
def test_quote_makes_inner_marks_single(text: str, language: str, quoted: str) -> None:
    assert quote(text, language) == quoted


def test_lower_first_keeps_abbreviations() -> None:
    assert lower_first("Statement") == "statement"
    assert lower_first("EU exchange") == "EU exchange"
