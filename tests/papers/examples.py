"""An example of every record that an address of papers can name, among the invented papers."""

from dataclasses import dataclass
from datetime import timedelta

from tests.papers.factories import docx_of, stored

from einklang.chronicle.models import Demand
from einklang.core import clock
from einklang.core.links import new_token
from einklang.core.when import When
from einklang.federation.models import Organisation
from einklang.papers.enums import LinkScope, RegisterResult, RegisterStanding
from einklang.papers.models import (
    Addressee,
    Answer,
    Consolidation,
    Consultation,
    DemandFate,
    DemandStage,
    DemandThread,
    DemandUse,
    LetterBatch,
    Paper,
    PaperLink,
    PlanStep,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
    SignOff,
    SubReturn,
)

STEPS = {
    "circulating": ("circulation", "room", "contribution", "answer_link", "deadline"),
    "signing": (
        "sign_off", "rules", "letter", "addressee", "dispatch", "reply",
    ),
    "published": ("publication", "release", "register", "demand", "protocol"),
}  # fmt: skip
"""Which of the papers an address is tried on, by how its name begins; else the consolidated."""
FORMS = {"publication_download": "pdf", "letter_file": "pdf"}
"""What is downloaded; else a table."""


@dataclass(frozen=True)
class PaperExamples:
    papers: dict[str, int]
    """By how far they are."""
    values: dict[str, object]

    def values_for(self, name: str) -> dict[str, object]:
        """Return a value for every argument of an address."""
        step = name.removeprefix("papers:")
        stage = next(
            (stage for stage, heads in STEPS.items() if step.startswith(heads)), "consolidating"
        )
        found = {**self.values, "paper_id": self.papers[stage]}
        if step.startswith("protocol"):
            found["consolidation_id"] = self.values["adopted_id"]
        return {**found, "form": FORMS.get(step, "csv")}


def make_paper_examples(body: Organisation) -> PaperExamples:
    """Add what the invented papers lack: a contribution, links, an addressee, a fate."""
    papers = papers_of(body)
    house, room, sign_off = in_house(papers)
    data = docx_of()
    SubReturn.objects.create(
        consultation=room, author_name="Kim Muster", file=stored(data), name="beitrag.docx",
        size=len(data), sha256="0" * 64,
    )  # fmt: skip
    make_link(house, consultation=room)
    make_link(house, sign_off=sign_off)
    make_fate(papers["published"])
    make_assessment(papers["published"], house)
    LetterBatch.objects.create(paper=papers["signing"], file=stored(b"PK", "zip"), state="done")
    return find_paper_examples(body)


def find_paper_examples(body: Organisation) -> PaperExamples:
    """Return the examples that were made before."""
    papers = papers_of(body)
    house, room, sign_off = in_house(papers)
    fate = DemandFate.objects.all()[0]
    answers = Answer.objects.filter(consultation__circulation__paper=papers["consolidating"])
    values: dict[str, object] = {
        "number": 1,
        "token": "no-such-token",
        "change": "c1",
        "association_id": house.pk,
        "circulation_id": room.circulation_id,
        "consultation_id": room.pk,
        "contribution_id": room.subreturn_set.all()[0].pk,
        "answer_id": answers.get(consultation__association=house).pk,
        "link_id": PaperLink.objects.filter(consultation=room)[0].pk,
        "sign_off_link_id": PaperLink.objects.filter(sign_off=sign_off)[0].pk,
        "consolidation_id": consolidation_of(papers["consolidating"]),
        "adopted_id": consolidation_of(papers["published"]),
        "round_id": sign_off.round_id,
        "sign_off_id": sign_off.pk,
        "step_id": PlanStep.objects.filter(paper=papers["consolidating"])[0].pk,
        "thread_id": fate.thread_id,
        "use_id": DemandUse.objects.filter(thread=fate.thread)[0].pk,
        "fate_id": fate.pk,
        "batch_id": LetterBatch.objects.all()[0].pk,
        "addressee_id": Addressee.objects.filter(paper=papers["signing"])[0].pk,
    }
    return PaperExamples({stage: row.pk for stage, row in papers.items()}, values)


def consolidation_of(paper: Paper) -> int:
    return Consolidation.objects.get(circulation__paper=paper).pk


def papers_of(body: Organisation) -> dict[str, Paper]:
    return {row.stage: row for row in Paper.objects.filter(activity__body=body)}


def in_house(papers: dict[str, Paper]) -> tuple[Organisation, Consultation, SignOff]:
    """Return one association, its room and its sign-off."""
    house = Organisation.objects.get(key="dcv")
    room = Consultation.objects.get(circulation__paper=papers["circulating"], association=house)
    return house, room, SignOff.objects.get(round__paper=papers["signing"], association=house)


def make_link(
    association: Organisation,
    consultation: Consultation | None = None,
    sign_off: SignOff | None = None,
) -> PaperLink:
    return PaperLink.objects.create(
        token_hash=new_token()[1],
        scope=LinkScope.ANSWER if consultation else LinkScope.SIGN_OFF,
        association=association,
        consultation=consultation,
        sign_off=sign_off,
        person_name="Kim Muster",
        expires_at=clock.now() + timedelta(days=5),
    )


def make_assessment(paper: Paper, association: Organisation) -> None:
    """Let the paper belong into the register, and the association stand in it."""
    RegisterEntry.objects.create(
        association=association, standing=RegisterStanding.REGISTERED, number="R001234"
    )
    RegisterAssessment.objects.create(
        paper=paper,
        is_federal=True,
        is_project=True,
        is_basic=True,
        is_published_in_procedure=False,
        result=RegisterResult.UPLOAD,
        reason="Grundlegend.",
        reason_en="Basic.",
        source="§ 3 LobbyRG",
        project_number="RV0001234",
        project_title="Beratungsverordnung",
        sent_on=clock.today(),
    )
    RegisterUpload.objects.create(
        paper=paper, association=association, due_on=clock.today() + timedelta(days=30)
    )


def make_fate(paper: Paper) -> tuple[DemandUse, DemandFate]:
    use = DemandUse.objects.filter(demand__activity=paper.pk).first()
    if use is None:
        thread = DemandThread.objects.create(
            body=paper.activity.body, number=901, text="Mehr Geld für die Beratung."
        )
        demand = Demand.objects.create(activity=paper.activity, text=thread.text)
        use = DemandUse.objects.create(thread=thread, demand=demand, label="Nr. 1")
    stage = DemandStage.objects.filter(procedure=use.thread.procedure).first()
    assert stage is not None
    fate = DemandFate(thread=use.thread, stage=stage, fate="partly", source="BT-Drs. 20/1")
    fate.when = When.parse("12.3.2026")
    fate.save()
    return use, fate
