from dataclasses import replace

import pytest
from tests.engines.typeset.conftest import annual_report

from einklang.engines.typeset.markdown import write_markdown
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    Column,
    DefinitionList,
    Document,
    Emphasis,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
)


def _body(*blocks: Block) -> str:
    """Write blocks and cut off the head."""
    document = replace(annual_report(), blocks=blocks, subtitle="", status="", title="T")
    return write_markdown(document).split("\n\n", 2)[2]


def test_head_states_title_and_issue(report: Document) -> None:
    assert write_markdown(report).startswith(
        "# Jahresbericht 2024\n\nWas der Fachausschuss für die Beratung erreicht hat\n\n"
        "Verbund Beratung e. V. · Stand: 31. Dezember 2024  \nEntwurf\n\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# kein Titel", "\\# kein Titel"),
        ("1. kein Punkt", "1\\. kein Punkt"),
        ("- kein Punkt", "\\- kein Punkt"),
        ("+ kein Punkt", "\\+ kein Punkt"),
        ("> kein Zitat", "\\> kein Zitat"),
        ("=== keine Linie", "\\=== keine Linie"),
        ("2024 war gut", "2024 war gut"),
        ("*a* _b_ `c` [d](e) <b> a|b ~~c~~", None),
        ("&lt; A & B", "\\&lt; A & B"),
        ("C:\\Ordner", "C:\\\\Ordner"),
        ("    eingerückt", "eingerückt"),
    ],
)
def test_text_is_taken_literally(text: str, written: str | None) -> None:
    expected = written or "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<b\\> a\\|b \\~\\~c\\~\\~"

    assert _body(Paragraph((Text(text),))) == expected + "\n"


def test_inlines_keep_marks_close_to_words() -> None:
    inlines = (Strong("fett "), Emphasis(" schräg"), Strong(" "), Link("A]", "https://a.org/(b)"))

    assert _body(Paragraph(inlines)) == "**fett**  *schräg* [A\\]](<https://a.org/(b)>)\n"


def test_lists() -> None:
    items = ((Text("a"),), (Text("- b"),))

    assert _body(BulletList(items)) == "- a\n- \\- b\n"
    assert _body(BulletList(items, ordered=True)) == "1. a\n2. \\- b\n"
    assert _body(DefinitionList((("A", (Text("b"),)),))) == "- **A**: b\n"


def test_table_is_a_pipe_table() -> None:
    table = Table(
        "Titel", (Column("A|B"), Column("C", "right")), (((Text("x"),), (Strong("1"), Text("|"))),)
    )

    assert _body(table) == "**Titel**\n\n| A\\|B | C |\n| :--- | ---: |\n| x | **1**\\| |\n"


def test_figures_callout_quote_and_break() -> None:
    assert _body(KeyFigures((KeyFigure("49", "Taten", "alle"), KeyFigure("1", "Rat")), "Z")) == (
        "**Z**\n\n- **49** Taten (alle)\n- **1** Rat\n"
    )
    callout = Callout("Offen", (Paragraph((Text("a"),)), BulletList(((Text("b"),),))), "open")
    assert _body(callout) == "> **Offen**\n>\n> a\n>\n> - b\n"
    assert _body(Paragraph((Text("a"),), "quote"), PageBreak()) == "> a\n"


def test_linked_heading_has_an_anchor() -> None:
    blocks = (
        Heading(2, "A", "a", "1"),
        Heading(3, "B"),
        Callout("c", (Paragraph((Link("x", "#a"),)),)),
    )

    assert _body(*blocks) == '<a id="a"></a>\n\n## 1 A\n\n### B\n\n> **c**\n>\n> [x](<#a>)\n'
