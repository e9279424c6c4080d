import pytest
from tests.engines.redline.settle.snippets import (
    DATE,
    accepted,
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

INS, DEL = change("ins"), change("del")
START, END = '<w:bookmarkStart w:id="7" w:name="x"/>', '<w:bookmarkEnd w:id="7"/>'
REFERENCE = '<w:r><w:commentReference w:id="4"/></w:r>'


def cell(text: str, look: str = "") -> str:
    return tc(p(r(text)), look=look)


def test_deleted_row_goes_or_stays() -> None:
    xml = tbl(tr(cell("a")), tr(tc(p(dele("b"), mark=DEL)), look=DEL))

    assert accepted(xml) == same(tbl(tr(cell("a"))))
    assert rejected(xml) == same(tbl(tr(cell("a")), tr(cell("b"))))


def test_inserted_row_stays_or_goes() -> None:
    xml = tbl(tr(tc(p(ins("b"), mark=INS)), look="<w:cantSplit/>" + INS), tr(cell("a")))

    assert rejected(xml) == same(tbl(tr(cell("a"))))
    assert accepted(xml) == same(tbl(tr(cell("b"), look="<w:cantSplit/>"), tr(cell("a"))))


def test_table_goes_with_its_last_row() -> None:
    xml = p(r("a")) + tbl(tr(cell("b"), look=DEL), tr(cell("c"), look=DEL)) + p(r("d"))

    assert accepted(xml) == same(p(r("a")) + p(r("d")))


def test_table_in_a_cell_leaves_a_paragraph() -> None:
    inner = tbl(tr(cell("b"), look=DEL))

    assert accepted(tbl(tr(tc(inner)))) == same(tbl(tr(tc(p()))))
    assert accepted(tbl(tr(tc(inner, p(r("x")))))) == same(tbl(tr(tc(p(r("x"))))))


def test_cell_ends_with_a_paragraph_when_the_table_behind_another_goes() -> None:
    kept = tbl(tr(cell("a")))

    assert accepted(tc(kept, tbl(tr(cell("b"), look=DEL)))) == same(tc(kept, p()))


def test_body_of_a_table_only_leaves_a_paragraph_before_the_section() -> None:
    assert accepted(tbl(tr(cell("a"), look=DEL)) + "<w:sectPr/>") == same(p() + "<w:sectPr/>")


def test_row_in_a_content_control_takes_it_along() -> None:
    xml = tbl(tr(cell("a")), sdt(tr(cell("b"), look=DEL)))

    assert accepted(xml) == same(tbl(tr(cell("a"))))
    assert accepted(tbl(sdt(tr(cell("b"), look=DEL))) + p()) == same(p())


def test_bookmark_of_a_row_stays_between_rows() -> None:
    xml = tbl(tr(tc(p(START, dele("a"), END)), look=DEL), tr(cell("b")))

    assert accepted(xml) == same(tbl(START, END, tr(cell("b"))))


def test_bookmark_of_a_table_stays_in_its_place() -> None:
    assert accepted(tbl(tr(tc(p(START, r("a"), END)), look=DEL)) + p(r("b"))) == same(
        START + END + p(r("b"))
    )


def test_comment_of_a_row_goes_to_the_following_paragraph() -> None:
    xml = tbl(tr(tc(p(r("a"), REFERENCE)), look=DEL), tr(tc(p(r("b"), look="<w:keepNext/>"))))

    assert accepted(xml) == same(tbl(tr(tc(p(REFERENCE, r("b"), look="<w:keepNext/>")))))


def test_comment_of_a_table_goes_to_the_paragraph_behind_it() -> None:
    xml = p(r("a")) + tbl(tr(tc(p(REFERENCE)), look=DEL)) + p(r("b"))

    assert accepted(xml) == same(p(r("a")) + p(REFERENCE, r("b")))


def test_comment_of_a_last_table_goes_to_the_paragraph_before_it() -> None:
    xml = p(r("a")) + START + tbl(tr(tc(p(REFERENCE)), look=DEL)) + END

    assert accepted(xml) == same(p(r("a"), REFERENCE) + START + END)


def test_comment_of_all_there_is_goes() -> None:
    assert accepted(START + tbl(tr(tc(p(REFERENCE)), look=DEL)) + END) == same(START + END + p())


def test_mark_of_no_row_is_dropped() -> None:
    xml = f"<w:style><w:trPr>{DEL}</w:trPr></w:style>"

    assert accepted(xml) == rejected(xml) == same("<w:style/>")


GRID = (10, 20, 30)


def test_deleted_column_leaves_the_grid() -> None:
    gone = change("cellDel")
    xml = tbl(
        tr(cell("a"), cell("b", gone), cell("c")),
        tr(cell("d"), cell("e", gone), cell("f")),
        widths=GRID,
    )

    assert accepted(xml) == same(
        tbl(tr(cell("a"), cell("c")), tr(cell("d"), cell("f")), widths=(10, 30))
    )
    assert rejected(xml) == same(
        tbl(tr(cell("a"), cell("b"), cell("c")), tr(cell("d"), cell("e"), cell("f")), widths=GRID)
    )


def test_inserted_column_leaves_the_grid_when_rejected() -> None:
    new = change("cellIns")
    xml = tbl(tr(cell("a"), cell("b", new)), tr(cell("c"), cell("d", new)), widths=(10, 20))

    assert rejected(xml) == same(tbl(tr(cell("a")), tr(cell("c")), widths=(10,)))
    assert accepted(xml) == same(
        tbl(tr(cell("a"), cell("b")), tr(cell("c"), cell("d")), widths=(10, 20))
    )


@pytest.mark.parametrize(("span", "left"), [(3, '<w:gridSpan w:val="2"/>'), (2, "")])
def test_cell_over_a_deleted_column_becomes_narrower(span: int, left: str) -> None:
    gone = change("cellDel")
    title = tc(p(r("t")), look=f'<w:gridSpan w:val="{span}"/>')
    rest = [cell(text) for text in "cd"[: span - 1]]
    xml = tbl(tr(title), tr(cell("a", gone), *rest), widths=GRID[:span])

    assert accepted(xml) == same(tbl(tr(tc(p(r("t")), look=left)), tr(*rest), widths=GRID[1:span]))


def test_column_that_one_row_still_has_stays_in_the_grid() -> None:
    xml = tbl(
        tr(cell("a"), cell("b", change("cellDel"))), tr(cell("c"), cell("d")), widths=(10, 20)
    )

    assert accepted(xml) == same(tbl(tr(cell("a")), tr(cell("c"), cell("d")), widths=(10, 20)))


def test_column_deleted_cell_by_cell_leaves_the_grid_in_the_end() -> None:
    xml = tbl(
        tr(cell("a"), cell("b", change("cellDel", id=1))),
        tr(cell("c"), cell("d", change("cellDel", id=2))),
        widths=(10, 20),
    )
    halfway = accepted(xml, 1)

    assert accepted(halfway, 2) == accepted(xml)


def test_column_before_which_a_row_begins_later_stays() -> None:
    late = tr(cell("b"), look='<w:gridBefore w:val="1"/>')
    xml = tbl(tr(cell("a", change("cellDel")), cell("c")), late, widths=(10, 20))

    assert accepted(xml) == same(tbl(tr(cell("c")), late, widths=(10, 20)))


def test_grid_that_is_narrow_already_stays() -> None:
    xml = tbl(tr(cell("a"), cell("b", change("cellDel"))), widths=(10,))

    assert accepted(xml) == same(tbl(tr(cell("a")), widths=(10,)))


def test_row_goes_with_its_last_cell() -> None:
    xml = tbl(tr(cell("a", change("cellDel"))), tr(cell("b")), widths=(10,))

    assert accepted(xml) == same(tbl(tr(cell("b")), widths=(10,)))
    assert accepted(tbl(tr(cell("a", change("cellDel")))) + p()) == same(p())


def test_cell_in_a_content_control_takes_it_along() -> None:
    xml = tbl(tr(cell("a"), sdt(cell("b", change("cellDel")))), widths=(10, 20))

    assert accepted(xml) == same(tbl(tr(cell("a")), widths=(10,)))


def test_mark_of_no_cell_is_dropped() -> None:
    xml = f"<w:style><w:tcPr>{change('cellDel')}</w:tcPr></w:style>"

    assert accepted(xml) == same("<w:style/>")
    assert accepted(tc(p(r("a")), look=change("cellDel"))) == same(tc(p(r("a"))))


def test_made_up_span_is_no_trouble() -> None:
    huge = tc(p(r("t")), look=f'<w:gridSpan w:val="{"9" * 17}"/>')
    xml = tbl(tr(huge), tr(cell("a", change("cellDel")), cell("b")), widths=(10, 20))

    assert accepted(xml) == same(tbl(tr(huge), tr(cell("b")), widths=(10, 20)))


def merge(now: str, before: str) -> str:
    vertical = f' w:vMerge="{now}"' if now else ""
    original = f' w:vMergeOrig="{before}"' if before else ""
    return f'<w:cellMerge w:id="1" w:author="Kim" w:date="{DATE}"{vertical}{original}/>'


@pytest.mark.parametrize(
    ("now", "before", "new", "old"),
    [
        ("rest", "", '<w:vMerge w:val="restart"/>', ""),
        ("cont", "rest", '<w:vMerge w:val="continue"/>', '<w:vMerge w:val="restart"/>'),
        ("", "cont", "", '<w:vMerge w:val="continue"/>'),
    ],
)
def test_merged_cell_gets_what_was_decided(now: str, before: str, new: str, old: str) -> None:
    width, shade = '<w:tcW w:w="5"/>', '<w:shd w:val="clear"/>'
    xml = cell("a", width + "<w:vMerge/>" + shade + merge(now, before))

    assert accepted(xml) == same(cell("a", width + new + shade))
    assert rejected(xml) == same(cell("a", width + old + shade))


def test_row_of_a_table_in_a_fragment_goes() -> None:
    assert accepted(tr(tc(p(REFERENCE)), look=DEL), container="tbl") == ""
