"""The laws under generated documents and edits, and against the slow and obvious merger."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.redline import generated, oracle
from tests.engines.redline.builder import OFFICE_ELSEWHERE, WORD, Hand
from tests.engines.redline.laws import all_consolidated, consolidated
from tests.engines.redline.seen import visible

NAMES = ("AWO", "Caritas", "Diakonie", "DRK")
HANDS = (Hand(), WORD, OFFICE_ELSEWHERE)


@given(st.data())
@settings(max_examples=50)
def test_oracle_and_builder_agree_with_the_obvious_merger(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    edits = data.draw(generated.edits(draft, apart=True))
    tracked = generated.written(draft, [replace(edit, is_tracked=True) for edit in edits])

    assert visible(tracked, "reject") == visible(generated.written(draft), "as-is")
    assert visible(tracked, "accept") == visible(generated.merged(draft, edits), "as-is")


@given(st.data())
@settings(max_examples=40)
def test_one_return_of_any_kind_keeps_the_laws(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    edits = data.draw(generated.edits(draft, apart=True))
    hand = data.draw(st.sampled_from(HANDS))

    result = consolidated(generated.written(draft), AWO=generated.written(draft, edits, hand))

    assert visible(result.docx, "accept") == visible(generated.merged(draft, edits), "as-is")


@given(st.data())
@settings(max_examples=40)
def test_edits_side_by_side_lead_to_all_of_them(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    edits = data.draw(generated.edits(draft, apart=True))
    names = NAMES[: data.draw(st.integers(2, 4))]
    shares = {name: edits[place :: len(names)] for place, name in enumerate(names)}

    result = all_consolidated(
        generated.written(draft),
        {name: generated.written(draft, share) for name, share in shares.items()},
    )

    assert result.conflicts == []
    assert result.accepted == oracle.text(generated.merged(draft, edits), "as-is")


@given(st.data())
@settings(max_examples=20)
def test_shared_edits_are_one_change_with_all_supporters(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    edits = data.draw(generated.edits(draft, apart=True, most=4))
    tracked = generated.written(draft, [replace(edit, is_tracked=True) for edit in edits])

    result = consolidated(generated.written(draft), AWO=tracked, Caritas=tracked, DRK=tracked)

    assert {change.associations for change in result.overview.changes} <= {
        ("AWO", "Caritas", "DRK")
    }
    assert result.conflicts == []


@given(st.data())
@settings(max_examples=40)
def test_edits_that_overlap_keep_the_laws(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    names = NAMES[: data.draw(st.integers(2, 4))]
    returns = {
        name: generated.written(
            draft, generated.without_clashes(data.draw(generated.edits(draft, apart=False)))
        )
        for name in names
    }

    result = all_consolidated(generated.written(draft), returns)

    assert [one.association for one in result.overview.returns] == sorted(
        returns, key=str.casefold
    )
