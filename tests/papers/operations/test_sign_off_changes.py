"""When the text changes: whose sign-off lapses, with real Word files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from tests.papers.factories import (
    docx_of,
    make_circulation,
    make_paper,
    make_version,
    secretary,
)
from tests.papers.rounds import (
    DAY,
    MINUTE,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.papers.enums import EventKind, SignOffMode, SignOffState, Stage
from einklang.papers.errors import PaperError, RefusedError, StaleError
from einklang.papers.models import Consolidation, Paper, Proposal, SignOffRound, Version
from einklang.papers.operations.sign_off import NewRound, close_round
from einklang.papers.operations.sign_off_changes import (
    Effect,
    Preview,
    preview_change,
    send_changed_version,
)
from einklang.papers.operations.sign_off_stakes import stakes_in, text_of
from einklang.papers.rendering.passages import changed_rows, compare, marked, paragraph_texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let refusals be read in the language of the code."""
    with translation.override("en"):
        yield


TITLE = "# Stellungnahme zum Entwurf"
FIRST = "Die Verbände begrüßen das Vorhaben der Bundesregierung ausdrücklich."
MONEY = "Wir fordern zehn Millionen Euro für die Beratung in den Ländern."
STATES = "Die Länder sollen an der Planung früh beteiligt werden."
LAST = "Für Gespräche stehen die Verbände jederzeit gern zur Verfügung."
BASE = (TITLE, FIRST, MONEY, STATES, LAST)


@dataclass
class Case:
    """Associations A (lead), B and C; B had proposed a change in the paragraph on money."""

    paper: Paper
    base: Version

    def propose(self, place: int, paragraph: int | None, **fields: Any) -> Proposal:
        party = self.paper.parties.all()[place]
        circulation = self.paper.circulations.first()
        if circulation is None:
            circulation = make_circulation(self.base, closed_at=clock.now())
            Paper.objects.filter(pk=self.paper.pk).update(stage=Stage.DRAFTING)
        consolidation, _made = Consolidation.objects.get_or_create(circulation=circulation)
        number = consolidation.proposals.count() + 1
        fields = {"kind": "replace", **fields}
        return Proposal.objects.create(
            consolidation=consolidation, position=number, change=f"c{number}",
            paragraph=paragraph, associations=[str(party.association)],
            association_ids=[party.association_id], **fields,
        )  # fmt: skip

    def version(self, *paragraphs: str) -> Version:
        return make_version(self.paper, docx_of(*paragraphs))


@pytest.fixture
def case(db: None) -> Case:  # noqa: ARG001 - the rows need a database
    paper = make_paper(associations=3)
    made = Case(paper, make_version(paper, docx_of(*BASE)))
    made.propose(1, 3, deleted="zehn", inserted="zwölf")
    return made


def all_signed(case: Case, **rules: Any) -> SignOffRound:
    made = start_round(case.paper, rules=rules)
    for place in range(3):
        put(of_association(made, place), SignOffState.SIGNED)
    return made


def sides(preview: Preview) -> dict[str, list[int]]:
    """Return the places of the associations in each group."""
    order = list(preview.round.paper.parties.values_list("association_id", flat=True))

    def places(effects: tuple[Effect, ...]) -> list[int]:
        return [order.index(one.sign_off.association_id) for one in effects]

    names = ("lapses", "informed", "untouched", "open")
    return {name: places(getattr(preview, name)) for name in names if getattr(preview, name)}


@pytest.mark.parametrize(
    ("untouched", "paragraphs", "expected"),
    [
        # The words that B had proposed to change: only B.
        ("all", (TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST),
         {"lapses": [1], "untouched": [0, 2]}),
        # Where nobody had proposed anything.
        ("all", (TITLE, FIRST, MONEY, STATES.replace("früh", "spät"), LAST),
         {"lapses": [0, 1, 2]}),
        ("inform", (TITLE, FIRST, MONEY, STATES.replace("früh", "spät"), LAST),
         {"informed": [0, 1, 2]}),
        # A paragraph put in before B's shifts the numbers, no more.
        ("inform", (TITLE, FIRST, "Ein neuer Absatz zur Sache.", MONEY, STATES, LAST),
         {"informed": [0, 1, 2]}),
        # Punctuation in B's own paragraph.
        ("all", (TITLE, FIRST, MONEY.replace(".", ";"), STATES, LAST),
         {"informed": [0, 1, 2]}),
        # B's paragraph is gone.
        ("inform", (TITLE, FIRST, STATES, LAST), {"lapses": [1], "informed": [] }),
        # Both at once: B signs anew, the others are informed of the rest.
        ("inform", (TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES.replace("früh", "spät"),
                    LAST),
         {"lapses": [1], "informed": [0, 2]}),
        # The same words: only the file is another one.
        ("all", (*BASE,), {"untouched": [0, 1, 2]}),
    ],
)  # fmt: skip
def test_sign_off_lapses_by_passage(
    case: Case, untouched: str, paragraphs: tuple[str, ...], expected: dict[str, list[int]]
) -> None:
    all_signed(case, untouched=untouched)
    new = case.version(*paragraphs)

    found = sides(preview_change(case.paper, new))

    if expected.get("informed") == []:
        expected = {"lapses": [1], "untouched": [0, 2]}
    assert found == expected


def test_stakes_move_with_the_numbers_of_every_version(case: Case) -> None:
    case.version(TITLE, "Neu eins, ganz am Anfang.", FIRST, MONEY, STATES, LAST)
    latest = case.version(
        TITLE, "Neu eins, ganz am Anfang.", "Neu zwei, gleich danach.", FIRST, MONEY, STATES, LAST
    )
    association = case.paper.parties.all()[1].association_id
    assert stakes_in(case.paper, latest)[association].paragraphs == {5}
    all_signed(case)

    new = case.version(
        TITLE, "Neu eins, ganz am Anfang.", "Neu zwei, gleich danach.", FIRST,
        MONEY.replace("zehn", "elf"), STATES, LAST,
    )  # fmt: skip

    assert sides(preview_change(case.paper, new)) == {"lapses": [1], "untouched": [0, 2]}


def test_paragraph_that_an_association_brought_in_is_its_own(case: Case) -> None:
    wish = "Die Beratung muss in allen Landkreisen erreichbar sein."
    case.propose(2, 4, kind="insert", inserted=wish)
    result = case.version(TITLE, FIRST, MONEY, STATES, wish, LAST)
    Consolidation.objects.update(result=result, adopted_at=clock.now(), state="done")
    all_signed(case)

    new = case.version(TITLE, FIRST, MONEY, STATES, wish.replace("allen", "vielen"), LAST)

    assert sides(preview_change(case.paper, new)) == {"lapses": [2], "untouched": [0, 1]}


def test_paragraph_that_comes_back_concerns_who_had_it_struck(case: Case) -> None:
    case.version(TITLE, FIRST, STATES, LAST)
    all_signed(case)

    new = case.version(TITLE, FIRST, MONEY, STATES, LAST)

    assert sides(preview_change(case.paper, new)) == {"lapses": [1], "untouched": [0, 2]}


@pytest.mark.parametrize("state", ["condition", "reservation", "refused"])
def test_dissent_lapses_where_it_stands(case: Case, state: str) -> None:
    made = all_signed(case, untouched="inform")
    put(of_association(made, 2), SignOffState(state), paragraph=4)

    elsewhere = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)
    there = case.version(TITLE, FIRST, MONEY, STATES.replace("früh", "spät"), LAST)

    assert sides(preview_change(case.paper, elsewhere)) == {"lapses": [1], "untouched": [0, 2]}
    assert sides(preview_change(case.paper, there)) == {"lapses": [2], "untouched": [0, 1]}


def test_dissent_without_a_paragraph_concerns_the_whole_text(case: Case) -> None:
    made = all_signed(case)
    put(of_association(made, 2), SignOffState.RESERVATION)

    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)

    assert sides(preview_change(case.paper, new)) == {"lapses": [1, 2], "untouched": [0]}


def test_who_has_not_answered_is_asked_anew_and_who_left_stays_away(case: Case) -> None:
    made = all_signed(case)
    put(of_association(made, 0), SignOffState.REQUESTED, answered_at=None, spoke_at=None)
    put(of_association(made, 2), SignOffState.WITHDRAWN)

    new = case.version(TITLE, FIRST, MONEY, STATES.replace("früh", "spät"), LAST)

    assert sides(preview_change(case.paper, new)) == {
        "lapses": [1], "untouched": [2], "open": [0],
    }  # fmt: skip


def send(case: Case, new: Version, **fields: Any) -> SignOffRound:
    fields.setdefault("seen_digest", preview_change(case.paper, new).digest)
    fields.setdefault("by", secretary(case.paper))
    fields.setdefault("request", NewRound(SignOffMode.EXPLICIT, clock.now() + DAY))
    return send_changed_version(paper=case.paper, version=new, **fields)


def test_sending_asks_anew_and_carries_over(case: Case) -> None:
    made = all_signed(case)
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)

    sent = send(case, new)

    made.refresh_from_db()
    assert (made.is_open, sent.replaces, sent.version_sha256) == (False, made, new.sha256)
    kept = ("quorum", "majority", "untouched", "mode")
    assert [getattr(sent, name) for name in kept] == [getattr(made, name) for name in kept]
    old, anew = of_association(made, 1), of_association(sent, 1)
    assert (old.state, anew.state, anew.carried_from) == ("lapsed", "requested", None)
    line = old.entries.get(kind=EventKind.LAPSED)
    assert line.facts["passages"] == [
        {"kind": "changed", "old": [3], "new": [3], "deleted": ["zehn"], "inserted": ["elf"]}
    ]
    carried = of_association(sent, 2)
    assert (carried.state, carried.carried_from) == ("signed", of_association(made, 2))
    assert list(carried.entries.values_list("kind", "version_sha256")) == [
        (EventKind.CARRIED, new.sha256)
    ]


def test_editorial_change_is_told_and_nothing_lapses(case: Case) -> None:
    all_signed(case)
    new = case.version(TITLE, FIRST, MONEY.replace(".", ";"), STATES, LAST)

    sent = send(case, new)

    assert set(sent.sign_offs.values_list("state", flat=True)) == {"signed"}
    for one in sent.sign_offs.all():
        kinds = list(one.entries.order_by("pk").values_list("kind", flat=True))
        assert kinds == [EventKind.CARRIED, EventKind.INFORMED]


def test_carried_reservation_stands_at_the_new_number(case: Case) -> None:
    made = all_signed(case, untouched="inform")
    put(of_association(made, 2), SignOffState.RESERVATION, paragraph=4, passage="Nr. 2")
    new = case.version(TITLE, "Ein neuer Absatz am Anfang.", FIRST, MONEY, STATES, LAST)

    carried = of_association(send(case, new), 2)

    assert (carried.state, carried.paragraph, carried.passage) == ("reservation", 5, "Nr. 2")


def test_silence_on_the_old_text_is_no_consent_to_the_new_one(case: Case) -> None:
    made = tacit_round(case.paper)
    over = deliver(of_association(made, 0), due_at=clock.now() - MINUTE)
    running = deliver(of_association(made, 1), due_at=clock.now() + MINUTE)
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)

    sent = send(case, new, request=NewRound(SignOffMode.TACIT))

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.state, running.state) == ("tacit", "lapsed")
    assert running.state_at(clock.now() + DAY) == SignOffState.LAPSED
    states = [of_association(sent, place) for place in range(3)]
    assert [one.state for one in states] == ["tacit", "requested", "requested"]
    assert [one.due_at for one in states] == [None, None, None]
    assert states[1].state_at(clock.now() + 99 * DAY) == SignOffState.REQUESTED


def test_preview_that_no_longer_holds_is_not_sent(case: Case) -> None:
    made = all_signed(case)
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)
    digest = preview_change(case.paper, new).digest
    put(of_association(made, 2), SignOffState.RESERVATION)

    with pytest.raises(StaleError):
        send(case, new, seen_digest=digest)

    assert SignOffRound.objects.count() == 1


def test_sending_is_for_those_who_lead_in_the_same_mode(case: Case) -> None:
    made = all_signed(case)
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)

    with pytest.raises(RefusedError):
        send(case, new, by=voice_of(of_association(made, 2)))
    with pytest.raises(PaperError, match="mode of the round before"):
        send(case, new, request=NewRound(SignOffMode.TACIT))
    with pytest.raises(PaperError, match="until when"):
        send(case, new, request=NewRound(SignOffMode.EXPLICIT))


def test_agreed_paper_goes_back_to_signing(case: Case) -> None:
    made = all_signed(case)
    close_round(sign_off_round=made, is_agreed=True, by=secretary(case.paper))
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)

    send(case, new)

    case.paper.refresh_from_db()
    assert case.paper.stage == Stage.SIGNING


def test_there_must_be_a_round_and_a_newer_version(case: Case) -> None:
    with pytest.raises(PaperError, match="Nobody has been asked"):
        preview_change(case.paper, case.base)
    made = all_signed(case)

    with pytest.raises(PaperError, match="not newer"):
        preview_change(case.paper, made.version)


def test_changed_words_are_marked(case: Case) -> None:
    new = case.version(TITLE, FIRST, MONEY.replace("zehn", "elf"), STATES, LAST)
    old_text, new_text = text_of(case.base), text_of(new)

    (row,) = changed_rows(old_text, new_text)

    assert [(one.kind, one.text) for one in row.pieces] == [
        ("same", "Wir fordern "), ("del", "zehn"), ("ins", "elf"),
        ("same", " Millionen Euro für die Beratung in den Ländern."),
    ]  # fmt: skip
    assert row.place == "paragraph 3"
    assert paragraph_texts(new_text)[2] == MONEY.replace("zehn", "elf")
    assert "".join(one.text for one in marked(FIRST, "") if one.kind == "del") == FIRST
    assert compare(old_text, new_text) is compare(text_of(case.base), text_of(new))
