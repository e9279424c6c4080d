"""Whole documents: what the engine settles is what an independent reader sees in them."""

from typing import Literal

import pytest
from tests.engines.redline import builder
from tests.engines.redline.builder import Remark, cell, control, docx, row, table, textbox
from tests.engines.redline.oracle import snapshot
from tests.engines.redline.package_rules import package_errors

from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.settle.listing import listing
from einklang.engines.redline.settle.package import settle_package

RETURN = docx(
    builder.h1("[-Forderungen-]{+Vorschläge+Lea}"),
    builder.p("Wir fordern <<c1|[-zehn-]{+zwölf+}|c1>> Euro.[^1] {*Sofort*Kim}!"),
    builder.p("Ein <#ort|[-ganz|ort#> ¶-]"),
    builder.p("neuer Anfang. [>Dieser Satz geht.>m1]"),
    builder.p("[-Weg damit.¶-]"),
    builder.li("{+Ein Punkt mehr.¶+Lea}"),
    table(
        [
            [cell("Land"), cell("{+Stellen+}", change="cellIns Kim Muster")],
            [cell("Bayern"), cell("{+12+}", change="cellIns Kim Muster")],
            row("[-Bremen-]", cell("{+5+}", change="cellIns Kim Muster"), change="del Lea"),
        ]
    ),
    control(builder.p("{:Feld:feld} [https://](https://beispiel.de) {+mehr+}")),
    builder.p("{>Dieser Satz geht.>m1} Ende.", textbox(builder.p("Im [-Kasten-]{+Rahmen+}"))),
    header="Kopf {+neu+}",
    footnotes={"1": "Stand [-März-]{+April+}."},
    comments={"c1": Remark("Warum?", replies=(Remark("Darum."),))},
)
VIEWS: list[tuple[Verdict, Literal["accept", "reject"]]] = [
    (Verdict.ACCEPT, "accept"),
    (Verdict.REJECT, "reject"),
]


@pytest.mark.parametrize(("verdict", "view"), VIEWS)
def test_document_settles_to_what_its_reader_sees(
    verdict: Verdict, view: Literal["accept", "reject"]
) -> None:
    package = Package.read(RETURN, name="awo.docx")

    settle_package(package, verdict, None, ())
    written = package.to_bytes()

    assert snapshot(written, "as-is") == snapshot(RETURN, view)
    assert package_errors(written) == []
    again = listing(Package.read(written, name="awo.docx"))
    assert [(each.kind, each.text, len(each.replies)) for each in again] == [
        ("comment", "Warum?", 1)
    ]


@pytest.mark.parametrize(("verdict", "view"), VIEWS)
def test_authors_settle_one_after_another(
    verdict: Verdict, view: Literal["accept", "reject"]
) -> None:
    package = Package.read(RETURN, name="awo.docx")

    for author in ("Lea", "Kim Muster", "Kim"):
        assert settle_package(package, verdict, author, ()) > 0

    assert snapshot(package.to_bytes(), "as-is") == snapshot(RETURN, view)
