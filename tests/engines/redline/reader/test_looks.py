"""What a reader notices of a format."""

from tests.engines.redline.builder import docx, h1, look, p, raw
from tests.engines.redline.tampering import altered

from einklang.engines.redline.reader.document import Document


def formats(document: bytes) -> list[list[str]]:
    body = Document.read(document, name="x.docx").body
    return [[segment.format for segment in block.segments] for block in body.blocks]


def styled(run: str, paragraph: str = "") -> bytes:
    return docx(
        raw(f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>Wort</w:t></w:r></w:p>")
    )


def test_direct_format_is_seen() -> None:
    assert formats(styled('<w:b/><w:color w:val="ff0000"/>')) == [["b;color=FF0000", ""]]


def test_language_and_default_values_are_not_seen() -> None:
    nothing = '<w:b w:val="0"/><w:u w:val="none"/><w:lang w:val="de-DE"/>'

    assert formats(styled(nothing, '<w:keepNext w:val="0"/><w:jc w:val="start"/>')) == [["", ""]]


def test_what_the_style_says_is_not_seen_again() -> None:
    heading = '<w:pStyle w:val="Heading1"/>'

    assert formats(styled("<w:b/>", heading)) == [["", "style=heading 1"]]
    assert formats(styled('<w:b w:val="0"/>', heading)) == [["b=0", "style=heading 1"]]


def test_paragraph_format_is_seen() -> None:
    document = docx(h1("Titel"), p("Mitte.", look=look(align="center")))

    assert [line[-1] for line in formats(document)] == ["style=heading 1", "align=center"]


def test_font_of_the_theme_is_the_font_by_its_name() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
        '<a:fontScheme name="x"><a:majorFont><a:latin typeface="Carlito"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Lato"/></a:minorFont></a:fontScheme>'
        "</a:themeElements></a:theme>"
    )
    relation = (
        '<Relationship Id="rId99" Target="theme/theme1.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/theme"/></Relationships>'
    )
    both = docx(
        raw(
            '<w:p><w:r><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr><w:t>a</w:t></w:r>'
            '<w:r><w:rPr><w:rFonts w:ascii="Lato"/></w:rPr><w:t>b</w:t></w:r>'
            '<w:r><w:rPr><w:rFonts w:asciiTheme="majorHAnsi"/></w:rPr><w:t>c</w:t></w:r></w:p>'
        )
    )
    both = altered(both, "word/_rels/document.xml.rels", "</Relationships>", relation)
    both = altered(both, "word/theme/theme1.xml", "", theme)

    assert formats(both) == [["font=Lato", "font=Lato", "font=Carlito", ""]]


def test_missing_style_black_and_chosen_distances_say_nothing() -> None:
    spacing = '<w:spacing w:before="100" w:beforeAutospacing="1"/>'
    document = styled('<w:color w:val="000000"/>', f'<w:pStyle w:val="Fehlt"/>{spacing}')

    assert formats(document) == [["", ""]]
