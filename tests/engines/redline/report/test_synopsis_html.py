"""The synopsis as a page: complete, well-formed, escaped, light."""

import re
from dataclasses import replace

import pytest
from lxml import html
from tests.engines.redline.report.overviews import (
    ODD,
    large_overview,
    odd_overview,
    overview,
    paragraphs,
)

from einklang.engines.redline.model.change import Change, ChangeKind, Conflict, Place, Rule, Voice
from einklang.engines.redline.model.consolidation import Overview, Paragraph
from einklang.engines.redline.report.phrases import legible
from einklang.engines.redline.report.synopsis_html import synopsis_html
from einklang.engines.redline.words import Language


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def said(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def by_id(page: html.HtmlElement, key: str) -> html.HtmlElement:
    (found,) = page.xpath("//*[@id=$key]", key=key)
    return found


def cells(page: html.HtmlElement, number: int) -> list[str]:
    """Return the cells of a paragraph's row."""
    return [said(cell) for cell in by_id(page, f"abs-{number}").xpath("./td|./th")]


def test_page_is_self_contained_and_in_its_language() -> None:
    for language in ("de", "en"):
        text = synopsis_html(overview(), language=language)

        page = parsed(text)

        assert page.get("lang") == language
        assert "<script" not in text
        assert not re.search(r"https?://|@import|url\(", text)
        assert len(page.xpath("//style")) == 1
        assert page.xpath("//*[@src] | //link") == []


def test_page_is_titled_after_the_draft() -> None:
    page = parsed(synopsis_html(overview()))

    assert page.findtext(".//title") == "Synopse: Stellungnahme Betreuungsrecht.docx"
    assert [said(h1) for h1 in page.xpath("//h1")] == ["Stellungnahme Betreuungsrecht.docx"]


def test_summary_counts() -> None:
    page = parsed(synopsis_html(overview()))

    assert [said(item) for item in page.xpath("//ul[@class='figures']/li")] == [
        "6 Rückmeldungen", "14 Änderungen", "2 Konflikte", "3 Kommentare", "2 Verluste",
    ]  # fmt: skip


def test_summary_lists_every_return() -> None:
    page = parsed(synopsis_html(overview()))

    assert [said(row) for row in page.xpath("//table[@class='ret']/tbody/tr")] == [
        "AWOawo.docxmit Änderungsverfolgungbearbeitet von Kim Muster6 Änderungen1 Kommentar",
        (
            "Caritascaritas_Rückmeldung_final_2.docxteils mit Änderungsverfolgung auf älterer "
            "Fassung: entwurf_v1.docxbearbeitet von Anna Beispiel, Tom Test5 Änderungen1 Kommentar"
        ),
        "Diakoniediakonie.docxohne Änderungsverfolgung5 Änderungen1 Kommentar",
        "DRKdrk.docxmit Änderungsverfolgungbearbeitet von Jo Probe4 Änderungen1 Kommentar",
        "Paritätparitaet.docxkeine Änderungen (Fehlanzeige)0 Änderungen0 Kommentare",
        "ZWSTzwst.docxnur Kommentare0 Änderungen1 Kommentar",
    ]


def test_summary_lists_conflicts_and_losses() -> None:
    page = parsed(synopsis_html(overview()))

    assert [said(item) for item in page.xpath("//ul[@class='ks']/li")] == [
        "k1 Abs. 4, Z. 6 „zehn“ AWO DRK Caritas",
        (
            "k2 Abs. 5, Z. 10–11 „Eine jährliche Anpassung an den Tarifvertrag des öffentlichen "
            "Dienstes genügt.“ Diakonie AWO Caritas"
        ),
    ]
    assert [said(item) for item in page.xpath("//ul[@class='ls']/li")] == [
        "DRK Abs. 7, Z. 14 Abschnittswechsel: blieb wie im EntwurfQuerformat",
        "Entwurf Fußnote 3 Something-new: nicht übernommen",
    ]


def test_summary_says_when_nothing_is_in_conflict_or_lost() -> None:
    page = parsed(synopsis_html(replace(overview(), conflicts=(), losses=())))

    assert [said(item) for item in page.xpath("//p[@class='none']")] == [
        "Keine Konflikte: Alle Änderungen können nebeneinander stehen.",
        "Kein Verlust gefunden.",
    ]


def test_row_shows_changes_in_place_with_names() -> None:
    page = parsed(synopsis_html(overview()))

    assert cells(page, 2)[:2] == [
        "Abs. 2Z. 2–4",
        (
            "Die Verbände der Freien Wohlfahrtspflege begrüßen den vorliegenden Entwurf. Er "
            "stärkt die SelbstbestimmungAWO (fett, Schriftgröße) der betreuten Menschen und ihrer "
            "AngehörigenAWO, Caritas, Diakonie, DRK und sichert die Arbeit der Vereine."
        ),
    ]
    row = by_id(page, "abs-4")
    assert [said(node) for node in row.xpath("./td[1]//del")] == ["zehn", ", und zwar"]
    assert [said(node) for node in row.xpath("./td[1]//ins")] == ["zwölf", "elf"]


def test_row_says_how_many_want_the_same() -> None:
    page = parsed(synopsis_html(overview()))

    assert said(by_id(page, "c2")) == (
        "AWO Caritas Diakonie DRK 4 von 6 wollen dasselbe c2fügt ein und ihrer Angehörigen"
        "AWO: Kim Muster, 1.3.2026, 10:00Caritas: Anna Beispiel, 2.3.2026, 14:10"
        "Diakonie: Renate Müller-Lüdenscheidt, 3.3.2026, durch Vergleich gefunden"
        "DRK: Jo Probe, 4.3.2026, 08:30"
    )


def test_row_shows_a_conflict_with_all_alternatives() -> None:
    page = parsed(synopsis_html(overview()))

    conflict = by_id(page, "k1")

    assert said(conflict.xpath("./p")[1]) == "Es geht um: „zehn“"
    assert [said(item) for item in conflict.xpath(".//li")] == [
        (
            "AWO DRK 2 von 6 wollen dasselbe c3ersetzt zehn durch zwölf"
            "AWO: Kim Muster, 1.3.2026, 10:00DRK: Jo Probe, 4.3.2026, 08:30"
        ),
        "Caritas 1 von 6 c4ersetzt zehn durch elfAnna Beispiel, 2.3.2026, 14:10",
    ]


def test_row_shows_comments_with_replies_and_state() -> None:
    page = parsed(synopsis_html(overview()))

    assert said(by_id(page, "m1")) == (
        "Kommentar Caritas offen m1zu „1. Januar 2027“Ist das mit dem Haushalt vereinbar? Bitte "
        "prüfen.Anna Beispiel, 2.3.2026, 14:10"
        "Antwort AWOJa, der Nachtrag sieht es vor. 👍Kim Muster, 1.3.2026, 10:00"
        "Antwort DRKDann bin ich einverstanden.Jo Probe, 4.3.2026, 08:30"
    )
    assert "erledigt" in said(by_id(page, "m2"))
    assert said(by_id(page, "m3")).startswith("Kommentar Entwurf offen stand schon im Entwurf m3")


def test_deletion_over_two_paragraphs_is_explained_once_and_continued() -> None:
    page = parsed(synopsis_html(overview()))

    assert [said(n) for n in by_id(page, "abs-6").xpath("./td[1]//del")][1] == "¶"
    assert cells(page, 7)[1:] == [
        "Die LänderDRK werden gebeten, die Mittel der Querschnittsarbeit zu verstetigen.",
        "DRK Fortsetzung von c8",
    ]


def test_move_shows_at_both_ends() -> None:
    page = parsed(synopsis_html(overview()))

    assert "wandert nach Abs. 14, Z. 22" in said(by_id(page, "c10"))
    assert "AWO kommt von Abs. 10, Z. 18" in cells(page, 14)[2]


def test_untouched_rows_are_folded_but_keep_their_anchors() -> None:
    page = parsed(synopsis_html(large_overview(100, 3)))

    assert [said(node) for node in page.xpath("//summary")] == [
        "Abs. 2–7 unverändert (6 Absätze)",
        "Abs. 9–12 unverändert (4 Absätze)",
        "Abs. 14 unverändert",
        "Abs. 16–21 unverändert (6 Absätze)",
        "Abs. 23–100 unverändert (78 Absätze)",
    ]
    numbers = [node.get("id") for node in page.xpath("//*[starts-with(@id, 'abs-')]")]
    assert numbers == [f"abs-{number}" for number in range(1, 101)]
    assert len(page.xpath("//details[@open]")) == 0


def test_headings_above_a_touched_row_stay_in_sight() -> None:
    page = parsed(synopsis_html(overview()))

    assert [row.get("id") for row in page.xpath("//tr[@class='hd']")] == [
        "abs-1", "abs-3", "abs-8", "abs-11",
    ]  # fmt: skip


def test_untouched_paragraphs_without_numbers_are_counted() -> None:
    note = Paragraph(Place("endnote"), "Vgl. oben.")
    made = replace(overview(), paragraphs=(*paragraphs(), note, note, note))

    page = parsed(synopsis_html(made))

    assert said(page.xpath("//summary")[-1]) == "3 Absätze unverändert"


def test_other_stories_come_after_the_body_with_their_place() -> None:
    page = parsed(synopsis_html(overview()))

    rows = page.xpath("//tr[@class='part']/following-sibling::tr/th")

    assert [said(row) for row in rows] == ["Fußzeile 1", "Fußnote 3", "Textfeld 1"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_link_has_its_target_and_every_id_is_unique(language: Language) -> None:
    page = parsed(synopsis_html(overview(), language=language))

    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
    assert {f"c{n}" for n in range(1, 15)} | {"k1", "k2", "m1", "m2", "m3"} <= set(ids)


def test_table_says_what_its_cells_are() -> None:
    page = parsed(synopsis_html(overview()))

    (table,) = page.xpath("//table[@class='syn']")

    assert said(table.find("caption"))
    assert [said(cell) for cell in table.xpath("./thead/tr/th[@scope='col']")] == [
        "Stelle", "Entwurf mit Änderungen", "Wer will was",
    ]  # fmt: skip
    touched = table.xpath("./tbody/tr[not(@class)]")
    assert [len(row.xpath("./th[@scope='row']")) for row in touched] == [1] * len(touched)
    assert page.xpath("//a[@class='skip']/@href") == ["#text"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("language", ["de", "en"])
def test_odd_texts_stay_texts(odd: str, language: Language) -> None:
    plain = parsed(synopsis_html(odd_overview("harmlos"), language=language))

    page = parsed(synopsis_html(odd_overview(odd), language=language))

    shape = [node.tag for node in plain.iter() if node.tag not in {"br", "wbr"}]
    assert [node.tag for node in page.iter() if node.tag not in {"br", "wbr"}] == shape
    assert page.xpath("//@onerror") == []
    assert " ".join(legible(odd).split()) in said(page)


def test_conflict_explains_a_change_that_stands_elsewhere_by_a_link() -> None:
    far = replace(overview().changes[4], conflicts=("k9",))
    clash = Conflict("k9", Rule.OVERLAP, Place(paragraph=5), "", (far.id, "c99"))

    page = parsed(synopsis_html(replace(overview(), conflicts=(clash,))))

    assert said(by_id(page, "k9")) == (
        "Konflikt k9 Dieselben Wörter sollen verschieden geändert werden."
        "Es geht um: (Stelle ohne Text)Diakonie streicht , und zwar redaktionellc5c99"
    )


def test_long_words_are_cut_where_the_whole_stands_beside_them() -> None:
    words = "Anfang " + "sehr " * 60 + "Ende"
    change = Change("c1", ChangeKind.INSERT, Place(paragraph=1), "", words, (Voice("AWO"),))

    page = parsed(synopsis_html(replace(overview(), changes=(change,), conflicts=())))

    assert words in cells(page, 1)[1]
    assert said(by_id(page, "c1")).endswith("sehr Ende")
    assert " … " in said(by_id(page, "c1"))


def test_more_associations_than_colours_start_again() -> None:
    voices = tuple(Voice(f"Verband {number:02}") for number in range(14))
    changes = tuple(
        Change(f"c{n}", ChangeKind.INSERT, Place(paragraph=1), "", f"Wort {n}", (voice,))
        for n, voice in enumerate(voices)
    )
    made = Overview("e.docx", "", 1, (), paragraphs(), changes, (), ())

    page = parsed(synopsis_html(made))

    assert [node.get("class") for node in page.xpath("//td[1]//ins")] == [
        f"a{n % 12}" for n in range(14)
    ]


def test_empty_overview_has_a_page() -> None:
    page = parsed(synopsis_html(Overview("e.docx", "", 1, (), (), (), (), ())))

    assert page.xpath("//table[@class='syn']/tbody") == []


def test_page_of_the_largest_documents_stays_light() -> None:
    text = synopsis_html(large_overview())

    assert len(text.encode()) < 1_500_000
    assert len(parsed(text).xpath("//td[1]//ins")) == 600
