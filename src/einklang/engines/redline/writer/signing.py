"""Who signs a tracked change, and which change it belongs to."""

from collections.abc import Iterable, Sequence
from itertools import count, groupby

from lxml import etree

from einklang.engines.redline.merge.proposals import Proposal
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.model.decision import Verdict
from einklang.engines.redline.names import LONGEST_NAME, MOMENT, w

ID = w("id")

Verdicts = dict[int, Verdict]
"""By the number of the proposal; what is undecided is missing."""


def author_of(voices: Iterable[Voice]) -> str:
    """Return the name under which several voices sign: `A (Kim), B (Lea)`."""
    ordered = sorted(set(voices), key=lambda voice: (voice.association.casefold(), voice))
    names = []
    houses = []
    for house, group in groupby(ordered, key=lambda voice: voice.association):
        people = dict.fromkeys(
            voice.person for voice in group if voice.person and voice.person != house
        )
        houses.append(house)
        names.append(f"{house} ({', '.join(people)})" if people and house else house or
                     ", ".join(people))  # fmt: skip
    full = ", ".join(names)
    if len(full) <= LONGEST_NAME:
        return full
    short = ", ".join(houses)
    return short if len(short) <= LONGEST_NAME else short[: LONGEST_NAME - 1] + "…"


def date_of(voices: Iterable[Voice]) -> str:
    """Return the earliest moment; empty when none is known."""
    return min((v.date for v in voices if MOMENT.fullmatch(v.date)), default="")


class Registrar:
    """Gives tracked changes their ids and signatures, and remembers whose they are."""

    def __init__(self, first_id: int, verdicts: Verdicts) -> None:
        self._ids = count(first_id)
        self.verdicts = verdicts
        self.accepted: list[etree._Element] = []
        """What is no longer open: it becomes part of the text at the end."""
        self.revisions: dict[int, list[int]] = {}
        """Proposal → ids of its tracked changes."""

    def new_id(self) -> int:
        return next(self._ids)

    def is_rejected(self, proposal: Proposal) -> bool:
        return self.verdicts.get(proposal.number) == Verdict.REJECT

    def is_accepted(self, proposal: Proposal) -> bool:
        return self.verdicts.get(proposal.number) in {Verdict.ACCEPT, Verdict.REPLACE}

    def sign(
        self, element: etree._Element, proposals: Sequence[Proposal], voices: Iterable[Voice]
    ) -> etree._Element:
        """Sign a tracked change that belongs to these proposals; return it."""
        found = list(voices)
        number = self.new_id()
        element.set(ID, str(number))
        element.set(w("author"), author_of(found))
        date = date_of(found)
        if date:
            element.set(w("date"), date)
        if any(self.is_accepted(proposal) for proposal in proposals):
            self.accepted.append(element)
        else:
            for proposal in proposals:
                self.revisions.setdefault(proposal.number, []).append(number)
        return element


def voices_for(proposal: Proposal, own: Iterable[Voice]) -> list[Voice]:
    """Return who signs a part of a proposal.

    One association signs part by part, as its people wrote it; several sign together.
    """
    houses = {voice.association for voice in proposal.voices}
    return list(own) if len(houses) == 1 else proposal.voices
