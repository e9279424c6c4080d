"""A frozen tree comes back as it was, and old ones still do."""

import json
from typing import Any

import pytest
from tests.engines.typeset.conftest import annual_report
from tests.engines.typeset.joint import joint_paper, letter

from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.model import BulletList, Document, Text
from einklang.engines.typeset.serialise import from_json, to_json


@pytest.mark.parametrize("document", [annual_report(), joint_paper(), letter()])
def test_document_comes_back_as_it_was(document: Document) -> None:
    stored = json.loads(json.dumps(to_json(document)))

    assert from_json(stored) == document


def test_fields_that_came_later_are_stored_only_where_they_are_used() -> None:
    """A tree that says nothing new has the same hash as before the fields existed."""
    stored = to_json(annual_report())
    lists = [block for block in stored["_blocks"] if block["kind"] == "BulletList"]

    assert "_letter" not in stored
    assert set(stored["_labels"]) == {"kind", "_contents", "_page", "_of", "_as_of"}
    assert [set(block) for block in lists] == [{"kind", "_items", "_ordered"}] * 2
    assert "_letter" in to_json(letter())


def test_tree_frozen_before_the_fields_existed_is_read() -> None:
    old: dict[str, Any] = {
        "kind": "BulletList",
        "_items": [[{"kind": "Text", "_text": "x"}]],
        "_ordered": True,
    }
    stored = {**to_json(annual_report()), "_blocks": [old]}

    assert from_json(stored).blocks == (BulletList(((Text("x"),),), ordered=True),)


def test_other_things_are_no_documents() -> None:
    with pytest.raises(TypeError):
        from_json({"kind": "Text", "_text": "x"})


def test_stored_link_is_checked_again() -> None:
    evil = {"kind": "Link", "_text": "x", "_url": "javascript:alert(1)"}
    block = {"kind": "Paragraph", "_inlines": [evil], "_kind": "body"}
    stored = {**to_json(annual_report()), "_blocks": [block]}

    with pytest.raises(ContentError):
        from_json(stored)
