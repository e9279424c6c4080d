"""What can go wrong, with a message for the person at the keyboard in German and English."""

from typing import Literal

from einklang.engines.redline.file_messages import FILE_MESSAGES

Language = Literal["de", "en"]


class RedlineError(Exception):
    """Anything this engine refuses or fails at.

    `code` is a key of `MESSAGES`; `values` fill its placeholders. `str()` is German.
    """

    code = "unreadable"

    def __init__(self, code: str = "", **values: object) -> None:
        self.code = code or self.code
        self.values = values
        super().__init__(self.message("de"))

    def message(self, language: Language) -> str:
        """Return the message in German (`de`) or English (`en`)."""
        return MESSAGES[self.code][language].format_map(self.values)


class UnsafeFileError(RedlineError):
    """The file is built to harm: a bomb, a DOCTYPE, a name that leaves its folder, macros."""


class UnreadableFileError(RedlineError):
    """The file is no Word document of the kind we read, or it is damaged."""


class UnrelatedFileError(RedlineError):
    """The file has too little in common with the draft to be a return of it."""

    code = "unrelated"


class DecisionError(RedlineError):
    """A decision names a change that is not there, or lacks what it needs."""


MESSAGES: dict[str, dict[Language, str]] = FILE_MESSAGES | {
    "unreadable": {
        "de": "„{file}“ lässt sich nicht lesen.",
        "en": "“{file}” cannot be read.",
    },
    "unrelated": {
        "de": (
            "„{file}“ hat mit dem Entwurf kaum etwas gemeinsam ({percent} % des Textes). "
            "Ist es die richtige Datei?"
        ),
        "en": (
            "“{file}” has hardly anything in common with the draft ({percent} % of the text). "
            "Is it the right file?"
        ),
    },
    "unknown-change": {
        "de": "Eine Änderung „{change}“ gibt es hier nicht.",
        "en": "There is no change “{change}” here.",
    },
    "decided-twice": {
        "de": "Über „{change}“ ist zweimal verschieden entschieden.",
        "en": "There are two different decisions on “{change}”.",
    },
    "no-own-text": {
        "de": "„{change}“ ändert nur das Aussehen oder eine Tabelle; eigener Text passt da nicht.",
        "en": "“{change}” only changes a look or a table; there is no room for own text.",
    },
    "text-missing": {
        "de": "Zu „{change}“ fehlt der eigene Text.",
        "en": "The decision on “{change}” lacks its own text.",
    },
    "same-name": {
        "de": "Zwei Rückmeldungen heißen „{association}“. Bitte mit --by unterscheiden.",
        "en": "Two returns are called “{association}”. Please tell them apart with --by.",
    },
    "not-found": {
        "de": "Die Datei „{file}“ gibt es nicht.",
        "en": "There is no file “{file}”.",
    },
    "not-writable": {
        "de": "„{file}“ lässt sich nicht schreiben. Es wurde nichts verändert.",
        "en": "“{file}” cannot be written. Nothing has been changed.",
    },
    "overwrites-input": {
        "de": "„{file}“ wird gelesen und deshalb nicht überschrieben. Bitte anders nennen.",
        "en": "“{file}” is being read and therefore not overwritten. Please name another file.",
    },
    "same-output": {
        "de": "Nach „{file}“ soll zweimal geschrieben werden. Bitte verschieden nennen.",
        "en": "Two outputs are to go to “{file}”. Please name different files.",
    },
    "no-folder": {
        "de": "Den Ordner „{folder}“ gibt es nicht.",
        "en": "There is no folder “{folder}”.",
    },
    "decisions-unreadable": {
        "de": "„{file}“ ist keine JSON-Liste von Entscheidungen.",
        "en": "“{file}” is no JSON list of decisions.",
    },
    "decision-without-change": {
        "de": "Die {number}. Entscheidung nennt keine Änderung („change“).",
        "en": "Decision no. {number} names no change (“change”).",
    },
    "decision-unknown-field": {
        "de": "Die {number}. Entscheidung hat ein unbekanntes Feld „{field}“.",
        "en": "Decision no. {number} has an unknown field “{field}”.",
    },
    "decision-no-text": {
        "de": "In der {number}. Entscheidung muss „{field}“ ein Text sein.",
        "en": "In decision no. {number}, “{field}” must be a text.",
    },
    "decision-unknown-verdict": {
        "de": (
            "Die {number}. Entscheidung braucht „accept“, „reject“ oder „replace“ als „verdict“."
        ),
        "en": "Decision no. {number} needs “accept”, “reject” or “replace” as its “verdict”.",
    },
}
