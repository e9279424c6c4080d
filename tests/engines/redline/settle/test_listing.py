from tests.engines.redline.settle.files import package
from tests.engines.redline.settle.snippets import (
    DATE,
    box,
    by,
    change,
    dele,
    gone,
    ins,
    p,
    r,
    sdt,
    tbl,
    tc,
    tr,
)

from einklang.engines.redline.settle.listing import ListingRow, listing
from einklang.engines.redline.settle.remarks import Remark

BODY = "word/document.xml"


def row(
    kind: str, text: str, *ids: int, paragraph: int = 1, author: str = "Kim", part: str = BODY
) -> ListingRow:
    return ListingRow(kind, author, DATE, part, paragraph, text, ids)


def listed(body: str) -> list[ListingRow]:
    return list(listing(package(body)))


def test_document_without_changes_has_no_rows() -> None:
    assert listed(p(r("a"))) == []


def test_changes_stand_in_their_order() -> None:
    assert listed(p(r("a"), dele("b", id=1), ins("c", id=2), ins("d", "Lea", 3))) == [
        row("del", "b", 1),
        row("ins", "c", 2),
        row("ins", "d", 3, author="Lea"),
    ]


def test_neighbours_of_one_hand_are_one_row() -> None:
    marker = '<w:bookmarkStart w:id="7" w:name="x"/>'

    assert listed(p(ins("a", id=1), marker, ins("b", id=2))) == [row("ins", "ab", 1, 2)]


def test_words_between_part_the_rows() -> None:
    assert listed(p(ins("a", id=1), r("x"), ins("b", id=2))) == [
        row("ins", "a", 1),
        row("ins", "b", 2),
    ]


def test_another_day_is_another_row() -> None:
    later = ins("b", id=2).replace(DATE, "2026-03-02T10:00:00Z")

    assert [each.text for each in listed(p(ins("a", id=1), later))] == ["a", "b"]


def test_paragraph_mark_is_a_line_feed() -> None:
    first = p(r("a"), ins("b", id=2), mark=change("ins", id=1))
    second = p(ins("c", id=4), mark=change("ins", id=3))

    assert listed(first + second + p(ins("d", id=5), r("e"))) == [
        row("ins", "b\nc\nd", 2, 1, 4, 3, 5)
    ]


def test_mark_that_stays_parts_the_rows() -> None:
    assert listed(p(ins("a", id=1)) + p(ins("b", id=2))) == [
        row("ins", "a", 1),
        row("ins", "b", 2, paragraph=2),
    ]


def test_tabs_and_breaks_are_words_too() -> None:
    run = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:drawing/></w:r>"

    assert listed(p(change("ins", run))) == [row("ins", "a\tb\n", 1)]


def test_formula_is_words() -> None:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    frame = (
        f"<m:oMath><m:f><m:fPr><m:ctrlPr>{change('del', id=2)}</m:ctrlPr></m:fPr></m:f></m:oMath>"
    )

    assert listed(p(change("ins", formula), frame)) == [row("ins", "x", 1), row("math-del", "", 2)]


def test_deletion_in_an_insertion_is_two_rows() -> None:
    xml = p(change("ins", r("a") + dele("b", "Lea", 2) + r("c"), "Kim", 1))

    assert listed(xml) == [row("ins", "abc", 1), row("del", "b", 2, author="Lea")]


def test_change_with_nothing_in_it_is_listed() -> None:
    assert listed(p(change("ins", id=1), r("a"))) == [row("ins", "", 1)]


def test_move_is_two_rows() -> None:
    assert listed(p(change("moveFrom", r("a"), id=1)) + p(change("moveTo", r("a"), id=2))) == [
        row("moveFrom", "a", 1),
        row("moveTo", "a", 2, paragraph=2),
    ]


def test_formatting_of_neighbours_is_one_row() -> None:
    def bold(text: str, id: int) -> str:  # noqa: A002 - its name in the file
        return r(text, "<w:b/>" + change("rPrChange", "<w:rPr/>", id=id))

    mark = change("rPrChange", "<w:rPr/>", id=3)

    assert listed(p(bold("a", 1), bold("b", 2), mark=mark)) == [row("rPrChange", "ab\n", 1, 2, 3)]


def test_formatting_of_a_paragraph_shows_its_words() -> None:
    numbered = f"<w:numPr>{change('ins', id=2)}</w:numPr>"
    xml = p(r("a"), r("b"), look=numbered + change("pPrChange", "<w:pPr/>", id=1))

    assert listed(xml) == [row("pPrChange", "ab", 1), row("numbering-ins", "", 2)]


def test_rows_of_a_table_are_one_row_with_their_words() -> None:
    def added(text: str, id: int) -> str:  # noqa: A002 - its name in the file
        inner = p(ins(text, id=id + 1), mark=change("ins", id=id + 2))
        return tr(tc(inner), tc(p(r("x"))), look=change("ins", id=id))

    marker = '<w:bookmarkStart w:id="7" w:name="x"/>'
    xml = p(r("t")) + tbl(tr(tc(p(r("y")))), added("a", 1), marker, added("b", 4)) + p()

    assert listed(xml) == [row("row-ins", "a x b x", 1, 2, 3, 4, 5, 6, paragraph=3)]


def test_rows_of_different_hands_are_different_rows() -> None:
    one, other = change("del", id=1), change("del", "", "Lea", 2)
    xml = tbl(tr(tc(p(r("a"))), look=one), tr(tc(p(r("b"))), look=other), tr(tc(p())))

    assert listed(xml) == [
        row("row-del", "a", 1),
        row("row-del", "b", 2, paragraph=2, author="Lea"),
    ]


def test_change_of_another_in_a_new_row_is_its_own() -> None:
    xml = tbl(tr(tc(p(r("a"), ins("b", "Lea", 2))), look=change("ins", id=1)))

    assert listed(xml) == [row("row-ins", "ab", 1), row("ins", "b", 2, author="Lea")]


def test_change_of_a_table_stands_where_the_table_begins() -> None:
    looks = [
        tc(p(r("a"), r("b")), look=change("cellDel", id=1)),
        tc(p(r("c")), look=change("tcPrChange", "<w:tcPr/>", id=2)),
    ]
    record = change("trPrChange", "<w:trPr/>", id=3)
    xml = (
        p() + tbl(tr(*looks, look=record)) + f"<w:sectPr>{change('sectPrChange', id=4)}</w:sectPr>"
    )

    assert listed(xml) == [
        row("trPrChange", "", 3, paragraph=2),
        row("cellDel", "a b".replace(" ", ""), 1, paragraph=2),
        row("tcPrChange", "c", 2, paragraph=3),
        row("sectPrChange", "", 4, paragraph=4),
    ]


def test_content_control_is_a_row() -> None:
    start = change("customXmlInsRangeStart", id=3)

    assert listed(p(start, sdt(r("a")))) == [row("customXmlInsRangeStart", "", 3)]


def test_text_box_is_listed_once_and_counts_as_paragraph() -> None:
    assert listed(p(box(p(ins("a", id=1))), ins("b", id=2)) + p(ins("c", id=3))) == [
        row("ins", "a", 1, paragraph=2),
        row("ins", "b", 2),
        row("ins", "c", 3, paragraph=3),
    ]


def test_parts_follow_each_other() -> None:
    note = f'<w:footnote w:id="1">{p(dele("b", id=2))}</w:footnote>'
    document = package(p(ins("a", id=1)), {"footnotes": note, "header1": p(ins("c", id=3))})

    assert listing(document) == (
        row("ins", "a", 1),
        row("del", "b", 2, part="word/footnotes.xml"),
        row("ins", "c", 3, part="word/header1.xml"),
    )


def comment(number: int, text: str, author: str = "Lea") -> str:
    inner = "".join(f'<w:p w14:paraId="{number:08X}">{r(line)}</w:p>' for line in text.split("\n"))
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{DATE}">{inner}</w:comment>'


def anchored(number: int, *content: str) -> str:
    start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
    return start + "".join(content) + end + reference(number)


def reference(number: int) -> str:
    return f'<w:r><w:commentReference w:id="{number}"/></w:r>'


def remark(
    number: int, text: str, quoted: str, paragraph: int = 1, part: str = BODY
) -> ListingRow:
    return ListingRow("comment", "Lea", DATE, part, paragraph, text, (number,), quoted)


def test_comment_is_listed_where_it_is_attached() -> None:
    body = p(r("a")) + p(r("b"), anchored(4, r("c"), dele("d", id=1)), r("e"))

    assert listing(package(body, {"comments": comment(4, "Gut!\nSehr gut!")})) == (
        remark(4, "Gut!\nSehr gut!", "cd", paragraph=2),
        row("del", "d", 1, paragraph=2),
    )


def test_comment_between_words_of_one_change_does_not_part_them() -> None:
    body = p(ins("a", id=1), anchored(4, ins("b", id=2)), ins("c", id=3))

    assert listing(package(body, {"comments": comment(4, "Gut!")})) == (
        row("ins", "abc", 1, 2, 3),
        remark(4, "Gut!", "b"),
    )


def test_comment_at_a_point_quotes_nothing() -> None:
    assert listing(package(p(reference(4)), {"comments": comment(4, "Gut!")})) == (
        remark(4, "Gut!", ""),
    )


def test_comment_attached_to_nothing_comes_last() -> None:
    assert listing(package(p(), {"comments": comment(4, "Gut!")})) == (
        remark(4, "Gut!", "", paragraph=0, part="word/comments.xml"),
    )


def test_anchor_without_a_comment_is_nothing() -> None:
    end = '<w:commentRangeEnd w:id="9"/>'

    assert listed(p(anchored(4, r("a")), end)) == []


def test_replies_and_state_belong_to_their_comment() -> None:
    threads = (
        '<w15:commentEx w15:paraId="00000004" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000005" w15:paraIdParent="00000004" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000006" w15:paraIdParent="00000006"/>'
    )
    comments = comment(4, "Gut!") + comment(5, "Finde ich auch.", "Kim") + comment(6, "Und?")
    body = p(anchored(4, anchored(5, r("a"))), anchored(6, r("b")))
    document = package(body, {"comments": comments, "commentsExtended": threads})

    assert listing(document) == (
        ListingRow(
            "comment",
            "Lea",
            DATE,
            BODY,
            1,
            "Gut!",
            (4,),
            "a",
            (Remark(5, "Kim", DATE, "Finde ich auch."),),
            is_resolved=True,
        ),
        remark(6, "Und?", "b"),
    )


def test_comment_without_words_is_listed() -> None:
    empty = f'<w:comment w:id="4" {by("Lea", 4).partition(" ")[2]}/>'

    assert listing(package(p(reference(4)), {"comments": empty})) == (remark(4, "", ""),)


def test_deleted_words_of_a_run_without_text_are_nothing() -> None:
    assert listed(p(change("del", gone(""), id=1), r("a"))) == [row("del", "", 1)]


def test_insertion_in_an_insertion_of_one_hand_is_one_row() -> None:
    assert listed(p(change("ins", r("a") + ins("b", id=2), id=1))) == [row("ins", "ab", 1, 2)]
