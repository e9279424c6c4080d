"""Editing, outlining, freezing and publishing."""

import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError
from tests.factories import make_account, make_activity, make_body
from tests.reports.conftest import Year

from einklang.chronicle.enums import Visibility
from einklang.engines.typeset.wording import plain_text
from einklang.federation.enums import Role
from einklang.reports.content import Material, build_document, compose, document_from
from einklang.reports.errors import NothingChangedError, RefusedError, ReportError
from einklang.reports.models import Report, ReportEntry, ReportVersion, SectionContent
from einklang.reports.operations import editing, freezing, outlining
from einklang.reports.operations.editing import Place
from einklang.reports.operations.outlining import ReportWords, SectionDraft, create_report


def text_of(report: Report, language: str = "de") -> str:
    return "\n".join(plain_text(build_document(report, language).document))


def test_first_report_gets_one_section_for_each_group_in_use(year: Year) -> None:
    titles = list(year.report().sections.values_list("title", flat=True))

    assert titles == [
        "Das Jahr in Zahlen", "Papiere", "Termine", "Weitere Aktivitäten",
        "Forderungen und Ergebnisse", "Durch das Jahr", "Veröffentlichungen",
        "Was offen bleibt", "Vorsitz und Mitglieder",
    ]  # fmt: skip


def test_next_report_takes_the_outline_but_not_the_introductions(year: Year) -> None:
    report = year.report()
    section = report.sections.get(title="Papiere")
    section.title, section.intro = "Unsere Papiere", "Nur 2024."
    section.save()

    following = create_report(body=year.body, year=2025, by=None)

    copied = following.sections.get(title="Unsere Papiere")
    assert copied.intro == ""
    assert list(copied.groups.all()) == list(section.groups.all())
    assert following.sections.count() == report.sections.count()


def test_second_report_of_a_year_is_refused(year: Year) -> None:
    year.report()

    with pytest.raises(ReportError):
        year.report()


def test_report_without_sections_is_filled_once(year: Year) -> None:
    report = Report.objects.create(body=year.body, year=2024, title="Bericht")

    outlining.fill_outline(report=report, by=None)
    count = report.sections.count()
    outlining.fill_outline(report=report, by=None)

    assert report.sections.count() == count > 0


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_strangers_to_the_committee_edit_nothing(year: Year, role: Role) -> None:
    report = year.report()
    account = make_account(role=role, body=year.body)
    place = Place(report, year.statement)
    section = report.sections.get(title="Papiere")
    draft = SectionDraft("Neu")

    for act in (
        lambda: create_report(body=year.body, year=2030, by=account),
        lambda: outlining.fill_outline(report=report, by=account),
        lambda: outlining.change_words(report=report, words=ReportWords("X"), by=account),
        lambda: outlining.add_section(report=report, draft=draft, by=account),
        lambda: outlining.change_section(section=section, draft=draft, by=account),
        lambda: outlining.move_section(section=section, step=1, by=account),
        lambda: outlining.hide_section(section=section, is_hidden=True, by=account),
        lambda: outlining.delete_section(section=section, by=account),
        lambda: editing.rewrite(place=place, text="x", text_en="", by=account),
        lambda: editing.keep_words(place=place, by=account),
        lambda: editing.take_generated(place=place, by=account),
        lambda: editing.hide(place=place, is_hidden=True, by=account),
        lambda: editing.tell_alone(place=place, stands_alone=True, by=account),
        lambda: editing.move_to_section(place=place, section=section, by=account),
        lambda: editing.move(place=place, step=1, language="de", by=account),
        lambda: freezing.freeze_version(report=report, note="", by=account),
        lambda: freezing.unpublish(report=report, by=account),
    ):
        with pytest.raises(RefusedError):
            act()

    assert ReportEntry.objects.count() == 0


def test_members_edit_but_do_not_freeze(year: Year) -> None:
    report = year.report()
    member = make_account(role=Role.MEMBER, body=year.body)

    editing.rewrite(place=Place(report, year.statement), text="Neu.", text_en="", by=member)

    assert "Neu." in text_of(report)
    with pytest.raises(RefusedError):
        freezing.freeze_version(report=report, note="", by=member)


def test_rewritten_sentence_is_flagged_when_facts_change(year: Year) -> None:
    report = year.report()
    place = Place(report, year.statement)
    editing.rewrite(place=place, text="Eigene Worte.", text_en="", by=None)
    assert compose(Material.load(report), "de").stale == ()

    year.statement.place = "Bonn"
    year.statement.save()

    (stale,) = compose(Material.load(report), "de").stale
    assert stale.text == "Eigene Worte."
    assert "veröffentlichte" in stale.generated

    editing.keep_words(place=place, by=None)
    assert compose(Material.load(report), "de").stale == ()

    editing.take_generated(place=place, by=None)
    assert "Eigene Worte." not in text_of(report)


def test_record_rewritten_once_leaves_its_group(year: Year) -> None:
    report = year.report()

    editing.rewrite(place=Place(report, year.letters[0]), text="Ein Brief.", text_en="", by=None)

    text = text_of(report)
    assert "Ein Brief." in text
    assert "zwei Schreiben zur Konferenz 2 und zur Konferenz 3" in text


def test_record_told_alone_leaves_its_group(year: Year) -> None:
    report = year.report()

    editing.tell_alone(place=Place(report, year.letters[0]), stands_alone=True, by=None)

    assert "Das Schreiben „Schreiben 1“ zur Konferenz 1." in text_of(report)


def test_hidden_record_comes_back(year: Year) -> None:
    report = year.report()
    place = Place(report, year.statement)

    editing.hide(place=place, is_hidden=True, by=None)
    assert "Mehr Zeit“" not in text_of(report)
    editing.hide(place=place, is_hidden=False, by=None)

    assert "Mehr Zeit“" in text_of(report)


def test_sentence_moves_up_and_down_and_stops_at_the_rim(year: Year) -> None:
    report = year.report()

    def order() -> list[int]:
        chapters = compose(Material.load(report), "de").chapters
        chapter = next(row for row in chapters if row.title == "Termine")
        return [sentence.activity.pk for sentence in chapter.sentences]

    first, second = order()
    place = Place(report, year.secret if year.secret.pk == second else year.breakfast)

    editing.move(place=place, step=-1, language="de", by=None)
    assert order() == [second, first]
    editing.move(place=place, step=-1, language="de", by=None)
    assert order() == [second, first]
    editing.move(place=place, step=1, language="de", by=None)
    assert order() == [first, second]


def test_record_of_another_committee_is_refused(year: Year) -> None:
    other = make_activity(body=make_body())

    with pytest.raises(ReportError):
        editing.hide(place=Place(year.report(), other), is_hidden=True, by=None)


def test_section_of_another_report_is_refused(year: Year) -> None:
    report = year.report()
    other = create_report(body=year.body, year=2025, by=None).sections.get(title="Termine")

    with pytest.raises(ReportError):
        editing.move_to_section(place=Place(report, year.statement), section=other, by=None)


def test_record_moves_to_a_section_and_back(year: Year) -> None:
    report = year.report()
    events = report.sections.get(title="Termine")
    place = Place(report, year.statement)

    editing.move_to_section(place=place, section=events, by=None)
    assert report.entries.get().section == events
    editing.move_to_section(place=place, section=None, by=None)

    assert report.entries.get().section is None


def test_sections_are_added_changed_moved_hidden_and_deleted(year: Year) -> None:
    report = year.report()
    draft = SectionDraft("Ausblick", "Outlook", SectionContent.TEXT, "Weiter so.")

    section = outlining.add_section(report=report, draft=draft, by=None)
    assert "Weiter so." in text_of(report)
    outlining.change_section(
        section=section, draft=SectionDraft("Ausblick", intro="Anders."), by=None
    )
    assert report.sections.last() == section
    outlining.move_section(section=section, step=-1, by=None)
    assert report.sections.last() != section
    outlining.hide_section(section=section, is_hidden=True, by=None)
    assert "Anders." not in text_of(report)
    outlining.delete_section(section=section, by=None)
    assert not report.sections.filter(title="Ausblick").exists()


def test_words_of_the_report_are_changed(year: Year) -> None:
    report = year.report()

    outlining.change_words(
        report=report, words=ReportWords("Unser Jahr", foreword="Guten Tag."), by=None
    )

    assert text_of(report).startswith("Unser Jahr")
    assert "Guten Tag." in text_of(report)


def test_frozen_version_stays_as_it_was(year: Year) -> None:
    report = year.report()
    account = make_account(role=Role.CHAIR, body=year.body)
    version = freezing.freeze_version(report=report, note="Beschluss", by=account)
    before = plain_text(document_from(version.tree["de"]))

    year.statement.title = "Ganz anders"
    year.statement.save()

    version.refresh_from_db()
    assert version.number == 1
    assert version.frozen_by == account
    assert plain_text(document_from(version.tree["de"])) == before
    assert version.sha256 == freezing.hash_of_trees(version.tree)
    assert "Ganz anders" in text_of(report)


def test_same_report_has_the_same_hash(year: Year) -> None:
    report = year.report()

    hashes = {freezing.hash_of_trees(freezing.present_tree(report)) for _ in range(2)}

    assert len(hashes) == 1


def test_freezing_twice_without_change_is_refused(year: Year) -> None:
    report = year.report()
    freezing.freeze_version(report=report, note="", by=None)

    with pytest.raises(NothingChangedError):
        freezing.freeze_version(report=report, note="", by=None)

    year.statement.title = "Anders"
    year.statement.save()
    assert freezing.freeze_version(report=report, note="", by=None).number == 2


@pytest.mark.parametrize("field", ["sha256", "note", "number"])
def test_database_refuses_to_change_a_version(year: Year, field: str) -> None:
    version = freezing.freeze_version(report=year.report(), note="", by=None)

    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).update(**{field: 9})
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).delete()

    assert ReportVersion.objects.count() == 1


def test_publishing_asks_about_records_that_are_not_public(year: Year) -> None:
    report = year.report()
    chair = make_account(role=Role.CHAIR, body=year.body)
    version = freezing.freeze_version(report=report, note="", by=chair)

    with pytest.raises(RefusedError):
        freezing.publish_version(version=version, by=chair)
    freezing.publish_version(version=version, knows_of_internal=True, by=chair)
    report.refresh_from_db()
    assert report.published_version == version

    freezing.unpublish(report=report, by=chair)
    report.refresh_from_db()
    assert report.published_version is None


def test_publishing_public_records_needs_no_second_look(year: Year) -> None:
    year.secret.visibility = Visibility.PUBLIC
    year.secret.save()
    version = freezing.freeze_version(report=year.report(), note="", by=None)

    freezing.publish_version(version=version, by=None)

    assert Report.objects.get().published_version == version
