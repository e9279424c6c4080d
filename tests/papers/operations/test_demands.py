import pytest
from tests.factories import make_account, make_body
from tests.papers.factories import make_paper, secretary

from einklang.chronicle.enums import OutcomeKind
from einklang.chronicle.models import Demand, Outcome
from einklang.core.when import When
from einklang.federation.enums import Role
from einklang.papers.enums import Fate, Procedure
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import DemandFate, DemandStage, DemandThread, DemandUse
from einklang.papers.operations.demands import (
    NewDemand,
    add_demand,
    record_fate,
    remove_demand,
    take_over_demands,
    withdraw_fate,
)
from einklang.papers.rules.demands import Facts, shortened
from einklang.reports.content import build_document
from einklang.reports.operations.outlining import create_report

pytestmark = pytest.mark.django_db
MONEY = NewDemand("Wir fordern zehn Millionen Euro.", "We demand ten million euros.", "Nr. 1")


def make_stage(key: str = "final", procedure: Procedure = Procedure.BILL) -> DemandStage:
    return DemandStage.objects.create(
        procedure=procedure, key=key, label="2. und 3. Lesung", label_en="Final readings", order=5
    )


def facts(fate: Fate = Fate.PARTLY, **fields: str) -> Facts:
    when = When.parse(fields.pop("when", "12.9.2024"))
    fields.setdefault("source", "BT-Drs. 21/1, S. 3")
    return Facts(fate, when, fields["source"], fields.get("quote", ""))


def test_demand_gets_the_next_number_of_its_committee_and_stands_in_the_record() -> None:
    body = make_body()
    paper, other = make_paper(body=body), make_paper(body=make_body())
    by = secretary(paper)

    first = add_demand(paper=paper, new=MONEY, by=by)
    second = add_demand(paper=paper, new=NewDemand("Länder beteiligen."), by=by)
    elsewhere = add_demand(paper=other, new=MONEY, by=secretary(other))

    numbers = [one.thread.number for one in (first, second, elsewhere)]
    assert numbers == [1, 2, 1]
    assert list(Demand.objects.filter(activity=paper.pk).values_list("text", "text_en")) == [
        (MONEY.text, MONEY.text_en),
        ("Länder beteiligen.", ""),
    ]
    assert first.label == "Nr. 1"


def test_demand_raised_again_keeps_its_number_and_may_have_other_words() -> None:
    body = make_body()
    early, late = make_paper(body=body), make_paper(body=body)
    by = secretary(early)
    thread = add_demand(paper=early, new=MONEY, by=by).thread

    use = add_demand(paper=late, new=NewDemand("", label="4 b"), thread=thread, by=by)

    assert (use.thread.number, use.label, use.demand.text) == (1, "4 b", MONEY.text)
    with pytest.raises(PaperError):
        add_demand(paper=late, new=NewDemand("Noch einmal."), thread=thread, by=by)
    assert DemandUse.objects.filter(thread=thread).count() == 2


def test_all_demands_of_an_earlier_paper_are_taken_over_once() -> None:
    body = make_body()
    early, late = make_paper(body=body), make_paper(body=body)
    by = secretary(early)
    for number in range(3):
        add_demand(paper=early, new=NewDemand(f"Forderung {number}", label=f"{number}"), by=by)
    thread = DemandThread.objects.get(body=body, number=2)
    add_demand(paper=late, new=NewDemand(""), thread=thread, by=by)

    made = take_over_demands(paper=late, source=early, by=by)
    again = take_over_demands(paper=late, source=early, by=by)

    assert [(one.thread.number, one.label) for one in made] == [(1, "0"), (3, "2")]
    assert again == []


def test_demands_of_another_committee_are_refused() -> None:
    paper, strange = make_paper(), make_paper()
    thread = add_demand(paper=strange, new=MONEY, by=secretary(strange)).thread

    with pytest.raises(PaperError):
        add_demand(paper=paper, new=NewDemand(""), thread=thread, by=secretary(paper))
    with pytest.raises(PaperError):
        take_over_demands(paper=paper, source=strange, by=secretary(paper))
    assert not DemandUse.objects.filter(demand__activity=paper.pk).exists()


def test_demand_without_words_is_refused() -> None:
    paper = make_paper()

    with pytest.raises(PaperError):
        add_demand(paper=paper, new=NewDemand("  "), by=secretary(paper))


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.GUEST])
def test_only_the_committees_own_people_write(role: Role) -> None:
    paper = make_paper()
    use = add_demand(paper=paper, new=MONEY, by=secretary(paper))
    by = make_account(role=role, body=paper.activity.body, organisation=paper.lead)

    with pytest.raises(RefusedError):
        add_demand(paper=paper, new=MONEY, by=by)
    with pytest.raises(RefusedError):
        take_over_demands(paper=paper, source=paper, by=by)
    with pytest.raises(RefusedError):
        record_fate(use=use, stage=make_stage(), facts=facts(), by=by)
    with pytest.raises(RefusedError):
        remove_demand(use=use, by=by)
    assert DemandThread.objects.count() == 1


@pytest.mark.parametrize(
    ("fate", "kind"),
    [
        (Fate.ADOPTED, OutcomeKind.ACHIEVED),
        (Fate.PARTLY, OutcomeKind.PARTIAL),
        (Fate.NOT_ADOPTED, OutcomeKind.NOT_ACHIEVED),
        (Fate.CONTRARY, OutcomeKind.NOT_ACHIEVED),
        (Fate.OPEN, OutcomeKind.OPEN),
    ],
)
def test_every_fate_has_a_sentence_in_both_languages(fate: Fate, kind: OutcomeKind) -> None:
    paper = make_paper()
    use = add_demand(paper=paper, new=MONEY, by=secretary(paper))

    row = record_fate(use=use, stage=make_stage(), facts=facts(fate), by=secretary(paper))

    outcome = row.outcome
    assert outcome is not None
    assert outcome.kind == kind
    assert "„Wir fordern zehn Millionen Euro“" in outcome.text
    assert outcome.text.endswith("(2. und 3. Lesung).")
    assert "am 12. September 2024" in outcome.text
    assert "“We demand ten million euros”" in outcome.text_en
    assert outcome.text_en.endswith("on 12 September 2024 (Final readings).")
    assert (outcome.source, outcome.activity_id) == ("BT-Drs. 21/1, S. 3", paper.pk)


def test_second_entry_of_a_step_corrects_the_first_and_is_told_once() -> None:
    paper = make_paper()
    by = secretary(paper)
    use = add_demand(paper=paper, new=MONEY, by=by)
    stage = make_stage()
    record_fate(use=use, stage=stage, facts=facts(Fate.OPEN), by=by)

    record_fate(use=use, stage=stage, facts=facts(Fate.ADOPTED, quote="§ 3 wird gefasst"), by=by)

    (fate,) = DemandFate.objects.all()
    (outcome,) = Outcome.objects.all()
    assert (fate.fate, fate.quote, fate.outcome) == (Fate.ADOPTED, "§ 3 wird gefasst", outcome)
    assert "wurde am 12. September 2024 übernommen" in outcome.text


@pytest.mark.parametrize(
    "wrong", [facts(source=" "), Facts(Fate.ADOPTED, When.unknown(), "BT-Drs. 21/1")]
)
def test_fate_without_source_or_date_is_refused(wrong: Facts) -> None:
    paper = make_paper()
    use = add_demand(paper=paper, new=MONEY, by=secretary(paper))

    with pytest.raises(PaperError):
        record_fate(use=use, stage=make_stage(), facts=wrong, by=secretary(paper))
    assert not Outcome.objects.exists()


def test_step_of_another_way_is_refused() -> None:
    paper = make_paper()
    use = add_demand(paper=paper, new=MONEY, by=secretary(paper))
    budget = make_stage("benchmarks", Procedure.BUDGET)

    with pytest.raises(PaperError):
        record_fate(use=use, stage=budget, facts=facts(), by=secretary(paper))


def test_fate_taken_back_is_told_no_more() -> None:
    paper = make_paper()
    by = secretary(paper)
    use = add_demand(paper=paper, new=MONEY, by=by)
    fate = record_fate(use=use, stage=make_stage(), facts=facts(), by=by)

    withdraw_fate(fate=fate, by=by)

    assert not DemandFate.objects.exists()
    assert not Outcome.objects.exists()


def test_removed_demand_stays_where_another_paper_or_a_fate_needs_it() -> None:
    body = make_body()
    early, late = make_paper(body=body), make_paper(body=body)
    by = secretary(early)
    use = add_demand(paper=early, new=MONEY, by=by)
    again = add_demand(paper=late, new=NewDemand(""), thread=use.thread, by=by)

    remove_demand(use=use, by=by)
    assert DemandThread.objects.filter(body=body).count() == 1
    record_fate(use=again, stage=make_stage(), facts=facts(), by=by)
    remove_demand(use=again, by=by)

    assert DemandThread.objects.filter(body=body).count() == 1
    assert not Demand.objects.filter(activity__in=[early.pk, late.pk]).exists()


def test_removed_demand_that_nothing_needs_is_gone() -> None:
    paper = make_paper()
    use = add_demand(paper=paper, new=MONEY, by=secretary(paper))

    remove_demand(use=use, by=secretary(paper))

    assert not DemandThread.objects.exists()


def test_long_demand_is_quoted_short() -> None:
    assert shortened("Kurz.") == "Kurz"
    assert len(shortened("Wort " * 100)) <= 242
    assert shortened("Wort " * 100).endswith("Wort …")


def test_annual_report_of_the_year_tells_what_became_of_the_demand() -> None:
    paper = make_paper()
    by = secretary(paper)
    use = add_demand(paper=paper, new=MONEY, by=by)
    record_fate(use=use, stage=make_stage(), facts=facts(Fate.PARTLY), by=by)
    report = create_report(body=paper.activity.body, year=paper.activity.year, by=by)

    said = {language: repr(build_document(report, language).document) for language in ("de", "en")}

    assert (
        "Die Forderung „Wir fordern zehn Millionen Euro“ wurde am 12. September 2024 teilweise"
        " übernommen (2. und 3. Lesung)." in said["de"]
    )
    assert "was partly adopted on 12 September 2024 (Final readings)." in said["en"]
