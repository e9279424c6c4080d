"""Versions: handed in, started from the outline, never lost."""

import io
from collections.abc import Iterator
from threading import Barrier, Thread

import docx
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import translation
from tests.papers.factories import (
    docx_of,
    make_paper,
    make_paper_kind,
    make_version,
    secretary,
    speaker,
)

from einklang.federation.models import Account
from einklang.papers.enums import PartyRole, Stage, VersionOrigin
from einklang.papers.errors import FileRefusedError, PaperError, RefusedError, StaleError
from einklang.papers.models import Paper, Version
from einklang.papers.operations.drafting import (
    add_version,
    park,
    parked,
    start_from_template,
)
from einklang.papers.operations.files import WordFile, content_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def word_file(*paragraphs: str, name: str = "entwurf.docx") -> WordFile:
    return WordFile(name, docx_of(*paragraphs))


def add(paper: Paper, file: WordFile, by: Account, base: int = 0) -> Version:
    return add_version(
        paper=paper, file=file, note="Neu", is_editorial=False, base_number=base, by=by
    )


def test_add_version_keeps_hash_author_and_note() -> None:
    paper = make_paper()
    account = secretary(paper, name="Gesa Muster")
    file = word_file("Ein Satz.")

    version = Version.objects.get(pk=add(paper, file, account).pk)

    assert (version.number, version.origin, version.note) == (1, VersionOrigin.UPLOAD, "Neu")
    assert (version.sha256, version.size, version.name) == (file.sha256, file.size, "entwurf.docx")
    assert (version.author, version.author_name) == (account, "Gesa Muster")
    assert content_of(version.file) == file.data
    assert version.tracked_file.name == ""


def test_add_version_says_when_somebody_was_faster_and_takes_it_afterwards() -> None:
    paper = make_paper()
    account = secretary(paper)
    add(paper, word_file("Erste Fassung."), account)

    with pytest.raises(StaleError, match="Version 1") as caught:
        add(paper, word_file("Andere Fassung."), account, base=0)
    second = add(paper, word_file("Andere Fassung."), account, base=caught.value.current.number)

    assert second.number == 2


def test_add_version_refuses_the_same_content_but_takes_an_earlier_one_again() -> None:
    paper = make_paper()
    account = secretary(paper)
    first = word_file("Ein Satz.")
    add(paper, first, account)

    with pytest.raises(PaperError, match="letter by letter"):
        add(paper, first, account, base=1)
    add(paper, word_file("Zwei Sätze."), account, base=1)
    back = add(paper, first, account, base=2)

    assert back.number == 3


@pytest.mark.parametrize(
    "stage", [Stage.CIRCULATING, Stage.CONSOLIDATING, Stage.PUBLISHED, Stage.DROPPED]
)
def test_add_version_waits_while_the_text_has_to_stay(stage: Stage) -> None:
    paper = make_paper(stage=stage)

    with pytest.raises(RefusedError):
        add(paper, word_file("Ein Satz."), secretary(paper))


@pytest.mark.parametrize("stage", [Stage.SIGNING, Stage.AGREED])
def test_add_version_during_sign_off_moves_nothing(stage: Stage) -> None:
    paper = make_paper(stage=stage)

    add(paper, word_file("Ein Satz."), secretary(paper))

    assert Paper.objects.get(pk=paper.pk).stage == stage


def test_add_version_is_for_lead_and_steering_only() -> None:
    paper = make_paper(associations=3)
    lead, drafting_along, asked = (party.association for party in paper.parties.all())
    paper.parties.filter(association=drafting_along).update(role=PartyRole.CO_DRAFTER)

    add(paper, word_file("Ein Satz."), speaker(paper, lead))
    for association in (drafting_along, asked):
        with pytest.raises(RefusedError):
            add(paper, word_file("Zwei Sätze."), speaker(paper, association), base=1)


def test_start_from_template_writes_headings_paragraphs_and_lists() -> None:
    kind = make_paper_kind(outline="# Anlass\n[Worum geht es?]\n## Was hilft\n- eins\n- zwei\n")
    paper = make_paper(kind=kind, title="Stellungnahme für Nutzer*innen")

    version = start_from_template(paper=paper, by=secretary(paper))

    document = docx.Document(io.BytesIO(content_of(version.file)))
    text = [(one.text, one.style.name) for one in document.paragraphs if one.style]
    assert (version.number, version.origin) == (1, VersionOrigin.TEMPLATE)
    assert version.name == "stellungnahme-fur-nutzerinnen.docx"
    assert text[0] == ("Stellungnahme für Nutzer*innen", "Title")
    assert ("Anlass", "Heading 1") in text
    assert ("Was hilft", "Heading 2") in text
    assert [one for one, style in text if style == "List Bullet"] == ["eins", "zwei"]
    assert "[Worum geht es?]" in [one for one, _style in text]


def test_start_from_template_never_replaces_a_text() -> None:
    paper = make_paper()
    make_version(paper)

    with pytest.raises(PaperError, match="already"):
        start_from_template(paper=paper, by=secretary(paper))
    with pytest.raises(RefusedError):
        start_from_template(
            paper=paper, by=speaker(paper, paper.parties.get(role=PartyRole.ASKED).association)
        )


def test_parked_file_comes_back_to_its_own_person_and_paper_only() -> None:
    paper, other = make_paper(), make_paper()
    account, file = secretary(paper), word_file("Ein Satz.")
    token = park(paper=paper, file=file, by=account)

    assert parked(token=token, paper=paper, by=account) == file
    for wrong in (
        {"token": token, "paper": other, "by": account},
        {"token": token, "paper": paper, "by": secretary(paper)},
        {"token": token + "x", "paper": paper, "by": account},
    ):
        with pytest.raises(FileRefusedError):
            parked(**wrong)  # type: ignore[arg-type]  # as named


def test_parked_file_that_was_swept_is_asked_for_again() -> None:
    paper = make_paper()
    account = secretary(paper)
    token = park(paper=paper, file=word_file("Wird weggeräumt."), by=account)
    version_name = f"blobs/{word_file('Wird weggeräumt.').sha256[:2]}"

    folders, files = default_storage.listdir(version_name)
    for name in files:
        default_storage.delete(f"{version_name}/{name}")
    with pytest.raises(FileRefusedError, match="gone") as caught:
        parked(token=token, paper=paper, by=account)

    assert folders == []
    assert caught.value.advice == "Please choose it once more."


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_version_each_or_are_told() -> None:
    paper = make_paper()
    account, start = secretary(paper), Barrier(2)
    outcomes: list[str] = []

    def hand_in(text: str) -> None:
        start.wait()
        try:
            outcomes.append(str(add(paper, word_file(text), account).number))
        except StaleError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=hand_in, args=(text,)) for text in ("Eins.", "Zwei.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["1", "told"]
    assert list(paper.versions.values_list("number", flat=True)) == [1]
