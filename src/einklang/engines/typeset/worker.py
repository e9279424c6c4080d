"""The program of the compiler's own process: a request on stdin, files on stdout.

It is started as a script, isolated, and knows only typst and the standard library: it lives for
one document, so a fork in the parent never meets its threads, and a hostile document takes no
more than the limits set here.
"""

import json
import resource
import sys
from typing import Any

import typst

MEMORY_BYTES = 3 * 1024**3


def limit(cpu_seconds: int) -> None:  # pragma: no cover - in a process of its own
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def compiled(request: dict[str, Any]) -> list[bytes]:  # pragma: no cover - as above
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[request["fonts"]]
    )
    compiler = typst.Compiler(
        request["template"],
        root=request["root"],
        font_paths=fonts,
        # No packages: nothing is to be fetched.
        package_path=request["root"],
        package_cache_path=request["root"],
        sys_inputs={"document": request["document"]},
    )
    if request["format"] == "pdf":
        made = compiler.compile(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=request["timestamp"]
        )
    else:
        made = compiler.compile(format="png", ppi=request["ppi"])
    files = made if isinstance(made, list) else [made]
    return [file for file in files if file is not None]


def main() -> int:  # pragma: no cover - as above
    request = json.load(sys.stdin.buffer)
    limit(request["cpu_seconds"])
    try:
        files = compiled(request)
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message} {' '.join(error.hints)}")
        return 1
    for file in files:
        sys.stdout.buffer.write(len(file).to_bytes(8, "big") + file)
    return 0


if __name__ == "__main__":  # pragma: no cover - as above
    sys.exit(main())
