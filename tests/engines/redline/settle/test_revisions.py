import pytest
from tests.engines.redline.settle.snippets import by, change, dele, ins, p, r, tbl, tc, tr, tree

from einklang.engines.redline.names import M
from einklang.engines.redline.settle.revisions import revisions


def kinds(xml: str) -> list[tuple[str, str, int]]:
    return [(each.kind, each.author, each.id) for each in revisions(tree(xml))]


def test_revisions_stand_in_the_order_of_the_document() -> None:
    xml = p(ins("a", "Kim", 5), dele("b", "Lea", 2), mark=change("ins", id=9)) + p(ins("c", id=1))

    assert kinds(xml) == [
        ("mark-ins", "Kim", 9),
        ("ins", "Kim", 5),
        ("del", "Lea", 2),
        ("ins", "Kim", 1),
    ]


def test_revisions_keep_author_and_date() -> None:
    [found] = revisions(tree(p(ins("a", "Kim Muster", 3))))

    assert (found.author, found.date, found.id) == ("Kim Muster", "2026-03-01T10:00:00Z", 3)


@pytest.mark.parametrize("kind", ["ins", "del", "moveFrom", "moveTo"])
def test_revision_of_a_paragraph_mark_has_a_kind_of_its_own(kind: str) -> None:
    assert kinds(p(mark=change(kind))) == [(f"mark-{kind}", "Kim", 1)]


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_revision_of_a_row_has_a_kind_of_its_own(kind: str) -> None:
    assert kinds(tbl(tr(tc(p()), look=change(kind)))) == [(f"row-{kind}", "Kim", 1)]


@pytest.mark.parametrize("kind", ["cellIns", "cellDel", "cellMerge"])
def test_revision_of_a_cell_is_found(kind: str) -> None:
    assert kinds(tbl(tr(tc(p(), look=change(kind))))) == [(kind, "Kim", 1)]


@pytest.mark.parametrize(
    ("name", "xml"),
    [
        ("rPrChange", p(r("a", change("rPrChange", "<w:rPr/>")))),
        ("rPrChange", p(mark=change("rPrChange", "<w:rPr/>"))),
        ("pPrChange", p(look=change("pPrChange", "<w:pPr/>"))),
        ("sectPrChange", f"<w:sectPr>{change('sectPrChange', '<w:sectPr/>')}</w:sectPr>"),
        (
            "tblPrChange",
            f"<w:tbl><w:tblPr>{change('tblPrChange', '<w:tblPr/>')}</w:tblPr></w:tbl>",
        ),
        ("tblPrExChange", f"<w:tblPrEx>{change('tblPrExChange', '<w:tblPrEx/>')}</w:tblPrEx>"),
        ("trPrChange", tr(look=change("trPrChange", "<w:trPr/>"))),
        ("tcPrChange", tc(look=change("tcPrChange", "<w:tcPr/>"))),
        ("tblGridChange", tbl(grid=change("tblGridChange", "<w:tblGrid/>"))),
        ("numberingChange", p(look=f"<w:numPr>{change('numberingChange')}</w:numPr>")),
        ("numbering-ins", p(look=f"<w:numPr>{change('ins')}</w:numPr>")),
        ("math-del", f"<m:f><m:fPr><m:ctrlPr>{change('del')}</m:ctrlPr></m:fPr></m:f>"),
        ("customXmlInsRangeStart", change("customXmlInsRangeStart")),
        ("customXmlDelRangeStart", change("customXmlDelRangeStart")),
        ("customXmlMoveFromRangeStart", change("customXmlMoveFromRangeStart")),
        ("customXmlMoveToRangeStart", change("customXmlMoveToRangeStart")),
    ],
)
def test_revision_of_properties_is_found(name: str, xml: str) -> None:
    assert kinds(xml) == [(name, "Kim", 1)]


@pytest.mark.parametrize(
    "xml",
    [
        p(mark=change("rPrChange", f"<w:rPr>{change('ins', id=2)}</w:rPr>")),
        p(look=change("pPrChange", f"<w:pPr><w:numPr>{change('ins', id=2)}</w:numPr></w:pPr>")),
        tc(look=change("tcPrChange", f"<w:tcPr>{change('cellIns', id=2)}</w:tcPr>")),
    ],
)
def test_revision_inside_old_properties_is_history(xml: str) -> None:
    assert [each.id for each in revisions(tree(xml))] == [1]


def test_root_is_no_revision() -> None:
    [root] = tree(ins("a", id=1))

    assert [each.id for each in revisions(root)] == [] or root.getparent() is not None
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one
    assert revisions(root) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [("7", 7), ("-7", -7), ("", -1), ("x", -1), ("9" * 5000, -1), ("²", -1), ("٣", -1)],
)
def test_id_that_is_no_number_is_minus_one(written: str, read: int) -> None:
    [found] = revisions(tree(p(f'<w:ins w:id="{written}"/>')))

    assert (found.id, found.author, found.date) == (read, "", "")


def test_changed_properties_at_the_top_of_a_fragment_are_found() -> None:
    root = tree(tc(look=change("tcPrChange", "<w:tcPr/>")))[0][0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    assert [each.kind for each in revisions(root)] == ["tcPrChange"]


def test_insertion_inside_a_formula_is_text() -> None:
    assert M
    assert kinds(p(f"<m:oMath><w:ins {by()}><m:r><m:t>x</m:t></m:r></w:ins></m:oMath>")) == [
        ("ins", "Kim", 1)
    ]
