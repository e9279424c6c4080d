"""Turns paragraphs that somebody rewrote as plain text into edits of the draft.

A rewritten paragraph is compared word by word with the draft's. What stays keeps its characters,
links and objects; what comes looks like what it replaces, or like the words before it. The result
is a stream with recorded changes, as a word processor would have left it, and goes the way of
any tracked return.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from einklang.engines.redline.align.edits import Edit, FormatEdit, Position, Returned
from einklang.engines.redline.align.pieces import own_properties
from einklang.engines.redline.align.text import Step, calm, diff
from einklang.engines.redline.align.windows import WindowComparer
from einklang.engines.redline.errors import AuthoringError
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import child_of, w
from einklang.engines.redline.reader.numbering import paragraphs, shown
from einklang.engines.redline.reader.segments import MARK, OBJECT, Segment, Stamp
from einklang.engines.redline.reader.story import WHOLE, Block, Path, Story

LONGEST = 100_000
"""Characters of one paragraph or remark; about 40 pages."""
FEEDS = re.compile(rf"\r\n?|{MARK}")
# What XML cannot hold, and what this engine puts in the place of objects.
REFUSED = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff{OBJECT}{WHOLE.text}"
    "\U000f0000-\U000fffff]"
)
TOKEN = re.compile(r"\w+|\n|[^\S\n]+|.")
SECTION, RUN_PROPERTIES = w("sectPr"), w("rPr")

Spot = tuple[Path, int]
"""A story of the draft, and the number of a block in it."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph of the main text with its story."""

    path: Path
    number: int
    """Of the block in its story."""
    block: Block

    @property
    def story(self) -> Story:
        return self.block.story


def numbered_paragraphs(body: Story) -> dict[int, Numbered]:
    """Return the paragraphs of the main text by their citable numbers."""
    found = enumerate(paragraphs(body, ("body",)), start=1)
    return {number: Numbered(*one) for number, one in found}


def is_editable(block: Block) -> bool:
    """Tell whether a paragraph has words, or room for them, and not only objects."""
    text = block.text.removesuffix(MARK)
    return OBJECT not in text or bool(text.replace(OBJECT, "").strip())


def checked(number: int, text: str, known: str = "") -> str:
    """Return a text whose line feeds are all of one kind; characters of `known` are welcome.

    :raises AuthoringError: if it is too long or holds what no document can hold.
    """
    if len(text) > LONGEST:
        raise AuthoringError("text-too-long", number=number, limit=LONGEST)
    text = FEEDS.sub("\n", text)
    for found in REFUSED.findall(text):
        if found not in known:
            raise AuthoringError(
                "control-character", number=number, character=f"U+{ord(found):04X}"
            )
    return text


class Author:
    """Makes the edits of one person; `returned` is the result."""

    def __init__(self, known: Mapping[int, Numbered], comparer: WindowComparer) -> None:
        self.known = known
        self.comparer = comparer
        self.stamp = Stamp("", "")
        self.voice: Voice = comparer.voice_of(self.stamp)
        self.returned = Returned()

    def rewrite(self, texts: Mapping[int, str]) -> Returned:
        """Compare every paragraph with its new text and return the edits.

        :raises AuthoringError: for a paragraph that does not exist or is no plain text, and for
            a text that would take an object out of its paragraph.
        """
        stories: dict[Path, dict[int, str]] = {}
        for number, text in sorted(texts.items()):
            one = self.known.get(number)
            if one is None:
                raise AuthoringError("unknown-paragraph", number=number)
            # A browser ends lines in its own way.
            wanted, old = FEEDS.sub("\n", text), shown(one.block)
            if wanted in {old, FEEDS.sub("\n", old)}:
                continue
            wanted = checked(number, wanted, old)
            if not is_editable(one.block):
                raise AuthoringError("not-editable", number=number)
            if wanted.strip():
                _check_objects(number, one.block, wanted)
            stories.setdefault(one.path, {})[one.number] = wanted
        blocks = {one.path: one.story.blocks for one in self.known.values()}
        for path, wishes in stories.items():
            _StoryAuthor(self, path, blocks[path], wishes).run()
        return self.returned


class _StoryAuthor:
    """Rewrites paragraphs of one story."""

    def __init__(
        self, author: Author, path: Path, blocks: list[Block], texts: dict[int, str]
    ) -> None:
        self.author = author
        self.blocks = blocks
        self.texts = texts
        self.edits: list[Edit] = author.returned.edits.setdefault(path, [])
        self.formats: list[FormatEdit] = author.returned.formats.setdefault(path, [])

    def run(self) -> None:
        tail = self._tail()
        for number, text in self.texts.items():
            block = self.blocks[number]
            if number >= tail:
                continue
            if text.strip() or block.stream.element.find(f".//{SECTION}") is not None:
                self._rewrite(number, text if text.strip() else "", is_end=number + 1 == tail)
            elif number + 1 == len(self.blocks):
                self._rewrite(number, "", is_end=True)
            else:
                self._delete((number, 0), (number + 1, 0))
        if tail < len(self.blocks):
            self._delete_tail(tail)

    def _tail(self) -> int:
        """Return where the paragraphs begin that go at the end of a story.

        The last mark of a story cannot go: the one before it goes instead. Without a paragraph
        before them the last one stays, empty.
        """
        tail = size = len(self.blocks)
        while tail and tail - 1 in self.texts and not self.texts[tail - 1].strip():
            tail -= 1
        has_room = 0 < tail < size and self.blocks[tail - 1].kind == "p"
        kept = self.blocks[tail - 1 :] if has_room else ()
        holds_section = any(block.element.find(f".//{SECTION}") is not None for block in kept)
        return tail if has_room and not holds_section else size

    def _delete(self, start: Position, end: Position) -> None:
        texts = [block.text for block in self.blocks[start[0] : end[0] + 1]]
        if end[0] < len(self.blocks):
            texts[-1] = texts[-1][: end[1]]
        before = texts[0][: start[1]]
        texts[0] = texts[0][start[1] :]
        gone = ((start, end, self.author.voice),)
        self.edits.append(Edit(start, end, (), gone, "".join(texts), before))

    def _delete_tail(self, tail: int) -> None:
        before, last = self.blocks[tail - 1], self.blocks[-1]
        end = len(last.text) - 1
        self._delete((tail - 1, len(before.text) - 1), (len(self.blocks) - 1, end))
        mark = before.stream.mark
        if mark.format != last.stream.mark.format:
            at = len(self.blocks) - 1
            self.formats.append(
                FormatEdit(
                    (at, end), (at, end + 1), last.stream.mark.format, mark.format,
                    own_properties(mark), self.author.voice, is_mark=True,
                )
            )  # fmt: skip

    def _rewrite(self, number: int, text: str, *, is_end: bool) -> None:
        block = self.blocks[number]
        segments = list(rewritten(block, text, self.author.stamp))
        holds_section = block.element.find(f".//{SECTION}") is not None
        is_end = is_end or holds_section or number + 1 == len(self.blocks)
        compared = self.author.comparer.compare([block], number, segments, is_end=is_end)
        self.edits += compared.edits
        self.formats += compared.formats


def rewritten(block: Block, text: str, stamp: Stamp) -> Iterator[Segment]:
    """Yield the stream of a paragraph in which a new text is recorded by a stamp."""
    looks = _Looks(block)
    at = 0
    size = len(block.text) - 1
    for start, end, begin, finish in [*steps_to(block, text), (size, size, 0, 0)]:
        yield from _cut(block.segments, at, start)
        yield from (replace(one, deleted=stamp) for one in _cut(block.segments, start, end))
        model = looks.between(start, end)
        for number, line in enumerate(text[begin:finish].split("\n")):
            if number:
                yield replace(block.stream.mark, inserted=stamp)
            if line:
                yield replace(model, text=line, inserted=stamp)
        at = end
    yield block.stream.mark


def steps_to(block: Block, text: str) -> list[Step]:
    """Return the steps from a paragraph to its new text; objects are kept where possible."""
    old = shown(block)
    signs = {old[at] for at in _objects(block)}
    left, right = ([n for n, c in enumerate(one) if c in signs] for one in (old, text))
    if not signs or [old[n] for n in left] != [text[n] for n in right]:
        return _steps(old, text)
    # As many signs in the same order: each stays, and what is between them is compared.
    steps: list[Step] = []
    at = begin = 0
    for here, there in zip([*left, len(old)], [*right, len(text)], strict=True):
        found = _steps(old[at:here], text[begin:there])
        steps += [(a + at, b + at, c + begin, d + begin) for a, b, c, d in found]
        at, begin = here + 1, there + 1
    return steps


def _steps(old: str, new: str) -> list[Step]:
    # A line break that stays parts what changes before and behind it, as a mark would.
    steps = calm(diff(TOKEN.findall(old), TOKEN.findall(new)), old.replace("\n", MARK))
    edges = [*(step[0] for step in steps), len(old)][1:]
    return [_whole_lines(one, old, new, edge) for one, edge in zip(steps, edges, strict=True)]


def _whole_lines(step: Step, old: str, new: str, edge: int) -> Step:
    """Say «a line feed and new. behind it» where «. a line feed and new» before it is the same.

    So a new paragraph does not seem to take the full stop of the one before it.
    """
    start, end, begin, finish = step
    if start < end or "\n" not in new[begin:finish]:
        return step
    while new[begin] != "\n" and new[finish - 1] != "\n":
        if start == edge or old[start] != new[begin]:
            return step
        start, begin, finish = start + 1, begin + 1, finish + 1
    return (start, start, begin, finish)


def _objects(block: Block) -> list[int]:
    return [number for number, character in enumerate(block.text) if character == OBJECT]


def _check_objects(number: int, block: Block, text: str) -> None:
    places = _objects(block)
    if not places:
        return
    steps = steps_to(block, text)
    for place in places:
        if any(start <= place < end for start, end, *_ in steps):
            raise AuthoringError("object-lost", number=number, sign=shown(block)[place])


def _cut(segments: Sequence[Segment], start: int, end: int) -> Iterator[Segment]:
    at = 0
    for segment in segments:
        size = len(segment.text)
        low, high = max(start - at, 0), min(end - at, size)
        if low < high:
            whole = (low, high) == (0, size)
            yield segment if whole else replace(segment, text=segment.text[low:high])
        at += size


class _Looks:
    """Knows what new words of a paragraph look like."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.spans: list[tuple[int, int, Segment]] = []
        at = 0
        for segment in block.segments[:-1]:
            self.spans.append((at, at + len(segment.text), segment))
            at += len(segment.text)

    def between(self, start: int, end: int) -> Segment:
        """Return a segment without text for what comes in the place of a stretch.

        It looks like what it replaces; else like the words before it, as when somebody types
        there; else like those behind it. It is linked if all around it is.
        """
        gone = [one for low, high, one in self.spans if low < end and high > start]
        before = [one for low, _, one in self.spans if low < start]
        behind = [one for low, high, one in self.spans if high > end]
        around = gone or [*before[-1:], *behind[:1]]
        links = {one.link for one in around}
        link = links.pop() if len(links) == 1 and (gone or len(around) > 1) else ""
        nearest = [*gone, *reversed(before), *behind]
        models = [one for one in nearest if one.thing is None]
        model = next((one for one in models if one.link == link), None)
        if model is not None:
            return Segment("", model.format, (), model.properties, link)
        return self._of_mark(link) if not models else Segment("", link=link)

    def _of_mark(self, link: str) -> Segment:
        """Return what is typed in a paragraph without words: it looks like the mark."""
        stream = self.block.stream
        own = stream.mark.properties
        properties = None if own is None else child_of(own, RUN_PROPERTIES)
        looks = self.block.story.reader.looks
        return Segment("", looks.run(properties, looks.style_of(own)), (), properties, link)
