import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "check_translations.py"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "app" / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "app" / "templates").mkdir()
    return tmp_path


def write_catalogue(source: Path, entries: str) -> None:
    path = source / "app" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    path.write_text(HEAD + entries, encoding="utf-8")


def test_complete_translations_pass(script: ModuleType, source: Path) -> None:
    write_catalogue(
        source,
        'msgid "My paper"\nmsgstr "Mein Papier"\n\n'
        'msgctxt "verb"\nmsgid "Paper over"\nmsgstr "Überkleben"\n\n'
        'msgid "%(n)s paper"\nmsgid_plural "%(n)s papers"\n'
        'msgstr[0] "%(n)s Papier"\nmsgstr[1] "%(n)s Papiere"\n',
    )
    (source / "app" / "forms.py").write_text('label = _("My paper")\n')
    (source / "app" / "templates" / "page.html").write_text(
        '{% load i18n %}{% trans "My paper" %}{% trans "Paper over" context "verb" %}'
        "{% blocktrans count n=n %}{{ n }} paper{% plural %}{{ n }} papers{% endblocktrans %}"
    )

    assert script.check(source) == []


def test_every_gap_is_named(script: ModuleType, source: Path) -> None:
    write_catalogue(
        source,
        '#, fuzzy\nmsgid "Unsure paper"\nmsgstr "Vielleicht"\n\n'
        'msgid "Empty paper"\nmsgstr ""\n\n'
        '#, python-format\nmsgid "Paper %(name)s"\nmsgstr "Papier %(nam)s"\n',
    )
    (source / "app" / "forms.py").write_text('label = gettext_lazy("Lost paper")\n')
    (source / "app" / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Lost (page)" %}'
    )

    complaints = script.check(source)

    assert [line.partition(": ")[2].partition(":")[0] for line in complaints] == [
        "uncertain (fuzzy)",
        "not translated",
        "unknown named placeholder 'nam'",
        "in no catalogue",
        "in no catalogue",
    ]
    assert "'Lost paper'" in complaints[-2]
    assert "'Lost (page)'" in complaints[-1]


def test_texts_of_the_libraries_need_no_copy(script: ModuleType, source: Path) -> None:
    (source / "app" / "forms.py").write_text('label = _("Delete")\n')

    assert script.check(source) == []
