"""The year of an invented committee from another field, as a workbook people would fill in."""

import io
from copy import deepcopy
from datetime import date
from typing import Any

from openpyxl import Workbook

Table = list[list[Any]]
"""Headings, then rows."""

KINDS = {
    "leitlinie": ("Leitlinie", "Leitlinien", "Guideline", "die", "papier", "ja"),
    "visite": ("Hospizbesuch", "Hospizbesuche", "Hospice visit", "der", "begegnung", "nein"),
    "fortbildung": ("Letzte-Hilfe-Kurs", "Letzte-Hilfe-Kurse", "Course", "der", "kurs", "nein"),
    "gedenkfeier": ("Gedenkfeier", "Gedenkfeiern", "Memorial", "die", "begegnung", "nein"),
    "gutachten": ("Gutachten", "Gutachten", "Expertise", "das", "papier", "ja"),
}
STATES = {
    "papier": [
        ("idee", "Idee", "geplant"),
        ("entwurf", "Entwurf", "in Arbeit"),
        ("fassung", "Fassung liegt vor", "vorbereitet"),
        ("verabschiedet", "verabschiedet", "erledigt"),
    ],
    "begegnung": [("verabredet", "verabredet", "geplant"), ("gewesen", "gewesen", "erledigt")],
    "kurs": [("gehalten", "gehalten", "erledigt")],
}


def activity_rows() -> Table:
    """Return forty activities over two years' turn, dated in every precision."""
    whens: list[Any] = [
        date(2025, 3, 4),
        "16.–20.6.2025",
        "Mai 2025",
        "Juni–August 2025",
        2025,
        None,
    ]
    rows: Table = []
    for number in range(1, 41):
        kind = list(KINDS)[number % len(KINDS)]
        label, cycle = KINDS[kind][0], KINDS[kind][4]
        states = STATES[cycle]
        rows.append(
            [
                f"h{number:02}",
                label if number % 2 else kind,
                f"„Würde am Lebensende“, Teil {number}",
                f"Dignity at the end of life, part {number}",
                "nein" if number % 3 == 0 else "ja",
                None if cycle == "kurs" else states[number % len(states)][1],
                whens[number % len(whens)],
                2025,
                "Musterstadt" if number % 4 == 0 else None,
                "SAPV" if number % 2 else "SAPV; Ambulante Hospizarbeit",
                "welthospiztag" if number % 5 == 0 else None,
                "öffentlich" if number % 2 else "Gremium",
                "AG Palliativ" if number % 7 else None,
                "frei: Chor der Gemeinde" if number == 8 else None,
            ]
        )
    return rows


def hospice_year() -> dict[str, Table]:
    """Return all sheets with German headings."""
    return deepcopy(
        {
            "Gremium": [
                ["Schlüssel", "Name", "Föderation", "Artikel", "Genitiv", "Englisch"],
                [
                    "fa-hospiz",
                    "Fachausschuss Hospiz und Palliativversorgung",
                    "bdb",
                    "der",
                    "des Fachausschusses Hospiz und Palliativversorgung",
                    "Expert Committee on Hospice and Palliative Care",
                ],
            ],
            "Organisationen": [
                ["Schlüssel", "Art", "Name", "Kurzname", "Artikel", "Land"],
                ["bdb", "federation", "Bund der Beispielverbände", "BdB", "der", "BE"],
                ["vab", "association", "Verband A der Beispiele", "Verband A", "der", "Hessen"],
                ["vbb", "association", "Verband B der Beispiele", None, "der", "DE-HH"],
                ["ag-palliativ", "working_group", "AG Palliativ", None, "die", None],
                ["parlament", "parliament", "Beispielparlament", None, "das", None],
                ["fraktion-x", "parliamentary_group", "Fraktion X", "X", "die", None],
                ["ausschuss-g", "parliamentary_committee", "Ausschuss G", None, "der", None],
            ],
            "Frühere Namen": [
                ["Organisation", "Name", "Gültig bis"],
                ["vab", "Vereinigung A", "31.12.2019"],
            ],
            "Zugehörigkeiten": [
                ["Organisation", "Gehört zu", "Art", "Seit", "Reihenfolge"],
                ["vab", "bdb", "member", "1999", 1],
                ["vbb", "Bund der Beispielverbände", "member", None, 2],
            ],
            "Federführung": [
                ["Föderation", "Verband", "Seit", "Bis"],
                ["bdb", "vab", "1.1.2025", "31.12.2026"],
            ],
            "Personen": [
                ["Schlüssel", "Titel", "Vorname", "Nachname"],
                ["muster", "Dr.", "Ada", "Muster"],
                ["probe", None, "Ben", "Probe"],
            ],
            "Mitgliedschaften": [
                ["Person", "Organisation", "Rolle", "Funktion", "Entsandt von", "Seit"],
                ["muster", "fa-hospiz", "chair", "Vorsitzende", "vab", "1.1.2024"],
                ["muster", "vab", "staff", "Referentin", None, "1.1.2020"],
            ],
            "Mandate": [
                ["Person", "Parlament", "Fraktion", "Kürzel", "Ausschüsse", "Seit", "Bis"],
                ["probe", "parlament", "X", "MdP", "ausschuss-g", "1.1.2022", "31.12.2026"],
            ],
            "Ämter": [
                ["Schlüssel", "Name", "Artikel", "Organisation"],
                ["beauftragte", "Patientenbeauftragte", "die", "parlament"],
            ],
            "Amtszeiten": [["Amt", "Person", "Seit"], ["beauftragte", "probe", "1.5.2023"]],
            "Programme": [
                ["Schlüssel", "Name", "Kurzname", "Teil von", "Mittelgeber", "Seit Jahr"],
                ["ahpb", "Palliativberatung zu Hause", None, "sapv", None, 2010],
                ["sapv", "Spezialisierte Versorgung", "SAPV", None, "bdb", 2007],
                ["ahd", "Ambulante Hospizarbeit", None, None, None, None],
            ],
            "Träger": [
                ["Programm", "Organisation", "Rolle", "Anmerkung"],
                ["sapv", "vab", "carrier", "seit jeher"],
            ],
            "Quellen": [
                ["Schlüssel", "Titel", "Herausgeber", "Stand"],
                ["q1", "Zahlen der Hospizarbeit", "Verband A", "2024"],
            ],
            "Merkmale": [
                ["Schlüssel", "Bezeichnung", "Haushalt"],
                ["budget", "Mittel", "ja"],
                ["faelle", "Begleitungen", "nein"],
            ],
            "Kennzahlen": [
                ["Schlüssel", "Programm", "Merkmal", "Jahr", "Wert", "Genauigkeit", "Einheit",
                 "Art", "Quelle"],
                ["k1", "SAPV", "Mittel", 2025, "1.234,5", "rund", "Mio. €", "adopted", "q1"],
                ["k2", "sapv", "faelle", 2025, 980, "knapp", "Begleitungen", "reported", None],
            ],
            "Gruppen": [
                ["Schlüssel", "Bezeichnung", "Reihenfolge"],
                ["schriftliches", "Schriftliches", 1],
                ["menschen", "Begegnungen", 2],
            ],
            "Lebensläufe": [
                ["Lebenslauf", "Bezeichnung", "Zustand Schlüssel", "Zustand", "Phase"],
                *(
                    [cycle, cycle.title(), key, label, phase]
                    for cycle, states in STATES.items()
                    for key, label, phase in states
                ),
            ],
            "Arten": [
                ["Schlüssel", "Bezeichnung", "Mehrzahl", "Bezeichnung englisch", "Artikel",
                 "Gruppe", "Lebenslauf", "Veröffentlichung", "Erwartet"],
                *(
                    [key, label, plural, english, article,
                     "schriftliches" if cycle == "papier" else "Begegnungen", cycle, published,
                     "day, author"]
                    for key, (label, plural, english, article, cycle, published) in KINDS.items()
                ),
            ],
            "Sätze": [
                ["Art", "Phase", "Mehrere", "Deutsch", "Englisch"],
                ["leitlinie", "erledigt", None, "{thing} gilt seit {when}.", "{thing} holds."],
                [None, "erledigt", "ja", "{count} {things}.", "{count} {things}."],
            ],
            "Anlässe": [
                ["Schlüssel", "Bezeichnung", "Art", "Im Satz", "Wann"],
                ["welthospiztag", "Welthospiztag", "anniversary", "zum Welthospiztag",
                 "10.10.2025"],
            ],
            "Reihen": [["Schlüssel", "Titel"], ["abende", "Abende der Begegnung"]],
            "Aktivitäten": [
                ["Schlüssel", "Art", "Titel", "Titel englisch", "Amtlicher Titel", "Zustand",
                 "Wann", "Berichtsjahr", "Ort", "Programme", "Anlässe", "Sichtbar für",
                 "Verfasst von", "Gäste"],
                *activity_rows(),
            ],
            "Beteiligte": [
                ["Aktivität", "Rolle", "Wer", "Mandat", "Mit Funktionen", "Reihenfolge"],
                ["h01", "guest", "Ben Probe", "ja", None, 1],
                ["h02", "speaker", "Dr. Ada Muster", None, "ja", 2],
                ["h03", "speaker", "muster", None, "Verband A", None],
                ["h04", "addressee", "Patientenbeauftragte", None, None, None],
                ["h05", "partner", "frei: Verein um die Ecke", None, None, None],
            ],
            "Verknüpfungen": [
                ["Von", "Art der Verknüpfung", "Zu", "Notiz"],
                ["h02", "follows_from", "h01", "wie besprochen"],
                ["h03", "part_of", "h01", None],
            ],
            "Forderungen": [
                ["Aktivität", "Text", "Text englisch"],
                ["h01", "Mehr Zeit für Gespräche.", "More time to talk."],
            ],
            "Ergebnisse": [
                ["Aktivität", "Art", "Text", "Wann", "Quelle"],
                ["h01", "partial", "Die Kasse zahlt die Hälfte.", "November 2025", "Brief"],
            ],
            "Zahlen": [
                ["Aktivität", "Was", "Wert", "Genauigkeit", "Einheit", "Gezählt"],
                ["h02", "Gäste", 97, "genau", "Menschen", "ja"],
                ["h02", "Gäste", 100, "knapp", "Menschen", "nein"],
            ],
            "Wiedervorlagen": [
                ["Aktivität", "Text", "Fällig am", "Zuständig", "Erledigt"],
                ["h01", "Nachfassen", "1.12.2025", "muster", "nein"],
                ["h02", "Danken", None, None, "ja"],
            ],
            "Bericht": [["Jahr", "Titel", "Vorwort"], [2025, "Unser Jahr 2025", "Danke."]],
            "Gliederung": [
                ["Schlüssel", "Überschrift", "Inhalt", "Arten", "Gruppen", "Rest", "Reihenfolge"],
                ["papiere", "Papiere", "activities", "Leitlinie; gutachten", None, "nein", 1],
                ["begegnungen", "Begegnungen", "activities", None, "menschen", "ja", 2],
                ["zahlen", "Zahlen", "numbers", None, None, "nein", 3],
            ],
        }
    )  # fmt: skip


def workbook(tables: dict[str, Table]) -> bytes:
    """Write the tables as people's own workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
