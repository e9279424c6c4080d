"""What a Word document holds that the content tree does not carry, said in words."""

from dataclasses import dataclass
from typing import Literal

from einklang.engines.typeset.model import Language

LossKind = Literal[
    "picture", "drawing", "text box", "comment", "hidden text", "contents", "placeholder",
    "formula", "link", "symbol", "raised text", "embedded file", "merged cells", "layout table",
    "table without header", "empty column label", "text in cell", "note in heading",
    "deep heading", "ruby",
]  # fmt: skip
"""What it is."""
Treatment = Literal["left out", "set as text", "set below", "repeated", "made anew", "changed"]
"""What became of it. Only what is left out or made anew is missing from the tree."""

_WHAT: dict[LossKind, tuple[str, str]] = {
    "picture": ("Bild", "Picture"),
    "drawing": ("Zeichnung oder Diagramm", "Drawing or chart"),
    "text box": ("Textfeld", "Text box"),
    "comment": ("Kommentar", "Comment"),
    "hidden text": ("Ausgeblendeter Text", "Hidden text"),
    "contents": ("Inhaltsverzeichnis", "Table of contents"),
    "placeholder": ("Platzhalter", "Placeholder"),
    "formula": ("Formel", "Formula"),
    "link": ("Link", "Link"),
    "symbol": ("Sonderzeichen", "Symbol"),
    "raised text": ("Hoch- oder tiefgestellter Text", "Raised or lowered text"),
    "embedded file": ("Eingebettete Datei", "Embedded file"),
    "merged cells": ("Verbundene Zellen", "Merged cells"),
    "layout table": ("Tabelle für die Gestaltung", "Table used for layout"),
    "table without header": ("Tabelle ohne Kopfzeile", "Table without a header row"),
    "empty column label": ("Spalte ohne Überschrift", "Column without a label"),
    "text in cell": ("Liste oder Tabelle in einer Zelle", "List or table in a cell"),
    "note in heading": ("Fußnote in einer Überschrift", "Footnote in a heading"),
    "deep heading": (
        "Überschrift der fünften Ebene oder tiefer",
        "Heading below the fourth level",
    ),
    "ruby": ("Lesehilfe über dem Text", "Reading aid above the text"),
}
_TREATED: dict[Treatment, tuple[str, str]] = {
    "left out": ("nicht übernommen", "left out"),
    "set as text": ("als Text übernommen", "set as text"),
    "set below": ("als Absatz darunter übernommen", "set as a paragraph below"),
    "repeated": ("Text in jeder Zeile wiederholt", "text repeated in each row"),
    "made anew": ("wird neu erzeugt", "made anew"),
    "changed": ("angepasst", "changed"),
}
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Loss:
    what: LossKind
    treatment: Treatment
    text: str = ""
    """The words concerned, whole; for a picture its description."""
    heading: str = ""
    """The heading it stands under."""
    near: str = ""
    """How the paragraph begins that it stands in."""

    def where(self, language: Language) -> str:
        """Say where it stands; empty when nothing near it has words."""
        english = language == "en"
        parts = []
        if self.heading:
            under = "under “{}”" if english else "unter „{}“"
            parts.append(under.format(shortened(self.heading)))
        if self.near:
            at = "at “{}”" if english else "bei „{}“"
            parts.append(at.format(shortened(self.near)))
        return ", ".join(parts)

    def sentence(self, language: Language) -> str:
        """Say what it is, where it stands and what became of it."""
        english = language == "en"
        what = _WHAT[self.what][english]
        if self.text:
            quoted = "“{}”" if english else "„{}“"
            what += " " + quoted.format(shortened(self.text))
        where = self.where(language)
        return f"{what}{f' ({where})' if where else ''}: {_TREATED[self.treatment][english]}."


def shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _LONGEST_QUOTE:
        return text
    return text[: _LONGEST_QUOTE - 1].rstrip() + "…"
