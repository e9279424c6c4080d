"""What holds for settling whatever a document looks like."""

from collections.abc import Callable, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.engines.redline.settle.snippets import (
    box,
    change,
    gone,
    p,
    r,
    sdt,
    tbl,
    tc,
    tr,
    tree,
)

from einklang.engines.redline.names import W, w
from einklang.engines.redline.settle.revisions import revisions
from einklang.engines.redline.settle.settle import accept, reject

Xml = st.SearchStrategy[str]
Settle = Callable[[Iterable[etree._Element]], None]

texts = st.text("abcdefgh", min_size=1, max_size=3)
kinds = st.sampled_from(["ins", "del", "moveFrom", "moveTo"])
looks = st.sampled_from(["", "<w:b/>", "<w:b/>" + change("rPrChange", "<w:rPr><w:i/></w:rPr>")])
tracked_runs = st.builds(
    lambda kind, text, look: change(kind, (gone if kind == "del" else r)(text, look)),
    kinds,
    texts,
    looks,
)
nested = st.builds(
    lambda outer, text, inner: change("ins", r(text) + inner) if outer else inner,
    st.booleans(),
    texts,
    tracked_runs,
)
plain = st.builds(r, texts, looks)
wrapped = st.builds(
    lambda name, inner: f"<w:{name}>{''.join(inner)}</w:{name}>",
    st.sampled_from(["hyperlink", "smartTag"]),
    st.lists(nested | plain, min_size=1, max_size=2),
)
controls = st.builds(lambda inner: sdt(*inner), st.lists(nested | plain, min_size=1, max_size=2))
markers = st.sampled_from(['<w:proofErr w:type="spellStart"/>', '<w:permEnd w:id="3"/>'])
inlines: Xml = st.one_of(nested, plain, wrapped, controls, markers)
marks = st.sampled_from(["", *(change(kind) for kind in ("ins", "del", "moveFrom", "moveTo"))])
simple = st.builds(
    lambda content, mark: p(*content, mark=mark), st.lists(inlines, max_size=4), marks
)
boxes = st.builds(
    lambda inner, mark: p(box(*inner), mark=mark), st.lists(simple, min_size=1, max_size=2), marks
)
paragraphs = simple | boxes
cells = st.builds(
    lambda content, mark: tc(*content, p(), look=mark),
    st.lists(simple, max_size=2),
    st.sampled_from(["", "", change("cellIns"), change("cellDel")]),
)
rows = st.builds(
    lambda content, mark: tr(*content, look=mark),
    st.lists(cells, min_size=1, max_size=3),
    st.sampled_from(["", "", change("ins"), change("del")]),
)
tables = st.builds(
    lambda content: tbl(*content, widths=(1, 2, 3)), st.lists(rows, min_size=1, max_size=3)
)
blocks = st.builds(lambda content: sdt(*content), st.lists(simple, min_size=1, max_size=2))
bodies = st.builds(
    lambda content: "".join(content) + p(r("end")),
    st.lists(st.one_of(paragraphs, tables, blocks), max_size=6),
)
GOING: dict[Settle, frozenset[str]] = {
    accept: frozenset({"del", "moveFrom", "cellDel"}),
    reject: frozenset({"ins", "moveTo", "cellIns"}),
}


def everything(root: etree._Element) -> list[etree._Element]:
    return [each.element for each in revisions(root)]


def words(root: etree._Element) -> str:
    return "".join(each.text or "" for each in root.iter(w("t"), w("delText")))


def layout(root: etree._Element) -> str:
    """Return the words with the beginnings of paragraphs and wrappers."""
    names = [w(name) for name in ("p", "hyperlink", "smartTag", "sdt", "b", "i")]
    return "".join(each.text or each.tag for each in root.iter(w("t"), *names))


def staying(root: etree._Element, going: frozenset[str]) -> str:
    """Return the words that are to be left, worked out word by word."""
    return "".join(
        each.text or ""
        for each in root.iter(w("t"), w("delText"))
        if not any(_is_going(ancestor, going) for ancestor in each.iterancestors())
    )


def _is_going(element: etree._Element, going: frozenset[str]) -> bool:
    names = [element.tag]
    for holder in (w("trPr"), w("tcPr")):
        names += [mark.tag for mark in element.findall(f"{holder}/*")]
    return any(name in {w(kind) for kind in going} for name in names)


@given(bodies, st.sampled_from([accept, reject]))
def test_no_change_is_left_and_no_other_word_is_lost(xml: str, settle: Settle) -> None:
    root = tree(xml)
    expected = staying(root, GOING[settle])

    settle(everything(root))

    assert everything(root) == []
    assert words(root) == expected
    assert list(root.iter(w("delText"))) == []


def in_one_and_two_goes(
    xml: str, settle: Settle, data: st.DataObject
) -> tuple[etree._Element, etree._Element]:
    whole, halves = tree(xml), tree(xml)
    settle(everything(whole))
    settle([each for each in everything(halves) if data.draw(st.booleans())])
    settle(everything(halves))
    return whole, halves


@given(bodies, st.sampled_from([accept, reject]), st.data())
def test_settling_in_two_goes_gives_the_words_of_one(
    xml: str, settle: Settle, data: st.DataObject
) -> None:
    whole, halves = in_one_and_two_goes(xml, settle, data)

    assert words(halves) == words(whole)
    assert everything(halves) == []


@given(st.lists(simple, max_size=6), st.sampled_from([accept, reject]), st.data())
def test_settling_in_two_goes_gives_the_paragraphs_of_one(
    content: list[str], settle: Settle, data: st.DataObject
) -> None:
    """What follows a paragraph may go later, so here is nothing but paragraphs."""
    whole, halves = in_one_and_two_goes("".join(content) + p(r("end")), settle, data)

    assert layout(halves) == layout(whole)


@given(bodies, st.sampled_from([accept, reject]))
def test_what_has_to_be_there_is_there(xml: str, settle: Settle) -> None:
    root = tree(xml)

    settle(everything(root))

    for cell in root.iter(w("tc"), w("txbxContent")):
        assert cell[-1].tag == w("p")
    assert [each for each in root.iter(w("tr")) if each.find(w("tc")) is None] == []
    assert [each for each in root.iter(w("tbl")) if each.find(w("tr")) is None] == []
    hollow = [
        f"{{{W}}}{name}" for name in ("rPr", "pPr", "trPr", "tcPr", "hyperlink", "sdtContent")
    ]
    assert [each.tag for each in root.iter(*hollow) if len(each) == 0] == []


@settings(max_examples=50)
@given(bodies)
def test_settling_nothing_changes_nothing(xml: str) -> None:
    root = tree(xml)

    accept([])
    reject([])

    assert etree.tostring(root) == etree.tostring(tree(xml))
