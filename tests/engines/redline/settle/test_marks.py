import pytest
from tests.engines.redline.settle.snippets import (
    accepted,
    box,
    change,
    dele,
    ins,
    p,
    r,
    rejected,
    same,
    sdt,
    tbl,
    tc,
    tr,
)

GOES = change("del")
LEFT, RIGHT = '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'
START, END = '<w:bookmarkStart w:id="7" w:name="x"/>', '<w:bookmarkEnd w:id="7"/>'
TABLE = tbl(tr(tc(p(r("t")))))
SECTION = "<w:sectPr/>"


def test_deleted_mark_joins_with_the_following_paragraph() -> None:
    xml = p(r("a"), mark=GOES, look=LEFT) + p(r("b"), look=RIGHT)

    assert accepted(xml) == same(p(r("a"), r("b"), look=RIGHT))
    assert rejected(xml) == same(p(r("a"), look=LEFT) + p(r("b"), look=RIGHT))


def test_inserted_mark_joins_when_rejected() -> None:
    xml = p(r("a"), mark=change("ins")) + p(r("b"))

    assert rejected(xml) == same(p(r("a"), r("b")))
    assert accepted(xml) == same(p(r("a")) + p(r("b")))


@pytest.mark.parametrize(("kind", "settle"), [("moveFrom", accepted), ("moveTo", rejected)])
def test_moved_mark_joins(kind: str, settle: object) -> None:
    assert callable(settle)
    assert settle(p(r("a"), mark=change(kind)) + p(r("b"))) == same(p(r("a"), r("b")))


def test_marks_in_a_row_chain() -> None:
    xml = "".join(p(r(text), mark=GOES) for text in "abc") + p(r("d"), look=RIGHT) + p(r("e"))

    assert accepted(xml) == same(p(r("a"), r("b"), r("c"), r("d"), look=RIGHT) + p(r("e")))


def test_chain_ends_at_a_mark_that_stays_tracked() -> None:
    second = change("del", id=2)
    xml = p(r("a"), mark=GOES) + p(r("b"), mark=second) + p(r("c"))

    assert accepted(xml, 1) == same(p(r("a"), r("b"), mark=second) + p(r("c")))
    assert accepted(xml, 2) == same(p(r("a"), mark=GOES) + p(r("b"), r("c")))


def test_deleted_paragraph_is_gone_with_its_text() -> None:
    xml = p(r("a")) + p(dele("b"), mark=GOES) + p(r("c"))

    assert accepted(xml) == same(p(r("a")) + p(r("c")))
    assert rejected(xml) == same(p(r("a")) + p(r("b")) + p(r("c")))


def test_inserted_paragraph_is_gone_when_rejected() -> None:
    xml = p(r("a")) + p(ins("b"), mark=change("ins")) + p(r("c"))

    assert rejected(xml) == same(p(r("a")) + p(r("c")))
    assert accepted(xml) == same(p(r("a")) + p(r("b")) + p(r("c")))


def test_mark_inserted_by_one_and_deleted_by_another() -> None:
    xml = p(r("a"), mark=change("ins", "", "Kim", 1) + change("del", "", "Lea", 2)) + p(r("b"))

    assert accepted(xml) == same(p(r("a"), r("b")))
    assert rejected(xml) == same(p(r("a"), r("b")))
    assert accepted(xml, 1) == same(p(r("a"), mark=change("del", "", "Lea", 2)) + p(r("b")))
    assert rejected(xml, 2) == same(p(r("a"), mark=change("ins", "", "Kim", 1)) + p(r("b")))


def test_other_properties_of_a_kept_mark_stay() -> None:
    assert rejected(p(mark=GOES + "<w:b/>")) == same(p(mark="<w:b/>"))


def test_markers_between_joined_paragraphs_come_along_in_order() -> None:
    xml = p(START, r("a"), mark=GOES) + END + p(r("b"))

    assert accepted(xml) == same(p(START, r("a"), END, r("b")))


def test_section_break_goes_with_its_mark() -> None:
    xml = p(r("a"), mark=GOES).replace("</w:pPr>", f"{SECTION}</w:pPr>") + p(r("b"))

    assert accepted(xml) == same(p(r("a"), r("b")))


def test_empty_paragraph_before_a_table_goes() -> None:
    assert accepted(p(dele("a"), mark=GOES) + TABLE + p()) == same(TABLE + p())


def test_markers_of_an_empty_paragraph_before_a_table_stay() -> None:
    xml = p(START, dele("a"), END, mark=GOES) + TABLE + p()

    assert accepted(xml) == same(START + END + TABLE + p())


def test_text_before_a_table_keeps_its_paragraph() -> None:
    assert accepted(p(r("a"), mark=GOES, look=LEFT) + TABLE + p()) == same(
        p(r("a"), look=LEFT) + TABLE + p()
    )


def test_chain_before_a_table_ends_in_its_last_paragraph() -> None:
    xml = p(r("a"), mark=GOES, look=LEFT) + p(r("b"), mark=GOES, look=RIGHT) + TABLE + p()

    assert accepted(xml) == same(p(r("a"), r("b"), look=RIGHT) + TABLE + p())


def test_paragraph_before_a_deleted_table_joins_with_what_follows() -> None:
    table = tbl(tr(tc(p(dele("t"))), look=change("del")))

    assert accepted(p(r("a"), mark=GOES) + table + p(r("b"))) == same(p(r("a"), r("b")))


def test_empty_last_paragraph_goes_behind_another() -> None:
    xml = tbl(tr(tc(p(r("a")), p(ins("b"), mark=change("ins")))))

    assert rejected(xml) == same(tbl(tr(tc(p(r("a"))))))


def test_empty_last_paragraph_of_a_body_goes_behind_another() -> None:
    assert rejected(p(r("a")) + p(ins("b"), mark=change("ins")) + SECTION) == same(
        p(r("a")) + SECTION
    )


@pytest.mark.parametrize("container", ["tc", "body", "footnote", "hdr", "txbxContent", "comment"])
def test_only_paragraph_never_vanishes(container: str) -> None:
    assert accepted(p(dele("a"), mark=GOES), container=container) == same(p())


def test_last_paragraph_behind_a_table_never_vanishes() -> None:
    assert accepted(tc(TABLE, p(dele("a"), mark=GOES))) == same(tc(TABLE, p()))


def test_all_paragraphs_deleted_leave_one() -> None:
    xml = p(dele("a"), mark=GOES) + p(dele("b"), mark=GOES)

    assert accepted(xml) == same(p())
    assert accepted(tbl(tr(tc(xml)))) == same(tbl(tr(tc(p()))))


def test_text_at_the_end_of_a_cell_keeps_its_paragraph() -> None:
    xml = tbl(tr(tc(p(r("a"), mark=GOES)), tc(p(r("b")))))

    assert accepted(xml) == same(tbl(tr(tc(p(r("a"))), tc(p(r("b"))))))


def test_paragraph_with_text_still_tracked_is_not_empty() -> None:
    xml = p(dele("a", id=2), mark=GOES) + TABLE + p()

    assert accepted(xml, 1) == same(p(dele("a", id=2)) + TABLE + p())


def test_paragraph_with_an_empty_run_is_empty() -> None:
    assert accepted(p("<w:r/>", mark=GOES) + TABLE + p()) == same(TABLE + p())


def test_content_control_left_empty_goes() -> None:
    xml = p(r("a")) + sdt(p(dele("b"), mark=GOES)) + p(r("c"))

    assert accepted(xml) == same(p(r("a")) + p(r("c")))


def test_content_controls_left_empty_go_from_within() -> None:
    assert accepted(sdt(sdt(p(mark=GOES))) + p()) == same(p())


def test_markers_of_a_content_control_left_empty_stay() -> None:
    assert accepted(sdt(START, p(mark=GOES), END) + p(r("a"))) == same(START + END + p(r("a")))


def test_cell_keeps_a_paragraph_when_its_content_control_goes() -> None:
    assert accepted(tbl(tr(tc(sdt(p(mark=GOES)))))) == same(tbl(tr(tc(p()))))


def test_custom_markup_left_empty_goes() -> None:
    xml = f"<w:customXml><w:customXmlPr/>{p(mark=GOES)}</w:customXml>" + p(r("a"))

    assert accepted(xml) == same(p(r("a")))


def test_last_paragraph_in_a_content_control_keeps_its_text_there() -> None:
    assert accepted(sdt(p(r("a"), mark=GOES)) + p(r("b"))) == same(sdt(p(r("a"))) + p(r("b")))


def test_text_box_keeps_its_paragraph() -> None:
    xml = p(box(p(dele("a"), mark=GOES)), mark=GOES) + p(r("b"))

    assert accepted(xml) == same(p(box(p()), r("b")))


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:r><w:rPr>{GOES}</w:rPr><w:t>a</w:t></w:r>",
        f"<w:style><w:rPr>{GOES}</w:rPr></w:style>",
        f"<w:style><w:pPr><w:rPr>{GOES}</w:rPr></w:pPr></w:style>",
    ],
)
def test_mark_of_no_paragraph_is_dropped(xml: str) -> None:
    bare = xml.replace(f"<w:rPr>{GOES}</w:rPr>", "").replace("<w:pPr></w:pPr>", "")

    assert accepted(xml) == rejected(xml) == same(bare)


def test_markers_of_a_vanishing_last_paragraph_go_to_the_one_before() -> None:
    xml = tc(p(START, r("a")), p(END, ins("b"), mark=change("ins")))

    assert rejected(xml) == same(tc(p(START, r("a"), END)))


def test_markers_between_an_empty_paragraph_and_a_table_stay() -> None:
    assert accepted(p(mark=GOES) + START + TABLE + END + p(r("a"))) == same(
        START + TABLE + END + p(r("a"))
    )
