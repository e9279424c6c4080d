"""Settling as the engine does it, against the oracle that only looks."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.redline import generated, oracle
from tests.engines.redline.builder import OFFICE_ELSEWHERE, WORD, Hand
from tests.engines.redline.seen import visible
from tests.engines.redline.test_oracle import ALL_KINDS, PAGES

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.package import settle_package


def settled(docx: bytes, verdict: Verdict) -> bytes:
    package = Package.read(docx, name="Test.docx")
    settle_package(package, verdict, None, ())
    return package.to_bytes()


def check(page: bytes) -> None:
    views: dict[Verdict, oracle.View] = {Verdict.ACCEPT: "accept", Verdict.REJECT: "reject"}
    for verdict, view in views.items():
        done = settled(page, verdict)
        assert visible(done, "as-is") == visible(page, view)
        assert oracle.snapshot(done, "as-is").bookmarks == oracle.snapshot(page, view).bookmarks


def test_settling_all_kinds_leads_to_what_the_oracle_sees() -> None:
    for page in (ALL_KINDS, *PAGES.values()):
        check(page)


@given(st.data())
@settings(max_examples=60)
def test_settling_generated_files_leads_to_what_the_oracle_sees(data: st.DataObject) -> None:
    draft = data.draw(generated.drafts())
    edits = data.draw(generated.edits(draft, apart=True))
    hand = data.draw(st.sampled_from([Hand(), WORD, OFFICE_ELSEWHERE]))

    check(generated.written(draft, [replace(edit, is_tracked=True) for edit in edits], hand))
