"""Find what names a person in a document, and take out what somebody confirmed.

Nothing is taken out silently: findings are proposals. What is confirmed is replaced by a mark in
the text itself, so that neither copying nor a screen reader brings it back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any
from urllib.parse import unquote

from einklang.engines.typeset.model import (
    Document,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Strong,
    Text,
    inlines_of,
)
from einklang.engines.typeset.wording import plain_text

MARK = {"de": "[anonymisiert]", "en": "[anonymised]"}
NEAR = 40
"""Characters shown on either side of a finding."""

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.,])(?:\+\d{1,3}|\(?0)[\d\s()/–-]{5,}\d")
CAPITAL = r"[A-ZÄÖÜ][\w’'-]+"
NAME = rf"{CAPITAL}(?:\s+(?:von|van|de|zu)\b)?(?:\s+{CAPITAL}){{0,2}}"
TITLES = r"(?:\s+(?:Dr|Prof|Dipl)\.(?:-\w+\.)?)*"
ADDRESSED = re.compile(rf"\b(?:Frau|Herrn?|Ms\.?|Mrs\.?|Mr\.?){TITLES}\s+{NAME}")
TITLED = re.compile(rf"\b(?:Dr|Prof)\.{TITLES}\s+{NAME}")
CONTACT = re.compile(
    rf"(?:Ansprechpartner(?:[:*]?in(?:nen)?)?|Ansprechperson(?:en)?|Kontakt|Rückfragen(?:\s+an)?"
    rf"|Contact)\s*:\s*({CAPITAL}\s+{CAPITAL})"
)

_NOT_WORDS = frozenset(
    {"url", "anchor", "primary", "accent", "logo_svg", "svg", "kind", "tone", "align", "signs",
     "language"}
)  # fmt: skip
_INLINES = (Text, Strong, Emphasis, Link, LineBreak, Footnote)


@dataclass(frozen=True)
class Finding:
    """Something that seems to name or reach a person."""

    text: str
    kind: str
    """email, phone or person."""
    count: int
    before: str
    after: str
    """Where it stands first, with a few words on either side."""


def findings(document: Document, names: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return what should be looked at, in reading order.

    :param names: people who are known, as "Kim Muster"; others are recognised by how they are
        addressed.
    """
    lines = [*plain_text(document), *_link_targets(document)]
    whole = "\n".join(lines)
    found: dict[str, tuple[str, int]] = {}
    for kind, text, position in _candidates(whole, names):
        found.setdefault(" ".join(text.split()), (kind, position))
    rows = []
    for text, (kind, _place) in sorted(found.items(), key=lambda item: item[1][1]):
        pattern = _pattern([text])
        shown = pattern.search(whole)
        if shown is None:
            continue
        count = len(pattern.findall(whole))
        before = whole[max(0, shown.start() - NEAR) : shown.start()].rpartition("\n")[2]
        after = whole[shown.end() : shown.end() + NEAR].partition("\n")[0]
        rows.append(Finding(text, kind, count, before, after))
    return tuple(rows)


def _candidates(whole: str, names: Iterable[str]) -> Iterable[tuple[str, str, int]]:
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        for match in pattern.finditer(whole):
            yield kind, match[0].strip(" -–/"), match.start()
    addressed = list(ADDRESSED.finditer(whole))
    titled = [
        match
        for match in TITLED.finditer(whole)
        # "Frau Dr. Erika Beispiel" is one finding, not two.
        if not any(one.start() <= match.start() < one.end() for one in addressed)
    ]
    for match in (*addressed, *titled):
        # A name never goes on in the next line.
        yield "person", match[0].partition("\n")[0], match.start()
    for match in CONTACT.finditer(whole):
        yield "person", match[1].partition("\n")[0], match.start(1)
    for name in names:
        if len(name.split()) > 1 and (place := whole.find(name)) >= 0:
            yield "person", name, place


def _link_targets(document: Document) -> list[str]:
    """Return addresses behind links whose words do not show them."""
    return [
        unquote(one.url.partition(":")[2].partition("?")[0])
        for one in inlines_of(document.blocks)
        if isinstance(one, Link)
        and one.url.startswith(("mailto:", "tel:"))
        and unquote(one.url.partition(":")[2]) not in one.text
    ]


def _pattern(texts: Sequence[str]) -> re.Pattern[str]:
    """Match the texts whole, the longest first, however their words are spaced."""
    ordered = sorted({" ".join(text.split()) for text in texts if text.strip()}, key=len)
    parts = [r"\s+".join(map(re.escape, text.split())) for text in reversed(ordered)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or r'(?!)'})(?!\w)", re.IGNORECASE)


def blackened(document: Document, texts: Sequence[str]) -> Document:
    """Return the document with every occurrence of the texts replaced by the mark."""
    wanted = [text for text in texts if text.strip()]
    if not wanted:
        return document
    pen = _Pen(_pattern(wanted), MARK[document.language])
    changed: Document = pen.through(document)
    return changed


@dataclass(frozen=True)
class _Pen:
    pattern: re.Pattern[str]
    mark: str

    def through(self, node: Any) -> Any:
        if isinstance(node, str):
            return self.pattern.sub(self.mark, node)
        if isinstance(node, tuple):
            if node and all(isinstance(one, _INLINES) for one in node):
                return self.run(node)
            return tuple(self.through(one) for one in node)
        if not is_dataclass(node) or isinstance(node, type):
            return node
        changes = {}
        for field in fields(node):
            if field.name not in _NOT_WORDS:
                old = getattr(node, field.name)
                new = self.through(old)
                if new != old:
                    changes[field.name] = new
        return replace(node, **changes) if changes else node

    def run(self, inlines: Inlines) -> Inlines:
        """Go through a paragraph as it is read: a name may be half bold."""
        whole = "".join(one.text for one in inlines)
        spans = [match.span() for match in self.pattern.finditer(whole)]
        made: list[Inline] = []
        position = 0
        for one in inlines:
            end = position + len(one.text)
            made += self.inline(one, self.rest_of(whole, position, end, spans))
            position = end
        return tuple(made)

    def rest_of(self, whole: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
        """Return what stays of a piece; the mark stands where a match begins."""
        text, position = "", start
        for first, last in spans:
            if last <= start or first >= end:
                continue
            text += whole[position : max(position, first)]
            if first >= start:
                text += self.mark
            position = min(last, end)
        return text + whole[position:end]

    def inline(self, one: Inline, text: str) -> tuple[Inline, ...]:
        if isinstance(one, Footnote):
            return (replace(one, inlines=self.through(one.inlines)),)
        if isinstance(one, Link) and (
            text != one.text or self.pattern.search(unquote(one.url).replace(":", " ", 1))
        ):
            return (Text(text or self.mark),) if text else ()
        if text == one.text:
            return (one,)
        if isinstance(one, LineBreak) or not text:
            return ()
        return (replace(one, text=text),)
