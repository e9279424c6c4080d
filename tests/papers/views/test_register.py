"""Pages about the Lobbyregister: one question at a time, the package, who gets in."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests.factories import make_account
from tests.papers.factories import (
    docx_of,
    make_association,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import RegisterResult, RegisterStanding, Stage
from einklang.papers.models import Paper, RegisterAssessment, RegisterEntry, RegisterUpload
from einklang.papers.operations.register import UploadFacts, assess
from einklang.papers.rules.register import Answers

pytestmark = pytest.mark.django_db
UPLOAD = Answers(is_federal=True, is_project=True, is_basic=True, is_published_in_procedure=False)
ALL_ANSWERS = {
    "is_federal": "1", "is_project": "1", "is_basic": "1", "is_published_in_procedure": "0",
}  # fmt: skip


def browser(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def agreed_paper() -> Paper:
    paper = make_paper(stage=Stage.AGREED)
    make_version(paper, docx_of("Wir fordern mehr. Kontakt: Kim Muster, kim@example.org"))
    return paper


def assessed_paper() -> Paper:
    paper = agreed_paper()
    RegisterEntry.objects.create(
        association=paper.lead, standing=RegisterStanding.REGISTERED, number="R001234"
    )
    assess(paper=paper, answers=UPLOAD, facts=UploadFacts(), by=secretary(paper))
    return paper


def text_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"papers:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_helper_asks_only_what_is_still_open() -> None:
    paper = agreed_paper()
    client = browser(secretary(paper))
    address = reverse("papers:register_assessment", args=[paper.pk])
    given: dict[str, str] = {}
    for key, value in ALL_ANSWERS.items():
        page = client.get(address, given).content.decode()
        assert page.count('type="radio"') == 2
        assert page.count(f'name="{key}"') == 2
        given[key] = value

    page = client.get(address, given).content.decode()

    assert 'type="radio"' not in page
    assert "§ 3 Abs. 1 Nr. 5 Buchst. b, Abs. 3 Satz 1 LobbyRG" in page
    assert page.count("Answer anew") == 4 or page.count("Neu beantworten") == 4
    assert not RegisterAssessment.objects.exists()


def test_verdict_is_saved_with_facts_and_shown_on_the_papers_page() -> None:
    paper = agreed_paper()
    office = secretary(paper, name="Kim Büro")
    client = browser(office)
    data = ALL_ANSWERS | {
        "project_number": "rv0000001",
        "project_title": "Haushalt",
        "fields_of_interest": ["FOI_RPI_MIGRATION"],
        "sent_on": clock.today().isoformat(),
        "recipients": "Ministerium für Beispiele\n\nDeutscher Bundestag",
    }

    answer = client.post(reverse("papers:register_assessment", args=[paper.pk]), data)

    assert answer.status_code == 302
    row = RegisterAssessment.objects.get(paper=paper)
    assert (row.result, row.project_number, row.recipients) == (
        RegisterResult.UPLOAD,
        "RV0000001",
        ["Ministerium für Beispiele", "Deutscher Bundestag"],
    )
    page = text_of(client, "paper_detail", paper.pk)
    assert 'id="lobbyregister"' in page
    assert row.source in page
    assert "Kim Büro" in page


@pytest.mark.parametrize(
    "wrong",
    [{"project_number": "RV1"}, {"recipients": "Frau Beispiel"}, {"sent_on": "gestern"}],
)
def test_wrong_facts_are_shown_beside_the_field_and_nothing_is_saved(
    wrong: dict[str, str],
) -> None:
    paper = agreed_paper()
    client = browser(secretary(paper))

    answer = client.post(
        reverse("papers:register_assessment", args=[paper.pk]), ALL_ANSWERS | wrong
    )

    assert answer.status_code == 200
    (field,) = wrong
    assert f"id_{field}_error" in answer.content.decode()
    assert not RegisterAssessment.objects.exists()


def test_package_is_handed_out_only_after_it_was_checked() -> None:
    paper = assessed_paper()
    client = browser(speaker(paper, paper.lead))
    page = text_of(client, "register_package", paper.pk)
    assert "Kim Muster" in page
    assert page.count('name="taken_out"') == 2
    address = reverse("papers:register_package", args=[paper.pk])

    unchecked = client.post(address, {"taken_out": ["Kim Muster"]})
    answer = client.post(address, {"taken_out": ["Kim Muster"], "is_checked": "on"})

    assert (unchecked.status_code, unchecked["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "stellungnahme-anonymisiert.pdf" in archive.namelist()


def test_text_with_open_changes_is_told_and_leads_back() -> None:
    paper = assessed_paper()
    make_version(paper, b"no word file")
    client = browser(secretary(paper))

    answer = client.get(reverse("papers:register_package", args=[paper.pk]), follow=True)

    assert answer.redirect_chain[0][0].endswith("#lobbyregister")
    assert answer.status_code == 200


def test_checklist_is_there_as_pdf_and_as_text() -> None:
    paper = assessed_paper()
    client = browser(speaker(paper, paper.lead))
    address = reverse("papers:register_checklist", args=[paper.pk, paper.lead_id])

    pdf, text = client.get(address), client.get(address, {"form": "txt"})

    assert pdf.content.startswith(b"%PDF")
    assert "R001234" in text.content.decode()


def test_day_of_entry_is_noted_on_a_page() -> None:
    paper = assessed_paper()
    client = browser(speaker(paper, paper.lead))
    address = reverse("papers:register_entered", args=[paper.pk, paper.lead_id])
    assert client.get(address).status_code == 200

    client.post(address, {"entered_on": clock.today().isoformat()})

    assert RegisterUpload.objects.get().entered_on == clock.today()


def test_standing_is_stated_by_the_association_on_its_page() -> None:
    paper = make_paper()
    client = browser(speaker(paper, paper.lead))
    address = reverse("papers:register_entry", args=[paper.lead_id])

    wrong = client.post(address, {"standing": "registered", "number": "12"})
    right = client.post(address, {"standing": "registered", "number": "r001234"})

    assert "id_number_error" in wrong.content.decode()
    assert right.status_code == 302
    assert RegisterEntry.objects.get().number == "R001234"
    assert "R001234" in text_of(client, "register_entries")


def test_without_a_key_the_pages_say_how_to_get_one_and_offer_no_comparison(
    settings: Settings,
) -> None:
    paper = assessed_paper()
    client = browser(secretary(paper))
    compare = reverse("papers:register_compare", args=[paper.pk])
    assert "EINKLANG_LOBBYREGISTER_KEY" in text_of(client, "register_entries")
    assert compare not in text_of(client, "paper_detail", paper.pk)
    settings.LOBBYREGISTER_KEY = "invented"

    assert "EINKLANG_LOBBYREGISTER_KEY" not in text_of(client, "register_entries")
    assert compare in text_of(client, "paper_detail", paper.pk)
    assert client.post(compare).status_code == 302


def test_strangers_find_nothing_and_members_may_not_write() -> None:
    paper = assessed_paper()
    names = {
        "register_assessment": [paper.pk],
        "register_package": [paper.pk],
        "register_checklist": [paper.pk, paper.lead_id],
        "register_entered": [paper.pk, paper.lead_id],
    }
    outsider = browser(secretary(make_paper()))
    guest = browser(make_account(role=Role.GUEST, body=paper.activity.body))
    member = browser(make_account(role=Role.MEMBER, body=paper.activity.body))

    for name, args in names.items():
        address = reverse(f"papers:{name}", args=args)
        assert Client().get(address).status_code == 302
        assert outsider.get(address).status_code == 404
        assert guest.get(address).status_code == 404
    assert member.get(reverse("papers:register_assessment", args=[paper.pk])).status_code == 403
    entered = reverse("papers:register_entered", args=[paper.pk, paper.lead_id])
    assert member.get(entered).status_code == 403
    assert guest.get(reverse("papers:register_entries")).status_code == 403
    entry = reverse("papers:register_entry", args=[paper.lead_id])
    assert member.get(entry).status_code == 403


def test_standings_ask_as_often_for_many_associations(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    paper = make_paper(associations=1)
    client = browser(secretary(paper))
    address = reverse("papers:register_entries")
    client.get(address)
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    for number in range(12):
        RegisterEntry.objects.create(
            association=make_association(number + 3), standing=RegisterStanding.EXEMPT
        )

    with django_assert_max_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert page.count('scope="row"') == Organisation.objects.filter(kind="association").count()
