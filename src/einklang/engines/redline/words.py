"""The German and English words in which reports and commands speak of a consolidation."""

from typing import Final, Literal, Protocol

Language = Literal["de", "en"]
Group = Literal[
    "kind",
    "rule",
    "return",
    "element",
    "treatment",
    "verdict",
    "story",
    "step",
    "property",
    "value",
]
Countable = Literal[
    "return", "change", "comment", "conflict", "loss", "paragraph", "proposal", "reply",
]  # fmt: skip
Steps = tuple[tuple[str, int], ...]


class Addressed(Protocol):
    """A place in the draft. This room lies below the model, so it asks for the shape only."""

    @property
    def story(self) -> str: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def paragraph(self) -> int: ...
    @property
    def last_paragraph(self) -> int: ...
    @property
    def first_line(self) -> int: ...
    @property
    def last_line(self) -> int: ...


WORDS: Final[dict[Group, dict[str, tuple[str, str]]]] = {
    "kind": {
        "insert": ("Einfügung", "insertion"),
        "delete": ("Streichung", "deletion"),
        "replace": ("Ersetzung", "replacement"),
        "move": ("Verschiebung", "move"),
        "format": ("Formatierung", "formatting"),
        "table": ("Tabelle", "table"),
    },
    "rule": {
        "overlap": (
            "Dieselben Wörter sollen verschieden geändert werden.",
            "The same words are to be changed in different ways.",
        ),
        "edit-in-deleted": (
            "Hier ändert jemand Wörter in einer Passage, die andere streichen oder verschieben.",
            "Somebody edits words inside a passage that others delete or move.",
        ),
        "format": (
            "Dieselben Wörter sollen verschieden aussehen.",
            "The same words are to look different in different ways.",
        ),
    },
    "return": {
        "tracked": ("mit Änderungsverfolgung", "with tracked changes"),
        "untracked": ("ohne Änderungsverfolgung", "without tracked changes"),
        "mixed": ("teils mit Änderungsverfolgung", "partly with tracked changes"),
        "comments": ("nur Kommentare", "comments only"),
        "nil": ("keine Änderungen (Fehlanzeige)", "no changes (nil return)"),
    },
    "element": {
        "section": ("Abschnittswechsel", "section break"),
        "page-setup": ("Seiteneinrichtung", "page setup"),
        "bookmark": ("Textmarke", "bookmark"),
        "content-control": ("Inhaltssteuerelement", "content control"),
        "field": ("Feld", "field"),
        "hyperlink": ("Verweis", "hyperlink"),
        "image": ("Bild", "image"),
        "drawing": ("Zeichnung", "drawing"),
        "object": ("eingebettetes Objekt", "embedded object"),
        "equation": ("Formel", "equation"),
        "table": ("Tabelle", "table"),
        "row": ("Tabellenzeile", "table row"),
        "column": ("Tabellenspalte", "table column"),
        "cell": ("Tabellenzelle", "table cell"),
        "merged-cells": ("verbundene Zellen", "merged cells"),
        "header": ("Kopfzeile", "header"),
        "footer": ("Fußzeile", "footer"),
        "footnote": ("Fußnote", "footnote"),
        "endnote": ("Endnote", "endnote"),
        "textbox": ("Textfeld", "text box"),
        "comment": ("Kommentar", "comment"),
        "style": ("Formatvorlage", "style"),
        "numbering": ("Nummerierung", "numbering"),
        "list": ("Aufzählung", "list"),
        "paragraph": ("Absatz", "paragraph"),
        "run": ("Textstück", "run of text"),
        "text": ("Text", "text"),
        "formatting": ("Formatierung", "formatting"),
        "move": ("Verschiebung", "move"),
        "settings": ("Einstellungen", "settings"),
        "theme": ("Design", "theme"),
        "custom-xml": ("eigene XML-Daten", "custom XML data"),
        "alternate-content": ("Ersatzdarstellung", "alternate content"),
        "symbol": ("Sonderzeichen", "symbol"),
        "ruby": ("Lautschrift", "phonetic guide"),
        "revision": ("Änderungsmarke", "revision mark"),
    },
    "treatment": {
        "kept-as-in-draft": ("blieb wie im Entwurf", "stayed as in the draft"),
        "taken-as-text": ("als reiner Text übernommen", "taken over as plain text"),
        "taken-over": ("unverändert übernommen", "taken over unchanged"),
        "taken-as-deleted-and-inserted": (
            "als Streichung und Einfügung übernommen", "taken over as deletion and insertion",
        ),
        "taken-as-comment": ("als Kommentar übernommen", "taken over as a comment"),
        "taken-untracked": ("ohne Änderungsmarke übernommen", "taken over without a mark"),
        "left-out": ("nicht übernommen", "not taken over"),
        "replaced-by-placeholder": (
            "durch einen Platzhalter ersetzt", "replaced by a placeholder",
        ),
        "moved-to-nearest-place": (
            "an die nächste passende Stelle gesetzt", "put at the nearest fitting place",
        ),
        "anchored-at-paragraph": ("am ganzen Absatz verankert", "anchored at the whole paragraph"),
        "unwrapped": ("nur der Inhalt übernommen", "only its content taken over"),
        "reported-only": ("nur hier genannt", "only named here"),
    },
    "verdict": {
        "accept": ("angenommen", "accepted"),
        "reject": ("abgelehnt", "rejected"),
        "replace": ("durch eigenen Text ersetzt", "replaced by own text"),
        "undecided": ("noch offen", "still open"),
    },
    "story": {
        "body": ("Haupttext", "Body"),
        "header": ("Kopfzeile", "Header"),
        "footer": ("Fußzeile", "Footer"),
        "footnote": ("Fußnote", "Footnote"),
        "endnote": ("Endnote", "Endnote"),
        "textbox": ("Textfeld", "Text box"),
    },
    "step": {
        "table": ("Tabelle", "table"),
        "row": ("Zeile", "row"),
        "cell": ("Spalte", "column"),
        "column": ("Spalte", "column"),
        "section": ("Abschnitt", "section"),
        "paragraph": ("Absatz", "paragraph"),
        "header": ("Kopfzeile", "header"),
        "footer": ("Fußzeile", "footer"),
        "footnote": ("Fußnote", "footnote"),
        "endnote": ("Endnote", "endnote"),
        "textbox": ("Textfeld", "text box"),
        "control": ("Inhaltssteuerelement", "content control"),
    },
    "property": {
        "bold": ("fett", "bold"),
        "italic": ("kursiv", "italic"),
        "underline": ("unterstrichen", "underline"),
        "strike": ("durchgestrichen", "struck through"),
        "colour": ("Schriftfarbe", "text colour"),
        "highlight": ("Hervorhebung", "highlight"),
        "shading": ("Hintergrund", "shading"),
        "size": ("Schriftgröße", "text size"),
        "font": ("Schriftart", "font"),
        "language": ("Sprache", "language"),
        "caps": ("Großbuchstaben", "capitals"),
        "small-caps": ("Kapitälchen", "small capitals"),
        "position": ("hoch- oder tiefgestellt", "superscript or subscript"),
        "style": ("Formatvorlage", "style"),
        "alignment": ("Ausrichtung", "alignment"),
        "indent": ("Einzug", "indent"),
        "spacing": ("Abstand", "spacing"),
        "numbering": ("Nummerierung", "numbering"),
        "level": ("Gliederungsebene", "outline level"),
        "borders": ("Rahmen", "borders"),
        "tabs": ("Tabstopps", "tab stops"),
        "page-break": ("Seitenumbruch davor", "page break before"),
        "keep-next": ("mit nächstem Absatz zusammenhalten", "keep with next paragraph"),
        "keep-lines": ("Zeilen zusammenhalten", "keep lines together"),
        "width": ("Breite", "width"),
        "height": ("Höhe", "height"),
        "hidden": ("verborgen", "hidden"),
        "outline": ("Gliederung oder Kontur", "outline"),
        "shadow": ("Schatten", "shadow"),
        "emboss": ("Relief", "emboss"),
        "imprint": ("Gravur", "imprint"),
        "indent-left": ("Einzug links", "indent left"),
        "indent-right": ("Einzug rechts", "indent right"),
        "indent-first": ("Einzug der ersten Zeile", "indent of the first line"),
        "hanging": ("hängender Einzug", "hanging indent"),
        "space-before": ("Abstand davor", "space before"),
        "space-after": ("Abstand danach", "space after"),
        "line-spacing": ("Zeilenabstand", "line spacing"),
        "direction": ("Schreibrichtung von rechts", "right-to-left"),
    },
    "value": {
        "on": ("ja", "yes"),
        "off": ("nein", "no"),
        "yes": ("ja", "yes"),
        "no": ("nein", "no"),
        "none": ("ohne", "none"),
        "left": ("links", "left"),
        "right": ("rechts", "right"),
        "start": ("links", "left"),
        "end": ("rechts", "right"),
        "center": ("zentriert", "centred"),
        "both": ("Blocksatz", "justified"),
        "single": ("einfach", "single"),
        "double": ("doppelt", "double"),
        "superscript": ("hochgestellt", "superscript"),
        "subscript": ("tiefgestellt", "subscript"),
        "baseline": ("auf der Zeile", "on the line"),
        "auto": ("automatisch", "automatic"),
        "bullet": ("Aufzählung", "bullets"),
        "numbers": ("nummeriert", "numbered"),
    },
}  # fmt: skip

# WordprocessingML's own names for the same properties and values (ISO/IEC 29500-1, 17.3).
_ALIASES: Final = {
    "b": "bold", "i": "italic", "u": "underline", "color": "colour", "shd": "shading",
    "sz": "size", "rFonts": "font", "lang": "language", "smallCaps": "small-caps",
    "vertAlign": "position", "rStyle": "style", "pStyle": "style", "jc": "alignment",
    "ind": "indent", "numPr": "numbering", "outlineLvl": "level", "pBdr": "borders",
    "pageBreakBefore": "page-break", "keepNext": "keep-next", "keepLines": "keep-lines",
    "vanish": "hidden", "dstrike": "strike", "align": "alignment", "list": "numbering",
    "left": "indent-left", "right": "indent-right", "first": "indent-first",
    "before": "space-before", "after": "space-after", "line": "line-spacing",
    "bidi": "direction", "": "none", "–": "none",
}  # fmt: skip

_SWITCHES: Final = frozenset({
    "bold", "italic", "strike", "caps", "small-caps", "hidden", "shadow", "emboss", "imprint",
    "keep-next", "keep-lines", "page-break", "direction", "outline",
})  # fmt: skip
# What a switch says; without a value it is off.
_STATES: Final = {"1": "on", "true": "on", "0": "off", "false": "off", "": "off", "–": "off"}
_HALF_POINTS: Final = frozenset({"sz", "size"})
_TWENTIETHS: Final = frozenset({"left", "right", "first", "hanging", "before", "after"})

_COUNTED: Final[dict[Countable, tuple[tuple[str, str], tuple[str, str]]]] = {
    "return": (("Rückmeldung", "Rückmeldungen"), ("return", "returns")),
    "change": (("Änderung", "Änderungen"), ("change", "changes")),
    "comment": (("Kommentar", "Kommentare"), ("comment", "comments")),
    "conflict": (("Konflikt", "Konflikte"), ("conflict", "conflicts")),
    "loss": (("Verlust", "Verluste"), ("loss", "losses")),
    "paragraph": (("Absatz", "Absätze"), ("paragraph", "paragraphs")),
    "proposal": (("Vorschlag", "Vorschläge"), ("proposal", "proposals")),
    "reply": (("Antwort", "Antworten"), ("reply", "replies")),
}


_LONGEST_NUMBER = 10


def word(group: Group, key: str, language: Language) -> str:
    """Return the word for a key: `word("kind", "insert", "de")`; unknown keys come back."""
    pair = WORDS[group].get(key) or WORDS[group].get(_ALIASES.get(key, ""))
    return pair[_column(language)] if pair else key


def counted(number: int, thing: Countable, language: Language) -> str:
    """Return a number with its noun: "1 Änderung", "3 Änderungen"."""
    one, many = _COUNTED[thing][_column(language)]
    return f"{number} {one if number == 1 else many}"


def formatting_words(entry: str, language: Language) -> str:
    """Return `property: old → new` in words: "fett: nein → ja"; other text comes back as it is."""
    name, colon, values = entry.partition(": ")
    if not colon:
        return word("property", name, language)
    said = " → ".join(_value(name, value, language) for value in values.split(" → "))
    return f"{word('property', name, language)}: {said}"


def _value(name: str, value: str, language: Language) -> str:
    if _ALIASES.get(name, name) in _SWITCHES:
        return word("value", _STATES.get(value, value), language)
    if _is_number(value) and name in _HALF_POINTS | _TWENTIETHS:
        points = f"{int(value) / (2 if name in _HALF_POINTS else 20):g} pt"
        return points.replace(".", ",") if language == "de" else points
    level, colon, look = value.partition(":")
    if name == "list" and colon:
        form = word("value", "bullet" if look.startswith("bullet") else "numbers", language)
        return f"{form} ({int(level) + 1})" if _is_number(level) and level != "0" else form
    return word("value", value, language)


def _is_number(text: str) -> bool:
    # Files may hold numbers of thousands of digits, which Python will not read.
    return text.isdecimal() and len(text) < _LONGEST_NUMBER


def place_words(place: Addressed, language: Language) -> str:
    """Return a place as one cites it.

    "Abs. 12, Z. 214–216" · "Abs. 12, Z. 214 (Tabelle 2, Zeile 3, Spalte 1)" · "Fußnote 3" ·
    "Kopfzeile".
    """
    where = _way_in(place, language)
    if not place.paragraph:
        return where or ("Dokument", "Document")[_column(language)]
    cited = numbers_words(place, language)
    return f"{cited} ({where})" if where else cited


def numbers_words(place: Addressed, language: Language) -> str:
    """Return the numbers alone: "Abs. 12, Z. 214–216"; empty for a place that has none."""
    if not place.paragraph:
        return ""
    paragraphs = _span(place.paragraph, place.last_paragraph)
    lines = _span(place.first_line, place.last_line)
    if language == "de":
        return f"Abs. {paragraphs}" + (f", Z. {lines}" if place.first_line else "")
    line = "ll." if "–" in lines else "l."
    return f"para. {paragraphs}" + (f", {line} {lines}" if place.first_line else "")


def _way_in(place: Addressed, language: Language) -> str:
    steps = [f"{word('step', name, language)} {number}" for name, number in place.steps]
    if place.story != "body" and not (place.steps and place.steps[0][0] == place.story):
        steps.insert(0, word("story", place.story, language))
    said = ", ".join(steps)
    return said[:1].upper() + said[1:]


def _span(first: int, last: int) -> str:
    return f"{first}–{last}" if last > first else str(first)


def _column(language: Language) -> int:
    return 0 if language == "de" else 1
