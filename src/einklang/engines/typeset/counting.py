"""Numbers as lists show them: 3, c, iii."""

from einklang.engines.typeset.model import Signs

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = 26


def counted(number: int, signs: Signs) -> str:
    """Write a number in digits, letters (27 is "aa", as in Word) or Roman numerals."""
    if signs in {"a", "A"} and number > 0:
        letter = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letter.upper() if signs == "A" else letter
    if signs in {"i", "I"} and number > 0:
        return _roman(number).upper() if signs == "I" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            written += letters
            number -= worth
    return written
