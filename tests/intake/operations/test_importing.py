from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from tests.factories import make_account, make_activity, make_body, make_organisation
from tests.intake.hospice import hospice_year, workbook
from tests.intake.snapshot import snapshot

from einklang.chronicle.enums import Phase
from einklang.chronicle.models import (
    Activity,
    ActivityKind,
    ActivityLink,
    Claim,
    FollowUp,
    Participation,
    SentencePattern,
    State,
)
from einklang.core.when import When
from einklang.federation.enums import Role
from einklang.federation.models import Affiliation, Mandate, Organisation
from einklang.intake.errors import RefusedError
from einklang.intake.operations.importing import ImportResult, import_year
from einklang.intake.queries import offered_choices, year_rows
from einklang.intake.readers.source import Source
from einklang.intake.rendering import build_workbook
from einklang.programmes.models import Figure, Programme
from einklang.reports.models import Report

pytestmark = pytest.mark.django_db


def bring_in(tables: dict[str, Any], **options: Any) -> ImportResult:
    options.setdefault("by", None)
    options.setdefault("dry_run", False)
    with override("de"):
        return import_year(source=Source("jahr.xlsx", workbook(tables)), **options)


def messages(result: ImportResult) -> list[str]:
    return [str(problem) for problem in result.problems]


def test_other_committees_year_comes_in_whole() -> None:
    result = bring_in(hospice_year())

    assert messages(result) == []
    assert result.is_written
    assert result.years == [2025]
    body = Organisation.objects.get(key="fa-hospiz")
    assert body.kind == "committee"
    assert Activity.objects.filter(body=body).count() == 40
    assert set(ActivityKind.objects.values_list("body__key", flat=True)) == {"fa-hospiz"}
    assert State.objects.filter(life_cycle__body=body).count() == 7
    assert SentencePattern.objects.filter(body=body).count() == 2
    assert Affiliation.objects.filter(organisation=body, parent__key="bdb").count() == 1
    assert ActivityLink.objects.count() == 2
    assert Report.objects.get().title == "Unser Jahr 2025"


def test_values_arrive_as_they_were_meant() -> None:
    bring_in(hospice_year())

    first = Activity.objects.get(key="h01")
    assert first.when == When.days(date(2025, 6, 16), date(2025, 6, 20))
    assert first.kind.key == "visite"
    assert first.state.key == "gewesen"
    assert first.state.phase == Phase.DONE
    assert first.visibility == "public"
    assert [programme.key for programme in first.programmes.all()] == ["sapv"]
    assert Activity.objects.get(key="h06").when == When.day(date(2025, 3, 4))
    assert Activity.objects.get(key="h05").when == When.unknown()
    assert Activity.objects.get(key="h05").year == 2025
    figure = Figure.objects.get(key="k1")
    assert (str(figure.value), figure.qualifier, figure.unit) == ("1234.500", "about", "Mio. €")
    assert Programme.objects.get(key="ahpb").parent == Programme.objects.get(key="sapv")
    assert {(int(claim.value), claim.is_counted) for claim in Claim.objects.all()} == {
        (97, True),
        (100, False),
    }


def test_participants_carry_what_they_were_then() -> None:
    bring_in(hospice_year())

    guest = Participation.objects.get(activity__key="h01", role="guest")
    assert guest.mandate == Mandate.objects.get()
    assert guest.mandate is not None
    assert [row.key for row in guest.mandate.committees.all()] == ["ausschuss-g"]
    both = Participation.objects.get(activity__key="h02", role="speaker")
    assert {row.organisation.key for row in both.affiliations.all()} == {"fa-hospiz", "vab"}
    one = Participation.objects.get(activity__key="h03", role="speaker")
    assert [row.organisation.key for row in one.affiliations.all()] == ["vab"]
    bare = Participation.objects.get(activity__key="h05", role="partner")
    assert bare.name == "Verein um die Ecke"
    assert Participation.objects.get(activity__key="h08", role="guest").name == "Chor der Gemeinde"


def test_imported_words_are_found() -> None:
    bring_in(hospice_year())

    text = Activity.objects.get(key="h01").search_text
    assert "wurde am lebensende" in text
    assert "ag palliativ" in text


def test_second_import_changes_nothing() -> None:
    bring_in(hospice_year())
    before = snapshot()

    result = bring_in(hospice_year())

    assert messages(result) == []
    assert (result.new, result.changed, result.change_count) == (0, 0, 0)
    assert result.is_nothing
    assert snapshot() == before


def test_dry_run_tells_all_and_writes_nothing() -> None:
    before = snapshot()

    result = bring_in(hospice_year(), dry_run=True)

    assert result.is_possible
    assert not result.is_written
    assert {tally.sheet: tally.new for tally in result.tallies}["activities"] == 40
    assert snapshot() == before


def test_export_comes_back_unchanged() -> None:
    bring_in(hospice_year())
    body = Organisation.objects.get(key="fa-hospiz")
    for language in ("de", "en"):
        with override(language):
            data = build_workbook(year_rows(body, 2025), offered_choices(body))
        before = snapshot()

        with override("de"):
            result = import_year(source=Source("x.xlsx", data), by=None, dry_run=False, body=body)

        assert messages(result) == []
        assert list(result.changes) == []
        assert (result.new, result.changed) == (0, 0)
        assert snapshot() == before


def test_template_is_read_without_complaint() -> None:
    body = make_body()
    data = build_workbook(
        {"committee": [{"key": body.key, "name": body.name}]}, offered_choices(body)
    )

    result = import_year(source=Source("leer.xlsx", data), by=None, dry_run=True, body=body)

    assert messages(result) == []
    assert result.is_nothing


def test_change_is_shown_field_by_field() -> None:
    bring_in(hospice_year())
    tables = hospice_year()
    tables["Aktivitäten"][1][2] = "Neuer Titel"
    tables["Aktivitäten"][1][6] = "7.7.2025"
    tables["Aktivitäten"][1][9] = "Ambulante Hospizarbeit"

    result = bring_in(tables)

    assert (result.new, result.changed) == (0, 1)
    assert {(one.column, one.old, one.new) for one in result.changes} == {
        ("Titel", "„Würde am Lebensende“, Teil 1", "Neuer Titel"),
        ("Wann", "16.–20. Juni 2025", "7. Juli 2025"),
        ("Programme", "SAPV", "Ambulante Hospizarbeit"),
    }
    changed = Activity.objects.get(key="h01")
    assert changed.title == "Neuer Titel"
    assert changed.sort_key == "neuer titel"
    assert "neuer titel" in changed.search_text
    assert [row.key for row in changed.programmes.all()] == ["ahd"]


def test_empty_cell_clears_own_rows_but_not_shared_ones() -> None:
    bring_in(hospice_year())
    tables = hospice_year()
    tables["Aktivitäten"][4][8] = None
    tables["Organisationen"][2][3] = None

    result = bring_in(tables)

    assert result.changed == 1
    assert Activity.objects.get(key="h04").place == ""
    assert Organisation.objects.get(key="vab").short_name == "Verband A"


def test_rows_that_are_not_in_the_file_stay() -> None:
    bring_in(hospice_year())
    tables = hospice_year()
    del tables["Aktivitäten"][1]
    for title in ("Beteiligte", "Verknüpfungen", "Forderungen", "Ergebnisse", "Wiedervorlagen"):
        del tables[title]

    result = bring_in(tables)

    assert messages(result) == []
    assert result.is_nothing
    assert Activity.objects.count() == 40


def test_key_is_made_once_from_kind_title_and_date() -> None:
    tables = hospice_year()
    tables["Aktivitäten"] = [
        ["Art", "Titel", "Wann", "Zustand"],
        ["Leitlinie", "Über das Zuhören", "12.9.2025", "Entwurf"],
    ]
    for title in ("Beteiligte", "Verknüpfungen", "Forderungen", "Ergebnisse", "Zahlen",
                  "Wiedervorlagen"):  # fmt: skip
        del tables[title]
    bring_in(tables)
    activity = Activity.objects.get()
    assert activity.key == "leitlinie-uber-das-zuhoren-2025-09-12"
    Activity.objects.update(key="anders")

    result = bring_in(tables)

    assert result.is_nothing
    assert Activity.objects.get().key == "anders"


def test_finished_follow_up_keeps_its_hour() -> None:
    bring_in(hospice_year())
    done_at = FollowUp.objects.get(text="Danken").done_at
    assert done_at is not None

    bring_in(hospice_year())

    assert FollowUp.objects.get(text="Danken").done_at == done_at


def test_yaml_says_the_same_as_the_workbook() -> None:
    bring_in(hospice_year())
    text = """
activities:
  - key: h01
    title: Aus der Textdatei
    kind: visite
    state: gewesen
    when: 16.–20.6.2025
    programmes: [sapv, ahd]
"""
    body = Organisation.objects.get(key="fa-hospiz")

    source = Source("jahr.yaml", text.encode())
    result = import_year(source=source, by=None, dry_run=False, body=body)

    assert messages(result) == []
    assert result.changed == 1
    activity = Activity.objects.get(key="h01")
    assert activity.title == "Aus der Textdatei"
    assert activity.title_en.startswith("Dignity")
    assert {row.key for row in activity.programmes.all()} == {"sapv", "ahd"}


def test_csv_brings_activities_into_a_known_committee() -> None:
    bring_in(hospice_year())
    body = Organisation.objects.get(key="fa-hospiz")
    text = "Schlüssel;Art;Titel;Wann;Zustand\nneu;Gutachten;Öl und Wärme;3.4.2025;Entwurf\n"

    source = Source("jahr.csv", text.encode("cp1252"))
    result = import_year(source=source, by=None, dry_run=False, body=body)

    assert messages(result) == []
    assert Activity.objects.get(key="neu").title == "Öl und Wärme"


def test_two_committees_may_use_one_key() -> None:
    other = make_activity(key="h01")

    result = bring_in(hospice_year())

    assert messages(result) == []
    other.refresh_from_db()
    assert other.body.key != "fa-hospiz"
    assert Activity.objects.filter(key="h01").count() == 2


def test_members_may_not_import() -> None:
    body = make_body(key="fa-hospiz")
    member = make_account(role=Role.MEMBER, body=body)

    with pytest.raises(RefusedError):
        bring_in(hospice_year(), by=member, body=body)

    assert Activity.objects.count() == 0


def test_secretariat_imports_only_into_its_committee() -> None:
    body = make_body(key="fa-hospiz")
    secretariat = make_account(role=Role.SECRETARIAT, body=body)

    result = bring_in(hospice_year(), by=secretariat, body=body)

    assert result.is_written
    with pytest.raises(RefusedError):
        bring_in(hospice_year(), by=secretariat)
    with pytest.raises(RefusedError):
        bring_in(hospice_year(), by=secretariat, body=make_body())


def test_file_of_another_committee_is_refused() -> None:
    body = make_body(name="Fachausschuss Andere")

    result = bring_in(hospice_year(), body=body)

    assert not result.is_written
    assert "fa-hospiz" in messages(result)[0]
    assert Activity.objects.count() == 0


def test_other_committees_entry_cannot_be_changed() -> None:
    foreign = make_body(key="fa-fremd", name="Fachausschuss Fremd")
    make_account(role=Role.CHAIR, body=foreign)
    tables = hospice_year()
    tables["Organisationen"].append(["fa-fremd", "committee", "Gekapert", None, "der", None])

    result = bring_in(tables)

    assert len(result.errors) == 1
    assert result.errors[0].row == len(tables["Organisationen"])
    foreign.refresh_from_db()
    assert foreign.name == "Fachausschuss Fremd"


def test_shared_rows_keep_what_the_file_does_not_name() -> None:
    make_organisation(key="vab", name="Alt", seat="Musterstadt", note="bleibt")

    bring_in(hospice_year())

    row = Organisation.objects.get(key="vab")
    assert (row.name, row.seat, row.note) == ("Verband A der Beispiele", "Musterstadt", "bleibt")


def test_without_committee_only_the_catalogue_comes_in() -> None:
    tables = hospice_year()
    catalogue = {title: tables[title] for title in ("Gruppen", "Lebensläufe", "Arten", "Sätze")}

    result = bring_in(catalogue)

    assert messages(result) == []
    assert set(ActivityKind.objects.values_list("body", flat=True)) == {None}
    assert bring_in(catalogue).is_nothing
    refused = bring_in({"Aktivitäten": tables["Aktivitäten"]})
    assert "Gremium" in messages(refused)[0]


def test_outline_alone_makes_the_report_of_its_year() -> None:
    tables = hospice_year()
    del tables["Bericht"]

    result = bring_in(tables)

    assert messages(result) == []
    report = Report.objects.get()
    assert (report.year, report.title_en) == (2025, "Annual report 2025")
    assert [section.title for section in report.sections.all()] == [
        "Papiere",
        "Begegnungen",
        "Zahlen",
    ]
    assert bring_in(tables).is_nothing


def test_outline_without_any_year_is_refused() -> None:
    tables = hospice_year()
    few = {"Gremium": [row[:2] for row in tables["Gremium"]]}
    few["Gliederung"] = [["Schlüssel", "Überschrift"], ["a", "A"]]

    result = bring_in(few)

    assert not result.is_written
    assert "Gliederung" in messages(result)[0]


def test_superuser_may_found_a_committee() -> None:
    operator = make_account(is_superuser=True)

    assert bring_in(hospice_year(), by=operator).is_written


def test_only_a_committee_has_a_year() -> None:
    tables = hospice_year()
    tables["Gremium"][0].append("Art")
    tables["Gremium"][1].append("carrier")

    result = bring_in(tables)

    assert not result.is_written
    assert result.errors[0].sheet == "Gremium"


def test_unreadable_file_is_one_problem() -> None:
    result = import_year(source=Source("x.xlsx", b"nichts"), by=None, dry_run=False)

    assert len(result.errors) == 1
    assert not result.is_possible
