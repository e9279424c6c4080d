import pytest
from tests.engines.redline.settle.snippets import (
    accepted,
    change,
    dele,
    gone,
    p,
    r,
    rejected,
    same,
    tbl,
    tc,
    tr,
    tree,
)

from einklang.engines.redline.settle.settle import accept

BOLD, ITALIC = "<w:b/>", "<w:i/>"


def test_formatting_of_a_run() -> None:
    xml = p(r("a", BOLD + change("rPrChange", f"<w:rPr>{ITALIC}</w:rPr>")))

    assert accepted(xml) == same(p(r("a", BOLD)))
    assert rejected(xml) == same(p(r("a", ITALIC)))


def test_formatting_that_there_was_not_leaves_nothing() -> None:
    assert rejected(p(r("a", BOLD + change("rPrChange", "<w:rPr/>")))) == same(p(r("a")))
    assert accepted(p(r("a", change("rPrChange", f"<w:rPr>{BOLD}</w:rPr>")))) == same(p(r("a")))


def test_record_without_old_properties_means_that_there_were_none() -> None:
    assert rejected(p(r("a", BOLD + change("rPrChange")))) == same(p(r("a")))


def test_formatting_inside_a_deletion_settles_on_its_own() -> None:
    look = BOLD + change("rPrChange", f"<w:rPr>{ITALIC}</w:rPr>", id=2)
    xml = p(change("del", gone("a", look)))

    assert rejected(xml, 2) == same(p(change("del", gone("a", ITALIC))))
    assert rejected(xml, 1) == same(p(r("a", look)))
    assert rejected(xml) == same(p(r("a", ITALIC)))
    assert accepted(xml) == same(p())


def test_formatting_of_a_mark_leaves_the_mark_tracked() -> None:
    old = f"<w:rPr>{change('del', id=9)}{ITALIC}</w:rPr>"
    mark = change("ins", id=1) + BOLD + change("rPrChange", old, id=2)

    assert rejected(p(mark=mark), 2) == same(p(mark=change("ins", id=1) + ITALIC))
    assert accepted(p(mark=mark), 2) == same(p(mark=change("ins", id=1) + BOLD))


def test_formatting_of_a_paragraph_leaves_its_mark_and_section() -> None:
    new, old = '<w:jc w:val="left"/>', '<w:keepNext/><w:jc w:val="right"/>'
    mark, section = f"<w:rPr>{BOLD}</w:rPr>", "<w:sectPr><w:cols/></w:sectPr>"
    record = change("pPrChange", f"<w:pPr>{old}</w:pPr>")
    xml = f"<w:p><w:pPr>{new}{mark}{section}{record}</w:pPr></w:p>"

    assert accepted(xml) == same(f"<w:p><w:pPr>{new}{mark}{section}</w:pPr></w:p>")
    assert rejected(xml) == same(f"<w:p><w:pPr>{old}{mark}{section}</w:pPr></w:p>")


def test_paragraph_without_properties_before_has_none_again() -> None:
    xml = p(r("a"), look='<w:jc w:val="left"/>' + change("pPrChange", "<w:pPr/>"))

    assert rejected(xml) == same(p(r("a")))


def test_section_keeps_its_headers() -> None:
    header = '<w:headerReference w:type="default"/>'
    record = change("sectPrChange", '<w:sectPr><w:pgSz w:w="2"/></w:sectPr>')
    xml = f'<w:sectPr>{header}<w:pgSz w:w="1"/>{record}</w:sectPr>'

    assert accepted(xml) == same(f'<w:sectPr>{header}<w:pgSz w:w="1"/></w:sectPr>')
    assert rejected(xml) == same(f'<w:sectPr>{header}<w:pgSz w:w="2"/></w:sectPr>')


@pytest.mark.parametrize(
    ("name", "around", "empty"),
    [
        ("tblPr", "<w:tbl>{}<w:tblGrid/></w:tbl>", "<w:tblPr/>"),
        ("tblPrEx", "<w:tr>{}</w:tr>", ""),
        ("trPr", "<w:tr>{}</w:tr>", ""),
        ("tcPr", "<w:tc>{}</w:tc>", ""),
    ],
)
def test_properties_of_tables(name: str, around: str, empty: str) -> None:
    new, old = "<w:shd/>", "<w:hidden/><w:jc/>"

    def xml(inner: str) -> str:
        return around.format(f"<w:{name}>{inner}</w:{name}>")

    changed = xml(new + change(f"{name}Change", f"<w:{name}>{old}</w:{name}>"))

    assert accepted(changed) == same(xml(new))
    assert rejected(changed) == same(xml(old))
    assert rejected(xml(new + change(f"{name}Change", f"<w:{name}/>"))) == same(
        around.format(empty)
    )


def test_properties_of_a_row_leave_its_mark_tracked() -> None:
    mark = change("del", id=1)
    record = change("trPrChange", "<w:trPr><w:jc/></w:trPr>", id=2)

    assert rejected(tr(look="<w:hidden/>" + mark + record), 2) == same(tr(look="<w:jc/>" + mark))


def test_properties_of_a_cell_leave_its_mark_tracked() -> None:
    mark = change("cellIns", id=1)
    old = f"<w:tcPr><w:noWrap/>{change('cellDel', id=9)}</w:tcPr>"
    record = change("tcPrChange", old, id=2)

    assert rejected(tc(p(), look="<w:shd/>" + mark + record), 2) == same(
        tc(p(), look="<w:noWrap/>" + mark)
    )


def test_old_grid_comes_back() -> None:
    old = '<w:tblGrid><w:gridCol w:w="7"/></w:tblGrid>'
    record = f'<w:tblGridChange w:id="1">{old}</w:tblGridChange>'
    xml = tbl(tr(tc(p(r("a")))), widths=(1, 2), grid=record)

    assert accepted(xml) == same(tbl(tr(tc(p(r("a")))), widths=(1, 2)))
    assert rejected(xml) == same(tbl(tr(tc(p(r("a")))), widths=(7,)))


def test_inserted_numbering() -> None:
    level = '<w:ilvl w:val="0"/><w:numId w:val="1"/>'
    xml = p(r("a"), look=f"<w:numPr>{level}{change('ins')}</w:numPr>")

    assert accepted(xml) == same(p(r("a"), look=f"<w:numPr>{level}</w:numPr>"))
    assert rejected(xml) == same(p(r("a")))


def test_old_label_of_a_list_is_forgotten() -> None:
    xml = p(r("a"), look=f"<w:numPr>{change('numberingChange')}</w:numPr>")

    assert accepted(xml) == rejected(xml) == same(p(r("a")))


def test_record_in_the_wrong_place_is_dropped() -> None:
    xml = p(dele("x"), change("pPrChange", "<w:pPr><w:jc/></w:pPr>", id=2))

    assert rejected(xml, 2) == same(p(dele("x")))


def test_changed_style_settles() -> None:
    style = f"<w:style><w:rPr>{BOLD}{change('rPrChange', '<w:rPr/>')}</w:rPr></w:style>"

    assert accepted(style) == same(f"<w:style><w:rPr>{BOLD}</w:rPr></w:style>")
    assert rejected(style) == same("<w:style/>")


def test_properties_that_are_all_stay() -> None:
    root = tree(f"<w:rPr>{change('rPrChange', '<w:rPr/>')}</w:rPr>")[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    accept(list(root))

    assert len(root) == 0
