"""The laws of typed edits under generated documents and texts."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.redline import generated
from tests.engines.redline.authored import PERSON, expected, in_signs, returned, typed
from tests.engines.redline.fuzz.corpus import SEEDS, Seed
from tests.engines.redline.seen import visible

from einklang.engines.redline import api
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.consolidation import DraftParagraph

DEEDS = ("keep", "replace", "insert", "delete", "split", "double")


@st.composite
def rewritten(draw: st.DrawFn, text: str) -> str:
    """Draw what somebody makes of a text; signs for objects stay."""
    words = []
    for number, word in enumerate(text.split(" ")):
        deed = draw(st.sampled_from(DEEDS)) if draw(st.integers(0, 3)) == 0 else "keep"
        fresh = draw(st.sampled_from([*generated.NEW, *generated.WORDS]))
        sign = "¹" * word.endswith("¹")
        new = {
            "keep": word,
            "replace": fresh + sign,
            "insert": f"{fresh} {word}",
            "delete": sign,
            "split": f"\n{word}" if number else word,
            "double": f"{word.removesuffix('¹')} {word}",
        }
        words.append(new[deed])
    return " ".join(words)


@st.composite
def wishes(draw: st.DrawFn, found: tuple[DraftParagraph, ...]) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for one in found:
        deed = draw(st.sampled_from(("keep", "keep", "rewrite", "delete")))
        if deed == "rewrite":
            chosen[one.place.paragraph] = draw(rewritten(one.text))
        elif deed == "delete":
            chosen[one.place.paragraph] = ""
    return chosen


@given(st.data())
@settings(max_examples=60)
def test_any_edits_keep_the_laws_and_say_what_was_typed(data: st.DataObject) -> None:
    draft = generated.written(data.draw(generated.drafts()))
    edits = data.draw(wishes(api.paragraphs(api.read_draft(draft, name="e.docx"))))

    result = returned(draft, edits, [Remark(number, "Warum?") for number in edits])

    assert in_signs(result.accepted) == expected(draft, edits)
    assert sorted(one.place.paragraph for one in result.overview.comments) == sorted(edits)


def behind(text: str) -> str:
    return f"{text} Neu."


def before(text: str) -> str:
    return f"Neu: {text}"


def inside(text: str) -> str:
    return text.replace("e", "en")


def divided(text: str) -> str:
    return text.replace(" ", "\n", 1)


@pytest.mark.parametrize("deed", [behind, before, inside, divided])
@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_every_paragraph_of_a_hard_draft_takes_new_words(
    seed: Seed, deed: Callable[[str], str]
) -> None:
    base = api.read_draft(seed.draft, name="e.docx")
    found = api.paragraphs(base)
    edits = {one.place.paragraph: deed(one.text) for one in found if one.is_editable}

    file = typed(seed.draft, edits)

    accepted = api.settle(file, name="a.docx", verdict="accept", by=PERSON).docx
    after = [one.text for one in api.paragraphs(api.read_draft(accepted, name="n.docx"))]
    wanted = [
        line
        for one in found
        for line in (
            edits[one.place.paragraph].split("\n", 1 if " " in one.text else 0)
            if deed is divided and one.is_editable
            else [edits.get(one.place.paragraph, one.text)]
        )
    ]
    assert after == wanted
    assert visible(file, "reject") == visible(seed.draft, "reject")
