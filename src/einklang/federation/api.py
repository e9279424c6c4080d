"""Read-only routes: organisations."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from einklang.federation.models import Organisation
from einklang.federation.queries import found_organisations

MOST = 200
FARTHEST = 1_000_000

router = Router(tags=["federation"])


Word = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


class Message(Schema):
    detail: str


class Problem(Schema):
    """What the framework answers to unreadable parameters."""

    detail: list[dict[str, Any]]


class OrganisationOut(Schema):
    id: int
    key: str
    kind: str
    name: str
    short_name: str
    name_en: str
    land: str
    seat: str
    url: str


class OrganisationPage(Schema):
    count: int
    offset: int
    results: list[OrganisationOut]


@router.get(
    "/organisations",
    response={200: OrganisationPage, 401: Message, 422: Problem},
    summary="Organisations in German order",
)
def list_organisations(
    request: HttpRequest, q: Word = "", kind: Word = "", offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    rows = found_organisations(request.user, text=q, kind=kind)
    first, most = min(max(offset, 0), FARTHEST), min(max(limit, 1), MOST)
    results = list(rows[first : first + most])
    return {"count": rows.count(), "offset": first, "results": results}


@router.get(
    "/organisations/{int:organisation_id}",
    response={200: OrganisationOut, 401: Message, 404: Message, 422: Problem},
    summary="One organisation",
)
def one_organisation(request: HttpRequest, organisation_id: int) -> Status[Any]:
    row = Organisation.objects.visible_to(request.user).filter(pk=organisation_id).first()
    return Status(200, row) if row else Status(404, {"detail": "Not found"})
