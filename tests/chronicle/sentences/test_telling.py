"""What a record sounds like, in both languages and every case."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import (
    make_activity,
    make_body,
    make_kind,
    make_life_cycle,
    make_organisation,
    make_participation,
    make_person,
    make_programme,
)

from einklang.chronicle.enums import OccasionKind, OutcomeKind, ParticipationRole, Phase
from einklang.chronicle.models import (
    Activity,
    Claim,
    Occasion,
    Outcome,
    SentencePattern,
    Series,
)
from einklang.chronicle.sentences import (
    PatternBook,
    Voice,
    for_telling,
    group_key,
    tell,
    tell_by,
    tell_group,
)
from einklang.core.quantity import Qualifier
from einklang.federation.enums import MembershipRole, OrganisationKind
from einklang.federation.models import (
    Mandate,
    Membership,
    Office,
    Organisation,
    OrganisationName,
)

pytestmark = pytest.mark.django_db


def pattern(text: str, text_en: str = "{thing}", **fields: object) -> SentencePattern:
    return SentencePattern.objects.create(text=text, text_en=text_en, **fields)


def statement(**fields: object) -> Activity:
    kind = make_kind(label="Stellungnahme", label_en="Statement", article="die")
    fields.setdefault("title", "Mehr Zeit")
    return make_activity(kind=kind, body=committee(), **fields)


def committee() -> Organisation:
    found = Organisation.objects.filter(key="committee").first()
    return found or make_body(
        key="committee", name="Fachausschuss Beispiele", name_en="Committee on Examples"
    )


def told(text: str, activity: Activity, text_en: str = "{thing}", language: str = "de") -> str:
    pattern(text, text_en, kind=activity.kind)
    return tell(activity, language).generated


@pytest.mark.parametrize(
    ("case", "phrase"),
    [
        ("", "Der Zwischenruf „Mehr Zeit“"),
        (":dative", "Dem Zwischenruf „Mehr Zeit“"),
        (":accusative", "Den Zwischenruf „Mehr Zeit“"),
        (":genitive", "Des Zwischenrufs „Mehr Zeit“"),
    ],
)
def test_thing_stands_in_every_case(case: str, phrase: str) -> None:
    kind = make_kind(label="Zwischenruf", article="der", genitive="des Zwischenrufs")
    activity = make_activity(kind=kind, title="Mehr Zeit", body=committee())

    assert told(f"{{thing{case}}}", activity) == phrase


@pytest.mark.parametrize(
    ("case", "phrase"),
    [
        ("nominative", "Der Offene Brief „X“"),
        ("dative", "Dem Offenen Brief „X“"),
        ("accusative", "Den Offenen Brief „X“"),
    ],
)
def test_thing_with_adjective_takes_its_written_forms(case: str, phrase: str) -> None:
    kind = make_kind(
        label="Offener Brief", article="der", nominative="der Offene Brief",
        dative="dem Offenen Brief",
    )  # fmt: skip
    activity = make_activity(kind=kind, title="X", body=committee())

    assert told(f"{{thing:{case}}}", activity) == phrase


def test_thing_without_official_title_takes_the_subject() -> None:
    activity = statement(is_quoted=False, subject="zum Entwurf", subject_en="on the draft")

    assert told("{thing}", activity) == "Die Stellungnahme zum Entwurf"
    assert tell(activity, "en").generated == "The statement on the draft"


def test_thing_without_subject_quotes_the_title_and_english_adds_the_translation() -> None:
    activity = statement(is_quoted=False)
    quoted = statement(title_en="More time")

    assert told("{thing}", activity) == "Die Stellungnahme „Mehr Zeit“"
    assert told("{thing}", quoted) == "Die Stellungnahme „Mehr Zeit“"
    assert tell(quoted, "en").generated == "The statement “Mehr Zeit” (More time)"


def test_thing_named_like_its_kind_is_said_once() -> None:
    assert told("{thing}", statement(title="Stellungnahme")) == "Die Stellungnahme"


def test_title_is_quoted_only_when_official() -> None:
    assert told("Es geht um {title}", statement()) == "Es geht um „Mehr Zeit“"
    assert told("Es geht um {title}", statement(is_quoted=False)) == "Es geht um Mehr Zeit"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("12.9.2024", "Vorgelegt am 12. September 2024."),
        ("September 2024", "Vorgelegt im September 2024."),
        ("16.–20.9.2024", "Vorgelegt vom 16. bis 20. September 2024."),
        ("2024", "Vorgelegt."),
        ("", "Vorgelegt."),
    ],
)
def test_date_is_told_as_precisely_as_known(when: str, text: str) -> None:
    assert told("Vorgelegt[ {when}].", statement(when=when, year=2024)) == text


def test_year_is_told_in_the_report_of_another_year() -> None:
    activity = statement(when="2023", year=2023)
    pattern("Vorgelegt[ {when}].", kind=activity.kind)

    assert tell(activity, "de", 2024).generated == "Vorgelegt im Jahr 2023."
    assert tell(activity, "de", 2023).generated == "Vorgelegt."


def test_author_falls_back_to_the_committee_and_agrees() -> None:
    activity = statement()

    german = told("{author} {author?legte|legten} {thing:accusative} vor.", activity)

    assert german == "Der Fachausschuss Beispiele legte die Stellungnahme „Mehr Zeit“ vor."


def test_several_authors_agree_in_the_plural() -> None:
    activity = statement()
    for name, article in (("Bund", "der"), ("Liga", "die")):
        make_participation(activity, organisation=make_organisation(name=name, article=article))

    text = told("{author} {author?legte|legten} vor.", activity, "{author} {author?is|are}.")

    assert text == "Der Bund und die Liga legten vor."
    assert tell(activity, "en").generated == "The Bund and the Liga are."


def test_one_author_with_a_plural_name_agrees_in_the_plural() -> None:
    activity = statement()
    associations = make_organisation(name="Verbände", article="die_plural")
    make_participation(activity, organisation=associations)

    assert told("{author} {author?legt|legen} vor.", activity) == "Die Verbände legen vor."


@pytest.mark.parametrize(
    ("placeholder", "phrase"),
    [
        ("{von partner:dative}", "vom Bund und der Liga"),
        ("{zu partner:dative}", "zum Bund und der Liga"),
        ("{an partner:accusative}", "an den Bund und die Liga"),
        ("{partner:plain}", "Bund und Liga"),
        ("{partner:genitive}", "des Bundes und der Liga"),
    ],
)
def test_prepositions_contract_once_before_the_first(placeholder: str, phrase: str) -> None:
    activity = statement()
    bund = make_organisation(name="Bund", article="der", genitive="des Bundes")
    liga = make_organisation(name="Liga", article="die")
    for order, organisation in enumerate((bund, liga)):
        make_participation(
            activity, ParticipationRole.PARTNER, organisation=organisation, order=order
        )

    assert told(f"Sie kommt {placeholder}", activity) == f"Sie kommt {phrase}"


def test_patron_carries_the_mandate_of_the_day() -> None:
    parliament = make_organisation(name="Bundestag", kind=OrganisationKind.PARLIAMENT)
    group = make_organisation(name="Fraktion A", short_name="A")
    person = make_person(given_name="Kim", family_name="Muster")
    mandate = Mandate.objects.create(person=person, parliament=parliament, group=group)
    activity = statement()
    make_participation(activity, ParticipationRole.PATRON, person=person, mandate=mandate)

    text = told("[{patron} {patron?übernahm|übernahmen} es.]", activity, "[{patron} spoke.]")

    assert text == "Kim Muster (MdB, A) übernahm es."
    assert tell(activity, "en").generated == "Kim Muster (MP, A) spoke."


def test_guest_carries_two_affiliations() -> None:
    person = make_person(title="Prof. Dr.", given_name="Kim", family_name="Muster")
    activity = statement()
    part = make_participation(activity, ParticipationRole.GUEST, person=person)
    for number in (1, 2):
        organisation = make_organisation(name=f"Institut {number}")
        part.affiliations.add(
            Membership.objects.create(
                person=person,
                organisation=organisation,
                role=MembershipRole.HEAD,
                function=f"Leitung {number}",
                function_en=f"head {number}",
            )
        )

    assert told("{guest}", activity, "{guest}") == (
        "Prof. Dr. Kim Muster (Leitung 1, Institut 1, sowie Leitung 2, Institut 2)"
    )
    assert "(head 1, Institut 1, and head 2, Institut 2)" in tell(activity, "en").generated


def test_offices_and_bare_names_take_part_too() -> None:
    activity = statement()
    office = Office.objects.create(
        key="commissioner", name="Beauftragte", article="die", dative="der Beauftragten"
    )
    make_participation(activity, ParticipationRole.ADDRESSEE, office=office, order=1)
    make_participation(activity, ParticipationRole.ADDRESSEE, name="Fachöffentlichkeit", order=2)

    assert told("Mit {addressee:dative}", activity) == (
        "Mit der Beauftragten und Fachöffentlichkeit"
    )


def test_organisation_bears_the_name_of_that_day() -> None:
    ministry = make_organisation(name="Neues Ministerium", article="das")
    OrganisationName.objects.create(
        organisation=ministry, name="Altes Ministerium", valid_until=date(2025, 5, 5)
    )
    activity = statement()
    make_participation(activity, ParticipationRole.ADDRESSEE, organisation=ministry)

    assert told("An {addressee:accusative}", activity) == "An das Altes Ministerium"


def test_part_vanishes_with_its_inner_part() -> None:
    assert told("Da[ war {place}[ mit {motto}]]!", statement()) == "Da!"
    assert told("Da[ war {place}[ mit {motto}]]!", statement(place="Bonn")) == "Da war Bonn!"


def test_part_with_an_empty_choice_vanishes() -> None:
    text = "Hier[ {programmes?zum Programm|zu den Programmen} {programmes}]."

    assert told(text, statement()) == "Hier."


def test_programmes_are_joined_and_agree() -> None:
    one = make_programme(name="Beratung", short_name="BER", key="b")
    two = make_programme(name="Hilfe", key="h")
    text = "Hier[ {programmes?zum Programm|zu den Programmen} {programmes}]."

    assert told(text, statement(programmes=[one])) == "Hier zum Programm Beratung (BER)."
    assert told(text, statement(programmes=[one, two])) == (
        "Hier zu den Programmen Beratung (BER) und Hilfe."
    )
    assert told("{programmes:short}", statement(programmes=[one, two])) == "BER und Hilfe"


def test_occasions_without_phrase_are_still_grammatical() -> None:
    with_phrase = Occasion.objects.create(
        key="one", label="Konferenz", kind=OccasionKind.CONFERENCE, phrase="zur Konferenz"
    )
    bare = Occasion.objects.create(key="two", label="Debatte", kind=OccasionKind.DEBATE)
    activity = statement(occasions=[with_phrase, bare])

    text = told("[{occasions}]", activity, "[{occasions}]")

    assert text == "Aus dem Anlass „Debatte“ und zur Konferenz"
    assert tell(activity, "en").generated.startswith("On the occasion of “Debatte”")


def test_claimed_and_counted_numbers_are_kept_apart() -> None:
    activity = statement()
    Claim.objects.create(
        activity=activity, label="Veranstaltungen", value=100, qualifier=Qualifier.JUST_UNDER
    )
    Claim.objects.create(activity=activity, label="Gäste", value=42, is_counted=True)

    assert told("{claims}; {counted}", activity) == "Knapp 100 Veranstaltungen; 42 Gäste"


def test_series_number_motto_place_and_hashtags() -> None:
    series = Series.objects.create(key="s", title="Reihe")
    activity = statement(
        series=series, series_number=7, motto="Los", place="Bonn", hashtags="eins zwei"
    )

    text = told("Die {number} in {series} in {place}: {motto} {hashtags} {year} {state}", activity)

    assert text == "Die siebte in Reihe in Bonn: „Los“ #eins und #zwei 2024 Zustand done"


def test_outcomes_follow_as_sentences_unless_the_pattern_prints_them() -> None:
    activity = statement()
    Outcome.objects.create(activity=activity, kind=OutcomeKind.ACHIEVED, text="Es half")

    assert told("Getan.", activity) == "Getan. Es half."
    assert told("{outcome} Getan.", statement()) == "Getan."


def test_next_sentence_of_a_pattern_begins_with_a_capital() -> None:
    assert told("Getan. {author} war da.", statement()) == (
        "Getan. Der Fachausschuss Beispiele war da."
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("", "")], "any any"),
        ([("", ""), ("", Phase.DONE)], "any done"),
        ([("", ""), ("", Phase.DONE), ("kind", "")], "kind any"),
        ([("", ""), ("", Phase.DONE), ("kind", ""), ("kind", Phase.DONE)], "kind done"),
        ([("", ""), ("kind", Phase.PLANNED)], "any any"),
    ],
)
def test_closest_pattern_wins(rows: list[tuple[str, str]], expected: str) -> None:
    activity = statement()
    for kind, phase in rows:
        pattern(
            f"{kind or 'any'} {phase or 'any'}", kind=activity.kind if kind else None, phase=phase
        )

    assert tell(activity, "de").generated.lower() == expected


def test_own_pattern_goes_before_the_shared_one() -> None:
    activity = statement()
    pattern("geteilt", kind=activity.kind)
    pattern("eigen", kind=activity.kind, body=activity.body)
    pattern("fremd", kind=activity.kind, body=make_body())

    assert tell(activity, "de").generated == "Eigen"


def test_without_any_pattern_the_facts_are_stated() -> None:
    text = tell(statement(), "de").generated

    assert text == "Die Stellungnahme „Mehr Zeit“, am 12. September 2024 (Zustand done)."


def test_broken_pattern_does_not_lose_the_record() -> None:
    assert "Mehr Zeit" in told("{nobody", statement())


def test_life_cycle_changes_the_words() -> None:
    kind = make_kind(
        label="Brief", article="der",
        life_cycle=make_life_cycle((Phase.PREPARED, Phase.WORKED_ON, Phase.DONE)),
    )  # fmt: skip
    pattern("{thing} wurde versandt.", kind=kind, phase=Phase.DONE)
    pattern("{thing} ist vorbereitet.", kind=kind, phase=Phase.PREPARED)
    pattern("In Arbeit ist {thing}.", kind=kind, phase=Phase.WORKED_ON)
    texts = {
        state.phase: tell(make_activity(kind=kind, title="X", state=state), "de").generated
        for state in kind.life_cycle.states.all()
    }

    assert texts == {
        Phase.PREPARED: "Der Brief „X“ ist vorbereitet.",
        Phase.WORKED_ON: "In Arbeit ist der Brief „X“.",
        Phase.DONE: "Der Brief „X“ wurde versandt.",
    }


def test_own_text_goes_before_the_generated_one_in_its_language() -> None:
    activity = statement(report_text="Eigener Satz.")

    assert tell(activity, "de").text == "Eigener Satz."
    assert tell(activity, "en").text == tell(activity, "en").generated


def test_hash_of_facts_changes_with_a_fact_only() -> None:
    activity = statement()
    before = tell(activity, "de").facts_hash

    pattern("Neue Worte.", kind=activity.kind)
    assert tell(activity, "de").facts_hash == before
    assert tell(activity, "en").facts_hash == before

    activity.place = "Bonn"
    assert tell(activity, "de").facts_hash != before


def test_long_names_are_told_in_full_once() -> None:
    activity = statement(programmes=[make_programme(name="Beratung", short_name="BER")])
    pattern("{author} zu {programmes}.", kind=activity.kind)
    book, introduced = PatternBook.load([activity.body_id]), set[str]()

    texts = [tell_by(activity, Voice("de", 2024, introduced), book).text for _ in range(2)]

    assert texts == [
        "Der Fachausschuss Beispiele zu Beratung (BER).",
        "Der Fachausschuss zu BER.",
    ]


def letters(count: int, **fields: object) -> list[Activity]:
    kind = make_kind(
        label="Gemeinsames Schreiben", label_plural="gemeinsame Schreiben", article="das",
        label_plural_en="Joint letters",
    )  # fmt: skip
    pattern("{thing}.", kind=kind)
    pattern(
        "In Arbeit waren {count} {things}[ {occasions}].",
        "Work was under way on {count} {things}.",
        kind=kind,
        is_group=True,
    )
    rows = []
    for number in range(count):
        occasion = Occasion.objects.create(
            key=f"o{number}", label=f"Anlass {number}", kind=OccasionKind.OTHER,
            phrase=f"zur Konferenz {number}",
        )  # fmt: skip
        rows.append(
            make_activity(
                kind=kind,
                body=committee(),
                title=f"Schreiben {number}",
                is_quoted=False,
                occasions=[occasion],
                when="2024",
                **fields,
            )
        )
    return rows


def test_group_is_told_with_a_number_word_and_united_occasions() -> None:
    rows = letters(3)

    german, english = tell_group(rows, "de"), tell_group(rows, "en")

    assert german is not None
    assert german.text == (
        "In Arbeit waren drei gemeinsame Schreiben zur Konferenz 0, zur Konferenz 1"
        " und zur Konferenz 2."
    )
    assert english is not None
    assert english.text == "Work was under way on three joint letters."


def test_group_needs_a_pattern() -> None:
    assert tell_group([statement()], "de") is None


def test_grouping_loses_no_fact() -> None:
    alike, dated, placed = letters(3)
    dated.when_precision, dated.when_start = "day", date(2024, 3, 1)
    dated.when_end = dated.when_start
    placed.place = "Bonn"
    book = PatternBook.load([alike.body_id])

    assert group_key(alike, book, "de") is not None
    assert group_key(dated, book, "de") is None
    assert group_key(placed, book, "de") is None


def test_official_titles_are_never_lost_in_a_group() -> None:
    (letter,) = letters(1)
    letter.is_quoted = True

    assert group_key(letter, PatternBook.load([letter.body_id]), "de") is None


def test_telling_many_needs_a_fixed_number_of_queries() -> None:
    kind = make_kind()
    pattern("{author} {thing} {programmes} {patron}", kind=kind)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows = list(for_telling(Activity.objects.order_by("pk")))
            book = PatternBook.load({row.body_id for row in rows})
            for row in rows:
                tell(row, "de", book=book)
        return len(captured)

    def add() -> None:
        activity = make_activity(kind=kind, programmes=[make_programme()])
        person = make_person()
        make_participation(activity, ParticipationRole.PATRON, person=person)
        make_participation(activity)

    add()
    one = queries()
    add()
    add()

    assert queries() == one
