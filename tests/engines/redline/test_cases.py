"""Runs the cases that a jurist can read: `cases/*.txt`.

A case is a title, the base, what each association sends, the document that comes out, and the
conflicts. A line that begins with blanks is one more paragraph of the line above.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import all_consolidated

FOLDER = Path(__file__).parent / "cases"
INDENT = len("Caritas: ")


@dataclass
class Case:
    title: str
    parts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def returns(self) -> dict[str, list[str]]:
        own = {"base", "result", "report"}
        return {name: lines for name, lines in self.parts.items() if name not in own}


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for file in sorted(FOLDER.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
            title, *lines = block.splitlines()
            case = Case(title)
            for line in lines:
                name = re.match(r"(\w+): ", line)
                text = line[INDENT:]
                if name:
                    case.parts[name[1]] = [text]
                else:
                    case.parts[next(reversed(case.parts))].append(text)
            cases.append(case)
    return cases


CASES = read_cases()


def test_there_are_cases_and_no_two_are_called_the_same() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    base, *returns = (
        docx(*(p(text) for text in lines))
        for lines in (case.parts["base"], *case.returns.values())
    )

    result = all_consolidated(base, dict(zip(case.returns, returns, strict=True)))

    reports = [f'conflict at "{conflict.words}"' for conflict in result.overview.conflicts]
    assert result.marked.split("\n") == case.parts["result"]
    assert reports == case.parts.get("report", [])
