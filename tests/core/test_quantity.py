from decimal import Decimal

import pytest

from einklang.core.quantity import Qualifier, Quantity


@pytest.mark.parametrize(
    ("quantity", "german", "english"),
    [
        (Quantity(Decimal(100), "", Qualifier.JUST_UNDER), "knapp 100", "just under 100"),
        (Quantity(Decimal("81.500"), "Mio. €"), "81,5\xa0Mio. €", "81.5\xa0Mio. €"),
        (Quantity(Decimal(1234567), "€"), "1.234.567\xa0€", "1,234,567\xa0€"),
        (Quantity(Decimal(0)), "0", "0"),
        (Quantity(Decimal("-0.5"), "%", Qualifier.ABOUT), "rund -0,5\xa0%", "about -0.5\xa0%"),
        (Quantity(Decimal("1E+3"), "", Qualifier.OVER), "mehr als 1.000", "more than 1,000"),
    ],
)
def test_quantity_prints_in_both_languages(quantity: Quantity, german: str, english: str) -> None:
    assert (quantity.text("de"), quantity.text("en")) == (german, english)
