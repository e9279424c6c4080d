"""The long run: `python -m tests.engines.redline.fuzz.run 20000 [first seed]`.

Prints every failure with its seed, and at the end how the mutants ended. The exit status is 1
when there was a failure.
"""

import signal
import sys
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.engines.redline.fuzz.drive import files, outcome

SECONDS = 10
"""A mutant that takes longer hangs."""


def main(arguments: list[str]) -> int:
    """Run so many mutants; with `--keep FOLDER` the files of failures are kept there."""
    folder = _folder(arguments)
    count = int(arguments[0]) if arguments else 1000
    first = int(arguments[1]) if len(arguments) > 1 else 0
    signal.signal(signal.SIGALRM, _too_long)
    outcomes: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for seed in range(first, first + count):
        signal.alarm(SECONDS)
        try:
            outcomes[outcome(seed)] += 1
        except Exception as error:  # noqa: BLE001 - every exception is what we look for
            signal.alarm(0)
            place = _place(error)
            places[place] += 1
            # One of a kind is enough to read; the number at the end tells how common it is.
            if places[place] <= 3:
                print(f"seed {seed}: {place}", flush=True)  # noqa: T201 - a command
                _keep(folder, seed)
        signal.alarm(0)
    for name, number in [*outcomes.most_common(), *places.most_common()]:
        print(f"{number:7} {name}")  # noqa: T201 - a command
    return 1 if places else 0


def _folder(arguments: list[str]) -> Path | None:
    if "--keep" not in arguments:
        return None
    place = arguments.index("--keep")
    folder = Path(arguments[place + 1])
    del arguments[place : place + 2]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(folder: Path | None, seed: int) -> None:
    if folder is None:
        return
    for name, data in zip(("entwurf", "rueck"), files(seed), strict=True):
        (folder / f"{seed}-{name}.docx").write_bytes(data)


def _place(error: Exception) -> str:
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "redline" in frame.filename and "tests" not in frame.filename
    ] or traceback.extract_tb(error.__traceback__)
    frame = frames[-1]
    what = " ".join(str(error).split())[:120]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {what}"


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
