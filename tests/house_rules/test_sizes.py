"""Modules stay readable: at most 400 non-blank lines, templates too."""

from pathlib import Path

import einklang

SOURCE = Path(einklang.__file__).parent
LIMIT = 400


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
