"""German names in their four cases, and lists of names.

Only what a rule can derive safely is derived; what it cannot is written beside the name
(``CaseForms``), and where both are missing the bare name is used without an article.
"""

from dataclasses import dataclass
from enum import StrEnum


class Case(StrEnum):
    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"


ARTICLES = {
    "der": {
        Case.NOMINATIVE: "der",
        Case.GENITIVE: "des",
        Case.DATIVE: "dem",
        Case.ACCUSATIVE: "den",
    },
    "die": {
        Case.NOMINATIVE: "die",
        Case.GENITIVE: "der",
        Case.DATIVE: "der",
        Case.ACCUSATIVE: "die",
    },
    "das": {
        Case.NOMINATIVE: "das",
        Case.GENITIVE: "des",
        Case.DATIVE: "dem",
        Case.ACCUSATIVE: "das",
    },
    "die_plural": {
        Case.NOMINATIVE: "die",
        Case.GENITIVE: "der",
        Case.DATIVE: "den",
        Case.ACCUSATIVE: "die",
    },
}
CONTRACTIONS = {
    ("zu", "dem"): "zum",
    ("zu", "der"): "zur",
    ("von", "dem"): "vom",
    ("in", "dem"): "im",
    ("bei", "dem"): "beim",
    ("an", "dem"): "am",
}


@dataclass(frozen=True)
class CaseForms:
    name: str
    article: str = "none"
    """der, die, das, die_plural or none."""
    genitive: str = ""
    """The whole phrase with its article, where the rule would be wrong; so are the next two."""
    dative: str = ""
    accusative: str = ""

    def phrase(self, case: Case) -> str:
        """Return the name with its article in the case."""
        written = {
            Case.GENITIVE: self.genitive,
            Case.DATIVE: self.dative,
            Case.ACCUSATIVE: self.accusative,
        }.get(case, "")
        if written:
            return written
        article = ARTICLES.get(self.article)
        if article is None:
            return f"von {self.name}" if case == Case.GENITIVE else self.name
        if case == Case.GENITIVE and self.article in {"der", "das"}:
            # The noun itself would change (des Hofes): circumscribe with the dative.
            return after("von", self.phrase(Case.DATIVE))
        return f"{article[case]} {self.name}"


def after(preposition: str, phrase: str) -> str:
    """Put a preposition before a phrase and contract it with its article: zu der → zur."""
    first, _, rest = phrase.partition(" ")
    if contracted := CONTRACTIONS.get((preposition, first)):
        return f"{contracted} {rest}"
    return f"{preposition} {phrase}"


def enumerate_phrases(phrases: list[str], language: str) -> str:
    """Join: A; A und B; A, B und C (English with the serial comma)."""
    if len(phrases) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(phrases)
    head, last = ", ".join(phrases[:-1]), phrases[-1]
    if language == "de":
        return f"{head} und {last}"
    return f"{head}, and {last}" if len(phrases) > 2 else f"{head} and {last}"  # noqa: PLR2004


def capitalise(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


NUMBER_WORDS = {
    "de": (
        "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
        "zehn", "elf", "zwölf",
    ),
    "en": (
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve",
    ),
}  # fmt: skip
ORDINALS = {
    "de": (
        "nullte", "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte",
        "achte", "neunte", "zehnte", "elfte", "zwölfte",
    ),
    "en": (
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
        "eighth", "ninth", "tenth", "eleventh", "twelfth",
    ),
}  # fmt: skip
QUOTES = {"de": ("„", "“", "‚", "‘"), "en": ("“", "”", "‘", "’")}
DOUBLE_QUOTES = '"„“”«»'


def number_word(number: int, language: str) -> str:
    """Write numbers up to twelve as words, larger ones in digits."""
    words = NUMBER_WORDS[language]
    return words[number] if 0 <= number < len(words) else str(number)


def ordinal_word(number: int, language: str, case: Case = Case.NOMINATIVE) -> str:
    """Write siebte, in the other cases siebten; seventh; from thirteen on 13. and 13th."""
    words = ORDINALS[language]
    if 0 <= number < len(words):
        is_inflected = language == "de" and case in {Case.GENITIVE, Case.DATIVE}
        return words[number] + ("n" if is_inflected else "")
    if language == "de":
        return f"{number}."
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def quote(text: str, language: str) -> str:
    """Put a text into quotation marks; marks inside become single ones."""
    left, right, inner_left, inner_right = QUOTES[language]
    text = text.strip()
    inside = text[1:-1]
    has_own_marks = text[:1] in DOUBLE_QUOTES and text[-1:] in DOUBLE_QUOTES
    if len(text) > 2 and has_own_marks and not any(sign in inside for sign in DOUBLE_QUOTES):  # noqa: PLR2004 - two marks
        text = inside
    is_open = False
    signs = []
    for sign in text:
        if sign in DOUBLE_QUOTES:
            signs.append(inner_right if is_open else inner_left)
            is_open = not is_open
        else:
            signs.append(sign)
    return left + "".join(signs) + right


def lower_first(word: str) -> str:
    """Lower the first letter, unless the word is an abbreviation."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]
