"""The command line: `redline` at once, everything else with the house behind it."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    # Each branch loads only what it needs: half of a redline's time would be Django's start.
    if words[:1] == ["redline"]:
        from einklang.engines.redline.cli import main as redline  # noqa: PLC0415 - as above

        # It makes many small things and keeps them: looking for garbage among them as often
        # as usual would take a twentieth of its time.
        gc.set_threshold(20_000, 20, 20)
        return redline.main(words[1:])
    from einklang.config import commands  # noqa: PLC0415 - as above

    return commands.run(words)
