"""Links from what is told to the records it rests on; only public records have an address."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from einklang.chronicle.enums import Visibility
from einklang.chronicle.models import Activity
from einklang.core.grammar import quote
from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.model import Inline, Link, Text
from einklang.reports.content.parts import Sentence

ENDS = ".!?"
CLAUSE = re.compile(r"^.{25,}?(?=\s?[,;:–—])")
SHORT_WORD = 4


def record_url(activity: Activity) -> str:
    """Return the address of the record's public page; empty when it is not public."""
    if activity.visibility != Visibility.PUBLIC:
        return ""
    return settings.BASE_URL + reverse("portal:record_detail", args=[activity.pk])


def link_or_text(text: str, url: str) -> Inline:
    """Link a text; an address no document may link stays plain text."""
    if not url:
        return Text(text)
    try:
        return Link(text, url)
    except ContentError:
        return Text(text)


def host_of(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def inlines_of(sentence: Sentence, language: str) -> list[Inline]:
    """Link each record at the words that name it, so that the wording stays as it is."""
    text = sentence.text
    taken: list[tuple[int, int, str]] = []
    for activity in sentence.activities:
        if url := record_url(activity):
            place = _place_of(activity, sentence, language, taken)
            if place is not None:
                taken.append((*place, url))
    inlines: list[Inline] = []
    position = 0
    for start, end, url in sorted(taken):
        inlines += [Text(text[position:start])] if start > position else []
        inlines.append(Link(text[start:end], url))
        position = end
    return [*inlines, Text(text[position:])] if position < len(text) else inlines


def _place_of(
    activity: Activity, sentence: Sentence, language: str, taken: list[tuple[int, int, str]]
) -> tuple[int, int] | None:
    text = sentence.text
    for pattern in _names(activity, sentence, language):
        match = re.search(pattern, text)
        if match and all(
            match.end() <= first or match.start() >= last for first, last, _ in taken
        ):
            return match.span()
    if sentence.is_group:
        return None
    # Own words need not repeat the title: then the first clause leads to the record.
    clause = CLAUSE.match(text)
    return clause.span() if clause else (0, len(text.rstrip(ENDS)))


def _names(activity: Activity, sentence: Sentence, language: str) -> list[str]:
    """List patterns by which a text may name the record, the clearest first."""
    subject = activity.subject if language == "de" else activity.subject_en
    titles = [quote(activity.title, language), subject, activity.title_in(language)]
    escaped = [re.escape(title) for title in titles if title]
    kind = _inflected(activity.kind.label_in(language))
    names = [f"{kind} {title}" for title in escaped if kind] + escaped
    own = [row.phrase_in(language) for row in activity.occasions.all()]
    for programme in activity.programmes.all():
        name, short = programme.name_in(language), programme.short_name
        own += [f"{name} ({short})", name, short]
    # In a group only what belongs to this record alone can name it.
    others = [row for row in sentence.activities if row.pk != activity.pk]
    shared = {
        phrase
        for row in others
        for phrase in [
            *(occasion.phrase_in(language) for occasion in row.occasions.all()),
            *(programme.short_name for programme in row.programmes.all()),
            *(programme.name_in(language) for programme in row.programmes.all()),
        ]
    }
    names += [re.escape(phrase) for phrase in own if phrase and phrase not in shared]
    return names if others or not kind else [*names, kind]


def _inflected(label: str) -> str:
    """Match a kind in any case: Parlamentarisches Frühstück, Parlamentarischen Frühstück."""
    words = label.split()
    stems = [re.escape(word[:-2]) + r"\w*" for word in words[:-1] if len(word) > SHORT_WORD]
    stems = stems if len(stems) == len(words) - 1 else []
    return r"\s".join([*stems, re.escape(words[-1]) + r"\w{0,2}"]) if words else ""
