"""Templates are used, and keep to the Content Security Policy."""

import re
from pathlib import Path

import pytest

import einklang

SOURCE = Path(einklang.__file__).parent
TEMPLATES = sorted(
    path for path in SOURCE.rglob("templates/**/*.html") if "vendor" not in path.parts
)
# Django and allauth look these up by name themselves.
CALLED_BY_LIBRARIES = re.compile(
    r"^(\d{3}|403_csrf|allauth/|account/|mfa/|socialaccount/|usersessions/|core/forms/|admin/)"
)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


@pytest.fixture(scope="module")
def everything() -> str:
    files = [*SOURCE.rglob("*.py"), *TEMPLATES]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_template_is_used(everything: str) -> None:
    unused = [
        name_of(path)
        for path in TEMPLATES
        if not CALLED_BY_LIBRARIES.match(name_of(path)) and name_of(path) not in everything
    ]

    assert len(TEMPLATES) > 20
    assert unused == []


def test_templates_have_no_inline_style_or_script() -> None:
    found = {
        name_of(path): match[0]
        for path in TEMPLATES
        if (match := INLINE.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}
