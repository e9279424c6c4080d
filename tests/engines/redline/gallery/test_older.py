"""Returns on an older draft: every kind of wish finds its place in the current one."""

from tests.engines.redline.builder import Remark, docx, h1, p, row, table
from tests.engines.redline.laws import consolidated

HEAD = h1("Forderungen an den Haushalt")
MONEY = "Wir fordern zehn Euro mehr für jede Beratungsstelle im Land."
FREE = "Die Beratung ist für alle Menschen kostenlos und vertraulich."
END = "Das gilt auch in den kommenden Jahren überall im Land."
ROWS = [["Land", "Stellen"], ["Bayern", "vierzig"], ["Bremen", "zwölf"]]

OLDER = docx(HEAD, p(MONEY), p(FREE), table(ROWS), p(END))
CURRENT = docx(
    HEAD,
    p("Ein neuer Absatz steht jetzt ganz am Anfang des Textes."),
    p(MONEY.replace("zehn", "zwölf")),
    p(FREE),
    table([ROWS[0], ["Berlin", "neun"], *ROWS[1:]]),
    p(END),
)
EARLIER = {"Entwurf 1.docx": OLDER}


def test_word_in_an_unchanged_paragraph() -> None:
    awo = docx(
        HEAD, p(MONEY), p(FREE.replace("alle", "[-alle-]{+sämtliche+}")), table(ROWS), p(END)
    )

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.changes == ["[-alle-]{+sämtliche+} AWO"]
    assert result.overview.changes[0].place.paragraph == 4
    assert result.losses == []


def test_word_beside_one_that_the_draft_changed() -> None:
    awo = docx(
        HEAD, p(MONEY.replace("mehr", "[-mehr-]{+zusätzlich+}")), p(FREE), table(ROWS), p(END)
    )

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.changes == ["[-mehr-]{+zusätzlich+} AWO"]
    assert "zwölf Euro zusätzlich für" in result.accepted


def test_word_that_the_draft_has_changed_meanwhile_is_not_lost() -> None:
    awo = docx(HEAD, p(MONEY.replace("zehn", "[-zehn-]{+elf+}")), p(FREE), table(ROWS), p(END))

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.changes == ["{+elf+} AWO"]
    assert result.losses == ["text moved-to-nearest-place"]


def test_deleting_what_is_gone_already_is_no_change() -> None:
    older = docx(HEAD, p(MONEY), p("Dieser Absatz fällt im neuen Entwurf weg."), p(FREE), p(END))
    current = docx(HEAD, p(MONEY), p(FREE), p(END))
    gone = p("[-Dieser Absatz fällt im neuen Entwurf weg.¶-]")

    result = consolidated(
        current, earlier={"alt.docx": older}, AWO=docx(HEAD, p(MONEY), gone, p(FREE), p(END))
    )

    assert result.changes == []
    assert result.overview.returns[0].made_on == "alt.docx"


def test_new_paragraph_and_deleted_paragraph() -> None:
    awo = docx(HEAD, p(MONEY), p(f"[-{FREE}¶-]"), table(ROWS), p("{+Ganz neu.¶+}"), p(END))

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.changes == [f"[-{FREE}¶-] AWO", "{+Ganz neu.¶+} AWO"]


def test_row_cell_and_format_in_a_table_that_grew() -> None:
    rows = [
        row(*ROWS[0]),
        row("Bayern", "[-vierzig-]{+fünfzig+}"),
        row(*ROWS[2]),
        row("{+Hessen+}", "{+drei+}", change="ins Kim Muster"),
    ]
    awo = docx(HEAD, p(MONEY), p(FREE), table(rows), p(END.replace("überall", "{*überall*}")))

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.accepted.splitlines()[-9:] == [
        *("Berlin", "neun", "Bayern", "fünfzig", "Bremen", "zwölf", "Hessen", "drei", END),
    ]
    assert [str(change.kind) for change in result.overview.changes] == [
        "replace",
        "table",
        "format",
    ]


def test_comment_moves_along() -> None:
    awo = docx(
        *(HEAD, p(MONEY), p(FREE.replace("vertraulich", "<<c1|vertraulich|c1>>")), table(ROWS)),
        p(END),
        comments={"c1": Remark("Wirklich?", by="Kim")},
    )

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.comments == ["AWO on “vertraulich”: Wirklich?"]
    assert result.overview.comments[0].place.paragraph == 4


def test_return_on_the_current_draft_stays_there() -> None:
    awo = docx(
        *(HEAD, p("Ein neuer Absatz steht jetzt ganz am Anfang des Textes.")),
        *(p(MONEY.replace("zehn", "[-zwölf-]{+elf+}")), p(FREE)),
        table([ROWS[0], ["Berlin", "neun"], *ROWS[1:]]),
        p(END),
    )

    result = consolidated(CURRENT, earlier=EARLIER, AWO=awo)

    assert result.changes == ["[-zwölf-]{+elf+} AWO"]
    assert result.overview.returns[0].made_on == ""
