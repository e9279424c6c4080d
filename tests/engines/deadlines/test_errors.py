import re

import pytest

from einklang.engines.deadlines.errors import MESSAGES, DeadlineError


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_use_the_same_values(code: str) -> None:
    texts = MESSAGES[code]

    german, english = (sorted(re.findall(r"{\w+}", text)) for text in (texts["de"], texts["en"]))

    assert german == english
    assert texts["de"] != texts["en"]


def test_error_speaks_german_first() -> None:
    error = DeadlineError("unknown-land", land="XX")

    assert str(error) == error.message("de")
    assert str(error) == (
        "„XX“ ist kein Land der Bundesrepublik. Erwartet wird zum Beispiel „DE-BE“."
    )
    assert error.message("en") == "“XX” is no Land of the Federal Republic. “DE-BE” would be one."
