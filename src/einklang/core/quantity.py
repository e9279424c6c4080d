"""``Quantity``: a number with a qualifier and a unit, printed in German and English."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Qualifier(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    JUST_UNDER = "just_under", _("just under")
    OVER = "over", _("over")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


WORDS = {
    "de": {
        Qualifier.EXACTLY: "",
        Qualifier.ABOUT: "rund ",
        Qualifier.JUST_UNDER: "knapp ",
        Qualifier.OVER: "mehr als ",
        Qualifier.AT_LEAST: "mindestens ",
        Qualifier.AT_MOST: "höchstens ",
    },
    "en": {
        Qualifier.EXACTLY: "",
        Qualifier.ABOUT: "about ",
        Qualifier.JUST_UNDER: "just under ",
        Qualifier.OVER: "more than ",
        Qualifier.AT_LEAST: "at least ",
        Qualifier.AT_MOST: "at most ",
    },
}


def format_number(value: Decimal, language: str) -> str:
    """Print with thousands separators: 1.234.567,5 in German, 1,234,567.5 in English."""
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if language == "de":
        return plain.translate(str.maketrans(",.", ".,"))
    return plain


@dataclass(frozen=True)
class Quantity:
    value: Decimal
    unit: str = ""
    """As it is printed: €, Mio. €, Veranstaltungen."""
    qualifier: Qualifier = Qualifier.EXACTLY

    def text(self, language: str) -> str:
        number = WORDS[language][Qualifier(self.qualifier)] + format_number(self.value, language)
        # A no-break space keeps the number with its unit.
        return f"{number}\N{NO-BREAK SPACE}{self.unit}" if self.unit else number
