"""The protocol of decisions names every proposal, adopted or not."""

import pytest
from lxml import html
from tests.engines.redline.report.overviews import ODD, odd_overview, overview

from einklang.engines.redline.errors import DecisionError
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.report.protocol import protocol_html

DECISIONS = (
    Decision("c1", Verdict.ACCEPT),
    Decision("c3", Verdict.REJECT, "Nicht finanzierbar."),
    Decision("c4", Verdict.REPLACE, "Kompromiss der Runde.", "elf fünfzig\nund mehr"),
)


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def said(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def row(page: html.HtmlElement, key: str) -> list[str]:
    return [said(cell) for cell in page.xpath("//tr[@id=$key]/*", key=key)]


def test_protocol_counts_the_verdicts() -> None:
    page = parsed(protocol_html(overview(), DECISIONS))

    assert [said(item) for item in page.xpath("//ul[@class='figures']/li")] == [
        "1 angenommen", "1 abgelehnt", "1 durch eigenen Text ersetzt", "11 noch offen",
    ]  # fmt: skip


def test_protocol_shows_words_supporters_verdict_reason_and_own_text() -> None:
    page = parsed(protocol_html(overview(), DECISIONS))

    assert row(page, "c1")[3] == "angenommen"
    assert row(page, "c3") == [
        "c3Abs. 4, Z. 6",
        "ersetzt zehn durch zwölf",
        (
            "AWO DRK 2 von 6 wollen dasselbe"
            "AWO: Kim Muster, 1.3.2026, 10:00DRK: Jo Probe, 4.3.2026, 08:30"
        ),
        "abgelehntBegründung: Nicht finanzierbar.",
    ]
    assert row(page, "c4")[3] == (
        "durch eigenen Text ersetztStattdessen: elf fünfzig¶und mehr"
        "Begründung: Kompromiss der Runde."
    )
    assert row(page, "c2")[3] == "noch offen"


def test_protocol_holds_every_proposal_and_every_comment_once() -> None:
    for association in (None, "AWO", "Caritas", "Parität"):
        page = parsed(protocol_html(overview(), DECISIONS, association=association))

        found = page.xpath("//table[@class='pro']/tbody/tr/@id")
        assert sorted(found) == sorted(change.id for change in overview().changes)
        assert page.xpath("//div[starts-with(@class, 'm')]/@id") == ["m1", "m2", "m3"]


def test_protocol_lists_what_is_still_open() -> None:
    page = parsed(protocol_html(overview(), DECISIONS))

    (open_,) = page.xpath("//h2[.='Noch nicht entschieden']/following-sibling::p")
    assert said(open_).startswith("c2 (Abs. 2, Z. 3), c5 (Abs. 4, Z. 6–7), c6 (")
    assert len(open_.xpath("a")) == 11


def test_protocol_says_when_nothing_is_open() -> None:
    all_ = [Decision(change.id, Verdict.ACCEPT) for change in overview().changes]

    page = parsed(protocol_html(overview(), all_))

    assert [said(p) for p in page.xpath("//p[@class='none']")] == [
        "Über alle Vorschläge ist entschieden."
    ]


def test_protocol_for_an_association_puts_its_own_first() -> None:
    page = parsed(protocol_html(overview(), DECISIONS, association="Caritas"))

    assert [said(h2) for h2 in page.xpath("//h2")] == [
        "Noch nicht entschieden", "Vorschläge von Caritas", "Weitere Vorschläge", "Kommentare",
    ]  # fmt: skip
    own = page.xpath("(//table[@class='pro'])[1]/tbody/tr/@id")
    assert own == ["c2", "c4", "c7", "c9", "c11"]
    assert page.findtext(".//title") == (
        "Protokoll der Entscheidungen für Caritas: Stellungnahme Betreuungsrecht.docx"
    )


def test_protocol_for_an_association_without_proposals_says_so() -> None:
    page = parsed(protocol_html(overview(), (), language="en", association="Parität"))

    assert [said(p) for p in page.xpath("//p[@class='none']")] == ["Parität proposed no changes."]


def test_protocol_of_nothing() -> None:
    empty = Overview("e.docx", "", 1, (), (), (), (), ())

    page = parsed(protocol_html(empty, ()))

    assert [said(p) for p in page.xpath("//p[@class='none']")] == ["Es gibt keine Vorschläge."]


def test_protocol_keeps_long_words_whole() -> None:
    made = odd_overview("lang " * 100 + "Ende")

    page = parsed(protocol_html(made, ()))

    assert row(page, "c1")[1].count("lang") == 200


def test_protocol_refuses_decisions_on_unknown_changes() -> None:
    with pytest.raises(DecisionError) as refused:
        protocol_html(overview(), [Decision("c99", Verdict.ACCEPT)])

    assert refused.value.code == "unknown-change"


def test_protocol_refuses_two_different_decisions_on_one_change() -> None:
    same = Decision("c1", Verdict.ACCEPT)

    protocol_html(overview(), [same, same])
    with pytest.raises(DecisionError) as refused:
        protocol_html(overview(), [same, Decision("c1", Verdict.REJECT)])

    assert refused.value.code == "decided-twice"


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_stay_texts_in_the_protocol(odd: str) -> None:
    def page(words: str) -> html.HtmlElement:
        decision = Decision("c1", Verdict.REPLACE, words, words)
        return parsed(protocol_html(odd_overview(words), [decision], association=words))

    shape = [node.tag for node in page("harmlos").iter() if node.tag not in {"br", "span"}]
    assert [n.tag for n in page(odd).iter() if n.tag not in {"br", "span"}] == shape


def test_links_of_the_protocol_have_their_targets() -> None:
    page = parsed(protocol_html(overview(), DECISIONS, association="AWO"))

    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
