"""Many kinds of mistakes in one workbook: each is told by row and column, nothing is written."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils.translation import override
from tests.factories import make_activity, make_body, make_kind
from tests.intake.hospice import hospice_year, workbook
from tests.intake.snapshot import snapshot

from einklang.intake.operations.importing import ImportResult, import_year
from einklang.intake.readers.source import Source

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Mistake:
    sheet: str
    cells: dict[str, Any] = field(hash=False)
    column: str
    message: str


A = {"Art": "Leitlinie", "Titel": "Ein Titel", "Zustand": "Entwurf", "Wann": "1.2.2025"}


def activity(key: str, **cells: Any) -> dict[str, Any]:
    return A | {"Schlüssel": key} | cells


MISTAKES = [
    Mistake("Aktivitäten", activity("m1", Wann="31.2.2025"), "Wann",
            "„31.2.2025“ ist kein Tag, den es gibt."),
    Mistake("Aktivitäten", activity("m2", Wann="irgendwann"), "Wann",
            "„irgendwann“ ist kein lesbares Datum."),
    Mistake("Aktivitäten", activity("m3", Wann="20.–16.6.2025"), "Wann",
            "Das Ende liegt vor dem Anfang."),
    Mistake("Aktivitäten", activity("m4", Art="Leitlinei"), "Art",
            "Meinten Sie „Leitlinie“"),
    Mistake("Sätze", {"Phase": "geplant", "Deutsch": "{thing} kommt {wnn}.", "Englisch": "Soon."},
            "Deutsch", "wnn"),
    Mistake("Sätze", {"Phase": "laufend", "Deutsch": "Bald.", "Englisch": "Soon [{when}."},
            "Englisch", "wird nie geschlossen"),
    Mistake("Aktivitäten", activity("m5", Art=None), "Art", "Hier muss etwas stehen."),
    Mistake("Aktivitäten", activity("m6", Titel=" "), "Titel", "Hier muss etwas stehen."),
    Mistake("Aktivitäten", activity("m7", Titel="x" * 501), "Titel", "500"),
    Mistake("Aktivitäten", activity("m8", Zustand=None), "Zustand",
            "Hier fehlt der Zustand: Idee, Entwurf, Fassung liegt vor, verabschiedet."),
    Mistake("Aktivitäten", activity("m9", Zustand="gewesen"), "Zustand",
            "„gewesen“ ist kein Zustand von „Leitlinie“. Möglich sind: Idee, Entwurf"),
    Mistake("Aktivitäten", activity("m10", Wann=None), "Berichtsjahr",
            "Ohne Datum braucht es das Berichtsjahr."),
    Mistake("Aktivitäten", activity("m11", Berichtsjahr=1066), "Berichtsjahr",
            "1066 liegt außerhalb von 1848 bis 2200."),
    Mistake("Aktivitäten", activity("m12", Berichtsjahr="heuer"), "Berichtsjahr",
            "„heuer“ ist keine ganze Zahl."),
    Mistake("Aktivitäten", activity("mit leer"), "Schlüssel", "„mit leer“ ist kein Schlüssel"),
    Mistake("Aktivitäten", activity("h01"), "", "Dasselbe steht schon in Zeile 2."),
    Mistake("Aktivitäten", activity("m15", Programme="SAPV; SAPF"), "Programme",
            "„SAPF“ ist unbekannt: weder im Blatt „Programme“ noch früher eingetragen."),
    Mistake("Aktivitäten", activity("m16", Anlässe="welthospiztak"), "Anlässe",
            "Meinten Sie „Welthospiztag“"),
    Mistake("Aktivitäten", activity("m17", **{"Sichtbar für": "alle"}), "Sichtbar für",
            "„alle“ steht nicht auf der Liste."),
    Mistake("Aktivitäten", activity("m18", **{"Amtlicher Titel": "vielleicht"}),
            "Amtlicher Titel", "„vielleicht“ ist weder ja noch nein."),
    Mistake("Aktivitäten", activity("m19", **{"Verfasst von": "Niemand"}), "Verfasst von",
            "„Niemand“ ist weder als Organisation noch als Amt oder Person eingetragen."),
    Mistake("Aktivitäten", activity("m20", Gäste="frei:"), "Gäste", "Nach „frei:“"),
    Mistake("Aktivitäten", activity("m21", Ort="=1+1"), "Ort", "Hier steht eine Formel."),
    Mistake("Aktivitäten", activity("m22", Art="fremde-art"), "Art",
            "„fremde-art“ gehört einem anderen Gremium: Fachausschuss Fremd."),
    Mistake("Aktivitäten", activity("m23", **{"Veröffentlicht unter": "überall"}),
            "Veröffentlicht unter", "gültige"),
    Mistake("Aktivitäten", activity("m24", Gesamtzeitraum="ewig"), "Gesamtzeitraum",
            "„ewig“ ist kein lesbares Datum"),
    Mistake("Aktivitäten", activity("m25", Nummer=-1), "Nummer", "„-1“ ist keine ganze Zahl."),
    Mistake("Aktivitäten", activity("m26", Reihe="Morgende"), "Reihe", "„Morgende“ ist unbekannt"),
    Mistake("Beteiligte", {"Aktivität": "h99", "Rolle": "guest", "Wer": "vab"}, "Aktivität",
            "„h99“ ist unbekannt"),
    Mistake("Beteiligte", {"Aktivität": "nur-fremd", "Rolle": "guest", "Wer": "vab"}, "Aktivität",
            "„nur-fremd“ gehört einem anderen Gremium: Fachausschuss Fremd."),
    Mistake("Beteiligte", {"Aktivität": "h10", "Rolle": "Gastgeberei", "Wer": "vab"}, "Rolle",
            "„Gastgeberei“ steht nicht auf der Liste."),
    Mistake("Beteiligte", {"Aktivität": "h10", "Rolle": "guest", "Wer": "Ada Mustre"}, "Wer",
            "Meinten Sie „Ada Muster“"),
    Mistake("Beteiligte", {"Aktivität": "h10", "Rolle": "guest", "Wer": "muster", "Mandat": "ja"},
            "Mandat", "Für diese Zeit ist kein Mandat der Person eingetragen."),
    Mistake("Beteiligte",
            {"Aktivität": "h11", "Rolle": "guest", "Wer": "probe", "Mit Funktionen": "ja"},
            "Mit Funktionen", "Für diese Zeit ist keine Funktion der Person eingetragen."),
    Mistake("Organisationen", {"Schlüssel": "o1", "Art": "Klub", "Name": "Klub"}, "Art",
            "„Klub“ steht nicht auf der Liste."),
    Mistake("Organisationen", {"Schlüssel": "vab", "Art": "carrier", "Name": "Doppelt"}, "",
            "Dasselbe steht schon in Zeile 3."),
    Mistake("Organisationen",
            {"Schlüssel": "o3", "Art": "carrier", "Name": "N", "Land": "Atlantis"}, "Land",
            "„Atlantis“ steht nicht auf der Liste."),
    Mistake("Organisationen",
            {"Schlüssel": "o4", "Art": "carrier", "Name": "N", "Artikel": "dem"}, "Artikel",
            "Möglich sind: der, die, das"),
    Mistake("Frühere Namen",
            {"Organisation": "vbb", "Name": "Alt", "Gültig ab": "2.2.2020",
             "Gültig bis": "1.1.2020"}, "", "Das Ende liegt vor dem Anfang."),
    Mistake("Zugehörigkeiten", {"Organisation": "vab", "Gehört zu": "vab", "Art": "part"}, "",
            "Eine Organisation kann nicht zu sich selbst gehören."),
    Mistake("Mitgliedschaften",
            {"Person": "niemand", "Organisation": "vab", "Rolle": "staff"}, "Person",
            "„niemand“ ist unbekannt"),
    Mistake("Mitgliedschaften",
            {"Person": "probe", "Organisation": "vab", "Rolle": "staff", "Seit": "?"}, "Seit",
            "Hier braucht es einen Tag"),
    Mistake("Programme", {"Schlüssel": "p1", "Name": "Selbst", "Teil von": "p1"}, "",
            "Das Programm wäre ein Teil seiner selbst."),
    Mistake("Programme", {"Schlüssel": "p2", "Name": "Nachher", "Teil von": "p9"}, "Teil von",
            "„p9“ ist unbekannt"),
    Mistake("Kennzahlen",
            {"Schlüssel": "k3", "Programm": "sapv", "Merkmal": "budget", "Wert": "viel",
             "Art": "adopted"}, "Wert", "„viel“ ist keine Zahl."),
    Mistake("Kennzahlen",
            {"Schlüssel": "k4", "Programm": "sapv", "Merkmal": "budget", "Wert": "0,1234",
             "Art": "adopted"}, "Wert", "Es bleiben höchstens drei Nachkommastellen."),
    Mistake("Kennzahlen",
            {"Schlüssel": "k5", "Programm": "sapv", "Merkmal": "budget", "Wert": 1,
             "Genauigkeit": "ungefähr", "Art": "adopted"}, "Genauigkeit",
            "„ungefähr“ steht nicht auf der Liste."),
    Mistake("Verknüpfungen", {"Von": "h04", "Art der Verknüpfung": "answers", "Zu": "h04"}, "",
            "Eine Aktivität kann nicht mit sich selbst verknüpft sein."),
    Mistake("Verknüpfungen", {"Von": "h04", "Art der Verknüpfung": "mag", "Zu": "h05"},
            "Art der Verknüpfung", "„mag“ steht nicht auf der Liste."),
    Mistake("Forderungen", {"Aktivität": "h01", "Text": "Mehr Zeit für Gespräche."}, "",
            "Dasselbe steht schon in Zeile 2."),
    Mistake("Wiedervorlagen", {"Aktivität": "h03", "Text": "x", "Fällig am": "Mai 2025"},
            "Fällig am", "Hier braucht es einen genauen Tag"),
    Mistake("Arten", {"Schlüssel": "a1", "Bezeichnung": "Ohne Lauf", "Lebenslauf": "nirgends"},
            "Lebenslauf", "„nirgends“ ist unbekannt"),
    Mistake("Lebensläufe",
            {"Lebenslauf": "kurs", "Zustand Schlüssel": "x", "Zustand": "X", "Phase": "halb"},
            "Phase", "„halb“ steht nicht auf der Liste."),
    Mistake("Lebensläufe",
            {"Lebenslauf": "kurs", "Zustand Schlüssel": "gehalten", "Zustand": "g",
             "Phase": "done"}, "", "Dasselbe steht schon in Zeile"),
    Mistake("Gliederung", {"Schlüssel": "papiere", "Überschrift": "Noch einmal"}, "Schlüssel",
            "Dasselbe steht schon in Zeile 2."),
    Mistake("Gliederung", {"Schlüssel": "neu", "Überschrift": "Neu", "Gruppen": "keine"},
            "Gruppen", "„keine“ ist unbekannt"),
    Mistake("Anlässe", {"Schlüssel": "x", "Bezeichnung": "X", "Art": "Feier"}, "Art",
            "„Feier“ steht nicht auf der Liste."),
    Mistake("Gremium", {"Schlüssel": "zweites", "Name": "Noch eines"}, "",
            "Eine Datei enthält das Jahr eines einzigen Gremiums."),
]  # fmt: skip


def broken_workbook() -> tuple[bytes, list[int]]:
    """Return the workbook with all mistakes, and the row of each."""
    tables = hospice_year()
    numbers = []
    for mistake in MISTAKES:
        rows = tables[mistake.sheet]
        for heading in mistake.cells:
            if heading not in rows[0]:
                rows[0].append(heading)
        rows.append([mistake.cells.get(heading) for heading in rows[0]])
        numbers.append(len(rows))
    tables["Forderungen"][0].append("Farbe")
    tables["Rezepte"] = [["Zutat"], ["Mehl"]]
    return workbook(tables), numbers


FOUND: list[ImportResult] = []


def outcome() -> ImportResult:
    if not FOUND:
        foreign = make_body(key="fa-fremd", name="Fachausschuss Fremd")
        make_kind(key="fremde-art", body=foreign)
        make_activity(key="nur-fremd", body=foreign)
        before = snapshot()
        data, _numbers = broken_workbook()
        with override("de"):
            FOUND.append(import_year(source=Source("x.xlsx", data), by=None, dry_run=False))
        assert snapshot() == before
    return FOUND[0]


@pytest.mark.parametrize(
    ("place", "mistake"),
    list(enumerate(MISTAKES)),
    ids=[f"{m.sheet}-{m.column}" for m in MISTAKES],
)
def test_mistake_is_told_by_row_and_column(place: int, mistake: Mistake) -> None:
    _data, numbers = broken_workbook()
    column = f", Spalte „{mistake.column}“" if mistake.column else ""
    where = f"{mistake.sheet}, Zeile {numbers[place]}{column}: "

    told = [str(problem) for problem in outcome().errors]

    assert [text for text in told if text.startswith(where)], "\n".join(
        text for text in told if f"{mistake.sheet}, Zeile {numbers[place]}" in text
    )
    assert any(text.startswith(where) and mistake.message in text for text in told)


def test_there_are_no_further_complaints() -> None:
    result = outcome()
    _data, numbers = broken_workbook()
    expected = {(m.sheet, number) for m, number in zip(MISTAKES, numbers, strict=True)}

    others = [p for p in result.errors if (p.sheet, p.row) not in expected]

    assert not result.is_written
    assert [str(problem) for problem in others] == [
        "Forderungen, Zeile 1: Eine Spalte „Farbe“ gibt es in diesem Blatt nicht.",
        "Rezepte: Ein Blatt „Rezepte“ gibt es nicht.",
    ]


def test_mistakes_are_told_in_english_too() -> None:
    tables = hospice_year()
    tables["Aktivitäten"][1][6] = "31.2.2025"

    with override("en"):
        result = import_year(source=Source("x.xlsx", workbook(tables)), by=None, dry_run=False)
        told = [str(problem) for problem in result.problems]

    assert told == ["Activities, row 2, column “When”: “31.2.2025” is not a day that exists."]


def test_missing_and_doubled_columns_are_told_once() -> None:
    tables = hospice_year()
    tables["Reihen"] = [["Schlüssel", "Key"], ["a", "b"], ["c", "d"]]

    with override("de"):
        result = import_year(source=Source("x.xlsx", workbook(tables)), by=None, dry_run=False)

    assert [str(problem) for problem in result.problems] == [
        "Reihen, Zeile 1: Die Spalte „Schlüssel“ steht hier zweimal.",
        "Reihen, Zeile 1: Die Spalte „Titel“ fehlt.",
    ]
