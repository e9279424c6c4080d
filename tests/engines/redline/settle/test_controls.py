import pytest
from tests.engines.redline.settle.snippets import (
    accepted,
    change,
    dele,
    ins,
    p,
    r,
    rejected,
    same,
    sdt,
    tc,
    tree,
)

from einklang.engines.redline.settle.revisions import revisions
from einklang.engines.redline.settle.settle import accept, reject


def start(kind: str, id: int) -> str:  # noqa: A002 - its name in the file
    return change(f"customXml{kind}RangeStart", id=id)


def end(kind: str, id: int) -> str:  # noqa: A002 - its name in the file
    return f'<w:customXml{kind}RangeEnd w:id="{id}"/>'


def tracked(kind: str, inner: str) -> str:
    """Return a tracked content control as Word writes it: a pair around each of its tags."""
    return start(kind, 1) + sdt(end(kind, 1) + inner + start(kind, 2)) + end(kind, 2)


@pytest.mark.parametrize("kind", ["Ins", "MoveTo"])
def test_content_control_that_came(kind: str) -> None:
    assert accepted(p(tracked(kind, r("a")))) == same(p(sdt(r("a"))))
    assert rejected(p(tracked(kind, r("a")))) == same(p(r("a")))


@pytest.mark.parametrize("kind", ["Del", "MoveFrom"])
def test_content_control_that_went(kind: str) -> None:
    assert accepted(p(tracked(kind, r("a")))) == same(p(r("a")))
    assert rejected(p(tracked(kind, r("a")))) == same(p(sdt(r("a"))))


def test_content_control_around_paragraphs() -> None:
    assert accepted(tracked("Del", p(r("a"))) + p()) == same(p(r("a")) + p())


def test_content_control_settles_with_its_text() -> None:
    assert rejected(p(r("x"), tracked("Ins", ins("a", id=3)))) == same(p(r("x")))
    assert accepted(p(r("x"), tracked("Ins", ins("a", id=3)))) == same(p(r("x"), sdt(r("a"))))


def test_one_pair_unwraps_and_the_other_is_left_to_settle() -> None:
    xml = p(tracked("Ins", r("a")))

    assert rejected(xml, 1) == same(p(r("a"), start("Ins", 2), end("Ins", 2)))
    assert rejected(xml, 2) == same(p(start("Ins", 1), end("Ins", 1), r("a")))
    assert rejected(rejected(xml, 2), 1) == same(p(r("a")))


def test_prompt_of_an_emptied_content_control_goes_with_it() -> None:
    emptied = rejected(p(r("x"), tracked("Ins", ins("a", id=3))), 3)

    inner = end("Ins", 1) + start("Ins", 2) + "<w:r/>"
    assert emptied == same(p(r("x"), start("Ins", 1), sdt(inner), end("Ins", 2)))
    assert rejected(emptied) == same(p(r("x")))


def test_custom_markup_that_went_leaves_its_text() -> None:
    xml = (
        start("Del", 1) + f"<w:customXml><w:customXmlPr/>{end('Del', 1)}{p(r('a'))}</w:customXml>"
    )

    assert accepted(xml) == same(p(r("a")))


def test_content_control_without_content_goes() -> None:
    xml = p(start("Ins", 1), f"<w:sdt><w:smartTag>{end('Ins', 1)}{r('a')}</w:smartTag></w:sdt>")

    assert rejected(xml) == same(p())


def test_start_without_end_is_dropped() -> None:
    assert accepted(p(start("Del", 1), sdt(r("a")))) == same(p(sdt(r("a"))))


def test_wrapper_at_the_top_of_a_fragment_stays() -> None:
    root = tree(sdt(p(start("Del", 1)) + p(r("a"))))[0]
    body = root.getparent()
    assert body is not None
    body.append(tree(end("Del", 1))[0])
    body.remove(root)

    accept([each.element for each in revisions(root)])

    assert [child.tag.partition("}")[2] for child in root] == ["sdtPr", "sdtContent"]


def test_content_control_in_a_fragment_stays_when_it_is_all() -> None:
    root = tree(sdt(dele("a")))[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    accept([each.element for each in revisions(root)])

    assert root.findtext(".//{*}t") is None


def test_cell_in_a_deleted_content_control_stays() -> None:
    row = f"<w:tr>{start('Del', 1)}{sdt(end('Del', 1) + tc(p(r('a'))))}</w:tr>"

    assert accepted(row) == same(f"<w:tr>{tc(p(r('a')))}</w:tr>")


def test_settling_keeps_the_root() -> None:
    root = tree(ins("a"))[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    reject([root])

    assert len(root) == 1
