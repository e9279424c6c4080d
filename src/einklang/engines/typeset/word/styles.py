"""Styles: what a paragraph is, by its outline level and the names of its styles."""

import re

from einklang.engines.typeset.word.xml import Element, W, child_value, toggle, value

NO_LEVEL = 9
"""Outline level 9 is body text: ISO/IEC 29500-1, 17.3.1.20."""
_HEADING = re.compile(r"(?:heading|überschrift)\s*([1-9])")
_ROLES = {
    "title": "title",
    "titel": "title",
    "subtitle": "subtitle",
    "untertitel": "subtitle",
    "quote": "quote",
    "zitat": "quote",
    "intense quote": "quote",
    "intensives zitat": "quote",
    "lead": "lead",
    "note": "note",
    "caption": "caption",
    "beschriftung": "caption",
    "toc heading": "contents",
    "contents heading": "contents",
    "inhaltsverzeichnisüberschrift": "contents",
    "callout info": "callout info",
    "callout open": "callout open",
}
_CONTENTS_ENTRY = re.compile(r"(toc|verzeichnis) ?[1-9]")


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default = ""
        for style in root.iter(W + "style") if root is not None else ():
            self._by_id[value(style, "styleId")] = style
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
                self._default = value(style, "styleId")

    def chain(self, style_id: str) -> list[Element]:
        """List a style and those it is based on, the nearest first."""
        found: list[Element] = []
        while style_id in self._by_id and self._by_id[style_id] not in found:
            style = self._by_id[style_id]
            found.append(style)
            style_id = child_value(style, "basedOn")
        return found

    def is_on(self, style_id: str, name: str) -> bool:
        """Say whether a style switches a property of letters on."""
        for style in self.chain(style_id):
            stated = toggle(style.find(W + "rPr"), name)
            if stated is not None:
                return stated
        return False

    def marks(self, style_id: str, part: str) -> bool:
        """Say whether a style of tables gives a part a look of its own ("firstRow")."""
        return any(
            value(one, "type") == part
            for style in self.chain(style_id)
            for one in style.findall(W + "tblStylePr")
        )

    def style_of(self, paragraph_properties: Element | None) -> str:
        return child_value(paragraph_properties, "pStyle") or self._default

    def role(self, style_id: str) -> str:
        """Name what a style is for ("title", "quote"); empty for running text."""
        for style in self.chain(style_id):
            name = child_value(style, "name").lower()
            if name in _ROLES:
                return _ROLES[name]
            if _CONTENTS_ENTRY.fullmatch(name):
                return "contents"
        return ""

    def outline_level(self, paragraph_properties: Element | None) -> int | None:
        """Return 0 for a heading of the first level; None for text."""
        stated = child_value(paragraph_properties, "outlineLvl")
        if not stated:
            stated = self._styled_level(self.style_of(paragraph_properties))
        level = int(stated) if stated.isdecimal() else NO_LEVEL
        return level if level < NO_LEVEL else None

    def _styled_level(self, style_id: str) -> str:
        for style in self.chain(style_id):
            stated = child_value(style.find(W + "pPr"), "outlineLvl")
            if stated:
                return stated
            named = _HEADING.fullmatch(child_value(style, "name").lower())
            if named:
                return str(int(named[1]) - 1)
        return ""

    def number_of(self, paragraph_properties: Element | None) -> tuple[str, int] | None:
        """Return list and level of a paragraph, its own or those of its style."""
        own = None if paragraph_properties is None else paragraph_properties.find(W + "numPr")
        held = [own] if own is not None else []
        for style in self.chain(self.style_of(paragraph_properties)):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                held.append(found)
        number = next((n for n in (child_value(one, "numId") for one in held) if n), "0")
        level = next((n for n in (child_value(one, "ilvl") for one in held) if n), "0")
        if number == "0" or not level.isdecimal():
            return None
        return number, int(level)
