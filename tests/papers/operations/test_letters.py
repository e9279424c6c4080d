"""Addressees, frame, dispatch and replies; the chronicle always names the same people."""

import io
import time
import zipfile
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import docx
import pikepdf
import pytest
from django.test import override_settings
from tests.factories import make_organisation, make_person
from tests.inbox import text_of
from tests.papers.factories import make_paper_kind, secretary, speaker
from tests.papers.published import agreed_paper

from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.models import Activity
from einklang.chronicle.queries.gaps import gaps_of, with_gaps
from einklang.core import clock
from einklang.federation.enums import OrganisationKind
from einklang.federation.models import Mandate, Office, Person
from einklang.papers.enums import JobState, RegisterStanding, Way
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.models import Addressee, Dispatch, LetterBatch, Paper, RegisterEntry
from einklang.papers.operations.dispatch import (
    deliver_letter,
    log_dispatch,
    make_batch,
    order_batch,
    send_by_mail,
)
from einklang.papers.operations.letters import (
    DOWN,
    UP,
    AddresseeFacts,
    ReplyFacts,
    add_addressee,
    change_addressee,
    move_addressee,
    record_reply,
    remove_addressee,
    set_frame,
)
from einklang.papers.queries.letters import addressees_of, waiting
from einklang.papers.rendering.letters import letters_for, render_letter, shortened_address
from einklang.papers.rules.letters import Addressed, salutation_for

pytestmark = pytest.mark.django_db


def letter(*paragraphs: str, **fields: Any) -> Paper:
    paragraphs = paragraphs or ("wir schreiben Ihnen wegen der Beratung.", "Bitte handeln Sie.")
    kind = make_paper_kind(has_addressees=True)
    return agreed_paper(*paragraphs, kind=kind, title="Beratung sichern", **fields)


def office(name: str, article: str) -> Office:
    return Office.objects.create(key=f"amt-{Office.objects.count()}", name=name, article=article)


@pytest.mark.parametrize(
    ("name", "article", "said"),
    [
        ("Bundesministerin des Innern", "die", "Sehr geehrte Frau Bundesministerin,"),
        ("Bundesminister der Finanzen", "der", "Sehr geehrter Herr Bundesminister,"),
        ("Staatssekretärin im Ministerium", "die", "Sehr geehrte Frau Staatssekretärin,"),
        (
            "Beauftragte der Bundesregierung für Migration",
            "die",
            "Sehr geehrte Frau Beauftragte,",
        ),
        ("Integrationsbeauftragte", "der", "Sehr geehrter Herr Integrationsbeauftragter,"),
        ("Vorsitzende des Ausschusses", "die", "Sehr geehrte Frau Vorsitzende,"),
        ("Referat M 3", "das", "Sehr geehrte Damen und Herren,"),
    ],
)
def test_office_is_spoken_to_by_its_name(name: str, article: str, said: str) -> None:
    assert salutation_for(Addressed(office=Office(name=name, article=article))) == said


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ({"address_as": "frau"}, "Sehr geehrte Frau Dr. Muster,"),
        ({"address_as": "herr"}, "Sehr geehrter Herr Dr. Muster,"),
        ({"address_as": "frau", "has_mandate": True}, "Sehr geehrte Frau Abgeordnete,"),
        ({"address_as": "herr", "has_mandate": True}, "Sehr geehrter Herr Abgeordneter,"),
        ({}, "Guten Tag Dr. Kim Muster,"),
    ],
)
def test_person_is_spoken_to_by_title_name_or_mandate(whom: dict[str, Any], said: str) -> None:
    person = Person(title="Dr.", given_name="Kim", family_name="Muster")

    assert salutation_for(Addressed(person=person, **whom)) == said


def test_addressee_gets_address_and_salutation_proposed() -> None:
    paper = letter()
    house = make_organisation(
        kind=OrganisationKind.MINISTRY, name="Bundesministerium des Innern", seat="Berlin"
    )
    minister = office("Bundesministerin des Innern", "die")
    minister.organisation = house
    minister.save()

    row = add_addressee(paper=paper, facts=AddresseeFacts(office=minister), by=secretary(paper))

    assert row.lines == (
        "Bundesministerium des Innern", "Bundesministerin des Innern", "Berlin",
    )  # fmt: skip
    assert row.salutation == "Sehr geehrte Frau Bundesministerin,"


def test_member_of_parliament_is_recognised() -> None:
    paper = letter()
    person = make_person(email="mdb@example.org")
    Mandate.objects.create(
        person=person, parliament=make_organisation(kind=OrganisationKind.PARLIAMENT)
    )

    facts = AddresseeFacts(person=person, address_as="herr")
    row = add_addressee(paper=paper, facts=facts, by=secretary(paper))

    assert row.salutation == "Sehr geehrter Herr Abgeordneter,"
    assert row.email == "mdb@example.org"


def named(paper: Paper) -> list[str]:
    parts = paper.activity.participations.filter(role=ParticipationRole.ADDRESSEE)
    return [one.local_name for one in parts]


def test_chronicle_names_the_same_addressees_in_the_same_order() -> None:
    paper = letter()
    by = secretary(paper)
    first = add_addressee(paper=paper, facts=AddresseeFacts(office=office("Amt A", "das")), by=by)
    second = add_addressee(paper=paper, facts=AddresseeFacts(address="Haus B\nBerlin"), by=by)
    add_addressee(paper=paper, facts=AddresseeFacts(address="Kopie", is_copy=True), by=by)

    assert named(paper) == ["Amt A", "Haus B"]
    move_addressee(addressee=second, step=UP, by=by)
    assert named(paper) == ["Haus B", "Amt A"]
    move_addressee(addressee=second, step=DOWN, by=by)
    change_addressee(addressee=second, facts=AddresseeFacts(address="Haus C"), by=by)
    assert named(paper) == ["Amt A", "Haus C"]
    remove_addressee(addressee=first, by=by)
    assert named(paper) == ["Haus C"]


def test_letter_without_addressee_is_a_gap_and_stays_valid() -> None:
    paper = letter()
    paper.activity.kind.expects = "addressee"
    paper.activity.kind.save()

    (activity,) = with_gaps(Activity.objects.filter(pk=paper.pk))
    gaps = [gap.key for gap in gaps_of(activity)]

    assert "addressee" in gaps
    assert waiting(secretary(paper), paper.activity.body) == []


def test_those_who_do_not_lead_write_no_letters() -> None:
    paper = letter()
    other = paper.parties.all()[1].association

    with pytest.raises(RefusedError):
        add_addressee(paper=paper, facts=AddresseeFacts(address="X"), by=speaker(paper, other))


def test_empty_addressee_and_wrong_kind_are_refused() -> None:
    paper = letter()
    with pytest.raises(PaperError):
        add_addressee(paper=paper, facts=AddresseeFacts(), by=secretary(paper))

    plain = agreed_paper()
    with pytest.raises(PaperError):
        add_addressee(paper=plain, facts=AddresseeFacts(address="X"), by=secretary(plain))


def test_letter_has_frame_signatures_copies_and_the_note_on_the_register() -> None:
    paper = letter()
    by = secretary(paper)
    RegisterEntry.objects.create(
        association=paper.lead, standing=RegisterStanding.REGISTERED, number="R001234"
    )
    facts = {
        "place": "Berlin", "dated_on": date(2026, 3, 5), "names_register": True,
        "enclosures": "Papier A\n\nPapier B",
    }  # fmt: skip
    set_frame(paper=paper, facts=facts, by=by)
    row = add_addressee(
        paper=paper,
        facts=AddresseeFacts(address="Amt\nStraße 1\n10115 Berlin", salutation="Guten Tag,"),
        by=by,
    )
    add_addressee(paper=paper, facts=AddresseeFacts(address="Kopie", is_copy=True), by=by)
    everybody = addressees_of(paper)

    made = render_letter(letters_for(paper, paper.versions.get(), everybody), row, "docx", 1)

    words = "\n".join(p.text for p in docx.Document(io.BytesIO(made.data)).paragraphs)
    for said in (
        "10115 Berlin", "Berlin, 5. März 2026", "Beratung sichern", "Guten Tag,",
        "wir schreiben Ihnen wegen der Beratung.", "Mit freundlichen Grüßen",
        "Verband B", "Verband C", "Verband D", "Papier B", "Kopie",
        "ist eingetragen: Verband B (R001234).",
    ):  # fmt: skip
        assert said in words
    assert made.filename == "01-amt.docx"


def test_long_address_fits_into_its_field() -> None:
    lines = tuple(f"Zeile {number}" for number in range(1, 9))

    assert shortened_address(lines) == (
        "Zeile 1", "Zeile 2", "Zeile 3", "Zeile 4", "Zeile 5, Zeile 6, Zeile 7", "Zeile 8",
    )  # fmt: skip


def test_archive_holds_thirty_letters_in_both_forms() -> None:
    paper = letter()
    by = secretary(paper)
    for number in range(30):
        add_addressee(paper=paper, facts=AddresseeFacts(address=f"Amt {number}\nBerlin"), by=by)
    batch = order_batch(paper=paper, by=by)
    assert order_batch(paper=paper, by=by) == batch

    began = time.monotonic()
    make_batch(batch.pk)
    took = time.monotonic() - began
    make_batch(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, batch.count, batch.error) == (JobState.DONE, 30, "")
    with batch.file.open("rb") as opened, zipfile.ZipFile(opened) as archive:
        names = archive.namelist()
        assert len(names) == 60
        with pikepdf.open(io.BytesIO(archive.read("pdf/30-amt-29.pdf"))) as pdf:
            assert pdf.Root.MarkInfo.Marked
    assert took < 120


def test_batch_needs_addressees() -> None:
    paper = letter()

    with pytest.raises(PaperError):
        order_batch(paper=paper, by=secretary(paper))

    assert not LetterBatch.objects.exists()


def with_mail(paper: Paper) -> Addressee:
    facts = AddresseeFacts(address="Amt", salutation="Guten Tag,", email="amt@example.org")
    return add_addressee(paper=paper, facts=facts, by=secretary(paper))


def test_mail_carries_the_letter_once(inbox: list[EmailMessage]) -> None:
    paper = letter()
    by, row = secretary(paper), with_mail(paper)
    set_frame(paper=paper, facts={"reply_to": "buero@example.org"}, by=by)

    dispatch = send_by_mail(addressee=row, by=by)
    assert [deliver_letter(dispatch.pk), deliver_letter(dispatch.pk)] == [True, False]
    with pytest.raises(StaleError):
        send_by_mail(addressee=row, by=by)

    (message,) = inbox
    dispatch.refresh_from_db()
    assert message["To"] == "amt@example.org"
    assert message["Subject"] == "Beratung sichern"
    assert message["Message-ID"] == dispatch.message_id
    assert message["Reply-To"] == "buero@example.org"
    assert dispatch.sent_at is not None
    assert text_of(message).startswith("Guten Tag,")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "01-amt.pdf"
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF-")


def test_failed_mail_is_shown_and_tried_again_under_its_id(inbox: list[EmailMessage]) -> None:
    paper = letter()
    by, row = secretary(paper), with_mail(paper)
    dispatch = send_by_mail(addressee=row, by=by)

    with override_settings(EMAIL_PORT=9), pytest.raises(OSError, match="refused"):
        deliver_letter(dispatch.pk)
    dispatch.refresh_from_db()
    assert dispatch.has_failed
    (open_letter,) = waiting(by, paper.activity.body)
    assert open_letter.paper == paper
    assert open_letter.detail

    again = send_by_mail(addressee=row, by=by)
    deliver_letter(again.pk)

    assert again.pk == dispatch.pk
    assert [one["Message-ID"] for one in inbox] == [dispatch.message_id]
    assert waiting(by, paper.activity.body) == []
    assert Dispatch.objects.count() == 1


def test_dispatch_by_post_is_entered_when_it_has_gone_out() -> None:
    paper = letter()
    by, row = secretary(paper), with_mail(paper)

    with pytest.raises(PaperError):
        log_dispatch(addressee=row, way=Way.POST, sent_at=clock.now() + timedelta(hours=1), by=by)
    with pytest.raises(PaperError):
        log_dispatch(addressee=row, way=Way.EMAIL, sent_at=clock.now(), by=by)
    entered = log_dispatch(addressee=row, way=Way.POST, sent_at=clock.now(), by=by)

    assert entered.sent_by == by
    with pytest.raises(PaperError):
        remove_addressee(addressee=row, by=by)


def test_letter_goes_out_only_when_agreed() -> None:
    paper = letter()
    by, row = secretary(paper), with_mail(paper)
    Paper.objects.filter(pk=paper.pk).update(stage="drafting")

    with pytest.raises(PaperError):
        send_by_mail(addressee=row, by=by)
    with pytest.raises(PaperError):
        log_dispatch(addressee=row, way=Way.POST, sent_at=clock.now(), by=by)

    assert not Dispatch.objects.exists()


def test_reply_brings_a_follow_up_into_the_chronicle() -> None:
    paper = letter()
    by, row = secretary(paper), with_mail(paper)
    facts = ReplyFacts(clock.today(), "Termin angeboten", "Termin bestätigen", clock.today())

    reply = record_reply(addressee=row, facts=facts, by=by)

    assert [one.text for one in paper.activity.follow_ups.all()] == ["Termin bestätigen"]
    assert reply.follow_up == paper.activity.follow_ups.get()
    with pytest.raises(PaperError):
        record_reply(addressee=row, facts=ReplyFacts(clock.today(), " "), by=by)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(PaperError):
        record_reply(addressee=row, facts=ReplyFacts(tomorrow, "Ja"), by=by)
