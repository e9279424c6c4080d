"""Links from what is told to the records it rests on; only public records have an address."""

import re
from collections import Counter
from functools import cache
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
    names = [_names(activity, language) for activity in sentence.activities]
    # In a group only what belongs to one record alone can name it.
    uses = Counter(name for own in names for name in set(own))
    taken: list[tuple[int, int, str]] = []
    for activity, own in zip(sentence.activities, names, strict=True):
        if url := record_url(activity):
            unique = [name for name in own if uses[name] == 1]
            place = _place_of(activity, text, unique, taken, language)
            if place is None and not sentence.is_group:
                place = _clause_of(text)
            if place is not None:
                taken.append((*place, url))
    return _linked(text, sorted(taken))


def _linked(text: str, places: list[tuple[int, int, str]]) -> list[Inline]:
    inlines: list[Inline] = []
    position = 0
    for start, end, url in places:
        inlines += [Text(text[position:start])] if start > position else []
        inlines.append(Link(text[start:end], url))
        position = end
    return [*inlines, Text(text[position:])] if position < len(text) else inlines


def _names(activity: Activity, language: str) -> list[str]:
    """List the words by which a text may name the record, the clearest first."""
    subject = activity.subject if language == "de" else activity.subject_en
    names = [quote(activity.title, language), subject, activity.title_in(language)]
    names += [row.phrase_in(language) for row in activity.occasions.all()]
    for programme in activity.programmes.all():
        name, short = programme.name_in(language), programme.short_name
        names += [f"{name} ({short})", name, short]
    return [name for name in names if name]


def _place_of(
    activity: Activity,
    text: str,
    names: list[str],
    taken: list[tuple[int, int, str]],
    language: str,
) -> tuple[int, int] | None:
    for name in names:
        start = text.find(name)
        end = start + len(name)
        if start >= 0 and all(end <= first or start >= last for first, last, _url in taken):
            # "Parlamentarischen Frühstück" before the title belongs to the name.
            kind = _kind_before(activity.kind.label_in(language)).search(text, 0, start)
            if kind and all(kind.start() >= last for first, last, _url in taken if first < end):
                start = kind.start()
            return start, end
    return None


def _clause_of(text: str) -> tuple[int, int]:
    """Own words need not repeat the title: then the first clause leads to the record."""
    clause = CLAUSE.match(text)
    return clause.span() if clause else (0, len(text.rstrip(ENDS)))


@cache
def _kind_before(label: str) -> re.Pattern[str]:
    """Match a kind in any case, at the end: Parlamentarisches or Parlamentarischen Frühstück."""
    words = label.split()
    stems = [re.escape(word[:-2]) + r"\w*" for word in words[:-1] if len(word) > SHORT_WORD]
    stems = stems if len(stems) == len(words) - 1 else []
    last = re.escape(words[-1]) if words else r"(?!)"
    return re.compile(r"\b" + r"\s".join([*stems, last + r"\w{0,2}"]) + r"\s\Z")
