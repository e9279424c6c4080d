"""Every page, its rights, and that lists cost the same for one row and for three."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import (
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_organisation,
    make_participation,
    make_programme,
)

from einklang.chronicle.enums import OccasionKind, OutcomeKind, ParticipationRole, Visibility
from einklang.chronicle.models import Activity, Demand, FollowUp, Occasion, Outcome
from einklang.federation.enums import Role
from einklang.federation.models import Organisation

pytestmark = pytest.mark.django_db

SignIn = Callable[[Role], Client]


@pytest.fixture
def body() -> Organisation:
    return make_body()


@pytest.fixture
def sign_in(body: Organisation) -> SignIn:
    def enter(role: Role) -> Client:
        client = Client()
        client.force_login(make_account(role=role, body=body))
        return client

    return enter


def full_activity(body: Organisation, **fields: object) -> Activity:
    kind = make_kind(expects="day, addressee, outcome", icon="letter")
    occasion = Occasion.objects.create(
        key=f"o{Occasion.objects.count()}", label="Anlass", kind=OccasionKind.OTHER
    )
    activity = make_activity(
        body=body, kind=kind, programmes=[make_programme()], occasions=[occasion], **fields
    )
    make_participation(activity, ParticipationRole.AUTHOR)
    Demand.objects.create(activity=activity, text="Mehr Geld")
    Outcome.objects.create(activity=activity, kind=OutcomeKind.OPEN, text="Noch offen.")
    FollowUp.objects.create(activity=activity, text="Nachfragen")
    return activity


LISTS = ["chronicle:activity_list", "chronicle:gaps"]


@pytest.mark.parametrize("name", [*LISTS, "chronicle:year_view"])
def test_lists_cost_the_same_for_one_row_and_for_three(
    sign_in: SignIn, body: Organisation, name: str
) -> None:
    client = sign_in(Role.MEMBER)
    path = reverse(name, args=[2024] if name == "chronicle:year_view" else [])
    full_activity(body, when="")
    client.get(path)
    with CaptureQueriesContext(connection) as once:
        client.get(path)
    for _more in range(2):
        full_activity(body, when="")
    with CaptureQueriesContext(connection) as thrice:
        response = client.get(path)

    assert response.status_code == 200
    assert response.content.decode().count("/chronik/") > 3
    assert len(once) == len(thrice)


@pytest.mark.parametrize("form", ["csv", "json", "ics", "xlsx"])
def test_exports_cost_the_same_for_one_row_and_for_three(
    sign_in: SignIn, body: Organisation, form: str
) -> None:
    client = sign_in(Role.MEMBER)
    path = reverse("chronicle:export", args=[form])
    full_activity(body)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(path).streaming_content)  # type: ignore[attr-defined]  # streams
        return len(captured)

    queries()
    once = queries()
    full_activity(body)
    full_activity(body)

    assert queries() == once


def test_record_page_costs_the_same_for_many_parts(sign_in: SignIn, body: Organisation) -> None:
    client = sign_in(Role.MEMBER)
    activity = full_activity(body)
    client.get(activity.get_absolute_url())
    with CaptureQueriesContext(connection) as once:
        client.get(activity.get_absolute_url())
    for _more in range(2):
        make_participation(activity)
        Demand.objects.create(activity=activity, text="Noch mehr Geld")
        FollowUp.objects.create(activity=activity, text="Nachfragen")
        activity.programmes.add(make_programme())
    with CaptureQueriesContext(connection) as thrice:
        client.get(activity.get_absolute_url())

    assert len(once) == len(thrice)


def test_list_shows_only_the_current_committee(sign_in: SignIn, body: Organisation) -> None:
    make_activity(body=body, title="Unsere Sache")
    make_activity(title="Fremde Sache", visibility=Visibility.PUBLIC)

    page = sign_in(Role.MEMBER).get(reverse("chronicle:activity_list")).content.decode()

    assert "Unsere Sache" in page
    assert "Fremde Sache" not in page


def test_list_answers_htmx_with_the_part_that_stands_on_the_page(
    sign_in: SignIn, body: Organisation
) -> None:
    make_activity(body=body, title="Unsere Sache")
    client, path = sign_in(Role.MEMBER), reverse("chronicle:activity_list")

    part = client.get(path, {"q": "Sache", "year": ""}, headers={"HX-Request": "true"})
    whole = client.get(path, {"q": "Sache", "year": ""})

    assert part.content.decode().strip() in whole.content.decode()
    assert part["HX-Push-Url"] == f"{path}?q=Sache"


def test_list_survives_nonsense(sign_in: SignIn, body: Organisation) -> None:
    make_activity(body=body, title="Unsere Sache")
    nonsense = {
        "year": "MMXXIV", "kind": "x", "group": "-1", "phase": "x", "sort": "x", "page": "-7",
        "organisation": "9999999999999999999999", "gap": "x", "visibility": "x",
    }  # fmt: skip

    response = sign_in(Role.MEMBER).get(reverse("chronicle:activity_list"), nonsense)

    assert response.status_code == 200
    assert "Unsere Sache" in response.content.decode()


def test_chips_take_one_filter_away(sign_in: SignIn, body: Organisation) -> None:
    make_activity(body=body, title="Unsere Sache")

    response = sign_in(Role.MEMBER).get(
        reverse("chronicle:activity_list"), {"q": "Sache", "year": "2024"}
    )

    assert [chip.without for chip in response.context["chips"]] == ["year=2024", "q=Sache"]


PAGES = [
    "activity_edit", "activity_history", "part_add", "attachment_add",
]  # fmt: skip
STEERED = ["activity_delete", "activity_publish"]


@pytest.mark.parametrize("name", [*PAGES, *STEERED])
@pytest.mark.parametrize("role", list(Role))
def test_pages_open_to_those_who_may(
    sign_in: SignIn, body: Organisation, role: Role, name: str
) -> None:
    activity = full_activity(body, visibility=Visibility.PUBLIC)
    allowed = {Role.SECRETARIAT, Role.CHAIR} | ({Role.MEMBER} if name in PAGES else set())

    response = sign_in(role).get(reverse(f"chronicle:{name}", args=[activity.pk]))

    assert response.status_code == (200 if role in allowed else 403)


@pytest.mark.parametrize(
    "what", ["participation", "link", "demand", "outcome", "claim", "follow_up"]
)
def test_every_sort_of_part_has_its_form(sign_in: SignIn, body: Organisation, what: str) -> None:
    activity = full_activity(body)
    path = reverse("chronicle:part_add", args=[activity.pk])

    assert sign_in(Role.MEMBER).get(path, {"what": what}).status_code == 200
    assert sign_in(Role.MEMBER).post(path, {"what": what}).status_code == 200
    assert sign_in(Role.MEMBER).get(path, {"what": "other"}).status_code == 404


def test_anonymous_is_sent_to_sign_in(body: Organisation) -> None:
    activity = full_activity(body, visibility=Visibility.PUBLIC)

    for path in (reverse("chronicle:activity_list"), activity.get_absolute_url()):
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_somebody_without_committee_is_refused() -> None:
    client = Client()
    client.force_login(make_account())

    assert client.get(reverse("chronicle:activity_list")).status_code == 403


def test_note_follow_ups_and_gaps_stay_in_the_committee(
    sign_in: SignIn, body: Organisation
) -> None:
    activity = full_activity(
        body, visibility=Visibility.FEDERATION, summary="Vertraulich", when=""
    )

    inside = sign_in(Role.MEMBER).get(activity.get_absolute_url()).content.decode()
    outside = sign_in(Role.ASSOCIATION_STAFF).get(activity.get_absolute_url()).content.decode()

    for secret in ("Vertraulich", "Nachfragen", "gaps-heading"):
        assert secret in inside
        assert secret not in outside


def test_record_of_the_committee_is_hidden_from_staff(sign_in: SignIn, body: Organisation) -> None:
    activity = full_activity(body)

    assert sign_in(Role.ASSOCIATION_STAFF).get(activity.get_absolute_url()).status_code == 404


def test_hostile_texts_are_escaped(sign_in: SignIn, body: Organisation) -> None:
    activity = full_activity(body, title="<script>alert(1)</script>", motto="<img onerror=x>")
    client = sign_in(Role.MEMBER)

    for path in (activity.get_absolute_url(), reverse("chronicle:activity_list")):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img onerror" not in page


def test_list_takes_names_typed_and_numbers_of_links(sign_in: SignIn, body: Organisation) -> None:
    client, path = sign_in(Role.MEMBER), reverse("chronicle:activity_list")
    organisation = make_organisation(name="Stelle Nord")
    theirs = make_activity(body=body, title="Deren Brief")
    make_participation(theirs, organisation=organisation)
    make_activity(body=body, title="Anderes")

    def found(value: str | int) -> tuple[int, str]:
        answer = client.get(path, {"organisation": value})
        return len(answer.context["page"].object_list), answer.content.decode()

    assert found("stelle nord")[0] == 1
    assert found("nirgends")[0] == 0
    number, page = found(organisation.pk)
    assert number == 1
    assert 'value="Stelle Nord"' in page


def test_last_page_shows_the_last_rows(sign_in: SignIn, body: Organisation) -> None:
    kind = make_kind()
    for day in range(1, 3):
        for month in range(1, 13):
            for year in (2022, 2023, 2024):
                make_activity(body=body, kind=kind, when=f"{day}.{month}.{year}")

    page = sign_in(Role.MEMBER).get(reverse("chronicle:activity_list"), {"page": 2})

    shown = page.context["page"].object_list
    assert len(shown) == 22
    assert shown[-1].when_text == "1. Januar 2022"
