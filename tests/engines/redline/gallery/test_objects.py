"""Content controls, hyperlinks, fields, bookmarks, pictures, sections."""

from tests.engines.redline import oracle
from tests.engines.redline.builder import control, docx, p, raw, section, table
from tests.engines.redline.laws import consolidated

AFTER = p("Das gilt überall im Land.")


def test_word_in_an_inline_content_control() -> None:
    draft = docx(p("Ort: {:Bremen und Kiel:ort} am Meer."), AFTER)
    awo = docx(p("Ort: {:Bremen und [-Kiel-]{+Lübeck+}:ort} am Meer."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Kiel-]{+Lübeck+} AWO"]
    assert result.accepted.splitlines()[0] == "Ort: Bremen und Lübeck am Meer."


def test_word_in_a_block_content_control() -> None:
    draft = docx(control(p("Erster im Feld."), p("Zweiter im Feld.")), AFTER)
    awo = docx(control(p("Erster im Feld."), p("[-Zweiter-]{+Anderer+} im Feld.")), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Zweiter-]{+Anderer+} AWO"]


def test_paragraph_inserted_in_a_block_content_control() -> None:
    draft = docx(control(p("Erster im Feld."), p("Zweiter im Feld.")), AFTER)
    awo = docx(control(p("Erster im Feld."), p("{+Neu.¶+}"), p("Zweiter im Feld.")), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[:3] == ["Erster im Feld.", "Neu.", "Zweiter im Feld."]


def test_content_control_in_a_cell_is_not_blanked() -> None:
    draft = docx(p("Oben."), table([["Land", [control(p("Bremen liegt am Meer."))]]]), AFTER)
    cell = [control(p("Bremen liegt am [-Meer-]{+Fluss+}."))]
    awo = docx(p("Oben."), table([["Land", cell]]), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Meer-]{+Fluss+} AWO"]
    assert result.accepted.splitlines()[2] == "Bremen liegt am Fluss."


def test_paragraph_in_a_content_control_deleted() -> None:
    draft = docx(p("Oben."), control(p("Im Feld steht das.")), AFTER)
    awo = docx(p("Oben."), control(p("[-Im Feld steht das.¶-]")), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines() == ["Oben.", "Das gilt überall im Land."]
    assert result.rejected.splitlines()[1] == "Im Feld steht das."


def test_words_of_a_link_change_but_not_its_target() -> None:
    draft = docx(p("Mehr [auf der Seite](https://example.org/a) im Netz."), AFTER)
    awo = docx(p("Mehr [auf der {+neuen +}Seite](https://example.org/a) im Netz."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["{+neuen +} AWO"]
    assert result.accepted.splitlines()[0] == "Mehr auf der neuen Seite im Netz."


def test_link_inserted_untracked_brings_its_target() -> None:
    draft = docx(p("Mehr im Netz."), AFTER)
    awo = docx(p("Mehr [auf der Seite](https://example.org/b) im Netz."), AFTER)

    result = consolidated(draft, AWO=awo)

    para = next(oracle.paragraphs(oracle.snapshot(result.docx, "accept").stories[0].blocks))
    assert para.text == "Mehr auf der Seite im Netz."
    assert any("link https://example.org/b" in run.look for run in para.runs)


def test_link_in_an_inserted_paragraph_has_a_relationship_of_its_own() -> None:
    draft = docx(p("Mehr [hier](https://example.org/a)."), AFTER)
    awo = docx(
        p("Mehr [hier](https://example.org/a)."),
        p("{+Neu [dort](https://example.org/c).¶+}"),
        AFTER,
    )

    result = consolidated(draft, AWO=awo)

    looks = [
        entry
        for para in oracle.paragraphs(oracle.snapshot(result.docx, "accept").stories[0].blocks)
        for run in para.runs
        for entry in run.look
        if entry.startswith("link")
    ]
    assert looks == ["link https://example.org/a", "link https://example.org/c"]


def test_link_deleted() -> None:
    draft = docx(p("Mehr [auf der Seite](https://example.org/a) im Netz."), AFTER)
    awo = docx(p("Mehr [[-auf der Seite-]](https://example.org/a)[- -]im Netz."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[0] == "Mehr im Netz."


def test_target_of_a_link_changed_untracked_is_not_lost_in_silence() -> None:
    draft = docx(p("Mehr [auf der Seite](https://example.org/a) im Netz."), AFTER)
    awo = docx(p("Mehr [auf der Seite](https://example.org/b) im Netz."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.overview.changes or result.overview.losses


def test_text_beside_a_field_changes() -> None:
    draft = docx(p("Siehe Seite {=PAGEREF ort|3=} und Abschnitt {=REF ort|2=!} oben."), AFTER)
    awo = docx(
        p("Siehe Seite {=PAGEREF ort|3=} und Abschnitt {=REF ort|2=!} [-oben-]{+unten+}."), AFTER
    )

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-oben-]{+unten+} AWO"]


def test_updated_page_number_is_no_change() -> None:
    draft = docx(p("Stand auf Seite {=PAGE|3=} von {=NUMPAGES|9=!}."), AFTER)
    awo = docx(p("Stand auf Seite {=PAGE|4=} von {=NUMPAGES|10=!}."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == []
    assert result.kinds == ["nil"]


def test_field_inserted_tracked() -> None:
    draft = docx(p("Stand auf der Seite."), AFTER)
    awo = docx(p("Stand auf der Seite{+ {=PAGE|3=}+}."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[0] == "Stand auf der Seite ⟨field PAGE⟩3⟨/field⟩."
    assert result.rejected.splitlines()[0] == "Stand auf der Seite."


def test_field_deleted_tracked() -> None:
    draft = docx(p("Stand auf Seite {=PAGE|3=} heute."), AFTER)
    awo = docx(p("Stand auf [-Seite {=PAGE|3=} -]heute."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[0] == "Stand auf heute."
    assert result.rejected.splitlines()[0] == "Stand auf Seite ⟨field PAGE⟩3⟨/field⟩ heute."


def test_table_of_contents_over_paragraphs_survives() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" </w:instrText></w:r>'
    contents = (
        p(raw(field("begin") + code + field("separate")), "Forderungen\t1"),
        p("Begründung\t2"),
        p(raw(field("end"))),
    )
    draft = docx(*contents, p("Wir fordern zehn Euro."), AFTER)
    awo = docx(*contents, p("Wir fordern [-zehn-]{+zwölf+} Euro."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]


def test_bookmark_stays_around_changed_words() -> None:
    draft = docx(p("Wir <#ort|fordern zehn Euro|ort#> im Land."), AFTER)
    awo = docx(p("Wir <#ort|fordern [-zehn-]{+zwölf+} Euro|ort#> im Land."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert oracle.snapshot(result.docx, "accept").bookmarks == (("ort", "fordern zwölf Euro"),)


def test_bookmark_over_two_paragraphs_survives_an_insertion() -> None:
    draft = docx(p("Wir <#ort|fordern zehn Euro."), p("Das gilt|ort#> überall."), AFTER)
    awo = docx(
        p("Wir <#ort|fordern zehn Euro."), p("{+Neu.¶+}"), p("Das gilt|ort#> überall."), AFTER
    )

    result = consolidated(draft, AWO=awo)

    assert dict(oracle.snapshot(result.docx, "accept").bookmarks)["ort"] == (
        "fordern zehn Euro.\nNeu.\nDas gilt"
    )


def test_text_beside_a_picture_changes() -> None:
    draft = docx(p("Das Bild ![Haus] zeigt ein Haus."), AFTER)
    awo = docx(p("Das Bild ![Haus] zeigt ein [-Haus-]{+Heim+}."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Haus-]{+Heim+} AWO"]


def test_picture_inserted_brings_its_file() -> None:
    draft = docx(p("Das Bild zeigt ein Haus."), AFTER)
    awo = docx(p("Das Bild {+![Haus] +}zeigt ein Haus."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert "⟨picture" in result.accepted
    assert "⟨picture" not in result.rejected


def test_picture_deleted_untracked() -> None:
    draft = docx(p("Das Bild ![Haus] zeigt ein Haus."), AFTER)

    result = consolidated(draft, AWO=docx(p("Das Bild  zeigt ein Haus."), AFTER))

    assert "⟨picture" not in result.accepted
    assert "⟨picture" in result.rejected


def test_section_break_survives_edits_around_it() -> None:
    draft = docx(
        p("Vor dem Umbruch.", section=section(is_landscape=True)), p("Nach dem Umbruch."), AFTER
    )
    awo = docx(
        p("[-Vor-]{+Kurz vor+} dem Umbruch.", section=section(is_landscape=True)),
        p("Nach dem Umbruch."),
        AFTER,
    )

    result = consolidated(draft, AWO=awo)

    first = next(oracle.paragraphs(oracle.snapshot(result.docx, "accept").stories[0].blocks))
    assert "orient=landscape" in first.section
    assert result.changes == ["[-Vor-]{+Kurz vor+} AWO"]


def test_section_turned_untracked_is_not_lost_in_silence() -> None:
    draft = docx(p("Vor dem Umbruch.", section=section()), p("Nach dem Umbruch."), AFTER)
    awo = docx(
        p("Vor dem Umbruch.", section=section(is_landscape=True)), p("Nach dem Umbruch."), AFTER
    )

    result = consolidated(draft, AWO=awo)

    assert result.overview.changes or result.overview.losses


def test_page_break_inserted() -> None:
    draft = docx(p("Erster Teil. Zweiter Teil."), AFTER)
    awo = docx(p("Erster Teil.{+\f+} Zweiter Teil."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.split("\n")[0] == "Erster Teil.\f Zweiter Teil."
    assert result.rejected.split("\n")[0] == "Erster Teil. Zweiter Teil."


def test_formula_beside_an_edit_survives() -> None:
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    draft = docx(p("Es gilt ", raw(formula), " im ganzen Land."), AFTER)
    awo = docx(p("Es gilt ", raw(formula), " im ganzen [-Land-]{+Bund+}."), AFTER)

    result = consolidated(draft, AWO=awo)

    assert result.accepted.splitlines()[0] == "Es gilt ⟨math a+b⟩ im ganzen Bund."
