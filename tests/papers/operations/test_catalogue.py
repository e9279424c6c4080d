"""The catalogue of papers: complete, safe to load twice, and open for rows nobody coded."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation
from tests.factories import make_account, make_body, make_kind, make_life_cycle
from tests.papers.factories import make_association

from einklang.chronicle.enums import Phase
from einklang.chronicle.models import ActivityKind
from einklang.core import clock
from einklang.federation.enums import Role
from einklang.papers.enums import Pace, Procedure
from einklang.papers.errors import PaperError
from einklang.papers.models import DemandStage, PaperKind, PlanTemplate, PlanTemplateStep, Version
from einklang.papers.operations.catalogue import CATALOGUE, load_paper_catalogue
from einklang.papers.operations.drafting import start_from_template
from einklang.papers.operations.opening import PaperFacts, open_paper
from einklang.papers.rendering.versions import read_paragraphs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


KEYS = [
    "statement", "expert_paper", "position_paper", "joint_letter", "open_letter",
    "handout", "interjection", "recommendation", "press_release", "election_demands",
]  # fmt: skip
PHASES = (Phase.PLANNED, Phase.WORKED_ON, Phase.PREPARED, Phase.DONE, Phase.DROPPED)


@pytest.fixture
def shared_kinds() -> list[ActivityKind]:
    life_cycle = make_life_cycle(PHASES)
    return [make_kind(key=key, life_cycle=life_cycle) for key in KEYS]


def test_catalogue_has_ten_kinds_three_plans_and_the_stages(
    shared_kinds: list[ActivityKind],
) -> None:
    count = load_paper_catalogue()

    kinds = list(PaperKind.objects.select_related("kind"))
    plans = {plan.pace: plan.steps.count() for plan in PlanTemplate.objects.all()}
    stages = {
        way.value: list(DemandStage.objects.filter(procedure=way).values_list("key", flat=True))
        for way in (Procedure.BILL, Procedure.ORDINANCE, Procedure.BUDGET)
    }
    assert count == len(shared_kinds) == 10
    assert [kind.kind.key for kind in kinds] == KEYS
    assert [kind.kind.key for kind in kinds if kind.has_addressees] == [
        "joint_letter",
        "open_letter",
    ]
    assert [kind.kind.key for kind in kinds if kind.is_press] == [
        "open_letter",
        "interjection",
        "press_release",
    ]
    assert all(kind.outline for kind in kinds)
    assert plans == {Pace.NORMAL: 8, Pace.LONG: 11, Pace.FAST: 7}
    assert {way: len(keys) for way, keys in stages.items()} == {
        "bill": 8,
        "ordinance": 4,
        "budget": 7,
    }


def test_catalogue_loaded_again_changes_nothing(shared_kinds: list[ActivityKind]) -> None:
    load_paper_catalogue()
    before = [
        list(model.objects.order_by("pk").values())
        for model in (PaperKind, PlanTemplate, PlanTemplateStep, DemandStage)
    ]

    load_paper_catalogue()

    after = [
        list(model.objects.order_by("pk").values())
        for model in (PaperKind, PlanTemplate, PlanTemplateStep, DemandStage)
    ]
    assert before == after
    assert PaperKind.objects.count() == len(shared_kinds)


def test_catalogue_refreshes_what_ships_and_leaves_own_rows(
    shared_kinds: list[ActivityKind],
) -> None:
    load_paper_catalogue()
    body = make_body()
    PaperKind.objects.filter(kind=shared_kinds[0]).update(outline="alt")
    shared = PlanTemplate.objects.get(pace=Pace.FAST)
    shared.steps.create(key="gone", label="Fällt weg", share=50, actor="lead")
    own = PlanTemplate.objects.create(body=body, pace=Pace.FAST, label="Eigener Eilplan")

    load_paper_catalogue()

    assert PaperKind.objects.get(kind=shared_kinds[0]).outline.startswith("# Zusammenfassung")
    assert not shared.steps.filter(key="gone").exists()
    assert PlanTemplate.objects.get(pk=own.pk).label == "Eigener Eilplan"


def test_catalogue_without_its_kinds_is_refused() -> None:
    with pytest.raises(PaperError, match="statement"):
        load_paper_catalogue()

    assert not PlanTemplate.objects.exists()


def test_shares_never_decrease_and_end_with_the_deadline() -> None:
    plans = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["plans"]

    for plan in plans:
        shares = [step["share"] for step in plan["steps"]]
        assert shares == sorted(shares)
        assert shares[-1] == 100


def test_command_says_how_many_kinds_and_what_is_missing(
    shared_kinds: list[ActivityKind],
) -> None:
    said = StringIO()

    call_command("load_paper_catalogue", stdout=said)
    shared_kinds[0].delete()

    assert said.getvalue() == "10 Papierarten sind geladen.\n"
    with pytest.raises(CommandError, match="statement"):
        call_command("load_paper_catalogue")


def test_further_kind_is_a_row(tmp_path: Path) -> None:
    body, lead = make_body(), make_association()
    make_kind(key="minority_vote", label="Minderheitsvotum", life_cycle=make_life_cycle(PHASES))
    catalogue = {
        "kinds": [{"kind": "minority_vote", "outline": "# Worum es geht\n- Ein Punkt"}],
        "plans": [],
        "stages": {},
    }
    path = tmp_path / "catalogue.yaml"
    path.write_text(yaml.safe_dump(catalogue), encoding="utf-8")
    load_paper_catalogue(path)
    account = make_account(role=Role.SECRETARIAT, body=body)

    kind = PaperKind.objects.get()
    paper = open_paper(
        body=body, facts=PaperFacts(kind=kind, title="Votum", lead=lead), by=account
    )
    version: Version = start_from_template(paper=paper, by=account)

    with version.file.open("rb") as stored:
        text = [(one.text, one.level) for one in read_paragraphs(stored.read(), "votum.docx")]
    assert ("Worum es geht", 1) in text
    assert ("Ein Punkt", 0) in text
    assert paper.activity.year == clock.today().year
