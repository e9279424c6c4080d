"""What is told: one activity, or several together, as the values of the placeholders."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from einklang.chronicle.models import Activity, ActivityKind
from einklang.chronicle.sentences import actors
from einklang.chronicle.sentences.pattern import PLAIN, ROLES, SHORT
from einklang.chronicle.sentences.voice import Voice
from einklang.core.grammar import (
    Case,
    CaseForms,
    after,
    enumerate_phrases,
    lower_first,
    number_word,
    ordinal_word,
    quote,
)
from einklang.core.when import Precision, When, WhenError
from einklang.programmes.models import Programme


@dataclass(frozen=True)
class Matter:
    activities: tuple[Activity, ...]
    voice: Voice

    @property
    def first(self) -> Activity:
        return self.activities[0]

    def value(self, name: str, form: str = "", preposition: str = "") -> str:
        """Print a placeholder; empty when nothing is recorded."""
        text = _role(self, name, form) if name in ROLES else VALUES[name](self, form)
        return after(preposition, text) if preposition and text else text

    def number(self, name: str) -> int:
        """Count what a choice agrees with; a name that is a plural counts as several."""
        if name == "count":
            return len(self.activities)
        if name in ROLES:
            found = actors.actors_in(self.activities, name, self.voice)
            return 2 if len(found) == 1 and found[0].is_plural else len(found)
        if name in {"claims", "counted"}:
            return len(_claims(self, is_counted=name == "counted"))
        return len(_united(self, name))

    def join(self, phrases: Iterable[str]) -> str:
        """Join, each phrase once."""
        return enumerate_phrases(list(dict.fromkeys(filter(None, phrases))), self.voice.language)


def _role(matter: Matter, role: str, form: str) -> str:
    found = actors.actors_in(matter.activities, role, matter.voice)
    if form == PLAIN:
        return matter.join(actor.plain() for actor in found)
    return actors.joined(found, Case(form or Case.NOMINATIVE), matter.voice)


def kind_phrase(kind: ActivityKind, case: Case) -> str:
    """Put a kind with its article into the case; adjectives come from the written forms."""
    if case == Case.NOMINATIVE and kind.nominative:
        return kind.nominative
    if case == Case.ACCUSATIVE:
        if kind.article != "der":
            return kind_phrase(kind, Case.NOMINATIVE)
        if kind.dative.startswith("dem "):
            # Masculine and weakly inflected, accusative and dative differ in the article only.
            return "den " + kind.dative[4:]
    return CaseForms(kind.label, kind.article, kind.genitive, kind.dative).phrase(case)


def designation(activity: Activity, language: str) -> str:
    """Return what follows the kind: the quoted title, or what it is about."""
    is_english = language != "de"
    if activity.is_quoted:
        if activity.title.casefold() == activity.kind.label.casefold():
            return ""
        return official_title(activity, language)
    subject = activity.subject_en if is_english else activity.subject
    return subject or quote(activity.title_in(language), language)


def official_title(activity: Activity, language: str) -> str:
    title = quote(activity.title, language)
    if language != "de" and activity.title_en and activity.title_en != activity.title:
        return f"{title} ({activity.title_en})"
    return title


def _thing(matter: Matter, form: str) -> str:
    activity, language = matter.first, matter.voice.language
    if matter.voice.is_german:
        kind = kind_phrase(activity.kind, Case(form or Case.NOMINATIVE))
    else:
        kind = "the " + lower_first(activity.kind.label_in("en"))
    return f"{kind} {designation(activity, language)}".strip()


def _title(matter: Matter, _form: str) -> str:
    activity, language = matter.first, matter.voice.language
    if activity.is_quoted:
        return official_title(activity, language)
    return activity.title_in(language)


def _titles(matter: Matter, _form: str) -> str:
    language = matter.voice.language
    return matter.join(designation(activity, language) for activity in matter.activities)


def _things(matter: Matter, _form: str) -> str:
    plural = matter.first.kind.plural_in(matter.voice.language)
    return plural if matter.voice.is_german else lower_first(plural)


def _subject(matter: Matter, _form: str) -> str:
    return matter.first.subject if matter.voice.is_german else matter.first.subject_en


def _when(matter: Matter, _form: str) -> str:
    return matter.join(
        _date_phrase(matter, activity, activity.when) for activity in matter.activities
    )


def _date_phrase(matter: Matter, activity: Activity, when: When) -> str:
    year = matter.voice.report_year or activity.year
    if when.precision == Precision.YEAR and when.start and when.start.year == year:
        return ""
    return when.phrase(matter.voice.language)


def _period(matter: Matter, _form: str) -> str:
    phrases = []
    for activity in matter.activities:
        try:
            phrases.append(_date_phrase(matter, activity, activity.whole_period))
        except WhenError:
            phrases.append("")
    return matter.join(phrases)


def _united(matter: Matter, name: str) -> list[Programme]:
    rows = [row for activity in matter.activities for row in getattr(activity, name).all()]
    return list({row.pk: row for row in rows}.values())


def programme_name(programme: Programme, form: str, voice: Voice) -> str:
    key, short = f"programme:{programme.pk}", programme.short_name
    if short and (form == SHORT or voice.knows(key)):
        return short
    name = programme.name_in(voice.language)
    if form in set(Case) and voice.is_german:
        name = CaseForms(name, programme.article).phrase(Case(form))
    if form != SHORT and short and short != name and f"({short})" not in name:
        name = f"{name} ({short})"
    voice.names(key, name)
    return name


def _programmes(matter: Matter, form: str) -> str:
    return matter.join(
        programme_name(row, form, matter.voice) for row in _united(matter, "programmes")
    )


def _occasions(matter: Matter, _form: str) -> str:
    language = matter.voice.language
    phrases = []
    for activity in matter.activities:
        for occasion in activity.occasions.all():
            label = occasion.label_en or occasion.label if language != "de" else occasion.label
            bare = "on the occasion of " if language != "de" else "aus dem Anlass "
            phrases.append(occasion.phrase_in(language) or bare + quote(label, language))
    return matter.join(phrases)


def _claims(matter: Matter, *, is_counted: bool) -> list[str]:
    return [
        claim.text_in(matter.voice.language)
        for activity in matter.activities
        for claim in activity.claims.all()
        if claim.is_counted == is_counted
    ]


def _hashtags(matter: Matter, _form: str) -> str:
    return matter.join(tag for activity in matter.activities for tag in activity.hashtag_list)


def _series(matter: Matter, _form: str) -> str:
    titles = [
        row.series.title if matter.voice.is_german else row.series.title_en or row.series.title
        for row in matter.activities
        if row.series
    ]
    return matter.join(titles)


def _number(matter: Matter, form: str) -> str:
    number = matter.first.series_number
    case = Case(form or Case.NOMINATIVE)
    return "" if number is None else ordinal_word(number, matter.voice.language, case)


def outcome_sentences(activity: Activity, language: str) -> list[str]:
    texts = [row.text_in(language).strip() for row in activity.outcomes.all()]
    return [text if text[-1:] in ".!?" else f"{text}." for text in texts if text]


def _outcome(matter: Matter, _form: str) -> str:
    sentences = [
        sentence
        for activity in matter.activities
        for sentence in outcome_sentences(activity, matter.voice.language)
    ]
    return " ".join(dict.fromkeys(sentences))


def _state(matter: Matter, _form: str) -> str:
    return matter.join(row.state.label_in(matter.voice.language) for row in matter.activities)


VALUES: dict[str, Callable[[Matter, str], str]] = {
    "thing": _thing,
    "title": _title,
    "titles": _titles,
    "things": _things,
    "subject": _subject,
    "when": _when,
    "period": _period,
    "place": lambda matter, _form: matter.join(row.place for row in matter.activities),
    "motto": lambda matter, _form: matter.join(
        quote(row.motto, matter.voice.language) for row in matter.activities if row.motto
    ),
    "hashtags": _hashtags,
    "series": _series,
    "number": _number,
    "programmes": _programmes,
    "occasions": _occasions,
    "claims": lambda matter, _form: matter.join(_claims(matter, is_counted=False)),
    "counted": lambda matter, _form: matter.join(_claims(matter, is_counted=True)),
    "outcome": _outcome,
    "state": _state,
    "year": lambda matter, _form: str(matter.voice.report_year or matter.first.year),
    "count": lambda matter, _form: number_word(len(matter.activities), matter.voice.language),
}
