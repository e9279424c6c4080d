"""The invented papers of the demo go their whole way."""

import pytest

from einklang.federation.models import Organisation
from einklang.intake.operations.sample_papers import load_sample_papers
from einklang.papers.enums import Stage
from einklang.papers.models import Consolidation, Paper, Proposal


@pytest.mark.usefixtures("sample_year")
def test_sample_papers_stand_in_every_stage() -> None:
    body = Organisation.objects.filter(activities__isnull=False).distinct().get()

    papers = load_sample_papers(body=body)

    assert [Stage(paper.stage) for paper in Paper.objects.order_by("pk")] == [
        Stage.CONSOLIDATING,
        Stage.SIGNING,
        Stage.PUBLISHED,
        Stage.CIRCULATING,
        Stage.DRAFTING,
    ]
    assert len(papers) == 5
    assert [row.state for row in Consolidation.objects.all()] == ["done", "done"]
    assert Proposal.objects.filter(consolidation__adopted_at=None).exclude(verdict="").count() == 3
    assert load_sample_papers(body=body) == []
