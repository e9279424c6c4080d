"""What a reader notices of a format."""

from tests.engines.redline.builder import docx, h1, look, p, raw

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
