import gettext
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Good morning"
msgstr "Guten Morgen"
"""


def test_compile_translations_writes_what_gettext_reads(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "room" / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")
    settings.PACKAGE = tmp_path

    call_command("compile_translations")

    assert "room/locale/de" in capsys.readouterr().out
    with (folder / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Good morning") == "Guten Morgen"
