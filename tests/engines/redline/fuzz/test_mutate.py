"""The fuzzer itself: the same seed gives the same damage, and the damage differs."""

import random
from collections import Counter

import pytest
from lxml import etree
from tests.engines.redline.fuzz.corpus import SEEDS, Seed
from tests.engines.redline.fuzz.mutate import mutate, unpacked
from tests.engines.redline.fuzz.trees import TREE_MUTATORS

from einklang.engines.redline.errors import RedlineError
from einklang.engines.redline.names import w
from einklang.engines.redline.package.package import Package

MUTANTS = 40


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_seed_is_a_sound_document(seed: Seed) -> None:
    for data in (seed.draft, seed.returned):
        package = Package.read(data, name="entwurf.docx")
        roots = [
            package.root(part).tag for part in package.parts if part.endswith((".xml", ".rels"))
        ]
        assert w("document") in roots


def test_mutants_of_one_number_are_equal_and_of_others_differ() -> None:
    docx = SEEDS[3].returned

    mutants = [mutate(docx, number) for number in range(MUTANTS)]

    assert mutants == [mutate(docx, number) for number in range(MUTANTS)]
    assert len(set(mutants)) == MUTANTS
    assert docx not in mutants


def test_most_mutants_can_still_be_opened() -> None:
    """A mutant that the container refuses tests nothing behind it."""
    opened: Counter[bool] = Counter()
    for number in range(200):
        opened[_opens(mutate(SEEDS[number % len(SEEDS)].returned, number))] += 1

    assert opened[True] > 100
    assert opened[False] > 20


def _opens(data: bytes) -> bool:
    try:
        package = Package.read(data, name="entwurf.docx")
        package.root(package.main)
    except RedlineError:
        return False
    return True


@pytest.mark.parametrize("mutator", TREE_MUTATORS, ids=lambda mutator: mutator.__name__)
def test_every_tree_mutator_changes_a_document_and_leaves_it_well_formed(
    mutator: object,
) -> None:
    assert callable(mutator)
    before = unpacked(SEEDS[3].returned)["word/document.xml"]
    changed = set()
    for number in range(8):
        root = etree.fromstring(before)
        mutator(root, random.Random(number))  # noqa: S311 - not for secrets
        changed.add(etree.tostring(root))
        etree.fromstring(etree.tostring(root))

    assert len(changed) > 1
