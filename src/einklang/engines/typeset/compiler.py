"""Typst in a process of its own, with limits.

Why not in this process: one compile before a fork makes every compile in the child wait for
ever, and no thread can be stopped that a hostile document keeps busy. A new interpreter costs
some 60 ms and knows neither trouble.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from einklang.engines.typeset import fontmetrics
from einklang.engines.typeset.errors import RenderError

HERE = Path(__file__).parent
ROOT = HERE / "typ"
TIMEOUT_SECONDS = 60.0
PIXELS_PER_INCH = 200.0
_LENGTH_BYTES = 8
_LONGEST_COMPLAINT = 2000


@dataclass(frozen=True)
class Order:
    template: str
    document: str
    """JSON; the template inserts its strings as they are."""
    format: str = "pdf"
    timestamp: int = 0
    pixels_per_inch: float = PIXELS_PER_INCH


def compile_order(order: Order, *, timeout: float = TIMEOUT_SECONDS) -> list[bytes]:
    """Set one template: one PDF, or a PNG for each page.

    :raises RenderError: if Typst refuses it, or it takes more time or memory than allowed.
    """
    request = {
        "template": str(ROOT / order.template),
        "root": str(ROOT),
        "fonts": str(fontmetrics.FONTS),
        "document": order.document,
        "format": order.format,
        "timestamp": order.timestamp,
        "ppi": order.pixels_per_inch,
        # A little more than the clock: two threads use up their seconds twice as fast.
        "cpu_seconds": int(timeout * 2) + 1,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell, no argument from outside
            [sys.executable, "-I", str(HERE / "worker.py")],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=timeout,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"The document was not set within {timeout:g} seconds.") from error
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()[-_LONGEST_COMPLAINT:]
        raise RenderError(f"The document could not be set: {complaint or done.returncode}")
    return _files(done.stdout)


def _files(data: bytes) -> list[bytes]:
    files = []
    position = 0
    while position < len(data):
        start = position + _LENGTH_BYTES
        position = start + int.from_bytes(data[position:start], "big")
        files.append(data[start:position])
    return files
