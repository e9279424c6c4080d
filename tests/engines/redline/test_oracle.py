"""The oracle is judged itself: by hand on small documents, by Writer on many."""

import pytest
from tests.engines.redline import oracle
from tests.engines.redline.builder import (
    OFFICE_ELSEWHERE,
    WORD,
    Remark,
    cell,
    control,
    docx,
    h1,
    li,
    look,
    p,
    raw,
    row,
    section,
    table,
    textbox,
)
from tests.engines.redline.office import Office

ALL_KINDS = docx(
    h1("Titel {+neu+Lea}"),
    p("Wir [-fordern-]{+wollen+} **zehn** Euro.[^1] {=PAGE|3=}"),
    p("Geteilt.{+¶+}"),
    p(" Rest."),
    p("[-Weg damit.¶-]"),
    p("[>Zieht um.¶>m1]"),
    li("eins"),
    p("{>Zieht um.¶>m1}"),
    p("[-{+nie gewesen+Lea}-Kim]bleibt"),
    p(textbox(p("Im [-Kasten-]{+Rahmen+}."))),
    control(p("Im Feld {:Ort:ort}.")),
    table([["a", "[-b-]{+c+}"], row("[-d-]", "[-e-]", change="del Kim"), row("f", "g")]),
    p("Ende [hier](https://example.org/) <#m|Marke|m#>."),
    header="Kopf [-alt-]{+neu+}",
    footnotes={"1": "Fuß [-alt-]{+neu+}."},
)


def test_accepted_text_of_all_kinds() -> None:
    assert oracle.text(ALL_KINDS, "accept").split("\n") == [
        "Titel neu",
        "Wir wollen zehn Euro.⟨footnote⟩ ⟨field PAGE⟩3⟨/field⟩",
        "Geteilt.",
        " Rest.",
        "eins",
        "Zieht um.",
        "bleibt",
        "⟨textbox⟩",
        "Im Feld Ort.",
        *("a", "c", "f", "g"),
        "Ende hier Marke.",
    ]


def test_rejected_text_of_all_kinds() -> None:
    assert oracle.text(ALL_KINDS, "reject").split("\n") == [
        "Titel ",
        "Wir fordern zehn Euro.⟨footnote⟩ ⟨field PAGE⟩3⟨/field⟩",
        "Geteilt. Rest.",
        "Weg damit.",
        "Zieht um.",
        "eins",
        "bleibt",
        "⟨textbox⟩",
        "Im Feld Ort.",
        *("a", "b", "d", "e", "f", "g"),
        "Ende hier Marke.",
    ]


def test_stories_come_after_the_body() -> None:
    assert oracle.snapshot(ALL_KINDS, "accept").texts[1:] == [
        ("header default", "Kopf neu"),
        ("footnote", " Fuß neu."),
        ("textbox", "Im Rahmen."),
    ]


def test_runs_with_one_look_are_joined_whoever_tore_them() -> None:
    def page(**hand: object) -> bytes:
        return docx(p("Wir fordern **zehn Euro** heute."), **hand)  # type: ignore[arg-type]  # a hand

    assert oracle.snapshot(page(hand=WORD), "as-is") == oracle.snapshot(page(), "as-is")
    assert oracle.snapshot(page(hand=OFFICE_ELSEWHERE), "as-is") == oracle.snapshot(
        page(), "as-is"
    )


def test_old_look_comes_back_on_reject() -> None:
    page = docx(p("Ganz {*fett*}", look=look("heading 2", align="center"), was=look("Quote")))

    def seen(view: oracle.View) -> oracle.Para:
        return next(oracle.paragraphs(oracle.snapshot(page, view).stories[0].blocks))

    assert (seen("accept").style, seen("accept").properties) == ("heading 2", ("<jc val=center>",))
    assert (seen("reject").style, seen("reject").properties) == ("Quote", ())
    assert seen("accept").runs == (oracle.Run("Ganz "), oracle.Run("fett", ("<b>",)))
    assert seen("reject").runs == (oracle.Run("Ganz fett"),)


def test_last_mark_of_a_cell_cannot_go() -> None:
    page = docx(table([[[p("[-weg¶-]")], "b"]]), p("Ende."))

    assert oracle.text(page, "accept").split("\n") == ["", "b", "Ende."]


def test_empty_paragraph_before_a_table_goes_a_full_one_stays() -> None:
    page = docx(p("[-leer¶-]"), table([["a"]]), p("voll[-¶-]"), table([["b"]]), p("Ende."))

    assert oracle.text(page, "accept").split("\n") == ["a", "voll", "b", "Ende."]


def test_table_goes_with_its_last_row() -> None:
    page = docx(table([row("[-a-]", change="del Kim")]), p("Ende."))

    assert oracle.snapshot(page, "accept").stories[0].blocks[0] == oracle.Para(
        "Normal", (), (oracle.Run("Ende."),)
    )


def test_cells_come_and_go() -> None:
    page = docx(
        table(
            [row("a", cell("{+b+}", change="cellIns Kim"), cell("[-c-]", change="cellDel Kim"))]
        ),
        p("Ende."),
    )

    assert oracle.text(page, "accept").split("\n") == ["a", "b", "Ende."]
    assert oracle.text(page, "reject").split("\n") == ["a", "c", "Ende."]


def test_bookmarks_name_their_words_in_the_view() -> None:
    page = docx(p("Wir <#ort|fordern [-zehn-]{+zwölf+} Euro.|ort#>"))

    assert oracle.snapshot(page, "accept").bookmarks == (("ort", "fordern zwölf Euro."),)
    assert oracle.snapshot(page, "reject").bookmarks == (("ort", "fordern zehn Euro."),)


def test_sections_carry_their_headers() -> None:
    page = docx(p("a", section=section(is_landscape=True)), p("b"), header="Kopf")
    seen = oracle.snapshot(page, "as-is")
    first = next(oracle.paragraphs(seen.stories[0].blocks))

    assert "orient=landscape" in first.section
    assert seen.last_section.startswith("<headerReference default: Kopf>")


def test_comments_with_replies_and_state() -> None:
    remark = Remark("Zu wenig", replies=[Remark("Nein\ndoch", by="Lea")], is_done=True)
    page = docx(p("Wir <<c|fordern [-zehn-]|c>>."), comments={"c": remark})

    assert oracle.comments(page) == [
        oracle.Saying(
            "Kim Muster", "2026-03-01T10:00:00Z", "Zu wenig", "fordern zehn", None, is_done=True
        ),
        oracle.Saying(
            "Lea", "2026-03-01T10:00:00Z", "Nein\ndoch", "fordern zehn", 0, is_done=True
        ),
    ]


def test_inserted_words_that_were_deleted_again_do_not_count() -> None:
    page = docx(p("Wir {+wollen [-nie-Lea] mehr+Kim} {>Geld>m1} [-und-]."))

    assert oracle.inserted_words(page) == {"wollen", "mehr", "Geld"}


def test_notation_names_associations_and_joins_neighbours() -> None:
    page = docx(
        p("Wir [-zehn -AWO (Kim), Caritas][-Euro-AWO (Kim), Caritas]{+**zw**ölf+AWO}."),
        p("{+Neu.¶+AWO}"),
    )

    assert oracle.notation(page).split("\n") == [
        "Wir [-zehn Euro-AWO,Caritas]{+zwölf+AWO}.",
        "{+Neu.¶+AWO}",
    ]


PAGES = {
    "words": docx(p("Wir [-fordern-]{+wollen+} zehn Euro."), p("{+Neu.¶+}"), p("Ende.")),
    "paragraphs": docx(
        p("Eins.{+¶+}"), p(" Zwei."), p("[-Drei.¶-]"), p("Vier.[-¶-]"), p("Fünf."), p("Ende.")
    ),
    "nested": docx(p("Wir {+sofort [-und bald -Lea]+Kim}zehn Euro."), p("Ende.")),
    "deletion over a mark": docx(p("Eins [-zwei.¶-]"), p("[-Drei -]vier."), p("Ende.")),
    "move": docx(p("[>Zieht um.¶>m1]"), p("Bleibt."), p("{>Zieht um.¶>m1}"), p("Ende.")),
    "rows": docx(
        table([["a", "b"], row("{+c+}", "{+d+}", change="ins Kim"), ["e", "f"]]), p("Ende.")
    ),
    "cell": docx(table([["a", [p("b{+¶+}"), p("{+c+}")]]]), p("Ende.")),
    # Not a control around paragraphs: Writer forgets the deletions in it.
    "control": docx(p("Ende {:am [-alten-]{+neuen+} Ort:o}.")),
    "symbols": docx(p("a\tb", raw("<w:r><w:noBreakHyphen/></w:r>"), "c[-d-]"), p("Ende.")),
}


@pytest.mark.office
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_writer_reads_the_same_words(office: Office, page: bytes) -> None:
    reading = office.read(page)

    assert reading.questions == ()
    assert reading.accepted["body"] == oracle.text(page, "accept").split("\n")
    assert reading.rejected["body"] == oracle.text(page, "reject").split("\n")
