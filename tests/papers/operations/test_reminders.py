"""Reminders and digests, sent over real SMTP to a server of this machine."""

from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.inbox import text_of
from tests.papers.factories import (
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind, RegisterResult, RegisterStanding, Stage
from einklang.papers.models import (
    Answer,
    Circulation,
    Consultation,
    Notice,
    Paper,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
)
from einklang.papers.operations.reminders import (
    Reminder,
    account_of_token,
    consultation_reminders,
    order_digests,
    order_reminders,
    send_digest,
    send_reminder,
    set_digest,
    stop_token,
    upload_reminders,
)
from einklang.papers.queries.digest import digest_of, wants_digest
from einklang.papers.rules.reminders import is_time_for_digests, reminder_day

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NATIONWIDE = WorkingCalendar(())


def asked(deadline_at: datetime, **fields: Any) -> tuple[Paper, Consultation, Account]:
    """Ask one association beside the lead, some days ago."""
    paper = make_paper(associations=2, **fields)
    version = make_version(paper)
    circulation = make_circulation(version, deadline_at=deadline_at)
    Circulation.objects.filter(pk=circulation.pk).update(
        opened_at=clock.now() - timedelta(days=20)
    )
    consultation = circulation.consultations.get()
    return paper, consultation, speaker(paper, consultation.association)


def answer(consultation: Consultation) -> None:
    Answer.objects.create(
        consultation=consultation, kind=AnswerKind.NIL, sender_name="Kim", sent_at=clock.now()
    )


def soon() -> datetime:
    """Return a moment of the next working day but one, at noon in Berlin."""
    day = NATIONWIDE.add(clock.today(), 2)
    return datetime.combine(day, time(12), tzinfo=BERLIN)


def reminder(consultation: Consultation, account: Account, days: int = 2) -> Reminder:
    due = consultation.deadline_at.isoformat()
    return Reminder("consultation", consultation.pk, account.pk, due, days)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 6, 10), None),
        (date(2026, 6, 11), 2),
        (date(2026, 6, 12), 1),
        (date(2026, 6, 13), None),
        (date(2026, 6, 15), None),
        (date(2026, 6, 16), None),
    ],
)
def test_reminders_fall_on_the_two_working_days_before_a_deadline(
    today: date, day: int | None
) -> None:
    monday = datetime(2026, 6, 15, 12, tzinfo=BERLIN)

    assert reminder_day(monday, NATIONWIDE, today) == day


def test_holiday_of_the_own_land_moves_the_reminder() -> None:
    deadline = datetime(2026, 6, 5, 12, tzinfo=BERLIN)
    bavaria, berlin = WorkingCalendar({"DE-BY"}), WorkingCalendar({"DE-BE"})

    assert reminder_day(deadline, berlin, date(2026, 6, 3)) == 2
    assert reminder_day(deadline, bavaria, date(2026, 6, 3)) == 1
    assert reminder_day(deadline, bavaria, date(2026, 6, 4)) is None


def test_only_who_owes_an_answer_is_reminded() -> None:
    now = datetime(2026, 6, 11, 9, tzinfo=BERLIN)
    deadline = datetime(2026, 6, 15, 12, tzinfo=BERLIN)
    _paper, owed, account = asked(deadline)
    _paper, answered, _account = asked(deadline)
    answer(answered)
    _paper, _later, _account = asked(deadline + timedelta(days=1))

    assert list(consultation_reminders(now)) == [reminder(owed, account)]


def test_reminder_arrives_once_and_says_what_happens_without_an_answer(
    inbox: list[EmailMessage],
) -> None:
    _paper, consultation, account = asked(soon())
    account.language = "en"
    account.save()

    first = send_reminder(reminder(consultation, account))
    second = send_reminder(reminder(consultation, account))

    assert (first, second) == (True, False)
    (message,) = inbox
    assert message["To"] == account.email
    assert "2 working days left" in message["Subject"]
    assert consultation.get_absolute_url() in text_of(message)
    assert "If you do nothing" in text_of(message)


def test_association_that_answered_meanwhile_hears_nothing(inbox: list[EmailMessage]) -> None:
    _paper, consultation, account = asked(soon())
    ordered = reminder(consultation, account)
    answer(consultation)

    assert send_reminder(ordered) is False
    assert inbox == []
    assert not Notice.objects.exists()


def test_extended_closed_or_left_the_reminder_has_no_reason_any_more(
    inbox: list[EmailMessage],
) -> None:
    _paper, extended, one = asked(soon())
    stale = reminder(extended, one)
    Consultation.objects.filter(pk=extended.pk).update(deadline_at=soon() + timedelta(days=1))
    _paper, closed, two = asked(soon())
    Circulation.objects.filter(pk=closed.circulation_id).update(closed_at=clock.now())
    _paper, left, three = asked(soon())
    three.accesses.all().delete()

    results = [send_reminder(stale), send_reminder(reminder(closed, two)),
               send_reminder(reminder(left, three))]  # fmt: skip

    assert results == [False, False, False]
    assert inbox == []


def test_whoever_was_asked_today_is_not_reminded_today(inbox: list[EmailMessage]) -> None:
    paper, consultation, account = asked(soon())
    Notice.objects.create(
        key=f"consultation:{consultation.pk}:x",
        email=account.email,
        paper=paper,
        sent_at=clock.now(),
    )

    assert send_reminder(reminder(consultation, account)) is False
    assert inbox == []


def test_reminders_are_queued_once_they_have_gone_out(inbox: list[EmailMessage]) -> None:
    _paper, consultation, account = asked(soon())
    if not NATIONWIDE.is_working_day(clock.today()):
        assert order_reminders() == 0
        return
    assert order_reminders() == 1
    job = ProcrastinateJob.objects.get(task_name="papers.send_deadline_reminder")
    send_reminder(Reminder(**job.args))

    assert order_reminders() == 0
    assert [message["To"] for message in inbox] == [account.email]
    assert job.args["pk"] == consultation.pk


def test_registered_association_is_reminded_of_its_upload(inbox: list[EmailMessage]) -> None:
    paper = make_paper(stage=Stage.AGREED)
    account = speaker(paper, paper.lead, language="en")
    RegisterEntry.objects.create(
        association=paper.lead, standing=RegisterStanding.REGISTERED, number="R001234"
    )
    RegisterAssessment.objects.create(
        paper=paper, is_federal=True, result=RegisterResult.UPLOAD, reason="x", source="§"
    )
    upload = RegisterUpload.objects.create(
        paper=paper, association=paper.lead, due_on=date(2099, 6, 30)
    )
    now = datetime(2099, 6, 26, 9, tzinfo=BERLIN)
    (wanted,) = upload_reminders(now)
    assert (wanted.account_id, wanted.days) == (account.pk, 2)

    assert send_reminder(wanted) is True
    RegisterUpload.objects.filter(pk=upload.pk).update(entered_on=clock.today())
    Notice.objects.all().delete()
    assert send_reminder(wanted) is False

    (message,) = inbox
    assert "Einklang sends nothing to the register" in text_of(message)


@pytest.mark.parametrize(
    ("hour", "day", "expected"),
    [
        (time(7, 29), 10, False),
        (time(7, 30), 10, True),
        (time(11, 59), 10, True),
        (time(12, 0), 10, False),
        (time(8, 0), 13, False),
    ],
)
def test_digests_go_out_in_the_morning_of_working_days(
    hour: time,
    day: int,
    expected: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    summer = datetime.combine(date(2026, 6, day), hour, tzinfo=BERLIN)

    assert is_time_for_digests(summer) is expected


def working_moment() -> datetime:
    """Return this moment, or the next working day at nine."""
    now = clock.now()
    if NATIONWIDE.is_working_day(clock.today()):
        return now
    return datetime.combine(NATIONWIDE.add(clock.today(), 1), time(9), tzinfo=BERLIN)


def test_digest_names_what_waits_and_what_is_new() -> None:
    _paper, consultation, account = asked(soon())
    paper = make_paper(body=consultation.circulation.paper.activity.body, title="Neues Papier")
    office = secretary(paper)
    make_version(paper)

    for_speaker = digest_of(account, working_moment())
    for_office = digest_of(office, working_moment())

    assert for_speaker is not None
    assert [one.waiting.url for one in for_speaker.items] == [consultation.get_absolute_url()]
    assert for_speaker.is_worth_a_mail
    assert for_office is not None
    titles = {one.paper.activity.title for one in for_office.changes}
    assert "Neues Papier" in titles


def test_what_a_mail_has_asked_today_is_not_repeated() -> None:
    paper, consultation, account = asked(soon())
    Circulation.objects.update(opened_at=clock.now())
    before = digest_of(account, working_moment())
    Notice.objects.create(
        key=f"consultation:{consultation.pk}:{soon().isoformat()}",
        email=account.email,
        paper=paper,
        sent_at=working_moment(),
    )

    after = digest_of(account, working_moment())

    assert before is not None
    assert (len(before.items), len(before.changes)) == (1, 1)
    assert after is not None
    assert (after.items, after.changes) == ([], [])
    assert not after.is_worth_a_mail


def test_drafts_stay_with_those_who_may_read_them() -> None:
    paper = make_paper(associations=2)
    asked_one = paper.parties.get(role="asked").association
    reader, lead = speaker(paper, asked_one), speaker(paper, paper.lead)
    make_version(paper)

    theirs, ours = digest_of(reader, working_moment()), digest_of(lead, working_moment())

    assert theirs is not None
    assert theirs.changes == []
    assert ours is not None
    assert [one.paper for one in ours.changes] == [paper]


def test_own_deeds_are_no_news() -> None:
    paper = make_paper()
    lead = speaker(paper, paper.lead)
    make_version(paper, author=lead)

    digest = digest_of(lead, working_moment())

    assert digest is not None
    assert digest.changes == []


def test_people_whose_day_is_a_holiday_get_no_digest() -> None:
    _paper, _consultation, account = asked(soon())
    sunday = clock.now() + timedelta(days=(6 - clock.today().weekday()) % 7)

    assert digest_of(account, sunday) is None


def test_far_things_alone_wait_for_the_first_working_day_of_the_week() -> None:
    far = datetime.combine(date(2098, 3, 31), time(12), tzinfo=BERLIN)
    _paper, _consultation, account = asked(far)
    Circulation.objects.update(opened_at=clock.now() - timedelta(days=400))
    Consultation.objects.update(deadline_at=clock.now() + timedelta(days=60))
    monday = NATIONWIDE.next_working_day(
        clock.today() + timedelta(days=7 - clock.today().weekday()), or_same=True
    )
    tuesday = NATIONWIDE.add(monday, 1)

    digests = [
        digest_of(account, datetime.combine(day, time(9), tzinfo=BERLIN))
        for day in (monday, tuesday)
    ]

    assert [one and one.is_worth_a_mail for one in digests] == [True, False]


def test_digest_arrives_once_a_day_with_a_way_to_stop_it(inbox: list[EmailMessage]) -> None:
    paper, consultation, account = asked(soon())
    account.language = "en"
    account.save()
    day = clock.today().isoformat()
    if not NATIONWIDE.is_working_day(clock.today()):
        assert send_digest(account.pk, day) is False
        return

    results = [send_digest(account.pk, day), send_digest(account.pk, day)]

    assert results == [True, False]
    (message,) = inbox
    text = text_of(message)
    assert paper.activity.title in text
    assert consultation.get_absolute_url() in text
    assert "in 2 working days" in text
    assert "If you do nothing" in text
    address = message["List-Unsubscribe"].strip()
    begin = "<http://localhost:8000/papiere/zusammenfassung/aus/"
    assert address.startswith(begin)
    assert account_of_token(address.removeprefix(begin).removesuffix("/>")) == account
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_to_say_is_no_mail(inbox: list[EmailMessage]) -> None:
    account = secretary(make_paper())

    assert send_digest(account.pk, clock.today().isoformat()) is False
    assert inbox == []


def test_switched_off_or_of_yesterday_no_digest_goes_out(inbox: list[EmailMessage]) -> None:
    _paper, _consultation, account = asked(soon())
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert send_digest(account.pk, yesterday) is False
    set_digest(account=account, is_on=False, by=account)

    assert send_digest(account.pk, clock.today().isoformat()) is False
    assert inbox == []
    assert not wants_digest(account)


def test_digests_are_ordered_once_for_each_account_that_wants_one() -> None:
    _paper, _consultation, account = asked(soon())
    off = secretary(_paper)
    set_digest(account=off, is_on=False, by=off)
    if not is_time_for_digests(clock.now()):
        assert order_digests() == 0
        return

    assert (order_digests(), order_digests()) == (1, 0)
    job = ProcrastinateJob.objects.get(task_name="papers.send_digest")
    assert job.args == {"account_id": account.pk, "day": clock.today().isoformat()}


def test_link_in_the_mail_belongs_to_one_account_and_cannot_be_made_up() -> None:
    account = secretary(make_paper())
    token = stop_token(account)

    assert account_of_token(token) == account
    assert account_of_token(token[:-2] + "xx") is None
    assert account_of_token("1") is None
    account.email = "anders@example.org"
    account.save()
    assert account_of_token(token) is None
