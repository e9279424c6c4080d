"""The package to upload in the Lobbyregister's portal, by hand: text, facts, checklists."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from einklang.core import clock
from einklang.engines.typeset.errors import TypesetError, UncleanTextError
from einklang.engines.typeset.model import (
    Block,
    Brand,
    BulletList,
    DefinitionList,
    Document,
    Heading,
    Labels,
    Paragraph,
    Text,
)
from einklang.engines.typeset.pdf import write_pdf
from einklang.engines.typeset.reading import read_docx
from einklang.engines.typeset.serialise import from_json
from einklang.engines.typeset.text import write_text
from einklang.federation.models import Organisation
from einklang.papers.errors import FileRefusedError, PaperError
from einklang.papers.models import (
    Paper,
    Publication,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
    Version,
)
from einklang.papers.rendering.anonymous import Finding, blackened, findings
from einklang.papers.rendering.word import reader_language
from einklang.papers.rules.register import quarter_end

COLOURS = ("#0f4c5c", "#a8480f")


@dataclass(frozen=True)
class Source:
    """The text to upload, and what reading it lost."""

    document: Document
    losses: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    association: Organisation
    number: str
    due_on: date


def source_of(paper: Paper) -> Source:
    """Return the published text, before that the latest version sent out for sign-off.

    :raises FileRefusedError: if the Word file holds changes nobody decided on, or is unreadable.
    """
    publication = Publication.objects.filter(paper=paper).first()
    if publication is not None:
        return Source(from_json(publication.tree), ())
    version = agreed_version(paper)
    with version.file.open("rb") as opened:
        data = opened.read()
    try:
        found = read_docx(data)
        document = Document(
            title=paper.activity.title,
            subtitle=paper.kind.kind.label_in("de"),
            language="de",
            authors=(paper.activity.body.name,),
            publisher=paper.activity.body.name,
            issued_on=clock.today(),
            keywords=(),
            summary=paper.activity.title,
            blocks=found.blocks,
            brand=Brand(paper.activity.body.name, *COLOURS),
        )
    except UncleanTextError as error:
        raise FileRefusedError(
            _("The text still holds recorded changes or words that are struck out."),
            _("Settle them in a new version first."),
        ) from error
    except TypesetError as error:
        raise FileRefusedError(
            _("The text cannot be read."), _("Hand the version in anew as .docx.")
        ) from error
    language = reader_language()
    return Source(document, tuple(one.sentence(language) for one in found.losses))


def agreed_version(paper: Paper) -> Version:
    current = paper.sign_off_rounds.select_related("version").first()
    version = current.version if current else paper.versions.first()
    if version is None:
        raise PaperError(_("The paper has no text yet."))
    return version


def proposals(document: Document, names: Sequence[str]) -> tuple[Finding, ...]:
    """Return what should be blackened; somebody confirms it."""
    return findings(document, names)


def anonymised_pdf(document: Document, texts: Sequence[str]) -> bytes:
    """Set the text as a PDF that machines can read, without the texts that were confirmed.

    :raises PaperError: if it cannot be set.
    """
    clean = blackened(document, texts)
    clean = replace(clean, brand=Brand(clean.publisher, *COLOURS))
    timestamp = datetime.combine(clean.issued_on, time(12), tzinfo=UTC)
    try:
        return write_pdf(clean, timestamp=timestamp).data
    except TypesetError as error:
        raise PaperError(_("The PDF could not be made. Please try again.")) from error


def particulars(paper: Paper, assessment: RegisterAssessment) -> dict[str, object]:
    """Return the facts the portal asks for; no person is among them."""
    return {
        "regelungsvorhaben": {
            "nummer": assessment.project_number,
            "titel": assessment.project_title,
        },
        "interessenbereiche": list(assessment.fields_of_interest),
        "stellungnahme": {
            "titel": paper.activity.title,
            "versandt_am": assessment.sent_on.isoformat() if assessment.sent_on else "",
            "adressatenkreis": list(assessment.recipients),
        },
        "frist": due_on(assessment).isoformat(),
        "grundlage": assessment.source,
        "hinweis": "Paket zum Hochladen. Einklang übermittelt nichts an das Lobbyregister.",
    }


def due_on(assessment: RegisterAssessment) -> date:
    return quarter_end(assessment.sent_on or clock.today())


def particulars_text(paper: Paper, assessment: RegisterAssessment) -> str:
    """Write the same facts as text to copy from, in German as the portal is."""
    missing = "(noch offen)"
    sent = f"{assessment.sent_on:%d.%m.%Y}" if assessment.sent_on else missing
    lines = [
        "Angaben für das Lobbyregister – Paket zum Hochladen",
        "Einklang übermittelt nichts an das Lobbyregister; die Eintragung nehmen Sie selbst vor.",
        "",
        f"Regelungsvorhaben: {assessment.project_number or missing}",
        f"Titel des Regelungsvorhabens: {assessment.project_title or missing}",
        f"Interessenbereiche: {', '.join(assessment.fields_of_interest) or missing}",
        f"Titel der Stellungnahme: {paper.activity.title}",
        f"Versandt am: {sent}",
        f"Adressatenkreis: {'; '.join(assessment.recipients) or missing}",
        f"Einzutragen bis: {due_on(assessment):%d.%m.%Y}",
        f"Grundlage: {assessment.source}",
    ]
    return "\r\n".join(lines) + "\r\n"


def checklists_of(paper: Paper) -> list[Checklist]:
    """Return one for each registered association that carries the paper."""
    rows = RegisterUpload.objects.filter(paper=paper).select_related("association")
    numbers = dict(
        RegisterEntry.objects.filter(association__in=rows.values("association")).values_list(
            "pk", "number"
        )
    )
    return [
        Checklist(row.association, numbers.get(row.association_id, ""), row.due_on) for row in rows
    ]


def checklist(paper: Paper, assessment: RegisterAssessment, one: Checklist) -> Document:
    """Lay out what an association does by hand in the portal, in the reader's language."""
    language = reader_language()
    gaps = _gaps(assessment)
    todo = [
        _("Sign in to the portal of the Lobbyregister with the entry %s.") % one.number,
        _("Open or create the regulatory project %s.") % (assessment.project_number or "RV…"),
        _("Check its title and its fields of interest."),
        _("Upload the anonymised PDF of the package."),
        _("Enter the day of sending and the recipients, as offices and never as people."),
        _("Publish the new version of the entry."),
        _("Come back here and note the day on which it was entered."),
    ]
    by_hand = _(
        "Package to upload. Nothing is sent to the register from here: somebody of the"
        " association enters it by hand."
    )
    end = _("By %s, the end of the quarter (LobbyRG § 3 (3) sentence 1).")
    blocks: list[Block] = [
        Paragraph((Text(by_hand),)),
        Heading(2, _("What to enter")),
        DefinitionList(_facts(paper, assessment, one)),
        Heading(2, _("What to do")),
        BulletList(tuple((Text(f"☐ {line}"),) for line in todo)),
    ]
    if gaps:
        blocks += [
            Heading(2, _("Still missing")),
            BulletList(tuple((Text(line),) for line in gaps)),
        ]
    blocks += [
        Heading(2, _("By when")),
        Paragraph((Text(end % f"{one.due_on:%d.%m.%Y}"),)),
    ]
    return Document(
        title=_("Checklist for the Lobbyregister"),
        subtitle=one.association.name_in(language),
        language=language,
        authors=(paper.activity.body.name_in(language),),
        publisher=paper.activity.body.name_in(language),
        issued_on=clock.today(),
        keywords=(),
        summary=paper.activity.title,
        blocks=tuple(blocks),
        brand=Brand(paper.activity.body.name, *COLOURS),
        labels=Labels(_("Contents"), _("Page"), pgettext("page 2 of 5", "of"), _("As of")),
    )


def _gaps(assessment: RegisterAssessment) -> list[str]:
    wanted = (
        (assessment.project_number, _("number of the regulatory project")),
        (assessment.project_title, _("title of the regulatory project")),
        (assessment.fields_of_interest, _("fields of interest")),
        (assessment.sent_on, _("day of sending")),
        (assessment.recipients, _("recipients")),
    )
    return [label for value, label in wanted if not value]


def _facts(
    paper: Paper, assessment: RegisterAssessment, one: Checklist
) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    sent = assessment.sent_on.strftime("%d.%m.%Y") if assessment.sent_on else "–"
    pairs = (
        (_("Entry of the association"), one.number or "–"),
        (_("Regulatory project"), f"{assessment.project_number} {assessment.project_title}"),
        (_("Fields of interest"), ", ".join(assessment.fields_of_interest)),
        (_("Statement"), paper.activity.title),
        (_("Sent on"), sent),
        (_("Recipients"), "; ".join(assessment.recipients)),
        (_("Basis"), assessment.source),
    )
    return tuple((label, (Text(value.strip() or "–"),)) for label, value in pairs)


def checklist_pdf(paper: Paper, assessment: RegisterAssessment, one: Checklist) -> bytes:
    document = checklist(paper, assessment, one)
    return write_pdf(document, timestamp=clock.now()).data


def checklist_text(paper: Paper, assessment: RegisterAssessment, one: Checklist) -> str:
    return write_text(checklist(paper, assessment, one))


def package(
    paper: Paper, assessment: RegisterAssessment, document: Document, texts: Sequence[str]
) -> bytes:
    """Write the ZIP: the anonymised PDF, the facts as JSON and text, a checklist for each.

    :raises PaperError: if the PDF cannot be made.
    """
    facts = json.dumps(particulars(paper, assessment), ensure_ascii=False, indent=2) + "\n"
    files: dict[str, bytes] = {
        "stellungnahme-anonymisiert.pdf": anonymised_pdf(document, texts),
        "angaben.json": facts.encode(),
        "angaben.txt": particulars_text(paper, assessment).encode("utf-8-sig"),
    }
    for one in checklists_of(paper):
        stem = slugify(str(one.association)) or str(one.association.pk)
        text = checklist_text(paper, assessment, one)
        files[f"checkliste-{stem}-{one.number.lower()}.txt"] = text.encode("utf-8-sig")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()
