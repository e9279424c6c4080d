"""The judges of the schema are judged: good documents pass, each planted fault is found."""

import pytest
from tests.engines.redline.builder import (
    OFFICE_ELSEWHERE,
    WORD,
    Remark,
    cell,
    control,
    docx,
    h1,
    li,
    p,
    raw,
    row,
    table,
    textbox,
)
from tests.engines.redline.package_rules import package_errors
from tests.engines.redline.schema import missing, new_schema_errors, schema_errors
from tests.engines.redline.tampering import altered

needs_schema = pytest.mark.skipif(bool(missing()), reason=missing() or "runs")

BY = 'w:author="Kim Muster" w:date="2026-03-01T10:00:00Z"'
BODY = "word/document.xml"


def everything(**options: object) -> bytes:
    return docx(
        h1("Forderungen {+heute+}"),
        p("Wir fordern [-zehn-]{+zwölf+} Euro.[^1] <<c1|Das ist|c1>> **wichtig**."),
        p("Ein {+neuer Absatz.¶+}"),
        p("{*fett*Kim} und [>weg>m1]."),
        p("Dazu {>hin>m1} und [Netz](https://example.org) und {=PAGE|3=} ![Bild]"),
        li("eine Beratung"),
        li("zweitens", numbered=True),
        table(
            [
                row("Land", "Stellen", is_header=True),
                row("Bayern", cell("12", change="cellIns Kim")),
                row("Bremen", "3", change="ins Kim"),
            ]
        ),
        p(textbox(p("im {+Kasten+}"))),
        control(p("Feld")),
        header="Entwurf {+1+}",
        footer="Seite",
        footnotes={"1": "Stand {+März+}."},
        comments={"c1": Remark("Warum?", replies=[Remark("Darum.")], is_done=True)},
        **options,  # type: ignore[arg-type] # handed on as they are
    )


@needs_schema
@pytest.mark.parametrize("options", [{}, {"hand": WORD}, {"hand": OFFICE_ELSEWHERE}])
def test_schema_accepts_a_good_document(options: dict[str, object]) -> None:
    assert schema_errors(everything(**options)) == []


SCHEMA_FAULTS = {
    "properties of a run after its text": (
        "<w:p><w:r><w:t>a</w:t><w:rPr><w:b/></w:rPr></w:r></w:p>",
        "Unexpected element 'rPr' found (/document[1]/body[1]/p[1]/r[1])",
    ),
    "properties of a paragraph after its text": (
        "<w:p><w:r/><w:pPr/></w:p>",
        "Unexpected element 'pPr' found (/document[1]/body[1]/p[1])",
    ),
    "properties of a paragraph in the wrong order": (
        '<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>',
        "Unexpected element 'keepNext' found (/document[1]/body[1]/p[1]/pPr[1])",
    ),
    "an inserted mark after other properties": (
        f'<w:p><w:pPr><w:rPr><w:b/><w:ins w:id="1" {BY}/></w:rPr></w:pPr></w:p>',
        "Unexpected element 'ins' found (/document[1]/body[1]/p[1]/pPr[1]/rPr[1])",
    ),
    "former properties before the present ones": (
        (
            f'<w:p><w:pPr><w:pPrChange w:id="5" {BY}><w:pPr/></w:pPrChange><w:jc w:val="left"/>'
            "</w:pPr></w:p>"
        ),
        "Unexpected element 'jc' found (/document[1]/body[1]/p[1]/pPr[1])",
    ),
    "a mark's properties in former properties": (
        (
            f'<w:p><w:pPr><w:pPrChange w:id="5" {BY}><w:pPr><w:rPr/></w:pPr></w:pPrChange></w:pPr>'
            "</w:p>"
        ),
        "Unexpected element 'rPr' found (/document[1]/body[1]/p[1]/pPr[1]/pPrChange[1]/pPr[1])",
    ),
    "an insertion inside a run": (
        f'<w:p><w:r><w:ins w:id="1" {BY}/></w:r></w:p>',
        "Unexpected element 'ins' found (/document[1]/body[1]/p[1]/r[1])",
    ),
    "a hyperlink inside an insertion": (
        f'<w:p><w:ins w:id="1" {BY}><w:hyperlink w:anchor="x"><w:r/></w:hyperlink></w:ins></w:p>',
        (
            "Element 'hyperlink' is not a valid choice. Expected one of: rPr, del "
            "(/document[1]/body[1]/p[1]/ins[1])"
        ),
    ),
    "a paragraph inside an insertion": (
        f'<w:ins w:id="1" {BY}><w:p/></w:ins>',
        (
            "Element 'p' is not a valid choice. Expected one of: rPr, del "
            "(/document[1]/body[1]/ins[1])"
        ),
    ),
    "a date that is none": (
        '<w:p><w:ins w:id="1" w:author="Kim" w:date="gestern"><w:r/></w:ins></w:p>',
        (
            "Invalid value for attribute 'date': Invalid dateTime value: 'gestern' "
            "(/document[1]/body[1]/p[1]/ins[1])"
        ),
    ),
    "an inserted row whose mark comes first": (
        (
            f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:ins w:id="1" {BY}/><w:cantSplit/>'
            "</w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        ),
        "Unexpected element 'cantSplit' found (/document[1]/body[1]/tbl[1]/tr[1]/trPr[1])",
    ),
    "a table without a grid": (
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        (
            "Required element 'tblGrid' is missing (minOccurs=1, found=0) "
            "(/document[1]/body[1]/tbl[1])"
        ),
    ),
    "a content control whose properties come last": (
        "<w:sdt><w:sdtContent><w:p/></w:sdtContent><w:sdtPr/></w:sdt>",
        "Unexpected element 'sdtPr' found (/document[1]/body[1]/sdt[1])",
    ),
    "a paragraph in a paragraph": (
        "<w:p><w:p/></w:p>",
        "Unexpected element 'p' found (/document[1]/body[1]/p[1])",
    ),
    "an unknown attribute": (
        '<w:p w:foo="1"/>',
        "The 'foo' attribute is not declared. (/document[1]/body[1]/p[1])",
    ),
}


@needs_schema
@pytest.mark.parametrize("fault", SCHEMA_FAULTS)
def test_schema_finds(fault: str) -> None:
    xml, expected = SCHEMA_FAULTS[fault]

    assert f"{BODY}: {expected}" in schema_errors(docx(raw(xml)))


@needs_schema
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/comments.xml", "<w:p", "<w:foo/><w:p"),
        ("word/footnotes.xml", "<w:p", "<w:foo/><w:p"),
        ("word/header1.xml", "<w:p", "<w:foo/><w:p"),
        ("word/styles.xml", "<w:name ", "<w:foo/><w:name "),
        ("word/numbering.xml", "<w:lvl ", "<w:foo/><w:lvl "),
        ("word/settings.xml", "<w:zoom ", "<w:foo/><w:zoom "),
        (BODY, "im </w:t>", "im </w:t><w:foo/>"),
        (BODY, "<wps:spPr>", "<wps:foo/><wps:spPr>"),
    ],
)
def test_schema_looks_into_every_part(part: str, old: str, new: str) -> None:
    found = schema_errors(altered(everything(), part, old, new))

    assert {error.partition(":")[0] for error in found} == {part}


@needs_schema
def test_schema_lets_the_looks_of_a_run_stand_in_any_order() -> None:
    xml = '<w:p><w:r><w:rPr><w:sz w:val="20"/><w:kern w:val="2"/><w:b/></w:rPr></w:r></w:p>'

    assert schema_errors(docx(raw(xml))) == []


@needs_schema
def test_schema_passes_over_ignorable_names_it_does_not_know() -> None:
    xml = (
        '<w:p xmlns:z="urn:example:later" mc:Ignorable="z" z:mood="calm"><z:feeling/>'
        "<w:r><w:t>a</w:t></w:r></w:p>"
    )

    assert schema_errors(docx(raw(xml))) == []


@needs_schema
def test_schema_counts_only_the_errors_that_the_sources_lack() -> None:
    careless = docx(raw('<w:p w:foo="1"/>'))
    worse = docx(p("davor"), raw('<w:p w:foo="1"/>'), raw('<w:p w:bar="1"/>'))

    assert new_schema_errors(worse, careless) == [
        f"{BODY}: The 'bar' attribute is not declared. (/document[1]/body[1]/p[3])"
    ]


PACKAGE_FAULTS = {
    "an inserted mark behind the looks": (
        f'<w:p><w:pPr><w:rPr><w:b/><w:ins w:id="1" {BY}/></w:rPr></w:pPr></w:p>',
        [f"{BODY}: b, ins is no order for the properties of a run"],
    ),
    "former looks before the present ones": (
        (
            f'<w:p><w:r><w:rPr><w:rPrChange w:id="1" {BY}><w:rPr/></w:rPrChange>'
            "<w:b/></w:rPr></w:r>"
            "</w:p>"
        ),
        [f"{BODY}: rPrChange, b is no order for the properties of a run"],
    ),
    "a revision id used twice": (
        f'<w:p><w:ins w:id="1" {BY}><w:r/></w:ins><w:del w:id="1" {BY}><w:r/></w:del></w:p>',
        ["the revision id 1 is used twice"],
    ),
    "a revision id beyond 31 bits": (
        f'<w:p><w:ins w:id="2147483648" {BY}><w:r/></w:ins></w:p>',
        [f"{BODY}: ins has the id 2147483648"],
    ),
    "a revision without an author": (
        '<w:p><w:ins w:id="1" w:author=""><w:r/></w:ins></w:p>',
        [f"{BODY}: ins 1 has no author"],
    ),
    "a relationship that is not there": (
        '<w:p><w:hyperlink r:id="rId999"><w:r/></w:hyperlink></w:p>',
        [f"{BODY}: hyperlink points to rId999, which is not there"],
    ),
    "blanks that get lost": (
        "<w:p><w:r><w:t>a </w:t></w:r></w:p>",
        [f"{BODY}: t „a “ lacks xml:space"],
    ),
    "living text in a deletion": (
        f'<w:p><w:del w:id="1" {BY}><w:r><w:t>a</w:t></w:r></w:del></w:p>',
        [f"{BODY}: t „a“ inside w:del"],
    ),
    "deleted text outside a deletion": (
        "<w:p><w:r><w:delText>a</w:delText></w:r></w:p>",
        [f"{BODY}: delText „a“ outside w:del"],
    ),
    "text between elements": (
        "<w:p>frei<w:r/>schwebend</w:p>",
        [f"{BODY}: p holds the text „frei“", f"{BODY}: text after r: „schwebend“"],
    ),
    "an anchor without a comment": (
        (
            '<w:p><w:commentRangeStart w:id="4"/><w:commentRangeEnd w:id="4"/>'
            '<w:r><w:commentReference w:id="4"/></w:r></w:p>'
        ),
        [
            "commentReference 4 leads to no comment",
            "commentRangeStart 4 leads to no comment",
            "commentRangeEnd 4 leads to no comment",
        ],
    ),
    "a bookmark that never ends": (
        '<w:p><w:bookmarkStart w:id="7" w:name="ort"/></w:p>',
        [f"{BODY}: bookmark 7 never ends"],
    ),
    "a bookmark that ends before it starts": (
        '<w:p><w:bookmarkEnd w:id="7"/><w:bookmarkStart w:id="7" w:name="ort"/></w:p>',
        [f"{BODY}: bookmark 7 ends without a start", f"{BODY}: bookmark 7 never ends"],
    ),
    "two bookmarks of one name": (
        (
            '<w:p><w:bookmarkStart w:id="7" w:name="ort"/><w:bookmarkEnd w:id="7"/>'
            '<w:bookmarkStart w:id="8" w:name="ort"/><w:bookmarkEnd w:id="8"/></w:p>'
        ),
        ["two bookmarks have the name ort"],
    ),
    "a bookmark that starts twice": (
        (
            '<w:p><w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkStart w:id="7" w:name="b"/>'
            '<w:bookmarkEnd w:id="7"/></w:p>'
        ),
        [f"{BODY}: bookmark 7 starts twice", "two bookmarks have the id 7"],
    ),
    "a move that leads nowhere": (
        (
            f'<w:p><w:moveFromRangeStart w:id="1" w:name="m1" {BY}/><w:moveFrom w:id="2" {BY}>'
            '<w:r/></w:moveFrom><w:moveFromRangeEnd w:id="1"/></w:p>'
        ),
        ["the move m1 has only one end"],
    ),
    "a note that is not there": (
        '<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>',
        ["footnoteReference 9 leads to no footnote"],
    ),
    "a field that never ends": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        [f"{BODY}: 1 fields never end"],
    ),
    "a field that never began": (
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        [f"{BODY}: a field ends that never began"],
    ),
    "a cell that ends with a table": (
        (
            "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/><w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"
            "</w:tc></w:tr></w:tbl>"
        ),
        [f"{BODY}: a cell does not end with a paragraph"],
    ),
    "a paragraph id out of bounds": (
        '<w:p w14:paraId="80000000"/>',
        [f"{BODY}: the paragraph id 80000000 is out of bounds"],
    ),
    "a paragraph id used twice": (
        '<w:p w14:paraId="00000010"/><w:p w14:paraId="00000010"/>',
        [f"{BODY}: the paragraph id 00000010 is used twice"],
    ),
}


@pytest.mark.parametrize("fault", PACKAGE_FAULTS)
def test_package_rules_find(fault: str) -> None:
    xml, expected = PACKAGE_FAULTS[fault]

    assert package_errors(docx(raw(xml))) == expected


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        ("word/extra.bin", "", "x", ["word/extra.bin: no content type"]),
        (
            "[Content_Types].xml",
            "<Override ",
            '<Override PartName="/word/gone.xml" ContentType="application/xml"/><Override ',
            ["/word/gone.xml: a content type, but no part"],
        ),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            '<Relationship Id="rIdX" Type="urn:x" Target="gone.xml"/></Relationships>',
            ["word/_rels/document.xml.rels: rIdX leads to /word/gone.xml, which is not there"],
        ),
        (
            BODY,
            "<w:commentReference ",
            "<w:tab ",
            [
                "the comment 0 is anchored nowhere",
                "the comment 0 has a range, but no reference",
            ],
        ),
        (
            "word/commentsExtended.xml",
            "<w15:commentEx ",
            '<w15:commentEx w15:paraId="7FFFFFFF"/><w15:commentEx ',
            ["word/commentsExtended.xml: paraId 7FFFFFFF leads to no comment"],
        ),
    ],
)
def test_package_rules_look_at_the_whole_package(
    part: str, old: str, new: str, expected: list[str]
) -> None:
    assert package_errors(altered(everything(), part, old, new)) == expected


def test_package_rules_accept_a_good_document() -> None:
    assert package_errors(everything()) == []


def test_package_rules_count_a_text_box_in_two_forms_once() -> None:
    box = docx(p(textbox(p("<#ort|im Kasten|ort#>"))))

    assert package_errors(box) == []
