"""The public site shows what is public, and nothing of the rest."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_activity

from einklang.chronicle.enums import Visibility
from einklang.core.when import When

pytestmark = pytest.mark.django_db

HIDDEN = [Visibility.COMMITTEE, Visibility.FEDERATION]


def test_list_shows_public_records_only(client: Client) -> None:
    make_activity(title="Öffentliche Stellungnahme", visibility=Visibility.PUBLIC)
    for visibility in HIDDEN:
        make_activity(title=f"Vertraulich {visibility}", visibility=visibility)

    page = client.get(reverse("portal:record_list")).content.decode()

    assert "Öffentliche Stellungnahme" in page
    assert "Vertraulich" not in page


@pytest.mark.parametrize("visibility", HIDDEN)
def test_detail_of_a_hidden_record_is_not_found(client: Client, visibility: Visibility) -> None:
    activity = make_activity(visibility=visibility)

    assert client.get(reverse("portal:record_detail", args=[activity.pk])).status_code == 404


def test_search_finds_parts_of_words_and_folds_gender(client: Client) -> None:
    make_activity(title="Brief an Entscheidungsträger*innen", visibility=Visibility.PUBLIC)
    make_activity(title="Fachtag Pflege", visibility=Visibility.PUBLIC)

    page = client.get(reverse("portal:record_list"), {"q": "träger:innen"}).content.decode()

    assert "Entscheidungsträger*innen" in page
    assert "Fachtag Pflege" not in page


def test_list_filters_by_year_and_ignores_nonsense(client: Client) -> None:
    make_activity(title="Altes", year=2023, visibility=Visibility.PUBLIC)
    make_activity(title="Neues", year=2024, visibility=Visibility.PUBLIC)

    page = client.get(reverse("portal:record_list"), {"jahr": "2023"}).content.decode()
    odd = client.get(reverse("portal:record_list"), {"jahr": "20x4", "page": "-7"})

    assert "Altes" in page
    assert "Neues" not in page
    assert odd.status_code == 200


def test_empty_list_says_what_to_do(client: Client) -> None:
    page = client.get(reverse("portal:record_list"), {"q": "nirgends"}).content.decode()

    assert "Kein Eintrag passt" in page


@pytest.mark.parametrize("name", ["portal:home", "portal:record_list"])
def test_query_count_does_not_grow_with_records(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    make_activity(visibility=Visibility.PUBLIC)
    client.get(reverse(name))
    with django_assert_max_num_queries(8) as few:
        client.get(reverse(name))
    for _number in range(4):
        make_activity(visibility=Visibility.PUBLIC, when=When.year(2024))

    with django_assert_max_num_queries(len(few)):
        client.get(reverse(name))


def test_feed_is_atom_with_public_records_only(client: Client) -> None:
    make_activity(title="Öffentlich & frei", visibility=Visibility.PUBLIC)
    make_activity(title="Geheim", visibility=Visibility.COMMITTEE)

    answer = client.get(reverse("portal:feed"))

    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    titles = [element.text or "" for element in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert any("Öffentlich & frei" in title for title in titles)
    assert not any("Geheim" in title for title in titles)


def test_sitemap_lists_public_records(client: Client) -> None:
    shown = make_activity(visibility=Visibility.PUBLIC)
    hidden = make_activity(visibility=Visibility.COMMITTEE)

    page = client.get(reverse("portal:sitemap")).content.decode()

    assert reverse("portal:record_detail", args=[shown.pk]) in page
    assert reverse("portal:record_detail", args=[hidden.pk]) not in page


def test_robots_keep_out_of_the_inside(client: Client) -> None:
    page = client.get(reverse("portal:robots")).content.decode()

    assert "Disallow: /chronik/" in page
    assert "Sitemap: http" in page


@pytest.mark.parametrize("name", ["portal:imprint", "portal:accessibility"])
def test_legal_pages_open(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_pages_keep_to_the_content_security_policy(client: Client) -> None:
    answer = client.get(reverse("portal:home"))

    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
