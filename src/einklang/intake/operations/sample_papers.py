"""Invented papers for the demo: each goes its way through the same acts as a real one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.text import slugify

from einklang.core import clock, jobs
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.periods import moment
from einklang.federation.enums import OrganisationKind
from einklang.federation.models import Access, Account, Organisation
from einklang.federation.models.sight import roles_of
from einklang.federation.queries import federation_of
from einklang.federation.rules import STEERING
from einklang.papers.enums import (
    AnswerKind,
    ConsultationMode,
    DissentForm,
    SignOffMode,
    SignOffState,
    VersionOrigin,
)
from einklang.papers.models import (
    Consolidation,
    Consultation,
    Paper,
    PaperKind,
    Proposal,
    SignOff,
    SignOffRound,
    SignOffRules,
    Version,
)
from einklang.papers.operations.adoption import adopt
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.circulation import Asked, close_circulation, open_circulation
from einklang.papers.operations.consolidation import consolidate_answers
from einklang.papers.operations.decisions import NewDecision, decide
from einklang.papers.operations.demands import NewDemand, add_demand
from einklang.papers.operations.drafting import NewVersion, write_version
from einklang.papers.operations.files import WordFile
from einklang.papers.operations.letters import AddresseeFacts, add_addressee
from einklang.papers.operations.opening import PaperFacts, open_paper
from einklang.papers.operations.publication import Release, release
from einklang.papers.operations.room import ParagraphEdit, save_edit
from einklang.papers.operations.sign_off import (
    NewRound,
    NewSignOff,
    answer_sign_off,
    close_round,
    request_sign_off,
)
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence, open_request
from einklang.papers.rendering.answers import Passage, passages
from einklang.papers.rendering.publication import build_document
from einklang.papers.rendering.versions import Outline, outline_docx
from einklang.programmes.models import Programme

DATA = Path(__file__).resolve().parent.parent / "data" / "sample_papers.yaml"


@dataclass(frozen=True)
class Cast:
    """Who acts in the samples."""

    body: Organisation
    secretary: Account
    associations: Mapping[str, Organisation]
    """By key, in their agreed order; the first leads."""
    speakers: Mapping[str, Account]

    @property
    def lead(self) -> Organisation:
        return next(iter(self.associations.values()))


def cast_of(body: Organisation) -> Cast:
    """Find who can act: the secretariat, and one account for each association."""
    rows = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
    ordered = rows.annotate(place=Min("affiliations__order")).order_by("place", "sort_key")
    associations = {row.key: row for row in ordered}
    accesses = Access.objects.filter(body=body).select_related("account", "organisation")
    speakers = {
        access.organisation.key: access.account
        for access in accesses
        if access.organisation and access.organisation.key in associations
    }
    steering = (row.account for row in accesses if row.role in STEERING)
    return Cast(
        body,
        next(one for one in steering if roles_of(one)),
        {key: row for key, row in associations.items() if key in speakers},
        speakers,
    )


def sample_papers() -> dict[str, Any]:
    """Return what the file says."""
    with DATA.open(encoding="utf-8") as opened:
        read: dict[str, Any] = yaml.safe_load(opened)
    return read


def open_sample(cast: Cast, row: Mapping[str, Any]) -> Paper:
    """Open the paper that a row of the file describes."""
    now = clock.now()
    facts: PaperFacts = {
        "kind": PaperKind.objects.get(kind__key=row["kind"]),
        "title": row["title"],
        "title_en": row["title_en"],
        "lead": cast.lead,
        "asked": list(cast.associations.values())[1:],
        "programmes": Programme.objects.filter(key__in=row.get("programmes", ())),
        "sender": Organisation.objects.filter(key=row.get("sender", "")).first(),
        "reference": row.get("reference", ""),
        "received_at": days_from(now, row["received"]) if "received" in row else None,
        "deadline_at": days_from(now, row["deadline"]) if "deadline" in row else None,
    }
    return open_paper(body=cast.body, facts=facts, by=cast.secretary)


def days_from(now: datetime, days: int) -> datetime:
    """Return noon of a working day so many days from now, in Europe/Berlin."""
    wanted = timezone.localdate(now) + timedelta(days=days)
    return moment(WorkingCalendar().next_working_day(wanted, or_same=True), time(12))


def write_text(cast: Cast, paper: Paper, text: str, *, note: str) -> Version:
    """Write the first version from the lines of the file."""
    outline = Outline(
        title=paper.activity.title,
        kind=str(paper.kind),
        publisher=cast.body.name,
        issued_on=clock.today(),
        text=f"{note}\n{text}",
    )
    name = slugify(paper.activity.title)[:60].strip("-")
    file = WordFile(f"{name}.docx", outline_docx(outline))
    new = NewVersion(file, VersionOrigin.UPLOAD, note="Erster Entwurf")
    with transaction.atomic():
        return write_version(paper=paper, new=new, by=cast.speakers[cast.lead.key])


def circulate(cast: Cast, paper: Paper, answers: Mapping[str, Any]) -> dict[str, Consultation]:
    """Send the text round and let the associations named answer."""
    version = paper.versions.get()
    until = days_from(clock.now(), 6)
    asked = [
        Asked(association, ConsultationMode.COMMENT, until)
        for association in list(cast.associations.values())[1:]
    ]
    circulation = open_circulation(
        paper=paper,
        version=version,
        asked=asked,
        message="Bitte schauen Sie besonders auf die Forderungen.",
        by=cast.speakers[cast.lead.key],
    )
    rooms = {
        row.association.key: row
        for row in circulation.consultations.select_related(
            "association", "circulation__version", "circulation__paper__activity__body"
        )
    }
    for key, wishes in answers.items():
        answer(rooms[key], wishes, by=cast.speakers[key], text=passages(version))
    return rooms


def answer(
    room: Consultation,
    wishes: str | list[dict[str, str]],
    *,
    by: Account,
    text: tuple[Passage, ...],
) -> None:
    """Let a house change paragraphs in its room and send its official answer."""
    kind = AnswerKind.NIL if wishes == "nil" else AnswerKind.EDITS
    for wish in wishes if isinstance(wishes, list) else ():
        found = passage_at(text, wish["at"])
        edit = ParagraphEdit(
            number=found.number,
            text=wish.get("text", found.text),
            is_changed="text" in wish,
            comment=wish.get("comment", ""),
            revision=0,
        )
        save_edit(consultation=room, edit=edit, by=by)
    send_answer(consultation=room, answer=NewAnswer(kind), sender=Sender(by, str(by)))


def passage_at(text: tuple[Passage, ...], start: str) -> Passage:
    """Find the paragraph that begins like this.

    :raises LookupError: if there is none: the file of samples contradicts itself.
    """
    for passage in text:
        if passage.text.startswith(start):
            return passage
    raise LookupError(start)


def consolidate(cast: Cast, paper: Paper, decisions: list[dict[str, str]]) -> None:
    """Close the circulation, put the answers together, decide some of the proposals."""
    lead = cast.speakers[cast.lead.key]
    circulation = paper.circulations.get()
    close_circulation(circulation=circulation, knows_of_missing=True, by=lead)
    consolidate_answers(circulation.consolidation.pk)
    for row in decisions:
        proposals = Proposal.objects.filter(
            consolidation__circulation=circulation, inserted__contains=row["inserted"]
        )
        for proposal in proposals:
            decision = NewDecision(row["verdict"], row.get("reason", ""))
            decide(proposal=proposal, decision=decision, seen_revision=proposal.revision, by=lead)


def ask_for_sign_off(cast: Cast, paper: Paper, rows: Mapping[str, Any]) -> SignOffRound:
    """Ask everybody to sign, and let the associations say what the file says."""
    mode = SignOffMode(rows["mode"])
    deadline = days_from(clock.now(), 7) if mode == SignOffMode.EXPLICIT else None
    asked = request_sign_off(paper=paper, request=NewRound(mode, deadline), by=cast.secretary)
    text = passages(asked.version)
    for key in cast.associations:
        sign_off = asked.sign_offs.select_related(
            "association", "round__version", "round__paper__activity__body"
        ).get(association__key=key)
        sign(sign_off, rows.get(key, "requested"), by=cast.speakers[key], text=text)
    return asked


def sign(
    sign_off: SignOff, said: str | dict[str, str], *, by: Account, text: tuple[Passage, ...]
) -> None:
    """Let an association answer, open the request only, or break the silence."""
    word = said if isinstance(said, dict) else {"state": said}
    if word["state"] == SignOffState.REQUESTED:
        return
    opened = open_request(sign_off=sign_off, by=by)
    if word["state"] == "delivered":
        return
    who = Answerer(account=by)
    if word["state"] == SignOffState.BROKEN:
        break_silence(sign_off=opened, answerer=who)
        return
    answer = NewSignOff(
        SignOffState(word["state"]),
        text=word.get("text", ""),
        passage=word.get("passage", ""),
        paragraph=passage_at(text, word["at"]).number if "at" in word else None,
        form=DissentForm(word.get("form", DissentForm.FOOTNOTE)),
    )
    answer_sign_off(
        sign_off=opened,
        answer=answer,
        seen_revision=opened.revision,
        answerer=who,
        seen_sha256=opened.round.version_sha256,
    )


def set_sample_rules(cast: Cast) -> None:
    """Give the federation rules of sign-off, without which nobody can be asked."""
    federation = federation_of(cast.body)
    scope = {"federation": federation} if federation else {"body": cast.body}
    SignOffRules.objects.get_or_create(
        **scope,
        defaults={"quorum": 100, "majority": 75, "source": "Erfundenes Beispiel einer Regel"},
    )


def load_sample_papers(*, body: Organisation) -> list[Paper]:
    """Open the invented papers and lead each to where its row says; once.

    Accounts that speak for the associations must be there.
    """
    if Paper.objects.filter(activity__body=body).exists():
        return []
    cast, samples = cast_of(body), sample_papers()
    set_sample_rules(cast)
    papers = []
    with jobs.held_back():
        for row in samples["papers"]:
            paper = open_sample(cast, row)
            papers.append(paper)
            if "text" not in row:
                continue
            write_text(cast, paper, row["text"], note=samples["note"])
            lead_on(cast, paper, row)
    return papers


def lead_on(cast: Cast, paper: Paper, row: Mapping[str, Any]) -> None:
    """Take the steps that the row tells of."""
    if "answers" in row:
        circulate(cast, paper, row["answers"])
    if "decisions" in row:
        consolidate(cast, paper, row["decisions"])
    if "sign_offs" in row and "decisions" in row:
        made = Consolidation.objects.get(circulation__paper=paper)
        adopt(consolidation=made, note="Aus den Antworten", by=cast.speakers[cast.lead.key])
    if "sign_offs" in row:
        asked = ask_for_sign_off(cast, paper, row["sign_offs"])
        if row["until"] == "published":
            close_round(sign_off_round=asked, is_agreed=True, by=cast.secretary)
            publish(cast, paper)
    for one in row.get("addressees", ()):
        facts = AddresseeFacts(address=one["address"], salutation=one["salutation"])
        add_addressee(paper=paper, facts=facts, by=cast.secretary)
    for one in row.get("demands", ()):
        demand = NewDemand(one["text"], one["text_en"], one["label"])
        add_demand(paper=paper, new=demand, by=cast.secretary)


def publish(cast: Cast, paper: Paper) -> None:
    """Release the text that was signed, as somebody would who has read the preview."""
    paper.refresh_from_db()
    version = paper.versions.all()[0]
    built = build_document(paper, version, issued_on=clock.today(), contact="")
    wish = Release(seen_sha256=built.text_sha256, knows_losses=True)
    release(paper=paper, wish=wish, by=cast.secretary)
