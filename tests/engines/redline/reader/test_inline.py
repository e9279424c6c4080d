"""How one paragraph is read: fields, links, things, owners."""

import pytest
from tests.engines.redline.builder import docx, p, raw

from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.segments import Segment, readable


def segments(*xml: str) -> list[Segment]:
    """Return the segments of a paragraph with this content, without its mark."""
    document = docx(raw(f"<w:p>{''.join(xml)}</w:p>"), p("Ende."))
    body = Document.read(document, name="x.docx", settled=frozenset()).body
    return body.blocks[0].segments[:-1]


def run(content: str, properties: str = "") -> str:
    return f"<w:r>{properties}{content}</w:r>"


def text(words: str) -> str:
    return run(f'<w:t xml:space="preserve">{words}</w:t>')


def character(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def field(instruction: str, *result: str) -> str:
    return (
        character("begin")
        + run(f'<w:instrText xml:space="preserve">{instruction}</w:instrText>')
        + character("separate")
        + "".join(result)
        + character("end")
    )


def keys(found: list[Segment]) -> list[str]:
    return [segment.thing.key if segment.thing else segment.text for segment in found]


def test_field_is_one_thing_and_its_computed_result_does_not_count() -> None:
    found = segments(text("Seite "), field(" PAGE ", text("3")), text("."))

    assert keys(found) == ["Seite ", "field:PAGE", "."]
    assert readable(found) == "Seite 3."


def test_result_of_a_field_that_people_fill_in_counts() -> None:
    assert keys(segments(field("FORMTEXT", text("Köln")))) == ["field:FORMTEXT:Köln"]


def test_field_in_a_field_belongs_to_it() -> None:
    inner = field(" DATE ", text("2026"))

    assert keys(segments(field("IF x", text("a"), inner, text("b")))) == ["field:IF x:a2026b"]


def test_field_in_an_instruction_belongs_to_the_field() -> None:
    whole = (
        character("begin")
        + run("<w:instrText>REF </w:instrText>")
        + field("SEQ", text("7"))
        + character("separate")
        + text("Tabelle 7")
        + character("end")
    )

    assert keys(segments(whole)) == ["field:REF 7"]


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (' HYPERLINK "https://example.org/a" ', "https://example.org/a"),
        (" HYPERLINK https://example.org/a/ ", "https://example.org/a"),
        (' HYPERLINK "https://example.org" \\l "ort" ', "https://example.org#ort"),
        (' HYPERLINK \\l "ort" ', "#ort"),
    ],
)
def test_link_as_a_field_is_text_with_a_target(instruction: str, target: str) -> None:
    simple = instruction.replace('"', "&quot;")
    both = [
        segments(field(instruction.replace('"', "&quot;"), text("hier")), text(" dort")),
        segments(f'<w:fldSimple w:instr="{simple}">{text("hier")}</w:fldSimple>', text(" dort")),
    ]

    for found in both:
        assert [(each.text, each.link) for each in found] == [("hier", target), (" dort", "")]


def test_page_number_in_a_link_is_a_thing_in_it() -> None:
    found = segments(field('HYPERLINK \\l "x"', text("Kapitel"), field("PAGEREF x", text("9"))))

    assert [(readable([each]), each.link) for each in found] == [("Kapitel", "#x"), ("9", "#x")]


def test_simple_field_in_a_field_belongs_to_it() -> None:
    inner = f'<w:fldSimple w:instr="PAGE">{text("3")}</w:fldSimple>'

    assert keys(segments(field("QUOTE", text("S. "), inner))) == ["field:QUOTE:S. 3"]


def test_unclosed_field_is_one_thing_to_the_end() -> None:
    started = character("begin") + run("<w:instrText>TOC</w:instrText>") + character("separate")

    assert keys(segments(text("Vor "), started, text("Eins"))) == ["Vor ", "field:TOC"]


def test_end_without_a_beginning_is_nothing() -> None:
    assert keys(segments(text("a"), character("separate"), character("end"), text("b"))) == [
        "a",
        "b",
    ]


def test_breaks_symbols_and_unknown_things() -> None:
    found = segments(
        run("<w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:cr/>"),
        run('<w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:ptab/>'),
    )

    assert "".join(each.text for each in found[:5]) == "\t\n\u2011\u00ad\n"
    assert keys(found[5:]) == ["break:page", "sym:Wingdings:F0FC", "ptab"]


def test_formula_is_one_thing() -> None:
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"

    assert keys(segments(text("Es gilt "), formula)) == ["Es gilt ", "math:a+b"]


def test_insertion_that_another_deleted_has_both_owners() -> None:
    deleted = '<w:del w:id="2" w:author="Lea"><w:r><w:delText>x</w:delText></w:r></w:del>'
    found = segments(f'<w:ins w:id="1" w:author="Kim">{deleted}{text("y")}</w:ins>')

    owners = [
        (each.text, each.inserted and each.inserted.author, each.deleted and each.deleted.author)
        for each in found
    ]
    assert owners == [("x", "Kim", "Lea"), ("y", "Kim", None)]


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        (" REF ort ", ' REF "ort" \\h ', True),
        ("REF ort", "REF anderswo", False),
        ("DATE", 'DATE \\@ "dd.MM.yy"', True),
        ("PAGE", "NUMPAGES", False),
    ],
)
def test_switches_of_a_computed_field_do_not_count(one: str, other: str, are_equal: bool) -> None:  # noqa: FBT001 - a case
    quoted = [each.replace('"', "&quot;") for each in (one, other)]
    left, right = (keys(segments(field(each, text("3")))) for each in quoted)

    assert (left == right) is are_equal
