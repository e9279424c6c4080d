"""The JSON keeps to its published schema."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import (  # type: ignore[import-untyped]  # it ships no types
    Draft202012Validator,
)
from tests.engines.redline.report.overviews import ODD, large_overview, odd_overview, overview

from einklang.engines.redline.errors import OverviewError
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.json import FORMAT, overview_from_json, schema, to_json


def errors(document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema()).iter_errors(document)]


def objects(node: Any) -> list[dict[str, Any]]:
    """Return every schema of an object in a schema."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [each for child in children for each in objects(child)]
    return [node, *found] if isinstance(node, dict) and node.get("type") == "object" else found


def test_schema_is_valid_json_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_schema_describes_and_closes_every_object() -> None:
    found = objects(schema())

    assert len(found) == 12
    for each in found:
        assert each["additionalProperties"] is False
        assert sorted(each["required"]) == sorted(each["properties"])
        assert each["description"]
        for name, described in each["properties"].items():
            assert described.get("description"), name


@pytest.mark.parametrize("given", [overview(), large_overview(20, 9)])
def test_json_keeps_to_the_schema(given: Overview) -> None:
    assert errors(json.loads(to_json(given))) == []


def test_json_of_an_empty_overview_keeps_to_the_schema() -> None:
    empty = Overview("a.docx", "", 1, (), (), (), (), ())

    assert errors(json.loads(to_json(empty))) == []


def test_json_says_what_the_model_says() -> None:
    written = json.loads(to_json(overview()))

    assert written["format"] == FORMAT == "einklang-redline/1"
    assert written["changes"][2] == {
        "id": "c3",
        "kind": "replace",
        "place": {
            "story": "body",
            "steps": [],
            "paragraph": 4,
            "last_paragraph": 4,
            "start": 12,
            "end": 16,
            "first_line": 6,
            "last_line": 6,
        },
        "deleted": "zehn",
        "inserted": "zwölf",
        "supporters": [
            {
                "association": "AWO",
                "person": "Kim Muster",
                "date": "2026-03-01T10:00:00Z",
                "is_tracked": True,
            },
            {
                "association": "DRK",
                "person": "Jo Probe",
                "date": "2026-03-04T08:30:00Z",
                "is_tracked": True,
            },
        ],
        "formatting": [],
        "target": None,
        "is_editorial": False,
        "conflicts": ["k1"],
        "revisions": [],
    }
    assert written["authors"] == [
        {"name": "AWO", "changes": 6},
        {"name": "Caritas", "changes": 5},
    ]


def test_json_steps_are_named() -> None:
    written = json.loads(to_json(overview()))

    assert written["paragraphs"][11]["place"]["steps"] == [
        {"name": "table", "number": 1},
        {"name": "row", "number": 1},
        {"name": "cell", "number": 1},
    ]


def test_json_refuses_further_properties() -> None:
    written = json.loads(to_json(overview()))
    written["changes"][0]["place"]["page"] = 7

    assert errors(written) == ["Additional properties are not allowed ('page' was unexpected)"]


def test_json_is_readable_text_and_always_the_same() -> None:
    assert "zwölf" in to_json(overview())
    assert to_json(overview()) == to_json(overview())


def test_json_gives_every_item_a_line() -> None:
    brief = replace(overview(), returns=(), changes=overview().changes[:2], conflicts=())
    lines = to_json(brief).splitlines()

    assert (lines[0], lines[-1]) == ("{", "}")
    assert lines[1:3] == ['"format": "einklang-redline/1",', f'"title": "{brief.title}",']
    assert '"returns": [],' in lines
    start = lines.index('"changes": [')
    assert lines[start + 3] == "],"
    items = json.loads(to_json(brief))["changes"]
    assert [json.loads(line.removesuffix(",")) for line in lines[start + 1 : start + 3]] == items


def test_json_of_half_a_character_can_be_written() -> None:
    odd = Overview("halb \ud83d.docx", "", 1, (), (), (), (), ())

    assert json.loads(to_json(odd).encode("utf-8"))["title"] == "halb ?.docx"


EMPTY = Overview("a.docx", "", 1, (), (), (), (), ())


@pytest.mark.parametrize(
    "given", [EMPTY, overview(), large_overview(20, 9), *map(odd_overview, ODD)]
)
def test_overview_comes_back_as_it_was(given: Overview) -> None:
    assert overview_from_json(to_json(given)) == given


def test_lone_half_of_a_surrogate_pair_comes_back_as_a_question_mark() -> None:
    read = overview_from_json(to_json(replace(EMPTY, title="a\ud800b.docx")))

    assert read == replace(EMPTY, title="a?b.docx")


def test_every_field_comes_back_in_its_own_type() -> None:
    given = replace(overview(), authors=(("Verband A (Kim)", 3),))

    read = overview_from_json(to_json(given))

    assert read == given
    assert repr(read) == repr(given)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"einklang-redline/1"',
        "{}",
        '{"format": "einklang-redline/2"}',
        '{"format": "einklang-redline/1"}',
        to_json(overview()).replace('"kind": "replace"', '"kind": "exchange"'),
        to_json(overview()).replace('"story": "body", ', ""),
        to_json(overview()).replace('"steps": []', '"steps": [1]'),
        "[" * 100_000,
    ],
)
def test_what_is_no_overview_is_refused(text: str) -> None:
    with pytest.raises(OverviewError) as caught:
        overview_from_json(text)

    assert caught.value.code == "overview-unreadable"
    assert caught.value.message("en").startswith("This is no consolidation as JSON")
