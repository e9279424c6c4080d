"""Read-only routes: papers with their versions, associations and plan."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from einklang.federation.models import Account, Organisation
from einklang.papers.models import Paper
from einklang.papers.queries.paper_page import paper_page
from einklang.papers.queries.papers import ALL, PaperCriteria, chosen_papers
from einklang.papers.queries.versions import visible_versions

MOST = 200

router = Router(tags=["papers"])


class Message(Schema):
    detail: str


class Problem(Schema):
    """What the framework answers to unreadable parameters."""

    detail: list[dict[str, Any]]


class PartyOut(Schema):
    association: int
    name: str
    role: str


class PaperOut(Schema):
    id: int
    body: int
    kind: str
    stage: str
    pace: str
    title: str
    title_en: str
    lead: int
    sender: int | None
    reference: str
    received_at: datetime | None
    deadline_at: datetime | None
    programmes: list[str]
    occasions: list[str]
    parties: list[PartyOut]
    updated_at: datetime


class VersionOut(Schema):
    number: int
    origin: str
    sha256: str
    size: int
    note: str
    is_editorial: bool
    author: str
    created_at: datetime
    url: str


class StepOut(Schema):
    key: str
    label: str
    label_en: str
    actor: str
    due_at: datetime
    done_at: datetime | None


class PaperDetailOut(PaperOut):
    versions: list[VersionOut]
    plan: list[StepOut]


class PaperPage(Schema):
    count: int
    offset: int
    results: list[PaperOut]


Number = Annotated[int, Query(le=2**62)]
"""What the database takes."""
Word = Annotated[str, Query(pattern=r"^[^\x00]*$")]


class PaperQuery(Schema):
    committee: Number
    q: Word = ""
    stage: Word = ALL
    lead: Number | None = None
    offset: Number = 0
    limit: int = 50


@router.get(
    "",
    response={200: PaperPage, 401: Message, 422: Problem},
    summary="The papers of a committee, filtered",
)
def list_papers(request: HttpRequest, query: Query[PaperQuery]) -> dict[str, Any]:
    account = visitor(request)
    body = Organisation.objects.filter(pk=query.committee).first()
    if body is None:
        return {"count": 0, "offset": 0, "results": []}
    rows = paper_page(account).filter(activity__body=body)
    criteria = PaperCriteria(text=query.q[:200], stage=query.stage or ALL, lead=query.lead)
    found = chosen_papers(rows, criteria, account, body)
    offset, limit = max(query.offset, 0), min(max(query.limit, 1), MOST)
    results = [paper_out(row) for row in found[offset : offset + limit]]
    return {"count": found.count(), "offset": offset, "results": results}


@router.get(
    "/{int:paper_id}",
    response={200: PaperDetailOut, 401: Message, 404: Message, 422: Problem},
    summary="One paper with the versions the account may read, and its plan",
)
def one_paper(request: HttpRequest, paper_id: int) -> Status[Any]:
    account = visitor(request)
    row = paper_page(account).filter(pk=paper_id).first()
    if row is None:
        return Status(404, {"detail": "Not found"})
    facts = {
        "versions": [
            {
                "number": one.number,
                "origin": one.origin,
                "sha256": one.sha256,
                "size": one.size,
                "note": one.note,
                "is_editorial": one.is_editorial,
                "author": one.author_name,
                "created_at": one.created_at,
                "url": one.get_absolute_url(),
            }
            for one in visible_versions(account, row)
        ],
        "plan": list(row.plan_steps.all()),
    }
    return Status(200, paper_out(row) | facts)


def visitor(request: HttpRequest) -> Account:
    """Narrow the type: the frame lets nobody in who is not signed in."""
    if not isinstance(request.user, Account):
        raise TypeError(request.user)
    return request.user


def paper_out(row: Paper) -> dict[str, Any]:
    activity = row.activity
    return {
        "id": row.pk,
        "body": activity.body_id,
        "kind": row.kind.kind.key,
        "stage": row.stage,
        "pace": row.pace,
        "title": activity.title,
        "title_en": activity.title_en,
        "lead": row.lead_id,
        "sender": row.sender_id,
        "reference": row.reference,
        "received_at": row.received_at,
        "deadline_at": row.deadline_at,
        "programmes": [one.key for one in activity.programmes.all()],
        "occasions": [one.key for one in activity.occasions.all()],
        "parties": [
            {"association": one.association_id, "name": str(one.association), "role": one.role}
            for one in row.parties.all()
        ],
        "updated_at": row.updated_at,
    }
