"""Sentences from records: a little language of patterns, German and English.

``tell`` tells one activity, ``tell_group`` several of a kind; ``load_for_telling`` fetches
what both need with a fixed number of queries, and a ``PatternBook`` is loaded once for many.
"""

from einklang.chronicle.sentences.book import PatternBook
from einklang.chronicle.sentences.errors import PatternError
from einklang.chronicle.sentences.facts import (
    facts_of,
    for_telling,
    hash_of,
    load_for_telling,
)
from einklang.chronicle.sentences.pattern import check_pattern
from einklang.chronicle.sentences.telling import (
    Told,
    group_key,
    tell,
    tell_by,
    tell_group,
    tell_group_by,
)
from einklang.chronicle.sentences.voice import Voice

__all__ = [
    "PatternBook",
    "PatternError",
    "Told",
    "Voice",
    "check_pattern",
    "facts_of",
    "for_telling",
    "group_key",
    "hash_of",
    "load_for_telling",
    "tell",
    "tell_by",
    "tell_group",
    "tell_group_by",
]
