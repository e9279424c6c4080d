"""Nothing that changed is missed, and what is said to be unchanged is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.redline import generated
from tests.engines.redline.builder import WORD, Hand

from einklang.engines.redline import api
from einklang.engines.redline.model.passage import PassageKind, Succession


def texts(docx: bytes) -> dict[int, str]:
    found = api.paragraphs(api.read_draft(docx, name="x.docx"))
    return {one.place.paragraph: one.text for one in found}


def check_laws(old: bytes, new: bytes) -> Succession:
    before, after = texts(old), texts(new)
    found = api.succession(api.read_draft(old, name="alt.docx"), new, name="neu.docx")
    olds = [number for one in found.passages for number in one.old]
    news = [number for one in found.passages for number in one.new]

    assert len(olds) == len(set(olds)), "a paragraph belongs to one passage"
    assert len(news) == len(set(news))
    assert found.successors.keys() == before.keys()
    kept = {number: found.successors[number] or 0 for number in before if number not in olds}
    assert 0 not in kept.values(), "what is untouched is still there"
    for number, successor in kept.items():
        assert after[successor] == before[number], "and reads as before"
    assert sorted([*kept.values(), *news]) == sorted(after), "every new paragraph is accounted for"
    order = list(kept.values())
    assert order == sorted(order), "what is untouched keeps its order"
    for one in found.passages:
        if one.kind is PassageKind.GONE:
            assert [found.successors[number] for number in one.old] == [None]
        elif one.kind is PassageKind.NEW:
            assert one.after in {0, *before}
        else:
            assert {found.successors[number] for number in one.old} == {one.new[0]}
        if one.kind is PassageKind.MOVED:
            assert before[one.old[0]] == after[one.new[0]]
    return found


@given(st.data())
@settings(max_examples=120)
def test_edits_of_one_draft(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    wanted = data.draw(generated.edits(draft, apart=True))
    hand = data.draw(st.sampled_from((Hand(), WORD)))
    new = generated.merged(draft, wanted)

    found = check_laws(generated.written(draft), new)
    check_laws(new, generated.written(draft))

    assert bool(found.passages) == bool(wanted)
    assert (
        api.succession(
            api.read_draft(new, name="a.docx"), generated.written(draft, (), hand), name="b.docx"
        ).successors.keys()
        == texts(new).keys()
    )


@given(st.data())
@settings(max_examples=60)
def test_paragraphs_in_another_order(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    turned = tuple(data.draw(st.permutations(draft)))

    check_laws(generated.written(draft), generated.written(turned))


@given(generated.drafts(), generated.drafts())
@settings(max_examples=60)
def test_any_two_documents(one: generated.Draft, other: generated.Draft) -> None:
    check_laws(generated.written(one), generated.written(other))
