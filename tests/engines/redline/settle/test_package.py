import pytest
from tests.engines.redline.settle.files import package, words
from tests.engines.redline.settle.snippets import box, by, change, dele, ins, p, r, tbl, tc, tr

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.names import R
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.package import settle_package, story_parts
from einklang.engines.redline.settle.revisions import revisions

ACCEPT, REJECT = Verdict.ACCEPT, Verdict.REJECT
EVERYWHERE = {
    name: f'<w:{name[:-1]} w:id="1">{p(ins(name))}</w:{name[:-1]}>'
    for name in ("footnotes", "endnotes", "comments")
} | {name: p(ins(name)) for name in ("header1", "header2", "footer1")}


def left(document: Package) -> list[tuple[str, int]]:
    root = document.root("word/document.xml")
    return [(each.kind, each.id) for each in revisions(root)]


def test_changes_settle_in_all_parts() -> None:
    document = package(p(ins("body")), EVERYWHERE)

    assert settle_package(document, REJECT, None, ()) == 7
    assert {part: words(document, part) for part in story_parts(document)} == {
        "word/document.xml": "",
        "word/footnotes.xml": "",
        "word/endnotes.xml": "",
        "word/comments.xml": "",
        "word/header1.xml": "",
        "word/header2.xml": "",
        "word/footer1.xml": "",
    }


def test_changed_styles_and_lists_settle_too() -> None:
    fonts = f"<w:rPr><w:b/>{change('rPrChange', '<w:rPr/>')}</w:rPr>"
    document = package(
        p(), {"styles": f"<w:style>{fonts}</w:style>", "numbering": f"<w:lvl>{fonts}</w:lvl>"}
    )

    assert settle_package(document, REJECT, None, ()) == 2
    assert [len(document.root(f"word/{part}.xml")[0]) for part in ("styles", "numbering")] == [
        0,
        0,
    ]


def test_only_changed_parts_are_written_anew() -> None:
    document = package(p(ins("a", "Kim")), {"header1": p(ins("b", "Lea")), "footer1": p(r("c"))})
    before = {part: document.data(part) for part in document.parts}

    assert settle_package(document, ACCEPT, "Kim", ()) == 1
    changed = [part for part in document.parts if document.data(part) != before[part]]
    assert changed == ["word/document.xml"]


def test_nothing_chosen_changes_nothing() -> None:
    document = package(p(ins("a", "Kim")))
    before = document.to_bytes()

    assert settle_package(document, ACCEPT, "Lea", ()) == 0
    assert document.to_bytes() == before


def test_ids_and_author_choose() -> None:
    document = package(p(ins("a", "Kim", 1), ins("b", "Lea", 2), ins("c", "Kim", 3)))

    assert settle_package(document, REJECT, "kim", {1, 2}) == 1
    assert words(document) == "bc"
    assert left(document) == [("ins", 2), ("ins", 3)]


def test_part_named_twice_or_missing_or_outside_is_no_trouble() -> None:
    extra = (
        f'<Relationship Id="x1" Type="{R}/header" Target="header1.xml"/>'
        f'<Relationship Id="x2" Type="{R}/header" Target="header9.xml"/>'
        f'<Relationship Id="x3" Type="{R}/theme" Target="theme.xml"/>'
    )
    document = package(p(), {"header1": p(ins("a"))}, extra)

    assert settle_package(document, ACCEPT, None, ()) == 1
    assert story_parts(document) == ["word/document.xml", "word/header1.xml"]


def move(kind: str, id: int, name: str) -> str:  # noqa: A002 - its name in the file
    return (
        f'<w:{kind}RangeStart {by("Kim", 90 + id)} w:name="{name}"/>'
        + change(kind, r("a"), id=id)
        + change(kind, r("b"), id=id + 1)
        + f'<w:{kind}RangeEnd w:id="{90 + id}"/>'
    )


@pytest.mark.parametrize(("verdict", "text"), [(ACCEPT, "x|ab"), (REJECT, "xab|")])
@pytest.mark.parametrize("chosen", [1, 2, 3, 4])
def test_move_is_settled_at_both_places(verdict: Verdict, text: str, chosen: int) -> None:
    document = package(p(r("x"), move("moveFrom", 1, "m")) + p(r("|"), move("moveTo", 3, "m")))

    assert settle_package(document, verdict, None, {chosen}) == 4
    assert words(document) == text
    assert left(document) == []


def test_other_moves_stay_tracked() -> None:
    document = package(
        p(move("moveFrom", 1, "m"), move("moveFrom", 5, "n"))
        + p(move("moveTo", 3, "m"), move("moveTo", 7, "n"))
    )

    settle_package(document, ACCEPT, None, {1})

    assert [id_ for _, id_ in left(document)] == [5, 6, 7, 8]


def test_move_into_a_footnote_is_settled_there() -> None:
    note = f'<w:footnote w:id="1">{p(move("moveTo", 3, "m"))}</w:footnote>'
    document = package(p(move("moveFrom", 1, "m")), {"footnotes": note})

    assert settle_package(document, ACCEPT, None, {1}) == 4
    assert (words(document), words(document, "word/footnotes.xml")) == ("", "ab")


def test_moves_without_a_name_are_settled_alone() -> None:
    document = package(p(move("moveFrom", 1, "")) + p(move("moveTo", 3, "")))

    assert settle_package(document, ACCEPT, None, {1}) == 1


def test_text_box_is_settled_in_its_old_form_whatever_its_ids() -> None:
    new, old = p(ins("a", id=1), ins("b", id=2)), p(ins("a", id=8), ins("b", id=9))
    twins = box(new).replace(new, old).replace(old, new, 1)
    document = package(p(twins, ins("c", id=5)))

    assert settle_package(document, REJECT, None, {1}) == 2
    assert left(document) == [("ins", 2), ("ins", 9), ("ins", 5)]


def test_text_boxes_that_differ_are_settled_by_their_ids() -> None:
    new, old = p(ins("a", id=1)), p(r("a"))
    document = package(p(box(new).replace(new, old).replace(old, new, 1)))

    assert settle_package(document, REJECT, None, {1}) == 1
    assert words(document) == "a"


def test_old_form_alone_is_settled() -> None:
    alone = "<w:r><mc:AlternateContent><mc:Choice/></mc:AlternateContent></w:r>"
    document = package(p(alone, ins("a", id=1)))

    assert settle_package(document, REJECT, None, {1}) == 1


def test_grid_is_settled_with_the_last_of_its_cells() -> None:
    record = (
        '<w:tblGridChange w:id="50"><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid></w:tblGridChange>'
    )
    rows = [
        tr(tc(p(r("a"))), tc(p(r("b")), look=change("cellIns", id=number))) for number in (1, 2)
    ]
    document = package(tbl(*rows, widths=(4, 5), grid=record))

    assert settle_package(document, REJECT, None, {1}) == 1
    assert left(document) == [("tblGridChange", 50), ("cellIns", 2)]
    assert settle_package(document, REJECT, None, {2}) == 2
    assert left(document) == []
    root = document.root("word/document.xml")
    assert [each.get(f"{{{root.nsmap['w']}}}w") for each in root.iter("{*}gridCol")] == ["9"]


def test_own_text_is_no_verdict_on_tracked_changes() -> None:
    with pytest.raises(ValueError, match="accepted or rejected"):
        settle_package(package(p()), Verdict.REPLACE, None, ())


def test_deletions_and_insertions_of_one_author_settle() -> None:
    document = package(p(dele("alt", "AWO (Kim)"), ins("neu", "AWO, Caritas"), ins("x", "DRK")))

    assert settle_package(document, ACCEPT, "AWO", ()) == 2
    assert words(document) == "neux"
