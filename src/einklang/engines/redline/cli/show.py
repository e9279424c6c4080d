"""`einklang redline show`: every change and comment of a document as a table or as JSON."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any, Final

from einklang.engines.redline import api
from einklang.engines.redline.cli import files
from einklang.engines.redline.cli.parser import Parser
from einklang.engines.redline.cli.progress import Progress
from einklang.engines.redline.cli.texts import text
from einklang.engines.redline.errors import Language
from einklang.engines.redline.report.phrases import moment, phrase, quoted
from einklang.engines.redline.report.table import show_head, table
from einklang.engines.redline.settle.listing import ListingRow
from einklang.engines.redline.words import counted, word

WHERE: Final = {"header": "header", "footer": "footer", "footnotes": "footnote"} | {
    "endnotes": "endnote", "comments": "comment",
}  # fmt: skip
"""The element of a part's name without its number."""
KINDS: Final = {
    "ins": "kind-ins",
    "mark-ins": "kind-ins",
    "math-ins": "kind-ins",
    "del": "kind-del",
    "mark-del": "kind-del",
    "math-del": "kind-del",
    "moveFrom": "kind-from",
    "mark-moveFrom": "kind-from",
    "moveTo": "kind-to",
    "mark-moveTo": "kind-to",
    "row-ins": "kind-row-ins",
    "row-del": "kind-row-del",
    "cellIns": "kind-cell-ins",
    "cellDel": "kind-cell-del",
    "cellMerge": "kind-cell-merge",
}
"""How a kind is called; the others are about looks, lists or content controls."""
NARROWEST, WIDEST = 60, 140


def show(parser: Parser, given: Any, _progress: Progress) -> str:
    """Return the table of changes and comments, or their JSON."""
    files.check_inputs([given.file])
    rows = api.show(given.file, name=given.file.name).rows
    if given.json:
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)
    language = parser.language
    comments = sum(row.kind == "comment" for row in rows)
    total = ", ".join(
        [
            counted(len(rows) - comments, "change", language),
            counted(comments, "comment", language),
        ]
    )
    if not rows:
        return total
    width = min(WIDEST, max(NARROWEST, shutil.get_terminal_size((100, 24)).columns))
    head = (*show_head(language), text("ids", language))
    lines = [line for row in rows for line in _lines(row, language)]
    return f"{table(head, lines, width=width)}\n{total}"


def _lines(row: ListingRow, language: Language) -> Iterator[tuple[str, str, str, str, str]]:
    where = _where(row, language)
    ids = " ".join(map(str, row.ids)) if row.kind != "comment" else ""
    yield row.author, moment(row.date, language), where, _what(row, language), ids
    for reply in row.replies:
        said = f"{phrase('reply', language)}: {reply.text}"
        yield reply.author, moment(reply.date, language), where, said, ""


def _where(row: ListingRow, language: Language) -> str:
    name = re.sub(r"\d+$", "", PurePosixPath(row.part).stem)
    story = word("element", WHERE[name], language) if name in WHERE else ""
    number = text("paragraph", language, number=row.paragraph) if row.paragraph else ""
    return ", ".join(filter(None, (story, number)))


def _what(row: ListingRow, language: Language) -> str:
    if row.kind == "comment":
        about = f" {text('about', language, words=quoted(row.quoted, language))}"
        done = f" ({phrase('resolved', language)})" if row.is_resolved else ""
        named = f"{phrase('comment', language)}{about if row.quoted else ''}"
        return f"{named}: {row.text}{done}"
    if row.kind.startswith("customXml"):
        kind = word("element", "content-control", language)
    elif row.kind.startswith("numbering"):
        kind = word("element", "numbering", language)
    else:
        kind = text(KINDS.get(row.kind, "kind-format"), language)
    return f"{kind}: {quoted(row.text, language)}" if row.text else kind
