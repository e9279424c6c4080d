"""Modules stay readable: at most 400 non-blank lines, templates too; functions at most 50."""

import ast
from pathlib import Path

import einklang

SOURCE = Path(einklang.__file__).parent
LIMIT = 400
LONGEST_FUNCTION = 50


def non_blank_lines(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def test_modules_and_templates_have_at_most_400_lines() -> None:
    files = [
        path
        for pattern in ("*.py", "*.html")
        for path in SOURCE.rglob(pattern)
        if "migrations" not in path.parts and "vendor" not in path.parts
    ]

    assert len(files) > 50
    assert {str(path): size for path in files if (size := non_blank_lines(path)) > LIMIT} == {}


def test_functions_have_at_most_50_lines() -> None:
    long = {
        f"{path.relative_to(SOURCE)}:{node.name}": size
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert long == {}
