"""Documents and edits for property tests, and the slow and obvious merger.

`written` writes a draft with a set of edits, each tracked or simply done. The obvious merger is
the same function: all edits done, whoever made them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from hypothesis import strategies as st
from tests.engines.redline.builder import Block, Hand, Row, docx, look, p, row, table

WORDS = [
    "Beratung",
    "Land",
    "Euro",
    "Stelle",
    "Kinder",
    "Familien",
    "heute",
    "morgen",
    "bald",
    "Träger",
    "Antrag",
    "Frist",
    "Gesetz",
    "Teilhabe",
    "Sprache",
    "Kurse",
    "Arbeit",
    "Wohnung",
    "Schule",
    "Rat",
    "Hilfe",
    "Amt",
    "Bund",
    "Länder",
    "Kommunen",
    "Menschen",
    "Förderung",
    "Mittel",
    "Haushalt",
    "Jahr",
    "Monat",
    "Woche",
    "Projekt",
    "Bericht",
    "Zahlen",
    "Ziel",
    "Weg",
    "Anfang",
    "Ende",
    "Mitte",
    "Norden",
    "Süden",
    "Osten",
    "Westen",
    "Straße",
    "Brücke",
    "Haus",
    "Garten",
    "Fenster",
    "Licht",
    "Papier",
    "Stift",
    "Bild",
    "Ton",
    "Wort",
]
NEW = [
    "Apfel",
    "Birne",
    "Kirsche",
    "Pflaume",
    "Quitte",
    "Traube",
    "Melone",
    "Feige",
    "Dattel",
    "Mango",
    "Kiwi",
    "Olive",
    "Mandel",
    "Nuss",
    "Hafer",
    "Roggen",
    "Weizen",
    "Gerste",
    "Hirse",
    "Mais",
    "Reis",
    "Linse",
    "Bohne",
    "Erbse",
    "Kürbis",
    "Gurke",
    "Tomate",
    "Paprika",
]
LOOKS = {
    "text": look(),
    "heading": look("heading 1"),
    "item": look("List Paragraph", number=1),
    "number": look("List Paragraph", number=2),
}


@dataclass(frozen=True)
class Text:
    kind: str
    words: tuple[str, ...]
    note: str = ""
    """The text of its footnote; empty for none."""


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Edit:
    kind: str
    """One of `KINDS`."""
    block: int
    place: int = 0
    """A word of a text, a row of a table."""
    new: str = ""
    is_tracked: bool = True

    @property
    def claims(self) -> set[tuple[str, int, int]]:
        """What no other edit may touch, for the two to stand side by side."""
        if self.kind == "delete paragraph":
            words = {("word", self.block, place) for place in range(20)}
            points = {("point", self.block, place) for place in range(20)}
            return words | points | {("mark", self.block, 0), ("mark", self.block - 1, 0)}
        if self.kind in {"insert", "split"}:
            return {("point", self.block, self.place)}
        if self.kind in {"join", "insert paragraph"}:
            return {("mark", self.block, 0)}
        return {("word", self.block, self.place)}


Draft = tuple[Text | Grid, ...]


def enough(words: Sequence[str]) -> Iterator[str]:
    """Yield the words, and then numbered ones: a long document needs more than there are."""
    return chain(words, (f"{words[0]}{number}" for number in count(2)))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    words = enough(draw(st.permutations(WORDS)))
    blocks: list[Text | Grid] = []
    for number in range(draw(st.integers(2, 5))):
        if number and draw(st.integers(0, 5)) == 0 and isinstance(blocks[-1], Text):
            rows = draw(st.integers(2, 3))
            blocks.append(Grid(tuple((next(words), next(words)) for _ in range(rows))))
        kind = draw(st.sampled_from(sorted(LOOKS)))
        note = f"Fußnote {number} erklärt es." * draw(st.sampled_from([0, 0, 0, 1]))
        some = tuple(next(words) for _ in range(draw(st.integers(5, 8))))
        blocks.append(Text(kind, some, note))
    return tuple(blocks)


def possible(draft: Draft) -> Iterator[Edit]:
    """Name every edit that the draft allows, without its new words."""
    for number, block in enumerate(draft):
        if isinstance(block, Grid):
            for place in range(len(block.rows)):
                yield Edit("replace cell", number, place)
                yield Edit("insert row", number, place)
                if len(block.rows) > 1:
                    yield Edit("delete row", number, place)
            continue
        for place in range(len(block.words)):
            yield Edit("replace", number, place)
            yield Edit("insert", number, place)
            yield Edit("italic", number, place)
            if place + 1 < len(block.words):
                yield Edit("delete", number, place)
            if place:
                yield Edit("split", number, place)
        if block.note:
            yield Edit("replace in note", number, 99)
        following = draft[number + 1 : number + 2]
        if following and isinstance(following[0], Text):
            yield Edit("join", number)
            yield Edit("insert paragraph", number)
            yield Edit("delete paragraph", number)


@st.composite
def edits(draw: st.DrawFn, draft: Draft, *, apart: bool, most: int = 8) -> list[Edit]:
    """Draw some edits; `apart` ones never touch the same words."""
    size = sum(len(block.words) for block in draft if isinstance(block, Text))
    wanted = draw(st.lists(st.sampled_from(list(possible(draft))), max_size=min(most, size // 3)))
    fresh = enough(draw(st.permutations(NEW)))
    chosen: list[Edit] = []
    taken: set[tuple[str, int, int]] = set()
    is_paragraph_gone = False
    for edit in wanted:
        if edit.claims & taken and apart:
            continue
        if edit.kind == "delete paragraph":
            # Too little would be left to tell that it is a return of this draft.
            if is_paragraph_gone:
                continue
            is_paragraph_gone = True
        taken |= edit.claims
        chosen.append(replace(edit, new=next(fresh), is_tracked=draw(st.booleans())))
    return chosen


def without_clashes(wanted: Sequence[Edit]) -> list[Edit]:
    """Keep what one person can do in one file."""
    chosen: list[Edit] = []
    taken: set[tuple[str, int, int]] = set()
    for edit in wanted:
        if not edit.claims & taken:
            taken |= edit.claims
            chosen.append(edit)
    return chosen


def written(draft: Draft, wanted: Sequence[Edit] = (), hand: Hand = Hand()) -> bytes:  # noqa: B008
    """Write the draft with these edits, tracked or done as each says."""
    by_place = {(edit.kind, edit.block, edit.place): edit for edit in wanted}
    notes: dict[str, str] = {}
    blocks: list[Block] = []
    line = ""
    for number, block in enumerate(draft):
        if isinstance(block, Grid):
            blocks.append(table(list(_rows(block, number, by_place))))
            continue
        look = LOOKS[block.kind]
        gone = by_place.get(("delete paragraph", number, 0))
        if gone and not gone.is_tracked:
            continue
        if block.note:
            notes[str(number)] = _note(block.note, by_place.get(("replace in note", number, 99)))
        if gone:
            words = " ".join(block.words) + f"[^{number}]" * bool(block.note)
            blocks.append(p(f"[-{words}¶-]", look=look))
            continue
        *early, text = _lines(block, number, by_place)
        for one in early:
            blocks.append(p(line + one, look=look))
            line = ""
        line += text + f"[^{number}]" * bool(block.note)
        join = by_place.get(("join", number, 0))
        if join and not join.is_tracked:
            line += " "
            continue
        blocks.append(p(line + "{+ +}[-¶-]" * bool(join), look=look))
        line = ""
        if new := by_place.get(("insert paragraph", number, 0)):
            words = f"{new.new} kommt neu hinzu."
            blocks.append(p(f"{{+{words}¶+}}" if new.is_tracked else words))
    return docx(*blocks, footnotes=notes, hand=hand)


Places = dict[tuple[str, int, int], Edit]


def _lines(block: Text, number: int, edits: Places) -> list[str]:
    """Return the paragraph's text in the notation, cut where it is split."""
    lines = [""]
    for place, word in enumerate(block.words):
        if split := edits.get(("split", number, place)):
            lines[-1] += "{+¶+}" * split.is_tracked
            lines.append("")
        if new := edits.get(("insert", number, place)):
            lines[-1] += f"{{+{new.new} +}}" if new.is_tracked else f"{new.new} "
        is_last = place + 1 == len(block.words)
        lines[-1] += (
            _word(word, number, place, edits)
            if is_last
            else _word(word, number, place, edits, " ")
        )
    return lines


def _word(word: str, number: int, place: int, edits: Places, blank: str = "") -> str:
    if edit := edits.get(("delete", number, place)):
        return f"[-{word}{blank}-]" * edit.is_tracked
    if edit := edits.get(("replace", number, place)):
        return (f"[-{word}-]{{+{edit.new}+}}" if edit.is_tracked else edit.new) + blank
    if edit := edits.get(("italic", number, place)):
        return (f"{{/{word}/}}" if edit.is_tracked else f"_{word}_") + blank
    return word + blank


def _note(note: str, edit: Edit | None) -> str:
    if edit is None:
        return note
    new = f"[-erklärt-]{{+{edit.new}+}}" if edit.is_tracked else edit.new
    return note.replace("erklärt", new)


def _rows(grid: Grid, number: int, edits: Places) -> Iterator[Row]:
    for place, (first, second) in enumerate(grid.rows):
        gone = edits.get(("delete row", number, place))
        if gone and gone.is_tracked:
            yield row(f"[-{first}-]", f"[-{second}-]", change="del Kim Muster")
        elif not gone:
            if edit := edits.get(("replace cell", number, place)):
                second = f"[-{second}-]{{+{edit.new}+}}" if edit.is_tracked else edit.new  # noqa: PLW2901
            yield row(first, second)
        if new := edits.get(("insert row", number, place)):
            first, second = new.new, f"{new.new} neu"  # noqa: PLW2901 - the row above is out
            if new.is_tracked:
                yield row(f"{{+{first}+}}", f"{{+{second}+}}", change="ins Kim Muster")
            else:
                yield row(first, second)


def merged(draft: Draft, *returns: Sequence[Edit]) -> bytes:
    """Do all edits of all returns: the obvious merger, for edits that stand apart."""
    every = {replace(edit, is_tracked=False) for edits in returns for edit in edits}
    return written(draft, sorted(every, key=lambda edit: (edit.block, edit.place, edit.kind)))
