"""Nothing goes out, and no word is given, on the strength of what holds no longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories import make_account, make_body, make_organisation
from tests.papers.consolidation_setting import answered_setting
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_paper_kind,
    make_version,
    secretary,
    speaker,
)
from tests.papers.published import agreed_paper
from tests.papers.rounds import (
    DAY,
    MINUTE,
    answerer_of,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
)

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Affiliation
from einklang.papers.enums import (
    EventKind,
    JobState,
    LinkScope,
    RegisterStanding,
    SignOffMode,
    SignOffState,
    Stage,
)
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import (
    Call,
    LetterBatch,
    Notice,
    Paper,
    PaperLink,
    RegisterEntry,
    SignOff,
    SignOffRound,
)
from einklang.papers.operations.adoption import adopt
from einklang.papers.operations.dispatch import deliver_letter, order_batch, send_by_mail
from einklang.papers.operations.letters import AddresseeFacts, add_addressee
from einklang.papers.operations.opening import change_paper, drop_paper, take_up_again
from einklang.papers.operations.register import Standing, state_standing
from einklang.papers.operations.sign_off import (
    NewRound,
    close_round,
    fulfil_condition,
    request_sign_off,
    withdraw_sign_off,
)
from einklang.papers.operations.sign_off_changes import preview_change, send_changed_version
from einklang.papers.operations.sign_off_links import (
    Recipient,
    invite_deputy,
    new_link,
    revoke_link,
)
from einklang.papers.operations.sign_off_log import NewCall
from einklang.papers.operations.sign_off_mails import Letter, send_letter
from einklang.papers.operations.silence import log_receipt_call
from einklang.papers.queries.register import standings
from einklang.papers.queries.trail import paper_trail
from einklang.papers.rendering.silence import second_notice_due, silence_end
from einklang.papers.tasks.letters import merge_letters

pytestmark = pytest.mark.django_db
EXPLICIT = SignOffMode.EXPLICIT


def jobs_named(name: str) -> list[dict[str, object]]:
    rows = ProcrastinateJob.objects.filter(task_name=name).order_by("pk")
    return list(rows.values_list("args", flat=True))


def test_word_about_an_older_round_is_refused() -> None:
    first = start_round()
    signed, conditional = of_association(first, 1), of_association(first, 2)
    put(signed, SignOffState.SIGNED)
    put(conditional, SignOffState.CONDITION)
    close_round(sign_off_round=first, is_agreed=False, by=secretary(first.paper))
    request = NewRound(EXPLICIT, deadline_at=clock.now() + DAY)
    request_sign_off(paper=first.paper, request=request, by=secretary(first.paper))

    with pytest.raises(PaperError):
        withdraw_sign_off(sign_off=signed, reason="Doch nicht.", answerer=answerer_of(signed))
    with pytest.raises(PaperError):
        fulfil_condition(sign_off=conditional, answerer=answerer_of(conditional))

    signed.refresh_from_db()
    conditional.refresh_from_db()
    assert (signed.state, conditional.fulfilled_at) == (SignOffState.SIGNED, None)


def test_association_without_a_part_is_not_asked() -> None:
    paper = make_paper(associations=2)
    make_version(paper)
    start_round(make_paper(body=paper.activity.body))
    request = NewRound(
        EXPLICIT, deadline_at=clock.now() + DAY, associations=(make_association(9),)
    )

    with pytest.raises(PaperError):
        request_sign_off(paper=paper, request=request, by=secretary(paper))

    paper.refresh_from_db()
    assert (paper.stage, paper.sign_off_rounds.count()) == (Stage.DRAFTING, 0)


@pytest.mark.parametrize("stage", [Stage.DROPPED, Stage.SIGNING, Stage.AGREED, Stage.CIRCULATING])
def test_result_is_not_adopted_where_the_paper_has_gone_elsewhere(stage: Stage) -> None:
    setting = answered_setting()
    row = setting.put_together()
    row.proposals.update(verdict="reject", reason="Nein.", decided_at=clock.now())
    Paper.objects.filter(pk=setting.paper.pk).update(stage=stage)
    row.circulation.paper.refresh_from_db()

    with pytest.raises(RefusedError):
        adopt(consolidation=row, note="", by=secretary(setting.paper))

    setting.paper.refresh_from_db()
    assert (setting.paper.stage, setting.paper.versions.count()) == (stage, 1)


def test_result_is_adopted_after_the_paper_was_dropped_and_taken_up() -> None:
    setting = answered_setting()
    row = setting.put_together()
    row.proposals.update(verdict="reject", reason="Nein.", decided_at=clock.now())
    by = secretary(setting.paper)
    drop_paper(paper=setting.paper, reason="Kein Bedarf.", by=by)
    setting.paper.refresh_from_db()
    take_up_again(paper=setting.paper, by=by)
    row.circulation.paper.refresh_from_db()

    version = adopt(consolidation=row, note="", by=by)

    assert version.number == 2


def letter_without_majority() -> Paper:
    """Make a letter that was agreed, of which two of three have withdrawn their names since."""
    paper = agreed_paper("Bitte handeln Sie.", kind=make_paper_kind(has_addressees=True))
    facts = AddresseeFacts(address="Ministerium\n11055 Berlin", email="haus@example.org")
    add_addressee(paper=paper, facts=facts, by=secretary(paper))
    return paper


def withdraw_two(paper: Paper) -> None:
    for sign_off in SignOff.objects.filter(round__paper=paper)[:2]:
        withdraw_sign_off(sign_off=sign_off, reason="Nicht mehr.", answerer=answerer_of(sign_off))


def test_letter_is_not_sent_when_the_majority_has_gone() -> None:
    paper = letter_without_majority()
    withdraw_two(paper)

    with pytest.raises(PaperError):
        send_by_mail(addressee=paper.addressees.get(), by=secretary(paper))
    with pytest.raises(PaperError):
        order_batch(paper=paper, by=secretary(paper))

    assert jobs_named("papers.send_letter") == []


def test_letter_on_its_way_stops_when_the_majority_goes() -> None:
    paper = letter_without_majority()
    dispatch = send_by_mail(addressee=paper.addressees.get(), by=secretary(paper))
    withdraw_two(paper)

    went_out = deliver_letter(dispatch.pk)

    dispatch.refresh_from_db()
    assert (went_out, dispatch.sent_at, dispatch.has_failed) == (False, None, True)


def test_letter_is_not_sent_when_a_newer_text_waits() -> None:
    paper = letter_without_majority()
    make_version(paper)

    with pytest.raises(PaperError):
        send_by_mail(addressee=paper.addressees.get(), by=secretary(paper))


def test_archive_that_broke_down_can_be_ordered_again() -> None:
    paper = letter_without_majority()
    batch = order_batch(paper=paper, by=secretary(paper))
    version = paper.versions.get()
    version.file.storage.delete(str(version.file.name))

    with pytest.raises(FileNotFoundError):
        merge_letters(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, bool(batch.error)) == (JobState.FAILED, True)
    assert order_batch(paper=paper, by=secretary(paper)).pk != batch.pk
    assert LetterBatch.objects.count() == 2


def test_silence_that_had_run_out_is_consent_also_of_a_dropped_paper() -> None:
    made = tacit_round()
    sign_off = deliver(of_association(made), due_at=clock.now() - MINUTE)
    running = deliver(of_association(made, 2), due_at=clock.now() + DAY)
    by = secretary(made.paper)

    drop_paper(paper=made.paper, reason="Kein Bedarf.", by=by)

    sign_off.refresh_from_db()
    running.refresh_from_db()
    assert (sign_off.state, running.state) == (SignOffState.TACIT, SignOffState.REQUESTED)
    assert sign_off.entries.filter(kind=EventKind.TACIT).count() == 1
    made.paper.refresh_from_db()
    take_up_again(paper=made.paper, by=by)
    version = make_version(made.paper)
    preview = preview_change(made.paper, version)
    later = send_changed_version(
        paper=made.paper,
        version=version,
        request=NewRound(SignOffMode.TACIT),
        seen_digest=preview.digest,
        by=by,
    )
    states = dict(later.sign_offs.values_list("association", "state"))
    assert states[sign_off.association_id] == SignOffState.TACIT
    assert states[running.association_id] == SignOffState.REQUESTED


def test_call_that_leaves_no_time_for_a_second_notice_proves_nothing() -> None:
    made = tacit_round()
    SignOffRound.objects.filter(pk=made.pk).update(opened_at=clock.now() - 30 * DAY)
    sign_off, now = of_association(made), clock.now()
    hours = (now - timedelta(hours=hour) for hour in range(1, 30 * 24))
    called_at = next(
        one for one in hours if second_notice_due(silence_end(one, 5, ""), 1, "") < now
    )
    assert silence_end(called_at, 5, "") > now
    call = NewCall(called_at, "Kim Muster", "Mia Beispiel")

    with pytest.raises(PaperError):
        log_receipt_call(sign_off=sign_off, call=call, by=secretary(made.paper))

    sign_off.refresh_from_db()
    assert (sign_off.delivered_at, sign_off.due_at, Call.objects.count()) == (None, None, 0)


def test_trail_tells_of_unsent_versions_to_those_who_draft_only() -> None:
    paper = make_paper()
    sent, unsent = make_version(paper), make_version(paper)
    make_circulation(sent)
    asked = speaker(paper, paper.parties.all()[1].association)

    inside = paper_trail(secretary(paper), paper.activity)
    outside = paper_trail(asked, paper.activity)

    assert inside is not None
    assert outside is not None
    hidden = [step.at for step in outside.steps]
    assert unsent.created_at in [step.at for step in inside.steps]
    assert unsent.created_at not in hidden
    assert sent.created_at in hidden


def test_deputy_whose_link_was_withdrawn_can_be_invited_anew() -> None:
    sign_off = of_association(start_round())
    by = secretary(sign_off.round.paper)
    to = Recipient("vera@example.org", "Vera Vertretung", "de")
    invite_deputy(sign_off=sign_off, name=to.name, email=to.email, by=by)
    Notice.objects.create(
        key=Letter(sign_off.pk, "deputy", to).key, email=to.email, sent_at=clock.now()
    )
    link, _token = new_link(sign_off, LinkScope.SIGN_OFF, to)
    revoke_link(link=link, by=by)

    invite_deputy(sign_off=sign_off, name=to.name, email=to.email, by=by)

    first, second = jobs_named("papers.mail_sign_off")
    assert first["mark"] != second["mark"]
    assert send_letter(Letter(sign_off.pk, "deputy", to, str(second["mark"])))


def test_reminder_does_not_reach_whose_link_was_withdrawn_meanwhile() -> None:
    sign_off = of_association(start_round())
    to = Recipient("vera@example.org", "Vera Vertretung", "de")
    link, _token = new_link(sign_off, LinkScope.SIGN_OFF, to)
    reminder = Letter(sign_off.pk, "reminder", to, "2026-01-01")
    revoke_link(link=link, by=secretary(sign_off.round.paper))

    went_out = send_letter(reminder)

    assert not went_out
    assert not PaperLink.objects.open().exists()


def test_title_carries_nothing_that_no_feed_can_carry() -> None:
    paper = make_paper()
    title = "Nutzer*innen\x01 und\u2028Träger:innen \u202e"

    change_paper(paper=paper, facts={"title": title}, seen_at=None, by=secretary(paper))

    paper.activity.refresh_from_db()
    assert paper.activity.title == "Nutzer*innen  und Träger:innen \u202e"


def test_committee_has_no_say_about_the_register_of_another_federation() -> None:
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    theirs, free = make_association(1), make_association(2)
    Affiliation.objects.create(organisation=theirs, parent=federation, kind=AffiliationKind.MEMBER)
    body = make_body()
    stranger = make_account(role=Role.SECRETARIAT, body=body)
    client = Client()
    client.force_login(stranger)
    standing = Standing(RegisterStanding.REGISTERED, "R001234")

    with pytest.raises(PaperError):
        state_standing(association=theirs, body=body, standing=standing, by=stranger)
    codes = [
        client.get(reverse("papers:register_entry", args=[one.pk])).status_code
        for one in (theirs, free)
    ]
    shown = {row.association for row in standings(stranger, body)}

    assert codes == [404, 200]
    assert (theirs in shown, free in shown) == (False, True)
    assert not RegisterEntry.objects.exists()
