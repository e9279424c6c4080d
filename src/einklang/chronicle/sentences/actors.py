"""Who took part, as a phrase: in its case, with the name of that day and the standing."""

import re
from dataclasses import dataclass
from datetime import date

from einklang.chronicle.models import Activity, Participation
from einklang.chronicle.sentences.voice import Voice
from einklang.core.grammar import Case, CaseForms, enumerate_phrases
from einklang.federation.models import Office, Organisation, Person

# What a committee is called the second time: the noun its name begins or ends with.
GENERIC_GERMAN = re.compile(
    r"^\S*(?:ausschuss|kommission|gruppe|kreis|beirat|rat|gremium|konferenz|ausschuß)\b",
    re.IGNORECASE,
)
GENERIC_ENGLISH = re.compile(
    r"\b(committee|commission|working group|project group|group|council|board)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Actor:
    key: str
    forms: CaseForms
    standing: str = ""
    short: CaseForms | None = None

    @property
    def is_plural(self) -> bool:
        return self.forms.article == "die_plural"

    def phrase(self, case: Case, voice: Voice) -> str:
        is_known = self.short is not None and voice.knows(self.key)
        forms = self.short if is_known and self.short else self.forms
        name = forms.phrase(case) if voice.is_german else with_the(forms)
        if self.short and not is_known and voice.introduced is not None:
            if is_abbreviation(self.short.name) and f"({self.short.name})" not in name:
                name = f"{name} ({self.short.name})"
            voice.names(self.key, name)
        return f"{name} ({self.standing})" if self.standing else name

    def plain(self) -> str:
        return f"{self.forms.name} ({self.standing})" if self.standing else self.forms.name


def is_abbreviation(name: str) -> bool:
    return " " not in name and sum(sign.isupper() for sign in name) > 1


def with_the(forms: CaseForms) -> str:
    if forms.article == "none":
        return forms.name
    if forms.name.lower().startswith("the "):
        return "the " + forms.name[4:]
    return f"the {forms.name}"


def day_of(activity: Activity) -> date:
    """Return the day whose names count; of a year or nothing known its last day."""
    return activity.when_end or date(activity.year, 12, 31)


def organisation_forms(organisation: Organisation, day: date, language: str) -> CaseForms:
    if language != "de":
        return CaseForms(organisation.name_in(language), organisation.article)
    name = organisation.name_on(day)
    if name != organisation.name:
        return CaseForms(name, organisation.article)
    return organisation.forms


def office_forms(office: Office, language: str) -> CaseForms:
    return (
        office.forms if language == "de" else CaseForms(office.name_in(language), office.article)
    )


def standing_of(participation: Participation, language: str) -> str:
    if participation.mandate:
        return participation.mandate.text(language)
    if participation.person_id is None:
        return ""
    functions = [
        f"{row.function_in(language)}, {row.organisation.name_in(language)}"
        for row in participation.affiliations.all()
    ]
    if len(functions) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(functions)
    # Functions hold commas themselves, so the last is set off by a comma and a word.
    joint = ", sowie " if language == "de" else ", and "
    return "; ".join(functions[:-1]) + joint + functions[-1]


def actor_of(participation: Participation, day: date, language: str) -> Actor:
    standing = standing_of(participation, language)
    if organisation := participation.organisation:
        forms = organisation_forms(organisation, day, language)
        short = None
        if is_abbreviation(organisation.short_name) and organisation.article != "none":
            short = CaseForms(organisation.short_name, organisation.article)
        return Actor(f"organisation:{organisation.pk}", forms, standing, short)
    if office := participation.office:
        return Actor(f"office:{office.pk}", office_forms(office, language), standing)
    if participation.person:
        return _person(participation.person, standing)
    return Actor(f"name:{participation.name}", CaseForms(participation.name))


def _person(person: Person, standing: str) -> Actor:
    return Actor(f"person:{person.pk}", CaseForms(str(person)), standing)


def committee(body: Organisation, day: date, language: str) -> Actor:
    """Return the committee itself; named once, it is the committee from then on."""
    forms = organisation_forms(body, day, language)
    short = None
    if forms.article != "none":
        if language == "de" and (match := GENERIC_GERMAN.match(forms.name)):
            short = CaseForms(match[0], forms.article)
        elif language != "de" and (match := GENERIC_ENGLISH.search(forms.name)):
            short = CaseForms(match[1].lower(), forms.article)
    return Actor(f"organisation:{body.pk}", forms, short=short)


def actors_in(activities: tuple[Activity, ...], role: str, voice: Voice) -> list[Actor]:
    """List who took part in the role, each once; without an author it is the committee."""
    found: dict[str, Actor] = {}
    for activity in activities:
        day = day_of(activity)
        here = [row for row in activity.participations.all() if row.role == role]
        for row in here:
            actor = _committee_or(row, activity, day, voice)
            found.setdefault(actor.key, actor)
        if role == "author" and not here:
            actor = committee(activity.body, day, voice.language)
            found.setdefault(actor.key, actor)
    return list(found.values())


def _committee_or(row: Participation, activity: Activity, day: date, voice: Voice) -> Actor:
    if row.organisation_id == activity.body_id:
        return committee(activity.body, day, voice.language)
    return actor_of(row, day, voice.language)


def joined(actors: list[Actor], case: Case, voice: Voice) -> str:
    return enumerate_phrases([actor.phrase(case, voice) for actor in actors], voice.language)
