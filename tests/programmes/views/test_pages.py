"""Every page of the programmes: who may open it, what it says, what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import make_account, make_body, make_organisation, make_programme
from tests.programmes.samples import make_budget, make_figure, make_indicator, make_source

from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Affiliation, Organisation
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure, Programme, ProgrammeCarrier, Source

pytestmark = pytest.mark.django_db

SignIn = Callable[[Role], Client]
INSIDERS = [Role.SECRETARIAT, Role.CHAIR, Role.MEMBER]
READERS = [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST]
READ = ["programme_list", "programme_detail", "figures_export", "all_figures_export"]
WRITE = [
    "programme_new",
    "programme_edit",
    "carrier_new",
    "carrier_delete",
    "figure_new",
    "figure_edit",
    "figure_delete",
]


@pytest.fixture
def federation() -> Organisation:
    return make_organisation(kind=OrganisationKind.FEDERATION, name="Dachverband")


@pytest.fixture
def sign_in(federation: Organisation) -> SignIn:
    body = make_body()
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)

    def enter(role: Role) -> Client:
        client = Client(headers={"accept-language": "de"})
        client.force_login(make_account(role=role, body=body))
        return client

    return enter


def full_programme(**fields: object) -> Programme:
    """Make a programme with all that a page can show."""
    whole = make_programme(
        funder=make_organisation(), granting_authority=make_organisation(), since_year=2005
    )
    programme = make_programme(parent=None, funder=whole.funder, url="https://example.org")
    make_programme(parent=programme)
    ProgrammeCarrier.objects.create(programme=programme, organisation=make_organisation())
    budget = make_budget()
    for year in (2023, 2024):
        money: dict[str, Any] = {
            "programme": programme,
            "indicator": budget,
            "year": year,
            "unit": "Mio. €",
        }
        make_figure("77.5", **money)
        make_figure("57.5", FigureKind.DRAFT, **money)
    for name, value in fields.items():
        setattr(programme, name, value)
    programme.save()
    return programme


def path_to(name: str, programme: Programme) -> str:
    arguments = {
        "carrier_delete": programme.carriers.first(),
        "figure_edit": programme.figures.first(),
        "figure_delete": programme.figures.first(),
        "programme_list": None,
        "programme_new": None,
        "all_figures_export": None,
    }
    row = arguments.get(name, programme)
    return reverse(f"programmes:{name}", args=[row.pk] if row else [])


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_asks_strangers_to_sign_in(name: str) -> None:
    answer = Client().get(path_to(name, full_programme()))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads(sign_in: SignIn, role: Role, name: str) -> None:
    assert sign_in(role).get(path_to(name, full_programme())).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_insiders_open_the_forms_and_readers_do_not(sign_in: SignIn, name: str) -> None:
    path = path_to(name, full_programme())

    answers = {role: sign_in(role).get(path).status_code for role in Role}

    assert answers == dict.fromkeys(INSIDERS, 200) | dict.fromkeys(READERS, 403)


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("role", READERS)
def test_readers_post_nothing(sign_in: SignIn, role: Role, name: str) -> None:
    programme = full_programme()
    before = list(Figure.objects.values()), list(ProgrammeCarrier.objects.values())

    answer = sign_in(role).post(path_to(name, programme), {"name": "Neu"})

    assert answer.status_code == 403
    assert (list(Figure.objects.values()), list(ProgrammeCarrier.objects.values())) == before
    assert not Programme.objects.filter(name="Neu").exists()


def test_account_without_a_committee_sees_nothing() -> None:
    client = Client()
    client.force_login(make_account())

    assert client.get(reverse("programmes:programme_list")).status_code == 403


def test_what_does_not_exist_is_not_found(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)

    for name in ("programme_detail", "programme_edit", "figure_edit", "carrier_delete"):
        assert client.get(reverse(f"programmes:{name}", args=[0])).status_code == 404


def test_readers_see_no_buttons(sign_in: SignIn) -> None:
    path = path_to("programme_detail", full_programme())

    shown = sign_in(Role.MEMBER).get(path).content.decode()
    hidden = sign_in(Role.GUEST).get(path).content.decode()

    for part in ("/bearbeiten/", "/zahl/", "/traeger/"):
        assert part in shown
        assert part not in hidden


def test_page_shows_contradicting_sources_side_by_side(sign_in: SignIn) -> None:
    programme, indicator = make_programme(), make_indicator(label="Beratungsstellen")
    known = make_source(title="Drucksache 1", url="https://example.org/1", when="4.4.2022")
    for value, source in (("1450", known), ("1480", make_source(title="Zeitung"))):
        make_figure(value, programme=programme, indicator=indicator, source=source)

    page = sign_in(Role.GUEST).get(programme.get_absolute_url()).content.decode()

    assert page.count("Quellen weichen ab") == 1
    assert "1.450" in page
    assert "1.480" in page
    assert '<a href="https://example.org/1" rel="noopener">Drucksache 1</a>' in page
    assert "4. April 2022" in page


def test_page_says_which_carriers_are_no_members(
    sign_in: SignIn, federation: Organisation
) -> None:
    programme = make_programme()
    member, other = make_organisation(name="Mitglied"), make_organisation(name="Bund der Anderen")
    Affiliation.objects.create(organisation=member, parent=federation, kind=AffiliationKind.MEMBER)
    for one in (member, other):
        ProgrammeCarrier.objects.create(programme=programme, organisation=one)

    page = sign_in(Role.GUEST).get(programme.get_absolute_url()).content.decode()

    assert "Nicht Mitglied (Dachverband): Bund der Anderen." in page
    assert page.count('kern-label--small">nicht Mitglied<') == 1


def test_page_is_english_for_english_readers(sign_in: SignIn) -> None:
    programme = full_programme(name_en="Counselling", description_en="What it is.")
    client = sign_in(Role.GUEST)
    client.cookies["django_language"] = "en"

    page = client.get(programme.get_absolute_url()).content.decode()

    assert "Counselling" in page
    assert "What it is." in page
    assert "Bar chart: Money. 2023: draft" in page


def test_pages_cost_the_same_for_one_row_and_for_three(sign_in: SignIn) -> None:
    client, programme = sign_in(Role.MEMBER), full_programme()
    paths = [reverse("programmes:programme_list"), programme.get_absolute_url()]
    paths += [reverse("programmes:all_figures_export"), "/api/v1/programmes"]
    for path in paths:
        client.get(path)
    before = [queries(client, path) for path in paths]

    for _number in range(2):
        full_programme()
        make_programme(parent=programme)
        make_figure(programme=programme)
        ProgrammeCarrier.objects.create(programme=programme, organisation=make_organisation())

    assert [queries(client, path) for path in paths] == before


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_empty_list_offers_insiders_to_begin(sign_in: SignIn) -> None:
    path = reverse("programmes:programme_list")

    offered = sign_in(Role.MEMBER).get(path).content.decode()
    told = sign_in(Role.GUEST).get(path).content.decode()

    assert "Noch ist kein Programm eingetragen" in offered
    assert "Noch ist kein Programm eingetragen" in told
    assert reverse("programmes:programme_new") not in told


def test_export_holds_the_figures_of_the_programme_only(sign_in: SignIn) -> None:
    mine, other = make_figure(note="meine"), make_figure(note="andere")
    client = sign_in(Role.GUEST)

    one = client.get(reverse("programmes:figures_export", args=[mine.programme_id]))
    everything = client.get(reverse("programmes:all_figures_export")).content.decode()

    assert one["Content-Disposition"] == f'attachment; filename="{mine.programme.key}.csv"'
    assert mine.note in one.content.decode()
    assert other.note not in one.content.decode()
    assert mine.note in everything
    assert other.note in everything


def test_programme_is_entered_and_changed(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)
    data = {"name": "Frühe Hilfen", "article": "die_plural", "since_year": "2005"}

    entered = client.post(reverse("programmes:programme_new"), data)

    programme = Programme.objects.get()
    assert entered["Location"] == programme.get_absolute_url()
    assert (programme.name, programme.years) == ("Frühe Hilfen", "seit 2005")
    path = reverse("programmes:programme_edit", args=[programme.pk])
    seen = programme.updated_at.isoformat()
    changed = client.post(path, {**data, "name": "Neu", "url": "example.org", "seen": seen})
    stale = client.post(path, {**data, "name": "Überholt", "seen": seen})
    programme.refresh_from_db()
    assert changed.status_code == 302
    assert "Inzwischen hat jemand anderes" in stale.content.decode()
    assert (programme.name, programme.url) == ("Neu", "https://example.org")


def test_programme_form_says_what_does_not_fit(sign_in: SignIn) -> None:
    programme = make_programme()
    make_programme(parent=programme)
    data = {
        "name": "X",
        "article": "none",
        "since_year": "2024",
        "until_year": "2020",
        "parent": make_programme().pk,
    }

    answer = sign_in(Role.MEMBER).post(
        reverse("programmes:programme_edit", args=[programme.pk]), data
    )

    assert set(answer.context["form"].errors) == {"until_year", "parent"}


def test_carrier_is_added_once_and_taken_off(sign_in: SignIn) -> None:
    client, programme, organisation = sign_in(Role.CHAIR), make_programme(), make_organisation()
    path = reverse("programmes:carrier_new", args=[programme.pk])
    data = {"organisation": organisation.pk, "role": "carrier"}

    wrong = client.post(path, {**data, "since_year": "2024", "until_year": "2020"})
    added = client.post(path, data)
    again = client.post(path, data)

    carrier = ProgrammeCarrier.objects.get()
    assert set(wrong.context["form"].errors) == {"until_year"}
    assert added["Location"] == programme.get_absolute_url()
    assert "Das ist schon eingetragen." in again.content.decode()
    taken = client.post(reverse("programmes:carrier_delete", args=[carrier.pk]))
    assert taken["Location"] == programme.get_absolute_url()
    assert not ProgrammeCarrier.objects.exists()


def test_figure_is_entered_with_a_new_source_changed_and_deleted(sign_in: SignIn) -> None:
    client, programme = sign_in(Role.SECRETARIAT), make_programme()
    data = {
        "new_indicator": "Beratungsstellen",
        "year": "2024",
        "kind": "reported",
        "qualifier": "over",
        "value": "1.480",
        "when": "12.9.2024",
        "new_source": "Drucksache 20/1",
        "new_url": "example.org/1",
        "new_when": "September 2024",
    }

    entered = client.post(reverse("programmes:figure_new", args=[programme.pk]), data)

    figure, source = Figure.objects.get(), Source.objects.get()
    assert entered["Location"] == programme.get_absolute_url()
    assert figure.quantity.text("de") == "mehr als 1.480"
    assert figure.when_text == "12. September 2024"
    assert (source.url, source.when_text) == ("https://example.org/1", "September 2024")
    path = reverse("programmes:figure_edit", args=[figure.pk])
    known = {
        **{name: value for name, value in data.items() if not name.startswith("new_")},
        "indicator": figure.indicator_id,
        "source": source.pk,
        "seen": figure.updated_at.isoformat(),
    }
    client.post(path, {**known, "value": "1.490"})
    stale = client.post(path, {**known, "value": "1"})
    figure.refresh_from_db()
    assert figure.value == 1490
    assert "Inzwischen hat jemand anderes" in stale.content.decode()
    deleted = client.post(reverse("programmes:figure_delete", args=[figure.pk]))
    assert deleted["Location"] == programme.get_absolute_url()
    assert not Figure.objects.exists()


def test_figure_form_comes_back_with_what_is_missing(sign_in: SignIn) -> None:
    programme = make_programme()

    answer = sign_in(Role.MEMBER).post(
        reverse("programmes:figure_new", args=[programme.pk]), {"value": "viel", "when": "bald"}
    )

    assert {"value", "when", "kind", "source", "indicator"} <= set(answer.context["form"].errors)
    assert not Figure.objects.exists()


def test_api_reads_programmes_and_figures(sign_in: SignIn) -> None:
    client, programme = sign_in(Role.GUEST), full_programme()
    figure = programme.figures.select_related("source").get(year=2024, kind=FigureKind.ADOPTED)
    make_figure()

    listed = client.get("/api/v1/programmes").json()
    one = client.get(f"/api/v1/programmes/{programme.pk}").json()
    found = client.get("/api/v1/programmes/figures", {"programme": programme.pk, "year": 2024})
    page = client.get("/api/v1/programmes/figures", {"limit": 1, "offset": 1}).json()

    assert one in listed
    assert one["carriers"][0]["role"] == "carrier"
    assert [row["kind"] for row in found.json()["results"]] == ["adopted", "draft"]
    assert found.json()["results"][0]["id"] == figure.pk
    assert (page["count"], page["offset"], len(page["results"])) == (5, 1, 1)
    assert client.get("/api/v1/programmes/0").status_code == 404
    assert client.get("/api/v1/programmes/figures", {"year": "x"}).status_code == 422
    assert Client().get("/api/v1/programmes").status_code == 401
