from datetime import date
from typing import Any

import pytest

from einklang.engines.typeset.model import (
    Block,
    Brand,
    BulletList,
    Callout,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Link,
    Paragraph,
    Strong,
    Text,
)
from einklang.engines.typeset.wording import plain_text
from einklang.papers.rendering.anonymous import MARK, Finding, blackened, findings

BLACK = MARK["de"]


def document(*blocks: Block, **fields: Any) -> Document:
    fields.setdefault("title", "Stellungnahme")
    return Document(
        subtitle="",
        language="de",
        authors=("Fachausschuss",),
        publisher="Fachausschuss",
        issued_on=date(2026, 3, 2),
        keywords=(),
        summary="",
        blocks=blocks,
        brand=Brand("Fachausschuss", "#0f4c5c", "#a8480f"),
        **fields,
    )


def text(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))


def body(changed: Document) -> list[str]:
    return plain_text(changed)[2:]


def test_mail_phone_and_people_are_proposed_in_reading_order() -> None:
    whole = document(
        text("Wir fordern 10.000.000 Euro bis 31.12.2026 (BT-Drs. 21/1234)."),
        text("Ansprechpartnerin: Kim Muster, Tel. 030 1234 567-89, kim.muster@example.org"),
        text("Mit Dank an Frau Dr. Erika Beispiel."),
    )

    found = findings(whole, ["Robin Bekannt"])

    assert [(one.kind, one.text, one.count) for one in found] == [
        ("person", "Kim Muster", 1),
        ("phone", "030 1234 567-89", 1),
        ("email", "kim.muster@example.org", 1),
        ("person", "Frau Dr. Erika Beispiel", 1),
    ]


def test_people_of_the_directory_are_found_wherever_they_stand() -> None:
    note = Footnote((Text("So auch Robin Bekannt."),))
    whole = document(
        Heading(2, "Beitrag von Robin Bekannt"), text("Wie Robin Bekannt sagte", note, ".")
    )

    assert findings(whole, ["Robin Bekannt", "Sascha Fremd"]) == (
        Finding("Robin Bekannt", "person", 3, "Beitrag von ", ""),
    )


def test_address_behind_a_link_is_found_and_taken_out() -> None:
    whole = document(text("Fragen? ", Link("Schreiben Sie uns", "mailto:kim@example.org"), "."))

    assert [one.text for one in findings(whole)] == ["kim@example.org"]
    (paragraph,) = blackened(whole, ["kim@example.org"]).blocks
    assert paragraph == text("Fragen? ", "Schreiben Sie uns", ".")


def test_name_that_is_half_bold_leaves_no_half() -> None:
    whole = document(text("Mit Kim ", Strong("Mus"), Emphasis("ter"), " sprachen wir."))

    changed = blackened(whole, ["Kim Muster"])

    assert body(changed) == [f"Mit {BLACK} sprachen wir."]


def test_name_goes_from_title_headings_lists_boxes_and_notes() -> None:
    whole = document(
        Heading(2, "Kim Muster"),
        BulletList(((Text("kim  muster"),),)),
        Callout("KIM MUSTER", (text("Kim\nMuster"),)),
        text("Satz", Footnote((Text("Kim Muster."),))),
        title="Rede von Kim Muster",
    )

    changed = blackened(whole, ["Kim Muster"])

    assert "muster" not in repr(changed).casefold()
    assert repr(changed).count(BLACK) == 6


def test_only_whole_words_are_taken_out() -> None:
    whole = document(text("Muster, Musterland und Mustermann"))

    assert body(blackened(whole, ["Muster"])) == [f"{BLACK}, Musterland und Mustermann"]


@pytest.mark.parametrize("texts", [[], ["", "  "], ["steht nirgends"]])
def test_nothing_confirmed_changes_nothing(texts: list[str]) -> None:
    whole = document(text("Ein Satz mit Kim Muster."))

    assert blackened(whole, texts) == whole
