"""Thousands of papers with their returns, as a federation has them after years.

Written row by row past the operations, which would take an hour; the triggers of the history
run all the same. One paper in fifty is still on its way.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model

from einklang.chronicle.enums import Visibility
from einklang.chronicle.models import Activity, State
from einklang.config.bench.paper_cast import ASSOCIATIONS, Cast
from einklang.config.bench.year import SUBJECTS
from einklang.core import clock
from einklang.core.sorting import fold_for_index
from einklang.core.when import When
from einklang.papers.enums import (
    Actor,
    AnswerKind,
    JobState,
    PartyRole,
    ProposalVerdict,
    RegisterResult,
    SignOffMode,
    SignOffState,
    Stage,
    UntouchedPassages,
    VersionOrigin,
    Way,
)
from einklang.papers.models import (
    Addressee,
    Answer,
    Circulation,
    Consolidation,
    Consultation,
    Dispatch,
    Paper,
    PaperKind,
    Party,
    PlanStep,
    Proposal,
    RegisterAssessment,
    SignOff,
    SignOffRound,
    Version,
)
from einklang.papers.operations.acts import PHASES

RETURNS = 8
"""Of each paper that has been sent out, of ten associations asked."""
ASKED = 10
ON_THE_WAY = 50
"""One paper in so many is open."""
STAGES = (Stage.CIRCULATING, Stage.CONSOLIDATING, Stage.SIGNING, Stage.DRAFTING, Stage.AGREED)
SIGNED = 5
"""One published paper in so many has a round of sign-off."""
PROPOSALS = 60
ADDRESSEES = 4
"""Of a letter."""
BATCH = 2000
STEPS = 5
"""Of a plan."""
HASH = hashlib.sha256(b"bench").hexdigest()
FILE = f"blobs/{HASH[:2]}/{HASH[2:]}.docx"


@dataclass(frozen=True)
class Place:
    """One paper of the stock before it is written."""

    number: int
    stage: Stage
    moment: datetime
    """When it was due, or will be."""

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.PUBLISHED

    @property
    def has_round(self) -> bool:
        """Whether it was signed off here; of the old ones a few, as most came in by import."""
        if self.stage == Stage.PUBLISHED:
            return self.number % SIGNED == 1
        return self.stage in {Stage.SIGNING, Stage.AGREED}


@dataclass(frozen=True)
class Written:
    """A place with its paper and the first two versions."""

    place: Place
    paper: Paper
    asked: tuple[int, ...]
    """Ids of the associations, without the lead."""
    first: Version
    second: Version


def fill(cast: Cast, papers: int) -> None:
    """Write as many papers, each with a closed circulation and eight returns."""
    places = [place(number) for number in range(papers)]
    activities = write_activities(cast, places)
    rows = write_papers(cast, places, activities)
    write_past(rows)
    write_present([one for one in rows if one.place.stage == Stage.CIRCULATING])
    write_decisions([one for one in rows if one.place.stage == Stage.CONSOLIDATING])
    write_sign_offs([one for one in rows if one.place.has_round])
    ready = {Stage.AGREED, Stage.PUBLISHED}
    write_assessments([one for one in rows if one.place.stage in ready])
    write_letters([one for one in rows if one.place.stage in ready])


def place(number: int) -> Place:
    now = clock.now()
    turn, rest = divmod(number, ON_THE_WAY)
    if rest:
        return Place(number, Stage.PUBLISHED, now - timedelta(days=1 + number % 4000))
    stage = STAGES[turn % len(STAGES)]
    return Place(number, stage, now + timedelta(hours=turn % 60 * 24 - 60))


def kind_of(cast: Cast, number: int) -> PaperKind:
    """Return a kind in turn, so that every stage has papers of every kind."""
    return cast.kinds[(number + number // (ON_THE_WAY * len(STAGES))) % len(cast.kinds)]


def keep(rows: Iterable[Model]) -> None:
    """Write rows of one model; a row of a batch costs a fraction of one on its own."""
    everything = list(rows)
    if everything:
        type(everything[0])._default_manager.bulk_create(everything, batch_size=BATCH)  # noqa: SLF001 - Django's documented way


def write_activities(cast: Cast, places: list[Place]) -> list[Activity]:
    states = {
        (state.life_cycle_id, state.phase): state for state in State.objects.order_by("-order")
    }
    rows = []
    for one in places:
        kind = kind_of(cast, one.number).kind
        subject = SUBJECTS[one.number % len(SUBJECTS)]
        row = Activity(
            body=cast.body,
            key=f"papier-{one.number}",
            kind=kind,
            state=states[kind.life_cycle_id, PHASES[one.stage]],
            title=f"{subject} im Wandel: Rechte der Bürger:innen, Teil {one.number}",
            year=one.moment.year,
            visibility=Visibility.COMMITTEE,
        )
        row.when = When.day(one.moment.date())
        row.refresh_sort_key()
        row.search_text = fold_for_index(f"{row.title} {kind.label} {kind.label_en}")
        rows.append(row)
    keep(rows)
    return rows


def write_papers(cast: Cast, places: list[Place], activities: list[Activity]) -> list[Written]:
    rows: list[Written] = []
    parties: list[Party] = []
    steps: list[PlanStep] = []
    for one, activity in zip(places, activities, strict=True):
        number = one.number
        turned = cast.associations[number % ASSOCIATIONS :] + cast.associations
        lead, asked = turned[0], turned[1 : ASKED + 1]
        paper = Paper(
            activity=activity,
            kind=kind_of(cast, number),
            stage=one.stage,
            lead=lead,
            reference=f"BM-{number}/24",
            deadline_at=None if number % 40 == 1 else one.moment,
        )
        parties.append(Party(paper=paper, association=lead, role=PartyRole.LEAD))
        parties += (
            Party(paper=paper, association=other, order=order)
            for order, other in enumerate(asked, 1)
        )
        if one.is_open:
            steps += plan(paper, one)
        versions = (version(paper, 1, one.moment), version(paper, 2, one.moment))
        rows.append(Written(one, paper, tuple(other.pk for other in asked), *versions))
    keep(row.paper for row in rows)
    keep(parties)
    keep(steps)
    keep(row.first for row in rows)
    keep(row.second for row in rows)
    return rows


def plan(paper: Paper, one: Place) -> Iterator[PlanStep]:
    for number, actor in zip(range(STEPS), (*Actor, Actor.LEAD), strict=True):
        due_at = one.moment - timedelta(days=STEPS - number)
        is_done = due_at < clock.now() and number < STEPS - 1
        yield PlanStep(
            paper=paper,
            key=f"schritt-{number}",
            label=f"Schritt {number}",
            actor=actor,
            due_at=due_at,
            done_at=due_at if is_done else None,
        )


def version(paper: Paper, number: int, moment: datetime) -> Version:
    return Version(
        paper=paper,
        number=number,
        origin=VersionOrigin.UPLOAD if number == 1 else VersionOrigin.CONSOLIDATION,
        file=FILE,
        name=f"entwurf-{number}.docx",
        size=48_000,
        sha256=HASH,
        author_name="Kim Muster",
        created_at=moment,
    )


def circulation(row: Written, number: int, closed_at: datetime | None) -> Circulation:
    text = row.first if number == 1 else row.second
    return Circulation(paper=row.paper, number=number, version=text, closed_at=closed_at)


def consultations(row: Written, sent: Circulation, until: datetime) -> list[Consultation]:
    return [
        Consultation(circulation=sent, association_id=pk, deadline_at=until) for pk in row.asked
    ]


def answer(consultation: Consultation, sent_at: datetime) -> Answer:
    is_nil = consultation.association_id % 4 == 0
    return Answer(
        consultation=consultation,
        kind=AnswerKind.NIL if is_nil else AnswerKind.DOCX,
        file="" if is_nil else FILE,
        name="" if is_nil else "antwort.docx",
        size=0 if is_nil else 52_000,
        sha256="" if is_nil else HASH,
        sent_at=sent_at,
        sender_name="Kim Muster",
    )


def write_past(rows: list[Written]) -> None:
    """Write the circulation that is over, and what came of it where the next version is there."""
    sent: list[Circulation] = []
    asked: list[Consultation] = []
    answers: list[Answer] = []
    merged: list[Consolidation] = []
    for row in rows:
        until = row.place.moment - timedelta(days=10)
        closed = circulation(row, 1, min(until, clock.now()))
        those = consultations(row, closed, until)
        sent.append(closed)
        asked += those
        # Who stays silent is another one each time.
        first = row.place.number % ASKED
        talkative = (those[first:] + those[:first])[:RETURNS]
        answers += (answer(one, closed.closed_at or until) for one in talkative)
        if row.place.stage != Stage.CONSOLIDATING:
            merged.append(consolidation(row, closed))
    keep(sent)
    keep(asked)
    keep(answers)
    keep(merged)


def consolidation(row: Written, closed: Circulation) -> Consolidation:
    is_decided = row.place.stage != Stage.CONSOLIDATING
    return Consolidation(
        circulation=closed,
        state=JobState.DONE,
        finished_at=closed.closed_at,
        docx=FILE,
        result=row.second if is_decided else None,
        adopted_at=closed.closed_at if is_decided else None,
    )


def write_present(rows: list[Written]) -> None:
    """Write a circulation that is open; half of the associations have answered."""
    sent = [circulation(row, 2, None) for row in rows]
    asked = [
        one
        for row, opened in zip(rows, sent, strict=True)
        for one in consultations(row, opened, row.place.moment)
    ]
    keep(sent)
    keep(asked)
    keep(answer(one, clock.now()) for one in asked[::2])


def write_decisions(rows: list[Written]) -> None:
    """Write what is still to be decided; a third is."""
    closed = {one.paper_id: one for one in Circulation.objects.filter(number=1)}
    merged = [consolidation(row, closed[row.paper.pk]) for row in rows]
    keep(merged)
    keep(
        Proposal(
            consolidation=one,
            position=number,
            change=f"c{number}",
            kind="replace",
            deleted="soll",
            inserted="muss",
            associations=["Verband für Papiere 02"],
            verdict=ProposalVerdict.ACCEPT if number % 3 == 0 else "",
            decided_at=clock.now() if number % 3 == 0 else None,
        )
        for one in merged
        for number in range(1, PROPOSALS + 1)
    )


def write_sign_offs(rows: list[Written]) -> None:
    """Write rounds of sign-off: open where the paper is being signed, else with every word."""
    rounds: list[SignOffRound] = []
    words: list[SignOff] = []
    for row in rows:
        is_open = row.place.stage == Stage.SIGNING
        one = SignOffRound(
            paper=row.paper,
            number=1,
            version=row.second,
            version_sha256=HASH,
            mode=SignOffMode.EXPLICIT,
            deadline_at=row.place.moment,
            quorum=100,
            majority=100,
            untouched=UntouchedPassages.ALL,
            closed_at=None if is_open else clock.now(),
        )
        rounds.append(one)
        for number, pk in enumerate(row.asked):
            is_signed = not is_open or number % 2 == 0
            words.append(
                SignOff(
                    round=one,
                    association_id=pk,
                    state=SignOffState.SIGNED if is_signed else SignOffState.REQUESTED,
                    answered_at=clock.now() if is_signed else None,
                )
            )
    keep(rounds)
    keep(words)


def write_assessments(rows: list[Written]) -> None:
    """Write that none of them belongs in the Lobbyregister."""
    keep(
        RegisterAssessment(
            paper=row.paper,
            is_federal=False,
            result=RegisterResult.NO,
            reason="Nicht an den Bund gerichtet.",
            source="§ 1 LobbyRG",
        )
        for row in rows
    )


def write_letters(rows: list[Written]) -> None:
    """Write to whom the letters go; what is only agreed has gone out to half of them."""
    letters = [row for row in rows if row.paper.kind.has_addressees]
    addressees = [
        Addressee(paper=row.paper, order=number, address=f"Ministerium {number}\n10117 Berlin")
        for row in letters
        for number in range(ADDRESSEES)
    ]
    keep(addressees)
    keep(
        Dispatch(addressee=one, way=Way.POST, sent_at=clock.now())
        for one in addressees
        if one.order % 2 or one.paper.stage == Stage.PUBLISHED
    )
