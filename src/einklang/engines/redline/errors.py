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


class AuthoringError(RedlineError):
    """A new text or a remark does not fit its paragraph, or there is no such paragraph."""


class OverviewError(RedlineError):
    """A text is no overview as JSON."""

    code = "overview-unreadable"


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
    "unknown-paragraph": {
        "de": "Einen Absatz {number} hat der Entwurf nicht.",
        "en": "The draft has no paragraph {number}.",
    },
    "not-editable": {
        "de": (
            "Absatz {number} besteht nur aus einem Bild oder Ähnlichem. Das lässt sich hier nicht "
            "ändern, in Word schon."
        ),
        "en": (
            "Paragraph {number} consists of a picture or the like only. That cannot be changed "
            "here, but in Word."
        ),
    },
    "object-lost": {
        "de": (
            "In Absatz {number} fehlt das Zeichen „{sign}“. Es steht für eine Fußnote, ein Bild "
            "oder ein Feld und muss an seiner Stelle bleiben; streichen lässt es sich in Word."
        ),
        "en": (
            "Paragraph {number} lacks the sign “{sign}”. It stands for a note, a picture or a "
            "field and must stay in its place; in Word it can be deleted."
        ),
    },
    "control-character": {
        "de": (
            "Der Text zu Absatz {number} enthält ein Steuerzeichen ({character}), das in keinem "
            "Dokument stehen kann. Bitte die Stelle neu tippen."
        ),
        "en": (
            "The text for paragraph {number} contains a control character ({character}) that no "
            "document can hold. Please type this passage anew."
        ),
    },
    "text-too-long": {
        "de": "Der Text zu Absatz {number} ist länger als {limit} Zeichen.",
        "en": "The text for paragraph {number} is longer than {limit} characters.",
    },
    "remark-empty": {
        "de": "Der Kommentar zu Absatz {number} ist leer.",
        "en": "The comment on paragraph {number} is empty.",
    },
    "name-unusable": {
        "de": "„{name}“ taugt nicht als Name: leer, über 255 Zeichen oder mit Steuerzeichen.",
        "en": "“{name}” will not do as a name: empty, over 255 characters or with control ones.",
    },
    "moment-unreadable": {
        "de": "„{date}“ ist kein Zeitpunkt wie 2026-03-01T10:00:00Z.",
        "en": "“{date}” is no moment like 2026-03-01T10:00:00Z.",
    },
    "moment-taken": {
        "de": (
            "Im Entwurf selbst steht schon eine Änderung von „{person}“ mit demselben Zeitpunkt "
            "({date}). Bitte einen anderen angeben."
        ),
        "en": (
            "The draft itself already has a change by “{person}” at the same moment ({date}). "
            "Please give another one."
        ),
    },
    "overview-unreadable": {
        "de": "Das ist keine Zusammenführung als JSON: {reason}.",
        "en": "This is no consolidation as JSON: {reason}.",
    },
}
