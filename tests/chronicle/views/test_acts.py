"""What people do on the pages, from the form to the table."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook
from pytest_django import Settings
from tests.factories import (
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_organisation,
    make_participation,
)

from einklang.chronicle.enums import LinkKind, ParticipationRole, Phase, Visibility
from einklang.chronicle.models import Activity, Attachment, Demand, FollowUp
from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Organisation:
    return make_body()


@pytest.fixture
def chair(body: Organisation) -> Account:
    return make_account(role=Role.CHAIR, body=body)


@pytest.fixture
def client(chair: Account) -> Client:
    client = Client()
    client.force_login(chair)
    return client


def address(name: str, activity: Activity) -> str:
    return reverse(f"chronicle:{name}", args=[activity.pk])


def edit_data(client: Client, activity: Activity, **changes: str) -> dict[str, str]:
    """Collect what the edit form shows, as a browser would send it back."""
    form = client.get(address("activity_edit", activity)).context["form"]
    data = {
        name: str(form[name].value() or "")
        for name in form.fields
        if not isinstance(form[name].value(), list | bool)
    }
    data["when"] = form.fields["when"].prepare_value(form["when"].value())
    return data | {"is_quoted": "on"} | changes


def test_quick_entry_takes_one_line_and_lands_on_what_is_missing(
    client: Client, body: Organisation
) -> None:
    kind = make_kind(expects="addressee")

    response = client.post(
        reverse("chronicle:activity_new"),
        {"title": "Brief", "kind": kind.pk, "when": "heute"},
        follow=True,
    )

    activity = Activity.objects.get()
    assert (activity.title, activity.body) == ("Brief", body)
    assert activity.when_start == clock.today()
    assert activity.state.phase == Phase.WORKED_ON
    assert response.redirect_chain == [(activity.get_absolute_url(), 302)]
    assert [gap.key for gap in response.context["gaps"]] == ["addressee"]


def test_quick_entry_keeps_what_was_typed_when_the_date_is_wrong(
    client: Client, body: Organisation
) -> None:
    response = client.post(
        reverse("chronicle:activity_new"),
        {"title": "Brief", "kind": make_kind().pk, "when": "31.2.2024"},
    )

    assert body
    assert not Activity.objects.exists()
    assert "31.2.2024" in response.content.decode()
    assert set(response.context["form"].errors) == {"when"}


def test_quick_entry_asks_before_it_records_twice(client: Client, body: Organisation) -> None:
    known = make_activity(body=body, title="Stellungnahme zum Haushaltsentwurf")
    data = {"title": "Stellungnahme zum Haushaltsentwurf", "kind": make_kind().pk, "when": ""}

    asked = client.post(reverse("chronicle:activity_new"), data)
    assert list(asked.context["alike"]) == [known]
    assert Activity.objects.count() == 1

    client.post(reverse("chronicle:activity_new"), data | {"despite": "1"})
    assert Activity.objects.count() == 2


def test_duplicates_are_shown_while_typing(client: Client, body: Organisation) -> None:
    make_activity(body=body, title="Stellungnahme zum Haushaltsentwurf")

    part = client.get(reverse("chronicle:duplicates"), {"title": "Stellungnahme Haushaltsentwurf"})
    empty = client.get(reverse("chronicle:duplicates"), {"title": "St"})

    assert "Stellungnahme zum Haushaltsentwurf" in part.content.decode()
    assert empty.content.strip() == b""


def test_actor_search_answers_choices(client: Client) -> None:
    make_organisation(name="Überregionale Stelle")
    path = reverse("chronicle:actor_search")

    page = client.get(path, {"q": "überreg"}).content.decode()
    organisations = client.get(path, {"field": "organisation", "organisation": "überreg"})
    people = client.get(path, {"field": "person", "person": "überreg"})

    assert 'value="Überregionale Stelle"' in page
    assert "Überregionale Stelle" in organisations.content.decode()
    assert people.content.strip() == b""


def test_edit_changes_the_record(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body)

    response = client.post(
        address("activity_edit", activity),
        edit_data(
            client, activity, title="Neuer Titel", when="16.–20.9.2024", new_occasion="Anhörung"
        ),
    )

    assert response.status_code == 302
    activity.refresh_from_db()
    assert activity.title == "Neuer Titel"
    assert activity.when_text == "16.–20. September 2024"
    assert [str(occasion) for occasion in activity.occasions.all()] == ["Anhörung"]


def test_edit_unchanged_writes_the_same_again(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body, when="Juni–Oktober 2024", place="Berlin", year=2024)

    client.post(address("activity_edit", activity), edit_data(client, activity))

    again = Activity.objects.get()
    for name in ("title", "kind", "state", "when", "year", "place", "period", "key"):
        assert getattr(again, name) == getattr(activity, name)


def test_edit_that_came_second_loses_nothing_and_shows_both(
    client: Client, body: Organisation
) -> None:
    activity = make_activity(body=body, title="Alt")
    data = edit_data(client, activity, title="Meins", motto="Auch meins")
    Activity.objects.get().save()
    stale = Activity.objects.get()
    stale.title = "Schneller"
    stale.save()

    response = client.post(address("activity_edit", activity), data)

    page = response.content.decode()
    assert response.status_code == 200
    assert {(row.mine, row.theirs) for row in response.context["differences"]} == {
        ("Meins", "Schneller"),
        ("Auch meins", ""),
    }
    assert 'value="Meins"' in page
    assert Activity.objects.get().title == "Schneller"

    seen_at = response.context["form"].data["seen_at"]
    client.post(address("activity_edit", activity), data | {"seen_at": seen_at})
    assert Activity.objects.get().title == "Meins"


def test_state_and_visibility_change_by_a_button(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body)
    other = activity.kind.life_cycle.states.get(phase=Phase.WORKED_ON)

    client.post(address("activity_state", activity), {"state": other.pk})
    client.post(address("activity_publish", activity), {"visibility": Visibility.PUBLIC})
    client.post(address("activity_state", activity), {"state": 0})

    activity.refresh_from_db()
    assert activity.state == other
    assert activity.visibility == Visibility.PUBLIC


def test_delete_asks_first(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body)

    assert client.get(address("activity_delete", activity)).status_code == 200
    assert Activity.objects.exists()
    client.post(address("activity_delete", activity))

    assert not Activity.objects.exists()


def test_parts_come_and_go_without_javascript(client: Client, body: Organisation) -> None:
    activity, other = make_activity(body=body), make_activity(body=body, title="Andere Sache")
    association = make_organisation()
    path = address("part_add", activity)
    offered = client.get(path, {"what": "link", "q": "andere"}).content.decode()

    for data in (
        {"what": "participation", "role": "author", "actor": f"organisation:{association.pk}"},
        {"what": "participation", "role": "guest", "name": "Eine Runde"},
        {"what": "demand", "text": "Mehr Geld"},
        {"what": "outcome", "kind": "partial", "text": "Ein Teil kam.", "when": "2024"},
        {"what": "claim", "qualifier": "about", "value": "100", "label": "Veranstaltungen"},
        {"what": "follow_up", "text": "Nachfragen", "due_on": "2024-12-01"},
        {"what": "link", "kind": LinkKind.ANSWERS, "target": other.pk},
    ):
        assert client.post(path, data).status_code == 302, data

    assert "Andere Sache" in offered
    assert activity.participations.count() == 2
    for what, rows in (
        ("participation", activity.participations),
        ("demand", activity.demands),
        ("outcome", activity.outcomes),
        ("claim", activity.claims),
        ("follow_up", activity.follow_ups),
        ("link", activity.links),
    ):
        for row in rows.all():
            client.post(address("part_remove", activity), {"what": what, "part": row.pk})
        assert rows.count() == 0


def test_participation_is_chosen_by_its_name(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body)
    path = address("part_add", activity)
    north, south = make_organisation(name="Stelle Nord"), make_organisation(name="Stelle Süd")
    data = {"what": "participation", "role": "author"}

    asked = client.post(path, data | {"actor": "stelle"}).content.decode()
    unknown = client.post(path, data | {"actor": "Niemand"})
    client.post(path, data | {"actor": "stelle", "which": f"organisation:{south.pk}"})
    client.post(path, data | {"actor": "Stelle Nord"})

    assert "Wer ist gemeint?" in asked
    assert f'value="organisation:{north.pk}"' in asked
    assert unknown.status_code == 200
    assert {part.organisation for part in activity.participations.all()} == {north, south}


def test_participation_needs_exactly_one_actor(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body)
    path = address("part_add", activity)
    actor = f"organisation:{make_organisation().pk}"

    for more in ({}, {"actor": actor, "name": "Doppelt"}):
        client.post(path, {"what": "participation", "role": "author", **more})

    assert activity.participations.count() == 0


def test_part_of_another_record_is_not_removed(client: Client, body: Organisation) -> None:
    activity, other = make_activity(body=body), make_activity(body=body)
    demand = Demand.objects.create(activity=other, text="Mehr Geld")

    response = client.post(address("part_remove", activity), {"what": "demand", "part": demand.pk})

    assert response.status_code == 404
    assert Demand.objects.get() == demand


def test_follow_up_is_ticked_off(client: Client, body: Organisation) -> None:
    follow_up = FollowUp.objects.create(activity=make_activity(body=body), text="Nachfragen")

    client.post(reverse("chronicle:follow_up_done", args=[follow_up.activity_id, follow_up.pk]))

    follow_up.refresh_from_db()
    assert follow_up.done_at is not None


def test_attachment_is_handed_over_only_to_be_kept(
    client: Client, body: Organisation, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    activity = make_activity(body=body)
    upload = SimpleUploadedFile("Brief.pdf", b"%PDF-1.7", content_type="text/html")

    refused = client.post(
        address("attachment_add", activity),
        {"file": SimpleUploadedFile("seite.html", b"<script>")},
    )
    client.post(address("attachment_add", activity), {"file": upload})
    attachment = Attachment.objects.get()
    path = reverse("chronicle:attachment_download", args=[activity.pk, attachment.pk])
    response = client.get(path)

    assert refused.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Brief.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]  # streams
    stranger = Client()
    stranger.force_login(make_account(role=Role.MEMBER))
    assert stranger.get(path).status_code == 404
    assert Client().get(path).status_code == 302
    client.post(reverse("chronicle:attachment_delete", args=[activity.pk, attachment.pk]))
    assert not Attachment.objects.exists()


def exported(client: Client, form: str, **query: str) -> bytes:
    response = client.get(reverse("chronicle:export", args=[form]), query)
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # streams


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_exports_hold_no_formulas(client: Client, body: Organisation, title: str) -> None:
    make_activity(body=body, title=title)

    sheet = load_workbook(io.BytesIO(exported(client, "xlsx"))).active
    lines = exported(client, "csv").decode("utf-8-sig").splitlines()

    assert sheet is not None
    assert [cell.data_type for cell in sheet[2] if cell.value] == ["s"] * len(
        [cell for cell in sheet[2] if cell.value]
    )
    assert f";{title}" not in lines[1]
    assert f"'{title}".replace('"', '""') in lines[1]


def test_exports_respect_filters_and_rights(client: Client, body: Organisation) -> None:
    make_activity(body=body, title="Gesucht", summary="Vertraulich")
    make_activity(body=body, title="Anderes", when="1.1.2023")
    make_activity(title="Fremdes", visibility=Visibility.PUBLIC)
    staff = Client()
    staff.force_login(make_account(role=Role.ASSOCIATION_STAFF, body=body))

    for form in ("csv", "json", "ics"):
        mine = exported(client, form, year="2024").decode()
        assert "Gesucht" in mine
        assert not {"Anderes", "Fremdes", "Vertraulich"} & set(mine.replace('"', " ").split())
        assert "Gesucht" not in exported(staff, form).decode()
    assert client.get(reverse("chronicle:export", args=["pdf"])).status_code == 404


def test_calendar_holds_only_days_that_are_known(client: Client, body: Organisation) -> None:
    make_activity(body=body, title="Tage", when="16.–20.9.2024")
    make_activity(body=body, title="Monat", when="September 2024")

    calendar = exported(client, "ics").decode()

    assert "DTSTART;VALUE=DATE:20240916" in calendar
    assert "DTEND;VALUE=DATE:20240921" in calendar
    assert "Monat" not in calendar


def test_acts_are_refused_to_association_staff(body: Organisation) -> None:
    activity = make_activity(body=body, visibility=Visibility.FEDERATION)
    make_participation(activity, ParticipationRole.AUTHOR)
    staff = Client()
    staff.force_login(make_account(role=Role.ASSOCIATION_STAFF, body=body))

    for name in ("activity_edit", "activity_delete", "activity_publish", "part_add"):
        assert staff.post(address(name, activity), {"title": "x"}).status_code == 403
    first = activity.kind.life_cycle.states.get(phase=Phase.WORKED_ON)
    staff.post(address("activity_state", activity), {"state": first.pk})
    assert staff.post(reverse("chronicle:activity_new"), {"title": "x"}).status_code == 403

    assert Activity.objects.get().state.phase == Phase.DONE


def test_list_escapes_what_is_searched_for(client: Client, body: Organisation) -> None:
    make_activity(body=body)

    page = client.get(reverse("chronicle:activity_list"), {"q": "<script>"}).content.decode()

    assert escape("<script>") in page
    assert "<script>" not in page.replace("<script src", "")


def test_api_answers_what_the_account_may_read(client: Client, body: Organisation) -> None:
    activity = make_activity(body=body, title="Unsere Sache")
    make_participation(activity, ParticipationRole.AUTHOR)
    hidden = make_activity(title="Fremde Sache")

    listed = client.get("/api/v1/chronicle/activities", {"q": "Sache"}).json()
    one = client.get(f"/api/v1/chronicle/activities/{activity.pk}").json()

    assert [row["title"] for row in listed["results"]] == ["Unsere Sache"]
    assert one["when"] == {
        "precision": "day",
        "start": "2024-09-12",
        "end": "2024-09-12",
        "text": "12. September 2024",
    }
    assert client.get(f"/api/v1/chronicle/activities/{hidden.pk}").status_code == 404
    assert client.get("/api/v1/chronicle/activities", {"year": "x"}).status_code == 422
    assert Client().get("/api/v1/chronicle/activities").status_code == 401
