"""What the Lobbyregister asks of a paper, and what is still to be entered."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from einklang.core import clock
from einklang.core.lobbyregister import client_from_settings
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import STEERING, role_in
from einklang.papers.enums import RegisterResult, RegisterStanding, Stage
from einklang.papers.models import (
    Paper,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
)
from einklang.papers.queries.members import register_associations
from einklang.papers.queries.sign_off import signatures
from einklang.papers.queries.waiting import LOADED, Waiting, own_associations, shown
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.rules.register import (
    assess_refusal,
    entered_refusal,
    package_refusal,
    standing_refusal,
)

SHOWN_FROM = frozenset({Stage.SIGNING, Stage.AGREED, Stage.PUBLISHED})
"""Before that nobody needs to think of the register yet."""


@dataclass(frozen=True)
class StandingRow:
    association: Organisation
    entry: RegisterEntry | None
    may_state: bool

    @property
    def standing(self) -> RegisterStanding:
        return RegisterStanding(self.entry.standing if self.entry else "not_checked")


@dataclass(frozen=True)
class UploadRow:
    """One association, its standing, and the upload if it is registered."""

    association: Organisation
    standing: RegisterStanding
    number: str
    upload: RegisterUpload | None
    may_enter: bool

    @property
    def differences(self) -> list[str]:
        found = (self.upload.differences if self.upload else None) or []
        return [in_words(one) for one in found]


@dataclass(frozen=True)
class Panel:
    assessment: RegisterAssessment | None
    rows: tuple[UploadRow, ...]
    may_assess: bool
    has_package: bool
    has_key: bool
    due: RegisterUpload | None
    """The next upload that is not entered yet, if there is a duty."""

    @property
    def days_left(self) -> int | None:
        return (self.due.due_on - clock.today()).days if self.due else None

    @property
    def days_over(self) -> int:
        return -(self.days_left or 0)


def standings(user: Account, body: Organisation) -> list[StandingRow]:
    """Return where the committee's associations stand (a fixed number of queries)."""
    associations = register_associations(body)
    entries = RegisterEntry.objects.select_related("stated_by").in_bulk(
        [one.pk for one in associations]
    )
    return [
        StandingRow(one, entries.get(one.pk), standing_refusal(user, body, one) is None)
        for one in associations
    ]


def carrying_associations(paper: Paper) -> list[Organisation]:
    """Return who carries the paper: by the sign-off, and before one all that take part."""
    signed = signatures(paper)
    if signed is not None and signed.carrying:
        return list(signed.carrying)
    return [party.association for party in paper.parties.select_related("association")]


def panel(user: Account, paper: Paper) -> Panel | None:
    """Return what the paper's page shows of the register; None shows nothing."""
    if watch_refusal(user, paper) is not None:
        return None
    assessment = (
        RegisterAssessment.objects.select_related("assessed_by").filter(paper=paper).first()
    )
    may_assess = assess_refusal(user, paper) is None
    if assessment is None and not (may_assess and paper.stage in SHOWN_FROM):
        return None
    rows = upload_rows(user, paper) if assessment and assessment.result != "no" else ()
    is_duty = assessment is not None and assessment.result == RegisterResult.UPLOAD
    left = [row.upload for row in rows if row.upload and not row.upload.entered_on]
    return Panel(
        assessment,
        rows,
        may_assess,
        has_package=package_refusal(user, paper, assessment) is None,
        has_key=client_from_settings() is not None,
        due=min(left, key=lambda one: one.due_on) if is_duty and left else None,
    )


def upload_rows(user: Account, paper: Paper) -> tuple[UploadRow, ...]:
    associations = carrying_associations(paper)
    uploads = {
        one.association_id: one
        for one in paper.register_uploads.select_related("association", "entered_by")
    }
    known = {one.pk for one in associations}
    associations += [one.association for pk, one in uploads.items() if pk not in known]
    entries = RegisterEntry.objects.in_bulk([one.pk for one in associations])
    rows = []
    for one in associations:
        entry, upload = entries.get(one.pk), uploads.get(one.pk)
        if upload:
            upload.paper = paper
        rows.append(
            UploadRow(
                one,
                RegisterStanding(entry.standing if entry else "not_checked"),
                entry.number if entry else "",
                upload,
                may_enter=upload is not None and entered_refusal(user, upload) is None,
            )
        )
    return tuple(rows)


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return uploads that are due, for the association and the secretariat; papers to assess."""
    found = [
        Waiting(
            upload.paper,
            _("Enter the paper in the Lobbyregister"),
            f"{upload.paper.get_absolute_url()}#lobbyregister",
            end_of_day(upload),
            upload.association.local_name,
            _("If you do nothing, the entry in the register is incomplete after this day."),
        )
        for upload in uploads_due(user, body)
    ]
    if role_in(user, body) in STEERING:
        found += [
            Waiting(
                paper,
                _("Say whether the paper belongs in the Lobbyregister"),
                reverse("papers:register_assessment", args=[paper.pk]),
            )
            for paper in papers_to_assess(body)
        ]
    return found


def uploads_due(user: Account, body: Organisation) -> list[RegisterUpload]:
    """Return the first uploads nobody has entered yet that the account can enter."""
    rows = open_uploads().filter(paper__activity__body=body)
    if role_in(user, body) not in STEERING:
        rows = rows.filter(association__in=own_associations(user, body))
    rows = rows.select_related(None).select_related("association", "paper__activity")
    names = ("association__name", "association__name_en")
    return list(rows.only("due_on", *names, *shown("paper__"))[:LOADED])


def open_uploads() -> QuerySet[RegisterUpload]:
    return (
        RegisterUpload.objects.filter(
            entered_on=None,
            paper__register_assessment__result=RegisterResult.UPLOAD,
            paper__stage__in=(Stage.AGREED, Stage.PUBLISHED),
        )
        .select_related("association", "paper__activity__body")
        .order_by("due_on", "pk")
    )


def papers_to_assess(body: Organisation) -> list[Paper]:
    """Return the first papers whose text is agreed and nobody has asked about the register."""
    is_recent = Q(stage=Stage.AGREED) | Q(
        stage=Stage.PUBLISHED, updated_at__gte=clock.now() - timedelta(days=100)
    )
    rows = Paper.objects.filter(is_recent, activity__body=body, register_assessment=None)
    return list(rows.select_related("activity").only(*shown()).order_by("pk")[:LOADED])


def end_of_day(upload: RegisterUpload) -> datetime:
    """Return the last moment of the day on which it is due, as 00:00 of the next."""
    return timezone.make_aware(datetime.combine(upload.due_on + timedelta(days=1), time()))


def in_words(difference: dict[str, str]) -> str:
    """Say one difference between our record and the public entry."""
    told = {
        "inactive": _("The register shows the association as inactive."),
        "project": _("The regulatory project is missing: %(ours)s"),
        "title": _("The project is called “%(theirs)s” there, not “%(ours)s”."),
        "statement": _("No statement on %(ours)s is shown yet."),
        "date": _("The day of sending %(ours)s is missing; shown: %(theirs)s"),
        "recipient": _("“%(ours)s” is missing among the recipients; shown: %(theirs)s"),
    }
    values = {key: value or "–" for key, value in difference.items()}
    return told.get(difference["what"], "%(what)s") % values
