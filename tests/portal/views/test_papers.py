"""Published papers on the public site; embargoed ones do not exist there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_programme
from tests.papers.factories import secretary
from tests.papers.published import agreed_paper, end_embargo, publish

from einklang.core import clock
from einklang.papers.models import Paper
from einklang.papers.operations.publication import withdraw_publication

pytestmark = pytest.mark.django_db
TITLE = "Teilhabe: was Träger*innen und Nutzer:innen brauchen"
SECOND = timedelta(seconds=1)


def addresses(paper: Paper) -> list[str]:
    one = [paper.pk]
    files = [reverse("portal:paper_download", args=[paper.pk, form]) for form in FORMS]
    return [
        reverse("portal:paper_detail", args=one),
        reverse("portal:paper_card", args=one),
        reverse("portal:record_detail", args=one),
        *files,
    ]


FORMS = ("pdf", "docx", "html", "txt", "json")
LISTS = ("portal:home", "portal:paper_list", "portal:record_list", "portal:feed", "portal:sitemap")


def is_seen(client: Client, paper: Paper) -> set[str]:
    """Return the lists that show the paper, or link to it."""
    seen = set()
    for name in LISTS:
        page = client.get(reverse(name)).content.decode()
        if "Teilhabe" in page or f"/veroeffentlichungen/{paper.pk}/" in page:
            seen.add(name)
    found = client.get(reverse("portal:paper_list"), {"q": "Teilhabe"}).content.decode()
    if f"/veroeffentlichungen/{paper.pk}/" in found:
        seen.add("search")
    return seen


def test_published_paper_is_a_page_with_files_and_preview(client: Client) -> None:
    paper = agreed_paper(title=TITLE)
    publication = publish(paper)

    page = client.get(reverse("portal:paper_detail", args=[paper.pk]))

    text = page.content.decode()
    address = f"http://localhost:8000/veroeffentlichungen/{paper.pk}/"
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert TITLE in text
    assert "Wir fordern zehn Millionen Euro" in text
    assert "Verband C" in text
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'<meta property="og:image" content="{address}vorschau.png">' in text
    assert publication.sha256[:16] in text
    assert f"{TITLE}. " in text
    for path in addresses(paper):
        assert client.get(path).status_code == 200
    assert is_seen(client, paper) == {*LISTS, "search"}


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype"), ("txt", b"# "), ("json", b"{")],
)
def test_files_have_the_same_bytes_again(client: Client, form: str, beginning: bytes) -> None:
    paper = agreed_paper()
    publish(paper)
    path = reverse("portal:paper_download", args=[paper.pk, form])

    first, second = client.get(path), client.get(path)

    assert first.content.startswith(beginning)
    assert first.content == second.content
    assert f"stellungnahme-zum-entwurf.{form}" in first["Content-Disposition"]


def test_preview_picture_is_a_png(client: Client) -> None:
    paper = agreed_paper()
    publish(paper)

    answer = client.get(reverse("portal:paper_card", args=[paper.pk]))

    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_nothing_is_public_before_the_release(client: Client) -> None:
    paper = agreed_paper(title=TITLE)

    assert {client.get(path).status_code for path in addresses(paper)} == {404}
    assert is_seen(client, paper) == set()


def test_embargo_hides_everything_until_its_second(client: Client) -> None:
    paper = agreed_paper(title=TITLE)
    publication = publish(paper, public_at=clock.now() + timedelta(hours=1))
    # Even if somebody makes the record public by hand meanwhile.
    type(paper.activity).objects.filter(pk=paper.pk).update(visibility="public")

    end_embargo(publication, clock.now() + 60 * SECOND)
    assert {client.get(path).status_code for path in addresses(paper)} == {404}
    assert is_seen(client, paper) == set()
    end_embargo(publication, clock.now() - SECOND)

    assert {client.get(path).status_code for path in addresses(paper)} == {200}
    assert is_seen(client, paper) == {*LISTS, "search"}


@pytest.mark.parametrize("word", ["Träger:innen", "Träger*innen", "trägerinnen", "Nutzer*innen"])
def test_search_folds_gender_and_the_title_stays_to_the_letter(client: Client, word: str) -> None:
    publish(agreed_paper(title=TITLE))
    publish(agreed_paper(title="Pflege"))

    page = client.get(reverse("portal:paper_list"), {"q": word}).content.decode()

    assert TITLE in page
    assert ">Pflege<" not in page


def test_list_filters_by_kind_year_and_programme(client: Client) -> None:
    one, other = agreed_paper(title="Das eine"), agreed_paper(title="Das andere")
    programme = make_programme()
    one.activity.programmes.add(programme)
    publish(one)
    publish(other)
    list_url = reverse("portal:paper_list")

    for query in ({"art": one.kind.kind.key}, {"programm": programme.key}):
        page = client.get(list_url, query).content.decode()
        assert "Das eine" in page
        assert "Das andere" not in page
    year = str(clock.today().year)
    assert "Das andere" in client.get(list_url, {"jahr": year}).content.decode()
    assert "Das andere" not in client.get(list_url, {"jahr": "2001"}).content.decode()


def test_paper_that_was_taken_back_says_when_and_why(client: Client) -> None:
    paper = agreed_paper(title=TITLE)
    publication = publish(paper)
    withdraw_publication(
        publication=publication, reason="Eine Zahl war falsch.", by=secretary(paper)
    )

    page = client.get(reverse("portal:paper_detail", args=[paper.pk]))
    pdf = client.get(reverse("portal:paper_download", args=[paper.pk, "pdf"]))

    assert page.status_code == 410
    assert "Eine Zahl war falsch." in page.content.decode()
    assert "zehn Millionen" not in page.content.decode()
    assert pdf.status_code == 404
    listed = client.get(reverse("portal:paper_list")).content.decode()
    assert TITLE not in listed


def test_query_count_does_not_grow_with_papers(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish(agreed_paper())
    path = reverse("portal:paper_list")
    client.get(path)
    with django_assert_max_num_queries(9) as few:
        client.get(path)
    for _number in range(2):
        publish(agreed_paper())

    with django_assert_max_num_queries(len(few)):
        client.get(path)
