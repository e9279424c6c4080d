"""The facts behind a sentence, in no language, and their hash."""

import hashlib
import json
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from einklang.chronicle.models import Activity, Participation
from einklang.chronicle.sentences.actors import standing_of


def for_telling(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Fetch with a fixed number of queries all that telling asks for."""
    return _with_facts(activities).prefetch_related(
        "body__former_names",
        "participations__organisation__former_names",
        "participations__affiliations__organisation",
    )


def _with_facts(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    # Looked up apart, an organisation named a thousand times is built once.
    people = Participation.objects.prefetch_related(
        "organisation", "office", "person", "mandate__group"
    )
    return activities.select_related("series").prefetch_related(
        Prefetch("participations", queryset=people),
        "kind__group",
        "state",
        "body",
        "programmes",
        "occasions",
        "outcomes",
        "claims",
        "demands",
    )


def load_for_telling(activities: QuerySet[Activity]) -> list[Activity]:
    """Fetch many, with the rare details only where they may be."""
    rows = list(_with_facts(activities))
    parts = [part for row in rows for part in row.participations.all()]
    people = [part for part in parts if part.person_id]
    prefetch_related_objects(people, "affiliations__organisation")
    named = [part.organisation for part in parts if part.organisation]
    organisations = {row.pk: row for row in [*named, *(row.body for row in rows)]}
    prefetch_related_objects(list(organisations.values()), "former_names")
    for row in rows:
        row.body = organisations[row.body_id]
    for part in parts:
        if part.organisation:
            part.organisation = organisations[part.organisation.pk]
    return rows


def facts_of(activity: Activity) -> dict[str, Any]:
    """Collect whatever may be told of an activity."""
    return {
        "kind": activity.kind.key,
        "state": activity.state.key,
        "phase": activity.state.phase,
        "title": activity.title,
        "title_en": activity.title_en,
        "is_quoted": activity.is_quoted,
        "subject": activity.subject,
        "subject_en": activity.subject_en,
        "when": activity.when.iso(),
        "year": activity.year,
        "period": activity.period,
        "place": activity.place,
        "motto": activity.motto,
        "hashtags": activity.hashtags,
        "series": activity.series.title if activity.series else "",
        "number": activity.series_number,
        "own": [activity.report_text, activity.report_text_en],
        "actors": sorted(
            [row.role, row.actor_name("de"), standing_of(row, "de")]
            for row in activity.participations.all()
        ),
        "programmes": [row.name for row in activity.programmes.all()],
        "occasions": [[row.label, row.phrase] for row in activity.occasions.all()],
        "outcomes": [[row.kind, row.text, row.text_en] for row in activity.outcomes.all()],
        "claims": [[row.text_in("de"), row.is_counted] for row in activity.claims.all()],
    }


def hash_of(facts: Any) -> str:
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
