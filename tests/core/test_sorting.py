import pytest

from einklang.core.sorting import fold_for_index, query_words, sort_key


def test_sort_key_orders_like_a_german_dictionary() -> None:
    names = ["Zebra", "Ärzte", "Apfel", "Öl", "Straße", "Strasse", "ZWST", "„Auf!“", "auch"]

    assert sorted(names, key=sort_key) == [
        "Apfel", "Ärzte", "auch", "„Auf!“", "Öl", "Straße", "Strasse", "Zebra", "ZWST",
    ]  # fmt: skip


def test_sort_key_orders_numbers_by_value() -> None:
    assert sorted(["10. Aktionstag", "7. Aktionstag"], key=sort_key) == [
        "7. Aktionstag",
        "10. Aktionstag",
    ]


SIGNS = ["räger*innen", "räger:innen", "räger_innen", "räger(innen)", "rägerInnen", "räger/-innen"]


@pytest.mark.parametrize("word", SIGNS)
@pytest.mark.parametrize("query", ["Träger", "trägerinnen", "Träger:innen", "TRAGER"])
def test_search_folds_gender_signs(word: str, query: str) -> None:
    index = fold_for_index(f"Schreiben an Entscheidungst{word}")

    assert all(part in index for part in query_words(query))


def test_query_words_are_folded_and_split() -> None:
    assert query_words("  „Große Anfrage“ #Ankommen ") == ["grosse", "anfrage", "#ankommen"]
