"""The little language of sentence patterns: reading a pattern into a tree.

``{name}`` is a placeholder, ``{von author:dative}`` one with preposition and case,
``{author?legte|legten}`` a choice by number, ``[…]`` a part that vanishes when a placeholder in
it is empty. ``{{``, ``}}``, ``[[`` and ``]]`` stand for the signs themselves; inside two open
parts ``]]`` closes both.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.sentences.errors import PatternError
from einklang.core.grammar import Case

ROLES = frozenset(ParticipationRole.values)
PLAIN = "plain"
SHORT = "short"
CASES = frozenset(Case)
FORMS: dict[str, frozenset[str]] = {
    "thing": CASES,
    "number": CASES,
    "programmes": CASES | {SHORT},
    **dict.fromkeys(ROLES, CASES | {PLAIN}),
}
COUNTABLE = ROLES | {"programmes", "occasions", "count", "claims", "counted"}
FOR_BOTH = ROLES | frozenset(
    [
        "when",
        "period",
        "place",
        "motto",
        "hashtags",
        "series",
        "programmes",
        "occasions",
        "claims",
        "counted",
        "outcome",
        "state",
        "year",
    ]
)
FOR_ONE = FOR_BOTH | {"thing", "title", "subject", "number"}
FOR_SEVERAL = FOR_BOTH | {"count", "things", "titles"}

TOKEN = re.compile(r"\[\[|\]\]|\{\{|\}\}|\[|\]|\{[^{}]*\}|[{}]|[^\[\]{}]+")
SLOT = re.compile(r"(?:(?P<before>[^:?|{}]*\S)\s+)?(?P<name>[a-z_]+)(?::(?P<form>[a-z]+))?")
CHOICE = re.compile(r"(?P<name>[a-z_]+)\?(?P<one>[^|]*)\|(?P<many>[^|]*)")


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Slot:
    name: str
    preposition: str = ""
    form: str = ""


@dataclass(frozen=True)
class Choice:
    name: str
    one: str
    many: str


@dataclass(frozen=True)
class Part:
    """Vanishes when a placeholder inside it is empty."""

    nodes: "tuple[Node, ...]"


Node = Words | Slot | Choice | Part


@dataclass
class _Reading:
    names: frozenset[str]
    levels: list[list[Node]] = field(default_factory=lambda: [[]])
    opened: list[int] = field(default_factory=list)

    def add(self, node: Node) -> None:
        self.levels[-1].append(node)

    def open(self, position: int) -> None:
        self.levels.append([])
        self.opened.append(position)

    def close(self, position: int) -> None:
        if not self.opened:
            raise PatternError(
                _("Character %(position)s: “]” closes a part that was never opened.")
                % {"position": position},
                position,
            )
        self.opened.pop()
        inner = tuple(self.levels.pop())
        self.add(Part(inner))

    def read(self, sign: str, position: int) -> None:
        if sign == "]]" and len(self.opened) > 1:
            self.close(position)
            self.close(position + 1)
        elif sign in {"[[", "]]", "{{", "}}"}:
            self.add(Words(sign[0]))
        elif sign == "[":
            self.open(position)
        elif sign == "]":
            self.close(position)
        elif sign in {"{", "}"}:
            raise PatternError(
                _("Character %(position)s: this brace has no counterpart.")
                % {"position": position},
                position,
            )
        elif sign.startswith("{"):
            self.add(_placeholder(sign[1:-1].strip(), position, self.names))
        else:
            self.add(Words(sign))


def _placeholder(text: str, position: int, names: frozenset[str]) -> Slot | Choice:
    if "?" in text or "|" in text:
        return _choice(text, position, names)
    match = SLOT.fullmatch(text)
    if match is None:
        raise _unreadable(text, position)
    name, form = match["name"], match["form"] or ""
    _check_name(name, position, names)
    if form and form not in FORMS.get(name, frozenset()):
        raise PatternError(
            _("Character %(position)s: “%(name)s” has no form “%(form)s”.")
            % {"position": position, "name": name, "form": form},
            position,
        )
    return Slot(name, match["before"] or "", form)


def _choice(text: str, position: int, names: frozenset[str]) -> Choice:
    match = CHOICE.fullmatch(text)
    if match is None:
        raise _unreadable(text, position)
    _check_name(match["name"], position, names & COUNTABLE)
    return Choice(match["name"], match["one"], match["many"])


def _check_name(name: str, position: int, names: frozenset[str]) -> None:
    if name not in names:
        raise PatternError(
            _("Character %(position)s: there is no placeholder “%(name)s” here. Known: %(known)s.")
            % {"position": position, "name": name, "known": ", ".join(sorted(names))},
            position,
        )


def _unreadable(text: str, position: int) -> PatternError:
    return PatternError(
        _("Character %(position)s: “{%(text)s}” is not a placeholder I can read.")
        % {"position": position, "text": text},
        position,
    )


@lru_cache(maxsize=2048)
def parse_pattern(text: str, *, is_group: bool = False) -> tuple[Node, ...]:
    """Read a pattern.

    :raises PatternError: if a bracket is left open or a placeholder is unknown.
    """
    reading = _Reading(FOR_SEVERAL if is_group else FOR_ONE)
    for match in TOKEN.finditer(text):
        reading.read(match[0], match.start() + 1)
    if reading.opened:
        position = reading.opened[-1]
        raise PatternError(
            _("Character %(position)s: the part that opens here is never closed.")
            % {"position": position},
            position,
        )
    return tuple(reading.levels[0])


def check_pattern(text: str, *, is_group: bool = False) -> None:
    """Refuse a pattern that cannot be told.

    :raises PatternError: says in the reader's language where and why.
    """
    if not text.strip():
        raise PatternError(_("The pattern is empty."), 1)
    parse_pattern(text, is_group=is_group)


def names_in(nodes: tuple[Node, ...]) -> frozenset[str]:
    """List every placeholder that is printed."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Part):
            found |= names_in(node.nodes)
        elif isinstance(node, Slot):
            found.add(node.name)
    return frozenset(found)
