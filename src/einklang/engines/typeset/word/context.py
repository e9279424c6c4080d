"""What is known while one document is read: the file, the place, and what was lost so far."""

import re
from dataclasses import dataclass, field, replace

from einklang.engines.typeset.losses import Loss, LossKind, Treatment, shortened
from einklang.engines.typeset.word.file import WordFile
from einklang.engines.typeset.word.xml import Element, W, name_of, value, words_below

_TRACKED = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
    | {"moveFromRangeStart", "moveToRangeStart"}
)
_LOCAL_TARGET = re.compile(r'\\l\s+"?([^"\s]+)')
_FEW = 5


@dataclass
class Field:
    """A field that has begun: first its instruction, then what it shows."""

    instruction: str = ""
    shows_result: bool = False

    @property
    def is_contents(self) -> bool:
        return self.instruction.split()[:1] == ["TOC"]


@dataclass
class Context:
    file: WordFile
    part: str = "document"
    heading: str = ""
    near: str = ""
    losses: list[Loss] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    """Anchors by bookmark, for headings that are linked to."""

    def lose(self, what: LossKind, treatment: Treatment, text: str = "") -> None:
        """Note a loss here; one that runs on over runs or lines stays one."""
        last = self.losses[-1] if self.losses else None
        if last and last.what == what == "contents":
            self.losses[-1] = replace(last, text=f"{last.text} {text}")
            return
        loss = Loss(what, treatment, text, self.heading, self.near)
        if last and what in {"hidden text", "raised text"} and replace(last, text=text) == loss:
            self.losses[-1] = replace(last, text=last.text + text)
        else:
            self.losses.append(loss)


def tracked_changes(file: WordFile) -> tuple[bool, tuple[str, ...]]:
    """Say whether changes are tracked in what would be printed, and quote the first few."""
    found = False
    quotes: list[str] = []
    for root in (file.body, *file.notes.values()):
        for element in root.iter(W + "*"):
            name = name_of(element)
            if name in _TRACKED or name.endswith("Change"):
                found = True
                words = shortened(words_below(element))
                if words and len(quotes) < _FEW:
                    quotes.append(words)
    return found, tuple(quotes)


def linked_bookmarks(body: Element) -> set[str]:
    """Name the bookmarks that something in the document links to."""
    found = {value(link, "anchor") for link in body.iter(W + "hyperlink")}
    for code in body.iter(W + "instrText"):
        found.update(_LOCAL_TARGET.findall(code.text or ""))
    for simple in body.iter(W + "fldSimple"):
        found.update(_LOCAL_TARGET.findall(value(simple, "instr")))
    return found - {""}
