"""The facts behind a sentence, in no language, and their hash."""

import hashlib
import json
from typing import Any

from django.db.models import Prefetch, QuerySet

from einklang.chronicle.models import Activity, Participation


def for_telling(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Fetch with a fixed number of queries all that telling asks for."""
    people = Participation.objects.select_related(
        "organisation", "office", "person", "mandate__group"
    ).prefetch_related("affiliations__organisation", "organisation__former_names")
    return activities.select_related("kind__group", "state", "body", "series").prefetch_related(
        Prefetch("participations", queryset=people),
        "body__former_names",
        "programmes",
        "occasions",
        "outcomes",
        "claims",
        "demands",
    )


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
            [row.role, row.actor_name("de"), row.standing("de")]
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
