"""Read-only routes of the chronicle: what the signed-in account may read."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from einklang.chronicle.models import Activity
from einklang.chronicle.queries.filters import Criteria, chosen
from einklang.chronicle.queries.records import activity_page, exported_activities
from einklang.federation.models import Account

MOST = 200

router = Router(tags=["chronicle"])


class Message(Schema):
    detail: str


class Problem(Schema):
    """What the framework answers to unreadable parameters."""

    detail: list[dict[str, Any]]


class WhenOut(Schema):
    precision: str
    start: date | None
    end: date | None
    text: str


class ParticipationOut(Schema):
    role: str
    name: str
    standing: str


class ActivityOut(Schema):
    id: int
    key: str
    body: int
    kind: str
    state: str
    phase: str
    title: str
    title_en: str
    year: int
    when: WhenOut
    visibility: str
    url: str
    programmes: list[str]
    occasions: list[str]
    participations: list[ParticipationOut]
    updated_at: datetime


class LinkOut(Schema):
    kind: str
    activity: int
    title: str
    is_incoming: bool


class OutcomeOut(Schema):
    kind: str
    text: str
    text_en: str


class ActivityDetailOut(ActivityOut):
    place: str
    motto: str
    hashtags: str
    demands: list[str]
    outcomes: list[OutcomeOut]
    claims: list[str]
    links: list[LinkOut]


class ActivityPage(Schema):
    count: int
    offset: int
    results: list[ActivityOut]


class ActivityQuery(Schema):
    q: str = ""
    year: int | None = None
    committee: int | None = None
    phase: str = ""
    programme: int | None = None
    organisation: int | None = None
    visibility: str = ""
    sort: str = "-date"
    offset: int = 0
    limit: int = 50


@router.get(
    "/activities",
    response={200: ActivityPage, 401: Message, 422: Problem},
    summary="Activities, filtered and sorted",
)
def list_activities(request: HttpRequest, query: Query[ActivityQuery]) -> dict[str, Any]:
    rows = Activity.objects.visible_to(visitor(request))
    if query.committee:
        rows = rows.filter(body=query.committee)
    criteria = Criteria(
        text=query.q[:200],
        year=query.year,
        phase=query.phase,
        programme=query.programme,
        organisation=query.organisation,
        visibility=query.visibility,
        sort=query.sort,
    )
    found = chosen(rows, criteria)
    offset, limit = max(query.offset, 0), min(max(query.limit, 1), MOST)
    page = exported_activities(found)[offset : offset + limit]
    results = [activity_out(row) for row in page]
    return {"count": found.count(), "offset": offset, "results": results}


@router.get(
    "/activities/{int:activity_id}",
    response={200: ActivityDetailOut, 401: Message, 404: Message, 422: Problem},
    summary="One activity with all that hangs on it",
)
def one_activity(request: HttpRequest, activity_id: int) -> Status[Any]:
    row = activity_page(visitor(request)).filter(pk=activity_id).first()
    if row is None:
        return Status(404, {"detail": "Not found"})
    facts = {
        "place": row.place,
        "motto": row.motto,
        "hashtags": row.hashtags,
        "demands": [demand.text for demand in row.demands.all()],
        "outcomes": list(row.outcomes.all()),
        "claims": [claim.local_text for claim in row.claims.all()],
        "links": links_of(row),
    }
    return Status(200, activity_out(row) | facts)


def visitor(request: HttpRequest) -> Account:
    """Narrow the type: the frame lets nobody in who is not signed in."""
    if not isinstance(request.user, Account):
        raise TypeError(request.user)
    return request.user


def activity_out(row: Activity) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "body": row.body_id,
        "kind": row.kind.key,
        "state": row.state.key,
        "phase": row.state.phase,
        "title": row.title,
        "title_en": row.title_en,
        "year": row.year,
        "when": {
            "precision": row.when_precision,
            "start": row.when_start,
            "end": row.when_end,
            "text": row.when_text,
        },
        "visibility": row.visibility,
        "url": row.url,
        "programmes": [programme.key for programme in row.programmes.all()],
        "occasions": [occasion.key for occasion in row.occasions.all()],
        "participations": [
            {"role": part.role, "name": part.local_name, "standing": part.local_standing}
            for part in row.participations.all()
        ],
        "updated_at": row.updated_at,
    }


def links_of(row: Activity) -> list[dict[str, Any]]:
    out = [(link.kind, link.target, False) for link in row.links.all()]
    out += [(link.kind, link.source, True) for link in row.linked_from.all()]
    return [
        {"kind": kind, "activity": other.pk, "title": other.title, "is_incoming": is_incoming}
        for kind, other, is_incoming in out
    ]
