"""What can go wrong, with a message for the person at the keyboard in German and English."""

from typing import Literal

Language = Literal["de", "en"]


class DeadlineError(Exception):
    """Anything this engine refuses.

    `code` is a key of `MESSAGES`; `values` fill its placeholders. `str()` is German.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.message("de"))

    def message(self, language: Language) -> str:
        """Return the message in German (`de`) or English (`en`)."""
        return MESSAGES[self.code][language].format_map(self.values)


MESSAGES: dict[str, dict[Language, str]] = {
    "unknown-land": {
        "de": "„{land}“ ist kein Land der Bundesrepublik. Erwartet wird zum Beispiel „DE-BE“.",
        "en": "“{land}” is no Land of the Federal Republic. “DE-BE” would be one.",
    },
    "year-unknown": {
        "de": "Für das Jahr {year} sind keine Feiertage bekannt, nur für {first} bis {last}.",
        "en": "No public holidays are known for the year {year}, only for {first} to {last}.",
    },
    "without-zone": {
        "de": "Der Zeitpunkt {moment} nennt keine Zeitzone.",
        "en": "The moment {moment} names no time zone.",
    },
    "no-period": {
        "de": "Eine Frist braucht mindestens einen Arbeitstag, nicht {days}.",
        "en": "A period needs one working day or more, not {days}.",
    },
    "start-after-deadline": {
        "de": "Die Frist endet am {deadline}, der Plan beginnt aber erst am {start}.",
        "en": "The deadline is {deadline}, but the plan only starts {start}.",
    },
    "no-share": {
        "de": "Der Schritt „{step}“ braucht einen Anteil zwischen 0 und 1, nicht {share}.",
        "en": "The step “{step}” needs a share between 0 and 1, not {share}.",
    },
    "out-of-order": {
        "de": "Der Schritt „{step}“ soll früher fertig sein als der Schritt vor ihm.",
        "en": "The step “{step}” is to be done earlier than the step before it.",
    },
    "same-step": {
        "de": "Zwei Schritte heißen „{step}“.",
        "en": "Two steps are called “{step}”.",
    },
    "no-hours": {
        "de": "Die Kernarbeitszeit muss vor ihrem Ende beginnen ({begin} bis {end}).",
        "en": "Core hours must begin before they end ({begin} to {end}).",
    },
}
