"""German order and German search, stored in columns.

PostgreSQL of the demo has no ICU collations, so the order of DIN 5007-1 (dictionary order:
ä as a, ß as ss) is a key in a column. Search folds what readers do not care about: case, umlauts,
quotation marks, and the gender signs in *Nutzer:innen*, *Nutzer*innen*, *Nutzer_innen*,
*Nutzer(innen)*, *NutzerInnen*.
"""

import re
import unicodedata

GENDER_SIGN = re.compile(r"(?<=\w)(?:[*:_·]|/-?|\()(in(?:nen)?)\)?(?!\w)")
BINNEN_I = re.compile(r"(?<=[a-zäöüß])I(n(?:nen)?)(?!\w)")
NO_LETTER = re.compile(r"[^\w#&+]+")
SORT_KEY_LENGTH = 300


def without_marks(text: str) -> str:
    """Lower the case, drop umlaut dots and accents, write ß as ss."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def sort_key(text: str) -> str:
    """Return the key of DIN 5007-1; numbers sort by value up to six digits."""
    words = NO_LETTER.sub(" ", without_marks(text)).replace("#", "").replace("_", " ")
    padded = re.sub(r"\d+", lambda number: number[0].zfill(6), words)
    return " ".join(padded.split())[:SORT_KEY_LENGTH]


def fold_for_index(text: str) -> str:
    """Fold a text for the search column; a gendered word stands there in both forms."""
    text = BINNEN_I.sub(lambda match: ":i" + match[1], text)
    both = re.sub(
        r"(\w+)(?:[*:_·]|/-?|\()(in(?:nen)?)\)?(?!\w)",
        lambda match: f"{match[1]} {match[1]}{match[2]}",
        text,
    )
    return " ".join(NO_LETTER.sub(" ", without_marks(both)).split())


def query_words(text: str) -> list[str]:
    """Split what somebody searches for into folded words, gendered endings cut."""
    text = BINNEN_I.sub(lambda match: ":i" + match[1], text)
    return NO_LETTER.sub(" ", without_marks(GENDER_SIGN.sub("", text))).split()
