"""Comparing strings: laws that every list of steps keeps."""

from hypothesis import given
from hypothesis import strategies as st

from einklang.engines.redline.align.text import (
    Step,
    calm,
    compose,
    diff,
    leftmost,
    tokens,
    whole_words,
)

TEXTS = st.lists(
    st.sampled_from(["Wir", "die", "zehn", " ", "  ", ".", "Euro", "\u2029"]), max_size=14
)
texts = TEXTS.map("".join)


def apply(steps: list[Step], old: str, new: str) -> str:
    """Carry out steps: keep what lies between, take the new text in their place."""
    result, at = "", 0
    for start, end, begin, finish in steps:
        result += old[at:start] + new[begin:finish]
        at = end
    return result + old[at:]


def steps_between(old: str, new: str) -> list[Step]:
    return diff(tokens(old), tokens(new))


@given(texts, texts)
def test_steps_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    steps = steps_between(old, new)

    assert "".join(tokens(old)) == old
    assert apply(steps, old, new) == new
    assert apply(calm(steps, old), old, new) == new
    assert apply(whole_words(steps, old, new), old, new) == new


@given(texts, texts, texts)
def test_composed_steps_lead_all_the_way(first: str, second: str, third: str) -> None:
    steps = compose(steps_between(first, second), steps_between(second, third))

    assert apply(steps, first, third) == third
    assert apply(whole_words(steps, first, third), first, third) == third


@given(texts, st.integers(0, 40), st.sampled_from(["zehn", " ", "die die ", "."]))
def test_leftmost_leaves_the_result_as_it_is(old: str, at: int, inserted: str) -> None:
    place = min(at, len(old))

    start, end, words = leftmost((place, place, 0, 0), old, inserted)

    assert old[:start] + words + old[end:] == old[:place] + inserted + old[place:]


def test_typed_ending_is_a_new_word() -> None:
    old, new = "die Beratung ist", "die Beratungen ist"

    assert whole_words([(12, 12, 12, 14)], old, new) == [(4, 12, 4, 14)]


def test_two_rewritten_words_are_one_step() -> None:
    old, new = "Wir fordern zehn Euro.", "Wir fordern zwölf Franken."

    assert calm(steps_between(old, new), old) == [(12, 21, 12, 25)]


def test_word_typed_behind_another_stands_before_the_next() -> None:
    assert whole_words([(4, 4, 4, 8)], "Land gilt", "Land neu gilt".replace("neu", "das")) == [
        (5, 5, 5, 9)
    ]
