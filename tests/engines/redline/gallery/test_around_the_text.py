"""Headers, footers and text boxes."""

from tests.engines.redline.builder import docx, p, textbox
from tests.engines.redline.laws import consolidated

TEXT = p("Wir fordern zehn Euro.")


def test_header_only_edit() -> None:
    draft = docx(TEXT, header="Entwurf vom Januar")
    awo = docx(TEXT, header="Entwurf vom [-Januar-]{+März+}")

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["header: [-Januar-]{+März+} AWO"]
    assert result.accepted_in("header") == ["Entwurf vom März"]
    assert result.kinds == ["tracked"]


def test_header_only_edit_untracked() -> None:
    draft = docx(TEXT, header="Entwurf vom Januar")

    result = consolidated(draft, AWO=docx(TEXT, header="Entwurf vom März"))

    assert result.changes == ["header: [-Januar-]{+März+} AWO"]


def test_header_edited_in_two_rounds() -> None:
    draft = docx(TEXT, header="Entwurf vom Januar")
    first = consolidated(draft, AWO=docx(TEXT, header="Entwurf vom [-Januar-]{+März+}"))

    second = consolidated(first.docx, Caritas=first.docx)

    assert second.accepted_in("header") == ["Entwurf vom März"]


def test_first_page_header_and_footer() -> None:
    draft = docx(TEXT, header="Alle", first_header="Erste Seite", footer="Seite {=PAGE|1=} von 9")
    awo = docx(
        TEXT,
        header="Alle",
        first_header="[-Erste-]{+Vordere+} Seite",
        footer="Blatt {=PAGE|1=} von 9",
    )

    result = consolidated(draft, AWO=awo)

    assert sorted(result.changes) == [
        "footer: [-Seite-]{+Blatt+} AWO",
        "header: [-Erste-]{+Vordere+} AWO",
    ]
    assert result.accepted_in("header first") == ["Vordere Seite"]


def test_header_conflict() -> None:
    draft = docx(TEXT, header="Entwurf vom Januar")
    awo = docx(TEXT, header="Entwurf vom März")
    caritas = docx(TEXT, header="Entwurf vom Mai")

    result = consolidated(draft, AWO=awo, Caritas=caritas)

    assert result.conflicts == ["overlap “Januar”: AWO / Caritas"]


def test_header_that_only_the_return_has_is_not_lost_in_silence() -> None:
    result = consolidated(docx(TEXT), AWO=docx(TEXT, header="Vorschlag der AWO"))

    assert result.overview.changes or result.overview.losses


def test_word_in_a_text_box() -> None:
    draft = docx(TEXT, p("Siehe ", textbox(p("Kasten mit Rat.")), " dort."))
    awo = docx(TEXT, p("Siehe ", textbox(p("Kasten mit [-Rat-]{+Tat+}.")), " dort."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["textbox: [-Rat-]{+Tat+} AWO"]
    assert result.accepted_in("textbox") == ["Kasten mit Tat."]


def test_word_in_a_text_box_untracked() -> None:
    draft = docx(TEXT, p(textbox(p("Kasten mit Rat."), p("Zweite Zeile."))))
    awo = docx(TEXT, p(textbox(p("Kasten mit Tat."), p("Zweite Zeile."))))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["textbox: [-Rat-]{+Tat+} AWO"]
    assert result.accepted_in("textbox") == ["Kasten mit Tat.\nZweite Zeile."]


def test_edit_beside_a_text_box_keeps_it() -> None:
    draft = docx(TEXT, p("Siehe ", textbox(p("Kasten mit Rat.")), " dort drüben."))
    awo = docx(TEXT, p("Siehe ", textbox(p("Kasten mit Rat.")), " dort [-drüben-]{+unten+}."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-drüben-]{+unten+} AWO"]
    assert result.accepted_in("textbox") == ["Kasten mit Rat."]


def test_text_box_deleted_untracked() -> None:
    draft = docx(TEXT, p("Siehe ", textbox(p("Kasten mit Rat.")), " dort drüben."))

    result = consolidated(draft, AWO=docx(TEXT, p("Siehe  dort drüben.")))

    assert result.accepted_in("textbox") == []
    assert result.overview.changes


def test_text_box_inserted_untracked() -> None:
    awo = docx(p("Wir fordern zehn Euro.", textbox(p("Neuer Kasten."))))

    result = consolidated(docx(TEXT), AWO=awo)

    assert result.overview.changes or result.overview.losses
    assert "Neuer Kasten." in [
        *result.accepted_in("textbox"),
        *(x.detail for x in result.overview.losses),
    ]
