"""A circulation with real answers, ready to be put together."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.papers.factories import docx_of, make_circulation, make_paper, make_version, stored

from einklang.core import clock
from einklang.engines.redline.api import author_return, read_draft
from einklang.engines.redline.model.authored import Remark
from einklang.federation.models import Organisation
from einklang.papers.enums import AnswerKind, Stage
from einklang.papers.models import (
    Answer,
    Circulation,
    Consolidation,
    Consultation,
    Paper,
    Version,
)
from einklang.papers.operations.consolidation import consolidate_answers, order_consolidation

TEXT = (
    "# Stellungnahme zum Entwurf",
    "Die Verbände begrüßen das Vorhaben.",
    "# Forderungen",
    "Wir fordern zehn Millionen Euro für die Beratung.",
    "Die Länder sollen beteiligt werden.",
    "Die Frist endet am 30. Juni.",
)


@dataclass(frozen=True)
class Setting:
    """Four associations; A leads, B, C and D were asked."""

    paper: Paper
    version: Version
    circulation: Circulation
    asked: tuple[Organisation, ...]

    def consultation(self, association: Organisation) -> Consultation:
        return self.circulation.consultations.get(association=association)

    def order(self) -> Consolidation:
        """Close the circulation and order the consolidation, without doing it yet."""
        self.circulation.closed_at = clock.now()
        self.circulation.save()
        Paper.objects.filter(pk=self.paper.pk).update(stage=Stage.CONSOLIDATING)
        self.paper.refresh_from_db()
        return order_consolidation(self.circulation)

    def put_together(self) -> Consolidation:
        row = self.order()
        consolidate_answers(row.pk)
        return Consolidation.objects.with_paper().get(pk=row.pk)


def make_setting(*text: str, associations: int = 4, data: bytes = b"") -> Setting:
    paper = make_paper(associations=associations)
    version = make_version(paper, data or docx_of(*(text or TEXT)))
    circulation = make_circulation(version)
    asked = [one.association for one in circulation.consultations.order_by("pk")]
    return Setting(paper, version, circulation, tuple(asked))


def return_of(
    version: Version,
    association: Organisation,
    edits: Mapping[int, str],
    comments: Sequence[Remark] = (),
) -> bytes:
    """Write a Word file with recorded changes of whole paragraphs."""
    with version.file.open("rb") as opened:
        draft = read_draft(opened.read(), name=version.name)
    return author_return(
        draft,
        association=str(association),
        person="Kim Muster",
        date="2026-03-02T10:00:00Z",
        edits=edits,
        comments=comments,
    )


def make_answer(consultation: Consultation, data: bytes = b"", **fields: Any) -> Answer:
    fields.setdefault("kind", AnswerKind.DOCX if data else AnswerKind.NIL)
    if data:
        fields.setdefault("file", stored(data))
        fields.setdefault("name", "antwort.docx")
        fields.setdefault("size", len(data))
        fields.setdefault("sha256", hashlib.sha256(data).hexdigest())
    fields.setdefault("sent_at", clock.now())
    fields.setdefault("sender_name", "Kim Muster")
    return Answer.objects.create(consultation=consultation, **fields)


def answered_setting() -> Setting:
    """Two want the same, one contradicts them, one remarks, one sends a nil return.

    B and C want twelve millions, D eleven: a conflict. D changes a full stop and remarks. E is
    content.
    """
    setting = make_setting(associations=5)
    b, c, d, e = setting.asked
    twelve = "Wir fordern zwölf Millionen Euro für die Beratung."
    eleven = "Wir fordern elf Millionen Euro für die Beratung."
    remark = Remark(5, "Die Kommunen auch?", "Länder")
    wishes = (
        (b, {4: twelve}, ()),
        (c, {4: twelve, 2: "Die Verbände begrüßen das Vorhaben sehr."}, ()),
        (d, {4: eleven, 6: "Die Frist endet am 30. Juni"}, (remark,)),
    )
    for association, edits, comments in wishes:
        data = return_of(setting.version, association, edits, comments)
        make_answer(setting.consultation(association), data)
    make_answer(setting.consultation(e))
    return setting
