"""Who writes and sends letters; how people are addressed."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from einklang.federation.enums import Article
from einklang.federation.models import Office, Person
from einklang.federation.rules import Visitor
from einklang.papers.enums import Stage
from einklang.papers.models import Paper
from einklang.papers.rules.papers import lead_refusal

EVERYBODY = "Sehr geehrte Damen und Herren,"
MADAM, SIR = "frau", "herr"
BEFORE = {MADAM: "Sehr geehrte Frau", SIR: "Sehr geehrter Herr"}
MEMBER = {MADAM: "Abgeordnete", SIR: "Abgeordneter"}
# Here the name of an office ends and what it is for begins.
_REST = re.compile(r"\s+(?:des|der|für|im|in|beim|bei|vom|von|am|an|und|zur|zum)\s|,|\(")


@dataclass(frozen=True)
class Addressed:
    """Whom a letter speaks to."""

    office: Office | None = None
    person: Person | None = None
    has_mandate: bool = False
    address_as: str = ""
    """`frau`, `herr`, or nothing where nobody has said so."""


def write_refusal(user: Visitor, paper: Paper) -> str | None:
    """Addressees, frame, dispatch: the lead association, the secretariat and the chair."""
    return lead_refusal(user, paper)


def kind_refusal(paper: Paper) -> str | None:
    if paper.kind.has_addressees:
        return None
    return _("This kind of paper is no letter with addressees.")


def send_refusal(paper: Paper) -> str | None:
    """Let a letter go out when its text is agreed."""
    if paper.stage in {Stage.AGREED, Stage.PUBLISHED}:
        return None
    return _("The letter can go out when its sign-off is closed as agreed.")


def salutation_for(whom: Addressed) -> str:
    """Propose a German salutation; where nothing says Frau or Herr, a neutral one.

    An office is spoken to by its name, a mandate as Abgeordnete, a person by title and name.
    """
    address_as = whom.address_as or _of_office(whom.office)
    if address_as not in BEFORE:
        return f"Guten Tag {whom.person}," if whom.person else EVERYBODY
    before = BEFORE[address_as]
    if whom.office is not None:
        return f"{before} {_spoken(office_word(whom.office), address_as)},"
    if whom.has_mandate:
        return f"{before} {MEMBER[address_as]},"
    if whom.person is None:
        return EVERYBODY
    name = " ".join(filter(None, (whom.person.title, whom.person.family_name)))
    return f"{before} {name},"


def _of_office(office: Office | None) -> str:
    article = office.article if office else ""
    return {Article.FEMININE: MADAM, Article.MASCULINE: SIR}.get(Article(article or "none"), "")


def office_word(office: Office) -> str:
    """Return what the holder is called: "Bundesministerin" of "Bundesministerin des Innern"."""
    name = re.sub(r"^(?:Der|Die|Das)\s+", "", office.name.strip())
    return _REST.split(name, maxsplit=1)[0].strip()


def _spoken(word: str, address_as: str) -> str:
    """Bend a participle such as Beauftragte; other names of offices stay."""
    if re.search(r"(?:beauftragte|vorsitzende|abgeordnete)r?$", word, re.IGNORECASE):
        return word.removesuffix("r") + ("r" if address_as == SIR else "")
    return word
