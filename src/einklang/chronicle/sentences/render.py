"""From a pattern's tree and its matter to a text."""

import re
from dataclasses import dataclass, field

from einklang.chronicle.sentences.matter import Matter
from einklang.chronicle.sentences.pattern import Choice, Node, Part, Slot, Words
from einklang.core.grammar import capitalise

SENTENCE_END = re.compile(r"\w{3,}[.!?][“”‘]?\s+$")
SPACES = re.compile(r"[ \t\r\n]+")
SPACE_BEFORE_SIGN = re.compile(r" +([,.;!?])(?=\s|$)")
DOUBLED_STOP = re.compile(r"(?<!\.)\.{2}(?=\s|$)")


@dataclass
class _Output:
    texts: list[str] = field(default_factory=list)
    is_whole: bool = True
    """Whether every placeholder had something to say."""


def render(nodes: tuple[Node, ...], matter: Matter) -> str:
    """Tell the matter by the pattern: spaces squeezed, first letter large."""
    text = SPACES.sub(" ", "".join(_render(nodes, matter).texts)).strip()
    text = DOUBLED_STOP.sub(".", SPACE_BEFORE_SIGN.sub(r"\1", text))
    return capitalise(text)


def _render(nodes: tuple[Node, ...], matter: Matter) -> _Output:
    output = _Output()
    before = ""
    for node in nodes:
        text = _text_of(node, matter, output)
        if before and SENTENCE_END.search(before):
            # The pattern's own full stop ended a sentence: the next begins with a capital.
            text = capitalise(text)
        output.texts.append(text)
        before = node.text if isinstance(node, Words) else ("" if text else before)
    return output


def _text_of(node: Node, matter: Matter, output: _Output) -> str:
    match node:
        case Words(text=text):
            return text
        case Slot():
            text = matter.value(node.name, node.form, node.preposition)
            output.is_whole &= bool(text)
            return text
        case Choice():
            number = matter.number(node.name)
            output.is_whole &= bool(number)
            if not number:
                return ""
            return node.one if number == 1 else node.many
        case Part():
            inner = _render(node.nodes, matter)
            return "".join(inner.texts) if inner.is_whole else ""
