"""Make what was decided the next version, and write for everybody what became of their wishes.

This happens in the request and not in a job: with 109 pages and six returns it takes less than a
second, the lead sees the result or the reason against it at once, and a web process that dies in
the middle leaves nothing behind, since all rows are written in one transaction at the end.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account
from einklang.papers.enums import Stage, VersionOrigin
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Consolidation, Proposal, ProtocolFile, Version
from einklang.papers.operations import acts
from einklang.papers.operations.acts import fit, move, refuse
from einklang.papers.operations.consolidation import answers_of, locked, sources_of
from einklang.papers.operations.files import keep
from einklang.papers.queries.association_names import names_in
from einklang.papers.rendering.consolidation import (
    ChangedEngineError,
    Decided,
    ReturnRefusedError,
    carry_out,
    next_name,
    protocols,
)
from einklang.papers.rules.consolidation import adopt_refusal, superseded_refusal
from einklang.papers.rules.papers import lead_refusal

HTML = "html"


@dataclass(frozen=True)
class _Made:
    docx: bytes
    protocols: dict[str | None, bytes]


def adopt(*, consolidation: Consolidation, note: str, by: Account) -> Version:
    """Carry out all decisions as the paper's next version, once; the paper is drafted again.

    :raises RefusedError: if the account may not, something is undecided, or it is done already.
    :raises StaleError: if somebody decided anew while the file was being written.
    :raises PaperError: if the files cannot be put together any more as they were.
    """
    seen = _check(consolidation, by)
    made = _make(consolidation, seen)
    with transaction.atomic(), audit.acting(by, "papers.consolidation.adopted"):
        paper = acts.locked(consolidation.paper)
        row = locked(consolidation)
        if _check(row, by) != seen:
            raise StaleError(_("Somebody has decided anew meanwhile. Please look again."), row)
        version = _next_version(row, made, note, by)
        row.result, row.adopted_at, row.adopted_by = version, clock.now(), by
        row.save(update_fields=["result", "adopted_at", "adopted_by"])
        names = names_in(row.circulation_id)
        ids: dict[str | None, int | None] = {name: pk for pk, name in names.items()}
        ProtocolFile.objects.bulk_create(
            ProtocolFile(
                consolidation=row, association_id=ids.get(name), file=keep(html, ending=HTML)
            )
            for name, html in made.protocols.items()
        )
        if paper.stage != Stage.DRAFTING:
            move(paper, Stage.DRAFTING)
        jobs.enqueue("papers.tell_adopted", consolidation_id=row.pk)
        audit.record("papers.consolidation.adopted", by=by, consolidation=row.pk)
    return version


def _check(consolidation: Consolidation, by: Account) -> list[Decided]:
    """Return the decisions if they may be carried out.

    :raises RefusedError: if not.
    """
    refuse(lead_refusal(by, consolidation.paper))
    refuse(superseded_refusal(consolidation))
    rows = list(_decided(consolidation))
    undecided = sum(not row.verdict for row in rows)
    refuse(adopt_refusal(by, consolidation, undecided))
    return rows


def _decided(consolidation: Consolidation) -> Sequence[Decided]:
    rows = Proposal.objects.filter(consolidation=consolidation).values_list(
        "change", "verdict", "reason", "own_text"
    )
    return [Decided(*row) for row in rows]


def _make(consolidation: Consolidation, decided: Sequence[Decided]) -> _Made:
    sources = sources_of(consolidation, answers_of(consolidation))
    overview: str = consolidation.overview
    try:
        docx = carry_out(sources, overview, decided)
    except ChangedEngineError as error:
        raise PaperError(
            _("The answers cannot be put together as they were before. Please tell the operator.")
        ) from error
    except ReturnRefusedError as error:
        fit(f"{error.association}: {error}")
        raise
    names = list(names_in(consolidation.circulation_id).values())
    return _Made(docx, protocols(overview, decided, names))


def _next_version(row: Consolidation, made: _Made, note: str, by: Account) -> Version:
    before = row.circulation.version
    latest = Version.objects.filter(paper=row.paper).order_by("-number")
    number = latest.values_list("number", flat=True)[0] + 1
    return Version.objects.create(
        paper=row.paper,
        number=number,
        origin=VersionOrigin.CONSOLIDATION,
        file=keep(made.docx),
        name=next_name(before.name, number),
        size=len(made.docx),
        sha256=hashlib.sha256(made.docx).hexdigest(),
        tracked_file=row.docx.name,
        note=note.strip()[:500],
        author=by,
        author_name=str(by)[:160],
    )
