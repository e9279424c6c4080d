"""Pages about demands: entering, finding again, the matrix, its files."""

import csv
import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account, make_body
from tests.papers.factories import make_paper, secretary, speaker

from einklang.core.when import When
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Fate, Procedure
from einklang.papers.models import DemandFate, DemandStage, DemandThread, DemandUse, Paper
from einklang.papers.operations.demands import NewDemand, add_demand, record_fate
from einklang.papers.rules.demands import Facts

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def make_stages() -> list[DemandStage]:
    labels = ("Referentenentwurf", "Kabinettsbeschluss", "Verkündung")
    return [
        DemandStage.objects.create(
            procedure=Procedure.BILL, key=f"step-{order}", label=label, order=order
        )
        for order, label in enumerate(labels)
    ]


def demand(paper: Paper, text: str = "Wir fordern mehr Zeit.") -> DemandUse:
    return add_demand(paper=paper, new=NewDemand(text, label="Nr. 1"), by=secretary(paper))


def fate(use: DemandUse, stage: DemandStage, what: Fate = Fate.PARTLY) -> DemandFate:
    paper = Paper.objects.get(pk=use.demand.activity_id)
    facts = Facts(what, When.parse("12.3.2026"), "BT-Drs. 21/1", "wörtlich")
    return record_fate(use=use, stage=stage, facts=facts, by=secretary(paper))


def test_demand_is_entered_and_shown_on_the_papers_page() -> None:
    paper = make_paper()
    client = browser(secretary(paper))
    data = {"label": "Nr. 3", "text": "Mehr Beratung.", "text_en": "", "procedure": "bill"}

    answer = client.post(reverse("papers:demands", args=[paper.pk]), data)

    assert answer.status_code == 302
    use = DemandUse.objects.get()
    assert (use.label, use.thread.number, use.demand.text) == ("Nr. 3", 1, "Mehr Beratung.")
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "Mehr Beratung." in page
    assert "Nr. 3" in page


def test_earlier_demand_is_found_by_folded_words_and_raised_again() -> None:
    body = make_body()
    early, late = make_paper(body=body), make_paper(body=body)
    thread = demand(early, "Die Berater*innen brauchen Tarif.").thread
    client = browser(secretary(late))
    address = reverse("papers:demands", args=[late.pk])
    again = reverse("papers:demand_again", args=[late.pk, thread.pk])
    assert again not in client.get(address, {"q": "haushalt"}).content.decode()
    assert again in client.get(address, {"q": "BERATER:INNEN tarif"}).content.decode()

    client.post(again, {"label": "7"})

    assert DemandUse.objects.get(demand__activity=late.pk).label == "7"
    assert again not in client.get(address, {"q": "tarif"}).content.decode()


def test_all_demands_of_an_earlier_paper_are_taken_over() -> None:
    body = make_body()
    early, late = make_paper(body=body), make_paper(body=body)
    demand(early)
    demand(early, "Noch etwas.")
    client = browser(secretary(late))

    client.post(reverse("papers:demands_take_over", args=[late.pk]), {"source": early.pk})

    assert DemandUse.objects.filter(demand__activity=late.pk).count() == 2


def test_fate_is_entered_corrected_and_taken_back() -> None:
    paper = make_paper()
    use = demand(paper)
    first, *_rest = make_stages()
    client = browser(secretary(paper))
    address = reverse("papers:demand_fate", args=[paper.pk, use.pk])
    data = {"stage": first.pk, "fate": "partly", "when": "12.3.2026", "source": "BT-Drs. 21/1"}

    missing = client.post(address, data | {"source": "", "when": ""})
    client.post(address, data | {"quote": "wörtlich"})
    client.post(address, data | {"fate": "adopted"})

    page = missing.content.decode()
    assert "id_source_error" in page
    assert "id_when_error" in page
    row = DemandFate.objects.get()
    assert (row.fate, row.when.text("de")) == (Fate.ADOPTED, "12. März 2026")
    shown = client.get(address, {"schritt": first.pk}).content.decode()
    withdraw = reverse("papers:demand_fate_withdraw", args=[paper.pk, use.pk, row.pk])
    assert withdraw in shown
    client.post(withdraw)
    assert not DemandFate.objects.exists()


def test_demand_is_removed_after_asking() -> None:
    paper = make_paper()
    use = demand(paper)
    client = browser(secretary(paper))
    address = reverse("papers:demand_remove", args=[paper.pk, use.pk])
    assert client.get(address).status_code == 200
    assert DemandThread.objects.exists()

    client.post(address)

    assert not DemandThread.objects.exists()


def test_matrix_shows_every_step_in_words_and_signs() -> None:
    paper = make_paper()
    use = demand(paper)
    stages = make_stages()
    fate(use, stages[1], Fate.CONTRARY)
    client = browser(secretary(paper))

    page = client.get(reverse("papers:demand_matrix")).content.decode()

    headers = re.findall(r'scope="col">([^<]*)<', page)
    assert headers[1:] == [stage.label for stage in stages]
    assert page.count('scope="row"') == 1
    assert "⇄" in page
    assert "BT-Drs. 21/1" in page
    assert 'role="region" tabindex="0"' in page


def test_matrix_is_filtered_by_way_paper_words_and_what_is_open() -> None:
    body = make_body()
    one, two = make_paper(body=body), make_paper(body=body)
    done, _open = demand(one, "Erledigtes."), demand(two, "Offenes.")
    stages = make_stages()
    fate(done, stages[2], Fate.ADOPTED)
    client = browser(secretary(one))

    def shown(**criteria: str | int) -> list[str]:
        page = client.get(reverse("papers:demand_matrix"), criteria).content.decode()
        return [text for text in ("Erledigtes.", "Offenes.") if text in page]

    assert shown() == ["Erledigtes.", "Offenes."]
    assert shown(open="on") == ["Offenes."]
    assert shown(paper=one.pk) == ["Erledigtes."]
    assert shown(q="offen") == ["Offenes."]
    assert shown(procedure="budget") == []
    assert shown(procedure="unfug", paper="x") == ["Erledigtes.", "Offenes."]


def test_files_hold_what_the_page_shows_and_no_formula() -> None:
    paper = make_paper(title="Papier")
    use = demand(paper, "=1+1")
    stages = make_stages()
    fate(use, stages[0])
    client = browser(secretary(paper))

    lines = client.get(reverse("papers:demand_export", args=["csv"])).content.decode("utf-8-sig")
    book = client.get(reverse("papers:demand_export", args=["xlsx"])).content

    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][:2] == ["1", "'=1+1"]
    assert rows[1][3:5] == ["Papier (Nr. 1)", "Referentenentwurf"]
    assert rows[1][7:] == ["BT-Drs. 21/1", "wörtlich"]
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert [cell.value for cell in sheet[1]][3:] == [stage.label for stage in stages]
    assert sheet["B2"].value == "'=1+1"
    assert "BT-Drs. 21/1" in str(sheet["D2"].value)
    assert client.get("/papiere/forderungen/export.pdf").status_code == 404


def test_association_reads_demands_of_its_papers_and_writes_none() -> None:
    body = make_body()
    mine, other = make_paper(body=body), make_paper(body=body)
    use, strange = demand(mine, "Unseres."), demand(other, "Fremdes.")
    client = browser(speaker(mine, mine.lead))

    matrix = client.get(reverse("papers:demand_matrix")).content.decode()
    csv_file = client.get(reverse("papers:demand_export", args=["csv"])).content.decode()

    for text in (matrix, csv_file):
        assert "Unseres." in text
        assert "Fremdes." not in text
    page = client.get(reverse("papers:demands", args=[mine.pk]))
    assert page.status_code == 200
    assert 'name="text"' not in page.content.decode()
    assert client.post(reverse("papers:demands", args=[mine.pk])).status_code == 403
    assert client.get(reverse("papers:demand_fate", args=[mine.pk, use.pk])).status_code == 403
    assert client.get(reverse("papers:demand_remove", args=[mine.pk, use.pk])).status_code == 403
    assert client.get(reverse("papers:demands", args=[other.pk])).status_code == 404
    assert client.get(reverse("papers:demand_fate", args=[mine.pk, strange.pk])).status_code == 404


def test_strangers_see_no_demand() -> None:
    paper = make_paper()
    demand(paper)
    guest = browser(make_account(role=Role.GUEST, body=paper.activity.body))
    outsider = browser(secretary(make_paper()))

    assert guest.get(reverse("papers:demand_matrix")).status_code == 403
    assert guest.get(reverse("papers:demands", args=[paper.pk])).status_code == 404
    assert outsider.get(reverse("papers:demands", args=[paper.pk])).status_code == 404
    assert "mehr Zeit" not in outsider.get(reverse("papers:demand_matrix")).content.decode()
    assert Client().get(reverse("papers:demand_matrix")).status_code == 302


def fill(body: Organisation, paper: Paper, stage: DemandStage, number: int) -> None:
    for _ in range(number):
        fate(demand(paper), stage)
    assert body.pk == paper.activity.body_id


@pytest.mark.parametrize("name", ["demand_matrix", "demands", "paper_detail"])
def test_pages_ask_as_often_for_sixty_demands_as_for_three(
    django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    paper = make_paper()
    stage = make_stages()[0]
    fill(paper.activity.body, paper, stage, 3)
    client = browser(secretary(paper))
    address = reverse(f"papers:{name}", args=[] if name == "demand_matrix" else [paper.pk])
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    fill(paper.activity.body, paper, stage, 57)

    with django_assert_max_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert page.count("Wir fordern mehr Zeit.") >= 60
