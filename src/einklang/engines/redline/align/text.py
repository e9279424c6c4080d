"""Comparing two strings word by word, and following a position through two comparisons.

A step says: characters `start` to `end` of the one text became `begin` to `finish` of the other.
Steps are in order, do not overlap, and between them the texts are equal.
"""

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

from rapidfuzz.distance import Indel

from einklang.engines.redline.reader.segments import MARK

Step = tuple[int, int, int, int]
Same = Callable[[int, int], bool]

TOKEN = re.compile(rf"\w+|[^\S{MARK}]+|.", re.DOTALL)
WORD = re.compile(r"\w")
BLANKS = frozenset(" \u00a0")
# Marks and blanks whose change alters no statement; a comma between digits does.
SMALL = frozenset(" \t\u00a0\u2009\u202f.,;:!?-–—\u2011\u00ad\"'„“”‚‘’»«›‹()[]…/")


def tokens(text: str) -> list[str]:
    """Return words, stretches of blanks, and single characters; together they are the text."""
    return TOKEN.findall(text)


def diff(
    old: list[str],
    new: list[str],
    old_words: list[str] | None = None,
    new_words: list[str] | None = None,
) -> list[Step]:
    """Return the steps from one list of tokens to another, in characters.

    The words are what is measured when the tokens say more than their text.
    """
    before = [0, *accumulate(map(len, old_words or old))]
    after = [0, *accumulate(map(len, new_words or new))]
    steps: list[Step] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        start, end = before[code.src_start], before[code.src_end]
        begin, finish = after[code.dest_start], after[code.dest_end]
        if steps and steps[-1][1] == start and steps[-1][3] == begin:
            start, begin = steps[-1][0], steps[-1][2]
            steps.pop()
        steps.append((start, end, begin, finish))
    return steps


def calm(steps: list[Step], old: str) -> list[Step]:
    """Join replacements that only a few shared characters part, as a reader would.

    Two rewritten words with the blank between them are one proposal, not two; a lone «die» that
    two rewritten half sentences share is chance.
    """
    joined: list[Step] = []
    for step in steps:
        if joined and _belong_together(joined[-1], step, old):
            last = joined.pop()
            joined.append((last[0], step[1], last[2], step[3]))
        else:
            joined.append(step)
    return joined


def _belong_together(left: Step, right: Step, old: str) -> bool:
    gap = old[left[1] : right[0]]
    if MARK in gap:
        return False
    both_replace = all(s[0] < s[1] and s[2] < s[3] for s in (left, right))
    if both_replace and not WORD.search(gap):
        return True
    smaller = min(max(s[1] - s[0], s[3] - s[2]) for s in (left, right))
    return both_replace and len(gap) * 2 < smaller


def compose(first: list[Step], second: list[Step]) -> list[Step]:
    """Return the steps from the first's old text to the second's new one.

    The first's new text is the second's old one. Steps that meet there become one.
    """
    result: list[Step] = []
    i = j = back = ahead = 0
    while i < len(first) or j < len(second):
        low = min(
            first[i][2] if i < len(first) else second[j][0],
            second[j][0] if j < len(second) else first[i][2],
        )
        high = low
        start, begin = low + back, low + ahead
        while True:
            if i < len(first) and first[i][2] <= high:
                high = max(high, first[i][3])
                back = first[i][1] - first[i][3]
                i += 1
            elif j < len(second) and second[j][0] <= high:
                high = max(high, second[j][1])
                ahead = second[j][3] - second[j][1]
                j += 1
            else:
                break
        result.append((start, high + back, begin, high + ahead))
    return result


def whole_words(steps: Iterable[Step], old: str, new: str, same: Same | None = None) -> list[Step]:
    """Trim what is equal at the ends of each step, then widen it to whole words.

    So «Beratung» with «en» typed behind it reads like «Beratung» replaced by «Beratungen», and
    both are found equal. `same` refines the comparison of two characters.
    """
    trimmed = [_before_words(_trim(step, old, new, same), old, new, same) for step in steps]
    widened: list[Step] = []
    kept = [step for step in trimmed if step[0] < step[1] or step[2] < step[3]]
    for index, step in enumerate(kept):
        low = widened[-1][1] if widened else 0
        high = kept[index + 1][0] if index + 1 < len(kept) else len(old)
        wide = _widen(step, old, new, (low, high))
        if widened and wide[0] <= widened[-1][1]:
            last = widened.pop()
            wide = (last[0], wide[1], last[2], wide[3])
        widened.append(wide)
    return widened


def _trim(step: Step, old: str, new: str, same: Same | None) -> Step:
    start, end, begin, finish = step
    while (
        start < end
        and begin < finish
        and old[start] == new[begin]
        and (same is None or same(start, begin))
    ):
        start, begin = start + 1, begin + 1
    while (
        start < end
        and begin < finish
        and old[end - 1] == new[finish - 1]
        and (same is None or same(end - 1, finish - 1))
    ):
        end, finish = end - 1, finish - 1
    return (start, end, begin, finish)


def _before_words(step: Step, old: str, new: str, same: Same | None) -> Step:
    """Say «new and a blank» behind a blank where «a blank and new» before it is the same.

    So what is typed behind a word does not seem to lie between the word and its blank, which
    another may delete together.
    """
    start, end, begin, finish = step
    if start < end or begin == finish or end >= len(old) or old[end] not in BLANKS:
        return step
    if new[begin] != old[end] or (same is not None and not same(end, finish)):
        return step
    return (start + 1, end + 1, begin + 1, finish + 1)


def _widen(step: Step, old: str, new: str, room: tuple[int, int]) -> Step:
    start, end, begin, finish = step
    low, high = room
    if _cuts_word(old, start) or _cuts_word(new, begin):
        while start > low and _is_word(old, start - 1):
            start, begin = start - 1, begin - 1
    if _cuts_word(old, end) or _cuts_word(new, finish):
        while end < high and _is_word(old, end):
            end, finish = end + 1, finish + 1
    return (start, end, begin, finish)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _cuts_word(text: str, at: int) -> bool:
    return _is_word(text, at - 1) and _is_word(text, at)


def leftmost(step: Step, old: str, inserted: str) -> tuple[int, int, str]:
    """Return a form of the step that is equal for all steps with the same result.

    «sehr » typed before or behind another «sehr » is the same proposal: a pure insertion or
    deletion is moved as far to the left as the result stays equal.
    """
    start, end = step[0], step[1]
    if inserted and start == end:
        while start and old[start - 1] == inserted[-1]:
            inserted = inserted[-1] + inserted[:-1]
            start -= 1
        return (start, start, inserted)
    if not inserted:
        while start and old[start - 1] == old[end - 1]:
            start, end = start - 1, end - 1
    return (start, end, inserted)


def differs_slightly(old: str, new: str) -> bool:
    """Tell whether only blanks, punctuation or capitals differ; never where a digit is near."""
    if MARK in old + new or any(character.isdigit() for character in old + new):
        return False
    return _bare(old) == _bare(new)


def _bare(text: str) -> str:
    return "".join(character for character in text if character not in SMALL).casefold()
