"""Decisions from a file, and what is wrong with some."""

import json
from pathlib import Path

import pytest

from einklang.engines.redline.cli.decisions import read_decisions
from einklang.engines.redline.errors import DecisionError
from einklang.engines.redline.model.decision import Decision, Verdict


def file_with(folder: Path, content: object) -> Path:
    path = folder / "entscheidungen.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_every_kind_of_decision_is_read(tmp_path: Path) -> None:
    path = file_with(
        tmp_path,
        [
            {"change": "c1", "verdict": "accept"},
            {"change": "c2", "verdict": "reject", "reason": "Steht schon in Abs. 3."},
            {"change": "c3", "verdict": "replace", "text": "elf", "reason": ""},
        ],
    )

    assert read_decisions(path) == [
        Decision("c1", Verdict.ACCEPT),
        Decision("c2", Verdict.REJECT, "Steht schon in Abs. 3."),
        Decision("c3", Verdict.REPLACE, "", "elf"),
    ]


def test_empty_list_decides_nothing(tmp_path: Path) -> None:
    assert read_decisions(file_with(tmp_path, [])) == []


def test_mark_of_windows_editors_is_no_harm(tmp_path: Path) -> None:
    path = file_with(tmp_path, '\ufeff[{"change": "c1", "verdict": "accept"}]')

    assert read_decisions(path) == [Decision("c1", Verdict.ACCEPT)]


@pytest.mark.parametrize(
    ("content", "german", "english"),
    [
        (
            "[{",
            "„entscheidungen.json“ ist keine JSON-Liste von Entscheidungen.",
            "“entscheidungen.json” is no JSON list of decisions.",
        ),
        (
            {"change": "c1"},
            "„entscheidungen.json“ ist keine JSON-Liste von Entscheidungen.",
            "“entscheidungen.json” is no JSON list of decisions.",
        ),
        (
            "[" * 100_000,
            "„entscheidungen.json“ ist keine JSON-Liste von Entscheidungen.",
            "“entscheidungen.json” is no JSON list of decisions.",
        ),
        (
            ["c1"],
            "Die 1. Entscheidung nennt keine Änderung („change“).",
            "Decision no. 1 names no change (“change”).",
        ),
        (
            [{"change": "c1", "verdict": "accept"}, {"verdict": "accept"}],
            "Die 2. Entscheidung nennt keine Änderung („change“).",
            "Decision no. 2 names no change (“change”).",
        ),
        (
            [{"change": "c1", "verdict": "accept", "grund": "x"}],
            "Die 1. Entscheidung hat ein unbekanntes Feld „grund“.",
            "Decision no. 1 has an unknown field “grund”.",
        ),
        (
            [{"change": "c1", "verdict": "accept", "reason": 7}],
            "In der 1. Entscheidung muss „reason“ ein Text sein.",
            "In decision no. 1, “reason” must be a text.",
        ),
        (
            [{"change": "c1", "verdict": "ja"}],
            "Die 1. Entscheidung braucht „accept“, „reject“ oder „replace“ als „verdict“.",
            "Decision no. 1 needs “accept”, “reject” or “replace” as its “verdict”.",
        ),
        (
            [{"change": "c1"}],
            "Die 1. Entscheidung braucht „accept“, „reject“ oder „replace“ als „verdict“.",
            "Decision no. 1 needs “accept”, “reject” or “replace” as its “verdict”.",
        ),
        (
            [{"change": "c1", "verdict": "replace"}],
            "Zu „c1“ fehlt der eigene Text.",
            "The decision on “c1” lacks its own text.",
        ),
    ],
)
def test_wrong_decision_is_named(
    content: object, german: str, english: str, tmp_path: Path
) -> None:
    with pytest.raises(DecisionError) as caught:
        read_decisions(file_with(tmp_path, content))

    assert caught.value.message("de") == german
    assert caught.value.message("en") == english


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entscheidungen.json"
    path.write_bytes(b"PK\x03\x04\xff\xfe")

    with pytest.raises(DecisionError, match="keine JSON-Liste"):
        read_decisions(path)
