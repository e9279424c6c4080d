"""Agreed and published papers for tests."""

from datetime import datetime, timedelta
from typing import Any

from tests.papers.factories import (
    docx_of,
    make_association,
    make_paper,
    make_rules,
    make_version,
    secretary,
)
from tests.papers.rounds import put

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import DissentForm, SignOffMode, SignOffState
from einklang.papers.models import Paper, Publication, SignOffRound, SignOffRules
from einklang.papers.operations.publication import Release, release
from einklang.papers.operations.sign_off import NewRound, request_sign_off
from einklang.papers.queries.publication import signed_version
from einklang.papers.rendering.publication import build_document

TITLE = "Stellungnahme zum Entwurf"


def agreed_paper(
    *paragraphs: str,
    dissent: dict[int, dict[str, Any]] | None = None,
    data: bytes | None = None,
    **fields: Any,
) -> Paper:
    """Make an agreed paper of the associations B, C, D; `dissent` are fields by their place."""
    fields.setdefault("title", TITLE)
    fields.setdefault("associations", [make_association(place) for place in (1, 2, 3)])
    paper = make_paper(**fields)
    make_version(paper, data or docx_of(*paragraphs))
    if not SignOffRules.objects.filter(body=paper.activity.body).exists():
        make_rules(paper.activity.body, majority=50)
    request = NewRound(SignOffMode.EXPLICIT, deadline_at=clock.now() + timedelta(days=3))
    current = request_sign_off(paper=paper, request=request, by=secretary(paper))
    for place, sign_off in enumerate(current.sign_offs.order_by("association__sort_key")):
        more = dict((dissent or {}).get(place, {}))
        state = more.pop("state", SignOffState.RESERVATION if more else SignOffState.SIGNED)
        more.setdefault("form", DissentForm.FOOTNOTE)
        put(sign_off, state, **more)
    SignOffRound.objects.filter(pk=current.pk).update(closed_at=clock.now())
    Paper.objects.filter(pk=paper.pk).update(stage="agreed")
    paper.refresh_from_db()
    return paper


def wish_for(paper: Paper, **fields: Any) -> Release:
    version = signed_version(paper)
    assert version is not None
    built = build_document(paper, version, contact=fields.get("contact", ""))
    return Release(seen_sha256=built.text_sha256, **fields)


def publish(
    paper: Paper, *, by: Account | None = None, public_at: datetime | None = None
) -> Publication:
    wish = wish_for(paper, public_at=public_at)
    return release(paper=paper, wish=wish, by=by or secretary(paper))


def end_embargo(publication: Publication, moment: datetime) -> None:
    """Move the end of an embargo to a moment."""
    Publication.objects.filter(pk=publication.pk).update(public_at=moment)
