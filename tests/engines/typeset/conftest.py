"""One report that uses every block, and one as long as reports get."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from einklang.engines.typeset.model import (
    Bar,
    BarChart,
    Block,
    Brand,
    BulletList,
    Callout,
    Column,
    DefinitionList,
    Document,
    Emphasis,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)

MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">'
    '<circle cx="30" cy="30" r="28" fill="#1d4f73"/>'
    '<path d="M16 34h8l5-16 5 26 4-10h7" fill="none" stroke="#fff" stroke-width="4"/></svg>'
)
BRAND = Brand("Verbund Beratung", "#1d4f73", "#b8432f", LOGO, "Logo des Verbunds Beratung")
WHEN = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)


def timeline() -> Timeline:
    entries = (
        TimelineEntry("Stellungnahme zum Haushalt", 0.4, 2.1, 0, 0),
        TimelineEntry("Feldabfrage", 3.0, 4.6, 0, 1),
        TimelineEntry("Parlamentarisches Frühstück", 5.2, 5.3, 0, 2),
        TimelineEntry("Aktionswoche „Beratung wirkt“", 8.5, 8.8, 1, 3),
        TimelineEntry("Bereinigungssitzung", 10.5, 10.6, 1, 4),
        TimelineEntry("Schulungsreihe für neue Beratende", 1.0, 10.0, 2, 5),
    )
    alt = "Sechs Vorhaben über das Jahr, die Schulungsreihe lief von Februar bis Oktober."
    return Timeline("Das Jahr im Überblick", MONTHS, entries, alt)


def bar_chart() -> BarChart:
    bars = (
        Bar("Stellungnahmen und Positionspapiere", 14, "14"),
        Bar("Gespräche mit dem Parlament", 23, "23"),
        Bar("Schulungen", 9, "9"),
        Bar("Kampagnen", 2.5, "2,5"),
    )
    return BarChart("Aktivitäten nach Art", bars, "Vier Arten von Aktivitäten im Vergleich.")


def activity_table(count: int = 9) -> Table:
    deeds = (
        "Die Vertreterinnen trafen die Staatssekretärin zum Gespräch über die Finanzierung.",
        "Der Ausschuss gab eine Stellungnahme zum Entwurf des Bundeshaushalts ab.",
        "Die Arbeitsgruppe wertete die Rückmeldungen aus 312 Beratungsstellen aus.",
    )
    columns = (
        Column("Datum", weight=3), Column("Aktivität", weight=8),
        Column("Ergebnis", weight=4), Column("Betrag", "right", weight=2),
    )  # fmt: skip
    rows = tuple(
        (
            (Text(f"{number % 28 + 1:02d}.{number % 12 + 1:02d}.2024"),),
            (Text(f"{deeds[number % 3]} (Nr. {number})"),),
            (Strong("Zugesagt"), Text(" bis Jahresende")),
            (Text(f"{number * 1250:,} €".replace(",", ".")),),
        )
        for number in range(1, count + 1)
    )
    return Table("Ausgewählte Aktivitäten", columns, rows, row_headers=True)


def long_text() -> tuple[Block, ...]:
    words = (
        "Die Beratung für erwachsene Zugewanderte stand im Berichtsjahr unter erheblichem Druck. "
        "Der Regierungsentwurf sah eine Kürzung vor, die im parlamentarischen Verfahren zurück"
        "genommen wurde. Wir haben die Abgeordneten mit Erfahrungen aus der Praxis versorgt, "
        "Rückmeldungen der Standorte gebündelt und Gespräche in allen Fraktionen geführt. "
    )
    return (
        Paragraph((Text("Ein Jahr, in dem viel auf dem Spiel stand und gehalten hat."),), "lead"),
        Paragraph((Text(words), Strong("Das Ergebnis: die Mittel bleiben. "), Text(words))),
        Paragraph(
            (
                Text("Mehr dazu im "), Link("Überblick", "#ueberblick"), Text(" und auf der "),
                Link("Seite des Ministeriums", "https://www.bmi.bund.de/"), Text(", "),
                Emphasis("laufend aktualisiert"), Text("."),
            )
        ),
    )  # fmt: skip


def figures() -> KeyFigures:
    return KeyFigures(
        (
            KeyFigure("49", "Aktivitäten", "davon 14 Stellungnahmen"),
            KeyFigure("23", "Gespräche mit Abgeordneten", "aus allen Fraktionen"),
            KeyFigure("77,5 Mio. €", "Mittel im Bundeshaushalt", "2023: 81,5 Mio. €"),
            KeyFigure("1.350", "Beratungsstellen"),
        ),
        "2024 in Zahlen",
    )


def annual_report() -> Document:
    blocks: tuple[Block, ...] = (
        Heading(2, "Das Jahr auf einen Blick", "ueberblick", "1"),
        *long_text(),
        figures(),
        timeline(),
        Heading(3, "Schwerpunkte", number="1.1"),
        BulletList(
            (
                (Text("Finanzierung sichern und "), Strong("planbar"), Text(" machen")),
                (Text("Digitale Beratung ausbauen"),),
                (Text("Fachkräfte gewinnen und halten"),),
            )
        ),
        Callout(
            "Noch offen",
            (
                Paragraph((Text("Die Zusage für das Folgejahr steht aus."),)),
                BulletList(((Text("Haushaltsverhandlungen"),), (Text("Förderrichtlinie"),))),
            ),
            "open",
        ),
        Heading(2, "Interessenvertretung", "interessen", "2"),
        *long_text(),
        bar_chart(),
        Heading(3, "Gespräche und Termine", number="2.1"),
        activity_table(),
        Paragraph((Text("Quelle: Chronik des Ausschusses, Stand 31. Dezember."),), "note"),
        PageBreak(),
        Heading(2, "Wirkung und Ausblick", number="3"),
        Paragraph((Text("Ohne die Beratung hätte ich den Antrag nie geschafft."),), "quote"),
        Heading(3, "Begriffe", number="3.1"),
        DefinitionList(
            (
                ("Stellungnahme", (Text("Schriftliche Äußerung zu einem Gesetzentwurf."),)),
                ("Fachgespräch", (Text("Treffen mit Fachleuten aus Politik und Verwaltung."),)),
            )
        ),
        Heading(4, "Nächste Schritte"),
        BulletList(
            ((Text("Bericht veröffentlichen"),), (Text("Mit den Ländern sprechen"),)),
            ordered=True,
        ),
        Callout(
            "Gut zu wissen",
            (Paragraph((Text("Alle Unterlagen liegen im Archiv der Geschäftsstelle."),)),),
        ),
    )  # fmt: skip
    return Document(
        title="Jahresbericht 2024",
        subtitle="Was der Fachausschuss für die Beratung erreicht hat",
        language="de",
        authors=("Fachausschuss Migrationsberatung",),
        publisher="Verbund Beratung e. V.",
        issued_on=date(2024, 12, 31),
        keywords=("Jahresbericht", "Beratung"),
        summary="Aktivitäten, Gespräche und Ergebnisse des Jahres 2024.",
        blocks=blocks,
        brand=BRAND,
        status="Entwurf",
    )


@pytest.fixture
def report() -> Document:
    return annual_report()


@pytest.fixture
def huge_report() -> Document:
    document = annual_report()
    table = activity_table(2000)
    return replace(document, blocks=(*document.blocks, Heading(2, "Alle Aktivitäten"), table))


@pytest.fixture
def when() -> datetime:
    return WHEN
