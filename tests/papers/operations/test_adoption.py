import io

import docx
import pytest
from django.core import mail
from django.db.models.fields.files import FieldFile
from tests.papers.consolidation_setting import (
    TEXT,
    Setting,
    answered_setting,
    make_answer,
    make_setting,
    return_of,
)
from tests.papers.factories import secretary, speaker
from tests.papers.operations.test_decisions import in_parallel

from einklang.core import jobs
from einklang.engines.redline.api import show
from einklang.federation.models import Account
from einklang.papers.enums import JobState, Stage, VersionOrigin
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.models import Consolidation, Paper, ProtocolFile, Version
from einklang.papers.operations import adoption
from einklang.papers.operations.adoption import adopt
from einklang.papers.operations.consolidation_mail import tell_adopted
from einklang.papers.operations.decisions import NewDecision, decide, decide_many
from einklang.papers.operations.files import content_of
from einklang.papers.queries.proposals import Selection, both_sides_of

BASE = [text.removeprefix("# ") for text in TEXT]


def paragraphs_of(file: FieldFile) -> list[str]:
    document = docx.Document(io.BytesIO(content_of(file)))
    return [paragraph.text for paragraph in document.paragraphs]


def decided(setting: Setting, by: Account, **verdicts: NewDecision) -> Consolidation:
    """Put the answers together and decide: as told, else accept."""
    row = setting.put_together()
    for change, decision in verdicts.items():
        proposal = row.proposals.get(change=change)
        decide(proposal=proposal, decision=decision, seen_revision=0, by=by)
    decide_many(consolidation=row, selection=Selection(), decision=NewDecision("accept"), by=by)
    return row


NO = NewDecision("reject", "Zu viel.")


@pytest.mark.django_db
def test_result_is_the_next_version_without_anything_recorded() -> None:
    setting = answered_setting()
    by = secretary(setting.paper, name="Kim Muster")
    row = decided(setting, by, c3=NO, c4=NewDecision("replace", "", "!"))

    version = adopt(consolidation=row, note=" Antworten eingearbeitet ", by=by)

    assert paragraphs_of(version.file) == [
        BASE[0],
        "Die Verbände begrüßen das Vorhaben sehr.",
        BASE[2],
        "Wir fordern zwölf Millionen Euro für die Beratung.",
        BASE[4],
        "Die Frist endet am 30. Juni!",
    ]
    assert show(content_of(version.file), name="x.docx").rows == ()
    assert (version.number, version.origin) == (2, VersionOrigin.CONSOLIDATION)
    assert (version.note, version.author_name) == ("Antworten eingearbeitet", "Kim Muster")
    assert version.name == "entwurf-2.docx"
    row.refresh_from_db()
    assert (row.result, row.adopted_by) == (version, by)
    assert version.tracked_file.name == row.docx.name
    assert Paper.objects.get(pk=setting.paper.pk).stage == Stage.DRAFTING


@pytest.mark.django_db
def test_all_rejected_gives_the_draft() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by, c1=NO, c2=NO, c3=NO, c4=NO)

    version = adopt(consolidation=row, note="", by=by)

    assert paragraphs_of(version.file) == BASE


@pytest.mark.django_db
def test_all_accepted_holds_the_words_of_every_proposal() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)

    version = adopt(consolidation=row, note="", by=by)

    text = "\n".join(paragraphs_of(version.file))
    assert [one.inserted for one in row.proposals.all() if one.inserted not in text] == []
    assert "zehn" not in text
    assert list(both_sides_of(row)) == ["k1"]
    assert [one.change for one in both_sides_of(row)["k1"]] == ["c2", "c3"]


@pytest.mark.django_db
def test_every_association_asked_gets_a_protocol_with_its_own_proposals_first() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by, c3=NO)

    adopt(consolidation=row, note="", by=by)

    files = ProtocolFile.objects.filter(consolidation=row)
    assert {file.association for file in files} == {None, *setting.asked}
    own = files.get(association=setting.asked[2])
    html = content_of(own.file).decode()
    assert html.index("elf") < html.index("zwölf")
    assert "Zu viel." in html
    assert "Die Kommunen auch?" in html


@pytest.mark.django_db
def test_result_waits_for_the_last_decision() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = setting.put_together()
    decide_many(
        consolidation=row, selection=Selection("calm"), decision=NewDecision("accept"), by=by
    )

    with pytest.raises(RefusedError, match="2"):
        adopt(consolidation=row, note="", by=by)
    with pytest.raises(RefusedError):
        adopt(consolidation=row, note="", by=speaker(setting.paper, setting.asked[0]))

    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_decided_or_adopted_after_the_adoption() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)
    adopt(consolidation=row, note="", by=by)

    with pytest.raises(RefusedError):
        adopt(consolidation=Consolidation.objects.get(pk=row.pk), note="", by=by)
    with pytest.raises(RefusedError):
        decide(
            proposal=row.proposals.get(change="c1"),
            decision=NO,
            seen_revision=1,
            by=by,
        )

    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_decision_changed_while_the_file_is_written_stops_the_adoption(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)
    make = adoption._make

    def changed_meanwhile(*args: object) -> object:
        decide(proposal=row.proposals.get(change="c1"), decision=NO, seen_revision=1, by=by)
        return make(*args)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(adoption, "_make", changed_meanwhile)

    with pytest.raises(StaleError):
        adopt(consolidation=row, note="", by=by)

    assert (Version.objects.count(), ProtocolFile.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_other_proposals_than_those_decided_stop_the_adoption() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)
    overview = row.overview.replace("zwölf", "zwanzig")
    Consolidation.objects.filter(pk=row.pk).update(overview=overview)

    with pytest.raises(PaperError):
        adopt(consolidation=Consolidation.objects.get(pk=row.pk), note="", by=by)

    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_answer_that_cannot_be_read_any_more_stops_the_adoption() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)
    answer = setting.consultation(setting.asked[0]).answers.get()
    with answer.file.storage.open(str(answer.file.name), "wb") as damaged:
        damaged.write(b"gone")

    with pytest.raises(PaperError, match=str(setting.asked[0])):
        adopt(consolidation=row, note="", by=by)

    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_what_was_left_out_stays_out() -> None:
    setting = make_setting()
    b, c, _d = setting.asked
    by = secretary(setting.paper)
    make_answer(setting.consultation(b), b"no Word file")
    data = return_of(setting.version, c, {2: "Die Verbände danken."})
    make_answer(setting.consultation(c), data)
    row = setting.order()
    bad = setting.consultation(b).answers.get()
    Consolidation.objects.filter(pk=row.pk).update(excluded=[bad.pk])

    row = decided(setting, by)
    version = adopt(consolidation=row, note="", by=by)

    assert row.state == JobState.DONE
    assert paragraphs_of(version.file)[1] == "Die Verbände danken."


@pytest.mark.django_db
def test_only_nil_returns_give_the_draft_again() -> None:
    setting = make_setting()
    by = secretary(setting.paper)
    for association in setting.asked:
        make_answer(setting.consultation(association))
    row = setting.put_together()

    version = adopt(consolidation=row, note="", by=by)

    assert paragraphs_of(version.file) == BASE
    assert ProtocolFile.objects.filter(consolidation=row).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_version() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)

    found = in_parallel(
        lambda: adopt(consolidation=Consolidation.objects.get(pk=row.pk), note="", by=by),
        lambda: adopt(consolidation=Consolidation.objects.get(pk=row.pk), note="", by=by),
    )

    assert sorted(type(one).__name__ for one in found) == ["RefusedError", "Version"]
    assert Version.objects.filter(paper=setting.paper).count() == 2
    assert ProtocolFile.objects.filter(consolidation=row).count() == 5


@pytest.mark.django_db(transaction=True)
def test_adoption_that_breaks_at_its_end_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    row = decided(setting, by)

    def die(*_args: object, **_kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "enqueue", die)
        with pytest.raises(SystemExit):
            adopt(consolidation=row, note="", by=by)

    assert (Version.objects.count(), ProtocolFile.objects.count()) == (1, 0)
    assert Paper.objects.get(pk=setting.paper.pk).stage == Stage.CONSOLIDATING
    assert adopt(consolidation=row, note="", by=by).number == 2


@pytest.mark.django_db
def test_every_association_hears_once_what_became_of_its_wishes() -> None:
    setting = answered_setting()
    by = secretary(setting.paper)
    b, _c, d, e = setting.asked
    for association, email in ((b, "b@example.org"), (d, "d@example.org"), (e, "e@example.org")):
        speaker(setting.paper, association, email=email)
    speaker(setting.paper, b, email="away@example.org", is_active=False)
    row = decided(setting, by, c3=NO)
    tell_adopted(row.pk)
    assert mail.outbox == []
    adopt(consolidation=row, note="", by=by)

    tell_adopted(row.pk)
    tell_adopted(row.pk)

    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert sorted(bodies) == ["b@example.org", "d@example.org", "e@example.org"]
    assert len(mail.outbox) == 3
    assert f"/protokoll/{d.pk}/" in bodies["d@example.org"]
    assert f"/protokoll/{e.pk}/" in bodies["e@example.org"]
