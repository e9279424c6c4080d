"""A paper of several associations and a letter, as they are sent."""

from dataclasses import replace
from datetime import date

from tests.engines.typeset.conftest import BRAND, LOGO

from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Emphasis,
    Footnote,
    Heading,
    LetterHead,
    LineBreak,
    Link,
    Logo,
    LogoRow,
    Paragraph,
    Reference,
    Signatory,
    SignatureBlock,
    SignatureRow,
    Strong,
    Table,
    Text,
)

WIDE_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60">'
    '<rect x="0" y="10" width="40" height="40" fill="#7a1f3d"/>'
    '<path d="M60 20h220M60 40h160" stroke="#7a1f3d" stroke-width="10"/></svg>'
)
TALL_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 80">'
    '<path d="M20 4L38 76H2z" fill="#2f6b3a"/></svg>'
)
REPORT = "https://www.example.org/berichte/2024"


def _text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def demands() -> BulletList:
    below = BulletList(
        (_text("für die Jahre 2026 und 2027"), _text("mit einer Anpassung an die Tarife")),
        ordered=True,
        signs="a",
    )
    deepest = BulletList((_text("auch in kleinen Gemeinden"), _text("auch in den Abendstunden")))
    middle = BulletList((_text("Sprechstunden vor Ort"), _text("Beratung am Bildschirm")),
                        nested=((deepest,), ()))  # fmt: skip
    return BulletList(
        (
            (Text("Die Mittel werden "), Strong("verlässlich"), Text(" festgeschrieben")),
            _text("Beratung bleibt in der Fläche erreichbar"),
            _text("Die Ergebnisse werden veröffentlicht"),
        ),
        ordered=True,
        nested=((below,), (middle,), ()),
    )


def positions() -> tuple[Block, ...]:
    source = Footnote(
        (
            Text("Vgl. den "), Link("Bericht des Jahres 2024", REPORT), Text(", Abschnitt 3; "),
            Emphasis("eigene"), Text(" Berechnung."),
        )
    )  # fmt: skip
    words = (
        "Die Beratung für erwachsene Zugewanderte begleitet Menschen von der ersten Frage bis zum "
        "Schulabschluss, zur Ausbildung und zur Arbeit. Sie wirkt, weil sie unabhängig ist und "
        "weil die Fachkräfte die Verhältnisse vor Ort kennen. "
    )
    return (
        Paragraph(_text("Wer ankommt, braucht Rat. Wir sagen, was dafür nötig ist."), "lead"),
        Heading(2, "Ausgangslage", "lage", "1"),
        Paragraph((Text(words), Text("Im Jahr 2024 wurden 1.350 Stellen gefördert."), source,
                   Text(" Das sind weniger als im Jahr zuvor."))),
        Paragraph((Text(words * 2), Strong("Das muss sich ändern."),
                   Footnote((Text("So auch der Beschluss vom 3. März 2025."),)))),
        Heading(2, "Forderungen", number="2"),
        Paragraph((Text("Aus der "), Link("Ausgangslage", "#lage"), Text(" folgt:"))),
        demands(),
        Paragraph(_text("Fortgesetzt wird die Zählung so:")),
        BulletList((_text("Ein Beirat begleitet das Vorhaben"),), ordered=True, start=4),
        Table(
            "Förderung im Vergleich",
            (Column("Jahr"), Column("Zweck", weight=3), Column("Mittel", "right")),
            (
                (_text("2024"), (Text("Beratung"), Footnote(_text("Ohne Verwaltungskosten."))),
                 _text("77,5 Mio. €")),
                (_text("2025"), (Text("Beratung und"), LineBreak(), Text("Fortbildung")),
                 _text("81,5 Mio. €")),
            ),
            row_headers=True,
        ),
        Callout(
            "Abweichende Auffassung: Verband C",
            (
                Paragraph((Text("Verband C trägt Forderung 2 nicht mit. Die Mittel für die "
                                "Beratung am Bildschirm sollen "), Emphasis("zusätzlich"),
                           Text(" bereitgestellt werden."))),
                BulletList((_text("Begründung liegt bei"), _text("Stand: 4. April 2025"))),
            ),
            "open",
        ),
        Heading(3, "Ansprechpersonen", number="2.1"),
        Paragraph((Text("Geschäftsstelle"), LineBreak(), Text("Musterweg 1, 10115 Berlin"))),
    )  # fmt: skip


def closing() -> tuple[Block, ...]:
    return (
        SignatureBlock(
            "Mitgezeichnet von",
            (
                SignatureRow("Verband A – Bundesverband e. V.", "zeichnet vollständig mit",
                             "Dr. Kim Muster, Vorstand"),
                SignatureRow("Verband B", "zeichnet vollständig mit"),
                SignatureRow("Verband C in Deutschland und Europa e. V.",
                             "zeichnet mit, außer Forderung 2", "Toni Beispiel, Geschäftsführung"),
            ),
        ),
        LogoRow(
            "Herausgegeben von",
            (
                Logo("Verband A", WIDE_LOGO, "Logo von Verband A"),
                Logo("Verband B – Arbeitsgemeinschaft für Beratung"),
                Logo("Verband C", LOGO, "Logo von Verband C"),
                Logo("Verband D", TALL_LOGO, "Logo von Verband D"),
            ),
        ),
    )  # fmt: skip


def joint_paper() -> Document:
    return Document(
        title="Beratung sichern: Gemeinsame Stellungnahme zum Bundeshaushalt 2026",
        subtitle="Was die Verbände dem Bundestag vorschlagen",
        language="de",
        authors=("Fachausschuss Migrationsberatung",),
        publisher="Verbund Beratung e. V.",
        issued_on=date(2025, 4, 7),
        keywords=("Stellungnahme",),
        summary="Stellungnahme der Verbände.",
        blocks=(*positions(), *closing()),
        brand=BRAND,
    )


def letter() -> Document:
    head = LetterHead(
        sender_line="Verbund Beratung e. V. · Musterweg 1 · 10115 Berlin",
        recipient=(
            "Deutscher Bundestag",
            "Haushaltsausschuss",
            "Frau Dr. Maria Beispiel, MdB",
            "Platz der Republik 1",
            "11011 Berlin",
        ),
        place_and_date="Berlin, 7. April 2025",
        salutation="Sehr geehrte Frau Dr. Beispiel,",
        closing="Mit freundlichen Grüßen",
        signatures=(
            Signatory("Dr. Kim Muster", "Vorsitz des Fachausschusses"),
            Signatory("Toni Beispiel", "Geschäftsführung"),
        ),
        references=(
            Reference("Unser Zeichen", "VB-2025-014"),
            Reference("Ansprechperson", "Kim Muster"),
            Reference("Telefon", "030 123456-78"),
        ),
        enclosures=("Gemeinsame Stellungnahme vom 7. April 2025",),
        copies=("Verband A", "Verband B"),
    )
    words = (
        "für Ihre Zeit beim Gespräch am 2. April danken wir Ihnen. Wie besprochen erhalten Sie "
        "unsere gemeinsame Stellungnahme. Sie fasst zusammen, was die Beratung für erwachsene "
        "Zugewanderte leistet und was sie im kommenden Jahr braucht."
    )
    blocks: tuple[Block, ...] = (
        Paragraph((Text(words), Footnote(_text("Bundestagsdrucksache 20/12345, Seite 7.")))),
        Paragraph(_text("Drei Punkte liegen uns am Herzen:")),
        demands(),
        Paragraph(_text("Über ein weiteres Gespräch freuen wir uns. Die Termine unserer "
                        "Fachtage finden Sie auf unserer Seite.")),
    )  # fmt: skip
    return replace(
        joint_paper(),
        title="Bundeshaushalt 2026: Migrationsberatung verlässlich fördern",
        subtitle="",
        blocks=blocks,
        letter=head,
    )
