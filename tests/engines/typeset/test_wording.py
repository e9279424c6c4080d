from dataclasses import replace
from datetime import date

from einklang.engines.typeset.model import (
    Bar,
    BarChart,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Text,
)
from einklang.engines.typeset.wording import (
    alt_text,
    anchors,
    clean_text,
    cleaned,
    long_date,
    map_text,
    plain_text,
)


def test_clean_text_drops_what_cannot_be_printed() -> None:
    assert clean_text("a\x00b\u202ec\ufeffd\n\te\u2028f") == "abcd e f"


def test_clean_text_composes_accents() -> None:
    assert clean_text("u\u0308ber") == "über"


def test_clean_text_keeps_ordinary_letters() -> None:
    assert clean_text("Straße – „ja“ 😀 €") == "Straße – „ja“ 😀 €"


def test_cleaned_leaves_out_what_says_nothing(report: Document) -> None:
    empty = (Paragraph((Text("\x00 "),)), BulletList(()), BarChart("c", (), "a"))
    document = replace(report, blocks=(*empty, Paragraph((Text("a"),)), Heading(2, "\x01")))

    blocks = cleaned(document).blocks

    assert blocks == (Paragraph((Text("a"),)), Heading(2, "–"))


def test_map_text_spares_addresses_and_colours(report: Document) -> None:
    shouted = map_text(report, str.upper)

    assert shouted.title == "JAHRESBERICHT 2024"
    assert shouted.brand.primary == report.brand.primary
    assert shouted.blocks[0] == Heading(2, "DAS JAHR AUF EINEN BLICK", "ueberblick", "1")


def test_long_date_follows_the_language() -> None:
    assert long_date(date(2024, 3, 1), "de") == "1. März 2024"
    assert long_date(date(2024, 3, 1), "en") == "1 March 2024"


def test_alt_text_names_values_its_author_forgot() -> None:
    chart = BarChart("c", (Bar("A", 1, "eins"), Bar("B", 2, "zwei")), "A steht bei eins.")

    assert alt_text(chart) == "A steht bei eins. B: zwei."


def test_anchors_keep_clear_of_given_ones(report: Document) -> None:
    blocks = (Heading(2, "A"), Heading(2, "B", "section-1"), Heading(2, "C"))

    found = anchors(replace(report, blocks=blocks))

    assert found == {0: "section-1-x", 1: "section-1", 2: "section-3"}


def test_plain_text_reads_in_order(report: Document) -> None:
    lines = plain_text(report)

    assert lines[:4] == [
        "Jahresbericht 2024",
        "Was der Fachausschuss für die Beratung erreicht hat",
        "Verbund Beratung e. V. · Stand: 31. Dezember 2024",
        "Entwurf",
    ]
    assert lines[4] == "1 Das Jahr auf einen Blick"
    assert lines[-1] == "Alle Unterlagen liegen im Archiv der Geschäftsstelle."
