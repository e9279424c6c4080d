"""Accepting and rejecting: our engine against Writer's menu, on files of both."""

import pytest
from tests.engines.redline.builder import Block, cell, docx, h1, li, p
from tests.engines.redline.builder import row as built_row
from tests.engines.redline.builder import table as built_table
from tests.engines.redline.office import (
    Office,
    as_person,
    bold,
    delete,
    delete_paragraph,
    footnote,
    header,
    heading,
    insert,
    item,
    merge,
    paragraph,
    replace,
    row,
    split,
    table,
    untracked,
)
from tests.engines.redline.schema import missing, new_schema_errors

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.package import settle_package

pytestmark = pytest.mark.office

BUILT: dict[str, list[Block]] = {
    "words": [p("Wir fordern [-zehn-]{+zwölf+} Euro.")],
    "a new paragraph": [p("Eins."), p("{+Zwei.¶+}"), p("Drei.")],
    "a deleted paragraph": [p("Eins."), p("[-Zwei.¶-]"), p("Drei.")],
    "the first paragraph deleted": [p("[-Eins.¶-]"), p("Zwei."), p("Drei.")],
    "several paragraphs deleted": [p("Eins [-eins.¶-]"), p("[-Zwei.¶-]"), p("[-Drei-] drei.")],
    "a paragraph split": [p("Eins {+und¶+}"), p("zwei.")],
    "two paragraphs merged": [p("Eins[-¶-]"), p("zwei.")],
    "an insertion in another's deletion": [p("a [-b {+c+Ada} d-] e")],
    "a moved sentence": [p("[>Erst dies. >m1]Dann das."), p("Zuletzt: {>Erst dies. >m1}Ende.")],
    "looks": [p("{*fett*Kim} und {/schräg/}"), h1("Titel {+neu+}")],
    "a list": [li("eins"), li("{+zwei¶+}"), li("drei", numbered=True)],
    "cells": [built_table([["a [-b-]", "{+c+} d"], ["e", cell("f")]])],
    "a new row": [built_table([["a"], built_row("{+b¶+}", change="ins Kim")])],
    "a deleted row": [built_table([["a"], built_row("[-b¶-]", change="del Kim")])],
    "a link": [p("[{+Netz+}](https://example.org) und [Worte](#ort) [-alt-]")],
    "a bookmark": [p("<#ort|Worte [-hier-]|ort#> {+da+}")],
}
DRAWN = {
    "replace": replace("zehn", "zwölf"),
    "insert": insert("Beratung", " und mehr"),
    "two new paragraphs": insert("Beratung", "\nein Gespräch\nein Kaffee"),
    "delete": delete(" der Sache"),
    "delete a paragraph": delete_paragraph("Beratung"),
    "delete the one before a table": delete_paragraph("Auskunft"),
    "split": split("der Sache"),
    "merge": merge("Beratung"),
    "bold": bold("Schluss"),
    "row": row("Bayern", "Bremen", "3"),
    "header": replace("Entwurf", "Stand"),
    "footnote": replace("Juni", "Juli"),
    "a new footnote": footnote("Schluss", "Mehr dazu."),
}


def settled(content: bytes, verdict: Verdict) -> bytes:
    package = Package.read(content, name="datei.docx")
    settle_package(package, verdict, None, ())
    return package.to_bytes()


def check(office: Office, content: bytes) -> None:
    reading = office.read(content)
    for verdict, theirs in (
        (Verdict.ACCEPT, reading.accepted),
        (Verdict.REJECT, reading.rejected),
    ):
        result = settled(content, verdict)
        ours = office.read(result)
        assert (verdict, ours.revisions, ours.shown) == (verdict, (), theirs)
        if not missing():
            assert new_schema_errors(result, content) == []


@pytest.mark.parametrize("name", BUILT)
def test_settling_a_document_of_ours_agrees_with_writer(office: Office, name: str) -> None:
    check(office, docx(*BUILT[name], p("Ende.")))


@pytest.fixture(scope="module")
def sent_out(office: Office) -> bytes:
    return office.edit(
        None,
        untracked(
            "Leitung",
            heading("Forderungen"),
            paragraph("Wir fordern zehn Euro."),
            item("eine Beratung"),
            item("eine Auskunft"),
            table(("Land", "Stellen"), ("Bayern", "12")),
            paragraph("Der Schluss der Sache."),
            footnote("Forderungen", "Stand Juni."),
            header("Entwurf"),
        ),
    )


@pytest.mark.parametrize("name", DRAWN)
def test_settling_a_document_of_writer_agrees_with_it(
    office: Office, sent_out: bytes, name: str
) -> None:
    check(office, office.edit(sent_out, as_person("Kim", DRAWN[name])))
