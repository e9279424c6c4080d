import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories import make_account, make_activity, make_body
from tests.intake.hospice import hospice_year, workbook

from einklang.chronicle.models import Activity
from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.intake.models import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Organisation:
    return make_body(key="fa-hospiz", name="Fachausschuss Hospiz")


@pytest.fixture
def secretariat(client: Client, body: Organisation) -> Account:
    account = make_account(role=Role.SECRETARIAT, body=body)
    client.force_login(account)
    return account


def send(client: Client, data: bytes, name: str = "jahr.xlsx") -> str:
    """Upload the file; return the address of what would happen."""
    answer = client.post(reverse("intake:upload"), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_year_comes_in_by_three_pages(client: Client, secretariat: Account) -> None:
    page = client.get(reverse("intake:upload"))
    assert page.status_code == 200
    preview_url = send(client, workbook(hospice_year()))

    preview = client.get(preview_url)

    assert preview.status_code == 200
    assert "Diese Datei übernehmen" in preview.content.decode()
    assert Activity.objects.count() == 0
    upload = Upload.objects.get(account=secretariat)
    done = client.post(reverse("intake:confirm", args=[upload.pk]), follow=True)
    assert done.status_code == 200
    assert done.redirect_chain[-1][0] == reverse("intake:result", args=[upload.pk])
    assert Activity.objects.count() == 40
    upload.refresh_from_db()
    assert bytes(upload.data) == b""
    assert upload.imported_at is not None


def test_mistakes_are_shown_and_cannot_be_confirmed(client: Client, secretariat: Account) -> None:
    tables = hospice_year()
    tables["Aktivitäten"][6][6] = "31.2.2025"
    preview_url = send(client, workbook(tables))

    page = client.get(preview_url).content.decode()

    assert "„31.2.2025“ ist kein Tag, den es gibt." in page
    assert "Diese Datei übernehmen" not in page
    upload = Upload.objects.get(account=secretariat)
    answer = client.post(reverse("intake:confirm", args=[upload.pk]))
    assert answer["Location"] == reverse("intake:preview", args=[upload.pk])
    assert Activity.objects.count() == 0


def test_second_confirmation_finds_nothing_to_do(client: Client, secretariat: Account) -> None:
    send(client, workbook(hospice_year()))
    upload = Upload.objects.get(account=secretariat)
    client.post(reverse("intake:confirm", args=[upload.pk]))

    again = client.post(reverse("intake:confirm", args=[upload.pk]))

    assert again["Location"] == reverse("intake:upload")
    assert Activity.objects.count() == 40
    assert client.get(reverse("intake:preview", args=[upload.pk])).status_code == 302


def test_same_file_is_kept_once(client: Client, secretariat: Account) -> None:
    data = workbook(hospice_year())

    assert send(client, data) == send(client, data)

    assert Upload.objects.filter(account=secretariat).count() == 1


def test_outdated_file_is_gone(client: Client, secretariat: Account) -> None:
    url = send(client, workbook(hospice_year()))
    Upload.objects.update(expires_at=clock.now())

    assert client.get(url)["Location"] == reverse("intake:upload")
    upload = Upload.objects.get(account=secretariat)
    client.post(reverse("intake:confirm", args=[upload.pk]))
    assert Activity.objects.count() == 0
    send(client, b"series: []", "x.yaml")
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_unreadable_file_is_told_on_the_page(client: Client, secretariat: Account) -> None:
    url = send(client, b"kein Zip", "jahr.xlsx")

    page = client.get(url).content.decode()

    assert "Das ist keine Arbeitsmappe" in page
    assert secretariat.is_active


def test_wrong_ending_is_refused_in_the_form(client: Client, secretariat: Account) -> None:
    file = SimpleUploadedFile("bild.png", b"x")

    answer = client.post(reverse("intake:upload"), {"file": file})

    assert answer.status_code == 422
    assert Upload.objects.count() == 0
    assert secretariat.is_active


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ASSOCIATION_STAFF, Role.GUEST])
def test_others_get_nothing(client: Client, body: Organisation, role: Role) -> None:
    owner = make_account(role=Role.CHAIR, body=body)
    upload = Upload.objects.create(account=owner, body=body, name="x", sha256="x", data=b"x")
    client.force_login(make_account(role=role, body=body))

    for url in (
        reverse("intake:upload"),
        reverse("intake:template"),
        reverse("intake:year", args=[2025]),
        reverse("intake:preview", args=[upload.pk]),
        reverse("intake:result", args=[upload.pk]),
    ):
        assert client.get(url).status_code == 403, url
    assert client.post(reverse("intake:confirm", args=[upload.pk])).status_code == 403


def test_upload_of_somebody_else_is_not_found(client: Client, secretariat: Account) -> None:
    other = make_account(role=Role.CHAIR, body=secretariat.accesses.get().body)
    upload = Upload.objects.create(
        account=other, body=other.accesses.get().body, name="x", sha256="x", data=b"x"
    )

    assert client.get(reverse("intake:preview", args=[upload.pk])).status_code == 302
    assert client.post(reverse("intake:confirm", args=[upload.pk])).status_code == 404
    assert client.get(reverse("intake:result", args=[upload.pk])).status_code == 404


def test_anonymous_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("intake:upload")).status_code == 302


def test_template_and_year_are_workbooks(
    client: Client, secretariat: Account, body: Organisation
) -> None:
    make_activity(body=body, key="eins", title="=1+1", year=2025)

    template = client.get(reverse("intake:template"))
    year = client.get(reverse("intake:year", args=[2025]))

    empty = load_workbook(io.BytesIO(template.content))
    assert empty["Aktivitäten"].freeze_panes == "A2"
    assert empty["Aktivitäten"]["C1"].value == "Titel*"
    assert empty["Aktivitäten"]["C1"].comment is None or empty["Aktivitäten"]["A1"].comment
    assert empty["Aktivitäten"].data_validations.dataValidation
    filled = load_workbook(io.BytesIO(year.content))["Aktivitäten"]
    assert filled["A2"].value == "eins"
    assert (filled["C2"].value, filled["C2"].data_type) == ("=1+1", "s")
    assert secretariat.is_active
