"""Links from what is told to the records it rests on; only public records have an address."""

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
            place = _place_of(activity, text, language, taken)
            if place is None and not sentence.is_group:
                place = (0, len(text.rstrip(ENDS)))
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
    activity: Activity, text: str, language: str, taken: list[tuple[int, int, str]]
) -> tuple[int, int] | None:
    for phrase in _names(activity, language):
        start = text.find(phrase) if phrase else -1
        end = start + len(phrase)
        if start >= 0 and all(end <= first or start >= last for first, last, _url in taken):
            return start, end
    return None


def _names(activity: Activity, language: str) -> list[str]:
    """List the words by which a text may name the record, the clearest first."""
    subject = activity.subject if language == "de" else activity.subject_en
    label = activity.kind.label_in(language)
    # Without its first letter the adjective before the noun may be inflected: last word only.
    noun = label.split()[-1] if label else ""
    titles = [quote(activity.title, language), subject, activity.title_in(language)]
    named = [f"{noun} {title}" for title in titles if title and noun]
    occasions = [row.phrase_in(language) for row in activity.occasions.all()]
    programmes = [
        name
        for row in activity.programmes.all()
        for name in (row.name_in(language), row.short_name)
    ]
    return [*named, *titles, *occasions, *programmes, noun]
