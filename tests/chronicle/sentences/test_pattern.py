import pytest

from einklang.chronicle.sentences import PatternError, check_pattern
from einklang.chronicle.sentences.pattern import (
    Choice,
    Part,
    Slot,
    Words,
    names_in,
    parse_pattern,
)


def test_pattern_is_read_into_words_placeholders_choices_and_parts() -> None:
    nodes = parse_pattern("{author} {author?legte|legten}[ {when}] vor, {von lead:dative}.")

    assert nodes == (
        Slot("author"),
        Words(" "),
        Choice("author", "legte", "legten"),
        Part((Words(" "), Slot("when"))),
        Words(" vor, "),
        Slot("lead", "von", "dative"),
        Words("."),
    )


def test_parts_nest_and_close_together() -> None:
    nodes = parse_pattern("a[ b {when}[ c {place}]]")

    inner = Part((Words(" c "), Slot("place")))
    assert nodes == (Words("a"), Part((Words(" b "), Slot("when"), inner)))


def test_doubled_signs_are_literal() -> None:
    nodes = parse_pattern("[[{{x}}]]")

    assert "".join(node.text for node in nodes if isinstance(node, Words)) == "[{x}]"
    assert all(isinstance(node, Words) for node in nodes)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("  ", 1),
        ("ab {nobody}", 4),
        ("{thing:vocative}", 1),
        ("{when:dative}", 1),
        ("{author?legte}", 1),
        ("{author|legte}", 1),
        ("{thing?one|many}", 1),
        ("{nobody?one|many}", 1),
        ("{}", 1),
        ("{Author}", 1),
        ("a [b", 3),
        ("a [b [c]", 3),
        ("a b]", 4),
        ("a {b", 3),
        ("a b}", 4),
        ("{count} of them", 1),
        ("{things}", 1),
    ],
)
def test_bad_pattern_is_refused_where_it_breaks(text: str, position: int) -> None:
    with pytest.raises(PatternError) as caught:
        check_pattern(text)

    assert caught.value.position == position
    assert str(caught.value)


@pytest.mark.parametrize("text", ["{thing}", "{number}", "{subject}", "{title}"])
def test_group_pattern_refuses_what_only_one_activity_has(text: str) -> None:
    check_pattern(text)

    with pytest.raises(PatternError):
        check_pattern(text, is_group=True)


def test_group_pattern_knows_count_things_and_titles() -> None:
    check_pattern("{count} {things}: {titles}[ {occasions}] {count?x|y}.", is_group=True)


def test_names_are_found_in_nested_parts_but_not_in_choices() -> None:
    nodes = parse_pattern("{author?a|b} {thing}[ {when}[ {place}]]")

    assert names_in(nodes) == {"thing", "when", "place"}
