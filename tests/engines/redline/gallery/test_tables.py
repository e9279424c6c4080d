"""Cell text, rows, columns, merged cells, whole tables."""

from tests.engines.redline.builder import cell, docx, p, row, table
from tests.engines.redline.laws import consolidated

HEAD, NORTH, SOUTH = ["Land", "Stellen"], ["Bremen", "zwölf"], ["Bayern", "vierzig"]
BEFORE, AFTER = p("Die Stellen im Überblick:"), p("Stand: März.")
DRAFT = docx(BEFORE, table([HEAD, NORTH, SOUTH]), AFTER)


def test_word_in_a_cell() -> None:
    awo = docx(BEFORE, table([HEAD, NORTH, ["Bayern", "[-vierzig-]{+fünfzig+}"]]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-vierzig-]{+fünfzig+} AWO"]
    assert result.overview.changes[0].place.steps == (("table", 1), ("row", 3), ("cell", 2))
    assert result.accepted.splitlines()[-2:] == ["fünfzig", "Stand: März."]


def test_row_inserted_tracked() -> None:
    new = row("{+Hessen+}", "{+dreißig+}", change="ins Kim Muster")
    awo = docx(BEFORE, table([HEAD, NORTH, new, SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["table"]
    assert result.accepted.splitlines()[5:7] == ["Hessen", "dreißig"]
    assert "Hessen" not in result.rejected


def test_row_inserted_untracked() -> None:
    awo = docx(BEFORE, table([HEAD, NORTH, ["Hessen", "dreißig"], SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["table"]
    assert result.accepted.splitlines()[5:7] == ["Hessen", "dreißig"]


def test_row_inserted_at_the_end() -> None:
    awo = docx(BEFORE, table([HEAD, NORTH, SOUTH, ["Hessen", "dreißig"]]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[-3:] == ["Hessen", "dreißig", "Stand: März."]


def test_row_deleted_tracked() -> None:
    gone = row("[-Bremen-]", "[-zwölf-]", change="del Kim Muster")
    awo = docx(BEFORE, table([HEAD, gone, SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert [str(change.kind) for change in result.overview.changes] == ["table"]
    assert "Bremen" not in result.accepted
    assert "Bremen" in result.rejected


def test_row_deleted_untracked() -> None:
    result = consolidated(DRAFT, AWO=docx(BEFORE, table([HEAD, SOUTH]), AFTER))

    assert [str(change.kind) for change in result.overview.changes] == ["table"]
    assert "Bremen" not in result.accepted


def test_row_with_only_its_mark_deleted() -> None:
    # Some programs mark the row and leave its words unmarked.
    gone = row("Bremen", "zwölf", change="del Kim Muster")
    awo = docx(BEFORE, table([HEAD, gone, SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert "Bremen" not in result.accepted
    assert "Bremen" in result.rejected


def test_words_of_a_row_deleted_but_not_the_row() -> None:
    awo = docx(BEFORE, table([HEAD, ["[-Bremen-]", "[-zwölf-]"], SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-Bremen-] AWO", "[-zwölf-] AWO"]
    assert result.accepted.split("\n")[3:5] == ["", ""]


def test_rows_inserted_by_two_at_one_point() -> None:
    awo = docx(BEFORE, table([HEAD, NORTH, ["Hessen", "dreißig"], SOUTH]), AFTER)
    caritas = docx(BEFORE, table([HEAD, NORTH, ["Berlin", "sechzig"], SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert len(result.overview.changes) == 2
    assert result.accepted.splitlines()[5:9] == ["Hessen", "dreißig", "Berlin", "sechzig"]


def test_edit_in_a_row_that_another_deletes() -> None:
    awo = docx(BEFORE, table([HEAD, SOUTH]), AFTER)
    caritas = docx(BEFORE, table([HEAD, ["Bremen", "[-zwölf-]{+dreizehn+}"], SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert [conflict.words for conflict in result.overview.conflicts] == ["zwölf"]
    assert "dreizehn" in result.marked
    assert "Bremen" in result.rejected


def test_column_inserted_untracked() -> None:
    rows = [
        ["Land", "Stellen", "Plan"],
        ["Bremen", "zwölf", "zwanzig"],
        ["Bayern", "vierzig", "achtzig"],
    ]
    result = consolidated(DRAFT, AWO=docx(BEFORE, table(rows), AFTER))

    assert all(word in result.marked for word in ("Plan", "zwanzig", "achtzig"))
    assert result.rejected.splitlines() == [
        *("Die Stellen im Überblick:", "Land", "Stellen", "Bremen", "zwölf"),
        *("Bayern", "vierzig", "Stand: März."),
    ]


def test_column_inserted_tracked() -> None:
    rows = [
        row(*cells, cell("{+" + new + "+}", change="cellIns Kim Muster"))
        for cells, new in ((HEAD, "Plan"), (NORTH, "zwanzig"), (SOUTH, "achtzig"))
    ]
    result = consolidated(DRAFT, AWO=docx(BEFORE, table(rows), AFTER))

    assert "table" in {str(change.kind) for change in result.overview.changes}
    assert "Plan" not in result.rejected


def test_column_deleted_tracked_comes_back_on_reject() -> None:
    rows = [
        row(first, cell(f"[-{second}-]", change="cellDel Kim Muster"))
        for first, second in (HEAD, NORTH, SOUTH)
    ]
    result = consolidated(DRAFT, AWO=docx(BEFORE, table(rows), AFTER))

    assert "Stellen" not in result.accepted.splitlines()
    assert result.rejected.splitlines()[2] == "Stellen"


def test_column_deleted_untracked_loses_nothing() -> None:
    rows = [["Land"], ["Bremen"], ["Bayern"]]
    result = consolidated(DRAFT, AWO=docx(BEFORE, table(rows), AFTER))

    assert result.rejected.splitlines()[2] == "Stellen"
    assert result.overview.changes or result.overview.losses


def test_cells_merged_untracked_lose_no_words() -> None:
    merged = row(cell("Bremen zwölf", span=2))
    result = consolidated(DRAFT, AWO=docx(BEFORE, table([HEAD, merged, SOUTH]), AFTER))

    assert result.rejected.splitlines()[3:5] == ["Bremen", "zwölf"]
    assert result.overview.changes or result.overview.losses


def test_edit_in_a_merged_cell() -> None:
    rows = [
        row(cell("Norden", span=2)),
        row(cell("Küste", merge="restart"), "Bremen"),
        row(cell("", merge="continue"), "Kiel"),
    ]
    edited = [
        row(cell("[-Norden-]{+Nord+}", span=2)),
        row(cell("Küste", merge="restart"), "Bremen"),
        row(cell("", merge="continue"), "[-Kiel-]{+Lübeck+}"),
    ]

    result = consolidated(docx(BEFORE, table(rows), AFTER), AWO=docx(BEFORE, table(edited), AFTER))

    assert result.changes == ["[-Norden-]{+Nord+} AWO", "[-Kiel-]{+Lübeck+} AWO"]


def test_paragraph_inserted_in_a_cell() -> None:
    awo = docx(
        BEFORE, table([HEAD, ["Bremen", [p("zwölf{+¶+}"), p("{+davon zwei neu+}")]], SOUTH]), AFTER
    )

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.overview.changes) == 1
    assert result.accepted.splitlines()[4:6] == ["zwölf", "davon zwei neu"]
    assert result.rejected.splitlines()[4] == "zwölf"


def test_paragraph_inserted_untracked_at_the_end_of_a_cell() -> None:
    awo = docx(BEFORE, table([HEAD, ["Bremen", [p("zwölf"), p("davon zwei neu")]], SOUTH]), AFTER)

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted.splitlines()[4:6] == ["zwölf", "davon zwei neu"]


def test_cell_emptied() -> None:
    result = consolidated(DRAFT, AWO=docx(BEFORE, table([HEAD, ["Bremen", ""], SOUTH]), AFTER))

    assert result.changes == ["[-zwölf-] AWO"]
    assert result.accepted.split("\n")[4] == ""


def test_whole_table_deleted_tracked() -> None:
    rows = [
        row(*(f"[-{word}-]" for word in cells), change="del Kim Muster")
        for cells in (HEAD, NORTH, SOUTH)
    ]
    result = consolidated(DRAFT, AWO=docx(BEFORE, table(rows), AFTER))

    assert result.accepted.splitlines() == ["Die Stellen im Überblick:", "Stand: März."]
    assert len(result.rejected.splitlines()) == 8


def test_whole_table_deleted_untracked() -> None:
    result = consolidated(DRAFT, AWO=docx(BEFORE, AFTER))

    assert result.accepted.splitlines() == ["Die Stellen im Überblick:", "Stand: März."]
    assert len(result.rejected.splitlines()) == 8


def test_whole_table_inserted() -> None:
    draft = docx(BEFORE, AFTER)
    result = consolidated(draft, AWO=docx(BEFORE, table([HEAD, NORTH]), AFTER))

    assert result.accepted.splitlines() == [
        *("Die Stellen im Überblick:", "Land", "Stellen", "Bremen", "zwölf", "Stand: März."),
    ]
    assert result.rejected.splitlines() == ["Die Stellen im Überblick:", "Stand: März."]


def test_nested_table_is_edited() -> None:
    def page(word: str) -> bytes:
        return docx(BEFORE, table([["außen", [table([["innen", word]]), p("")]]]), AFTER)

    result = consolidated(page("alt"), AWO=page("[-alt-]{+neu+}"))

    assert result.changes == ["[-alt-]{+neu+} AWO"]
    assert result.overview.changes[0].place.steps[:3] == (("table", 1), ("row", 1), ("cell", 2))
