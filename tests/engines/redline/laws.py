"""The laws of a consolidation, checked on files with the oracle's eyes.

`consolidated` is how tests call the engine: it checks all laws and returns what came out in a
form that tests can compare at a glance.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree
from tests.engines.redline import oracle, schema
from tests.engines.redline.decided import OBJECTS, check_decisions
from tests.engines.redline.oracle_file import File, W
from tests.engines.redline.result import Result, run, settled
from tests.engines.redline.seen import visible

from einklang.engines.redline import api
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.json import overview_from_json, to_json

REVISIONS = {
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        *("cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange", "tblPrExChange"),
    )
}


def consolidated(
    draft: bytes, *, earlier: Mapping[str, bytes] | None = None, **returns: bytes
) -> Result:
    """Put the returns together, check every law, and return the result."""
    return all_consolidated(draft, returns, earlier=earlier)


def all_consolidated(
    draft: bytes, returns: Mapping[str, bytes], *, earlier: Mapping[str, bytes] | None = None
) -> Result:
    written = check_laws(draft, returns, earlier=earlier)
    return Result(written.docx, written.overview)


def check_laws(
    draft: bytes, returns: Mapping[str, bytes], *, earlier: Mapping[str, bytes] | None = None
) -> "api.Written":
    """Consolidate and check what must always hold.

    :raises AssertionError: naming the law that is broken.
    """
    consolidation, written = run(draft, returns, earlier)
    overview = written.overview
    same(visible(written.docx, "reject"), visible(draft, "reject"), "reject all = the draft")
    check_bookmarks(draft, written.docx)
    check_ids(written.docx)
    check_boxes(written.docx)
    if not schema.missing():
        errors = schema.new_schema_errors(written.docx, draft, *returns.values())
        assert errors == [], "the file is valid"
    check_overview(overview)
    same(overview_from_json(to_json(overview)), overview, "JSON tells all of it")
    check_words((draft, *(earlier or {}).values()), returns, written)
    check_order(draft, returns, written, earlier)
    check_stability(written.docx)
    check_nil(draft)
    if not earlier and not overview.losses:
        check_single_voices(draft, returns, written)
    check_decisions(consolidation, overview)
    return written


def same(left: object, right: object, law: str) -> None:
    assert left == right, law


def check_bookmarks(draft: bytes, docx: bytes) -> None:
    before = dict(oracle.snapshot(draft, "reject").bookmarks)
    after = dict(oracle.snapshot(docx, "reject").bookmarks)
    same({k: v for k, v in after.items() if k in before}, before, "bookmarks of the draft stay")


def all_roots(docx: bytes) -> Iterable[etree._Element]:
    file = File(docx)
    for name in file.data:
        if name.startswith("word/") and name.endswith(".xml"):
            root = file.root(name)
            if root is not None:
                yield root


def check_ids(docx: bytes) -> None:
    # The fallback of a text box repeats its content, ids and all.
    ids = [
        int(element.get(W + "id", "-1"))
        for root in all_roots(docx)
        for element in root.iter(*REVISIONS)
        if not any(str(up.tag).endswith("}Fallback") for up in element.iterancestors())
    ]
    assert len(ids) == len(set(ids)), "ids of tracked changes are unique"
    assert all(0 <= each < 2**31 for each in ids), "ids are below 2**31"


def check_boxes(docx: bytes) -> None:
    """Both forms of a text box say the same."""
    for root in all_roots(docx):
        for both in root.iter("{*}AlternateContent"):
            forms = [[each.text for each in form.iter(W + "t", W + "delText")] for form in both]
            assert all(form == forms[0] for form in forms), "both forms of a text box agree"


def check_overview(overview: Overview) -> None:
    by_id = {change.id: change for change in overview.changes}
    assert len(by_id) == len(overview.changes), "ids of changes are unique"
    texts: dict[int, str] = {}
    for each in overview.paragraphs:
        # An empty paragraph has the number of the one before it.
        texts.setdefault(each.place.paragraph, each.text)
    for change in overview.changes:
        assert change.supporters, "every change has an owner"
        if change.kind != "format" or not change.conflicts:
            # Of two looks for the same words a file can hold but one.
            assert change.revisions, "every change stands in the file"
        where = change.place
        is_words = change.kind in {"insert", "delete", "replace"}
        if is_words and where.paragraph and where.last_paragraph in {0, where.paragraph}:
            words = texts[where.paragraph][where.start : where.end]
            if not OBJECTS & set(words):
                assert change.deleted in {words, words + "\n"}, "a change names its words"
    for conflict in overview.conflicts:
        assert len(conflict.changes) > 1, "a conflict has two sides"
        assert all(conflict.id in by_id[each].conflicts for each in conflict.changes)


def everything(docx: bytes, view: oracle.View) -> str:
    return "\n".join(
        para.text for _, blocks in visible(docx, view) for para in oracle.paragraphs(blocks)
    )


def check_words(
    drafts: Iterable[bytes], returns: Mapping[str, bytes], written: "api.Written"
) -> None:
    """Every inserted word is in the document, or the loss report names it."""
    there = everything(written.docx, "as-is") + everything(written.docx, "accept")
    there += "".join(loss.detail for loss in written.overview.losses)
    known = {word for one in drafts for word in re.findall(r"\w+", everything(one, "as-is"))}
    for name, data in returns.items():
        new = set(re.findall(r"\w+", everything(data, "accept"))) | oracle.inserted_words(data)
        # Half a word may be new: then its letters stand in another word.
        missing = {word for word in new - known if word not in there}
        assert missing == set(), f"every inserted word of {name} is found"


def facts(overview: Overview) -> set[object]:
    return {replace(change, id="", conflicts=(), revisions=()) for change in overview.changes}


def check_order(
    draft: bytes,
    returns: Mapping[str, bytes],
    written: "api.Written",
    earlier: Mapping[str, bytes] | None,
) -> None:
    if len(returns) < 2:
        return
    _, turned = run(draft, dict(reversed(list(returns.items()))), earlier)
    same(facts(turned.overview), facts(written.overview), "the order of returns does not matter")
    for view in ("accept", "reject"):
        same(visible(turned.docx, view), visible(written.docx, view), "… nor to the text")


def check_stability(docx: bytes) -> None:
    _, again = run(docx, {})
    for view in ("as-is", "accept", "reject"):
        same(visible(again.docx, view), visible(docx, view), "write and read changes nothing")
    same(oracle.comments(again.docx), oracle.comments(docx), "… nor the comments")


def check_nil(draft: bytes) -> None:
    _, nothing = run(draft, {"AWO": draft})
    same(nothing.overview.changes, (), "the draft itself is no change")
    same(visible(nothing.docx, "as-is"), visible(draft, "as-is"), "… and nothing is written")


def check_single_voices(
    draft: bytes, returns: Mapping[str, bytes], written: "api.Written"
) -> None:
    for name, data in returns.items():
        _, alone = run(draft, {name: data})
        wanted = visible(data, "accept")
        same(visible(alone.docx, "accept"), wanted, f"accept all of {name} alone = its text")
        own = [c for c in written.overview.changes if name in c.associations]
        if len(returns) > 1 and not any(change.conflicts for change in own):
            rest = settled(written.docx, name)
            same(visible(rest, "reject"), wanted, f"accept {name} only = its text")
