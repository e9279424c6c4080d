"""Rows and Word files for tests of papers; every call makes something new unless told."""

import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

import docx
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import (
    NUMBERS,
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_life_cycle,
    make_organisation,
)

from einklang.chronicle.enums import Phase
from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Account, Affiliation, Organisation
from einklang.papers.enums import PartyRole, VersionOrigin
from einklang.papers.models import (
    Circulation,
    Consultation,
    Paper,
    PaperKind,
    Party,
    SignOffRules,
    Version,
)

TEXT = (
    "# Stellungnahme zum Entwurf",
    "Die Verbände begrüßen das Vorhaben.",
    "# Forderungen",
    "Wir fordern zehn Millionen Euro für die Beratung.",
    "Die Länder sollen beteiligt werden.",
)
"""Five paragraphs; those that begin with # are headings."""


def docx_of(*paragraphs: str) -> bytes:
    """Write a Word file; a paragraph with # is a heading."""
    document = docx.Document()
    for text in paragraphs or TEXT:
        if text.startswith("# "):
            document.add_heading(text[2:], level=1)
        else:
            document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def docx_upload(*paragraphs: str, name: str = "entwurf.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, docx_of(*paragraphs))


def stored(data: bytes, ending: str = "docx") -> str:
    """Keep bytes in the storage and return their name."""
    digest = hashlib.sha256(data).hexdigest()
    return default_storage.save(f"blobs/{digest[:2]}/{digest[2:]}.{ending}", ContentFile(data))


def make_paper_kind(**fields: Any) -> PaperKind:
    if "kind" not in fields:
        phases = (Phase.PLANNED, Phase.WORKED_ON, Phase.PREPARED, Phase.DONE, Phase.DROPPED)
        fields["kind"] = make_kind(life_cycle=make_life_cycle(phases))
    return PaperKind.objects.create(**fields)


def make_association(number: int = 0, **fields: Any) -> Organisation:
    letter = chr(ord("A") + number % 26) if number else ""
    label = f"Verband {letter or next(NUMBERS)}"
    fields.setdefault("name", label)
    fields.setdefault("short_name", fields["name"])
    return make_organisation(kind=OrganisationKind.ASSOCIATION, **fields)


def make_branch(association: Organisation, **fields: Any) -> Organisation:
    branch = make_organisation(kind=OrganisationKind.BRANCH, **fields)
    Affiliation.objects.create(
        organisation=branch, parent=association, kind=AffiliationKind.BRANCH
    )
    return branch


def make_paper(
    *, associations: int | list[Organisation] = 2, body: Organisation | None = None, **fields: Any
) -> Paper:
    """Make a paper in drafting; the first association leads, the others are asked."""
    body = body or make_body()
    kind = fields.pop("kind", None) or make_paper_kind()
    title = fields.pop("title", f"Papier {next(NUMBERS)}")
    activity = make_activity(
        body=body,
        kind=kind.kind,
        title=title,
        state=kind.kind.life_cycle.states.get(phase=Phase.WORKED_ON),
    )
    if isinstance(associations, int):
        associations = [make_association(place + 1) for place in range(associations)]
    paper = Paper.objects.create(activity=activity, kind=kind, lead=associations[0], **fields)
    for order, association in enumerate(associations):
        role = PartyRole.ASKED if order else PartyRole.LEAD
        Party.objects.create(paper=paper, association=association, role=role, order=order)
    return paper


def speaker(
    paper: Paper, association: Organisation, role: Role = Role.ASSOCIATION_STAFF, **fields: Any
) -> Account:
    """Make an account that speaks for an association (or a branch of it)."""
    return make_account(role=role, body=paper.activity.body, organisation=association, **fields)


def secretary(paper: Paper, **fields: Any) -> Account:
    return make_account(role=Role.SECRETARIAT, body=paper.activity.body, **fields)


def make_version(paper: Paper, data: bytes | None = None, **fields: Any) -> Version:
    data = data or docx_of()
    fields.setdefault("number", paper.versions.count() + 1)
    fields.setdefault("origin", VersionOrigin.UPLOAD)
    fields.setdefault("name", f"entwurf-{fields['number']}.docx")
    return Version.objects.create(
        paper=paper,
        file=stored(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        author_name="Kim Muster",
        **fields,
    )


def make_circulation(
    version: Version, *, deadline_at: datetime | None = None, **fields: Any
) -> Circulation:
    """Make an open circulation that asks all parties but the lead; the paper is circulating."""
    paper = version.paper
    fields.setdefault("number", paper.circulations.count() + 1)
    circulation = Circulation.objects.create(paper=paper, version=version, **fields)
    for party in paper.parties.exclude(role=PartyRole.LEAD):
        Consultation.objects.create(
            circulation=circulation,
            association=party.association,
            deadline_at=deadline_at or clock.now() + timedelta(days=5),
        )
    Paper.objects.filter(pk=paper.pk).update(stage="circulating")
    paper.refresh_from_db()
    return circulation


def make_rules(body: Organisation, **fields: Any) -> SignOffRules:
    fields.setdefault("quorum", 100)
    fields.setdefault("majority", 100)
    return SignOffRules.objects.create(body=body, **fields)
