"""What the report says, and that it says nothing else."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_activity, make_kind
from tests.reports.conftest import Year

from einklang.chronicle.models import Activity, ActivityKind
from einklang.engines.typeset.model import (
    BarChart,
    DefinitionList,
    Heading,
    KeyFigures,
    Link,
    Paragraph,
    Table,
    Timeline,
)
from einklang.engines.typeset.wording import inline_text, plain_text
from einklang.reports.content import (
    Material,
    ReportTree,
    build_document,
    compose,
    document_from,
    document_to_json,
)
from einklang.reports.models import ReportEntry, ReportSection, SectionContent


def words(tree: ReportTree) -> str:
    return "\n".join(plain_text(tree.document))


def test_report_tells_each_record_by_its_facts(year: Year) -> None:
    text = words(build_document(year.report(), "de"))

    assert "Der Fachausschuss Beispiele veröffentlichte am 3. Mai 2024" in text
    assert "die Stellungnahme „Mehr Zeit“." in text
    assert "Vorbereitet wurde die Stellungnahme „Weiter denken“." in text


def test_alike_records_are_told_together(year: Year) -> None:
    report = year.report()
    german, english = (words(build_document(report, language)) for language in ("de", "en"))

    assert (
        "In Arbeit waren drei Schreiben zur Konferenz 1, zur Konferenz 2 und zur Konferenz 3."
        in german
    )
    assert (
        "Work was under way on three letters for conference 1, for conference 2,"
        " and for conference 3." in english
    )


def test_prepared_is_never_told_as_published(year: Year) -> None:
    tree = build_document(year.report(), "de")
    tables = [block for block in tree.document.blocks if isinstance(block, Table)]
    publications = next(table for table in tables if "Veröffentlichungen" in table.caption)

    titles = [inline_text(row[2]) for row in publications.rows]

    assert titles == ["Mehr Zeit"]


def test_every_sentence_rests_on_records(year: Year) -> None:
    tree = build_document(year.report(), "de")
    known = set(Activity.objects.values_list("pk", flat=True))

    assert tree.record_ids == known
    assert all(sentence.record_ids for sentence in tree.sentences)
    for block, ids in zip(tree.document.blocks, tree.sources, strict=True):
        if not isinstance(block, Heading | DefinitionList):
            assert ids, block


def test_public_records_are_linked_and_others_are_not(year: Year) -> None:
    tree = build_document(year.report(), "de")
    links = {
        inline.url
        for block in tree.document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Link)
    }

    public = [year.statement, year.breakfast, *year.letters, year.prepared]
    assert links == {f"http://localhost:8000/aktuelles/{row.pk}/" for row in public}


def test_links_leave_the_wording_as_it_is(year: Year) -> None:
    tree = build_document(year.report(), "de")
    paragraphs = [
        inline_text(block.inlines)
        for block in tree.document.blocks
        if isinstance(block, Paragraph)
    ]

    for sentence in tree.sentences:
        assert any(sentence.text in paragraph for paragraph in paragraphs)


def test_numbers_are_counted_and_claims_keep_their_qualifier(year: Year) -> None:
    tree = build_document(year.report(), "de")
    figures = next(block for block in tree.document.blocks if isinstance(block, KeyFigures))

    assert [(item.value, item.label) for item in figures.items] == [
        ("1", "Papiere"),
        ("2", "Termine"),
        ("knapp 100", "Gäste"),
    ]


def test_timeline_holds_dated_records_only(year: Year) -> None:
    tree = build_document(year.report(), "de")
    timeline = next(block for block in tree.document.blocks if isinstance(block, Timeline))

    assert [entry.label for entry in timeline.entries] == [
        "Stellungnahme: Mehr Zeit",
        "Frühstück, gesamter Zeitraum",
        "Frühstück: Vertraulich",
    ]
    assert "3. Mai 2024: Stellungnahme: Mehr Zeit" in timeline.alt


def test_many_dates_become_a_chart_of_months(year: Year) -> None:
    for number in range(45):
        make_activity(
            body=year.body, kind=year.statement.kind, state=year.statement.state,
            title=f"Papier {number}", when=f"{number % 28 + 1}.2.2024",
        )  # fmt: skip
    tree = build_document(year.report(), "de")
    chart = next(block for block in tree.document.blocks if isinstance(block, BarChart))

    assert [bar.value for bar in chart.bars] == [0, 45, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]


def test_demands_and_partial_outcomes_stand_once(year: Year) -> None:
    text = words(build_document(year.report(), "de"))

    assert text.count("Mehr Zeit geben.") == 1
    assert text.count("Es gab etwas Zeit.") == 1


def test_outcomes_stay_with_their_sentence_without_a_section_for_them(year: Year) -> None:
    report = year.report()
    report.sections.filter(content=SectionContent.DEMANDS).update(is_hidden=True)

    text = words(build_document(report, "de"))

    assert "„Mehr Zeit“. Es gab etwas Zeit." in text


def test_chair_and_lead_stand_as_of_the_years_end(year: Year) -> None:
    text = words(build_document(year.report(), "de"))

    assert "Kim Muster, Beispielwerk" in text
    assert "Federführung" in text


def test_open_points_name_what_is_unfinished_but_no_follow_ups(year: Year) -> None:
    lines = plain_text(build_document(year.report(), "de").document)
    start = lines.index("Was offen bleibt")

    assert "Stellungnahme „Weiter denken“" in lines[start:]
    assert "Nach dem Termin fragen" not in lines


def test_what_no_section_takes_is_told_all_the_same(year: Year) -> None:
    report = year.report()
    report.sections.filter(content=SectionContent.ACTIVITIES).delete()

    tree = build_document(report, "de")

    assert tree.record_ids >= {year.statement.pk, year.secret.pk}
    assert "Weitere Aktivitäten" in words(tree)


def test_hidden_record_is_told_nowhere(year: Year) -> None:
    report = year.report()
    ReportEntry.objects.create(report=report, activity=year.breakfast, is_hidden=True)

    tree = build_document(report, "de")

    assert "Frühstück am Morgen" not in words(tree)
    assert "knapp" not in words(tree)
    assert year.breakfast.pk not in tree.record_ids


def test_hidden_section_is_not_printed_but_keeps_its_records(year: Year) -> None:
    report = year.report()
    report.sections.filter(title="Papiere").update(is_hidden=True)

    tree = build_document(report, "de")

    assert "veröffentlichte" not in words(tree)


def test_entry_moves_to_the_section_an_editor_chose(year: Year) -> None:
    report = year.report()
    events = report.sections.get(title="Termine")
    ReportEntry.objects.create(report=report, activity=year.statement, section=events)

    composition = compose(Material.load(report), "de")
    chapter = next(row for row in composition.chapters if row.section == events)

    assert year.statement in [sentence.activity for sentence in chapter.sentences]


def test_kind_goes_before_group_when_sections_compete(year: Year) -> None:
    report = year.report()
    own = ReportSection.objects.create(report=report, title="Nur Schreiben", order=99)
    own.kinds.add(year.letters[0].kind)

    composition = compose(Material.load(report), "de")
    chapter = next(row for row in composition.chapters if row.section == own)

    assert {pk for row in chapter.sentences for pk in row.record_ids} == {
        row.pk for row in year.letters
    }


def test_own_words_stand_in_their_language_only(year: Year) -> None:
    report = year.report()
    ReportEntry.objects.create(report=report, activity=year.statement, text="Eigene Worte.")

    assert "Eigene Worte." in words(build_document(report, "de"))
    english = words(build_document(report, "en"))
    assert "Eigene Worte." not in english
    assert "published the statement “Mehr Zeit” (More Time) on 3 May 2024." in english


def test_foreword_and_closing_words_frame_the_report(year: Year) -> None:
    report = year.report()
    report.foreword, report.closing = "Erster Absatz.\n\nZweiter\nAbsatz.", "Danke."
    report.save()

    lines = plain_text(build_document(report, "de").document)

    start = lines.index("Vorwort")
    assert lines[start : start + 3] == ["Vorwort", "Erster Absatz.", "Zweiter Absatz."]
    assert lines[-2:] == ["Schlusswort", "Danke."]


def test_empty_year_gives_a_document_all_the_same(year: Year) -> None:
    Activity.objects.filter(body=year.body).delete()

    tree = build_document(year.report(), "de")

    assert tree.document.title == "Jahresbericht 2024"
    assert tree.sentences == ()


def test_long_chapter_gets_headings_of_its_groups(year: Year) -> None:
    report = year.report()
    report.sections.filter(content=SectionContent.ACTIVITIES).delete()
    for number in range(12):
        make_activity(
            body=year.body, kind=year.statement.kind, state=year.statement.state,
            title=f"Papier {number}",
        )  # fmt: skip

    tree = build_document(report, "de")
    headings = [block.text for block in tree.document.blocks if isinstance(block, Heading)]

    assert headings[:1] == ["Das Jahr in Zahlen"]
    assert {"Papiere", "Termine"} <= set(headings)


def test_document_survives_storage_as_json(year: Year) -> None:
    report = year.report()
    for language in ("de", "en"):
        document = build_document(report, language).document

        assert document_from(document_to_json(document)) == document
        assert replace(document, status="x") != document


def test_building_needs_a_fixed_number_of_queries(year: Year) -> None:
    report = year.report()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            build_document(report, "de")
        return len(captured)

    before = queries()
    kind: ActivityKind = make_kind()
    for number in range(3):
        make_activity(body=year.body, kind=kind, title=f"Mehr {number}")

    assert queries() == before


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_words_of_the_other_language_are_left(year: Year, language: str) -> None:
    text = words(build_document(year.report(), language))
    foreign = {"de": ["Demands", "Raised in", "As of", "Draft"], "en": ["Stand:", "Entwurf"]}

    assert [word for word in foreign[language] if word in text] == []
