"""What a reader sees of a file, for comparing two files that were not made by one program."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tests.engines.redline import oracle

COMPUTED = re.compile(r"⟨field (?:PAGE|NUMPAGES|PAGEREF|REF|TOC|DATE|TIME|SEQ|NOTEREF)\b")
"""Fields whose result the word processor works out anew: nobody's words."""


def visible(docx: bytes, view: oracle.View) -> list[tuple[str, tuple[oracle.Block, ...]]]:
    """Return all stories with what a reader sees.

    Not seen are the look of paragraph marks and the results of computed fields.
    """
    found = oracle.snapshot(docx, view)
    return [(story.name, tuple(map(plain, story.blocks))) for story in found.stories]


def plain(block: oracle.Block) -> oracle.Block:
    if isinstance(block, oracle.Para):
        return replace(block, mark=(), runs=tuple(without_results(block.runs)))
    return replace(
        block,
        rows=tuple(
            replace(
                row,
                cells=tuple(
                    replace(cell, blocks=tuple(map(plain, cell.blocks))) for cell in row.cells
                ),
            )
            for row in block.rows
        ),
    )


def without_results(runs: Iterable[oracle.Run]) -> Iterable[oracle.Run]:
    """Leave out what stands between a computed field's code and its end."""
    depth = 0
    for run in runs:
        kept = ""
        for sign in re.split("(⟨[^⟩]*⟩)", run.text):
            depth -= depth > 0 and sign == "⟨/field⟩"
            kept += sign * (not depth)
            depth += (depth > 0 and sign.startswith("⟨field ")) or bool(COMPUTED.match(sign))
        if kept:
            yield replace(run, text=kept)
