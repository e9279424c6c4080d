"""The synopsis as a Word document: landscape, one table, nothing lost."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from tests.engines.redline.report.overviews import ODD, large_overview, odd_overview, overview

from einklang.engines.redline.model.change import Change, ChangeKind, Conflict, Place, Rule, Voice
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.phrases import legible
from einklang.engines.redline.report.synopsis_docx import synopsis_docx
from einklang.engines.redline.words import Language


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def cells(document: Any) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_document_is_landscape_and_knows_its_title_and_language() -> None:
    locales: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}
    for language, locale in locales.items():
        document = opened(synopsis_docx(overview(), language=language))

        section = document.sections[0]
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
        assert document.core_properties.language == locale
        assert document.core_properties.title.endswith(": Stellungnahme Betreuungsrecht.docx")
        tags = document.styles.element.iter(qn("w:lang"))
        assert {tag.get(qn("w:val")) for tag in tags} == {locale}


def test_first_row_is_a_heading_that_repeats() -> None:
    (table,) = opened(synopsis_docx(overview())).tables

    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]

    assert heads == [True, *[False] * (len(heads) - 1)]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Stelle", "Entwurf mit Änderungen", "Wer will was", "Kommentare",
    ]  # fmt: skip


def test_table_has_a_row_for_each_touched_paragraph() -> None:
    found = cells(opened(synopsis_docx(overview())))

    assert [row[0].partition(",")[0] for row in found[1:]] == [
        "Abs. 2", "Abs. 4", "Abs. 5", "Abs. 6", "Abs. 7", "Abs. 9", "Abs. 10", "Abs. 13",
        "Abs. 14", "Fußzeile 1", "Fußnote 3", "Textfeld 1",
    ]  # fmt: skip


def test_row_shows_changes_conflict_and_comments() -> None:
    row = cells(opened(synopsis_docx(overview())))[2]

    assert row == [
        "Abs. 4, Z. 6–8",
        (
            "Wir fordern zehnzwölf\u2009[AWO, DRK · c3]\u2009elf\u2009[Caritas · c4]\u2009 [k1] "
            "Euro mehr je Stunde für die Betreuungsvereine, und zwar\u2009[Diakonie · c5]\u2009 "
            "ab dem 1. Januar 2027 [m1]. Die Tarifsteigerungen der letzten Jahre sind nicht "
            "gedeckt."
        ),
        (
            "Konflikt k1: Dieselben Wörter sollen verschieden geändert werden.\n"
            "Es geht um: „zehn“\n"
            "AWO, DRK [c3]; Caritas [c4]\n"
            "AWO, DRK – 2 von 6 wollen dasselbe [c3]\n"
            "ersetzt zehn durch zwölf\n"
            "AWO: Kim Muster, 1.3.2026, 10:00; DRK: Jo Probe, 4.3.2026, 08:30\n"
            "Caritas – 1 von 6 [c4]\n"
            "ersetzt zehn durch elf\n"
            "Anna Beispiel, 2.3.2026, 14:10\n"
            "Diakonie – 1 von 6 [c5]\n"
            "streicht , und zwar (redaktionell)\n"
            "Renate Müller-Lüdenscheidt, 3.3.2026, durch Vergleich gefunden"
        ),
        (
            "Caritas (offen) [m1]\n"
            "zu „1. Januar 2027“\n"
            "Ist das mit dem Haushalt vereinbar?\nBitte prüfen.\n"
            "Anna Beispiel, 2.3.2026, 14:10\n"
            "Antwort AWO\n"
            "Ja, der Nachtrag sieht es vor. 👍\n"
            "Kim Muster, 1.3.2026, 10:00\n"
            "Antwort DRK\n"
            "Dann bin ich einverstanden.\n"
            "Jo Probe, 4.3.2026, 08:30"
        ),
    ]


def test_rows_show_moves_formats_and_continued_deletions() -> None:
    found = {row[0].partition(",")[0]: row for row in cells(opened(synopsis_docx(overview())))}

    assert (
        "formatiert Selbstbestimmung (fett: nein → ja; Schriftgröße: 11 pt → 12 pt)"
        in (found["Abs. 2"][2])
    )
    assert found["Abs. 7"][2] == "DRK Fortsetzung von c8"
    assert "(wandert nach Abs. 14, Z. 22)" in found["Abs. 10"][2]
    assert found["Abs. 14"][2] == "AWO kommt von Abs. 10, Z. 18 (c10)"
    assert found["Abs. 14"][3].startswith("Entwurf (stand schon im Entwurf, offen) [m3]")


def test_struck_and_inserted_words_look_so() -> None:
    (table,) = opened(synopsis_docx(overview())).tables

    runs = [run for p in table.rows[2].cells[1].paragraphs for run in p.runs]

    assert [run.text for run in runs if run.font.strike] == ["zehn", ", und zwar"]
    assert [run.text for run in runs if run.font.underline] == ["zwölf", "elf"]


def test_summary_stands_before_the_table() -> None:
    said = [paragraph.text for paragraph in opened(synopsis_docx(overview())).paragraphs]

    assert said == [
        "Synopse: Stellungnahme Betreuungsrecht.docx",
        "6 Rückmeldungen · 14 Änderungen · 2 Konflikte · 3 Kommentare · 2 Verluste",
        "Rückmeldungen",
        (
            "AWO (awo.docx): mit Änderungsverfolgung, 6 Änderungen, 1 Kommentar, bearbeitet von "
            "Kim Muster"
        ),
        (
            "Caritas (caritas_Rückmeldung_final_2.docx): teils mit Änderungsverfolgung, 5 "
            "Änderungen, 1 Kommentar, auf älterer Fassung: entwurf_v1.docx, bearbeitet von Anna "
            "Beispiel, Tom Test"
        ),
        "Diakonie (diakonie.docx): ohne Änderungsverfolgung, 5 Änderungen, 1 Kommentar",
        (
            "DRK (drk.docx): mit Änderungsverfolgung, 4 Änderungen, 1 Kommentar, bearbeitet von "
            "Jo Probe"
        ),
        "Parität (paritaet.docx): keine Änderungen (Fehlanzeige), 0 Änderungen, 0 Kommentare",
        "ZWST (zwst.docx): nur Kommentare, 0 Änderungen, 1 Kommentar",
        "Konflikte",
        "k1, Abs. 4, Z. 6: „zehn“",
        (
            "k2, Abs. 5, Z. 10–11: „Eine jährliche Anpassung an den Tarifvertrag des öffentlichen "
            "Dienstes genügt.“"
        ),
        "Was nicht übernommen werden konnte",
        "DRK, Abs. 7, Z. 14: Abschnittswechsel – blieb wie im Entwurf (Querformat)",
        "Entwurf, Fußnote 3: something-new – nicht übernommen",
        "Der Text mit allen Änderungen",
    ]


def test_empty_overview_has_a_document() -> None:
    document = opened(synopsis_docx(Overview("e.docx", "", 1, (), (), (), (), ())))

    assert len(cells(document)) == 1


def test_conflict_without_words_and_changes_without_people() -> None:
    place = Place(paragraph=2)
    change = Change("c1", ChangeKind.FORMAT, place, "", "", (Voice("AWO"),), ("jc: left → both",))
    clash = Conflict("k1", Rule.FORMAT, place, "", ("c1", "c9"))
    made = replace(overview(), changes=(change,), conflicts=(clash,), comments=())

    assert cells(opened(synopsis_docx(made)))[1][2] == (
        "Konflikt k1: Dieselben Wörter sollen verschieden aussehen.\n"
        "Es geht um: (Stelle ohne Text)\nAWO [c1]\n"
        "AWO – 1 von 6 [c1]\nformatiert den Absatz (Ausrichtung: links → Blocksatz)"
    )


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_stay_texts_in_the_document(odd: str) -> None:
    document = opened(synopsis_docx(odd_overview(odd)))

    assert legible(odd) in cells(document)[1][1]


def test_large_document_is_written_whole() -> None:
    document = opened(synopsis_docx(large_overview(200, 90)))

    assert len(document.tables[0].rows) == 91
