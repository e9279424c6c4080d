"""Starts a command and tells its seconds, its processor's seconds, peak bytes, exit status.

Run as a program. A process begins with the peak of the one that started it (Linux keeps it
across exec), so a large one cannot measure a small one. This one is small: it loads nothing of
the project.
"""

import os
import sys
import time


def main(command: list[str]) -> None:
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begun = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    processor = usage.ru_utime + usage.ru_stime
    # Linux counts in KiB.
    peak = usage.ru_maxrss * 1024
    print(seconds, processor, peak, os.waitstatus_to_exitcode(status))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1:])
