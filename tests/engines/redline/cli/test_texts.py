"""What the commands say: in the person's language, with nothing missing."""

import string

import pytest

from einklang.engines.redline.cli.parser import command_parser
from einklang.engines.redline.cli.texts import TEXTS, chosen_language, usage_problem


@pytest.mark.parametrize(
    ("words", "environ", "language"),
    [
        ([], {}, "de"),
        ([], {"LANG": "de_DE.UTF-8"}, "de"),
        ([], {"LANG": "C.UTF-8"}, "de"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "EN"}, "en"),
        ([], {"LANG": "en_GB", "LC_MESSAGES": "de_DE"}, "de"),
        ([], {"LANG": "de_DE", "LC_ALL": "en_US.UTF-8"}, "en"),
        (["show", "x", "--lang", "en"], {"LANG": "de_DE"}, "en"),
        (["show", "x", "--lang=de"], {"LANG": "en_US"}, "de"),
        (["show", "x", "--lang"], {"LANG": "en_US"}, "de"),
    ],
)
def test_language_is_the_option_then_the_environment_then_german(
    words: list[str], environ: dict[str, str], language: str
) -> None:
    assert chosen_language(words, environ) == language


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    german, english = (
        {name for _, name, _, _ in string.Formatter().parse(words) if name}
        if "{change," not in words
        else set()
        for words in TEXTS[key]
    )

    assert german == english


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("the following arguments are required: -o/--output", "Es fehlt: -o/--output."),
        ("unrecognized arguments: --colour", "Diese Angabe kenne ich nicht: --colour."),
        ("argument --by: expected one argument", "Zu --by fehlt die Angabe."),
        ("argument --only: expected at least one argument", "Zu --only fehlt die Angabe."),
        ("argument --only: invalid int value: 'x'", "--only braucht ganze Zahlen, nicht 'x'."),
        (
            "argument --lang: invalid choice: 'fr' (choose from 'de', 'en')",
            "--lang kennt nur 'de', 'en', nicht 'fr'.",
        ),
        ("argument --json: ignored explicit argument 'x'", "--json braucht keine Angabe ('x')."),
        ("something new", "something new"),
    ],
)
def test_usage_problems_are_told_in_german(english: str, german: str) -> None:
    assert usage_problem(english, "de") == german
    assert usage_problem(english, "en") == english


@pytest.mark.parametrize("command", ["consolidate", "compare", "accept", "reject", "show"])
def test_help_is_wholly_in_one_language(command: str) -> None:
    german = command_parser(command, "de").format_help()
    english = command_parser(command, "en").format_help()

    assert german.startswith(f"Aufruf: einklang redline {command}")
    assert english.startswith(f"Usage: einklang redline {command}")
    for word in ("Usage", "usage", "options", "positional", "show this help"):
        assert word not in german
    assert "Angaben" not in english
