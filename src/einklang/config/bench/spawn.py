"""Starts a command and tells its seconds, peak bytes and exit status; run as a program.

A process begins with the peak of the one that started it (Linux keeps it across exec), so a
large one cannot measure a small one. This one is small: it loads nothing of the project.
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
    # Linux counts in KiB.
    print(seconds, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
