"""Any federation can work here: no name of the first committee stands in code or templates."""

import re
from pathlib import Path

import einklang

SOURCE = Path(einklang.__file__).parent
NAMES = re.compile(
    r"BAGFW|Caritas|Diakonie|Paritätische|ZWST|Arbeiterwohlfahrt|\bAWO\b|\bDRK\b|\bMBE\b|\bJMD\b"
    r"|Jugendmigrationsdienst|Migrationsberatung|\bBAfF\b|Job-Turbo|\bBAMF\b|DeZIM"
)


def test_code_and_templates_name_no_committee() -> None:
    files = [
        path
        for pattern in ("*.py", "*.html", "*.js", "*.css", "*.typ", "*.po")
        for path in SOURCE.rglob(pattern)
        if "vendor" not in path.parts
    ]
    found = {
        str(path.relative_to(SOURCE)): match[0]
        for path in files
        if (match := NAMES.search(path.read_text(encoding="utf-8")))
    }

    assert len(files) > 50
    assert found == {}


def test_shared_catalogue_names_no_committee() -> None:
    catalogue = (SOURCE / "intake" / "data" / "catalogue.yaml").read_text(encoding="utf-8")

    assert NAMES.search(catalogue) is None
