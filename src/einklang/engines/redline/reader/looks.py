"""How runs and paragraphs of one document look, beyond what their styles say.

A program may write as direct formatting what the style says anyway; a reader sees no
difference. So each property is compared with what the style, its ancestors and the document's
defaults say (ISO/IEC 29500-1 section 17.7.2).
"""

from lxml import etree

from einklang.engines.redline.names import A, child_of, w
from einklang.engines.redline.reader.context import Context
from einklang.engines.redline.reader.formats import (
    PARAGRAPH_STYLE,
    RUN_STYLE,
    VAL,
    Words,
    named,
    paragraph_words,
    run_words,
    seen,
)

RUN, PARAGRAPH, BASED_ON = w("rPr"), w("pPr"), w("basedOn")
LATIN = f"{{{A}}}latin"
DEFAULTS = {RUN: w("rPrDefault"), PARAGRAPH: w("pPrDefault")}


class Looks:
    """Answers how something looks; what styles say is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._chains: dict[tuple[str, str], Words] = {}
        self._fonts: dict[str, str] | None = None

    def run(self, properties: etree._Element | None, paragraph_style: str) -> str:
        """Return the look of a run: `b;sz=24`, empty for none."""
        if properties is None or not len(properties):
            return ""
        words = self._run_words(properties)
        around = self._style(paragraph_style, RUN)
        style = child_of(properties, RUN_STYLE)
        if style is not None:
            around = around | self._chain(style.get(VAL) or "", RUN)
        return seen(words, around)

    def paragraph(self, properties: etree._Element | None) -> str:
        """Return the look of a paragraph: `align=center;style=heading 1`, empty for none."""
        if properties is None:
            return ""
        around = self._style(self.style_of(properties), PARAGRAPH)
        return seen(self._paragraph_words(properties), around)

    def style_of(self, properties: etree._Element | None) -> str:
        """Return the id of a paragraph's style."""
        style = None if properties is None else child_of(properties, PARAGRAPH_STYLE)
        return self.context.default_style_id if style is None else style.get(VAL) or ""

    def _run_words(self, properties: etree._Element) -> Words:
        return named(run_words(properties, self.context.style_name, self._theme_font))

    def _paragraph_words(self, properties: etree._Element) -> Words:
        context = self.context
        return named(paragraph_words(properties, context.style_name, context.list_look))

    def _style(self, key: str, kind: str) -> Words:
        """Return what a paragraph style says, on top of the document's defaults."""
        name = (f"+{key}", kind)
        if name not in self._chains:
            self._chains[name] = self._defaults(kind) | self._chain(key, kind)
        return self._chains[name]

    def _defaults(self, kind: str) -> Words:
        root = self.context.companion("styles")
        holder = None if root is None else root.find(f"{w('docDefaults')}/{DEFAULTS[kind]}")
        properties = None if holder is None else holder.find(kind)
        return {} if properties is None else self._words(properties, kind)

    def _chain(self, key: str, kind: str) -> Words:
        """Return what a style and those it is based on say."""
        if (key, kind) not in self._chains:
            self._chains[key, kind] = {}  # a style may be based on itself
            style = self.context.styles.get(key)
            if style is not None:
                base = style.find(BASED_ON)
                words = {} if base is None else self._chain(base.get(VAL) or "", kind)
                own = style.find(kind)
                self._chains[key, kind] = words | ({} if own is None else self._words(own, kind))
        return self._chains[key, kind]

    def _words(self, properties: etree._Element, kind: str) -> Words:
        return self._run_words(properties) if kind == RUN else self._paragraph_words(properties)

    def _theme_font(self, name: str) -> str:
        """Return the font of the theme for `minorHAnsi`, `majorAscii` and the like."""
        if not name:
            return ""
        if self._fonts is None:
            root = self.context.companion("theme")
            self._fonts = {}
            for kind in ("minor", "major"):
                fonts = None if root is None else root.find(f".//{{{A}}}{kind}Font")
                latin = None if fonts is None else fonts.find(LATIN)
                self._fonts[kind] = "" if latin is None else latin.get("typeface") or ""
        return self._fonts.get(name[:5], "")
