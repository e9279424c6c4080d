"""The few words a paper gets besides its own; in the paper's language, not the reader's."""

from collections.abc import Mapping

from einklang.core.grammar import capitalise
from einklang.engines.typeset.model import Language
from einklang.federation.enums import Article
from einklang.federation.models import Organisation
from einklang.papers.enums import SignOffState
from einklang.papers.queries.sign_off import Dissent

WORDS: Mapping[Language, Mapping[str, str]] = {
    "de": {
        "contents": "Inhalt",
        "page": "Seite",
        "of": "von",
        "as_of": "Stand",
        "occasion": "Anlass",
        "sender": "Angefragt von",
        "reference": "Aktenzeichen",
        "publisher": "Herausgegeben von",
        "contact": "Kontakt",
        "web": "Im Netz",
        "signed": "Dieses Papier tragen gemeinsam",
        "carries": "trägt das Papier",
        "condition": "trägt das Papier unter einer Bedingung",
        "reservation": "trägt das Papier mit Vorbehalt",
        "logos": "Logos der unterzeichnenden Verbände",
        "note": "Abweichende Auffassung",
        "note_condition": "Bedingung",
        "draft": "Entwurf, nicht veröffentlicht",
    },
    "en": {
        "contents": "Contents",
        "page": "Page",
        "of": "of",
        "as_of": "As of",
        "occasion": "Occasion",
        "sender": "Asked for by",
        "reference": "File reference",
        "publisher": "Published by",
        "contact": "Contact",
        "web": "On the web",
        "signed": "This paper is carried jointly by",
        "carries": "carries the paper",
        "condition": "carries the paper on a condition",
        "reservation": "carries the paper with a reservation",
        "logos": "Logos of the associations that sign",
        "note": "Dissenting view",
        "note_condition": "Condition",
        "draft": "Draft, not published",
    },
}
DISSENT: Mapping[Language, Mapping[SignOffState, str]] = {
    "de": {
        SignOffState.RESERVATION: "{who} trägt {what} nicht mit: {text}",
        SignOffState.CONDITION: "{who} trägt {what} nur unter einer Bedingung mit: {text}",
    },
    "en": {
        SignOffState.RESERVATION: "{who} does not support {what}: {text}",
        SignOffState.CONDITION: "{who} supports {what} on a condition only: {text}",
    },
}
SHOWN = frozenset(DISSENT["de"])
"""What is printed. Why somebody refused altogether stays in the protocol of the sign-off."""


def name_with_article(organisation: Organisation, language: Language) -> str:
    """Return the name as a sentence begins with it: "Der Beispielverband".

    Where forms are written down, an article changes the name ("Das Deutsche Beispielwerk"). Of a
    masculine the nominative is not among them, so it stands without ("Deutscher Verband").
    """
    if language == "en":
        return organisation.name_in("en")
    if organisation.accusative:
        is_masculine = organisation.article == Article.MASCULINE
        return capitalise(organisation.name if is_masculine else organisation.accusative)
    article = {"der": "Der", "die": "Die", "das": "Das", "die_plural": "Die"}
    first = article.get(organisation.article)
    return f"{first} {organisation.name}" if first else capitalise(organisation.name)


def dissent_sentence(dissent: Dissent, language: Language) -> str:
    """Say who does not carry which passage, and why."""
    whole = {"de": "das Papier als Ganzes", "en": "the paper as a whole"}[language]
    here = {"de": "diese Stelle", "en": "this passage"}[language]
    what = dissent.passage.strip() or (here if dissent.paragraph else whole)
    sentence = DISSENT[language][dissent.state].format(
        who=name_with_article(dissent.association, language),
        what=what,
        text=" ".join(dissent.text.split()),
    )
    return sentence if sentence[-1] in ".!?…" else f"{sentence}."
