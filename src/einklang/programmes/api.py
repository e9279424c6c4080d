"""Read-only routes: programmes and figures."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from einklang.federation.models import Account
from einklang.programmes.models import Figure, Programme
from einklang.programmes.queries import figures_of, programme_page

MOST = 500

router = Router(tags=["programmes"])


class Message(Schema):
    detail: str


class Problem(Schema):
    """What the framework answers to unreadable parameters."""

    detail: list[dict[str, Any]]


class CarrierOut(Schema):
    organisation: int
    name: str
    role: str


class ProgrammeOut(Schema):
    id: int
    key: str
    name: str
    short_name: str
    name_en: str
    parent: int | None
    legal_basis: str
    funder: int | None
    granting_authority: int | None
    since_year: int | None
    until_year: int | None
    description: str
    description_en: str
    url: str
    carriers: list[CarrierOut]


class FigureOut(Schema):
    id: int
    key: str
    programme: int
    indicator: str
    year: int | None
    kind: str
    value: Decimal
    qualifier: str
    unit: str
    text: str
    source: str
    reference: str
    source_url: str
    source_date: str
    as_of: str
    note: str


class FigurePage(Schema):
    count: int
    offset: int
    results: list[FigureOut]


@router.get(
    "",
    response={200: list[ProgrammeOut], 401: Message},
    summary="Programmes and their strands",
)
def list_programmes(request: HttpRequest) -> list[dict[str, Any]]:
    return [programme_out(row) for row in programme_page(visitor(request))]


@router.get(
    "/{int:programme_id}",
    response={200: ProgrammeOut, 401: Message, 404: Message, 422: Problem},
    summary="One programme",
)
def one_programme(request: HttpRequest, programme_id: int) -> Status[Any]:
    row = programme_page(visitor(request)).filter(pk=programme_id).first()
    return Status(200, programme_out(row)) if row else Status(404, {"detail": "Not found"})


@router.get(
    "/figures",
    response={200: FigurePage, 401: Message, 422: Problem},
    summary="Figures, each with its source",
)
def list_figures(
    request: HttpRequest,
    programme: int | None = None,
    year: int | None = None,
    offset: int = 0,
    limit: int = 100,
) -> dict[str, Any]:
    rows = figures_of(visitor(request))
    if programme is not None:
        rows = rows.filter(programme=programme)
    if year is not None:
        rows = rows.filter(year=year)
    first, most = max(offset, 0), min(max(limit, 1), MOST)
    results = [figure_out(row) for row in rows[first : first + most]]
    return {"count": rows.count(), "offset": first, "results": results}


def visitor(request: HttpRequest) -> Account:
    """Narrow the type: the frame lets nobody in who is not signed in."""
    if not isinstance(request.user, Account):
        raise TypeError(request.user)
    return request.user


def programme_out(row: Programme) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "name": row.name,
        "short_name": row.short_name,
        "name_en": row.name_en,
        "parent": row.parent_id,
        "legal_basis": row.legal_basis,
        "funder": row.funder_id,
        "granting_authority": row.granting_authority_id,
        "since_year": row.since_year,
        "until_year": row.until_year,
        "description": row.description,
        "description_en": row.description_en,
        "url": row.url,
        "carriers": [
            {"organisation": one.organisation_id, "name": one.organisation.name, "role": one.role}
            for one in row.carriers.all()
        ],
    }


def figure_out(row: Figure) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "programme": row.programme_id,
        "indicator": row.indicator.key,
        "year": row.year,
        "kind": row.kind,
        "value": row.value,
        "qualifier": row.qualifier,
        "unit": row.unit,
        "text": row.text,
        "source": row.source.title if row.source else "",
        "reference": row.source.reference if row.source else "",
        "source_url": row.source.url if row.source else "",
        "source_date": row.source.when.iso() if row.source else "",
        "as_of": row.when.iso(),
        "note": row.note,
    }
