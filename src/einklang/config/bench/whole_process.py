"""Measuring a command from its start to its end, as the person at the keyboard waits for it."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from einklang.config.bench import spawn

SOURCE = Path(__file__).parents[3]


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor: float
    """Seconds in which it really worked: other programs on the machine do not add to them."""
    megabytes: float
    """Peak of its memory, in millions of bytes."""
    status: int
    said: str
    """What it wrote to stderr."""


def measure(words: list[str], folder: Path) -> Measured:
    """Run `einklang …` in the folder, on this interpreter."""
    command = [sys.executable, "-I", "-S", spawn.__file__]
    command += [sys.executable, "-m", "einklang", *words]
    environ = {**os.environ, "PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", "LANG": "de_DE"}
    # As on a machine in use: Python keeps its compiled modules from the first run on.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environ["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir(), "einklang-bench"))
    answer = subprocess.run(  # noqa: S603 - our own program
        command, cwd=folder, env=environ, capture_output=True, text=True, check=True
    )
    seconds, processor, peak, status = answer.stdout.split()
    return Measured(float(seconds), float(processor), int(peak) / 1e6, int(status), answer.stderr)
