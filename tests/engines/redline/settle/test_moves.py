from tests.engines.redline.settle.snippets import (
    accepted,
    by,
    change,
    gone,
    p,
    r,
    rejected,
    same,
    tree,
)

from einklang.engines.redline.settle.moves import move_ranges


def start(kind: str, id: int, name: str = "m1") -> str:  # noqa: A002 - its name in the file
    return f'<w:{kind}RangeStart {by("Kim", id)} w:name="{name}"/>'


def end(kind: str, id: int) -> str:  # noqa: A002 - its name in the file
    return f'<w:{kind}RangeEnd w:id="{id}"/>'


FROM = start("moveFrom", 90) + change("moveFrom", r("a"), id=1) + end("moveFrom", 90)
TO = start("moveTo", 91) + change("moveTo", r("a"), id=2) + end("moveTo", 91)


def test_moved_words_accepted_stand_at_their_new_place() -> None:
    assert accepted(p(r("x"), FROM) + p(TO)) == same(p(r("x")) + p(r("a")))


def test_moved_words_rejected_stand_at_their_old_place() -> None:
    assert rejected(p(r("x"), FROM) + p(TO)) == same(p(r("x"), r("a")) + p())


def test_moved_words_marked_as_deleted_are_text_again() -> None:
    assert rejected(p(change("moveFrom", gone("a")))) == same(p(r("a")))


def test_other_half_keeps_its_markers() -> None:
    assert accepted(p(FROM) + p(TO), 1) == same(p() + p(TO))
    assert rejected(p(FROM) + p(TO), 2) == same(p(FROM) + p())


def test_markers_stay_until_the_last_piece_is_settled() -> None:
    pieces = change("moveTo", r("a"), id=1), change("moveTo", r("b"), id=2)
    xml = p(start("moveTo", 9), *pieces, end("moveTo", 9))

    assert accepted(xml, 1) == same(p(start("moveTo", 9), r("a"), pieces[1], end("moveTo", 9)))
    assert accepted(xml) == same(p(r("a"), r("b")))


def moved(kind: str) -> str:
    """Return two whole paragraphs that move, with the end of the range behind them."""
    first = p(start(kind, 9), change(kind, r("a"), id=1), mark=change(kind, id=2))
    second = p(change(kind, r("b"), id=3), mark=change(kind, id=4))
    return first + second + end(kind, 9)


def test_moved_paragraphs_leave_their_old_place() -> None:
    assert accepted(moved("moveFrom") + p(r("c"))) == same(p(r("c")))
    assert rejected(moved("moveFrom") + p(r("c"))) == same(p(r("a")) + p(r("b")) + p(r("c")))


def test_moved_paragraphs_reach_their_new_place() -> None:
    assert accepted(moved("moveTo") + p(r("c"))) == same(p(r("a")) + p(r("b")) + p(r("c")))
    assert rejected(moved("moveTo") + p(r("c"))) == same(p(r("c")))


def test_markers_stay_while_a_paragraph_mark_is_to_be_settled() -> None:
    xml = p(start("moveTo", 9), r("a"), end("moveTo", 9), mark=change("moveTo", id=2))

    assert accepted(xml + p(change("ins", r("x"), id=5)), 5) == same(xml + p(r("x")))


def test_markers_without_content_or_partner_go() -> None:
    orphans = end("moveFrom", 5) + start("moveTo", 6)

    assert accepted(p(orphans, change("ins", r("a")))) == same(p(r("a")))


def test_markers_inside_removed_text_go_with_it_when_both_are_there() -> None:
    inner = change("moveFrom", gone("a"), id=3)
    whole = start("moveFrom", 9) + inner + end("moveFrom", 9)

    assert rejected(p(r("x"), change("ins", whole, "Lea", 1)), 1) == same(p(r("x")))


def test_ranges_know_their_content() -> None:
    root = tree(moved("moveFrom") + p(TO))

    assert [
        (each.name, len(each.markers), [member.get(member.keys()[0]) for member in each.members])
        for each in move_ranges(root)
    ] == [("m1", 2, ["2", "1", "4", "3"]), ("m1", 2, ["2"])]


def test_range_at_the_top_of_a_fragment_is_found() -> None:
    root = tree(start("moveTo", 9))[0]
    root.getparent().remove(root)  # type: ignore[union-attr]  # it has one

    assert [each.members for each in move_ranges(root)] == [[]]


def test_content_belongs_to_ranges_of_its_own_kind() -> None:
    root = tree(p(start("moveFrom", 9), change("moveTo", r("a")), end("moveFrom", 9)))

    assert [each.members for each in move_ranges(root)] == [[]]
