"""The rows of the synopsis one by one, for pages that put controls of their own beside them."""

import re
from dataclasses import dataclass
from functools import cache

from einklang.engines.redline.model.change import Place
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.page import Pen, anchor, sheet, spoken
from einklang.engines.redline.report.rows import Row, rows
from einklang.engines.redline.words import Language, place_words

FRAGMENT_CLASS = "redline"
"""What `fragment_css` is about: fragments stand inside an element of this class."""
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ROOT = re.compile(r":root\s*\{([^{}]*)\}")
VARIABLE, USED = re.compile(r"(--[\w-]+):\s*([^;]+);"), re.compile(r"var\((--[\w-]+)\)")


@dataclass(frozen=True, slots=True)
class RowFragment:
    """One paragraph of the draft with everything that is marked in it."""

    place: Place
    paragraph: int
    """The citable number; 0 for headers, notes and text boxes."""
    first_line: int
    last_line: int
    lines: tuple[int, ...]
    """Offsets in the draft's text at which its lines begin; the first is 0."""
    address: str
    """As one cites it: "Abs. 12, Z. 214–216"."""
    anchor: str
    """The `id` that links to this paragraph expect (`abs-12`); empty without a number."""
    level: int
    """1 to 9 for a heading, 0 for text."""
    html: str
    """One `<div>`: the draft's text with all marks; links lead to `#c12`, `#k3` and `#m4`."""
    changes: tuple[str, ...]
    """The changes that begin here."""
    continued: tuple[str, ...]
    """Those that began in an earlier paragraph."""
    arrivals: tuple[str, ...]
    """Moves that lead here."""
    conflicts: tuple[str, ...]
    comments: tuple[str, ...]
    is_touched: bool
    """Whether any of these is not empty."""


def row_fragments(overview: Overview, *, language: Language = "de") -> tuple[RowFragment, ...]:
    """Return every row of the synopsis, the main text first, then the other stories."""
    pen = Pen(overview, language)
    lines = {one.place.paragraph: one.lines for one in overview.paragraphs}
    return tuple(
        _fragment(pen, row, lines.get(row.place.paragraph) or (0,)) for row in rows(overview)
    )


def _fragment(pen: Pen, row: Row, lines: tuple[int, ...]) -> RowFragment:
    place = row.place
    return RowFragment(
        place=place,
        paragraph=place.paragraph,
        first_line=place.first_line,
        last_line=place.last_line,
        lines=lines if place.paragraph else (0,),
        address=place_words(place, pen.language),
        anchor=anchor(place),
        level=row.level,
        html=pen.row_text(row),
        changes=tuple(change.id for change in row.changes),
        continued=tuple(change.id for change in row.continued),
        arrivals=tuple(change.id for change in row.arrivals),
        conflicts=tuple(conflict.id for conflict in row.conflicts),
        comments=tuple(comment.id for comment in row.comments),
        is_touched=row.is_touched,
    )


@cache
def fragment_css() -> str:
    """Return the style sheet of fragments, all of it under `.redline`.

    Colours follow the `color-scheme` of the page; what is struck or inserted is said aloud in the
    page's language.
    """
    scope = f".{FRAGMENT_CLASS}"
    marks = sheet("marks.css")
    light, dark = (
        dict(VARIABLE.findall(found)) for found in ROOT.findall(sheet("report.css"))[:2]
    )
    used = dict.fromkeys(name for name in USED.findall(marks) if name in light)
    colours = "".join(f"{name}:{_value(light[name], dark[name])};" for name in used)
    rules = "".join(
        f"{_scoped(selectors, scope)}{{{body.strip()}}}" for selectors, body in RULE.findall(marks)
    )
    words = spoken("de", f"{scope} ") + spoken("en", f"{scope}:lang(en) ")
    return f"{scope}{{{colours}}}{rules}{words}\n"


def _value(light: str, dark: str) -> str:
    """Return a value for both schemes; only colours can be given twice."""
    return f"light-dark({light},{dark})" if light.startswith("#") else light


def _scoped(selectors: str, scope: str) -> str:
    return ",".join(f"{scope} {one.strip()}" for one in selectors.split(","))
