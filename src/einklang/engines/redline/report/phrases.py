"""The sentences of the reports' pages in German and English."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from einklang.engines.redline.model.change import Change, ChangeKind, Voice
from einklang.engines.redline.words import Language

SHORT: Final = 160
"""Longer words are cut in the middle where the whole stands beside them."""

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "synopsis": ("Synopse", "Synopsis"),
    "skip": ("Zum Text springen", "Skip to the text"),
    "overview": ("Überblick", "Overview"),
    "returns": ("Rückmeldungen", "Returns"),
    "returns-caption": (
        "Wer geantwortet hat, und wie", "Who answered, and how",
    ),
    "association": ("Verband", "Association"),
    "file": ("Datei", "File"),
    "form": ("Form", "Form"),
    "changes": ("Änderungen", "Changes"),
    "comments": ("Kommentare", "Comments"),
    "made-on": ("auf älterer Fassung: {name}", "on an older version: {name}"),
    "written-by": ("bearbeitet von {people}", "edited by {people}"),
    "conflicts": ("Konflikte", "Conflicts"),
    "conflicts-lead": (
        "Hier wollen mehrere Verschiedenes. Alle Fassungen stehen im Dokument.",
        "Several want different things here. All versions stand in the document.",
    ),
    "no-conflicts": (
        "Keine Konflikte: Alle Änderungen können nebeneinander stehen.",
        "No conflicts: all changes can stand side by side.",
    ),
    "losses": ("Was nicht übernommen werden konnte", "What could not be taken over"),
    "losses-lead": (
        "Diese Stellen bitte in den Originaldateien nachsehen.",
        "Please look these places up in the original files.",
    ),
    "no-losses": (
        "Kein Verlust gefunden.",
        "Nothing: everything in the returns was taken over.",
    ),
    "draft": ("Entwurf", "Draft"),
    "text": ("Der Text mit allen Änderungen", "The text with all changes"),
    "text-caption": (
        "Absatz für Absatz: der Entwurf mit den Änderungen an ihrer Stelle und wer sie will.",
        "Paragraph by paragraph: the draft with the changes in place and who wants them.",
    ),
    "place": ("Stelle", "Place"),
    "draft-with-changes": ("Entwurf mit Änderungen", "Draft with changes"),
    "who-wants-what": ("Wer will was", "Who wants what"),
    "unchanged-one": ("{place} unverändert", "{place} unchanged"),
    "unchanged": (
        "Abs. {first}–{last} unverändert ({count})", "Paras. {first}–{last} unchanged ({count})",
    ),
    "unchanged-elsewhere": ("{count} unverändert", "{count} unchanged"),
    "nothing-changed": (
        "Niemand hat etwas geändert oder angemerkt.", "Nobody changed or remarked anything.",
    ),
    "other-stories": (
        "Kopf- und Fußzeilen, Fußnoten, Textfelder", "Headers, footers, notes, text boxes",
    ),
    "same-of": ("{count} von {all} wollen dasselbe", "{count} of {all} want the same"),
    "one-of": ("1 von {all}", "1 of {all}"),
    "all-of": ("alle {all} wollen dasselbe", "all {all} want the same"),
    "editorial": ("redaktionell", "editorial"),
    "untracked": ("durch Vergleich gefunden", "found by comparing"),
    "conflict": ("Konflikt", "Conflict"),
    "at-stake": ("Es geht um: {words}", "At stake: {words}"),
    "no-words": ("(Stelle ohne Text)", "(a place without text)"),
    "continues": ("Fortsetzung von {id}", "{id} continued"),
    "moved-to": ("wandert nach {place}", "goes to {place}"),
    "moved-from": ("kommt von {place}", "comes from {place}"),
    "comments-lead": (
        "Was die Verbände dazu angemerkt haben.", "What the associations remarked.",
    ),
    "comment": ("Kommentar", "Comment"),
    "comment-on": ("zu {words}", "on {words}"),
    "reply": ("Antwort", "Reply"),
    "resolved": ("erledigt", "resolved"),
    "open": ("offen", "open"),
    "of-draft": ("stand schon im Entwurf", "was already in the draft"),
    "legend": ("So lesen Sie den Text", "How to read the text"),
    "legend-deleted": ("gestrichen", "deleted"),
    "legend-inserted": ("eingefügt", "inserted"),
    "legend-formatted": ("anders formatiert", "formatted differently"),
    "legend-mark": ("Absatzende", "end of a paragraph"),
    "legend-names": (
        "Dahinter steht, wer es will. Ein Klick führt zur Erklärung.",
        "Behind it stands who wants it. A click leads to the explanation.",
    ),
    "start-deleted": ("[gestrichen: ", "[deleted: "),
    "start-inserted": ("[eingefügt: ", "[inserted: "),
    "delete": ("streicht {old}", "deletes {old}"),
    "insert": ("fügt ein {new}", "inserts {new}"),
    "replace": ("ersetzt {old} durch {new}", "replaces {old} by {new}"),
    "format": ("formatiert {old}", "formats {old}"),
    "move": ("verschiebt {old}", "moves {old}"),
    "move-changed": ("verschiebt {old} als {new}", "moves {old} as {new}"),
    "table-delete": ("streicht in der Tabelle {old}", "deletes in the table {old}"),
    "table-insert": ("fügt in die Tabelle ein {new}", "inserts into the table {new}"),
    "table-replace": (
        "ersetzt in der Tabelle {old} durch {new}", "replaces in the table {old} by {new}",
    ),
    "table-shape": (
        "ändert den Zuschnitt der Tabelle", "changes how the table is divided",
    ),
    "the-paragraph": ("den Absatz", "the paragraph"),
    "foot": (
        "Entwurf: {title} · Prüfsumme (SHA-256): {fingerprint} · Zählung: Fassung {numbering}",
        "Draft: {title} · checksum (SHA-256): {fingerprint} · numbering: version {numbering}",
    ),
    "authors": (
        "Änderungsmarken in der zusammengeführten Datei: {authors}",
        "Tracked changes in the consolidated file: {authors}",
    ),
    "protocol": ("Protokoll der Entscheidungen", "Protocol of decisions"),
    "protocol-of": (
        "Protokoll der Entscheidungen für {association}",
        "Protocol of decisions for {association}",
    ),
    "protocol-caption": (
        "Jeder Vorschlag mit seiner Entscheidung", "Every proposal with its decision",
    ),
    "own-proposals": ("Vorschläge von {association}", "Proposals of {association}"),
    "no-own-proposals": (
        "{association} hat keine Änderungen vorgeschlagen.",
        "{association} proposed no changes.",
    ),
    "other-proposals": ("Weitere Vorschläge", "Other proposals"),
    "all-proposals": ("Alle Vorschläge", "All proposals"),
    "no-proposals": ("Es gibt keine Vorschläge.", "There are no proposals."),
    "proposal": ("Vorschlag", "Proposal"),
    "supporters": ("Wer es will", "Who wants it"),
    "decision": ("Entscheidung", "Decision"),
    "reason": ("Begründung: {reason}", "Reason: {reason}"),
    "own-text": ("Stattdessen: {text}", "Instead: {text}"),
    "open-proposals": ("Noch nicht entschieden", "Not decided yet"),
    "all-decided": ("Über alle Vorschläge ist entschieden.", "All proposals are decided."),
    "who": ("Wer", "Who"),
    "when": ("Wann", "When"),
    "where": ("Wo", "Where"),
    "what": ("Was", "What"),
}  # fmt: skip


def phrase(key: str, language: Language, **values: object) -> str:
    """Return a sentence with its placeholders filled."""
    return PHRASES[key][0 if language == "de" else 1].format_map(values)


def moment(date: str, language: Language) -> str:
    """Return a date of a file (ISO 8601) as one writes it; what is no date comes back as it is.

    "3.5.2026, 14:10" or "3 May 2026, 14:10". Word writes local time and calls it UTC, so no zone
    is named and nothing converted.
    """
    try:
        parsed = datetime.fromisoformat(date)
    except ValueError:
        return date
    clock = f", {parsed:%H:%M}" if "T" in date else ""
    if language == "de":
        return f"{parsed.day}.{parsed.month}.{parsed.year}{clock}"
    return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}{clock}"


def quoted(words: str, language: Language) -> str:
    """Return words in the quotation marks of the language."""
    return f"„{words}“" if language == "de" else f"“{words}”"


def support(count: int, everybody: int, language: Language) -> str:
    """Say how many of all associations want the same: "4 von 6 wollen dasselbe"."""
    if count > 1 and count == everybody:
        return phrase("all-of", language, all=everybody)
    key = "same-of" if count > 1 else "one-of"
    return phrase(key, language, count=count, all=everybody)


def person(voice: Voice, language: Language) -> str:
    """Return who it was and when: "Kim Muster, 3.5.2026, 14:10"; empty when the file is silent."""
    said = [voice.person, moment(voice.date, language)]
    if not voice.is_tracked:
        said.append(phrase("untracked", language))
    return ", ".join(filter(None, said))


def people(voices: Iterable[Voice], language: Language) -> list[str]:
    """Return a line for each voice that the file says something about.

    The association stands in front when there are several.
    """
    voices = tuple(voices)
    several = len({voice.association for voice in voices}) > 1
    said = [(voice.association if several else "", person(voice, language)) for voice in voices]
    return list(dict.fromkeys(f"{who}: {line}" if who else line for who, line in said if line))


def shortened(words: str) -> str:
    """Cut long words in the middle; their beginning and end stay."""
    if len(words) <= SHORT:
        return words
    half = SHORT // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def deed(change: Change) -> str:
    """Return the key of the phrase that says what a change does."""
    both = "replace" if change.inserted else "delete"
    kind = both if change.deleted else "insert"
    if change.kind is ChangeKind.TABLE:
        return f"table-{kind}" if change.deleted or change.inserted else "table-shape"
    if change.kind is ChangeKind.MOVE:
        return "move-changed" if change.inserted not in {"", change.deleted} else "move"
    return "format" if change.kind is ChangeKind.FORMAT else kind


def old_words(change: Change) -> str:
    """Return the words that a change is about; empty if it is about a paragraph as a whole."""
    if change.kind is ChangeKind.FORMAT and not change.deleted.strip("\n"):
        return ""
    return _in_one_line(change, change.deleted)


def new_words(change: Change) -> str:
    return _in_one_line(change, change.inserted)


def _in_one_line(change: Change, words: str) -> str:
    """Return the cells of a table row side by side."""
    return words.replace("\t", " | ") if change.kind is ChangeKind.TABLE else words


def legible(text: str) -> str:
    """Replace what has no letter of its own by a visible sign, character for character.

    Control characters, which neither HTML nor Word may hold, become �; things in the text such
    as pictures (U+FFFC and the last private planes) become ▢. Tab and line feed stay; vertical
    tab, form feed and carriage return become line feeds.
    """
    return _ODD.sub(_sign, text) if _ODD.search(text) else text


def _sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "\ufffc" or ord(sign) >= _PLANES:
        return "▢"
    return "\n" if sign in "\x0b\x0c\r\x85" else "\ufffd"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ODD: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffc\ufffe\uffff\U000f0000-\U0010ffff]"
)
_PLANES: Final = 0xF0000
