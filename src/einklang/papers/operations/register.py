"""Standing, assessment and uploads for the Lobbyregister. Nothing is ever sent to the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.core.lobbyregister import RegisterClient, client_from_settings
from einklang.core.lobbyregister import RegisterEntry as PublicEntry
from einklang.core.register_http import RegisterBusyError, RegisterError, RegisterUnavailableError
from einklang.federation.models import Account, Organisation, Person
from einklang.papers.enums import RegisterResult, RegisterStanding
from einklang.papers.errors import PaperError
from einklang.papers.models import (
    Paper,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
)
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.queries.members import register_associations
from einklang.papers.queries.register import carrying_associations
from einklang.papers.rules import register as rules
from einklang.papers.rules.papers import watch_refusal


@dataclass(frozen=True)
class Standing:
    standing: RegisterStanding
    number: str = ""
    note: str = ""


@dataclass(frozen=True)
class UploadFacts:
    """What the portal asks for besides the text."""

    project_number: str = ""
    project_title: str = ""
    fields_of_interest: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sent_on: date | None = None


def state_standing(
    *, association: Organisation, body: Organisation, standing: Standing, by: Account
) -> RegisterEntry:
    """Write down what an association says about itself.

    :raises RefusedError: if neither it nor the secretariat says so.
    :raises PaperError: if the association is none of the committee's, or the number is no number.
    """
    refuse(rules.standing_refusal(by, body, association))
    if association not in register_associations(body):
        raise PaperError(_("This association does not belong to the federation."))
    is_registered = standing.standing == RegisterStanding.REGISTERED
    row = RegisterEntry(
        association=association,
        standing=standing.standing,
        number=standing.number.strip().upper() if is_registered else "",
        note=standing.note,
        stated_by=by,
    )
    if is_registered and not row.number:
        raise PaperError(_("A registered association has a number, such as R001234."))
    checked(row, "number", "note")
    with transaction.atomic(), audit.acting(by, "papers.register.stated"):
        # Two at once: the later word counts, as it would a moment later.
        known = RegisterEntry.objects.select_for_update().filter(pk=association.pk).first()
        row.save(force_insert=known is None, force_update=known is not None)
        for paper in papers_with_assessment(association):
            fit_uploads(paper, paper.register_assessment)
        audit.record("papers.register.stated", by=by, association=association.pk)
    return row


def papers_with_assessment(association: Organisation) -> list[Paper]:
    rows = Paper.objects.filter(parties__association=association).exclude(register_assessment=None)
    return list(
        rows.select_related("register_assessment", "activity__body", "lead").order_by("pk")
    )


def assess(
    *, paper: Paper, answers: rules.Answers, facts: UploadFacts | None = None, by: Account
) -> RegisterAssessment:
    """Store the answers and what follows; each registered association gets its own upload.

    :raises RefusedError: if the account is neither the secretariat nor the chair.
    :raises PaperError: if a question is open, or a recipient looks like a person.
    """
    refuse(rules.assess_refusal(by, paper))
    counted, verdict, _question = rules.settled(answers)
    if verdict is None:
        raise PaperError(_("A question is still open."))
    facts = facts or UploadFacts()
    for recipient in facts.recipients:
        fit(rules.recipient_refusal(recipient))
    fit(known_person_refusal(facts.recipients))
    with transaction.atomic(), audit.acting(by, "papers.register.assessed"):
        current = locked(paper)
        refuse(rules.assess_refusal(by, current))
        row = RegisterAssessment(
            paper=current,
            **counted._asdict(),
            result=verdict.result,
            reason=verdict.reason,
            reason_en=verdict.reason_en,
            source=verdict.source,
            project_number=facts.project_number.strip().upper(),
            project_title=facts.project_title.strip(),
            fields_of_interest=list(facts.fields_of_interest),
            recipients=list(facts.recipients),
            sent_on=facts.sent_on,
            assessed_by=by,
        )
        checked(row, "project_number", "project_title", "fields_of_interest", "recipients")
        is_known = RegisterAssessment.objects.filter(pk=current.pk).exists()
        row.save(force_insert=not is_known, force_update=is_known)
        fit_uploads(current, row)
        audit.record("papers.register.assessed", by=by, paper=current.pk, result=verdict.result)
    return row


def known_person_refusal(recipients: Sequence[str]) -> str | None:
    """Say which recipient bears the name of somebody in the directory."""
    words = {word.strip(".,;()") for text in recipients for word in text.split()}
    for person in Person.objects.filter(family_name__in=words).exclude(given_name=""):
        for text in recipients:
            if person.family_name in text and person.given_name in text:
                return _("“%s” names a person. Name the office only, such as a ministry.") % text
    return None


def fit_uploads(paper: Paper, assessment: RegisterAssessment) -> None:
    """Give each registered association that carries the paper a row; what is entered stays."""
    registered = RegisterEntry.objects.filter(standing=RegisterStanding.REGISTERED)
    numbers = set(registered.values_list("pk", flat=True))
    wanted: set[int] = set()
    if assessment.result != RegisterResult.NO:
        wanted = {one.pk for one in carrying_associations(paper)} & numbers
    due_on = rules.quarter_end(assessment.sent_on or clock.today())
    rows = RegisterUpload.objects.filter(paper=paper, entered_on=None)
    rows.exclude(association__in=wanted).delete()
    if assessment.sent_on:
        rows.update(due_on=due_on)
    for pk in sorted(wanted):
        RegisterUpload.objects.get_or_create(
            paper=paper, association_id=pk, defaults={"due_on": due_on}
        )


def mark_entered(
    *, upload: RegisterUpload, entered_on: date | None, by: Account
) -> RegisterUpload:
    """Note the day on which an association entered it by hand; None takes that back.

    :raises RefusedError: if the account does not speak for it.
    :raises PaperError: if the day lies ahead.
    """
    refuse(rules.entered_refusal(by, upload))
    if entered_on is not None and entered_on > clock.today():
        raise PaperError(_("This day is still to come."))
    with transaction.atomic(), audit.acting(by, "papers.register.entered"):
        current = RegisterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        current.entered_on = entered_on
        current.entered_by = by if entered_on else None
        current.save(update_fields=["entered_on", "entered_by"])
        audit.record("papers.register.entered", by=by, upload=current.pk)
    return current


def order_comparison(*, paper: Paper, by: Account) -> int:
    """Queue the comparison with the public entries; return of how many associations.

    :raises RefusedError: if the account may not read along.
    :raises PaperError: if there is no key, or nothing to compare.
    """
    refuse(watch_refusal(by, paper))
    if client_from_settings() is None:
        raise PaperError(_("This site has no key for the register."))
    ids = list(paper.register_uploads.values_list("pk", flat=True))
    if not ids:
        raise PaperError(_("No registered association carries this paper."))
    with transaction.atomic(), audit.acting(by, "papers.register.comparison_ordered"):
        for pk in ids:
            jobs.enqueue("papers.compare_register", upload_id=pk)
        audit.record("papers.register.comparison_ordered", by=by, paper=paper.pk)
    return len(ids)


def compare_upload(upload_id: int, client: RegisterClient) -> RegisterUpload | None:
    """Read the public entry and keep what it says otherwise.

    :raises RegisterError: if the register is busy or away; the job tries again.
    """
    rows = RegisterUpload.objects.select_related(
        "association__register_entry", "paper__register_assessment", "paper__activity"
    )
    upload = rows.filter(pk=upload_id).first()
    if upload is None:
        return None
    error, found = "", None
    try:
        entry = client.entry(upload.association.register_entry.number)
        found = differences(upload.paper.register_assessment, entry)
    except (RegisterBusyError, RegisterUnavailableError):
        raise
    except RegisterError as reason:
        error = str(reason)
    with transaction.atomic(), audit.acting(None, "papers.register.compared"):
        current = RegisterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        current.compared_at, current.error = clock.now(), error[:300]
        current.differences = found
        current.save(update_fields=["compared_at", "error", "differences"])
        audit.record("papers.register.compared", by=None, upload=current.pk)
    return current


def differences(assessment: RegisterAssessment, entry: PublicEntry) -> list[dict[str, str]]:
    """Say what the public entry says otherwise, each with what we know and what it shows."""
    number = assessment.project_number
    found: list[dict[str, str]] = []
    if entry.is_active is False:
        found.append(difference("inactive"))
    project = next((one for one in entry.projects if number and one.number == number), None)
    if project is None:
        return [*found, difference("project", number or assessment.project_title)]
    if assessment.project_title and not is_same(project.title, assessment.project_title):
        found.append(difference("title", assessment.project_title, project.title))
    statements = [one for one in entry.statements if one.project_number == number]
    if not statements:
        return [*found, difference("statement", number)]
    groups = [group for one in statements for group in one.recipient_groups]
    days = sorted({one.sent_on for one in groups if one.sent_on})
    if assessment.sent_on and assessment.sent_on not in days:
        shown = ", ".join(day.isoformat() for day in days)
        found.append(difference("date", assessment.sent_on.isoformat(), shown))
    offices = {
        str(name) for group in groups for one in group.departments
        for name in (one.title, one.short_title) if name
    }  # fmt: skip
    has_parliament = any(group.parliament for group in groups)
    found += [
        difference("recipient", wanted, ", ".join(sorted(offices)))
        for wanted in assessment.recipients
        if not is_named(wanted, offices, has_parliament=has_parliament)
    ]
    return found


def difference(what: str, ours: Any = "", theirs: Any = "") -> dict[str, str]:
    return {"what": what, "ours": str(ours or ""), "theirs": str(theirs or "")}


def is_same(one: str | None, other: str) -> bool:
    return " ".join((one or "").split()).casefold() == " ".join(other.split()).casefold()


def is_named(wanted: str, offices: set[str], *, has_parliament: bool) -> bool:
    """Say whether the entry names a recipient: a ministry by its name, the Bundestag as such."""
    if "bundestag" in wanted.casefold():
        return has_parliament
    text = wanted.casefold()
    return any(name.casefold() in text or text in name.casefold() for name in offices)


def checked(row: Any, *names: str) -> None:
    """Let the model's own checks speak.

    :raises PaperError: with their sentences.
    """
    others = [one.name for one in row._meta.fields if one.name not in names]  # noqa: SLF001 - Django's public name
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise PaperError(" ".join(error.messages)) from error
