"""A release freezes the signed text once, tells the chronicle, and keeps every embargo."""

import base64
import io
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.db import connection
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.factories import make_organisation, make_participation
from tests.papers.factories import make_version, secretary, speaker
from tests.papers.published import agreed_paper, end_embargo, publish, wish_for
from tests.papers.rounds import put

from einklang.chronicle.enums import ParticipationRole, Phase, Visibility
from einklang.chronicle.models import Demand, SentencePattern
from einklang.chronicle.sentences import tell
from einklang.core import clock
from einklang.papers.enums import SignOffState, Stage
from einklang.papers.errors import FileRefusedError, PaperError, RefusedError, StaleError
from einklang.papers.models import Paper, Publication, SignOff
from einklang.papers.operations.publication import (
    Release,
    lift_embargoes,
    release,
    withdraw_publication,
)
from einklang.papers.rendering.publication import document_of, hash_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_release_freezes_the_tree_and_moves_paper_and_record() -> None:
    paper = agreed_paper()
    Demand.objects.create(activity=paper.activity, text="Zehn Millionen Euro")

    publication = publish(paper)

    paper = Paper.objects.get(pk=paper.pk)
    activity = paper.activity
    assert paper.stage == Stage.PUBLISHED
    assert activity.state.phase == Phase.DONE
    assert activity.visibility == Visibility.PUBLIC
    assert activity.when.start == clock.today()
    assert activity.year == clock.today().year
    assert activity.url == f"http://localhost:8000/veroeffentlichungen/{paper.pk}/"
    assert [one.text for one in activity.demands.all()] == ["Zehn Millionen Euro"]
    assert hash_of(document_of(publication)) == publication.sha256
    assert publication.title == "Stellungnahme zum Entwurf"
    assert publication.pdf.size > 1000


def test_report_tells_those_who_carry_the_paper() -> None:
    paper = agreed_paper(dissent={1: {"state": SignOffState.REFUSED, "text": "Nein."}})

    SentencePattern.objects.create(
        kind=paper.kind.kind,
        phase=Phase.DONE,
        text="{author} {author?legte|legten} {thing:accusative} vor.",
        text_en="{author} submitted {thing}.",
    )

    publish(paper)

    parts = paper.activity.participations.exclude(role=ParticipationRole.LEAD)
    assert [(part.role, str(part.organisation)) for part in parts] == [
        ("author", "Verband B"),
        ("author", "Verband D"),
    ]
    told = tell(Paper.objects.get(pk=paper.pk).activity, "de").text
    assert told.startswith("Verband B und Verband D legten die Stellungnahme")


def test_author_that_stands_there_already_keeps_its_place() -> None:
    paper = agreed_paper()
    federation = make_organisation(name="Dachverband")
    make_participation(paper.activity, organisation=federation)

    publish(paper)

    parts = paper.activity.participations.all()
    assert [(part.role, str(part.organisation)) for part in parts] == [
        ("author", "Dachverband"),
        ("co_author", "Verband B"),
        ("co_author", "Verband C"),
        ("co_author", "Verband D"),
    ]


@pytest.mark.parametrize("stage", ["drafting", "circulating", "signing", "dropped"])
def test_release_needs_an_agreed_paper(stage: str) -> None:
    paper = agreed_paper()
    wish = wish_for(paper)
    Paper.objects.filter(pk=paper.pk).update(stage=stage)
    paper.refresh_from_db()

    with pytest.raises(PaperError, match=r"paper|Papier"):
        release(paper=paper, wish=wish, by=secretary(paper))

    assert not Publication.objects.exists()


def test_lead_association_does_not_release() -> None:
    paper = agreed_paper()

    with pytest.raises(RefusedError):
        release(paper=paper, wish=wish_for(paper), by=speaker(paper, paper.lead))


def test_text_that_was_not_seen_is_not_released() -> None:
    paper = agreed_paper()
    wish = wish_for(paper)
    sign_off = SignOff.objects.filter(round__paper=paper).last()
    assert sign_off is not None
    put(sign_off, SignOffState.RESERVATION, text="Doch nicht.")

    with pytest.raises(StaleError):
        release(paper=paper, wish=wish, by=secretary(paper))


def test_newer_version_nobody_signed_stands_in_the_way() -> None:
    paper = agreed_paper()
    wish = wish_for(paper)
    make_version(paper)

    with pytest.raises(PaperError, match="2"):
        release(paper=paper, wish=wish, by=secretary(paper))


def test_withdrawn_sign_off_that_breaks_the_majority_stands_in_the_way() -> None:
    paper = agreed_paper()
    for sign_off in SignOff.objects.filter(round__paper=paper):
        put(sign_off, SignOffState.WITHDRAWN)

    with pytest.raises(PaperError, match=r"longer|nicht mehr"):
        release(paper=paper, wish=wish_for(paper), by=secretary(paper))


def test_second_release_is_refused() -> None:
    paper = agreed_paper()
    wish = wish_for(paper)
    release(paper=paper, wish=wish, by=secretary(paper))

    with pytest.raises(StaleError):
        release(paper=paper, wish=wish, by=secretary(paper))

    assert Publication.objects.count() == 1


def test_embargo_keeps_the_record_hidden_until_its_second() -> None:
    paper = agreed_paper()
    publication = publish(paper, public_at=clock.now() + HOUR)
    paper.activity.refresh_from_db()

    assert not publication.is_public
    assert paper.activity.visibility == Visibility.COMMITTEE
    assert lift_embargoes() == []
    assert not Publication.objects.public().exists()

    end_embargo(publication, clock.now() + timedelta(seconds=1.5))
    assert not Publication.objects.public().exists()
    end_embargo(publication, clock.now())

    assert Publication.objects.public().exists()
    assert lift_embargoes() == [paper.pk]
    assert lift_embargoes() == []
    paper.activity.refresh_from_db()
    assert paper.activity.visibility == Visibility.PUBLIC


def test_lifting_respects_what_was_decided_afterwards() -> None:
    paper = agreed_paper()
    publish(paper)
    paper.activity.visibility = Visibility.FEDERATION
    paper.activity.save()

    assert lift_embargoes() == []

    paper.activity.refresh_from_db()
    assert paper.activity.visibility == Visibility.FEDERATION


def test_paper_taken_back_is_public_no_more() -> None:
    paper = agreed_paper()
    publication = publish(paper)

    withdraw_publication(publication=publication, reason="Zahl falsch.", by=secretary(paper))

    assert not Publication.objects.public().exists()
    assert Publication.objects.known().get().withdrawn_reason == "Zahl falsch."
    with pytest.raises(PaperError):
        withdraw_publication(publication=publication, reason="Noch mal.", by=secretary(paper))


def test_taking_back_needs_reason_and_right() -> None:
    paper = agreed_paper()
    publication = publish(paper)

    with pytest.raises(PaperError):
        withdraw_publication(publication=publication, reason=" ", by=secretary(paper))
    with pytest.raises(RefusedError):
        withdraw_publication(publication=publication, reason="Nein", by=speaker(paper, paper.lead))


def test_taken_back_under_embargo_was_never_public() -> None:
    paper = agreed_paper()
    publication = publish(paper, public_at=clock.now() + HOUR)

    withdraw_publication(publication=publication, reason="Falsch.", by=secretary(paper))
    Publication.objects.update(withdrawn_at=clock.now() - 2 * HOUR, public_at=clock.now() - HOUR)

    assert not Publication.objects.known().exists()
    assert lift_embargoes() == []


def with_inserted_word() -> bytes:
    """Write a Word file with a recorded insertion."""
    document = docx.Document()
    paragraph = document.add_paragraph("Wir fordern ")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.set(qn("w:author"), "Kim Muster")
    inserted.append(paragraph.add_run("zwölf Millionen")._r)
    paragraph._p.append(inserted)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_recorded_changes_are_refused_with_advice() -> None:
    paper = agreed_paper(data=with_inserted_word())

    with pytest.raises(FileRefusedError, match="zwölf Millionen") as refused:
        release(paper=paper, wish=Release(seen_sha256="x"), by=secretary(paper))

    assert refused.value.advice
    assert not Publication.objects.exists()


def test_losses_must_be_confirmed() -> None:
    document = docx.Document()
    document.add_paragraph("Vor dem Bild.")
    document.add_picture(io.BytesIO(PIXEL))
    target = io.BytesIO()
    document.save(target)
    paper = agreed_paper(data=target.getvalue())
    wish = wish_for(paper)

    with pytest.raises(PaperError, match=r"loses|confirm|bestätigen"):
        release(paper=paper, wish=wish, by=secretary(paper))
    publication = release(paper=paper, wish=replace(wish, knows_losses=True), by=secretary(paper))

    assert len(publication.losses) == 1
    assert "Bild" in publication.losses[0]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_release_once() -> None:
    paper = agreed_paper()
    wish, people = wish_for(paper), [secretary(paper), secretary(paper)]
    gate, results = threading.Barrier(2), []

    def run(who: Any) -> None:
        own = Paper.objects.select_related("activity__body", "lead").get(pk=paper.pk)
        gate.wait()
        try:
            release(paper=own, wish=wish, by=who)
            results.append("released")
        except StaleError:
            results.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["released", "stale"]
    assert Publication.objects.count() == 1
