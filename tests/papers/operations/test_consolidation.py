import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.papers.consolidation_setting import (
    answered_setting,
    make_answer,
    make_setting,
    return_of,
)
from tests.papers.factories import (
    docx_of,
    make_circulation,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.engines.redline.api import show
from einklang.papers.enums import JobState, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Consolidation, Notice, Paper, Proposal
from einklang.papers.operations import consolidation as operations
from einklang.papers.operations.consolidation import (
    consolidate_answers,
    order_consolidation,
    retry_consolidation,
)
from einklang.papers.operations.consolidation_mail import tell_consolidated
from einklang.papers.operations.files import content_of
from einklang.papers.rendering.consolidation import put_together
from einklang.papers.tasks.consolidation import consolidate

pytestmark = pytest.mark.django_db


def jobs_named(name: str) -> list[dict[str, int]]:
    return list(ProcrastinateJob.objects.filter(task_name=name).values_list("args", flat=True))


def test_order_is_given_once() -> None:
    setting = answered_setting()

    first = order_consolidation(setting.circulation)
    second = order_consolidation(setting.circulation)

    assert first == second
    assert first.state == JobState.WAITING
    assert jobs_named("papers.consolidate") == [{"consolidation_id": first.pk}]


def test_answers_become_proposals_with_their_supporters() -> None:
    setting = answered_setting()
    b, c, d, _e = setting.asked

    row = setting.put_together()

    found = [
        (one.deleted, one.inserted, one.associations, one.association_ids, one.is_editorial)
        for one in row.proposals.all()
    ]
    assert row.state == JobState.DONE
    assert found == [
        ("", " sehr", [str(c)], [c.pk], False),
        ("zehn", "zwölf", [str(b), str(c)], [b.pk, c.pk], False),
        ("zehn", "elf", [str(d)], [d.pk], False),
        (".", "", [str(d)], [d.pk], True),
    ]
    assert [one.conflicts for one in row.proposals.all()] == [[], ["k1"], ["k1"], []]
    assert [one.position for one in row.proposals.all()] == [1, 2, 3, 4]
    assert (row.head["conflicts"], row.head["comments"]) == (1, 1)
    assert [one["address"] for one in row.rows][3] == row.proposals.all()[1].address
    assert [block["kind"] for block in row.rows[3]["blocks"]] == ["conflict"]


def test_consolidated_file_has_everything_recorded() -> None:
    row = answered_setting().put_together()

    listed = show(content_of(row.docx), name="x.docx").rows

    assert sum(one.kind == "comment" for one in listed) == 1
    assert {one.kind for one in listed} == {"ins", "del", "comment"}


def test_done_twice_leaves_one_result_and_all_decisions() -> None:
    row = answered_setting().put_together()
    Proposal.objects.filter(change="c1").update(verdict="accept", decided_at=clock.now())
    before = list(row.proposals.values())

    consolidate_answers(row.pk)

    assert list(row.proposals.values()) == before


def test_second_run_that_began_before_the_first_ended_stores_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    setting = answered_setting()
    row = setting.order()

    def overtaken(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr(operations, "put_together", put_together)
        consolidate_answers(row.pk)
        return put_together(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(operations, "put_together", overtaken)

    consolidate_answers(row.pk)

    assert row.proposals.count() == 4


def test_withdrawn_answers_do_not_count() -> None:
    setting = make_setting()
    b, c, _d = setting.asked
    text = "Die Verbände begrüßen das Vorhaben nicht."
    for association, fields in ((b, {"withdrawn_at": clock.now()}), (c, {})):
        data = return_of(setting.version, association, {2: text})
        make_answer(setting.consultation(association), data, **fields)

    row = setting.put_together()

    assert [one.associations for one in row.proposals.all()] == [[str(c)]]


def test_return_on_an_older_version_is_recognised() -> None:
    setting = make_setting()
    (b, *_others) = setting.asked
    setting.circulation.closed_at = clock.now()
    setting.circulation.save()
    old = return_of(setting.version, b, {5: "Die Länder müssen beteiligt werden."})
    newer = make_version(
        setting.paper, docx_of("# Neue Überschrift", "Ein neuer Absatz.", *TEXT_AFTER)
    )
    circulation = make_circulation(newer)
    make_answer(circulation.consultations.get(association=b), old)
    row = order_consolidation(circulation)

    consolidate_answers(row.pk)

    row.refresh_from_db()
    assert row.state == JobState.DONE
    assert [one["made_on"] for one in row.head["returns"]] == [setting.version.name]
    assert [(one.paragraph, one.deleted, one.inserted) for one in row.proposals.all()] == [
        (7, "sollen", "müssen")
    ]


TEXT_AFTER = (
    "# Stellungnahme zum Entwurf",
    "Die Verbände begrüßen das Vorhaben.",
    "# Forderungen",
    "Wir fordern zehn Millionen Euro für die Beratung.",
    "Die Länder sollen beteiligt werden.",
    "Die Frist endet am 30. Juni.",
)


def test_associations_with_the_same_short_name_are_told_apart() -> None:
    setting = make_setting()
    b, c, _d = setting.asked
    for one, name in ((b, "Verband Nord"), (c, "Verband Süd")):
        one.short_name, one.name = "Verband", name
        one.save()
        data = return_of(setting.version, one, {2: "Die Verbände danken."})
        make_answer(setting.consultation(one), data)

    row = setting.put_together()

    assert row.proposals.get().associations == ["Verband Nord", "Verband Süd"]
    assert sorted(row.proposals.get().association_ids) == sorted([b.pk, c.pk])


def test_file_that_cannot_be_read_is_named_and_can_be_left_out() -> None:
    setting = answered_setting()
    b, _c, _d, _e = setting.asked
    setting.consultation(b).answers.update(withdrawn_at=clock.now())
    bad = make_answer(setting.consultation(b), b"not a Word file")
    lead = speaker(setting.paper, setting.paper.lead)

    row = setting.put_together()

    assert row.state == JobState.FAILED
    assert row.failed_answer == bad
    assert row.error.startswith(f"{b}: ")
    assert not row.proposals.exists()
    assert row.docx.name == ""

    retry_consolidation(consolidation=row, without=bad, by=lead)
    consolidate_answers(row.pk)

    row.refresh_from_db()
    assert (row.state, row.error, row.failed_answer_id) == (JobState.DONE, "", None)
    assert row.excluded == [bad.pk]
    assert [one.inserted for one in row.proposals.all()] == [" sehr", "zwölf", "elf", ""]


def test_draft_that_cannot_be_read_fails_without_naming_an_association() -> None:
    setting = make_setting(data=b"no Word file")

    row = setting.put_together()

    assert (row.state, row.failed_answer) == (JobState.FAILED, None)
    assert row.error


def test_retry_is_for_the_lead_and_for_failures() -> None:
    setting = answered_setting()
    row = setting.put_together()
    lead = speaker(setting.paper, setting.paper.lead)
    other = speaker(setting.paper, setting.asked[0])

    with pytest.raises(RefusedError):
        retry_consolidation(consolidation=row, by=other)
    with pytest.raises(RefusedError):
        retry_consolidation(consolidation=row, by=lead)

    row.refresh_from_db()
    assert row.state == JobState.DONE


def test_retry_leaves_out_answers_of_this_circulation_only() -> None:
    setting, other = answered_setting(), answered_setting()
    foreign = make_answer(other.consultation(other.asked[3]), withdrawn_at=clock.now())
    row = setting.order()
    Consolidation.objects.filter(pk=row.pk).update(state=JobState.FAILED, error="x")
    lead = speaker(setting.paper, setting.paper.lead)

    with pytest.raises(PaperError):
        retry_consolidation(consolidation=row, without=foreign, by=lead)

    row.refresh_from_db()
    assert (row.state, row.excluded) == (JobState.FAILED, [])


def test_dropped_consolidation_is_left_alone() -> None:
    consolidate_answers(4711)

    assert not Consolidation.objects.exists()


def test_lost_row_is_said_to_who_still_decides() -> None:
    setting = answered_setting()
    row = setting.put_together()
    row.delete()

    with pytest.raises(PaperError), transaction.atomic():
        operations.locked(Consolidation(pk=4711))


def test_job_that_breaks_leaves_a_word_and_can_be_tried_again() -> None:
    setting = answered_setting()
    row = setting.order()
    answer = setting.consultation(setting.asked[0]).answers.get()
    answer.file.storage.delete(str(answer.file.name))

    with pytest.raises(FileNotFoundError):
        consolidate(consolidation_id=row.pk)

    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert row.error


def test_lead_hears_of_it_once() -> None:
    setting = answered_setting()
    reader = speaker(setting.paper, setting.paper.lead, email="lead@example.org")
    speaker(setting.paper, setting.asked[0], email="other@example.org")
    secretary(setting.paper)
    row = setting.put_together()

    tell_consolidated(row.pk)
    tell_consolidated(row.pk)

    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert str(setting.paper) in mail.outbox[0].subject
    assert row.get_absolute_url() in mail.outbox[0].body
    assert Notice.objects.get().message_id


def test_who_ordered_hears_of_a_failure() -> None:
    setting = answered_setting()
    by = secretary(setting.paper, email="sekretariat@example.org")
    order_consolidation(setting.circulation, by=by)
    Consolidation.objects.update(state=JobState.FAILED, error="Verband B: damaged")

    tell_consolidated(Consolidation.objects.get().pk)

    assert [message.to for message in mail.outbox] == [["sekretariat@example.org"]]
    assert "Verband B: damaged" in mail.outbox[0].body


def test_nobody_hears_of_what_is_not_finished() -> None:
    setting = answered_setting()
    speaker(setting.paper, setting.paper.lead)

    tell_consolidated(setting.order().pk)

    assert mail.outbox == []


def test_stage_is_left_to_who_closes_the_circulation() -> None:
    setting = answered_setting()

    order_consolidation(setting.circulation)

    assert Paper.objects.get(pk=setting.paper.pk).stage == Stage.CIRCULATING
