import pytest

from einklang.core.grammar import Case, CaseForms, after, capitalise, enumerate_phrases

AGENCY = CaseForms("Bundesagentur", "die")
AUDITORS = CaseForms("Rechnungshof", "der", genitive="des Rechnungshofs")
CENTRE = CaseForms("Deutsches Zentrum", "das", dative="dem Deutschen Zentrum")


@pytest.mark.parametrize(
    ("forms", "case", "phrase"),
    [
        (AGENCY, Case.NOMINATIVE, "die Bundesagentur"),
        (AGENCY, Case.GENITIVE, "der Bundesagentur"),
        (AGENCY, Case.DATIVE, "der Bundesagentur"),
        (AUDITORS, Case.GENITIVE, "des Rechnungshofs"),
        (AUDITORS, Case.ACCUSATIVE, "den Rechnungshof"),
        (CENTRE, Case.DATIVE, "dem Deutschen Zentrum"),
        (CENTRE, Case.GENITIVE, "von dem Deutschen Zentrum".replace("von dem", "vom")),
        (CaseForms("Verbände", "die_plural"), Case.GENITIVE, "der Verbände"),
        (CaseForms("Maria Muster"), Case.DATIVE, "Maria Muster"),
        (CaseForms("Maria Muster"), Case.GENITIVE, "von Maria Muster"),
    ],
)
def test_case_forms_decline_what_a_rule_can_derive(
    forms: CaseForms, case: Case, phrase: str
) -> None:
    assert forms.phrase(case) == phrase


@pytest.mark.parametrize(
    ("preposition", "phrase", "joined"),
    [
        ("zu", "der Konferenz", "zur Konferenz"),
        ("von", "dem Ausschuss", "vom Ausschuss"),
        ("mit", "der Agentur", "mit der Agentur"),
        ("in", "Berlin", "in Berlin"),
    ],
)
def test_after_contracts_preposition_and_article(
    preposition: str, phrase: str, joined: str
) -> None:
    assert after(preposition, phrase) == joined


def test_enumerate_phrases_joins_as_the_language_does() -> None:
    assert enumerate_phrases([], "de") == ""
    assert enumerate_phrases(["A"], "de") == "A"
    assert enumerate_phrases(["A", "B", "C"], "de") == "A, B und C"
    assert enumerate_phrases(["A", "B"], "en") == "A and B"
    assert enumerate_phrases(["A", "B", "C"], "en") == "A, B, and C"


def test_capitalise_leaves_the_rest_alone() -> None:
    assert capitalise("die BAG tagte") == "Die BAG tagte"
