"""Telling activities: one by one, or several of a kind in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from einklang.chronicle.models import Activity
from einklang.chronicle.sentences.book import PatternBook
from einklang.chronicle.sentences.facts import facts_of, hash_of
from einklang.chronicle.sentences.matter import Matter, outcome_sentences
from einklang.chronicle.sentences.pattern import Node, names_in
from einklang.chronicle.sentences.render import render
from einklang.chronicle.sentences.voice import Voice


@dataclass(frozen=True)
class Told:
    text: str
    """The record's own text for the report where there is one, else the generated sentence."""
    generated: str
    facts: dict[str, Any]
    facts_hash: str
    """Changes when a fact changes that may be told."""


def tell(
    activity: Activity,
    language: str,
    report_year: int | None = None,
    *,
    book: PatternBook | None = None,
) -> Told:
    """Tell one activity by its facts. For many at once give the ``book``, loaded once."""
    book = book or PatternBook.load([activity.body_id])
    return tell_by(activity, Voice(language[:2], report_year), book)


def tell_by(activity: Activity, voice: Voice, book: PatternBook) -> Told:
    """Tell one activity in a voice that goes through a whole report."""
    facts = facts_of(activity)
    generated = generate(activity, voice, book)
    own = activity.report_text if voice.is_german else activity.report_text_en
    return Told(own.strip() or generated, generated, facts, hash_of(facts))


def generate(activity: Activity, voice: Voice, book: PatternBook) -> str:
    nodes = book.nodes_for(activity, voice.language)
    text = render(nodes, Matter((activity,), voice))
    if not voice.leaves_out_outcomes and "outcome" not in names_in(nodes):
        text = " ".join([text, *outcome_sentences(activity, voice.language)])
    voice.settle(text)
    return text


def tell_group(
    activities: Sequence[Activity],
    language: str,
    report_year: int | None = None,
    *,
    book: PatternBook | None = None,
) -> Told | None:
    """Tell several activities in one sentence; None where no pattern is made for that."""
    book = book or PatternBook.load([row.body_id for row in activities])
    return tell_group_by(activities, Voice(language[:2], report_year), book)


def tell_group_by(activities: Sequence[Activity], voice: Voice, book: PatternBook) -> Told | None:
    nodes = book.group_nodes_for(activities[0], voice.language)
    if nodes is None:
        return None
    text = render(nodes, Matter(tuple(activities), voice))
    voice.settle(text)
    facts = {"together": [facts_of(activity) for activity in activities]}
    return Told(text, text, facts, hash_of(facts))


def group_key(activity: Activity, book: PatternBook, language: str) -> tuple[Any, ...] | None:
    """Return what activities must share to be told together; None: it is told alone.

    Whatever the group's pattern does not print must be empty, so grouping loses no fact.
    """
    nodes = book.group_nodes_for(activity, language)
    if nodes is None or activity.report_text or activity.report_text_en:
        return None
    told = names_in(nodes)
    if _present(activity) - told or not _title_survives(activity, told):
        return None
    roles = sorted(
        (row.role, row.organisation_id or 0, row.office_id or 0, row.person_id or 0, row.name)
        for row in activity.participations.all()
    )
    own_when = activity.when.iso() if "when" in told else ""
    return (activity.kind_id, activity.state.phase, tuple(roles), own_when, _pattern_id(nodes))


def _present(activity: Activity) -> set[str]:
    """Name the facts that would be lost if the pattern did not print them."""
    matter = Matter((activity,), Voice("de", activity.year))
    names = ("when", "period", "place", "motto", "hashtags", "series", "claims", "counted",
             "outcome", "occasions", "programmes")  # fmt: skip
    present = {name for name in names if matter.value(name)}
    return present | {row.role for row in activity.participations.all()}


def _title_survives(activity: Activity, told: frozenset[str]) -> bool:
    if "titles" in told:
        return True
    if activity.is_quoted:
        return False
    # A mere description is said again by the occasion or the programme it names.
    return ("occasions" in told and bool(activity.occasions.all())) or (
        "programmes" in told and bool(activity.programmes.all())
    )


def _pattern_id(nodes: tuple[Node, ...]) -> int:
    return hash(nodes)
