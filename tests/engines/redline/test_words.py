"""Words for keys, places and formats, in German and English."""

import pytest

from einklang.engines.redline.model.change import ChangeKind, Place, Rule
from einklang.engines.redline.model.consolidation import ReturnKind
from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.words import (
    WORDS,
    Group,
    Language,
    counted,
    formatting_words,
    numbers_words,
    place_words,
    word,
)

CELL = (("table", 2), ("row", 3), ("cell", 1))


@pytest.mark.parametrize(
    ("group", "keys"),
    [("kind", ChangeKind), ("rule", Rule), ("return", ReturnKind), ("verdict", Verdict)],
)
def test_words_know_every_key_of_the_model(group: Group, keys: type[ChangeKind]) -> None:
    assert [key for key in keys if key not in WORDS[group]] == []


def test_word_in_both_languages() -> None:
    assert word("kind", "insert", "de") == "Einfügung"
    assert word("kind", "insert", "en") == "insertion"
    assert word("property", "jc", "de") == "Ausrichtung"


def test_word_for_an_unknown_key_is_the_key() -> None:
    assert word("element", "smart-art", "de") == "smart-art"
    assert word("element", "", "de") == ""


@pytest.mark.parametrize(
    ("place", "german", "english"),
    [
        (Place(paragraph=12, first_line=214, last_line=216), "Abs. 12, Z. 214–216",
         "para. 12, ll. 214–216"),
        (Place(paragraph=12, last_paragraph=12, first_line=7, last_line=7), "Abs. 12, Z. 7",
         "para. 12, l. 7"),
        (Place(paragraph=12, last_paragraph=14), "Abs. 12–14", "para. 12–14"),
        (Place(steps=CELL), "Tabelle 2, Zeile 3, Spalte 1", "Table 2, row 3, column 1"),
        (Place(steps=CELL, paragraph=9, first_line=4), ("Abs. 9, Z. 4 (Tabelle 2, Zeile 3, "
         "Spalte 1)"), "para. 9, l. 4 (Table 2, row 3, column 1)"),
        (Place("footnote", (("footnote", 3),)), "Fußnote 3", "Footnote 3"),
        (Place("header"), "Kopfzeile", "Header"),
        (Place("header", (("section", 2), ("paragraph", 1))),
         "Kopfzeile, Abschnitt 2, Absatz 1", "Header, section 2, paragraph 1"),
        (Place("textbox", (("textbox", 1), ("paragraph", 2))), "Textfeld 1, Absatz 2",
         "Text box 1, paragraph 2"),
        (Place("appendix"), "Appendix", "Appendix"),
        (Place(), "Dokument", "Document"),
    ],
)  # fmt: skip
def test_place_reads_as_one_cites_it(place: Place, german: str, english: str) -> None:
    assert place_words(place, "de") == german
    assert place_words(place, "en") == english


def test_numbers_of_a_place_without_numbers_are_empty() -> None:
    assert numbers_words(Place("header"), "de") == ""


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [(1, "de", "1 Änderung"), (0, "de", "0 Änderungen"), (1, "en", "1 change"),
     (3, "en", "3 changes")],
)  # fmt: skip
def test_counted_knows_one_and_many(number: int, language: Language, said: str) -> None:
    assert counted(number, "change", language) == said


@pytest.mark.parametrize(
    ("entry", "german", "english"),
    [
        ("bold: off → on", "fett: nein → ja", "bold: no → yes"),
        ("b: off → on", "fett: nein → ja", "bold: no → yes"),
        ("sz: 22 → 25", "Schriftgröße: 11 pt → 12,5 pt", "text size: 11 pt → 12.5 pt"),
        ("before: – → 120", "Abstand davor: ohne → 6 pt", "space before: none → 6 pt"),
        ("i: – → 1", "kursiv: nein → ja", "italic: no → yes"),
        ("keepNext: 1 → –", "mit nächstem Absatz zusammenhalten: ja → nein",
         "keep with next paragraph: yes → no"),
        ("u: – → single", "unterstrichen: ohne → einfach", "underline: none → single"),
        ("list: – → 0:bullet", "Nummerierung: ohne → Aufzählung", "numbering: none → bullets"),
        ("list: – → 1:decimal %1.", "Nummerierung: ohne → nummeriert (2)",
         "numbering: none → numbered (2)"),
        ("align: left → both", "Ausrichtung: links → Blocksatz", "alignment: left → justified"),
        ("style: heading 1 → Zitat", "Formatvorlage: heading 1 → Zitat",
         "style: heading 1 → Zitat"),
        ("wobble: 1 → 2", "wobble: 1 → 2", "wobble: 1 → 2"),
        ("bold", "fett", "bold"),
        ("something else", "something else", "something else"),
    ],
)  # fmt: skip
def test_formatting_words(entry: str, german: str, english: str) -> None:
    assert formatting_words(entry, "de") == german
    assert formatting_words(entry, "en") == english


def test_number_of_thousands_of_digits_stays_as_it_is() -> None:
    digits = "7" * 5000

    assert formatting_words(f"sz: {digits} → {digits}", "de").count(digits) == 2
    list_words = formatting_words(f"list: – → {digits}:decimal %1.", "de")
    assert list_words == "Nummerierung: ohne → nummeriert"
