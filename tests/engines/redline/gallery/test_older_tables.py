"""Returns on an older draft: wishes in tables, whether the table stayed, shrank or went."""

import pytest
from tests.engines.redline.builder import Block, Remark, cell, docx, h1, p, row, table
from tests.engines.redline.laws import consolidated
from tests.engines.redline.result import Result

HEAD = h1("Forderungen an den Haushalt")
NEW = p("Ein neuer Absatz steht jetzt ganz am Anfang des Textes.")
FREE = p("Die Beratung ist für alle Menschen kostenlos und vertraulich.")
END = p("Das gilt auch in den kommenden Jahren überall im Land.")
TOP = ["Land", "Stellen"]
BAYERN, BREMEN, HESSEN = ["Bayern", "vierzig"], ["Bremen", "zwölf"], ["Hessen", "sieben"]

OLDER = docx(HEAD, FREE, table([TOP, BAYERN, BREMEN, HESSEN]), END)
CURRENT = {
    "stayed": docx(HEAD, NEW, FREE, table([TOP, BAYERN, BREMEN, HESSEN]), END),
    "lost Bremen": docx(HEAD, NEW, FREE, table([TOP, BAYERN, HESSEN]), END),
    "went": docx(HEAD, NEW, FREE, END),
}
BERLIN = row("{+Berlin+}", "{+neun+}", change="ins Kim Muster")
RETURNED = {
    "a word": table([TOP, BAYERN, ["Bremen", "[-zwölf-]{+elf+}"], HESSEN]),
    "a word, tracking forgotten": table([TOP, BAYERN, ["Bremen", "elf"], HESSEN]),
    "a paragraph in a cell": table(
        [TOP, BAYERN, ["Bremen", cell([p("zwölf{+¶+}"), p("{+und mehr+}")])], HESSEN]
    ),
    "a row before": table([TOP, BAYERN, BERLIN, BREMEN, HESSEN]),
    "a row behind": table([TOP, BAYERN, BREMEN, BERLIN, HESSEN]),
    "no row": table(
        [TOP, BAYERN, row("[-Bremen-]", "[-zwölf-]", change="del Kim Muster"), HESSEN]
    ),
    "no table": table(
        [
            row(*(f"[-{words}-]" for words in cells), change="del Kim Muster")
            for cells in (TOP, BAYERN, BREMEN, HESSEN)
        ]
    ),
}


def returned(now: str, block: Block, **remarks: Remark) -> Result:
    answer = docx(HEAD, FREE, block, END, comments=remarks)
    result = consolidated(CURRENT[now], earlier={"alt.docx": OLDER}, AWO=answer)
    assert result.overview.returns[0].made_on == "alt.docx"
    return result


@pytest.mark.parametrize(
    ("wish", "change"),
    [
        ("a word", "[-zwölf-]{+elf+} AWO"),
        ("a word, tracking forgotten", "[-zwölf-]{+elf+} AWO"),
        ("a paragraph in a cell", "{+¶und mehr+} AWO"),
        ("a row before", "table {+Berlin\tneun+} AWO"),
        ("a row behind", "table {+Berlin\tneun+} AWO"),
        ("no row", "table [-Bremen\tzwölf-] AWO"),
        (
            "no table",
            "table [-Land\tStellen¶Bayern\tvierzig¶Bremen\tzwölf¶Hessen\tsieben-] AWO",
        ),
    ],
)
def test_wish_in_a_table_that_stayed(wish: str, change: str) -> None:
    result = returned("stayed", RETURNED[wish])

    assert (result.changes, result.losses) == ([change], [])


@pytest.mark.parametrize("wish", ["a row before", "a row behind"])
def test_new_row_beside_one_that_is_gone(wish: str) -> None:
    result = returned("lost Bremen", RETURNED[wish])

    assert (result.changes, result.losses) == (["table {+Berlin\tneun+} AWO"], [])
    cells = result.accepted.splitlines()
    assert cells[cells.index("Bayern") : cells.index("Hessen")] == [*BAYERN, "Berlin", "neun"]


def test_deleting_a_table_takes_the_rows_that_are_left() -> None:
    result = returned("lost Bremen", RETURNED["no table"])

    assert (result.changes, result.losses) == (
        ["table [-Land\tStellen¶Bayern\tvierzig¶Hessen\tsieben-] AWO"],
        [],
    )


@pytest.mark.parametrize(
    ("now", "wish", "element", "words"),
    [
        ("lost Bremen", "a word", "text", "elf"),
        ("lost Bremen", "a word, tracking forgotten", "text", "elf"),
        ("lost Bremen", "a paragraph in a cell", "text", "\nund mehr"),
        ("went", "a word", "text", "elf"),
        ("went", "a paragraph in a cell", "text", "\nund mehr"),
        ("went", "a row before", "row", "Berlin\tneun"),
        ("went", "a row behind", "row", "Berlin\tneun"),
    ],
)
def test_words_without_a_place_are_in_the_loss_report(
    now: str, wish: str, element: str, words: str
) -> None:
    result = returned(now, RETURNED[wish])

    assert result.changes == []
    assert [
        (loss.association, str(loss.element), str(loss.treatment), loss.detail)
        for loss in result.overview.losses
    ] == [("AWO", element, "left-out", words)]


@pytest.mark.parametrize(
    ("now", "wish"), [("lost Bremen", "no row"), ("went", "no row"), ("went", "no table")]
)
def test_deleting_what_is_gone_is_no_change_and_no_loss(now: str, wish: str) -> None:
    result = returned(now, RETURNED[wish])

    assert (result.changes, result.losses) == ([], [])


@pytest.mark.parametrize(
    ("now", "comment"),
    [
        ("stayed", "AWO on “zwölf”: Wirklich?"),
        ("lost Bremen", "AWO on “”: Wirklich?"),
        ("went", "AWO on “”: Wirklich?"),
    ],
)
def test_comment_on_a_cell_stays_even_when_the_cell_goes(now: str, comment: str) -> None:
    result = returned(
        now,
        table([TOP, BAYERN, ["Bremen", "<<c1|zwölf|c1>>"], HESSEN]),
        c1=Remark("Wirklich?", by="Kim Muster"),
    )

    losses = [] if now == "stayed" else ["comment moved-to-nearest-place"]
    assert (result.comments, result.losses) == ([comment], losses)
