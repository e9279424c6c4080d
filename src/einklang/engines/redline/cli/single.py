"""`einklang redline compare`, `accept` and `reject`: commands that write one document."""

from typing import Any, Literal

from einklang.engines.redline import api
from einklang.engines.redline.cli import files
from einklang.engines.redline.cli.parser import Parser
from einklang.engines.redline.cli.progress import Progress
from einklang.engines.redline.cli.texts import text
from einklang.engines.redline.words import counted, word


def compare(parser: Parser, given: Any, progress: Progress) -> str:
    """Write the differences of two versions as changes; return the summary."""
    language = parser.language
    inputs = [given.old, given.new]
    files.check_inputs(inputs)
    files.check_outputs([given.output], inputs)
    progress.say(text("comparing", language))
    old = api.read_draft(given.old, name=given.old.name)
    association = given.by or given.new.stem
    written = api.compare(old, given.new, association=association, name=given.new.name)
    files.write_all({given.output: written.docx})
    changes = counted(len(written.overview.changes), "change", language)
    return f"{changes}\n{text('written', language, files=given.output)}"


def accept(parser: Parser, given: Any, progress: Progress) -> str:
    return _settle(parser, given, progress, "accept")


def reject(parser: Parser, given: Any, progress: Progress) -> str:
    return _settle(parser, given, progress, "reject")


def _settle(
    parser: Parser, given: Any, progress: Progress, verdict: Literal["accept", "reject"]
) -> str:
    """Accept or reject, write the result, and return the summary."""
    language = parser.language
    files.check_inputs([given.file])
    files.check_outputs([given.output], [given.file])
    progress.say(text("settling", language))
    settled = api.settle(
        given.file, name=given.file.name, verdict=verdict, by=given.by, only=given.only
    )
    files.write_all({given.output: settled.docx})
    changes = counted(settled.count, "change", language)
    said = f"{changes} {word('verdict', verdict, language)}."
    return f"{said}\n{text('written', language, files=given.output)}"
