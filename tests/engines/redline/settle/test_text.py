import pytest
from lxml import etree
from tests.engines.redline.settle.snippets import (
    accepted,
    box,
    by,
    change,
    dele,
    gone,
    ins,
    p,
    r,
    rejected,
    same,
    sdt,
    tree,
)

from einklang.engines.redline.settle.settle import accept, reject


def test_insertion_accepted_is_text() -> None:
    assert accepted(p(r("a"), ins("b"), r("c"))) == same(p(r("a"), r("b"), r("c")))


def test_insertion_rejected_is_gone() -> None:
    assert rejected(p(r("a"), ins("b"), r("c"))) == same(p(r("a"), r("c")))


def test_deletion_accepted_is_gone() -> None:
    assert accepted(p(r("a"), dele("b"), r("c"))) == same(p(r("a"), r("c")))


def test_deletion_rejected_is_text() -> None:
    assert rejected(p(r("a"), dele("b"), r("c"))) == same(p(r("a"), r("b"), r("c")))


def test_field_code_in_rejected_deletion_is_a_code_again() -> None:
    code = "<w:r><w:delInstrText> PAGE </w:delInstrText></w:r>"

    assert rejected(p(change("del", code))) == same(
        p("<w:r><w:instrText> PAGE </w:instrText></w:r>")
    )


NESTED = p(r("a"), change("ins", r("b") + dele("c", "Lea", 2) + r("d"), "Kim", 1))


def test_deletion_in_insertion_accepts_alone() -> None:
    assert accepted(NESTED, 2) == same(p(r("a"), change("ins", r("b") + r("d"))))


def test_deletion_in_insertion_rejects_alone() -> None:
    assert rejected(NESTED, 2) == same(p(r("a"), change("ins", r("b") + r("c") + r("d"))))


def test_insertion_around_deletion_accepts_alone() -> None:
    assert accepted(NESTED, 1) == same(p(r("a"), r("b"), dele("c", "Lea", 2), r("d")))


def test_insertion_around_deletion_rejects_with_it() -> None:
    assert rejected(NESTED, 1) == same(p(r("a")))


def test_nested_changes_settle_together() -> None:
    assert accepted(NESTED) == same(p(r("a"), r("b"), r("d")))
    assert rejected(NESTED) == same(p(r("a")))


IN_DELETION = p(change("del", gone("a") + change("ins", gone("b"), "Lea", 2) + gone("c")))


def test_insertion_in_deletion_stays_deleted_when_accepted_alone() -> None:
    assert accepted(IN_DELETION, 2) == same(p(change("del", gone("a") + gone("b") + gone("c"))))


def test_deletion_around_insertion_rejected_alone_revives_all_its_words() -> None:
    assert rejected(IN_DELETION, 1) == same(p(r("a"), change("ins", r("b"), "Lea", 2), r("c")))


def test_deletion_in_deletion_keeps_the_inner_words_deleted() -> None:
    xml = p(change("del", gone("a") + dele("b", "Lea", 2)))

    assert rejected(xml, 1) == same(p(r("a"), dele("b", "Lea", 2)))
    assert rejected(xml, 2) == same(p(change("del", gone("a") + gone("b"))))
    assert rejected(xml) == same(p(r("a"), r("b")))


def test_insertion_left_empty_by_a_deletion_in_it_is_gone() -> None:
    assert accepted(p(r("a"), change("ins", dele("b", "Lea", 2))), 2) == same(p(r("a")))


def test_empty_insertion_leaves_nothing() -> None:
    assert accepted(p(change("ins"))) == rejected(p(change("ins"))) == same(p())


def test_hyperlink_in_rejected_insertion_is_gone() -> None:
    link = f'<w:hyperlink w:anchor="x">{r("a")}</w:hyperlink>'

    assert rejected(p(change("ins", link))) == same(p())
    assert accepted(p(change("ins", link))) == same(p(link))


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "fldSimple", "dir", "bdo"])
def test_wrapper_left_empty_is_gone(wrapper: str) -> None:
    xml = p(r("a"), f"<w:{wrapper}>{dele('b')}</w:{wrapper}>")

    assert accepted(xml) == same(p(r("a")))
    assert rejected(xml) == same(p(r("a"), f"<w:{wrapper}>{r('b')}</w:{wrapper}>"))


def test_wrapper_with_other_text_stays() -> None:
    xml = p(f"<w:hyperlink>{dele('a')}{r('b')}</w:hyperlink>")

    assert accepted(xml) == same(p(f"<w:hyperlink>{r('b')}</w:hyperlink>"))


def test_markers_of_an_empty_wrapper_stay() -> None:
    start = '<w:bookmarkStart w:id="7" w:name="x"/>'
    xml = p(f"<w:hyperlink>{start}{dele('a')}</w:hyperlink>", '<w:bookmarkEnd w:id="7"/>')

    assert accepted(xml) == same(p(start, '<w:bookmarkEnd w:id="7"/>'))


def test_content_control_left_empty_in_a_line_keeps_a_run() -> None:
    assert accepted(p(sdt(dele("a")))) == same(p(sdt("<w:r/>")))


def test_content_control_in_rejected_insertion_is_gone() -> None:
    assert rejected(p(r("a"), change("ins", sdt(r("b"))))) == same(p(r("a")))
    assert accepted(p(r("a"), change("ins", sdt(r("b"))))) == same(p(r("a"), sdt(r("b"))))


def test_formula_left_empty_is_gone() -> None:
    inner = "<m:r><m:t>x</m:t></m:r>"
    xml = p(r("a"), f"<m:oMathPara><m:oMath>{change('ins', inner)}</m:oMath></m:oMathPara>")

    assert rejected(xml) == same(p(r("a")))
    assert accepted(xml) == same(
        p(r("a"), f"<m:oMathPara><m:oMath>{inner}</m:oMath></m:oMathPara>")
    )


def fraction(mark: str, inner: str) -> str:
    control = f"<m:ctrlPr>{mark}</m:ctrlPr>" if mark else ""
    top = f"<m:num>{inner}</m:num>"
    return p(f"<m:oMath><m:f><m:fPr>{control}</m:fPr>{top}</m:f></m:oMath>")


def test_frame_of_a_formula_goes_with_its_text() -> None:
    text = change("del", "<m:r><m:t>x</m:t></m:r>")
    xml = fraction(change("del", "<w:rPr><w:i/></w:rPr>"), text)

    assert accepted(xml) == same(p())
    assert rejected(xml) == same(fraction("<w:rPr><w:i/></w:rPr>", "<m:r><m:t>x</m:t></m:r>"))


def test_frame_of_a_formula_stays_around_text() -> None:
    text = "<m:r><m:t>x</m:t></m:r>"

    assert accepted(fraction(change("del"), text)) == same(fraction("", text))
    assert rejected(fraction(change("ins"), text)) == same(fraction("", text))


def test_mark_of_a_formula_in_an_odd_place_is_dropped() -> None:
    xml = p(f"<m:oMath><m:e><m:ctrlPr>{change('del')}</m:ctrlPr></m:e></m:oMath>")

    assert accepted(xml) == same(p("<m:oMath><m:e/></m:oMath>"))


def test_bookmarks_and_comment_anchors_outlive_their_text() -> None:
    markers = [
        '<w:commentRangeStart w:id="4"/>',
        '<w:bookmarkStart w:id="7" w:name="x"/>',
        '<w:bookmarkEnd w:id="7"/>',
        '<w:commentRangeEnd w:id="4"/>',
    ]
    xml = p(change("del", markers[0] + markers[1] + gone("a") + markers[2] + markers[3]))

    assert accepted(xml) == same(p(*markers))


def test_reference_of_a_comment_stays_without_its_neighbours() -> None:
    look = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
    reference = '<w:commentReference w:id="4"/>'
    run = f"<w:r>{look}{reference}<w:delText>b</w:delText></w:r>"
    bare = f"<w:r>{reference}</w:r>"

    assert accepted(p(change("del", gone("a") + run))) == same(p(f"<w:r>{look}{reference}</w:r>"))
    assert accepted(p(change("del", bare))) == same(p(bare))


def test_half_a_range_stays_and_a_whole_one_goes() -> None:
    whole = '<w:permStart w:id="1"/><w:permEnd w:id="1"/>'

    assert accepted(p(change("del", whole + '<w:permEnd w:id="2"/>' + gone("a")))) == same(
        p('<w:permEnd w:id="2"/>')
    )


def test_footnote_reference_goes_with_its_text() -> None:
    assert accepted(p(change("del", '<w:r><w:footnoteReference w:id="2"/></w:r>'))) == same(p())


def test_text_box_settles_in_both_forms() -> None:
    assert accepted(p(box(p(ins("a"), dele("b"))))) == same(p(box(p(r("a")))))
    assert rejected(p(box(p(ins("a"), dele("b"))))) == same(p(box(p(r("b")))))


def test_deleted_text_box_comes_back_with_its_words() -> None:
    xml = p(change("del", box(p(r("a"), dele("b", "Lea", 2)))))

    assert rejected(xml, 1) == same(p(box(p(r("a"), dele("b", "Lea", 2)))))
    assert rejected(xml, 2) == same(p(change("del", box(p(r("a"), r("b"))))))
    assert accepted(xml) == same(p())


def test_bookmarks_inside_a_deleted_text_box_go_with_it() -> None:
    start, end = '<w:bookmarkStart w:id="7" w:name="x"/>', '<w:bookmarkEnd w:id="7"/>'

    assert accepted(p(change("del", box(p(start, r("a"), end))))) == same(p())


@pytest.mark.parametrize("part", ["footnote", "comment", "hdr", "ftr", "endnote"])
def test_changes_settle_in_every_kind_of_part(part: str) -> None:
    assert accepted(p(ins("a"), dele("b")), container=part) == same(p(r("a")))


def test_runs_between_paragraphs_get_a_paragraph() -> None:
    assert accepted(ins("a") + p(r("b"))) == same(p(r("a")) + p(r("b")))
    assert rejected(ins("a") + p(r("b"))) == same(p(r("b")))


def test_markers_between_paragraphs_need_no_paragraph() -> None:
    start = '<w:bookmarkStart w:id="7" w:name="x"/>'

    assert accepted(change("ins", start) + p(r("b"))) == same(start + p(r("b")))


def test_only_the_given_changes_are_settled() -> None:
    xml = p(ins("a", id=1), ins("b", id=2), dele("c", id=3))

    assert accepted(xml, 2) == same(p(ins("a", id=1), r("b"), dele("c", id=3)))
    assert rejected(xml, 1, 3) == same(p(ins("b", id=2), r("c")))


@pytest.mark.parametrize("settle", [accept, reject])
def test_what_is_no_revision_is_passed_over(settle: object) -> None:
    root = tree(p(r("a"), ins("b")))
    before = etree.tostring(root)
    assert callable(settle)

    settle([root, root[0], root[0][0]])
    settle([])

    assert etree.tostring(root) == before


def test_changes_of_several_documents_settle_in_one_go() -> None:
    one, other = tree(p(ins("a"))), tree(p(dele("b")))

    accept([one[0][0], other[0][0]])

    assert etree.tostring(one[0][0]) != b""
    assert (len(one[0]), len(other[0])) == (1, 0)


def test_insertion_by_attribute_only_settles() -> None:
    assert accepted(p(f"<w:ins {by('')}>{r('a')}</w:ins>")) == same(p(r("a")))


def test_deletion_between_paragraphs_is_text_again() -> None:
    assert rejected(dele("a") + p()) == same(p(r("a")) + p())


def test_comment_of_a_deletion_between_paragraphs_gets_a_paragraph() -> None:
    reference = '<w:r><w:commentReference w:id="4"/></w:r>'

    assert accepted(change("del", reference) + p()) == same(p(reference) + p())


def test_frame_of_a_formula_that_is_all_stays() -> None:
    root = tree(f"<m:f><m:fPr><m:ctrlPr>{change('del')}</m:ctrlPr></m:fPr></m:f>")[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    accept(root.iter("{*}del"))

    assert root.tag.endswith("}f")


def test_link_that_is_all_stays() -> None:
    root = tree(f"<w:hyperlink>{dele('a')}</w:hyperlink>")[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    accept(root.iter("{*}del"))

    assert len(root) == 0


def test_content_control_between_paragraphs_goes_when_empty() -> None:
    assert rejected(sdt(ins("a")) + p(r("b"))) == same(p(r("b")))
    assert accepted("<w:customXml>" + dele("a") + "</w:customXml>" + p()) == same(p())


def test_content_control_that_is_all_goes_not() -> None:
    root = tree(sdt(ins("a")))[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    reject(root.iter("{*}ins"))

    assert [child.tag.partition("}")[2] for child in root] == ["sdtPr", "sdtContent"]
