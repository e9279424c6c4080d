"""Invented German in the manner of a statement: words of a field, sentences, headings."""

from random import Random

Words = tuple[str, ...]

SUBJECTS = """
Der Rechtsanspruch|Die Finanzierung|Das Angebot|Die Beratung|Der Entwurf|Die Regelung
Das Verfahren|Die Frist|Der Zugang|Die Förderung|Das Gesetz|Die Verordnung|Der Träger
Die Fachstelle|Das Wunschrecht|Die Teilhabe|Der Bedarf|Die Vergütung|Das Ehrenamt
Die Kommune|Der Bund|Das Land|Die Pflegekasse|Der Zuschuss|Die Schutzvorschrift
"""
ADJECTIVES = """
verlässliche|barrierefreie|ausreichende|einheitliche|niedrigschwellige|wohnortnahe
dauerhafte|gesetzliche|unabhängige|schrittweise|bundesweite|fachliche|zusätzliche
tarifliche|frühzeitige|gemeinsame|kostenfreie|mehrsprachige|digitale|persönliche
"""
OBJECTS = """
Teilhabe|Förderung|Beratung|Unterstützung|Begleitung|Finanzierung|Versorgung|Entlastung
Ausstattung|Regelung|Qualifizierung|Beteiligung|Vertretung|Anerkennung|Mitbestimmung
Kinderbetreuung|Wohnungshilfe|Schuldnerberatung|Familienberatung|Eingliederungshilfe
"""
PEOPLE = """
Bürger:innen|Klient:innen|Mitarbeiter:innen|Leistungsberechtigte|Angehörige|Kinder
Familien|Ratsuchende|Pflegebedürftige|Alleinerziehende|Jugendliche|Geflüchtete|Fachkräfte
"""
VERBS = """
sichert|braucht|ermöglicht|verlangt|stärkt|gefährdet|erschwert|ersetzt|begrenzt|verbessert
berücksichtigt|umfasst|erfordert|garantiert|erweitert|verzögert
"""
LINKS = """
insbesondere für|nach § 16 Absatz 2 auch für|spätestens ab dem Jahr 2027 für
in ländlichen Räumen für|im Einvernehmen mit den Ländern für|ohne Antrag für
bis zu einem Betrag von 250 Euro für|unabhängig vom Aufenthaltsstatus für|und zwar für
"""
TAILS = """
sofern die Kosten nachgewiesen sind|wenn kein anderer Träger leistet|soweit Landesrecht gilt
weil die bisherige Praxis uneinheitlich ist|damit niemand doppelt geprüft wird
auch wenn die Frist bereits verstrichen ist|solange der Bedarf fortbesteht
was der Gesetzentwurf bisher offenlässt|wie es die Fachverbände seit Langem fordern
"""
OPENINGS = """
Zu|Stellungnahme zu|Änderungsbedarf bei|Hintergrund:|Bewertung:|Forderungen zu|Ausblick auf
"""


def phrases(text: str) -> list[Words]:
    parts = (part for line in text.split("\n") for part in line.split("|") if part)
    return [tuple(part.split()) for part in parts]


SUBJECT, ADJECTIVE, OBJECT, PERSON, VERB, LINK, TAIL, OPENING = map(
    phrases, (SUBJECTS, ADJECTIVES, OBJECTS, PEOPLE, VERBS, LINKS, TAILS, OPENINGS)
)


def sentence(random: Random) -> Words:
    """Return 7 to 24 words, the last with a full stop."""
    choice = random.choice
    words = choice(SUBJECT) + choice(VERB) + choice(ADJECTIVE) + choice(OBJECT)
    words += choice(LINK) + choice(PERSON)
    if random.random() < 0.6:  # noqa: PLR2004 - more sentences with a clause than without
        words = (*words[:-1], f"{words[-1]},", *choice(TAIL))
    return (*words[:-1], f"{words[-1]}.")


def passage(random: Random, least: int) -> Words:
    """Return whole sentences with at least so many words together."""
    words: Words = ()
    while len(words) < least:
        words += sentence(random)
    return words


def heading(random: Random) -> Words:
    choice = random.choice
    return choice(OPENING) + choice(ADJECTIVE) + choice(OBJECT)


def phrase(random: Random, size: int) -> Words:
    """Return so many words without punctuation, for an edit."""
    words: Words = ()
    while len(words) < size:
        words += random.choice(random.choice((ADJECTIVE, OBJECT, PERSON, VERB)))
    return words[:size]
