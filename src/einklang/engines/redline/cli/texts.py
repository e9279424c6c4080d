"""What the commands say on the terminal and in their help, in German and English."""

import re
from collections.abc import Mapping
from typing import Final

from einklang.engines.redline.errors import Language

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "overview": (
        """Aufruf: einklang redline <Befehl> …

Führt Word-Rückmeldungen zusammen und behält bei jedem Wort, von wem es kommt.

  consolidate  viele Rückmeldungen zu einem Dokument mit Änderungsverfolgung
  compare      die Unterschiede zweier Fassungen als Änderungen
  accept       Änderungen annehmen
  reject       Änderungen ablehnen
  show         Änderungen und Kommentare als Tabelle

Zu jedem Befehl: einklang redline <Befehl> --help""",
        """Usage: einklang redline <command> …

Puts Word returns together and remembers of each word whose it is.

  consolidate  many returns into one document with tracked changes
  compare      the differences of two versions as changes
  accept       accept changes
  reject       reject changes
  show         changes and comments as a table

About each command: einklang redline <command> --help""",
    ),
    "usage": ("Aufruf: ", "Usage: "),
    "arguments": ("Angaben", "Arguments"),
    "options": ("Wahlweise", "Options"),
    "help": ("zeigt diese Hilfe", "show this help"),
    "no-command": (
        "Den Befehl „{word}“ gibt es nicht.", "There is no command “{word}”.",
    ),
    "no-returns": (
        "Es fehlt eine Rückmeldung: entweder DATEI oder --by NAME=DATEI.",
        "A return is missing: either FILE or --by NAME=FILE.",
    ),
    "name-and-file": (
        "--by braucht NAME=DATEI, nicht „{word}“.", "--by needs NAME=FILE, not “{word}”.",
    ),
    "ending": (
        "{option} braucht eine Datei mit der Endung {endings}, nicht „{word}“.",
        "{option} needs a file that ends in {endings}, not “{word}”.",
    ),
    "consolidate": (
        """Führt Rückmeldungen zu einem Entwurf in einem Dokument mit Änderungsverfolgung
zusammen. Der Verband heißt wie die Datei oder wie --by sagt.""",
        """Puts the returns of a draft together in one document with tracked changes. An
association is called what its file is called, or what --by says.""",
    ),
    "compare": (
        "Schreibt die Unterschiede zweier Fassungen als Änderungen.",
        "Writes the differences of two versions as tracked changes.",
    ),
    "accept": (
        "Nimmt die Änderungen an; ohne --by und --only alle.",
        "Accepts the changes; all of them without --by and --only.",
    ),
    "reject": (
        "Lehnt die Änderungen ab; ohne --by und --only alle.",
        "Rejects the changes; all of them without --by and --only.",
    ),
    "show": (
        "Zeigt Änderungen und Kommentare: wer, wann, wo, was.",
        "Shows changes and comments: who, when, where, what.",
    ),
    "arg-draft": ("der Entwurf (.docx)", "the draft (.docx)"),
    "arg-returns": ("Rückmeldungen (.docx)", "returns (.docx)"),
    "arg-old": ("die alte Fassung (.docx)", "the old version (.docx)"),
    "arg-new": ("die neue Fassung (.docx)", "the new version (.docx)"),
    "arg-file": ("ein Dokument (.docx)", "a document (.docx)"),
    "arg-output": ("wohin geschrieben wird (.docx)", "where to write (.docx)"),
    "arg-by-file": (
        "eine Rückmeldung mit dem Namen ihres Verbands; mehrfach möglich",
        "a return with the name of its association; may be repeated",
    ),
    "arg-by-compare": (
        "wem die Änderungen zugeschrieben werden; sonst heißt es wie die neue Datei",
        "to whom the changes are credited; else it is called what the new file is called",
    ),
    "arg-by-settle": (
        "nur Änderungen dieser Person oder dieses Verbands",
        "only changes of this person or association",
    ),
    "arg-only": (
        "nur Änderungen mit diesen Nummern (siehe show)",
        "only changes with these numbers (see show)",
    ),
    "arg-earlier": (
        "eine ältere Fassung des Entwurfs, auf der Rückmeldungen beruhen können; mehrfach möglich",
        "an older version of the draft that returns may be made on; may be repeated",
    ),
    "arg-synopsis": ("Synopse (.html oder .docx)", "synopsis (.html or .docx)"),
    "arg-json": ("alles für andere Programme (.json)", "everything for other programs (.json)"),
    "arg-decisions": (
        "Entscheidungen: JSON-Liste von {change, verdict, reason, text}",
        "decisions: a JSON list of {change, verdict, reason, text}",
    ),
    "arg-protocol": ("Protokoll der Entscheidungen (.html)", "protocol of decisions (.html)"),
    "arg-lang": ("Sprache der Meldungen und Berichte", "language of messages and reports"),
    "arg-show-json": ("als JSON statt als Tabelle", "as JSON instead of a table"),
    "reading-draft": ("Entwurf wird gelesen …", "Reading the draft …"),
    "reading-return": (
        "{done} von {total} Rückmeldungen gelesen …", "{done} of {total} returns read …",
    ),
    "merging": (
        "{total} gelesen, jetzt wird zusammengeführt …", "{total} read, putting them together …",
    ),
    "reporting": ("Dokumente werden geschrieben …", "Writing the documents …"),
    "comparing": ("Fassungen werden verglichen …", "Comparing the versions …"),
    "settling": ("Änderungen werden bearbeitet …", "Settling the changes …"),
    "made-on": ("beruht auf der älteren Fassung „{file}“", "made on the older version “{file}”"),
    "more-losses": ("und {number} weitere", "and {number} more"),
    "written": ("Geschrieben: {files}", "Written: {files}"),
    "ids": ("Nummern", "Numbers"),
    "about": ("zu {words}", "on {words}"),
    "paragraph": ("Absatz {number}", "paragraph {number}"),
    "kind-ins": ("eingefügt", "inserted"),
    "kind-del": ("gestrichen", "deleted"),
    "kind-from": ("von hier verschoben", "moved from here"),
    "kind-to": ("hierher verschoben", "moved here"),
    "kind-row-ins": ("Tabellenzeile eingefügt", "table row inserted"),
    "kind-row-del": ("Tabellenzeile gestrichen", "table row deleted"),
    "kind-cell-ins": ("Tabellenzelle eingefügt", "table cell inserted"),
    "kind-cell-del": ("Tabellenzelle gestrichen", "table cell deleted"),
    "kind-cell-merge": ("Tabellenzellen verbunden", "table cells merged"),
    "kind-format": ("anders formatiert", "formatted"),
    "undecided": ("{number} noch offen", "{number} still open"),
    "decided": ("Entschieden: {parts}", "Decided: {parts}"),
}  # fmt: skip

GERMAN_USAGE: Final = (
    (r"the following arguments are required: (.+)", r"Es fehlt: \1."),
    (r"unrecognized arguments: (.+)", r"Diese Angabe kenne ich nicht: \1."),
    (r"argument (\S+): expected one argument", r"Zu \1 fehlt die Angabe."),
    (r"argument (\S+): expected at least one argument", r"Zu \1 fehlt die Angabe."),
    (r"argument (\S+): invalid int value: (.+)", r"\1 braucht ganze Zahlen, nicht \2."),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1 kennt nur \3, nicht \2."),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 braucht keine Angabe (\2)."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 kann Verschiedenes heißen: \2."),
)
"""argparse speaks English; these are its sentences that a person can cause."""


def text(key: str, language: Language, **values: object) -> str:
    """Return a text with its placeholders filled."""
    words = TEXTS[key][0 if language == "de" else 1]
    return words.format_map(values) if values else words


def usage_problem(english: str, language: Language) -> str:
    """Return what argparse found wrong in the person's language."""
    if language == "de":
        for pattern, german in GERMAN_USAGE:
            if found := re.fullmatch(pattern, english, re.DOTALL):
                return found.expand(german)
    return english


def chosen_language(words: list[str], environ: Mapping[str, str]) -> Language:
    """Return the language: --lang says it, else the environment, else German."""
    for position, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or "".join(words[position + 1 : position + 2])
            return "en" if value == "en" else "de"
    spoken = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG", "")
    return "en" if spoken.lower().startswith("en") else "de"
