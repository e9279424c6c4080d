"""How alike two blocks are, and which pairs make a gap most alike altogether."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

Pair = tuple[int, int]
Item = tuple[str, str]
"""Kind and text."""

WORDS = re.compile(r"\w+")
ENOUGH = 0.35
"""Two German sentences on different matters share about 0.1 to 0.25 of their words in order."""
SHORT = 3
"""With so few words, letters say more than words."""
ENOUGH_LETTERS = 0.6
TOO_MANY = 20_000
"""Pairs to compare at most; beyond that only neighbours are."""
BAND = 40


def alike(left: str, right: str) -> float:
    """Return 0 (nothing in common) to 1 (the same words in the same order)."""
    ours, theirs = WORDS.findall(left), WORDS.findall(right)
    if not ours or not theirs:
        return 1.0 if left.strip() == right.strip() else 0.0
    by_words: float = Indel.normalized_similarity(ours, theirs)
    if min(len(ours), len(theirs)) > SHORT:
        return by_words
    letters: float = Indel.normalized_similarity(left, right)
    return max(by_words, letters if letters >= ENOUGH_LETTERS else 0.0)


def pair_by_likeness(left: Sequence[Item], right: Sequence[Item]) -> list[Pair]:
    """Return pairs in order, with the greatest sum of likeness; unlike ones stay alone.

    Takes time in proportion to the product of the lengths; in gaps of a hundred blocks and more
    only blocks at similar places are compared.
    """
    if not left or not right:
        return []
    scores = _scores(left, right)
    width = len(right)
    best = [[0.0] * (width + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below, own = best[i], best[i + 1], scores[i]
        for j in range(width - 1, -1, -1):
            score = max(below[j], row[j + 1])
            if own[j]:
                score = max(score, below[j + 1] + own[j])
            row[j] = score
    return _walk(scores, best)


def _walk(scores: list[list[float]], best: list[list[float]]) -> list[Pair]:
    pairs = []
    i = j = 0
    while i < len(scores) and j < len(scores[0]):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _scores(left: Sequence[Item], right: Sequence[Item]) -> list[list[float]]:
    is_wide = len(left) * len(right) > TOO_MANY
    scores = []
    for i, (kind, text) in enumerate(left):
        middle = i * len(right) / len(left)
        row = []
        for j, (other_kind, other_text) in enumerate(right):
            is_near = not is_wide or abs(j - middle) <= BAND
            score = alike(text, other_text) if is_near and kind == other_kind else 0.0
            # Tables and fields are rarely rewritten and never like prose.
            row.append(score if score >= (ENOUGH if kind == "p" else 0.15) else 0.0)
        scores.append(row)
    return scores
