"""What Word also writes: fields, symbols, frames, odd tables and lists, other languages."""

import pytest
from tests.engines.redline.builder import (
    Block,
    cell,
    control,
    docx,
    h1,
    li,
    look,
    p,
    raw,
    row,
    table,
    textbox,
)
from tests.engines.redline.tampering import altered

from einklang.engines.typeset.errors import UnreadableDocumentError
from einklang.engines.typeset.losses import Loss
from einklang.engines.typeset.model import (
    BulletList,
    Callout,
    Column,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
)
from einklang.engines.typeset.reading import ReadDocument, read_docx

PLACEHOLDER = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def _run(inner: str, looks: str = "") -> Block:
    return raw(f"<w:r><w:rPr>{looks}</w:rPr>{inner}</w:r>")


def _words(text: str, looks: str = "") -> Block:
    return _run(f'<w:t xml:space="preserve">{text}</w:t>', looks)


def _texts(read: ReadDocument) -> list[str]:
    return [
        "".join(one.text for one in block.inlines)
        for block in read.blocks
        if isinstance(block, Paragraph)
    ]


def _kinds(read: ReadDocument) -> list[tuple[str, str, str]]:
    return [(loss.what, loss.treatment, loss.text) for loss in read.losses]


# Inside a paragraph


def test_simple_field_can_be_a_link() -> None:
    field = raw(
        "<w:fldSimple w:instr=' HYPERLINK \"https://a.example/\" '>"
        "<w:r><w:t>dort</w:t></w:r></w:fldSimple>"
    )

    assert read_docx(docx(p("Siehe ", field))).blocks == (
        Paragraph((Text("Siehe "), Link("dort", "https://a.example/"))),
    )


def test_field_that_links_to_a_heading() -> None:
    field = raw(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK \\l "ort"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>dort</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    read = read_docx(docx(h1("Eins"), h1("<#ort|Zwei|ort#>"), p(field)))

    assert read.blocks[1:] == (
        Heading(2, "Zwei", "part-1"),
        Paragraph((Link("dort", "#part-1"),)),
    )


def test_link_to_a_place_on_another_page_keeps_it() -> None:
    data = altered(
        docx(p("[dort](https://a.example/x)")), "word/document.xml", "<w:hyperlink ",
        '<w:hyperlink w:anchor="teil" ',
    )  # fmt: skip

    assert read_docx(data).blocks == (Paragraph((Link("dort", "https://a.example/x#teil"),)),)


def test_link_to_the_title_becomes_text() -> None:
    read = read_docx(docx(h1("<#ort|Titel|ort#>"), p("[dort](#ort)")))

    assert read.blocks == (Paragraph((Text("dort"),)),)
    assert _kinds(read) == [("link", "set as text", "#part-1")]


def test_stray_end_of_a_field_is_no_trouble() -> None:
    ends = _run('<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>')

    assert _texts(read_docx(docx(p("Text", ends)))) == ["Text"]


def test_words_in_a_field_that_never_shows_are_told() -> None:
    begin = _run('<w:fldChar w:fldCharType="begin"/>')

    read = read_docx(docx(p("vor ", begin, _words("im Feld")), p("danach")))

    assert _texts(read) == ["vor"]
    assert [loss.text for loss in read.losses] == ["im Feld", "danach"]


def test_symbols_are_read_or_told() -> None:
    arrow, tick = (
        '<w:sym w:font="Arial" w:char="2192"/>',
        '<w:sym w:font="Wingdings" w:char="F0FC"/>',
    )
    read = read_docx(docx(p("a ", _run(arrow), " b ", _run(tick))))

    assert _texts(read) == ["a → b"]
    assert _kinds(read) == [("symbol", "left out", "Wingdings F0FC")]


def test_reading_aid_is_told() -> None:
    ruby = _run(
        "<w:ruby><w:rt><w:r><w:t>oben</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>unten</w:t></w:r></w:rubyBase></w:ruby>"
    )
    empty = _run("<w:ruby/>")
    read = read_docx(docx(p(ruby, empty)))

    assert _texts(read) == ["unten"]
    assert _kinds(read) == [("ruby", "left out", "oben")]


def test_formula_is_set_as_text() -> None:
    math = raw("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    read = read_docx(docx(p("Es gilt ", math)))

    assert _texts(read) == ["Es gilt a+b"]
    assert _kinds(read) == [("formula", "set as text", "a+b")]


def test_raised_text_is_told() -> None:
    read = read_docx(docx(p("10 m", _words("2", '<w:vertAlign w:val="superscript"/>'))))

    assert _texts(read) == ["10 m2"]
    assert _kinds(read) == [("raised text", "set as text", "2")]


def test_looks_come_from_styles_too() -> None:
    style = (
        '<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/>'
        '</w:rPr></w:style><w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    runs = (
        _words("stark ", '<w:rStyle w:val="Stark"/>'),
        _words("schwach ", '<w:rStyle w:val="Stark"/><w:b w:val="0"/>'),
        _words("unterstrichen", '<w:u w:val="single"/>'),
        _words("weg", '<w:rStyle w:val="Weg"/>'),
        _run("<w:br/>", "<w:vanish/>"),
    )
    read = read_docx(altered(docx(p(*runs)), "word/styles.xml", "</w:styles>", style))

    assert read.blocks == (
        Paragraph((Strong("stark "), Text("schwach "), Emphasis("unterstrichen"))),
    )
    assert _kinds(read) == [("hidden text", "left out", "weg")]


def test_hidden_runs_become_one_loss() -> None:
    hidden = [_words(text, "<w:vanish/>") for text in ("ganz ", "geheim")]

    assert _kinds(read_docx(docx(p("x", *hidden)))) == [("hidden text", "left out", "ganz geheim")]


def test_alternatives_in_a_run_and_around_runs_count_once() -> None:
    inner = "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"  # noqa: E501 - one line of XML
    words = "<w:r><w:t>{}</w:t></w:r>"
    in_run = _run(inner.format("<w:t>eins </w:t>", "<w:t>zwei </w:t>"))
    around = raw(inner.format(words.format("drei"), words.format("vier")))
    empty = raw("<mc:AlternateContent/>")
    read = read_docx(docx(p(in_run, around, empty, _run("<mc:AlternateContent/>")), empty))

    assert _texts(read) == ["eins drei"]


def test_placeholders_are_not_printed() -> None:
    inline = raw(PLACEHOLDER.format("<w:r><w:t>Klicken</w:t></w:r>"))
    around = raw(PLACEHOLDER.format("<w:p><w:r><w:t>Tippen</w:t></w:r></w:p>"))
    empty = raw("<w:sdt><w:sdtPr/></w:sdt>")
    read = read_docx(docx(p("Name: ", inline, empty), around, empty))

    assert _texts(read) == ["Name:"]
    assert _kinds(read) == [
        ("placeholder", "left out", "Klicken"),
        ("placeholder", "left out", "Tippen"),
    ]


def test_drawings_and_embedded_files_are_told() -> None:
    shape = _run('<w:drawing><wp:inline><wp:docPr id="1" name="Pfeil"/></wp:inline></w:drawing>')
    sheet = _run('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>')
    chunk = raw('<w:altChunk r:id="rId9"/>')

    assert _kinds(read_docx(docx(p(shape, sheet), chunk))) == [
        ("drawing", "left out", "Pfeil"),
        ("embedded file", "left out", ""),
        ("embedded file", "left out", ""),
    ]


def test_references_to_nothing_are_passed_by() -> None:
    signs = _run('<w:footnoteReference w:id="9"/><w:commentReference w:id="9"/>')

    assert read_docx(docx(p("Text", signs))) == ReadDocument((Paragraph((Text("Text"),)),), ())


def test_empty_note_is_no_note() -> None:
    assert read_docx(docx(p("Text[^1]"), footnotes={"1": " "})).blocks == (
        Paragraph((Text("Text"),)),
    )


def test_box_in_a_note_is_told() -> None:
    read = read_docx(docx(p("Text[^1]"), footnotes={"1": [p("Note", textbox(p("Kasten")))]}))

    assert read.blocks == (Paragraph((Text("Text"), Footnote((Text("Note"),)))),)
    assert _kinds(read) == [("text box", "left out", "Kasten")]


def test_legacy_box_is_read() -> None:
    box = _run(
        "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>alt</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )

    assert _texts(read_docx(docx(p("Text", box)))) == ["Text", "alt"]


def test_box_in_a_group_counts_once_and_its_page_breaks_not() -> None:
    words = (
        "<w:txbxContent><w:p><w:r><w:t>{}</w:t><w:br w:type='page'/></w:r></w:p></w:txbxContent>"
    )
    forms = (
        f"<mc:AlternateContent><mc:Choice Requires='x'>{words.format('eins')}</mc:Choice>"
        f"<mc:Fallback>{words.format('zwei')}</mc:Fallback></mc:AlternateContent>"
    )
    group = _run(f"<w:drawing><wp:inline>{forms}<mc:AlternateContent/></wp:inline></w:drawing>")

    assert read_docx(docx(p("Text", group))).blocks == (
        Paragraph((Text("Text"),)),
        Paragraph((Text("eins"),)),
    )


def test_empty_box_is_no_loss() -> None:
    read = read_docx(docx(p("Text", textbox(p("")))))

    assert read == ReadDocument((Paragraph((Text("Text"),)),), ())


# Paragraphs


def test_subtitle_follows_the_title() -> None:
    data = altered(
        docx(p("Titel", look=look("Title")), p("Unter", look=look("Quote")), p("x")),
        "word/styles.xml", '<w:name w:val="Quote"/>', '<w:name w:val="Untertitel"/>',
    )  # fmt: skip
    read = read_docx(data)

    assert (read.title, read.subtitle, _texts(read)) == ("Titel", "Unter", ["x"])


def test_german_names_of_styles_are_known() -> None:
    data = altered(
        docx(p("Eins", look=look("heading 3")), h1("Zwei"), h1("Drei")),
        "word/styles.xml", '<w:name w:val="heading 3"/>', '<w:name w:val="Überschrift 3"/>',
    )  # fmt: skip
    data = altered(data, "word/styles.xml", '<w:outlineLvl w:val="2"/>', "")

    assert read_docx(data).blocks == (Heading(2, "Eins"), Heading(2, "Zwei"), Heading(2, "Drei"))


def test_quotes_leads_and_captions() -> None:
    data = docx(p("Gesagt", look=look("Quote")), p("Abb. 1", look=look("header")), p("Ende"))
    data = altered(
        data, "word/styles.xml", '<w:name w:val="header"/>', '<w:name w:val="caption"/>'
    )
    read = read_docx(data)

    assert read.blocks == (
        Paragraph((Text("Gesagt"),), "quote"),
        Paragraph((Text("Abb. 1"),), "note"),
        Paragraph((Text("Ende"),)),
    )


def test_caption_before_a_table_is_its_caption() -> None:
    data = docx(
        p("Tabelle 1[^1]", look=look("header")),
        table([row("A", "B", is_header=True), ["1", "2"]]),
        footnotes={"1": "Quelle."},
    )
    data = altered(
        data, "word/styles.xml", '<w:name w:val="header"/>', '<w:name w:val="caption"/>'
    )
    read = read_docx(data)

    assert read.blocks == (
        Table("Tabelle 1", (Column("A"), Column("B")), (((Text("1"),), (Text("2"),)),)),
        Paragraph((Text("Quelle."),), "note"),
    )


def test_contents_in_a_control_are_made_anew() -> None:
    inner = "<w:p><w:r><w:t>1 Eins 3</w:t></w:r></w:p>"
    contents = raw(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )

    read = read_docx(docx(contents, p("Text")))

    assert read.blocks == (Paragraph((Text("Text"),)),)
    assert read.losses == (Loss("contents", "made anew", "1 Eins 3"),)


def test_contents_entries_outside_their_field_are_known_by_style() -> None:
    data = altered(
        docx(p("Eins … 3", look=look("Quote")), p("Text")),
        "word/styles.xml", '<w:name w:val="Quote"/>', '<w:name w:val="toc 1"/>',
    )  # fmt: skip

    assert _kinds(read_docx(data)) == [("contents", "made anew", "Eins … 3")]


def test_page_break_before_a_paragraph() -> None:
    read = read_docx(docx(p("a"), p("b", look=look(extra="<w:pageBreakBefore/>")), p("\f")))

    assert read.blocks == (Paragraph((Text("a"),)), PageBreak(), Paragraph((Text("b"),)))


def test_custom_xml_and_controls_are_unwrapped() -> None:
    wrapped = raw("<w:customXml><w:p><w:r><w:t>innen</w:t></w:r></w:p></w:customXml>")

    assert _texts(read_docx(docx(wrapped, control(p("auch"))))) == ["innen", "auch"]


def test_heading_in_a_box_is_bold_text() -> None:
    read = read_docx(docx(p("Text", textbox(h1("Kopf[^1]"), p("Rumpf"))), footnotes={"1": "N."}))

    assert read.blocks == (
        Paragraph((Text("Text"),)),
        Paragraph((Strong("Kopf"),)),
        Paragraph((Text("N."),), "note"),
        Paragraph((Text("Rumpf"),)),
    )


def test_boxes_of_two_tones_stand_apart() -> None:
    data = docx(
        p("**A**", look=look("Quote")), li("eins"), p("B", look=look("header")),
        p("C", look=look("header")),
    )  # fmt: skip
    data = altered(
        data, "word/styles.xml", '<w:name w:val="Quote"/>', '<w:name w:val="Callout Info"/>'
    )
    data = altered(
        data, "word/styles.xml", '<w:name w:val="header"/>', '<w:name w:val="Callout Open"/>'
    )

    assert read_docx(data).blocks == (
        Callout("A", ()),
        BulletList(((Text("eins"),),)),
        Callout("", (Paragraph((Text("B"),)), Paragraph((Text("C"),))), "open"),
    )
    direct = altered(data, "word/styles.xml", "List Paragraph", "Callout Info")
    assert read_docx(direct).blocks == (
        Callout("A", (BulletList(((Text("eins"),),)),)),
        Callout("", (Paragraph((Text("B"),)), Paragraph((Text("C"),))), "open"),
    )


def test_comments_of_xml_and_breaks_at_the_ends_are_nothing() -> None:
    read = read_docx(docx(p(raw("<!-- x -->"), "\nText\n"), raw("<!-- y -->")))

    assert read.blocks == (Paragraph((Text("Text"),)),)


def test_document_without_words_is_empty() -> None:
    assert read_docx(docx(p(""), h1(" "))) == ReadDocument((), ())


# Lists


def test_lists_out_of_step_begin_anew() -> None:
    data = docx(li("a", level=1), li("b"), li("c", numbered=True), li("d"))

    assert read_docx(data).blocks == (
        BulletList(((Text("a"),),)),
        BulletList(((Text("b"),),)),
        BulletList(((Text("c"),),), ordered=True),
        BulletList(((Text("d"),),)),
    )


def test_list_can_start_anew_by_its_own_number() -> None:
    numbers = (
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="10"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num></w:numbering>'
    )
    data = docx(
        li("eins", numbered=True), p("x", look=look(number=9)), p("y", look=look(number=10))
    )
    read = read_docx(altered(data, "word/numbering.xml", "</w:numbering>", numbers))

    assert read.blocks == (
        BulletList(((Text("eins"),),), ordered=True),
        BulletList(((Text("x"),),), ordered=True, start=5),
        BulletList(((Text("y"),),), ordered=True, start=6, signs="A"),
    )


def test_list_by_a_style_of_lists_is_found() -> None:
    data = altered(
        docx(li("x", numbered=True)), "word/numbering.xml", '<w:abstractNum w:abstractNumId="1">',
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Liste"/>',
    )  # fmt: skip
    data = altered(
        data, "word/numbering.xml", '<w:num w:numId="2"><w:abstractNumId w:val="1"/>',
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>',
    )  # fmt: skip

    assert read_docx(data).blocks == (BulletList(((Text("x"),),), ordered=True),)


def test_list_comes_from_the_style_and_can_be_switched_off() -> None:
    number = (
        '<w:name w:val="Quote"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr>"
    )
    off = look("Quote", extra='<w:numPr><w:numId w:val="0"/></w:numPr>')
    data = docx(p("Punkt", look=look("Quote")), p("Text", look=off))
    data = altered(data, "word/styles.xml", '<w:name w:val="Quote"/>', number)

    assert read_docx(data).blocks == (
        BulletList(((Text("Punkt"),),)),
        Paragraph((Text("Text"),), "quote"),
    )


def test_lists_without_their_part_are_text() -> None:
    data = altered(docx(li("x")), "word/_rels/document.xml.rels", "numbering.xml", "weg.xml")

    assert _texts(read_docx(data)) == ["x"]


def test_list_that_is_not_defined_is_text() -> None:
    assert _texts(read_docx(docx(p("x", look=look(number=99))))) == ["x"]


def test_sign_of_several_numbers_is_kept_as_text() -> None:
    data = docx(li("a", numbered=True), li("b", numbered=True, level=1))
    data = altered(data, "word/numbering.xml", 'w:val="%2."', 'w:val="%1.%2."')

    assert read_docx(data).blocks == (
        BulletList(((Text("a"),),), ordered=True),
        Paragraph((Text("1.1. "), Text("b"))),
    )


# Tables


def test_lists_tables_and_boxes_in_cells_become_lines() -> None:
    read = read_docx(
        docx(
            table(
                [
                    row("A", "B", is_header=True),
                    [[p("x"), li("Punkt"), li("Zahl", numbered=True)], [table([["i", "j"]])]],
                    [[p("y", textbox(p("Kasten")))], ""],
                ]
            )
        )
    )

    lines = (
        Text("x"), LineBreak(), Text("– "), Text("Punkt"), LineBreak(), Text("1. "), Text("Zahl"),
    )  # fmt: skip
    inner = (Text("i"), LineBreak(), Text("j"))
    assert read.blocks == (
        Table("", (Column("A"), Column("B")), ((lines, inner), ((Text("y"),), ()))),
        Paragraph((Text("Kasten"),)),
    )
    assert _kinds(read) == [
        ("text in cell", "set as text", "i j"),
        ("text box", "set below", "Kasten"),
    ]


def test_note_in_a_heading_cell_is_set_below() -> None:
    read = read_docx(
        docx(table([row("A[^1]", "", is_header=True), ["1", "2"]]), footnotes={"1": "N."})
    )

    assert read.blocks == (
        Table("", (Column("A"), Column("–")), (((Text("1"),), (Text("2"),)),)),
        Paragraph((Text("N."),), "note"),
    )
    assert _kinds(read) == [
        ("note in heading", "set below", "N."),
        ("empty column label", "changed", ""),
    ]


@pytest.mark.parametrize(
    ("first", "style", "flags", "is_named"),
    [
        (("Land", "Zahl"), "", "", False),
        (("**Land**", "**Zahl**"), "", "", True),
        (("Land", "Zahl"), "firstRow", '<w:tblLook w:firstRow="1"/>', True),
        (("Land", "Zahl"), "firstRow", '<w:tblLook w:val="0020"/>', True),
        (("Land", "Zahl"), "firstRow", '<w:tblLook w:val="0400"/>', False),
        (("Land", "Zahl"), "lastRow", '<w:tblLook w:firstRow="1"/>', False),
    ],
)
def test_header_rows_are_known_by_look(
    first: tuple[str, str], style: str, flags: str, *, is_named: bool
) -> None:
    data = docx(table([first, ["Bayern", "1"]], properties=flags))
    part = f'<w:tblStylePr w:type="{style}"/></w:style></w:styles>'
    data = altered(data, "word/styles.xml", "</w:style></w:styles>", part)
    read = read_docx(data)

    assert read.blocks == (
        Table("", (Column("Land"), Column("Zahl")), (((Text("Bayern"),), (Text("1"),)),)),
    )
    assert [loss.what for loss in read.losses] == ["table without header"] * (not is_named)


def test_shaded_first_row_names_the_columns() -> None:
    shade = '<w:shd w:val="clear" w:fill="D9E2F3"/></w:tcPr>'
    data = docx(table([["Land"], ["Bayern"]]))

    assert read_docx(altered(data, "word/document.xml", "</w:tcPr>", shade)).losses == ()


def test_bold_first_cells_name_the_rows() -> None:
    read = read_docx(
        docx(
            table([row("Land", "Zahl", is_header=True), ["**Bayern**", "1"], ["**Hessen**", "2"]])
        )
    )

    assert read.blocks == (
        Table(
            "",
            (Column("Land"), Column("Zahl")),
            (((Text("Bayern"),), (Text("1"),)), ((Text("Hessen"),), (Text("2"),))),
            row_headers=True,
        ),
    )


def test_widths_and_sides_of_columns_are_kept() -> None:
    right = look(align="right")
    data = docx(table([row("A", "B", is_header=True), ["x", [p("1", look=right)]]]))
    data = altered(data, "word/document.xml", '<w:gridCol w:w="2000"/>', '<w:gridCol w:w="6000"/>')
    table_read = read_docx(data).blocks[0]

    assert isinstance(table_read, Table)
    assert table_read.columns == (Column("A", "left", 15), Column("B", "right", 5))


def test_grid_that_does_not_fit_gives_even_columns() -> None:
    data = docx(table([row("A", "B", is_header=True), ["x", "y"]]))
    data = altered(data, "word/document.xml", '<w:gridCol w:w="2000"/>', "")
    read = read_docx(data).blocks[0]

    assert isinstance(read, Table)
    assert [column.weight for column in read.columns] == [1, 1]


def test_header_over_several_columns_is_repeated() -> None:
    read = read_docx(docx(table([row(cell("Zahlen", span=2), is_header=True), ["1", "2"]])))

    assert read.blocks == (
        Table("", (Column("Zahlen"), Column("Zahlen")), (((Text("1"),), (Text("2"),)),)),
    )


def test_table_of_one_row_is_layout() -> None:
    data = docx(
        p("Kästen", look=look("header")), table([[[h1("Links")], "rechts"]]), p("Ende"), h1("Z")
    )
    data = altered(
        data, "word/styles.xml", '<w:name w:val="header"/>', '<w:name w:val="caption"/>'
    )
    read = read_docx(data)

    assert read.blocks == (
        Paragraph((Text("Kästen"),), "note"),
        Heading(2, "Links"),
        Paragraph((Text("rechts"),)),
        Paragraph((Text("Ende"),)),
        Heading(2, "Z"),
    )
    assert _kinds(read) == [("layout table", "set as text", "")]


def test_frame_of_one_cell_with_a_caption_or_nothing() -> None:
    data = docx(p("Kasten", look=look("header")), table([["Text"]]), table([[""]]))
    data = altered(
        data, "word/styles.xml", '<w:name w:val="header"/>', '<w:name w:val="caption"/>'
    )

    assert read_docx(data).blocks == (
        Paragraph((Text("Kasten"),), "note"),
        Callout("", (Paragraph((Text("Text"),)),)),
    )


def test_frame_with_a_table_in_it_is_layout() -> None:
    read = read_docx(docx(table([[[p("Oben"), table([["A", "B"], ["1", "2"]])]]])))

    assert read.blocks == (
        Paragraph((Text("Oben"),)),
        Table("", (Column("A"), Column("B")), (((Text("1"),), (Text("2"),)),)),
    )
    assert [loss.what for loss in read.losses] == ["layout table", "table without header"]


def test_table_without_rows_is_nothing() -> None:
    assert read_docx(docx(raw("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"), p("x"))).blocks == (
        Paragraph((Text("x"),)),
    )


# The container


def test_missing_or_broken_parts_are_refused() -> None:
    data = docx(p("x"))

    opened = altered(data, "word/document.xml", "<w:body>", "<w:other>")
    bodiless = altered(opened, "word/document.xml", "</w:body>", "</w:other>")
    with pytest.raises(UnreadableDocumentError, match="no body"):
        read_docx(bodiless)
    with pytest.raises(UnreadableDocumentError, match="no part"):
        read_docx(altered(data, "_rels/.rels", "word/document.xml", "word/weg.xml"))
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_docx(altered(data, "word/document.xml", "</w:document>", ""))


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("x"))
    monkeypatch.setattr("einklang.engines.typeset.word.file.MAX_PART", 100)
    with pytest.raises(UnreadableDocumentError, match="too large"):
        read_docx(data)

    monkeypatch.setattr("einklang.engines.typeset.word.file.MAX_FILE", 100)
    with pytest.raises(UnreadableDocumentError, match="too large"):
        read_docx(data)


def test_places_are_said_in_words() -> None:
    assert Loss("comment", "left out").sentence("de") == "Kommentar: nicht übernommen."
    assert Loss("comment", "left out", near="Anfang").where("en") == "at “Anfang”"
    assert Loss("picture", "left out", "x" * 80).sentence("de") == (
        f"Bild „{'x' * 59}…“: nicht übernommen."
    )
