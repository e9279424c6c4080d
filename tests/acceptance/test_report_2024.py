"""The generated report of 2024 says every fact of the year, and nothing that no record says."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.acceptance.expected_2024 import FACTS

from einklang.chronicle.models import Activity, SentencePattern
from einklang.chronicle.sentences import PatternBook
from einklang.core.grammar import NUMBER_WORDS, Case
from einklang.engines.typeset.model import Heading, Paragraph
from einklang.reports.content import ReportTree, Sentence, build_document
from einklang.reports.models import Report

in_the_sample_year = pytest.mark.usefixtures("sample_year")

WORDING = {
    "a01": ["Jahresbericht 2024"],
    "a02": ["Koordinierung", "programmspezifischer und programmübergreifender Initiativen"],
    "a03": ["Stellungnahmen und Fachpapiere"],
    "a04": ["Stellungnahme", "Bericht des Bundesrechnungshofes", "(MBE)"],
    "a05": ["In Arbeit", "gemeinsame Schreiben", "zur Ministerpräsidentenkonferenz"],
    "a06": ["In Arbeit", "gemeinsame Schreiben", "zur Innenministerkonferenz"],
    "a07": ["In Arbeit", "gemeinsame Schreiben", "zur Halbzeitbilanz der Koalition"],
    "a08": ["Fact Sheets", "Bundesflüchtlingsprogramm", "demselben Layout"],
    "a09": ["Fact Sheets", "Asylverfahrensberatung", "gleich aufgebaut"],
    "a10": ["Fact Sheets", "Migrationsberatung für erwachsene Zugewanderte"],
    "a11": ["Jugendmigrationsdienste (JMD)", "erstmals stärker", "Trägerverbände"],
    "a12": ["hochrangige Gespräche", "Weiterentwicklung der Bundesprogramme"],
    "a13": ["hochrangige Gespräche", "Haushaltsverhandlungen"],
    "a14": ["Fachforen"],
    "a15": ["Verbände der Freien Wohlfahrtspflege", "nachhaltige Stärkung", "langfristige"],
    "a16": [
        "Parlamentarischen Frühstück", "MBE", "AVB", "12. September 2024",
        "Gülistan Yüksel (MdB, SPD)", "Helge Lindh (MdB, SPD)",
    ],
    "a17": [
        "„Dringender Handlungsbedarf um die Zukunft der Psychosozialen Zentren",
        "(BAfF)", "Filiz Polat (MdB, Bündnis 90/Die Grünen)",
        "Helge Lindh (MdB, SPD)",
    ],
    "a18": [
        "Aktionswoche", "„Gemeinsam stark für Migration und Integration“",
        "vom 16. bis 20. September 2024", "von Juni bis Oktober 2024",
        "knapp 100 Veranstaltungen", "bundesweit",
    ],
    "a19": ["#AnkommenUnterstützen"],
    "a20": [
        "veröffentlichte", "EU-GS",
        "„Familienleistungen für Unionsbürger:innen und ihre Angehörigen“",
    ],
    "a21": ["Schreiben „Bedarf und Notwendigkeit psychosozialer Beratung"],
    "a22": ["Entwurf der fünften Verordnung zur Änderung der Integrationskursverordnung"],
    "a23": ["bereitete", "„Nachhaltige Perspektiven für das Einwanderungsland Deutschland“"],
    "a24": ["Fachdiskurs", "zahlreichen"],
    "a25": ["Umstritten", "Kommunen, Bund, Länder oder freie Träger"],
    "a26": ["bei den Trägern", "Politik", "Bundesverwaltung"],
    "a27": ["Chancen-Aufenthaltsrecht", "Politik", "Bundesverwaltung"],
    "a28": ["Prof. Dr. Herbert Brücker", "Direktor", "BIM", "Leiter", "IAB"],
    "a29": ["vertiefte", "Arbeitsstab der Integrationsbeauftragten", "kontinuierlicher Austausch"],
    "a30": ["kontinuierlichen Austausch", "MBE"],
    "a31": ["Projektgruppe", "Bundesagentur für Arbeit", "Sonderbeauftragten", "Job-Turbo"],
    "a32": ["Rahmenvereinbarung", "abgeschlossen", "Job-Turbo"],
    "a33": ["Evaluation des Bundesprogramms MBE", "DeZIM"],
    "a34": ["Fortbildungsreihe", "bereitete", "vor"],
    "a35": ["verbändeübergreifenden Kooperation"],
    "a36": ["Forderung nach einer nachhaltigen Stärkung und langfristigen Sicherung"],
    "a37": ["In Vorbereitung", "besonnenen und evidenzbasierten Debatte"],
    "a38": ["ineinandergreifenden Zusammenarbeit", "gesamtgesellschaftlichen Bedeutung"],
}  # fmt: skip
ONLY_ON_OTHER_PAGES = (
    "15. Oktober", "15 October", "8. August", "8 August", "Februar 2025", "February 2025",
    "Referentenentwurf",
)  # fmt: skip
JOINTS = frozenset([
    "und", "sowie", "zur", "zum", "vom", "beim", "im", "in", "von", "bei", "zu",
    "der", "die", "das", "dem", "den", "des", "and", "the",
])  # fmt: skip
PUBLISHING = re.compile(
    r"veröffentlich|erschien|versandt|durchgeführt|publish|appeared|\bsent\b|\bheld\b",
    re.IGNORECASE,
)
TOKEN = re.compile(r"[#\w](?:[\w*:&-]*\w)?")


@pytest.mark.django_db
def test_the_database_of_the_other_tests_holds_no_report() -> None:
    assert not Report.objects.exists()


def tree(language: str) -> ReportTree:
    report = Report.objects.get(body__key="fa-migration", year=2024)
    return build_document(report, language)


def sentence_on(key: str, language: str = "de") -> Sentence:
    (found,) = [
        row for row in tree(language).sentences if key in {part.key for part in row.activities}
    ]
    return found


@in_the_sample_year
def test_every_item_has_its_sentence() -> None:
    sentences = {part.key: row.text for row in tree("de").sentences for part in row.activities}
    missing = [
        f"{key}: {words!r} is not in {sentences.get(key)!r}"
        for key in FACTS
        for words in WORDING[key]
        if words not in sentences.get(key, "")
    ]
    assert not missing


@in_the_sample_year
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("key", ["a05", "a06", "a07", "a23", "a34", "a37"])
def test_what_is_not_out_is_not_told_as_out(key: str, language: str) -> None:
    assert not PUBLISHING.search(sentence_on(key, language).text)


@in_the_sample_year
@pytest.mark.parametrize("language", ["de", "en"])
def test_a17_is_told_without_any_date(language: str) -> None:
    assert not re.search(r"2024|2025|\d\. |Oktober|October", sentence_on("a17", language).text)


@in_the_sample_year
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_only_other_pages_state_is_not_told(language: str) -> None:
    whole = repr(tree(language).document)
    assert not [words for words in ONLY_ON_OTHER_PAGES if words in whole]


@in_the_sample_year
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_of_the_body_rests_on_records(language: str) -> None:
    report = tree(language)
    assert all(row.record_ids for row in report.sentences)
    assert {part.key for row in report.sentences for part in row.activities} == set(FACTS)
    texts = {row.text for row in report.sentences}
    for block, ids in zip(report.document.blocks, report.sources, strict=True):
        if isinstance(block, Paragraph) and block.kind == "body" and not ids:
            # Only captions of lists stand without a record of their own.
            assert "".join(part.text for part in block.inlines).endswith(":")
        elif isinstance(block, Heading):
            assert block.text not in texts


@in_the_sample_year
def test_both_languages_tell_the_same_records() -> None:
    assert tree("de").record_ids == tree("en").record_ids


def data_of(activity: Activity, language: str) -> Iterator[str]:
    """Yield whatever the record holds, in the language and in its German cases."""
    yield from (activity.title, activity.title_in(language), activity.subject)
    yield from (activity.subject_en, activity.motto, activity.hashtags, activity.place)
    yield from (activity.report_text, activity.report_text_en)
    yield activity.when.phrase(language)
    yield activity.whole_period.phrase(language)
    yield from (activity.kind.nominative, activity.kind.genitive, activity.kind.dative)
    yield from (activity.kind.label_in(language), activity.kind.plural_in(language))
    for row in activity.participations.all():
        yield from (row.actor_name(language), row.standing(language))
        if row.organisation:
            yield row.organisation.short_name
        yield from (row.actor_forms().phrase(case) for case in Case)
    yield activity.body.name_in(language)
    yield from (activity.body.forms.phrase(case) for case in Case)
    for programme in activity.programmes.all():
        yield from (programme.name_in(language), programme.short_name)
    for occasion in activity.occasions.all():
        yield from (occasion.label, occasion.label_en, occasion.phrase_in(language))
    yield from (row.text_in(language) for row in activity.outcomes.all())
    yield from (row.text_in(language) for row in activity.claims.all())


def pattern_words(sentence: Sentence, language: str) -> set[str]:
    """Collect the words of the pattern itself, without its placeholders."""
    book = PatternBook.load([sentence.activity.body_id])
    rows = (book.find(sentence.activity), book.find(sentence.activity, is_group=True))
    words: set[str] = set()
    for row in rows:
        if row is not None:
            choices = re.sub(r"\{\w+\?([^|]*)\|([^}]*)\}", r" \1 \2 ", row.text_in(language))
            plain = re.sub(r"\{[^}]*\}", " ", choices)
            words |= {word.casefold() for word in TOKEN.findall(plain)}
    return words


def invented_words(sentence: Sentence, language: str) -> list[str]:
    held = " ".join(
        text for part in sentence.activities for text in data_of(part, language) if text
    )
    known = {word.casefold() for word in TOKEN.findall(held)}
    known |= pattern_words(sentence, language) | JOINTS
    known |= {word.casefold() for word in NUMBER_WORDS[language]}
    return [word for word in TOKEN.findall(sentence.text) if word.casefold() not in known]


@in_the_sample_year
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_number_and_date_told_is_in_the_record(language: str) -> None:
    sentences = tree(language).sentences
    found = {row.text: invented_words(row, language) for row in sentences}
    assert not {text: words for text, words in found.items() if words}


@in_the_sample_year
def test_the_search_for_invented_words_finds_some() -> None:
    sentence = sentence_on("a17")
    told = replace(sentence, text=f"{sentence.text} Am 15. Oktober kam Maxi Muster.")
    assert invented_words(told, "de") == ["Am", "15", "Oktober", "kam", "Maxi", "Muster"]


@in_the_sample_year
def test_patterns_hold_no_numbers_of_their_own() -> None:
    for pattern in SentencePattern.objects.all():
        assert not re.search(r"\d", pattern.text + pattern.text_en)
