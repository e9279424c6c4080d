"""Lists and numbered headings: which sign Word shows before a paragraph."""

import re
from dataclasses import dataclass

from einklang.engines.typeset.counting import counted
from einklang.engines.typeset.inlines import Inlines
from einklang.engines.typeset.model import DEEPEST_LIST, BulletList, Signs
from einklang.engines.typeset.word.xml import Element, W, child_value, value

_SIGNS: dict[str, Signs] = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_SIMPLE = re.compile(r"\(?%\d[.):]?\)?")


@dataclass(frozen=True)
class Level:
    form: str
    """As w:numFmt names it: "bullet", "decimal"."""
    pattern: str
    """As "%1.%2": what is shown, with the numbers of the levels."""
    start: int


@dataclass(frozen=True)
class Sign:
    """What Word shows before one paragraph."""

    is_bullet: bool
    signs: Signs
    number: int
    shown: str
    """The whole sign: "1.", "§ 4"; empty for a bullet."""
    is_simple: bool
    """Whether a list can show it: one number, with a dot or a bracket."""


@dataclass(frozen=True)
class Item:
    level: int
    sign: Sign
    inlines: Inlines


class Numbering:
    """Counts as Word does, so paragraphs must be asked for in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstracts = {value(one, "abstractNumId"): one for one in root.iter(W + "abstractNum")}
        by_style = {child_value(one, "styleLink"): key for key, one in abstracts.items()}
        for num in root.findall(W + "num"):
            number, key = value(num, "numId"), child_value(num, "abstractNumId")
            linked = child_value(abstracts.get(key), "numStyleLink")
            key = by_style.get(linked, key) if linked else key
            levels = _levels(abstracts.get(key))
            for override in num.findall(W + "lvlOverride"):
                place = _number(value(override, "ilvl"), 0)
                own = override.find(W + "lvl")
                if own is not None:
                    levels[place] = _level(own)
                start = child_value(override, "startOverride")
                if start:
                    self._restarts.setdefault(number, {})[place] = _number(start, 1)
            self._levels[number], self._abstract[number] = levels, key

    def next_sign(self, number: str, place: int) -> Sign | None:
        """Count one paragraph on; None if the list is not defined."""
        levels = self._levels.get(number, {})
        level = levels.get(place)
        if level is None:
            return None
        counts = self._counts.setdefault(self._abstract[number], {})
        restart = self._restarts.get(number, {}).pop(place, None)
        counts[place] = restart if restart is not None else counts.get(place, level.start - 1) + 1
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            asked = int(match[1]) - 1
            default = levels[asked].start if asked in levels else 1
            form = levels[asked].form if asked in levels else "decimal"
            return _formed(counts.setdefault(asked, default), form)

        label = "" if level.form == "bullet" else re.sub(r"%(\d)", shown, level.pattern)
        return Sign(
            is_bullet=level.form == "bullet" or not label.strip(),
            signs=_SIGNS.get(level.form, "1"),
            number=counts[place],
            shown=label.strip(),
            is_simple=level.form == "bullet" or bool(_SIMPLE.fullmatch(level.pattern.strip())),
        )


def _levels(abstract: Element | None) -> dict[int, Level]:
    found = abstract.findall(W + "lvl") if abstract is not None else []
    return {_number(value(one, "ilvl"), 0): _level(one) for one in found}


def _level(element: Element) -> Level:
    return Level(
        child_value(element, "numFmt") or "decimal",
        child_value(element, "lvlText"),
        _number(child_value(element, "start"), 0),
    )


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _formed(number: int, form: str) -> str:
    return f"{number:02d}" if form == "decimalZero" else counted(number, _SIGNS.get(form, "1"))


def lists_of(items: list[Item]) -> tuple[BulletList, ...]:
    """Lay items of any depth into each other; a number out of step begins a list anew."""
    return _lists(items, 1)


def _lists(items: list[Item], depth: int) -> tuple[BulletList, ...]:
    lists = []
    position = 0
    while position < len(items):
        first = items[position]
        entries: list[Item] = []
        below: list[tuple[BulletList, ...]] = []
        while position < len(items):
            item = items[position]
            if entries and item.level > first.level and depth < DEEPEST_LIST:
                end = position
                while end < len(items) and items[end].level > first.level:
                    end += 1
                below[-1] = _lists(items[position:end], depth + 1)
                position = end
                continue
            if item.level < first.level or (entries and not _goes_on(entries[-1], item)):
                break
            entries.append(item)
            below.append(())
            position += 1
        lists.append(_made(entries, below))
    return tuple(lists)


def _goes_on(one: Item, following: Item) -> bool:
    if one.sign.is_bullet or following.sign.is_bullet:
        return one.sign.is_bullet == following.sign.is_bullet
    in_step = following.sign.number == one.sign.number + 1
    return one.sign.signs == following.sign.signs and in_step


def _made(entries: list[Item], below: list[tuple[BulletList, ...]]) -> BulletList:
    sign = entries[0].sign
    return BulletList(
        tuple(item.inlines for item in entries),
        ordered=not sign.is_bullet,
        nested=tuple(below) if any(below) else (),
        start=1 if sign.is_bullet else sign.number,
        signs="1" if sign.is_bullet else sign.signs,
    )
